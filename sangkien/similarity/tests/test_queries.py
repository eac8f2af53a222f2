"""Which records tell of the same thing, found in the register."""

from typing import Any

import pytest

from sangkien.initiatives.models import Initiative
from sangkien.similarity.actions import take_all_prints, take_prints
from sangkien.similarity.models import Print, Unread
from sangkien.similarity.queries import Alike, Told, alike_to
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

        found = alike("Cữ nam châm cho chuyền túi áo bảo hộ", content=f"{before}\n{after}")

        assert [(one.initiative, one.reasons) for one in found] == [(copied, ["content"])]

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


class TestPrints:
    def test_are_taken_of_what_is_new_or_changed_and_of_nothing_else(self, jig: Initiative) -> None:
        assert Print.objects.get().initiative == jig and not Unread.objects.exists()

        Initiative.objects.update(effect="Nhanh hơn.")
        assert not Unread.objects.exists()
        Initiative.objects.update(title="Một tên khác hẳn cho đồ gá")
        before = Print.objects.get().title
        assert take_prints() == 1

        assert Print.objects.get().title != before and take_prints() == 0

    def test_of_everything_can_be_taken_again_and_gone_on_with(self, cast: Cast) -> None:
        keys = [cast.submitted(title=f"Sáng kiến thứ {n} của chuyền may").pk for n in range(3)]
        Print.objects.all().delete()

        last = take_all_prints(at_once=2)
        assert last == keys[1] and take_all_prints(after=last, at_once=2) == keys[2]
        assert take_all_prints(after=keys[2]) is None
        assert Print.objects.count() == 3
