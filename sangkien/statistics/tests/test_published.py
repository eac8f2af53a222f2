"""What was published of the programme, reckoned again, and the three traps explained by the system itself."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.problems import NotUnderstood
from sangkien.counting.models import Measure, PeriodTotal, Total
from sangkien.programmes.models import Phase
from sangkien.statistics.figures import Achievement, figures
from sangkien.statistics.published import Claim, Fits, Printed, Reading, reading
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from tests.cast import NOW, Cast

ROWS = list(csv.DictReader((Path(__file__).parent / "published_results.csv").read_text("utf-8").splitlines()))
PROVINCE = "LDLD-NINH-THUAN"  # stands for each of the published units


def total(cast: Cast, measure: Measure, count: int, *, on: date, phase: Phase | None = None) -> None:
    """A folded total, as large as the country's."""
    told = {"unit": cast.unit(PROVINCE), "programme": cast.programme, "phase": phase or cast.phase, "measure": measure}
    Total.objects.create(**told, day=on, count=count, benefit=0)
    for month in (None, on.replace(day=1)):
        PeriodTotal.objects.get_or_create(**told, month=month, defaults={"count": 0, "benefit": 0})
        PeriodTotal.objects.filter(**told, month=month).update(count=F("count") + count)


def target(cast: Cast, value: int, kind: TargetKind = TargetKind.ASSIGNED, *, phase: Phase | None = None) -> None:
    asked: dict[str, Any] = {"programme": cast.programme, "phase": phase, "kind": kind, "by": None, "at": NOW}
    set_target(cast.unit(PROVINCE), value=value, **asked)


def read(cast: Cast, claim: Claim, *, phase: Phase | None = None) -> Reading:
    return reading(claim, cast.unit(PROVINCE), programme=cast.programme, phase=phase)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['unit']} {row['as_of']} {row['measure']}" for row in ROWS])
def test_every_published_result_is_reckoned_to_the_printed_decimal(cast: Cast, row: dict[str, str]) -> None:
    phase, day = cast.phase if row["phase"] else None, date.fromisoformat(row["as_of"])
    for measure in (Measure.SUBMITTED, Measure.VALID):
        total(cast, measure, int(row[measure.lower()]), on=day)
    target(cast, int(row["assigned"]), phase=phase)

    seen = figures(cast.unit(PROVINCE), programme=cast.programme, phase=phase, as_of=day)
    percent = Achievement(seen.achievement.target, seen.counts[Measure(row["measure"])]).percent

    assert percent == Decimal(row["computed"])
    if row["printed"]:
        told = read(cast, Claim(day, percent=Printed.read(row["printed"])), phase=phase)
        assert told.ways[0].measure == row["measure"]


class TestTheThreeTraps:
    def test_277_percent_beside_279_8(self, cast: Cast) -> None:
        """17.531 of 6.265: no way to reckon gives 277, and the target it would need is named."""
        total(cast, Measure.VALID, 17531, on=date(2023, 3, 25))
        target(cast, 6265)

        told = read(cast, Claim(date(2023, 3, 25), count=17531, percent=Printed.read("277")))

        assert (told.ours.achievement.percent, told.fits, told.ways) == (Decimal("279.8"), Fits.SAME, [])
        assert told.targets == (6318, 6340)

    def test_31_08_beside_01_09(self, cast: Cast) -> None:
        """What came on the day between is named by the day that the figure needs."""
        total(cast, Measure.VALID, 990, on=date(2023, 8, 31))
        total(cast, Measure.VALID, 10, on=date(2023, 9, 1))
        target(cast, 1000)

        told = read(cast, Claim(date(2023, 8, 31), percent=Printed.read("100,0")))

        assert told.ours.achievement.percent == Decimal("99.0")
        assert [(way.as_of, way.count) for way in told.ways] == [(date(2023, 9, 1), 1000)]

    def test_more_than_600_000_beside_696_948(self, cast: Cast) -> None:
        """ "Hơn 600.000" is true of it, and was passed on a day of its own."""
        total(cast, Measure.SUBMITTED, 590_000, on=date(2022, 5, 29))
        total(cast, Measure.SUBMITTED, 64_921, on=date(2022, 5, 30))
        total(cast, Measure.SUBMITTED, 42_027, on=date(2022, 5, 31))

        told = read(cast, Claim(date(2022, 5, 31), count=600_000, at_least=True), phase=cast.phase)

        assert (told.fits, told.measure, told.reached_on) == (Fits.ABOVE, Measure.SUBMITTED, date(2022, 5, 30))
        assert told.ours.submitted == 696_948


class TestWaysToReckon:
    def test_names_the_other_denominator(self, cast: Cast) -> None:
        """Hà Nội: 154,7 % of its own goal, 335,2 % of what it was assigned; 230 fits neither."""
        total(cast, Measure.VALID, 201129, on=date(2023, 8, 31))
        target(cast, 60000)
        target(cast, 130000, TargetKind.SELF_RAISED)

        own, none = (read(cast, Claim(date(2023, 8, 31), percent=Printed.read(text))) for text in ("154,7", "230"))

        assert [(way.kind, way.target) for way in own.ways] == [(TargetKind.SELF_RAISED, 130000)]
        assert (none.ways, none.targets) == ([], (87258, 87637))

    def test_names_a_percentage_that_was_cut_off(self, cast: Cast) -> None:
        total(cast, Measure.VALID, 2789, on=date(2022, 5, 10))
        target(cast, 3000)

        [way] = read(cast, Claim(date(2022, 5, 10), percent=Printed.read("92"))).ways

        assert (way.cut, way.percent) == (True, Decimal("93.0"))

    def test_a_count_that_is_not_the_ledgers_is_said_to_be_another(self, cast: Cast) -> None:
        total(cast, Measure.VALID, 10, on=date(2022, 5, 10))

        told = read(cast, Claim(date(2022, 5, 10), count=12))

        assert (told.fits, told.reached_on) == (Fits.OTHER, None)


class TestPrinted:
    @given(st.integers(1, 10**7), st.integers(1, 10**7))
    def test_what_is_printed_at_one_decimal_is_recognised_and_its_target_is_among_those_it_allows(
        self, count: int, of: int
    ) -> None:
        percent = Achievement(of, count).percent
        printed = Printed(percent) if percent else None

        assert printed is None or printed.is_rounded(Fraction(count, of))
        allowed = printed.targets_for(count) if printed else None
        assert allowed is None or allowed[0] <= of <= allowed[1]

    @pytest.mark.parametrize("text", ["", "x", "1,2,3", "-5", ",5", "1234567890"])
    def test_says_how_it_is_written(self, text: str) -> None:
        with pytest.raises(NotUnderstood):
            Printed.read(text)
