"""Khó khăn, vướng mắc trong báo cáo: what came to a union and to those below it in some days, as figures that are
frozen with the paper, and one by one what is still open or went up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.queries import counts, listed
from sangkien.difficulties.rules import names_to_hide
from sangkien.difficulties.signs import masked
from sangkien.difficulties.states import OPEN, State
from sangkien.guidance.topics import kinds
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.registry.freezing import Taken

_LONGEST = 240  # letters of one in a list
MOST = 200
"""So many stand in a list; the figures tell of all."""


def met_with(unit: Organisation, programme: Programme, first: date, last: date, taken: Taken) -> dict[str, Any]:
    """The figures from `first` to the end of `last`, told as it stood then. Two queries."""
    found = counts(unit, programme, first, last, at=taken.at)
    return {
        "received": found.received,
        "answered": found.answered,
        "in_time": found.in_time,
        "waiting": found.waiting,
        "aside": found.aside,
        "foreign": found.foreign,
        "handed_up": found.handed_up,
        "lessons": found.lessons,
        "kinds": {_label(code): number for code, number in found.kinds.items()},
    }


def one_by_one(
    unit: Organisation, programme: Programme, first: date, last: date, taken: Taken
) -> list[Mapping[str, Any]]:
    """What is still open or went up, the oldest first, in words without what belongs to a person. Two queries."""
    found = listed(unit, programme, first, last, at=taken.at)[:MOST]
    keys = {key for one in found for key in (one.unit_id, one.desk_id)}
    known = {one.pk: one.short_name or one.code for one in Organisation.objects.filter(pk__in=keys).named(on=last)}
    return [_row(one, known) for one in found]


def _row(one: Difficulty, names: Mapping[int, str]) -> Mapping[str, Any]:
    text = " ".join(masked(one.text, names=names_to_hide(one)).split())
    due = one.due_on.isoformat() if one.state in OPEN and one.due_on else None
    return {
        "code": one.code,
        "kind": _label(one.kind),
        "text": text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…",
        "unit": names.get(one.unit_id, ""),
        "desk": names.get(one.desk_id, ""),
        "state": str(State(one.state).label),
        "due_on": due,
    }


def _label(code: str) -> str:
    """In Vietnamese, as papers are."""
    known = kinds().get(code)
    return known.vi if known else code
