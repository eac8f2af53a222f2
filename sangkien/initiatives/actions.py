"""Writing, sending, completing and withdrawing a dossier."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible, Problem, Stale
from sangkien.base.statements import at_once, insert, together
from sangkien.gatherings.actions import note_start
from sangkien.gatherings.models import UpdateDay
from sangkien.initiatives import late, rules, unowned
from sangkien.initiatives.content import Content
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.parts import clear_parts, fill, parts_of
from sangkien.initiatives.receiving import (
    SECRET,
    dossier_of,
    must_know_the_earlier,
    numbers,
    ready,
    receive,
    seal,
    state_at_first,
    without_the_secret,
)
from sangkien.initiatives.snapshots import changed, snapshot
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import Place, locate, locked, place_in, standing, step
from sangkien.programmes.models import Programme
from sangkien.programmes.rules import may_try

_DRAWS = 4  # of a resume code, before nobody goes on hoping


@transaction.atomic
def start_draft(
    programme: Programme,
    *,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    by_phone: bool = False,
    update_day: UpdateDay | None = None,
    network: unowned.Network | None = None,
) -> Draft:
    """Begin a form under the programme's edition of now. Nobody needs to sign in for that: whoever carries the
    draft's key may go on writing. One that is begun at an `update_day`, on its day, gets the next number there.

    Whoever gives the form its `key` (a phone without a network, `by_phone`; a page that may be sent twice) gets the
    same draft for the same key, however often it is begun. Raises NotAllowed when that is somebody else's, or the
    programme is tried out by others; NotPossible when too many were begun without an account from the `network` today.
    """
    if programme.rehearsal and not may_try(by, programme):
        raise NotAllowed("programme.try")
    begun: dict[str, Any] = {"programme": programme, "edition": programme.edition, "person": by.person}
    begun |= {"started_at": at, "saved_at": at, "by_phone": by_phone}
    if by.person is None and network:
        begun["sender_mark"] = network.mark
    draft, created = _begun(begun, key=key or uuid4())
    if created and draft.sender_mark and network:
        unowned.must_be_welcome(draft, most=network.most, at=at)
    if not created and not by.may(rules.WRITE, draft):
        raise NotAllowed(rules.WRITE.name)
    if update_day and update_day.counts_at(at):
        note_start(update_day, draft_key=draft.key, at=at)
    return draft


def save_step(
    draft: Draft, *, step: str, answers: dict[str, Any], by: Actor, at: datetime, finished_at: datetime | None = None
) -> Draft:
    """Keep what was typed on one page; otherwise as `save_steps`."""
    return save_steps(draft, answers={step: answers}, by=by, at=at, finished_at=finished_at)


@transaction.atomic
def save_steps(
    draft: Draft,
    *,
    answers: dict[str, dict[str, Any]],
    by: Actor,
    at: datetime,
    seen: Mapping[str, str] | None = None,
    finished_at: datetime | None = None,
) -> Draft:
    """Keep what was typed, page by page, right or wrong, so that nothing is lost; other pages stay as they are.

    `seen` are the stamps, page by page, that a phone knew when it wrote: where a page was changed elsewhere since,
    nothing is overwritten. `finished_at`: the phone says that with these answers it was finished then; an answer that
    is changed without such a word is not finished any more. Raises NotAllowed (somebody else's), NotPossible (already
    sent) and Stale (changed elsewhere, each page named)."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.WRITE, draft)
    if draft.sent_at:
        raise NotPossible([rules.already_sent()])
    changed = {step: typed for step, typed in answers.items() if not draft.says(step, typed)}
    if elsewhere := _changed_elsewhere(draft, changed, seen or {}):
        raise Stale(elsewhere)
    if finished_at or changed:
        draft.finished_at, draft.discarded_at = finished_at, None
    draft.answers = {**draft.answers, **changed}
    draft.stamps = {**draft.stamps, **dict.fromkeys(changed, at.isoformat())}
    draft.saved_at = at
    draft.save(update_fields=["answers", "stamps", "saved_at", "finished_at", "discarded_at"])
    return draft


