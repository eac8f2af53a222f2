"""Writing, sending, completing and withdrawing a dossier."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible, Problem, Stale
from sangkien.base.statements import Statement, insert, together
from sangkien.base.text import fold
from sangkien.counting.actions import move as move_counts
from sangkien.gatherings.actions import note_start
from sangkien.gatherings.models import UpdateDay
from sangkien.initiatives import late, rules
from sangkien.initiatives.content import PHOTOS, AuthorEntry, BenefitKind, Content, Moment
from sangkien.initiatives.models import Author, BenefitLine, Draft, Initiative, Paper, Photo
from sangkien.initiatives.reckoning import told
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import Place, add_event, locate, locked, place_in, standing, step
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme, Term, TermList, Workflow
from sangkien.programmes.rulebooks import phase_of

_DRAWS = 4  # of a resume code, before nobody goes on hoping
_SECRET = {"before", "after", *PHOTOS}  # what a restricted dossier does not say


@transaction.atomic
def start_draft(
    programme: Programme,
    *,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    by_phone: bool = False,
    update_day: UpdateDay | None = None,
) -> Draft:
    """Begin a form under the programme's edition of now. Nobody needs to sign in for that: whoever carries the
    draft's key may go on writing. One that is begun at an `update_day`, on its day, gets the next number there.

    Whoever gives the form its `key` (a phone without a network, `by_phone`; a page that may be sent twice) gets the
    same draft for the same key, however often it is begun. Raises NotAllowed when that is somebody else's."""
    begun: dict[str, Any] = {"programme": programme, "edition": programme.edition, "person": by.person}
    begun |= {"started_at": at, "saved_at": at, "by_phone": by_phone}
    draft, created = _begun(begun, key=key or uuid4())
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
    changed = {step: typed for step, typed in answers.items() if draft.answers.get(step) != typed}
    if elsewhere := _changed_elsewhere(draft, changed, seen or {}):
        raise Stale(elsewhere)
    if finished_at or changed:
        draft.finished_at = finished_at
    draft.answers = {**draft.answers, **changed}
    draft.stamps = {**draft.stamps, **dict.fromkeys(changed, at.isoformat())}
    draft.saved_at = at
    draft.save(update_fields=["answers", "stamps", "saved_at", "finished_at"])
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
def discard_draft(draft: Draft, *, by: Actor) -> None:
    """Throw a draft away that was never sent."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(rules.WRITE, draft)
    if draft.sent_at:
        raise NotPossible([rules.already_sent()])
    draft.delete()


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
    place, claim = _ready(draft, content, at=at)
    _close_draft(draft, content, at=at)
    return _received(draft, content, place, claim, by=by, at=at, made=made)


def hand_in(draft: Draft, content: Content, *, by: Actor, at: datetime) -> Initiative | None:
    """Begin a form and send it in one go, as a phone does that was without a network; `draft` is not stored yet.

    Exactly once, as `submit`: the draft's key is new, or nothing at all is written. None when it is not new, be it from
    the same request a moment ago, or when its resume code is another's: then the longer way is taken. Raises
    NotAllowed, and NotPossible with all that is missing.
    """
    draft.person, draft.by_phone, draft.started_at = by.somebody, True, at
    place, claim = _ready(draft, content, at=at)
    draft.stamps = dict.fromkeys(draft.answers, at.isoformat())
    _seal(draft, content, at=at)
    if content.restricted:
        draft.answers = _without_the_secret(draft.answers)
    try:
        with transaction.atomic():
            return _received(draft, content, place, claim, by=by, at=at)
    except IntegrityError:
        return None


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

    counted, said = standing(initiative), snapshot(initiative)
    locate(initiative, place)
    _fill(initiative, content)
    initiative.confirmed_by = None
    _clear_parts(initiative)
    for rows in _parts(initiative, content):
        insert(*rows)
    _close_draft(draft, content, at=at)
    return step(
        initiative,
        verb="resubmit",
        to=_first_state(initiative.programme, content, by=by),
        counted_before=counted,
        by=by,
        at=at,
        detail={"changed": _changed(said, snapshot(initiative), hidden=_SECRET if initiative.restricted else set())},
    )


@transaction.atomic
def withdraw(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Initiative:
    """Take a dossier back before there is a verdict; it leaves every count."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.WITHDRAW, initiative)
    if initiative.duplicates.exists():
        text = _("Hồ sơ khác đã được gộp vào hồ sơ này, nên không rút được nữa.")
        raise NotPossible([Problem(code="has_duplicates", text=text)])
    return step(initiative, verb="withdraw", to=State.WITHDRAWN, by=by, at=at)


