"""Writing notices into the outbox, and carrying them out of it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from sangkien.notices.channels import Answer, Outcome, carried, configured, ways
from sangkien.notices.channels.asking import client
from sangkien.notices.models import SCREEN, Notice, State
from sangkien.notices.rules import KEPT, MOST_TRIES, next_try, not_before
from sangkien.notices.wording import Message, Unwordable, message, wording

AT_ONCE = 16  # messages on their way
SOME = 1000  # rows in one go
KEPT_AFTERWARDS = timedelta(days=30)  # to answer "did you send me anything?"; then number and names are gone


def write(
    kind: str,
    *,
    to: str,
    params: Mapping[str, Any],
    at: datetime,
    secret: bool = False,
    until: datetime | None = None,
    language: str = "vi",
) -> Notice:
    """Put a notice into the outbox, in the caller's transaction: it goes out if what it tells of has happened.

    `to` is E.164; `params` are those that the kind takes in `wording.yaml`. It is not sent after `until` (three
    days unless said); a secret is forgotten as soon as it is sent or expired. Raises ValueError: no such kind, or
    not its parameters. One with a link too long for a message fails when its turn comes.
    """
    said = wording(kind)
    return Notice.objects.create(
        kind=kind,
        to=to,
        params=said.filled(params),
        secret=secret,
        language="en" if language == "en" else "vi",
        written_at=at,
        expires_at=until or at + KEPT,
        next_try_at=not_before(at, urgent=said.urgent),
    )


def deliver(*, at: datetime) -> int:
    """Carry out what is due, some at a time and all of them at once; how many were looked at. At least once each:
    what became of a notice is written after it was sent, and a gateway knows it again by its key."""
    _give_up_what_is_over(at)
    due, batch = _taken_up(at) if configured() else (0, [])
    if batch:
        with client() as gateway, ThreadPoolExecutor(len(batch)) as hands:
            channels = ways(gateway)
            answers = list(hands.map(lambda taken: carried(taken[1], channels), batch))
        for (notice, _said), answer in zip(batch, answers, strict=True):
            _settle(notice, answer, at=at)
    return due


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Remove what was written more than thirty days ago, some at a time; how many."""
    old = Notice.objects.filter(written_at__lt=at - KEPT_AFTERWARDS).order_by("written_at")
    some = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:SOME])
    return Notice.objects.filter(pk__in=some).delete()[0]


@transaction.atomic
def _give_up_what_is_over(at: datetime) -> None:
    """What nobody needs any more is not sent; secrets are emptied, in a demonstration also those it still showed."""
    over = list(Notice.objects.over(at).select_for_update(skip_locked=True)[:SOME])
    for notice in over:
        _close(notice, State.FAILED, error="expired")
    if settings.DEMO_CLOCK:
        Notice.objects.filter(channel=SCREEN, secret=True, expires_at__lte=at).exclude(params={}).update(params={})


@transaction.atomic
def _taken_up(at: datetime) -> tuple[int, list[tuple[Notice, Message]]]:
    """How many are due, and those to carry now, each put off to its next try before it is carried: nobody else takes
    it up meanwhile, and if this process is killed on the way somebody will then. One that cannot be worded has failed;
    one that has waited into the night goes on waiting, which is no try."""
    due = list(Notice.objects.due(at).select_for_update(skip_locked=True)[:AT_ONCE])
    worded = [(notice, said) for notice in due if (said := _worded(notice))]
    for notice, said in worded:
        notice.next_try_at = not_before(at, urgent=said.urgent)
    batch = [(notice, said) for notice, said in worded if notice.next_try_at == at]
    for notice, said in batch:
        notice.tries += 1
        notice.next_try_at = next_try(notice.tries, at=at, urgent=said.urgent)
    Notice.objects.bulk_update([notice for notice, _said in worded], ["tries", "next_try_at"])
    return len(due), batch


def _worded(notice: Notice) -> Message | None:
    try:
        return message(notice.key, notice.kind, to=notice.to, params=notice.params, language=notice.language)
    except Unwordable as no:
        _close(notice, State.FAILED, error=str(no))
        return None


@transaction.atomic
def _settle(notice: Notice, answer: Answer, *, at: datetime) -> None:
    """Write down what became of a try; what was settled meanwhile stays as it is."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state != State.QUEUED:
        return
    if answer.outcome == Outcome.SENT:
        notice.channel, notice.sent_at, notice.provider_id = answer.channel, at, answer.provider_id
        _close(notice, State.SENT)
    elif answer.outcome == Outcome.LATER and notice.tries < MOST_TRIES:
        notice.last_error = answer.error[:80]
        notice.save(update_fields=["last_error"])
    else:
        _close(notice, State.FAILED, error=answer.error)


def _close(notice: Notice, state: State, *, error: str = "") -> None:
    notice.state, notice.next_try_at, notice.last_error = state, None, error[:80]
    if notice.secret and notice.channel != SCREEN:
        notice.params = {}
    notice.save()
