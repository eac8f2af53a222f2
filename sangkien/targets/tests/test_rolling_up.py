"""Restated to a later tree, targets of units that merged roll up (domain: after a merger, Σ of the predecessors)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.base.days import VIETNAM
from sangkien.organisations.factories import union
from sangkien.organisations.models import Manner, Organisation, Succession
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from sangkien.targets.queries import Targets, targets_of
from tests.cast import LONG_AGO, NOW, Cast

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
AFTER = datetime(2025, 8, 1, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def khanh_hoa(cast: Cast) -> Organisation:
    return union("LDLD-KHANH-HOA", "PROVINCIAL", parent=cast.unit("TLD"))


def aim(cast: Cast, unit: Organisation, value: int, *, at: datetime = NOW, phase: Any = "its own") -> None:
    when = cast.phase if phase == "its own" else phase
    set_target(unit, programme=cast.programme, phase=when, kind=TargetKind.ASSIGNED, value=value, by=None, at=at)


def end(unit: Organisation, heir: Organisation, manner: Manner = Manner.MERGED, on: date = REFORM) -> None:
    unit.placements_below.all().update(parent=heir)
    unit.placements.update(valid=DateRange(LONG_AGO, on))
    Succession.objects.create(organisation=unit, successor=heir, since=on, manner=manner)


def assigned(cast: Cast, unit: Organisation, *, on: date | None = REFORM) -> int | None:
    found = targets_of([unit.pk], programme=cast.programme, phase=cast.phase, restated_to=on)
    return found.get(unit.pk, Targets()).assigned


class TestAfterAMerger:
    def test_the_target_is_that_of_both(self, cast: Cast, khanh_hoa: Organisation) -> None:
        aim(cast, khanh_hoa, 5_000)
        end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)

        assert assigned(cast, khanh_hoa) == 6_000
        assert assigned(cast, khanh_hoa, on=REFORM - timedelta(days=1)) == 5_000
        assert assigned(cast, khanh_hoa, on=None) == 5_000

    def test_it_is_the_predecessors_where_the_heir_has_none(self, cast: Cast, khanh_hoa: Organisation) -> None:
        end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)

        assert assigned(cast, khanh_hoa) == 1_000

    def test_a_target_set_for_the_merged_unit_speaks_for_both(self, cast: Cast, khanh_hoa: Organisation) -> None:
        end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)
        aim(cast, khanh_hoa, 7_000, at=AFTER)

        assert assigned(cast, khanh_hoa) == 7_000

    def test_it_rolls_up_through_every_merger(self, cast: Cast, khanh_hoa: Organisation) -> None:
        last = union("LDLD-TAY-NGUYEN", "PROVINCIAL", parent=cast.unit("TLD"))
        aim(cast, khanh_hoa, 5_000)
        end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)
        end(khanh_hoa, last, on=date(2026, 1, 1))

        assert assigned(cast, last, on=date(2026, 1, 1)) == 6_000


def test_the_whole_programme_is_the_sum_of_its_phases_restated_too(cast: Cast, khanh_hoa: Organisation) -> None:
    second = cast.programme.phases.get(code="GD2")
    aim(cast, khanh_hoa, 1_500)
    end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)
    aim(cast, khanh_hoa, 2_000, at=AFTER, phase=second)

    whole = targets_of([khanh_hoa.pk], programme=cast.programme, phase=None, restated_to=REFORM)

    assert whole[khanh_hoa.pk].assigned == 1_500 + 1_000 + 2_000


def test_the_same_number_again_sets_nothing(cast: Cast, khanh_hoa: Organisation) -> None:
    aim(cast, khanh_hoa, 5_000)
    end(cast.unit("LDLD-NINH-THUAN"), khanh_hoa)

    aim(cast, khanh_hoa, 5_000, at=AFTER)

    assert assigned(cast, khanh_hoa) == 6_000


def test_a_district_that_was_dissolved_upwards_was_a_part_of_the_province_already(cast: Cast) -> None:
    province, district = cast.unit("LDLD-NINH-THUAN"), cast.unit("LDLD-NINH-PHUOC")
    aim(cast, district, 150)
    end(district, province, Manner.TRANSFERRED)

    assert assigned(cast, province) == 1_000
