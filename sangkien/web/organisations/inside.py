"""What a union's page shows to those who see into it: members, people in charge; and where it gathers workers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from sangkien.accounts.models import Appointment, Role
from sangkien.base import phones
from sangkien.base.text import person_sort_key
from sangkien.counting.queries import View
from sangkien.organisations.models import Commune, Organisation, Workplace
from sangkien.organisations.queries import members
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import current, phase_on
from sangkien.statistics.figures import Figures, figures

_MOST_PLACES = 50
_SHOWN_DIGITS = 3  # of a tax code, to know it again


@dataclass(frozen=True)
class Officer:
    """Somebody in charge; `phone` as it is written in Vietnam, empty without one."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True)
class Inside:
    """Members on the day and at the end of the last quarter that was over by then, and who was in charge."""

    members: int
    quarter_end: date
    members_then: int
    people: Sequence[Officer]


@dataclass(frozen=True)
class Standing:
    """The union's figures on the evening of the day, as they were; `restated` with those of the unions it took over."""

    programme: Programme
    phase: Phase | None
    figures: Figures
    restated: Figures | None


@dataclass(frozen=True)
class Place:
    """An enterprise or body whose workers the union gathers; empty what is not known."""

    name: str
    tax_code: str
    ownership: str
    commune: str


def inside_of(unit: Organisation, on: date) -> Inside:
    """What only the union and those above it know. Three queries."""
    quarter = last_quarter_end(on)
    return Inside(members(unit, on), quarter, members(unit, quarter), _in_charge(unit, on))


def last_quarter_end(on: date) -> date:
    """The last day of the newest quarter that is over by the end of the day."""
    tomorrow = on + timedelta(days=1)
    return date(tomorrow.year, 3 * ((tomorrow.month - 1) // 3) + 1, 1) - timedelta(days=1)


def standing_of(unit: Organisation, on: date, *, is_heir: bool) -> Standing | None:
    """Where the union stood that evening in the programme of the day; None before one had begun. An heir stands there
    with what it took over as well."""
    programme = current(on)
    if programme is None or programme.opens.lower is None or programme.opens.lower > on:
        return None
    phase = phase_on(programme, on)
    asked: dict[str, Any] = {"programme": programme, "phase": phase, "as_of": on}
    restated = figures(unit, view=View.RESTATED, **asked) if is_heir else None
    return Standing(programme, phase, figures(unit, **asked), restated)


def places_of(unit: Organisation, *, whole: bool) -> list[Place]:
    """Its workplaces by name, so many as a page holds; tax codes `whole` or only their end. Two queries."""
    places = list(Workplace.objects.filter(organisation=unit).order_by("folded", "pk")[:_MOST_PLACES])
    communes = _communes(places)
    return [
        Place(
            name=place.name,
            tax_code=place.tax_code if whole else masked(place.tax_code),
            ownership=str(place.get_ownership_display()),
            commune=communes.get((place.commune_code, place.commune_on), place.commune_code),
        )
        for place in places
    ]


def masked(tax_code: str) -> str:
    """Enough to know it again: "•••••••123"."""
    return "•" * (len(tax_code) - _SHOWN_DIGITS) + tax_code[-_SHOWN_DIGITS:] if tax_code else ""


def _in_charge(unit: Organisation, on: date) -> list[Officer]:
    hats = Appointment.objects.on(on).filter(organisation=unit).select_related("person")
    ordered = sorted(hats, key=lambda hat: (hat.role, person_sort_key(hat.person.full_name)))
    return [Officer(hat.person.full_name, str(Role(hat.role).label), _phone(hat)) for hat in ordered]


def _phone(hat: Appointment) -> str:
    return phones.show(hat.person.phone) if hat.person.phone else ""


def _communes(places: Iterable[Workplace]) -> Mapping[tuple[str, date | None], str]:
    """The names of their communes by code and day, since codes are reused."""
    asked = {(place.commune_code, place.commune_on) for place in places if place.commune_code and place.commune_on}
    where = Q(pk__in=[])
    for code, on in asked:
        where |= Q(code=code, valid__contains=on)
    found = list(Commune.objects.filter(where))
    return {(code, on): one.name for code, on in asked for one in found if one.code == code and on in one.valid}
