"""Declaring a day: who may, what must be said, and what becomes of it."""

from datetime import date

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.workdays.actions import declare, retract
from sangkien.workdays.queries import calendar, special_days
from tests.cast import NOW, Cast

BRIDGE = date(2022, 9, 5)
WORDS = "Thông báo 9999/TB-BLĐTBXH ngày 01/06/2022"


def _codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestDeclaring:
    def test_the_confederations_administrator_gives_a_day_off(self, cast: Cast) -> None:
        assert calendar().works(BRIDGE)

        declare(BRIDGE, works=False, decision=WORDS, by=cast.actor("ha"), at=NOW)

        assert not calendar().works(BRIDGE)
        told = Record.objects.get(verb="workdays.declare")
        assert told.after == {"day": "2022-09-05", "works": False, "decision": WORDS}

    @pytest.mark.parametrize("login", ["lan", "mai", "minh", "dong"])
    def test_nobody_else_does(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            declare(BRIDGE, works=False, decision=WORDS, by=cast.actor(login), at=NOW)

    def test_it_names_its_decision(self, cast: Cast) -> None:
        for decision, code in [("  ", "no_decision"), ("x" * 301, "decision_long")]:
            with pytest.raises(NotPossible) as no:
                declare(BRIDGE, works=False, decision=decision, by=None, at=NOW)
            assert _codes(no) == [code]

    def test_what_is_so_anyway_need_not_be_said(self, cast: Cast) -> None:
        for day, works in [(BRIDGE, True), (date(2022, 9, 4), False)]:
            with pytest.raises(NotPossible) as no:
                declare(day, works=works, decision=WORDS, by=None, at=NOW)
            assert _codes(no) == ["nothing_new"]

    def test_said_again_it_is_corrected_and_the_log_keeps_both(self, cast: Cast) -> None:
        declare(BRIDGE, works=False, decision=WORDS, by=None, at=NOW)
        declare(BRIDGE, works=True, decision="Đính chính", by=None, at=NOW)

        assert calendar().works(BRIDGE)
        assert [told.before.get("works") for told in Record.objects.filter(verb="workdays.declare").order_by("pk")] == [
            None,
            False,
        ]

    def test_taken_back_the_week_holds_again(self, cast: Cast) -> None:
        declare(BRIDGE, works=False, decision=WORDS, by=None, at=NOW)

        assert retract(BRIDGE, by=cast.actor("ha"), at=NOW)
        assert not retract(BRIDGE, by=cast.actor("ha"), at=NOW)

        assert calendar().works(BRIDGE)
        assert Record.objects.get(verb="workdays.retract").before == {"works": False, "decision": WORDS}

    def test_nobody_else_takes_it_back(self, cast: Cast) -> None:
        declare(BRIDGE, works=False, decision=WORDS, by=None, at=NOW)

        with pytest.raises(NotAllowed):
            retract(BRIDGE, by=cast.actor("dong"), at=NOW)


class TestTheYear:
    def test_shows_law_and_decisions_in_their_order_in_the_readers_language(self, db: None) -> None:
        declare(date(2024, 12, 31), works=False, decision="Nghỉ bắc cầu", by=None, at=NOW)

        year = special_days(2024, language="vi")

        assert [one.why for one in year[:2]] == ["Tết Dương lịch", "29 Tết"]
        assert [(one.day, one.works) for one in year if one.works] == [(date(2024, 5, 4), True)]
        assert (year[-1].why, year[-1].decided is not None) == ("Nghỉ bắc cầu", True)
        assert special_days(2024, language="en")[0].why == "New Year's Day"

    def test_the_product_knows_the_swap_of_new_year_2026(self, db: None) -> None:
        first, second, *_later = special_days(2026, language="vi")

        assert (second.day, second.why) == (date(2026, 1, 2), "Ngày nghỉ (thay cho ngày 10/01/2026)")
        assert (first.works, calendar().works(date(2026, 1, 10))) == (False, True)
