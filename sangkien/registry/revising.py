"""Every draft that somebody saved stays: its versions, and going back to one."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import Stale
from sangkien.registry import rules
from sangkien.registry.models import OfficialPaper, Revision
from sangkien.registry.moving import held, written_again

_CHOSEN = ("figures_id", "authority", "signer_id", "receivers")


def keep(paper: OfficialPaper, *, by: Person | None, at: datetime) -> None:
    """Keep the paper as it is now as its next version, unless nothing was changed: whoever takes other figures or
    another signer has written it last as well (`writer_of`). In the caller's transaction, which holds the paper."""
    last = paper.revisions.order_by("number").last()
    now = {name: getattr(paper, name) for name in _CHOSEN}
    now["texts"] = {name: getattr(paper, name) for name in rules.TEXTS}
    if last is None or any(getattr(last, name) != kept for name, kept in now.items()):
        Revision.objects.create(paper=paper, number=last.number + 1 if last else 1, by=by, at=at, **now)


@transaction.atomic
def restore(revision: Revision, *, seen: int, by: Actor, at: datetime) -> OfficialPaper:
    """Write an earlier version's words again, as a new version; the later ones stay. Raises NotAllowed, NotPossible,
    and Stale when somebody has written since."""
    paper = held(revision.paper, rules.WRITE, by)
    if seen != paper.version:
        raise Stale
    for name, text in revision.texts.items():
        setattr(paper, name, text)
    written_again(paper)
    paper.save()
    keep(paper, by=by.somebody, at=at)
    after = {"version": revision.number}
    record(verb="paper.restore", target=paper, by=by.person, at=at, unit=paper.unit, after=after)
    return paper
