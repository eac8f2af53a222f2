"""What a paper's figures are taken from, as text: canonical JSON, the same bytes for the same figures on any machine.

Keys in order, no spaces, whole numbers, percentages as exact decimals in strings, days as 2022-05-31, names as of
that day.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from sangkien.base.days import VIETNAM
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import Figures, figures_of
from sangkien.statistics.stretches import Stretch
from sangkien.targets.queries import Targets

SCHEME = "sangkien-paper/1"


@dataclass(frozen=True)
class Taken:
    """Everything that the content of frozen figures follows from. `targets`, by the key of a union: those that will be
    set together with the paper, in place of the ones that stand."""

    unit: Organisation
    stretch: Stretch
    as_of: date
    mark: int
    at: datetime
    targets: Mapping[int, Targets] = field(default_factory=dict)


def content(taken: Taken) -> str:
    """The text, in Vietnamese whatever language the page is read in; a fixed number of queries, whatever the number of
    unions below."""
    unit = Organisation.objects.named(on=taken.as_of).get(pk=taken.unit.pk)
    below = list(children(unit, taken.as_of))
    own, *others = _figures([unit, *below], taken)
    head = {"scheme": SCHEME, "mark": taken.mark, "at": taken.at.astimezone(VIETNAM).isoformat(timespec="seconds")}
    with override("vi"):
        said = head | {"facts": _facts(own, others, taken), "rows": [_row(each) for each in others]}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed(text: str) -> str:
    """SHA-256 of the text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _figures(units: Sequence[Organisation], taken: Taken) -> list[Figures]:
    stretch, day = taken.stretch, taken.as_of
    found = figures_of(units, programme=stretch.programme, phase=stretch.phase, as_of=day, up_to=taken.mark)
    return [replace(one, targets=taken.targets.get(one.unit.pk, one.targets)) for one in found]


def _facts(own: Figures, below: Sequence[Figures], taken: Taken) -> dict[str, Any]:
    stretch, programme = taken.stretch, taken.stretch.programme
    return {
        "unit": own.unit.short_name,
        "unit_code": own.unit.code,
        "programme": programme.short_name,
        "programme_code": programme.code,
        "full_name": programme.full_name,
        "slogan": programme.slogan,
        "stretch": stretch.title,
        "stretch_code": stretch.code,
        "phase": stretch.phase.title if stretch.phase else stretch.title,
        "first_day": stretch.first_day.isoformat(),
        "last_day": stretch.last_day.isoformat() if stretch.last_day else None,
        "as_of": taken.as_of.isoformat(),
        "below": len(below),
        "silent": sum(not each.valid for each in below),
        **_reached(own),
        **_next(programme, stretch.phase),
    }


def _reached(own: Figures) -> dict[str, Any]:
    reached = own.achievement
    return {
        "submitted": own.submitted,
        "valid": own.valid,
        "target": reached.target,
        "percent": None if reached.percent is None else str(reached.percent),
        "over": reached.over,
        "benefit": own.benefit_vnd,
        "attested": str(own.value.by_employers or "0.0"),
        "members": own.members,
    }


def _next(programme: Programme, phase: Phase | None) -> dict[str, Any]:
    later = programme.phases.filter(window__startswith__gt=phase.first_day) if phase else programme.phases.none()
    following = later.order_by("window").first()
    return {
        "next": following.title if following else None,
        "next_first": following.first_day.isoformat() if following else None,
        "next_last": following.last_day.isoformat() if following and following.last_day else None,
        "next_focus": following.focus if following else None,
    }


def _row(figures: Figures) -> dict[str, Any]:
    return {"code": figures.unit.code, "name": figures.unit.name, **_reached(figures)}
