"""What the database refuses about counts, whoever asks: one raw write against every constraint."""

from collections.abc import Callable
from typing import Any

import pytest

from sangkien.counting.models import TRAITS, Entry, Measure, PeriodTotal, Total
from tests.cast import NOW, Cast
from tests.refused import refused, untried

DAY = NOW.date()


def entry(cast: Cast, **facts: Any) -> Entry:
    unit = cast.unit("CS-HAEMIN")
    chain = list(cast.chain(unit.code))
    plain: dict[str, Any] = {"chain": chain, "day": DAY, "measure": Measure.SUBMITTED, "count": 1, "initiative_id": 1}
    return Entry.objects.create(programme=cast.programme, phase=cast.phase, unit=unit, **plain | facts)


def total(cast: Cast, **facts: Any) -> Total:
    unit = cast.unit("CS-HAEMIN")
    plain: dict[str, Any] = {"phase": cast.phase, "day": DAY, "measure": Measure.VALID, "count": 1, "benefit": 7}
    return Total.objects.create(programme=cast.programme, unit=unit, **plain | facts)


def period(cast: Cast, **facts: Any) -> PeriodTotal:
    unit = cast.unit("CS-HAEMIN")
    plain: dict[str, Any] = {"phase": None, "month": None, "measure": Measure.VALID, "count": 1, "benefit": 7}
    return PeriodTotal.objects.create(programme=cast.programme, unit=unit, **plain | facts)


AGAINST: dict[str, Callable[[Cast], object]] = {
    "entry_measure_is_known": lambda cast: entry(cast, measure="LIKED"),
    "entry_counts_one_up_or_down": lambda cast: entry(cast, count=2),
    "only_what_is_valid_carries_benefit": lambda cast: entry(cast, benefit=120_000_000),
    "the_chain_of_an_entry_begins_with_its_unit": lambda cast: entry(cast, chain=[cast.unit("CD-KCN").pk]),
    "only_what_is_valid_has_traits_and_people": lambda cast: entry(cast, people=[7]),
    "the_traits_of_an_entry_are_known": lambda cast: entry(cast, measure=Measure.VALID, traits=["LIKED"]),
    "one_total_a_unit_phase_day_and_measure": lambda cast: [total(cast) for _twice in range(2)],
    "total_measure_is_known": lambda cast: total(cast, measure="LIKED"),
    "one_total_a_unit_phase_month_and_measure": lambda cast: [period(cast) for _twice in range(2)],
    "period_total_measure_is_known": lambda cast: period(cast, measure="LIKED"),
    "a_month_is_named_by_its_first_day": lambda cast: period(cast, month=DAY.replace(day=2)),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        AGAINST[constraint](cast)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("counting", AGAINST) == set()


def test_a_total_stands_once_in_a_programme_without_phases_too(cast: Cast) -> None:
    total(cast, phase=None)

    with refused("one_total_a_unit_phase_day_and_measure"):
        total(cast, phase=None)


@pytest.mark.parametrize("measure", [*TRAITS, Measure.UNIONS, Measure.PEOPLE])
def test_a_trait_and_who_takes_part_are_never_booked_by_themselves(cast: Cast, measure: Measure) -> None:
    with refused("entry_measure_is_known"):
        entry(cast, measure=measure)


@pytest.mark.parametrize("count", [1, -1])
def test_an_entry_goes_up_or_down_by_one(cast: Cast, count: int) -> None:
    assert entry(cast, count=count).count == count


def test_rows_say_what_they_are(cast: Cast) -> None:
    down, whole, ever = entry(cast, count=-1), total(cast), period(cast)

    assert str(down) == f"#{down.pk} SUBMITTED -1"
    assert str(whole) == f"#{whole.pk} VALID 1"
    assert str(ever) == f"#{ever.pk} VALID 1"
