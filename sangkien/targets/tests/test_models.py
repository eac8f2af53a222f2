"""What the database refuses about targets, whoever asks: one raw write against every constraint."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.targets.models import Allocation, Allotment, Target, Withdrawal
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried


def provinces(cast: Cast) -> Target:
    return Target.objects.get(organisation=cast.unit("LDLD-NINH-THUAN"))


def again(target: Target) -> None:
    target.pk = None
    target.save(force_insert=True)


def decision(cast: Cast, *, whole: int = 5, parts: int | None = 5, **changes: Any) -> Allocation:
    """The province gives all it gives to the industrial zones."""
    said = {"number": "45/QĐ-LĐLĐ", "indicator": "VALID", "divides": "ASSIGNED", "method": "MEMBERS"} | changes
    made = Allocation.objects.create(
        organisation=cast.unit("LDLD-NINH-THUAN"),
        programme=cast.programme,
        phase=cast.phase,
        whole=whole,
        signed_on=TODAY,
        by=cast.person("dong"),
        at=NOW,
        **said,
    )
    if parts is not None:
        part(made, cast, value=parts)
    return made


def part(made: Allocation, cast: Cast, *, unit: str = "CD-KCN", **changes: Any) -> Allotment:
    said = {"value": 5, "proposed": 5, "by_hand": False} | changes
    return Allotment.objects.create(allocation=made, organisation=cast.unit(unit), **said)


def withdrawn(cast: Cast, number: str = "46/QĐ-LĐLĐ") -> Withdrawal:
    return Withdrawal.objects.create(
        allocation=decision(cast), number=number, signed_on=TODAY, by=cast.person("dong"), at=NOW
    )


AGAINST: dict[str, Callable[[Cast], object]] = {
    "a_unit_has_one_target_of_a_kind_and_indicator_in_a_phase": lambda cast: again(provinces(cast)),
    "target_kind_is_known": lambda cast: Target.objects.update(kind="WISHED"),
    "target_indicator_is_known": lambda cast: Target.objects.update(indicator="JOY"),
    "a_share_is_part_of_a_whole": lambda cast: Target.objects.update(indicator="PRODUCTION", value=100_01),
    "an_allocation_has_a_number": lambda cast: decision(cast, number=""),
    "allocation_kind_is_known": lambda cast: decision(cast, divides="WISHED"),
    "allocation_indicator_is_known": lambda cast: decision(cast, indicator="JOY"),
    "allocation_method_is_known": lambda cast: decision(cast, method="BY_LOT"),
    "an_allocation_does_not_follow_itself": lambda cast: decision(cast, id=7, follows_id=7),
    "decisions_about_the_same_numbers_stand_in_one_line": lambda cast: [decision(cast), decision(cast)],
    "a_decision_names_a_union_once": lambda cast: part(decision(cast), cast, value=0),
    "a_number_without_a_proposal_was_put_by_hand": lambda cast: part(
        decision(cast), cast, unit="CDN-GIAO-DUC", value=0, proposed=None
    ),
    "a_number_of_before_has_its_moment": lambda cast: part(
        decision(cast), cast, unit="CDN-GIAO-DUC", value=0, before=3
    ),
    "a_withdrawal_has_a_number": lambda cast: withdrawn(cast, number=""),
}
TRIGGERS: dict[str, tuple[str, Callable[[Cast], object]]] = {  # by what each says, and against what
    "a_decision_comes_with_its_parts": ("a_decision_comes_with_its_parts", lambda cast: decision(cast, parts=None)),
    "parts_come_to_the_whole": ("parts_come_to_the_whole", lambda cast: decision(cast, parts=4)),
    "allocations_are_append_only": (
        "targets_allocation is append-only",
        lambda cast: Allocation.objects.filter(pk=decision(cast).pk).update(number="46/QĐ-LĐLĐ"),
    ),
    "allotments_are_append_only": (
        "targets_allotment is append-only",
        lambda cast: decision(cast).allotments.all().delete(),
    ),
    "withdrawals_are_append_only": (
        "targets_withdrawal is append-only",
        lambda cast: Withdrawal.objects.filter(pk=withdrawn(cast).pk).delete(),
    ),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        AGAINST[constraint](cast)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("targets", [*AGAINST, *TRIGGERS]) == set()


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_trigger_refuses_what_breaks(trigger: str, cast: Cast) -> None:
    says, breaks = TRIGGERS[trigger]
    with refused(says):
        breaks(cast)


def test_a_part_that_is_added_later_breaks_the_sum(cast: Cast) -> None:
    with refused("parts_come_to_the_whole"):
        part(decision(cast), cast, unit="CDN-GIAO-DUC", value=1)


def test_a_share_is_given_whole_to_each(cast: Cast) -> None:
    made = decision(cast, indicator="PRODUCTION", whole=65_00, parts=65_00)

    part(made, cast, unit="CDN-GIAO-DUC", value=65_00)

    assert made.allotments.count() == 2


def test_decisions_and_their_parts_say_what_they_are(cast: Cast) -> None:
    taken = withdrawn(cast)

    assert str(taken.allocation) == f"#{taken.allocation_id} 45/QĐ-LĐLĐ 5"
    assert str(taken) == f"#{taken.pk} 46/QĐ-LĐLĐ"
    assert str(taken.allocation.allotments.get()).endswith(f" {cast.unit('CD-KCN').pk} 5")


def test_a_unit_has_one_target_of_a_kind_for_a_whole_programme_too(cast: Cast) -> None:
    Target.objects.update(phase=None)

    with refused("a_unit_has_one_target_of_a_kind_and_indicator_in_a_phase"):
        again(provinces(cast))


def test_a_target_is_not_below_nothing(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="targets_target_value_check"), transaction.atomic():
        Target.objects.update(value=-1)


def test_a_target_says_what_it_is(cast: Cast) -> None:
    target = provinces(cast)

    assert str(target) == f"#{target.pk} ASSIGNED 1000"
