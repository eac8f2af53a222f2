"""Whose turn it is, and by which day they answer: the one home of that rule.

The days are the programme's: `confirm_days` for the grassroots union, `decide_days` for the direct superior, counted
from the day on which the dossier began to wait there.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sangkien.base.days import day_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import WAITS_FOR, State


@dataclass(frozen=True)
class Turn:
    """`union` is the id of the union that holds the dossier and `until` the last day on which it answers in time;
    both None while the author completes it, and once it is closed. `confirms`: the grassroots union's turn."""

    union: int | None = None
    until: date | None = None
    confirms: bool = False

    def late(self, on: date) -> bool:
        """Is that day behind us?"""
        return self.until is not None and on > self.until


def turn_at(initiative: Initiative) -> Turn:
    """Whose turn it is now. Reads the dossier's programme."""
    programme = initiative.programme
    who = WAITS_FOR.get(State(initiative.state))
    if who == "unit":
        return Turn(initiative.desk_id, _days_on(initiative, programme.confirm_days), confirms=True)
    if who == "superior":
        return Turn(initiative.desk_id, _days_on(initiative, programme.decide_days))
    return Turn()


def _days_on(initiative: Initiative, days: int) -> date:
    return day_of(initiative.waiting_since) + timedelta(days=days)
