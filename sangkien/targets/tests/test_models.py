"""What the database refuses about targets, whoever asks: one raw write against every constraint."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from sangkien.targets.models import Target
from tests.cast import Cast
from tests.refused import refused, untried


def provinces(cast: Cast) -> Target:
    return Target.objects.get(organisation=cast.unit("LDLD-NINH-THUAN"))


def again(target: Target) -> None:
    target.pk = None
    target.save(force_insert=True)


AGAINST: dict[str, Callable[[Cast], object]] = {
    "a_unit_has_one_target_of_a_kind_in_a_phase": lambda cast: again(provinces(cast)),
    "target_kind_is_known": lambda cast: Target.objects.update(kind="WISHED"),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        AGAINST[constraint](cast)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("targets", AGAINST) == set()


def test_a_unit_has_one_target_of_a_kind_for_a_whole_programme_too(cast: Cast) -> None:
    Target.objects.update(phase=None)

    with refused("a_unit_has_one_target_of_a_kind_in_a_phase"):
        again(provinces(cast))


def test_a_target_is_not_below_nothing(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="targets_target_value_check"), transaction.atomic():
        Target.objects.update(value=-1)


def test_a_target_says_what_it_is(cast: Cast) -> None:
    target = provinces(cast)

    assert str(target) == f"#{target.pk} ASSIGNED 1000"
