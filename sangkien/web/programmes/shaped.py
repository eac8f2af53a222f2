"""What these pages begin with: the programme that is shaped, what it says, and a change shown before it is made."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible
from sangkien.base.shapes import plain
from sangkien.programmes.building import version_of
from sangkien.programmes.comparing import differences
from sangkien.programmes.describing import described
from sangkien.programmes.models import Programme
from sangkien.programmes.rules import SHAPE, has_begun
from sangkien.programmes.spec import ProgrammeSpec, checked
from sangkien.statistics.impact import Impact, impact_of
from sangkien.targets.loading import change
from sangkien.web.doors import Request, get_for
from sangkien.web.programmes.forms import ReasonForm
from sangkien.web.programmes.showing import Line, lines, sections_of
from sangkien.web.programmes.trial import on_trial

SEEN = "da-xem"


def shaped(request: Request, code: str) -> Programme:
    """The programme with this code, if the visitor may shape it; otherwise 404."""
    programme = get_for(request.visit.actor, SHAPE, Programme.objects.select_related("owner"), code=code)
    on_trial(request, programme)
    return programme


def told_by(programme: Programme) -> dict[str, Any]:
    """Everything that it says now, as plain values."""
    return plain(described(programme))


@dataclass(frozen=True)
class Preview:
    """What a change would do. `targets`: how many lines of the file set one. `seal` is a mark of exactly this change to
    exactly this version; `at_once` and `later` say whether any of it holds for everybody now, or for forms begun from
    then on."""

    spec: ProgrammeSpec
    version: int
    lines: list[Line]
    targets: int
    impact: Impact
    at_once: bool
    later: bool
    asks_why: bool
    seal: str


def previewed(request: Request, programme: Programme, proposed: dict[str, Any]) -> Preview:
    """What would differ and what hangs on it. Raises NotPossible with every mistake."""
    spec, stood, version = checked(proposed), told_by(programme), version_of(programme)
    told = plain(spec)
    found = differences(stood, {name: value for name, value in told.items() if name != "targets"})
    touched = sections_of(found)
    return Preview(
        spec=spec,
        version=version,
        lines=lines(found),
        targets=len(spec.targets),
        impact=impact_of(programme, spec),
        at_once=any(section.at_once for section in touched),
        later=any(not section.at_once for section in touched),
        asks_why=has_begun(programme, request.visit.actor.on),
        seal=_seal(told, version),
    )


def is_confirmed(request: Request, preview: Preview) -> bool:
    """Has the visitor seen exactly this preview? Who has seen another one is told so."""
    seen = request.POST.get(SEEN, "")
    if seen and seen != preview.seal:
        messages.warning(request, _("Có điều khác so với lúc xem trước. Anh/chị xem lại rồi ghi nhé."))
    return seen == preview.seal


def made(request: Request, programme: Programme, preview: Preview, why: ReasonForm) -> bool:
    """Make the change that was previewed; False when the reason is missing, which then stands beside its box.
    Raises Stale, and NotPossible with what else is wrong."""
    why.is_valid()
    reason = why.cleaned_data.get("reason") or ""
    try:
        change(
            programme,
            preview.spec,
            reason=reason,
            seen=preview.version,
            by=request.visit.actor,
            at=request.visit.now,
        )
    except NotPossible as no:
        if any(problem.field != "reason" for problem in no.problems):
            raise
        why.put(no.problems)
    return not why.errors


def _seal(told: dict[str, Any], version: int) -> str:
    said = json.dumps([told, version], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
