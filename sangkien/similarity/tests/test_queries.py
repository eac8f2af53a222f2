"""Which records tell of the same thing, found in the register."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import floats
from pytest_django import DjangoAssertNumQueries

from sangkien.initiatives.models import Initiative
from sangkien.similarity.actions import count_crowds, learn_first, take_all_anew, take_prints
from sangkien.similarity.models import Commonplace, Crowd, Print, Unread
from sangkien.similarity.prints import title_bands
from sangkien.similarity.queries import Alike, Told, _few, alike_to, by_content, commonplaces_in, content_likeness
from sangkien.similarity.reading import described
from tests.cast import Cast

JIG = "Đồ gá may túi giúp giữ mép vải bằng một tay"


def alike(title: str, content: str = "", **limits: Any) -> list[Alike]:
    every = Initiative.objects.all()
    return alike_to(Told(title, content), among=every, readable=every, **limits)


@pytest.fixture
def jig(cast: Cast) -> Initiative:
    initiative = cast.submitted(title=JIG)
    take_prints()
    return initiative


class TestALikeRecord:
    @pytest.mark.parametrize(
        "title",
        [
            JIG,
            "DO GA MAY TUI GIUP GIU MEP VAI BANG MOT TAY",
            "SKKN: Đồ gá may túi giúp giữ mép vải bằng một tay tại Công ty may Tiến Thuận",
            "Đồ gá may túi gíup giữ mép vải bằng một tay",
        ],
    )
    def test_is_found_however_its_title_is_written(self, jig: Initiative, title: str) -> None:
        found = alike(title)

        assert [one.initiative for one in found] == [jig] and found[0].score >= 0.8

    def test_is_none_that_does_something_else(self, jig: Initiative) -> None:
        assert alike("Đồ gá may cổ áo giúp giữ mép vải bằng một tay") == []

    def test_is_found_by_its_content_under_another_title(self, cast: Cast) -> None:
        before = (
            "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay bị lệch đường may."
        )
        after = "Hai chốt nam châm giữ mép vải theo cữ, công nhân chỉ dùng một tay đẩy vải, mỗi túi còn tám giây."
        copied = cast.submitted(title=JIG, before=before, after=after)
        take_prints()

        found = alike("Cữ nam châm cho chuyền túi áo bảo hộ", content=described(before, after))

        assert [(one.initiative, one.reasons) for one in found] == [(copied, ["content"])]

    def test_of_a_series_with_the_same_content_says_both(self, cast: Cast) -> None:
        told = "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay lệch đường may."
        first = cast.submitted(title=f"{JIG} (phần 1)", before=told, after=told)
        take_prints()

        (found,) = alike(f"{JIG} (phần 2)", told)

        assert (found.initiative, found.reasons, found.title.near) == (first, ["number", "content"], False)

    def test_by_content_only_for_who_may_read_it(self, cast: Cast) -> None:
        told = (
            "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay bị lệch đường may."
        )
        cast.submitted(title=JIG, before=told, after=told)
        take_prints()
        every = Initiative.objects.all()

        assert alike_to(Told("Cữ nam châm", told * 2), among=every, readable=every.none()) == []

    def test_is_not_the_record_itself(self, jig: Initiative) -> None:
        every = Initiative.objects.all()

        assert alike_to(Told.of(jig), among=every, readable=every) == []


class TestContents:
    SAID = "Công nhân phải dùng hai tay giữ mép vải khi may {}, mỗi {} mất mười chín giây và hay bị lệch đường may."
    DONE = "Hai chốt nam châm giữ mép vải theo cữ, công nhân chỉ dùng một tay đẩy vải, mỗi sản phẩm còn tám giây."

    def told(self, what: str) -> str:
        return described(self.SAID.format(what, what), self.DONE)

    def test_that_share_the_sentences_of_a_trade_make_no_near_duplicate(self, cast: Cast) -> None:
        cast.submitted(title="Cữ nam châm khi ráp vai áo sơ mi", before=self.SAID.format("vai", "vai"), after=self.DONE)
        take_prints()
        shared = content_likeness(self.told("vai"), self.told("lai"))
        assert 0.8 <= shared < 0.95

        assert alike("Tấm dưỡng mica cho bàn cắt lai quần", self.told("lai")) == []

    def test_that_are_as_much_the_same_do_where_the_titles_are_alike_too(self, cast: Cast) -> None:
        title = "Cữ nam châm khi ráp vai áo sơ mi của chuyền số"
        one = cast.submitted(title=f"{title} 3", before=self.SAID.format("vai", "vai"), after=self.DONE)
        take_prints()

        (found,) = alike(f"{title} 5", self.told("lai"), least=0.6)

        assert found.initiative == one and found.title.score == 0.4
        assert 0.6 < found.score < found.content

    @pytest.mark.parametrize(
        ("content", "title", "is_near"),
        [(0.81, 0.0, False), (0.94, 0.0, False), (0.95, 0.0, True), (0.9, 0.4, True), (0.8, 0.8, True)],
    )
    def test_have_to_be_the_more_alike_the_less_the_titles_are(
        self, content: float, title: float, is_near: bool
    ) -> None:
        assert (round(by_content(content, title=title), 9) >= 0.8) is is_near

    @given(content=floats(0, 1), more=floats(0, 1), title=floats(0, 1), closer=floats(0, 1))
    def test_say_more_the_more_is_the_same_and_never_more_than_that(
        self, content: float, more: float, title: float, closer: float
    ) -> None:
        content, more = sorted((content, more))
        title, closer = sorted((title, closer))

        said = by_content(content, title=title)

        assert 0 <= said <= content + 1e-9
        assert said <= by_content(more, title=closer) + 1e-9
        assert by_content(1, title=title) == 1


class TestWhatMayNotBeSeen:
    def test_does_not_crowd_out_what_may(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.similarity.queries._CANDIDATES", 2)
        hidden = [cast.submitted(title=JIG).pk for _n in range(9)]
        seen = cast.submitted(title=f"{JIG} tại xưởng 2")
        take_prints()
        every = Initiative.objects.exclude(pk__in=hidden)

        assert [one.initiative for one in alike_to(Told(JIG), among=every, readable=every)] == [seen]

    def test_is_not_told_of_by_a_likeness_of_contents(self, cast: Cast) -> None:
        told = "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay lệch đường may."
        closed = cast.submitted(title=JIG, before=told, after=told)
        take_prints()
        every = Initiative.objects.all()

        (found,) = alike_to(Told(JIG.upper(), told), among=every, readable=every.exclude(pk=closed.pk))

        assert found.content == 0 and "content" not in found.reasons

    def test_costs_the_same_for_one_and_for_many(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        told = "Công nhân phải dùng hai tay giữ mép vải khi may túi, mỗi túi mất mười chín giây và hay lệch đường may."
        for n in range(12):
            cast.submitted(title=f"{JIG} tại xưởng số {n}", before=told, after=told)
        take_prints()

        with django_assert_max_num_queries(7):
            assert alike(JIG, told)


class TestWhatManySay:
    def test_is_no_sign_of_a_likeness(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.similarity.actions._COMMON_AT_LEAST", 3)
        monkeypatch.setattr("sangkien.similarity.actions._SAMPLE", 10**9)  # all of them, whatever numbers they bear
        form = "Sáng kiến được hội đồng xét, tổ trưởng và giám đốc nhận xét tốt, đã áp dụng rộng rãi cho cả xưởng may."
        for n in ["túi áo vest", "lò sấy mía", "bảng tin công đoàn", "xe gom rác"]:
            cast.submitted(title=f"Cải tiến {n} của tổ sản xuất", before=form, after=f"Nay có {n} kiểu mới.")
        assert content_likeness(form, form) == 1

        take_all_anew()
        while take_prints():
            pass

        assert "hoi dong xet" in commonplaces_in(form)
        assert content_likeness(form, form, commonplaces=commonplaces_in(form)) == 0
        assert alike("Giàn phơi khô bằng ống nhựa", form) == []

    def test_is_learnt_by_itself_as_soon_as_many_say_it_and_not_again(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.similarity.actions._COMMON_AT_LEAST", 3)
        monkeypatch.setattr("sangkien.similarity.actions._SAMPLE", 10**9)
        form = "Sáng kiến được hội đồng xét, tổ trưởng và giám đốc nhận xét tốt."
        for n, what in enumerate(["túi áo vest", "lò sấy mía", "bảng tin công đoàn"]):
            assert learn_first() == 0 and not Commonplace.objects.exists()
            cast.submitted(title=f"Cải tiến {what} của tổ sản xuất", before=form, after=f"Nay có {what} kiểu {n}.")
            take_prints()

        assert learn_first() == 3 == Unread.objects.count()
        assert "hoi dong xet" in commonplaces_in(form)
        assert learn_first() == 0


class TestCrowds:
    def test_are_left_out_while_others_lead_to_it(self, jig: Initiative) -> None:
        first, *rest = Print.objects.get().title
        assert _few([first, *rest], {first: 10_000} | dict.fromkeys(rest, 10)) == rest
        assert _few([first], {first: 10_000}) == [first]

    def test_are_counted(self, jig: Initiative, monkeypatch: pytest.MonkeyPatch) -> None:
        assert count_crowds() == 0

        monkeypatch.setattr("sangkien.similarity.actions._CROWD", 0)

        assert count_crowds() == Crowd.objects.count() > 0
        assert [one.initiative for one in alike(JIG)] == [jig]


class TestPrints:
    def test_of_two_workers_at_once_are_the_newest_words(self, jig: Initiative) -> None:
        Initiative.objects.update(title="Một tên khác hẳn cho đồ gá")
        Initiative.objects.update(title="Một tên thứ ba cho đồ gá")

        assert take_prints() == 2 and take_prints() == 0

        assert Print.objects.get().title == title_bands("Một tên thứ ba cho đồ gá")

    def test_are_taken_of_what_is_new_or_changed_and_of_nothing_else(self, jig: Initiative) -> None:
        assert Print.objects.get().initiative == jig and not Unread.objects.exists()

        Initiative.objects.update(effect="Nhanh hơn.")
        assert not Unread.objects.exists()
        Initiative.objects.update(title="Một tên khác hẳn cho đồ gá")
        before = Print.objects.get().title
        assert take_prints() == 1

        assert Print.objects.get().title != before and take_prints() == 0

    def test_of_everything_are_taken_anew_while_the_old_ones_stand(self, cast: Cast) -> None:
        keys = [cast.submitted(title=f"Sáng kiến thứ {n} của chuyền may").pk for n in range(3)]
        take_prints()
        Print.objects.update(title=[])

        assert take_all_anew() == 3 == Print.objects.count()
        while take_prints():
            pass

        assert list(Print.objects.order_by("pk").values_list("pk", flat=True)) == keys
        assert not Print.objects.filter(title=[]).exists()
