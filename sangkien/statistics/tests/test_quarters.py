"""Khen quý: most initiatives among those above their own target, nothing rounded."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.problems import NotPossible
from sangkien.clusters.actions import set_quarter_targets
from sangkien.organisations.models import Organisation
from sangkien.statistics.quarters import Contender, Quarter, contenders, quarters
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from tests.booking import book
from tests.cast import NOW, Cast

Q1, Q2 = Quarter(2022, 1), Quarter(2022, 2)


def gain(cast: Cast, code: str, times: int, on: date) -> None:
    book(cast, code, times, on=on)


def units(cast: Cast, *codes: str) -> list[Organisation]:
    named = {unit.code: unit for unit in Organisation.objects.filter(code__in=codes).named(on=NOW.date())}
    return [named[code] for code in codes]


ALL = ("CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC")


def judged(cast: Cast, quarter: Quarter = Q2, *codes: str, as_of: date = date(2022, 6, 30)) -> list[Contender]:
    return contenders(units(cast, *(codes or ALL)), programme=cast.programme, quarter=quarter, as_of=as_of)


class TestQuarter:
    def test_knows_its_days(self) -> None:
        assert (Q2.first_day, Q2.last_day, Quarter(2022, 4).last_day) == (
            date(2022, 4, 1),
            date(2022, 6, 30),
            date(2022, 12, 31),
        )

    @given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
    def test_every_day_is_in_one_quarter_and_it_is_read_as_it_is_written(self, day: date) -> None:
        quarter = Quarter.of(day)

        assert quarter.first_day <= day <= quarter.last_day
        assert Quarter.read(str(quarter)) == quarter
        assert Quarter.of(quarter.last_day + timedelta(days=1)) == quarter.next

    @pytest.mark.parametrize("written", ["", "2022", "2022-Q5", "0000-Q1", "2022-q1"])
    def test_says_how_it_is_written(self, written: str) -> None:
        with pytest.raises(NotPossible, match="2022-Q2"):
            Quarter.read(written)

    def test_those_of_a_programme_until_today(self, cast: Cast) -> None:
        assert [str(one) for one in quarters(cast.programme, until=date(2022, 5, 18))] == ["2022-Q2", "2022-Q1"]


class TestTheRule:
    def test_the_most_initiatives_win_among_those_above_their_own_target(self, cast: Cast) -> None:
        gain(cast, "CS-MAY-TIEN-THUAN", 90, date(2022, 5, 2))  # most, but the zones' target of the quarter is 97,4
        gain(cast, "CS-HTX-PHUOC-HAU", 41, date(2022, 5, 2))  # above the district's 40,2
        gain(cast, "CS-THPT-AN-PHUOC", 50, date(2022, 5, 2))

        told = {one.unit.code: (one.count, one.is_above, one.wins) for one in judged(cast)}

        assert told == {
            "CD-KCN": (90, False, False),
            "CDN-GIAO-DUC": (50, False, False),
            "LDLD-NINH-PHUOC": (41, True, True),
        }

    def test_a_quarters_target_is_that_of_the_phase_for_its_days_exactly(self, cast: Cast) -> None:
        """Phase 1 has 144 days, 08/01 to 31/05: 83 in the first quarter, 61 in the second."""
        first, second = (judged(cast, quarter, "CD-KCN")[0] for quarter in (Q1, Q2))

        assert [(part.days, part.of_days) for one in (first, second) for part in one.parts] == [(83, 144), (61, 144)]
        assert (first.target, second.target) == (Fraction(230 * 83, 144), Fraction(230 * 61, 144))
        assert first.target + second.target == 230

    def test_reaching_the_target_is_not_enough(self, cast: Cast) -> None:
        target = {"programme": cast.programme, "year": 2022, "number": 2, "decision": "12/QĐ", "by": None, "at": NOW}
        set_quarter_targets({cast.unit("CD-KCN"): 5}, **target)
        gain(cast, "CS-MAY-TIEN-THUAN", 5, date(2022, 4, 1))

        [one] = judged(cast, Q2, "CD-KCN")

        assert (one.target, one.count, one.is_above, one.wins) == (5, 5, False, False)

    def test_a_target_that_was_set_goes_before_and_names_its_decision(self, cast: Cast) -> None:
        set_quarter_targets(
            {cast.unit("CD-KCN"): 3},
            programme=cast.programme,
            year=2022,
            number=2,
            decision="12/QĐ-LĐLĐ ngày 01/04/2022",
            by=None,
            at=NOW,
        )
        gain(cast, "CS-MAY-TIEN-THUAN", 4, date(2022, 6, 30))

        [one] = judged(cast, Q2, "CD-KCN")

        assert (one.wins, one.decided and one.decided.decision) == (True, "12/QĐ-LĐLĐ ngày 01/04/2022")

    def test_equal_counts_win_both_and_without_a_target_nobody_does(self, cast: Cast) -> None:
        for code in ("CD-KCN", "CDN-GIAO-DUC"):
            target = {"phase": cast.phase, "kind": TargetKind.ASSIGNED, "by": None, "at": NOW}
            set_target(cast.unit(code), programme=cast.programme, value=7, **target)
        gain(cast, "CS-MAY-TIEN-THUAN", 6, date(2022, 5, 2))
        gain(cast, "CS-THPT-AN-PHUOC", 6, date(2022, 5, 3))
        gain(cast, "CS-HAEMIN", 9, date(2022, 7, 1))  # the next quarter's

        told = judged(cast, Q2, "CDN-GIAO-DUC", "CD-KCN", "CS-MAY-TIEN-THUAN")

        assert [(one.unit.code, one.wins) for one in told] == [
            ("CD-KCN", True),
            ("CDN-GIAO-DUC", True),
            ("CS-MAY-TIEN-THUAN", False),
        ]
        assert told[2].target is None

    def test_counts_no_later_than_the_day_that_is_asked_for(self, cast: Cast) -> None:
        gain(cast, "CS-MAY-TIEN-THUAN", 2, date(2022, 5, 2))
        gain(cast, "CS-MAY-TIEN-THUAN", 3, date(2022, 5, 18))

        assert judged(cast, Q2, "CD-KCN", as_of=date(2022, 5, 17))[0].count == 2

    def test_costs_the_same_for_one_unit_and_for_three(self, cast: Cast) -> None:
        costs = []
        for codes in (ALL[:1], ALL):
            among = units(cast, *codes)
            with CaptureQueriesContext(connection) as asked:
                contenders(among, programme=cast.programme, quarter=Q2, as_of=NOW.date())
            costs.append(len(asked))
        assert costs[0] == costs[1]