@transaction.atomic
def claim_draft(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """A draft begun without signing in becomes the draft of the person who has now signed in."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.CLAIM, draft)
    if by.person is None:
        raise NotAllowed(rules.CLAIM.name)
    draft.person = by.person
    draft.save(update_fields=["person"])
    return draft


@transaction.atomic
def submit(draft: Draft, content: Content, *, by: Actor, at: datetime, made: bool = False) -> Initiative:
    """Send the dossier to the worker's own grassroots union; it is counted as submitted from this moment.

    Exactly once: the draft's row is locked and the dossier carries its key, so a second click, a retry after
    a lost answer or another tab gets the dossier of the first. Another content under the same key is refused.
    What was finished on a phone before an end may arrive a little after it (`late`). Rule: letter of phase 2, item 3.
    Raises NotAllowed, and NotPossible with all that is missing.
    """
    with_it = Draft.objects.select_related("programme", "edition__programme")
    draft = with_it.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.WRITE, draft)
    if by.person is None or draft.correcting_id:
        raise NotAllowed(rules.WRITE.name)
    if draft.sent_at:
        return _sent_before(draft, content)
    place, claim = ready(draft, content, by=by, at=at)
    _close_draft(draft, content, at=at)
    initiative = _numbered(draft, content, place, by=by, at=at, made=made)
    parts = [*parts_of(initiative, content)]
    with together():
        receive(initiative, parts, claim, by=by, at=at)
    return initiative


def hand_in(draft: Draft, content: Content, *, by: Actor, at: datetime) -> Initiative | None:
    """Begin a form and send it in one go, as a phone does that was without a network; `draft` is not stored yet.

    Exactly once, as `submit`: the draft's key is new, or nothing at all is written. None when it is not new, be it from
    the same request a moment ago: then the longer way is taken. Raises NotAllowed, and NotPossible with all that is
    missing.
    """
    draft.person, draft.by_phone, draft.started_at = by.somebody, True, at
    place, claim = ready(draft, content, by=by, at=at)
    draft.stamps = dict.fromkeys(draft.answers, at.isoformat())
    seal(draft, content, at=at)
    if content.restricted:
        draft.answers = without_the_secret(draft.answers)
    initiative = _numbered(draft, content, place, by=by, at=at)
    parts = [*parts_of(initiative, content)]
    try:
        with at_once():
            insert(draft)
            receive(initiative, parts, claim, by=by, at=at)
    except IntegrityError:
        return None
    return initiative


@transaction.atomic
def start_correction(initiative: Initiative, *, by: Actor, at: datetime) -> Draft:
    """Open the returned dossier for completion: a draft that remembers which version it started from.
    Opening it again goes on with the same draft, also when it is opened twice at the same moment."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.COMPLETE, initiative)
    begun = {"programme": initiative.programme, "edition": initiative.edition, "started_at": at, "saved_at": at}
    one = {"correcting": initiative, "person": by.person, "sent_at": None, "seen_version": initiative.version}
    draft, _created = _begun(begun, **one)
    return draft


@transaction.atomic
def resubmit(draft: Draft, content: Content, *, by: Actor, at: datetime) -> Initiative:
    """Send a completed dossier again. It goes back to the grassroots union, since its words have changed.

    Raises Stale when somebody else has changed the dossier since it was opened for completion."""
    dossier = draft.correcting_id
    if dossier is None:
        raise NotAllowed(rules.COMPLETE.name)
    # The dossier before any of its drafts: two authors who send at once wait for it, not for each other.
    Initiative.objects.select_for_update().get(pk=dossier)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.WRITE, draft)
    if draft.sent_at:
        return _sent_before(draft, content)
    initiative = locked(dossier, seen=draft.seen_version or 0)
    by.must(rules.COMPLETE, initiative)
    place = place_in(content.unit, on=day_of(at))
    received = late.received_on(initiative)
    edition = initiative.edition
    if problems := rules.missing_to_submit(content, edition=edition, on=day_of(at), received=received):
        raise NotPossible(problems)

    must_know_the_earlier(content, by=by, dossier=dossier)
    counted, said = standing(initiative), snapshot(initiative)
    locate(initiative, place)
    fill(initiative, content)
    initiative.confirmed_by = initiative.judged_by = initiative.judged_for = None
    clear_parts(initiative)
    for rows in parts_of(initiative, content):
        insert(*rows)
    _close_draft(draft, content, at=at)
    step(
        initiative,
        verb="resubmit",
        to=state_at_first(initiative, content, by=by),
        counted_before=counted,
        by=by,
        at=at,
        detail={"changed": changed(said, snapshot(initiative), hidden=SECRET if initiative.restricted else set())},
    )
    return initiative


@transaction.atomic
def withdraw(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Initiative:
    """Take a dossier back before there is a verdict; it leaves every count."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.WITHDRAW, initiative)
    if initiative.duplicates.exists():
        text = _("Hồ sơ khác đã được gộp vào hồ sơ này, nên không rút được nữa.")
        raise NotPossible([Problem(code="has_duplicates", text=text)])
    step(initiative, verb="withdraw", to=State.WITHDRAWN, by=by, at=at)
    return initiative


# Helpers, in the order of call -----------------------------------------------------------------------------


def _begun(begun: dict[str, Any], **one: Any) -> tuple[Draft, bool]:
    """That one draft, begun if it is not there yet. A resume code that is drawn may belong to another: another one is
    drawn."""
    for _draw in range(_DRAWS):
        with suppress(IntegrityError):
            return Draft.objects.get_or_create(**one, defaults=begun)
    return Draft.objects.get_or_create(**one, defaults=begun)


def _changed_elsewhere(draft: Draft, pages: Iterable[str], seen: Mapping[str, str]) -> list[Problem]:
    text = _("Trang này vừa được lưu từ một nơi khác, cả hai bản vẫn còn. Anh/chị mở trang để chọn bản muốn giữ.")
    return [
        Problem(code="changed_elsewhere", field=page, text=text)
        for page in pages
        if page in seen and seen[page] != draft.stamps.get(page, seen[page])
    ]


def _numbered(
    draft: Draft, content: Content, place: Place, *, by: Actor, at: datetime, made: bool = False
) -> Initiative:
    """The dossier that the draft becomes, under the next number."""
    [number] = numbers(1)
    return dossier_of(draft, content, place, by=by, at=at, number=number, made=made)


def _close_draft(draft: Draft, content: Content, *, at: datetime) -> None:
    seal(draft, content, at=at)
    draft.save(update_fields=["sent_at", "saved_at", "sent_digest", "resume_code", "discarded_at"])
    if content.restricted:
        _forget_the_secret(draft)


def _forget_the_secret(draft: Draft) -> None:
    """What was typed before the box "có bí mật" was ticked leaves every draft of the dossier when it is sent; what a
    co-author is just saving on another page stays (each is read under its lock)."""
    key = draft.correcting.key if draft.correcting else draft.key
    drafts = Draft.objects.filter(Q(key=key) | Q(correcting__key=key)).order_by("pk")
    for each in drafts.select_for_update(of=("self",)):
        each.answers = without_the_secret(each.answers)
        each.save(update_fields=["answers"])


def _sent_before(draft: Draft, content: Content) -> Initiative:
    if draft.sent_digest != content.digest():
        raise NotPossible([rules.already_sent()])
    return draft.correcting or Initiative.objects.get(key=draft.key)
