"""The talk about a dossier: asking, answering, having read it."""

from datetime import datetime, timedelta

from django.db import transaction

from sangkien.accounts.permissions import Actor, Permission
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.base.text import paragraphs
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.review import rules
from sangkien.review.models import Message, ReadMark

_HOUR = timedelta(hours=1)


@transaction.atomic
def ask(initiative: Initiative, text: str, *, by: Actor, at: datetime) -> Message:
    """One of the dossier's people writes to the unions that handle it.

    Pressed twice it is said once. Raises NotAllowed, and NotPossible (see `rules.missing_to_write`)."""
    return _write(initiative, text, permission=rules.ASK, unit=None, by=by, at=at)


@transaction.atomic
def answer(initiative: Initiative, text: str, *, by: Actor, at: datetime) -> Message:
    """An officer writes to the dossier's people on behalf of the union. Otherwise as `ask`."""
    return _write(initiative, text, permission=rules.ANSWER, unit=by.office, by=by, at=at)


def mark_read(initiative: Initiative, *, by: Actor) -> None:
    """The actor has the whole talk before their eyes."""
    last = initiative.messages.order_by("pk").last()
    if last:
        ReadMark.objects.update_or_create(initiative=initiative, person=by.somebody, defaults={"message": last})


def _write(
    initiative: Initiative,
    text: str,
    *,
    permission: Permission,
    unit: Organisation | None,
    by: Actor,
    at: datetime,
) -> Message:
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(permission, initiative)
    text = paragraphs(text)
    said = {"by": by.somebody, "unit": unit, "text": text}
    last = initiative.messages.order_by("pk").last()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    lately = initiative.messages.filter(by=by.somebody, at__gt=at - _HOUR).count()
    if problems := rules.missing_to_write(initiative, text, on=day_of(at), lately=lately):
        raise NotPossible(problems)
    message = Message.objects.create(initiative=initiative, at=at, **said)
    record(verb="message.write", target=message, by=by.person, at=at, unit=unit, after={"initiative": initiative.code})
    return message
