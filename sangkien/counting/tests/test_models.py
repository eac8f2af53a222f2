"""What the database refuses about counts, whoever asks: one raw write against every constraint."""

from collections.abc import Callable
from typing import Any

import pytest

from sangkien.counting.models import Entry, Measure, Total
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


AGAINST: dict[str, Callable[[Cast], object]] = {
    "entry_measure_is_known": lambda cast: entry(cast, measure="LIKED"),
    "entry_counts_one_up_or_down": lambda cast: entry(cast, count=2),
    "only_what_is_valid_carries_benefit": lambda cast: entry(cast, benefit=120_000_000),
    "the_chain_of_an_entry_begins_with_its_unit": lambda cast: entry(cast, chain=[cast.unit("CD-KCN").pk]),
    "one_total_a_unit_phase_day_and_measure": lambda cast: [total(cast) for _twice in range(2)],
    "total_measure_is_known": lambda cast: total(cast, measure="LIKED"),
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


@pytest.mark.parametrize("count", [1, -1])
def test_an_entry_goes_up_or_down_by_one(cast: Cast, count: int) -> None:
    assert entry(cast, count=count).count == count


def test_rows_say_what_they_are(cast: Cast) -> None:
    down, whole = entry(cast, count=-1), total(cast)

    assert str(down) == f"#{down.pk} SUBMITTED -1"
    assert str(whole) == f"#{whole.pk} VALID 1"
