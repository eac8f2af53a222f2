"""What changes, in the words of the pages: which thing, what it was, what it would be."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.programmes.comparing import LISTED, Difference
from sangkien.web.programmes.asks import Ask
from sangkien.web.programmes.sections import SECTIONS, Section


@dataclass(frozen=True)
class Line:
    """One thing that differs; `where` is its section, `what` its question."""

    where: str
    what: str
    before: str
    after: str


def lines(found: list[Difference]) -> list[Line]:
    """Everything that differs, in words."""
    return [_line(one) for one in found]


def sections_of(found: list[Difference]) -> list[Section]:
    """The sections that these places belong to, each once."""
    return [section for section in SECTIONS.values() if any(_holds(section, one.place) for one in found)]


def _line(one: Difference) -> Line:
    section = next((section for section in SECTIONS.values() if _holds(section, one.place)), None)
    if section is None:
        return Line(_("Chương trình"), one.place, _said(one.before, None), _said(one.after, None))
    what, ask = _asked(section, one.place)
    return Line(str(section.title), what, _said(one.before, ask), _said(one.after, ask))


def _holds(section: Section, place: str) -> bool:
    return any(place == own or place.startswith(f"{own}.") for own in section.places)


def _asked(section: Section, place: str) -> tuple[str, Ask | None]:
    if not section.rows:
        return str(section.asks[place].label), section.asks[place]
    code, _dot, inside = place.removeprefix(f"{section.rows}.").partition(".")
    if code == LISTED:
        return _("Các mã, theo thứ tự"), None
    near = next((own for own in section.asks if inside == own or inside.startswith(f"{own}.")), None)
    ask = section.asks[near] if near else None
    return f"{code} · {ask.label if ask else inside}", ask


def _said(value: Any, ask: Ask | None) -> str:
    """As people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    if isinstance(value, int):
        return format_int(value, get_language() or "vi")
    named = dict(getattr(ask.box(), "choices", [])) if ask else {}
    return str(named.get(value, _day(str(value))))


def _day(value: str) -> str:
    try:
        return format_day(date.fromisoformat(value)) if len(value) == 10 else value
    except ValueError:
        return value
