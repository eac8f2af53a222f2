"""Setting targets and asking for them: three numbers side by side, never mixed."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.audit.models import Record
from sangkien.programmes.models import Phase
from sangkien.targets.actions import set_target
from sangkien.targets.models import Target, TargetKind
from sangkien.targets.queries import Targets, targets_of
from tests.cast import NOW, Cast

ASSIGNED, REGISTERED, SELF_RAISED = TargetKind.ASSIGNED, TargetKind.REGISTERED, TargetKind.SELF_RAISED


def put(cast: Cast, value: int, kind: TargetKind = ASSIGNED, *, phase: str | None = "GD1") -> Target:
    return set_target(
        cast.unit("CS-HAEMIN"),
        programme=cast.programme,
        phase=phase_of(cast, phase),
        kind=kind,
        value=value,
        by=cast.person("ha"),
        at=NOW,
    )


def asked(cast: Cast, phase: str | None = "GD1") -> Targets | None:
    unit = cast.unit("CS-HAEMIN").pk
    return targets_of([unit], programme=cast.programme, phase=phase_of(cast, phase)).get(unit)


def phase_of(cast: Cast, code: str | None) -> Phase | None:
    return cast.programme.phases.get(code=code) if code else None


class TestSetTarget:
    def test_the_three_kinds_stand_side_by_side(self, cast: Cast) -> None:
        for kind, value in [(ASSIGNED, 100), (REGISTERED, 120), (SELF_RAISED, 150)]:
            put(cast, value, kind)

        assert asked(cast) == Targets(assigned=100, registered=120, self_raised=150)

    def test_a_new_number_takes_the_place_of_the_old_which_stays_in_the_log(self, cast: Cast) -> None:
        put(cast, 100)
        put(cast, 130)

        assert asked(cast) == Targets(assigned=130)
        log = Record.objects.filter(verb="target.set", unit_id=cast.unit("CS-HAEMIN").pk).order_by("pk")
        assert [(line.before, line.after) for line in log] == [
            ({}, {"value": 100}),
            ({"value": 100}, {"value": 130}),
        ]

    def test_the_same_number_again_changes_and_logs_nothing(self, cast: Cast) -> None:
        put(cast, 100)
        before = Record.objects.count()

        put(cast, 100)

        assert Record.objects.count() == before

    def test_a_target_of_nothing_is_a_target(self, cast: Cast) -> None:
        put(cast, 0)

        assert asked(cast) == Targets(assigned=0)


class TestTargetsOf:
    def test_a_unit_without_any_is_left_out(self, cast: Cast) -> None:
        assert asked(cast) is None

    def test_a_phase_has_its_own(self, cast: Cast) -> None:
        put(cast, 100, phase="GD1")
        put(cast, 400, phase="GD2")

        assert (asked(cast, "GD1"), asked(cast, "GD2")) == (Targets(assigned=100), Targets(assigned=400))

    def test_the_whole_is_the_sum_of_its_phases(self, cast: Cast) -> None:
        put(cast, 100, phase="GD1")
        put(cast, 400, phase="GD2")

        assert asked(cast, None) == Targets(assigned=500)

    def test_the_whole_rules_where_it_was_set_for_the_whole(self, cast: Cast) -> None:
        put(cast, 100, phase="GD1")
        put(cast, 450, phase=None)
        put(cast, 120, REGISTERED, phase="GD1")

        assert asked(cast, None) == Targets(assigned=450, registered=120)

    @pytest.mark.parametrize("codes", [["CD-KCN"], ["CD-KCN", "LDLD-NINH-PHUOC", "LDLD-NINH-THUAN", "CDN-GIAO-DUC"]])
    def test_costs_one_query_for_any_number_of_units(
        self, cast: Cast, codes: list[str], django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        units = [cast.unit(code).pk for code in codes]

        with django_assert_num_queries(1):
            found = targets_of(units, programme=cast.programme, phase=cast.phase)

        assert set(found) == set(units)
