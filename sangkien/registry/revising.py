"""Every text that somebody saved stays: versions of a draft, and going back to one."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import Stale
from sangkien.registry import rules
from sangkien.registry.models import OfficialPaper, Revision
from sangkien.registry.moving import held, written_again


def keep(paper: OfficialPaper, *, by: Person | None, at: datetime) -> None:
    """Keep what the paper says now as its next version, unless nothing was changed. In the caller's transaction, which
    holds the paper."""
    last = paper.revisions.order_by("number").last()
    texts = {name: getattr(paper, name) for name in rules.TEXTS}
    if last is None or last.texts != texts:
        number = last.number + 1 if last else 1
        Revision.objects.create(paper=paper, number=number, texts=texts, by=by, at=at)


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
