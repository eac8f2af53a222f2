"""Who asks whom for the recognition, by the names of the day."""

from datetime import date

from sangkien.base.problems import NotPossible
from sangkien.initiatives.steps import place_in
from sangkien.organisations.models import Organisation
from sangkien.web.recognition.papers import Parties

_UNKNOWN = "................................"
_UNION = "Công đoàn cơ sở "


def parties_of(unit: Organisation | None, superior: Organisation | None, *, on: date) -> Parties:
    """The grassroots union, its superior (looked up in the tree unless given), and the workplace: the first that the
    union gathers, else what its own name says. Dots stand where nothing is known yet."""
    if unit is None:
        return Parties(f"{_UNION}{_UNKNOWN}", _UNKNOWN, _UNKNOWN)
    union = _name(unit, on)
    workplace = unit.workplaces.order_by("pk").values_list("name", flat=True).first()
    above = superior or _superior(unit, on)
    return Parties(union, _name(above, on) if above else _UNKNOWN, workplace or union.removeprefix(_UNION))


def _superior(unit: Organisation, on: date) -> Organisation | None:
    try:
        return place_in(unit.pk, on=on).superior
    except NotPossible:
        return None


def _name(unit: Organisation, on: date) -> str:
    named = Organisation.objects.filter(pk=unit.pk).named(on=on).get()
    return named.name or unit.code
