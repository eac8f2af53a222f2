"""Trying a programme out: what was made up in it is counted, and thrown away in one go.

A rehearsal has drafts and never a dossier (the database refuses it), so that no board, ranking, milestone, search or
public page can know of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.files.sweeping import forget_sent_for
from sangkien.initiatives.models import Draft
from sangkien.programmes import building
from sangkien.programmes.models import Programme
from sangkien.programmes.rules import SHAPE


@dataclass(frozen=True)
class MadeUp:
    """How many drafts were made up, by how many people, the last one when."""

    drafts: int
    people: int
    last: datetime | None


def made_up(programme: Programme) -> MadeUp:
    """What lies in a rehearsal. One query."""
    told = programme.drafts.aggregate(drafts=Count("pk"), people=Count("person", distinct=True), last=Max("saved_at"))
    return MadeUp(**told)


@transaction.atomic
def throw_away(programme: Programme, *, by: Actor, at: datetime) -> int:
    """Erase everything that was made up in the rehearsal, with its files; how many drafts.

    Raises NotAllowed, and NotPossible where the programme is no rehearsal."""
    programme = _rehearsal(programme, by=by)
    drafts = list(
        Draft.objects.select_for_update(of=("self",)).filter(programme=programme).values_list("key", flat=True)
    )
    files = sum(forget_sent_for(key) for key in drafts)
    Draft.objects.filter(programme=programme, key__in=drafts).delete()
    before = {"drafts": len(drafts), "files": files}
    record(verb="programme.throw_away", target=programme, by=by.somebody, at=at, unit=by.unit, before=before)
    return len(drafts)


@transaction.atomic
def put_in_force(programme: Programme, *, by: Actor, at: datetime) -> Programme:
    """Throw away what was made up, and let the programme be one: people send by it from its first day on."""
    throw_away(programme, by=by, at=at)
    return building.put_in_force(programme, by=by, at=at)


@transaction.atomic
def drop(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Throw the whole rehearsal away, the programme included; the log keeps that there was one."""
    throw_away(programme, by=by, at=at)
    before = {"code": programme.code, "name": programme.short_name}
    record(verb="programme.drop", target=programme, by=by.somebody, at=at, unit=by.unit, before=before)
    building.drop(programme)


def _rehearsal(programme: Programme, *, by: Actor) -> Programme:
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    by.must(SHAPE, programme)
    if not programme.rehearsal:
        text = _("Chương trình này không phải bản chạy thử.")
        raise NotPossible([Problem(code="no_rehearsal", text=text)])
    return programme
