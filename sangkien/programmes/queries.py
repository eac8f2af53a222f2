"""Questions about programmes."""

from dataclasses import dataclass
from datetime import date

from sangkien.base.statements import Lookup
from sangkien.programmes.models import Edition, Phase, Programme, TermList


@dataclass(frozen=True)
class Criterion:
    """Tiêu chí: one thing that a council scores, from 0 to `most` whole points."""

    code: str
    label: str
    help: str
    most: int


def criteria_of(edition: Edition) -> list[Criterion]:
    """What a council scores under this edition, in the order of the list; nothing where none does. One query, the first
    time."""
    points, terms = edition.points or {}, edition.terms()
    asked = [(code, terms[at]) for at in terms if at[0] == TermList.CRITERION and (code := at[1]) in points]
    return [Criterion(code, term.label, term.help, points[code]) for code, term in asked]


def current(on: date) -> Programme | None:
    """The programme to show and to send to: the newest that is open that day, else the newest that has begun,
    else the next to begin. Never one that is only tried out."""
    programmes = Programme.objects.filter(rehearsal=False)
    return (
        next(iter(_OPEN(on)), None)
        or programmes.filter(opens__startswith__lte=on).order_by("-opens", "-pk").first()
        or programmes.order_by("opens", "pk").first()
    )


_OPEN = Lookup(Programme, "NOT rehearsal AND opens @> %s::date ORDER BY opens DESC, id DESC LIMIT 1")


def following(phase: Phase) -> Phase | None:
    """The phase of its programme that comes after it."""
    later = Phase.objects.filter(programme=phase.programme_id, window__startswith__gt=phase.first_day)
    return later.order_by("window").first()


def phase_on(programme: Programme, on: date) -> Phase | None:
    """The phase of that day; after the last one, the last; before the first or without phases, none."""
    phases = programme.phases.order_by("window")
    return phases.on(on).first() or phases.filter(window__endswith__lte=on).last()
