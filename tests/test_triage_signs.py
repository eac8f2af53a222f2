"""What is worth a second look, and why; nothing about a plain dossier."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.base.days import VIETNAM, day_of
from sangkien.confirmations.tests.asking import THREE, employer_says, employers_link, says, together
from sangkien.evidence.models import Norm
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.organisations.actions import add_workplace
from sangkien.review import actions as review
from sangkien.review.comparing import note_listing, tell_apart
from sangkien.similarity.actions import take_prints
from sangkien.similarity.marking import take_marks
from sangkien.triage.looking import look
from sangkien.triage.models import Kind, Place
from sangkien.triage.signs import looked_at
from sangkien.web.review.signs import signs_of
from tests.cast import NOW, Cast

DAY = timedelta(days=1)
DECISION = {"form": "recognition_decision", "number": "41/QĐ-TT", "on": date(2022, 4, 12), "issuer": "Ban giám đốc"}
OTHERS = ["Xe đẩy hàng qua lối hẹp", "Giá treo dụng cụ cho tổ cơ điện", "Khay chia phụ liệu theo mã hàng"]


def codes(initiative: Initiative, *, at: datetime = NOW) -> dict[str, list[str]]:
    found = looked_at(Initiative.objects.get(pk=initiative.pk), at=at)
    return {kind.value: [fact["code"] for fact in facts] for kind, facts in found.items()}


def decided(**changes: Any) -> Recognition:
    return Recognition(**DECISION | changes)


class TestAPlainDossier:
    def test_has_no_flag(self, cast: Cast) -> None:
        assert codes(cast.confirmed()) == {}


class TestTheValue:
    def test_stands_far_from_what_is_usual_in_its_field(self, cast: Cast) -> None:
        field = cast.programme.terms.get(list="FIELD", code="production")
        usual = {"middle": 7.07918, "spread": 0.3, "values": 420, "unions": 37, "at": NOW}
        Norm.objects.create(programme=cast.programme, field=field, **usual)

        (odd,) = looked_at(cast.confirmed(benefit_vnd=2_880_000_000), at=NOW)[Kind.VALUE]
        said = sentences(cast.confirmed(benefit_vnd=2_880_000_000))

        assert (odd["code"], odd["times"]) == ("odd_value", 240)
        assert said == [
            "Gấp 240 lần mức giữa của lĩnh vực này. Có thể ghi nhầm đơn vị: nếu là 2.880.000 đồng thì như thường gặp"
        ]

    def test_is_another_than_the_employer_says(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        employer_says(employers_link(cast, initiative), value="OTHER", value_vnd=85_000_000)

        assert codes(initiative) == {"VALUE": ["value_contradicted"]}
        assert sentences(initiative) == ["Doanh nghiệp nêu một giá trị khác: 85 triệu đồng"]


def sentences(initiative: Initiative) -> list[str]:
    """Why, as an officer reads it."""
    look(at=NOW)
    found = signs_of([initiative], on=day_of(NOW))[initiative.pk]
    return [sign.why for sign in found if sign.flag == Kind.VALUE]


class TestTheDecision:
    def test_is_missing_when_nobody_has_recognised_it(self, cast: Cast) -> None:
        assert codes(cast.confirmed(recognition=Recognition(form="not_yet"))) == {"DECISION": ["not_recognised"]}

    def test_cannot_have_been_made_before_the_initiative_was_applied(self, cast: Cast) -> None:
        early = cast.confirmed(recognition=decided(on=date(2022, 2, 20)), applied_on=date(2022, 3, 1))

        assert looked_at(early, at=NOW) == {Kind.DECISION: [{"code": "before_applied", "days": 9}]}

    def test_of_the_same_day_is_in_order(self, cast: Cast) -> None:
        assert codes(cast.confirmed(recognition=decided(on=date(2022, 3, 1)), applied_on=date(2022, 3, 1))) == {}

    def test_has_a_number_with_a_digit_in_it(self, cast: Cast) -> None:
        assert codes(cast.confirmed(recognition=decided(number="Quyết định khen"))) == {
            "DECISION": ["number_without_digits"]
        }

    def test_of_what_is_known_only_in_part_names_each_part(self, cast: Cast) -> None:
        """As a dossier may stand there that came before the programme asked for them."""
        initiative = cast.confirmed()
        Initiative.objects.filter(pk=initiative.pk).update(
            recognition_number="", recognised_on=None, recognition_issuer=""
        )

        assert codes(initiative) == {"DECISION": ["no_number", "no_day", "no_issuer"]}

    def test_is_to_be_seen_from_three_billion_on(self, cast: Cast) -> None:
        assert codes(cast.confirmed(benefit_vnd=2_999_999_999)) == {}
        assert codes(cast.confirmed(benefit_vnd=3_000_000_000)) == {"DECISION": ["no_scan"], "LARGE": ["large"]}


class TestTheUnit:
    def test_is_doubted_when_the_same_number_was_last_at_another(self, cast: Cast) -> None:
        cast.submitted(unit=cast.unit("CS-HAEMIN").pk, at=NOW - 9 * DAY, title=OTHERS[0])

        [fact] = looked_at(cast.confirmed(), at=NOW)[Kind.UNIT]

        assert fact == {"code": "author_elsewhere", "unit": cast.unit("CS-HAEMIN").pk}

    def test_is_not_doubted_for_what_lies_longer_back_than_a_year_or_was_withdrawn(self, cast: Cast) -> None:
        old = cast.submitted(unit=cast.unit("CS-HAEMIN").pk, title=OTHERS[0])
        initiative = cast.confirmed()
        assert "UNIT" in codes(initiative)

        assert codes(initiative, at=NOW + 366 * DAY) == {}
        actions.withdraw(old, seen=1, by=cast.actor("lan"), at=NOW)
        assert codes(initiative) == {}

    def test_is_not_doubted_when_the_last_one_was_here(self, cast: Cast) -> None:
        cast.submitted(unit=cast.unit("CS-HAEMIN").pk, at=NOW - 9 * DAY, title=OTHERS[0])
        cast.submitted(at=NOW - 2 * DAY, title=OTHERS[1])

        assert codes(cast.confirmed()) == {}

    def test_is_doubted_when_the_decision_was_issued_by_another_unions_workplace(self, cast: Cast) -> None:
        elsewhere = cast.confirmed(recognition=decided(issuer="CTY TNHH Haemin Vina"))

        [fact] = looked_at(elsewhere, at=NOW)[Kind.UNIT]

        assert fact == {"code": "issuer_elsewhere", "unit": cast.unit("CS-HAEMIN").pk}

    def test_is_not_doubted_when_a_workplace_of_its_own_has_the_same_name(self, cast: Cast) -> None:
        add_workplace(cast.unit("CS-MAY-TIEN-THUAN"), name="Công ty TNHH Haemin Vina", ownership="fdi", by=None, at=NOW)

        assert codes(cast.confirmed(recognition=decided(issuer="Công ty TNHH Haemin Vina"))) == {}


class TestTheHelper:
    def test_is_looked_at_when_one_amount_serves_for_all(self, cast: Cast) -> None:
        for number in range(10):
            author = AuthorEntry(full_name=f"Người thứ {number}")
            last = cast.submitted(by="mai", authors=(author,), title=f"{OTHERS[number % 3]} ở chuyền {number + 2}")

        [fact] = looked_at(last, at=NOW)[Kind.HELPER]

        assert (fact["code"], fact["entered"], fact["same_amount"]) == ("habit", 10, 10)

    def test_is_nobody_where_an_author_sent_it(self, cast: Cast) -> None:
        assert "HELPER" not in codes(cast.submitted())


class TestTheAuthors:
    def test_who_deny_it_are_counted(self, cast: Cast) -> None:
        initiative = together(cast, authors=THREE)

        says(initiative, "DENIED")

        assert looked_at(initiative, at=NOW)[Kind.AUTHORS] == [{"code": "DENIED", "n": 1}]


class TestTheLastMinute:
    """The first phase ends with 31/05/2022."""

    @pytest.mark.parametrize(
        ("at", "found"),
        [
            (datetime(2022, 5, 31, 17, 59, tzinfo=VIETNAM), []),
            (datetime(2022, 5, 31, 18, 0, tzinfo=VIETNAM), ["last_minute"]),
            (datetime(2022, 5, 31, 23, 59, 59, tzinfo=VIETNAM), ["last_minute"]),
            (datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM), []),
        ],
    )
    def test_is_the_last_six_hours(self, cast: Cast, at: datetime, found: list[str]) -> None:
        assert codes(cast.submitted(at=at), at=at).get("LAST_MINUTE", []) == found

    def test_says_how_much_was_left(self, cast: Cast) -> None:
        at = datetime(2022, 5, 31, 21, 45, tzinfo=VIETNAM)

        [fact] = looked_at(cast.submitted(at=at), at=at)[Kind.LAST_MINUTE]

        assert fact["minutes"] == 135


class TestWhatIsAlike:
    def test_is_found_in_both_whichever_came_first(self, cast: Cast) -> None:
        first = cast.confirmed(at=NOW - DAY)
        self.work()
        second = cast.confirmed(by="hung", authors=(AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002"),))
        self.work()

        assert Place.objects.get(pk=first.pk).marks == Place.objects.get(pk=second.pk).marks == ["ALIKE"]

    def test_tells_nothing_of_what_the_desk_may_not_see(self, cast: Cast) -> None:
        """Nhà máy khác, chưa công nhận: Mai's desk learns nothing of it, Minh's sees both."""
        cast.submitted(by="hung", unit=cast.unit("CS-HAEMIN").pk, authors=(AuthorEntry(full_name="Võ Văn Hùng"),))
        own = cast.submitted()
        self.work()
        assert Place.objects.get(pk=own.pk).marks == []

        review.confirm(own, seen=1, by=cast.actor("mai"), at=NOW)
        self.work()
        assert Place.objects.get(pk=own.pk).marks == ["ALIKE"]

    def test_of_a_series_with_another_number_is_no_duplicate(self, cast: Cast) -> None:
        cast.confirmed(title="Cải tiến chuyền may số 3 giảm thời gian chờ của công nhân")
        other = cast.confirmed(
            title="Cải tiến chuyền may số 4 giảm thời gian chờ của công nhân", before="Chờ lâu.", after="Chờ ít."
        )
        take_prints()

        assert "ALIKE" not in codes(other)

    def work(self) -> None:
        take_prints()
        look(at=NOW)


class TestLooking:
    def test_looks_at_each_once(self, cast: Cast) -> None:
        cast.submitted(title=OTHERS[0])
        cast.confirmed(title=OTHERS[1])

        assert (look(at=NOW), look(at=NOW)) == (2, 0)

    def test_looks_again_on_the_next_day(self, cast: Cast) -> None:
        cast.submitted()
        look(at=NOW)

        assert (look(at=NOW + DAY), look(at=NOW + DAY)) == (1, 0)

    def test_leaves_off_in_time_for_other_work(self, cast: Cast) -> None:
        for title in OTHERS:
            cast.submitted(title=title)

        assert (look(at=NOW, most=2), look(at=NOW, most=2)) == (2, 1)

    def test_forgets_what_is_odd_no_longer(self, cast: Cast) -> None:
        initiative = cast.confirmed(benefit_vnd=9_000_000_000)
        look(at=NOW)
        Initiative.objects.filter(pk=initiative.pk).update(benefit_vnd=9_000_000, version=3)

        look(at=NOW)

        assert Place.objects.get(pk=initiative.pk).marks == []


class TestWhatOthersHaveAsWell:
    """Another decision and other words than Lan's jig, but for what is said."""

    def test_a_decision_that_another_dossier_names_until_its_paper_was_read(self, cast: Cast) -> None:
        cast.confirmed(title=OTHERS[0], before="Một.", after="Hai.")
        one = cast.confirmed()
        take_marks()
        look(at=NOW)
        assert Place.objects.get(pk=one.pk).flags.get(kind=Kind.DECISION).facts == [{"code": "named_by_others", "n": 1}]

        note_listing(one, 2, by=cast.actor("minh"), at=NOW)
        look(at=NOW)

        assert not Place.objects.filter(flags__kind=Kind.DECISION).exists()

    def test_a_decision_to_which_another_gives_another_day(self, cast: Cast) -> None:
        given = cast.content().recognition
        cast.confirmed(title=OTHERS[0], before="Một.", after="Hai.", recognition=replace(given, on=date(2022, 4, 15)))
        one = cast.confirmed()
        take_marks()

        assert codes(one)["DECISION"] == ["named_by_others", "other_day"]

    def test_nothing_of_a_union_that_the_desk_does_not_see(self, cast: Cast) -> None:
        elsewhere = {"by": "hung", "unit": cast.unit("CS-HTX-PHUOC-HAU").pk}
        cast.submitted(title=OTHERS[0], before="Một.", authors=(AuthorEntry(full_name="Võ Văn Hùng"),), **elsewhere)
        one = cast.confirmed()
        take_marks()

        assert codes(one) == {}

    def test_no_record_that_was_told_apart(self, cast: Cast) -> None:
        first, one = cast.confirmed(), cast.confirmed()
        take_prints()
        look(at=NOW)
        assert "ALIKE" in Place.objects.get(pk=one.pk).marks

        tell_apart(one, first, by=cast.actor("minh"), at=NOW)
        look(at=NOW)

        assert [place.marks for place in Place.objects.filter(marks__contains=["ALIKE"])] == []

    def test_is_looked_for_again_once_its_decision_is_known(self, cast: Cast) -> None:
        one = cast.confirmed()
        look(at=NOW)
        assert Place.objects.get(pk=one.pk).looked_at

        take_marks()

        assert Place.objects.get(pk=one.pk).looked_at is None