def snapshot(initiative: Initiative) -> dict[str, str]:
    """What the dossier says now, field by field, as text: for the history of a completion."""
    shown = ["unit", "title", "kind", "field", "restricted", "before", "after", "effect", "applied_on"]
    shown += ["benefit_kind", "benefit_vnd", "benefit_period", "benefit_cost", "benefit_method", "effects"]
    shown += [
        "recognition",
        "recognition_number",
        "recognised_on",
        "recognition_issuer",
        "recognition_paper_id",
    ]
    said = {name: _text(getattr(initiative, name)) for name in shown}
    said["authors"] = "; ".join(f"{a.full_name} {a.share / 100:g}%" for a in _authors_of(initiative))
    said["benefit_lines"] = "; ".join(told(line) for line in initiative.benefit_lines.order_by("position"))
    said["photos"] = _files_of(initiative.photos.order_by("moment", "position").values_list("moment", "file__name"))
    said["papers"] = _files_of(initiative.papers.order_by("code", "position").values_list("code", "file__name"))
    return said


# Helpers, in the order of call -----------------------------------------------------------------------------


def _begun(begun: dict[str, Any], **one: Any) -> tuple[Draft, bool]:
    """That one draft, begun if it is not there yet. Among millions of drafts a resume code that is drawn belongs to
    another now and then: another one is drawn."""
    for _draw in range(_DRAWS):
        with suppress(IntegrityError):
            return Draft.objects.get_or_create(**one, defaults=begun)
    return Draft.objects.get_or_create(**one, defaults=begun)


def _changed_elsewhere(draft: Draft, pages: Iterable[str], seen: Mapping[str, str]) -> list[Problem]:
    text = _("Trang này vừa được lưu từ máy khác, cả hai bản vẫn còn. Anh/chị mở trang để chọn bản muốn giữ.")
    return [
        Problem(code="changed_elsewhere", field=page, text=text)
        for page in pages
        if page in seen and seen[page] != draft.stamps.get(page, "")
    ]


def _ready(draft: Draft, content: Content, *, at: datetime) -> tuple[Place, late.Claim | None]:
    """Where the dossier goes, and its claim to have been finished earlier, when nothing keeps it from being sent."""
    place = place_in(content.unit, on=day_of(at))
    claim = late.claimed(draft, at=at)
    received = claim.day if claim else None
    if problems := rules.missing_to_submit(content, edition=draft.edition, on=day_of(at), received=received):
        raise NotPossible(problems)
    return place, claim


