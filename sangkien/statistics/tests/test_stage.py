"""Whose figures the public sees first: the owner's, or those of the only union below it that takes part."""

from datetime import date

import pytest

from sangkien.organisations.actions import place
from sangkien.organisations.factories import union
from sangkien.organisations.models import Organisation
from sangkien.statistics.stage import stage
from sangkien.targets.actions import set_target
from sangkien.targets.models import Target, TargetKind
from tests.cast import NOW, Cast

DAY = date(2022, 5, 18)


@pytest.fixture
def khanh_hoa(cast: Cast) -> Organisation:
    return union("LDLD-KHANH-HOA", "PROVINCIAL", parent=cast.unit("TLD"))


def shown(cast: Cast) -> str:
    return stage(cast.programme, on=DAY).code


def give_target(cast: Cast, unit: Organisation) -> None:
    kind = TargetKind.ASSIGNED
    set_target(unit, programme=cast.programme, phase=None, kind=kind, value=100, by=None, at=NOW)


class TestAmongTheUnionsBelowTheOwner:
    def test_the_only_one_is_shown(self, cast: Cast) -> None:
        assert shown(cast) == "LDLD-NINH-THUAN"

    def test_one_that_takes_no_part_is_passed_over(self, cast: Cast, khanh_hoa: Organisation) -> None:
        union("LDLD-NHA-TRANG", "DISTRICT", parent=khanh_hoa)

        assert shown(cast) == "LDLD-NINH-THUAN"

    def test_one_with_a_target_takes_part(self, cast: Cast, khanh_hoa: Organisation) -> None:
        give_target(cast, khanh_hoa)

        assert shown(cast) == "TLD"

    def test_one_takes_part_with_a_target_anywhere_below_it(self, cast: Cast, khanh_hoa: Organisation) -> None:
        give_target(cast, union("LDLD-NHA-TRANG", "DISTRICT", parent=khanh_hoa))

        assert shown(cast) == "TLD"

    def test_one_takes_part_with_anything_counted_below_it(self, cast: Cast, khanh_hoa: Organisation) -> None:
        Target.objects.all().delete()
        union("LDLD-NHA-TRANG", "DISTRICT", parent=khanh_hoa)
        place(cast.unit("CD-KCN"), parent=khanh_hoa, since=date(2022, 5, 1), by=None, at=NOW)
        cast.submitted()

        assert shown(cast) == "LDLD-KHANH-HOA"

    def test_all_count_where_none_takes_part_yet(self, cast: Cast, khanh_hoa: Organisation) -> None:
        Target.objects.all().delete()

        assert shown(cast) == "TLD"


def test_below_the_only_one_everybody_counts(cast: Cast) -> None:
    """The first dossier of a province must not make its home page that of one district."""
    Target.objects.all().delete()
    cast.submitted()

    assert shown(cast) == "LDLD-NINH-THUAN"
