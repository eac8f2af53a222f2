"""What a paper's figures are taken from, as text: canonical JSON, the same bytes for the same figures on any machine.

Keys in order, no spaces, whole numbers, percentages as exact decimals in strings, days as 2022-05-31, names as of
that day.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import override

from sangkien.base.days import VIETNAM, day_of
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.sources import Source

SCHEME = "sangkien-paper/1"


@dataclass(frozen=True)
class Taken:
    """For whom figures are taken, up to which entry of the ledger, and when."""

    unit: Organisation
    mark: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """What fields are filled from, by key, and the rows of a list."""

    facts: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]] = ()


class Of(Protocol):
    """What figures are taken of: a stretch, a period, a table of targets… `code` names it among those of its `source`;
    `as_of`: up to the end of which day it is told."""

    @property
    def source(self) -> Source: ...
    @property
    def programme(self) -> Programme: ...
    @property
    def phase(self) -> Phase | None: ...
    @property
    def code(self) -> str: ...
    @property
    def as_of(self) -> date: ...

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Facts and rows of the union, named as of that day; a fixed number of queries, however many rows there are.
        In Vietnamese, since papers are."""
        ...


def content(of: Of, taken: Taken) -> str:
    """The text, in Vietnamese whatever language the page is read in."""
    unit = _named(taken.unit, of.as_of, day_of(taken.at))
    head = {"scheme": SCHEME, "mark": taken.mark, "at": taken.at.astimezone(VIETNAM).isoformat(timespec="seconds")}
    with override("vi"):
        told = of.told(unit, taken)
        facts = _everywhere(unit, of) | dict(told.facts)
    said = head | {"facts": facts, "rows": [dict(row) for row in told.rows]}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _named(unit: Organisation, as_of: date, now: date) -> Organisation:
    """The union as it was called; one that is younger than its figures, as it is called now."""
    known = Organisation.objects.filter(pk=unit.pk)
    then = known.named(on=as_of).get()
    return then if then.name else known.named(on=now).get()


def sealed(text: str) -> str:
    """SHA-256 of the text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _everywhere(unit: Any, of: Of) -> dict[str, Any]:
    return {
        "unit": unit.short_name or unit.code,
        "unit_code": unit.code,
        "programme": of.programme.short_name,
        "programme_code": of.programme.code,
        "full_name": of.programme.full_name,
        "slogan": of.programme.slogan,
        "sources": list(of.programme.sources),
        "as_of": of.as_of.isoformat(),
    }
