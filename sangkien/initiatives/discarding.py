"""A draft that its writer no longer wants: out of every list at once, erased after a while, back until then."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.initiatives import rules
from sangkien.initiatives.models import Draft


@transaction.atomic
def discard(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """Put a draft away. Whoever writes on it again, or takes it back, has it as it was, until it is erased
    (`unowned.forget_drafts`). Pressed twice it is done once. Raises NotAllowed, and NotPossible once it is sent."""
    draft = _locked(draft, by=by)
    return draft if draft.discarded_at else _marked(draft, "draft.discard", at, by=by, at=at)


@transaction.atomic
def take_back(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """The draft is one's own work again. Raises NotAllowed, and NotPossible once it is sent."""
    draft = _locked(draft, by=by)
    return _marked(draft, "draft.take_back", None, by=by, at=at) if draft.discarded_at else draft


def _locked(draft: Draft, *, by: Actor) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.DISCARD, draft)
    return draft


def _marked(draft: Draft, verb: str, discarded_at: datetime | None, *, by: Actor, at: datetime) -> Draft:
    draft.discarded_at = discarded_at
    draft.save(update_fields=["discarded_at"])
    record(verb=verb, target=draft, by=by.person, at=at, after={"programme": draft.programme_id})
    return draft
