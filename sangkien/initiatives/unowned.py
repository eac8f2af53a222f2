"""Drafts of nobody, begun without an account: how many may be begun from one network, and when they are forgotten.

A network may be generous: behind one address stands a whole factory, or all the phones of an operator. A draft that is
forgotten may still lie on a phone: what the phone sends under its key begins it anew (`actions.start_draft`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.accounts.marks import mark
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible
from sangkien.files.models import Upload
from sangkien.files.sweeping import forget_sent_for
from sangkien.initiatives import rules
from sangkien.initiatives.models import Draft

_A_DAY = timedelta(days=1)
_AT_ONCE = 200


@dataclass(frozen=True)
class Network:
    """From where somebody begins: the address, and how many may be begun from one within a day."""

    address: str
    most: int

    @property
    def mark(self) -> str:
        """How it is known again for a day, and not read back."""
        return mark(self.address, of="draft")


def must_be_welcome(draft: Draft, *, most: int, at: datetime) -> None:
    """Raises NotPossible when a draft that was just begun is one too many of its network within a day; those that were
    sent meanwhile, or belong to somebody now, do not count."""
    begun = Draft.objects.filter(sender_mark=draft.sender_mark, started_at__gt=at - _A_DAY, person=None, sent_at=None)
    if problems := rules.too_many_begun(begun[: most + 1].count(), most=most):
        raise NotPossible(problems)


def forget_drafts(*, untouched_since: datetime, at: datetime) -> int:
    """Erase the drafts of nobody that were last saved, and any that were discarded, before that moment, with their
    files; how many, never more than 200 in one go. From which network a draft was begun is forgotten after a day."""
    Draft.objects.filter(~Q(sender_mark=""), started_at__lte=at - _A_DAY).update(sender_mark="")
    kinds = (_untouched(untouched_since), _discarded(untouched_since))
    due = [(drafts, pk) for drafts in kinds for pk in drafts.values_list("pk", flat=True)[:_AT_ONCE]]
    return sum(_forgotten(drafts, pk, at) for drafts, pk in due[:_AT_ONCE])


def _untouched(since: datetime) -> QuerySet[Draft]:
    old = Draft.objects.filter(person=None, sent_at=None, correcting=None, started_at__lt=since, saved_at__lt=since)
    files = Upload.objects.filter(draft_key=OuterRef("key"), started_at__gte=since)
    return old.filter(~Exists(files)).order_by("started_at")


def _discarded(since: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(discarded_at__lt=since).order_by("discarded_at")


@transaction.atomic
def _forgotten(drafts: QuerySet[Draft], pk: int, at: datetime) -> bool:
    """Unless somebody goes on with it at this moment."""
    draft = drafts.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if draft is None:
        return False
    known = {"programme": draft.programme_id, "saved_at": draft.saved_at.isoformat()}
    record(verb="draft.forget", target=draft, by=None, at=at, before=known | {"files": forget_sent_for(draft.key)})
    draft.delete()
    return True
