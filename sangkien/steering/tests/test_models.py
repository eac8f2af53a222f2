"""The database refuses what breaks a launch or a closing."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from sangkien.counting.queries import View
from sangkien.registry.tests.writing import headed
from sangkien.standings.actions import freeze
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import Grouping
from sangkien.statistics.stretches import stretches
from sangkien.steering.models import Closing, Launch, Withdrawal
from sangkien.steering.tests.leading import AFTER, LAST, closed, details, joining, launched
from tests.cast import Cast
from tests.refused import refused, untried

SAME = object()  # as the first has it


def launched_like(cast: Cast, **changes: object) -> None:
    """Another launch beside the first, with a letter of its own."""
    week = details(kind="PEAK_WEEK", first_day=date(2022, 5, 23), last_day=date(2022, 5, 29))
    made = launched(cast, joining(cast, week=week))
    told = {"unit": made.unit, "campaign": made.campaign.parts.get(kind="PEAK_WEEK"), "by": made.by, "at": made.at}
    same = {name: getattr(made, name) for name, like in changes.items() if like is SAME}
    Launch.objects.create(**told | {"paper": closed(cast).paper, "key": uuid4()} | same)


def closed_like(cast: Cast, **changes: object) -> None:
    """Another closing beside the first, with a table and a letter of its own."""
    made, other = closed(cast), launched(cast, joining(cast))
    changes = {name: getattr(made, name) if to is SAME else to for name, to in changes.items()}
    unit, by = made.unit, cast.actor("dong", on=AFTER.date())
    [stretch] = [one for one in stretches(cast.programme, unit=unit, on=by.on) if one.code == "GD1"]
    how = {"grouping": Grouping.CHILDREN, "order": Order.TARGET, "view": View.AS_THEN, "as_of": LAST}
    table = freeze(unit, stretch=stretch, by=by, at=AFTER, **how)
    told = {"unit": made.unit, "phase": made.phase, "number": 2, "interim": False, "by": made.by, "at": made.at}
    spare = {"snapshot": table, "paper": other.paper, "key": uuid4()}
    Closing.objects.create(**told | spare | changes)


def taken_back(cast: Cast, **changes: object) -> Withdrawal:
    """A dossier's recognition, by the province."""
    told = {"unit": cast.unit("LDLD-NINH-THUAN"), "initiative": cast.valid(), "reason": "x", "number": "20/QĐ"}
    told |= {"signed_on": LAST, "fell": [], "by": cast.person("dong"), "at": AFTER}
    return Withdrawal.objects.create(**told | changes)


AGAINST: dict[str, Callable[[Cast], object]] = {
    "a_union_launches_a_campaign_once": lambda cast: launched_like(cast, campaign=SAME),
    "a_page_of_a_union_launches_once": lambda cast: launched_like(cast, key=SAME),
    "a_page_of_a_union_closes_once": lambda cast: closed_like(cast, key=SAME),
    "closings_of_a_phase_are_numbered": lambda cast: closed_like(cast, number=1),
    "closings_begin_with_one": lambda cast: closed_like(cast, number=0),
    "whoever_takes_stock_early_says_why": lambda cast: closed_like(cast, interim=True),
    "a_launch_never_changes": lambda cast: Launch.objects.filter(pk=launched(cast).pk).update(key=uuid4()),
    "a_closing_never_changes": lambda cast: Closing.objects.filter(pk=closed(cast).pk).delete(),
    "a_withdrawal_is_of_a_dossier_or_of_an_honour": lambda cast: taken_back(cast, initiative=None),
    "a_withdrawal_says_why_and_by_which_decision": lambda cast: taken_back(cast, reason=""),
    "a_withdrawal_never_changes": lambda cast: Withdrawal.objects.filter(pk=taken_back(cast).pk).update(number="1"),
}
# What a trigger says where it does not give its name.
SAYS = {
    "a_launch_never_changes": "steering_launch is append-only",
    "a_closing_never_changes": "steering_closing is append-only",
    "a_withdrawal_never_changes": "steering_withdrawal is append-only",
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    headed(cast)
    with refused(SAYS.get(constraint, constraint)):
        AGAINST[constraint](cast)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("steering", AGAINST) == set()
