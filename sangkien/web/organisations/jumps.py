"""Days that people ask for by name: the ends of the programme's phases, the eve and the day of the great reform."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sangkien.programmes.queries import current
from sangkien.web.organisations.changing import History
from sangkien.web.templatetags.components import day as printed_day


@dataclass(frozen=True)
class Jump:
    """A link to a day; `here`: it is the day shown."""

    label: str
    day: date
    here: bool


def jumps(history: History, *, today: date) -> list[Jump]:
    """The first first, today last; only days on which the data say that something began or ended. Two queries."""
    days = {day for day in _phase_ends(today) if history.days and history.days[0].day <= day < today}
    if history.biggest:
        days |= {history.biggest.eve, history.biggest.day}
    named = [(printed_day(day), day) for day in sorted(days - {today})]
    return [Jump(label, day, day == history.day) for label, day in [*named, (_("Hôm nay"), today)]]


def _phase_ends(today: date) -> list[date]:
    programme = current(today)
    phases = programme.phases.all() if programme else []
    return [phase.last_day for phase in phases if phase.last_day]