def _received(
    draft: Draft,
    content: Content,
    place: Place,
    claim: late.Claim | None,
    *,
    by: Actor,
    at: datetime,
    made: bool = False,
) -> Initiative:
    """The dossier that a sent draft becomes, with its parts, its first step, its count and its line in the log. A draft
    that is not stored yet is stored with it."""
    programme = draft.programme
    pk, code = _next(day_of(at))
    initiative = Initiative(
        pk=pk,
        code=code,
        key=draft.key,
        programme=programme,
        edition=draft.edition,
        phase=phase_of(programme, day_of(at)),
        entered_by=by.person,
        submitted_at=at,
        made=made,
    )
    locate(initiative, place)
    _fill(initiative, content)
    initiative.publish_name = content.publish_name and _is_an_author(content, by=by)
    initiative.state, initiative.waiting_since = _first_state(programme, content, by=by), at
    parts = list(_parts(initiative, content))
    with together():
        if draft._state.adding:
            insert(draft)
        insert(initiative)
        for rows in parts:
            insert(*rows)
        event = add_event(initiative, verb="submit", before=None, by=by, at=at, detail=late.keep(initiative, claim))
        move_counts(None, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
        record(verb="initiative.submit", target=initiative, by=by.person, at=at, unit=by.unit, after=event.detail)
    return initiative


def _first_state(programme: Programme, content: Content, *, by: Actor) -> State:
    """With two steps the grassroots union confirms first, unless it is itself the one that entered the
    dossier for others: then its word is already given, and the superior decides as the second pair of eyes."""
    if programme.workflow == Workflow.ONE_STEP or _entered_by_the_union(content, by=by):
        return State.REVIEWING
    return State.SUBMITTED


def _entered_by_the_union(content: Content, *, by: Actor) -> bool:
    officer_there = by.hat is not None and by.holds(Role.GRASSROOTS_OFFICER) and by.hat.organisation_id == content.unit
    return officer_there and not _is_an_author(content, by=by)


def _is_an_author(content: Content, *, by: Actor) -> bool:
    """Whoever is none of the authors is a helper: a helper's word does not publish their names."""
    return bool(set(by.somebody.marks).intersection(_marks(content.authors)))


def _marks(authors: tuple[AuthorEntry, ...]) -> list[str]:
    """By what the authors are known again: see `Person.marks`."""
    return [author.phone or fold(author.full_name) for author in authors]


def _next(day: date) -> tuple[int, str]:
    """A dossier's primary key and its code."""
    [(pk, number)] = _NEXT()
    return pk, f"SK-{day.year}-{number:06d}"


_NEXT = Statement("SELECT nextval('initiatives_initiative_id_seq'), nextval('initiatives_code')")


def _fill(initiative: Initiative, content: Content) -> None:
    terms = initiative.edition.terms()
    given = content.recognition
    initiative.title, initiative.folded_title = content.title, fold(content.title)[:250]
    initiative.kind = terms.get((TermList.KIND, content.kind))
    initiative.field = terms.get((TermList.FIELD, content.field))
    initiative.restricted = content.restricted
    initiative.before = "" if content.restricted else content.before
    initiative.after = "" if content.restricted else content.after
    initiative.effect = content.effect
    initiative.applied_on = content.applied_on
    _fill_benefit(initiative, content)
    initiative.recognition = _term(terms, given.form)
    initiative.recognition_number, initiative.recognition_issuer = given.number, given.issuer
    initiative.recognised_on, initiative.recognition_paper_id = given.on, given.paper
    asked = {question["code"] for question in initiative.edition.questions}
    initiative.extra = {code: answer for code, answer in content.extra.items() if code in asked}
    initiative.parties = sorted({*initiative.parties, *_marks(content.authors)})


def _fill_benefit(initiative: Initiative, content: Content) -> None:
    in_money = content.benefit_kind == BenefitKind.MONEY
    initiative.benefit_kind = content.benefit_kind
    initiative.benefit_vnd = content.benefit_vnd if in_money else None
    initiative.benefit_cost = content.benefit_cost if in_money else 0
    initiative.benefit_period = content.benefit_period if in_money else ""
    initiative.benefit_method, initiative.effects = content.benefit_method, list(content.effects)


def _term(terms: dict[tuple[str, str], Term], form: str) -> Term | None:
    return terms.get((TermList.RECOGNITION, form))


def _clear_parts(initiative: Initiative) -> None:
    for parts in (initiative.authors, initiative.benefit_lines, initiative.photos, initiative.papers):
        parts.all().delete()


def _parts(initiative: Initiative, content: Content) -> Iterator[list[Author | BenefitLine | Photo | Paper]]:
    """Authors, lines of the reckoning, pictures and papers, each in its order, not stored yet."""
    yield [*_authors(initiative, content.authors)]
    lines = content.benefit_lines if content.benefit_kind == BenefitKind.MONEY else ()
    yield [BenefitLine(initiative=initiative, position=at, **vars(line)) for at, line in enumerate(lines, start=1)]
    for moment in Moment.values:
        files = [photo.file for photo in content.photos if photo.moment == moment and not content.restricted]
        yield [
            Photo(initiative=initiative, moment=moment, position=at, file_id=file)
            for at, file in enumerate(files, start=1)
        ]
    yield [
        Paper(initiative=initiative, position=at, code=paper.code, file_id=paper.file)
        for at, paper in enumerate(content.papers, start=1)
    ]


def _authors(initiative: Initiative, authors: tuple[AuthorEntry, ...]) -> list[Author]:
    known = _accounts(authors)
    return [
        Author(
            initiative=initiative,
            position=position,
            person_id=known.get(author.phone),
            identity=author.phone or f"{fold(author.full_name)} @ {initiative.unit_id}",
            **vars(author),
        )
        for position, author in enumerate(authors, start=1)
    ]


def _accounts(authors: tuple[AuthorEntry, ...]) -> dict[str, int]:
    """An author's account is known by the phone number, once a union has vouched that it is theirs."""
    phones = [author.phone for author in authors if author.phone]
    return dict(_VOUCHED(phones)) if phones else {}


_VOUCHED = Statement("SELECT phone, id FROM accounts_person WHERE phone = ANY(%s) AND vouched_at IS NOT NULL")


def _authors_of(initiative: Initiative) -> list[Author]:
    return list(initiative.authors.order_by("position"))


def _files_of(named: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{what}: {name}" for what, name in named)


def _text(value: object) -> str:
    return value.code if isinstance(value, Term | Organisation) else "" if value is None else str(value)


def _changed(before: dict[str, str], after: dict[str, str], *, hidden: set[str]) -> dict[str, list[str]]:
    """What a completion changed. The history is kept for ever: a secret that is being taken out stays out."""
    names = [name for name in after if name not in hidden and before[name] != after[name]]
    return {name: [before[name], after[name]] for name in names}


def _seal(draft: Draft, content: Content, *, at: datetime) -> None:
    draft.sent_at, draft.saved_at, draft.sent_digest = at, at, content.digest()


def _close_draft(draft: Draft, content: Content, *, at: datetime) -> None:
    _seal(draft, content, at=at)
    draft.save(update_fields=["sent_at", "saved_at", "sent_digest"])
    if content.restricted:
        _forget_the_secret(draft)


def _forget_the_secret(draft: Draft) -> None:
    """What was typed before the box "có bí mật" was ticked leaves every draft of the dossier when it is sent; what a
    co-author is just saving on another page stays (each is read under its lock)."""
    key = draft.correcting.key if draft.correcting else draft.key
    drafts = Draft.objects.filter(Q(key=key) | Q(correcting__key=key)).order_by("pk")
    for each in drafts.select_for_update(of=("self",)):
        each.answers = _without_the_secret(each.answers)
        each.save(update_fields=["answers"])


def _without_the_secret(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        step: {name: value for name, value in said.items() if name not in _SECRET} for step, said in answers.items()
    }


def _sent_before(draft: Draft, content: Content) -> Initiative:
    if draft.sent_digest != content.digest():
        raise NotPossible([rules.already_sent()])
    return draft.correcting or Initiative.objects.get(key=draft.key)
