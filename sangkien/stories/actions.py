"""Verbs: a story is begun, written, handed on, looked at, published at its moment, taken off."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold, one_line, paragraphs
from sangkien.confirmations.models import AuthorLink
from sangkien.confirmations.rules import AUTHOR_LINK_LASTS
from sangkien.consents.actions import give
from sangkien.consents.models import Means, Purpose
from sangkien.consents.rules import ASKED
from sangkien.files.actions import Checked, look_into, put_away
from sangkien.files.limits import PICTURES, Limits
from sangkien.files.models import FileKind
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.stories import rules, texts
from sangkien.stories.models import Edition, Moment, Picture, Series, Story, Subject
from sangkien.stories.states import OPEN, State

PHOTOS = Limits(kinds=PICTURES)
SLIPS = Limits(kinds=PICTURES | {FileKind.PDF})


@transaction.atomic
def start(initiative: Initiative, *, by: Actor, at: datetime) -> Story:
    """Begin the story of an initiative in the name of the hat's union, from what the dossier says. A union has one open
    story of an initiative: it is given back. Raises NotAllowed, and NotPossible: it is not public, or a secret."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.START, initiative)
    if begun := initiative.stories.filter(unit=by.office, state__in=OPEN).first():
        return begun
    story = Story.objects.create(
        initiative=initiative,
        unit=by.office,
        slug=_free_slug(initiative.title),
        state=State.DRAFT,
        written_by=by.somebody,
        at=at,
    )
    _tell(story, "story.start", by=by, at=at)
    _keep(story, texts.Text(headline=initiative.title[: rules.LONGEST_HEADLINE], lead=_lead(initiative)), by=by, at=at)
    return story


@transaction.atomic
def write(story: Story, text: texts.Text, *, theme: str = "", series: str = "", by: Actor, at: datetime) -> Edition:
    """Save a text as the story's next edition, every author's name as the place where it stands. Whatever was handed on
    goes back to its writer: what was looked at is not what it says now. The same text again is no edition.

    Raises NotAllowed, and NotPossible: what is missing, or it is published."""
    story = _held(story, rules.WRITE, by=by)
    text = _tidy(text, story.initiative.credited)
    if problems := [*rules.missing_in(text)]:
        raise NotPossible(problems)
    story.theme, story.series = theme, _series(series, by=by, at=at) if series else None
    story.save(update_fields=["theme", "series"])
    if story.edition and _says(story.edition) == _as_stored(text, story.initiative.credited):
        return story.edition
    if story.state != State.DRAFT:
        _move(story, State.DRAFT, by=by, at=at, checked_by=None, publish_at=None)
    return _keep(story, text, by=by, at=at)


@transaction.atomic
def hand_on(story: Story, *, by: Actor, at: datetime) -> Story:
    """Hand a draft on: those of whom it tells are asked, and somebody else looks at it. Raises NotAllowed,
    NotPossible."""
    story = _held(story, rules.WRITE, by=by)
    if problems := [*rules.missing_to_hand_on(story)]:
        raise NotPossible(problems)
    return _move(story, State.CONSENT, by=by, at=at, note="")


@transaction.atomic
def send_back(story: Story, note: str, *, by: Actor, at: datetime) -> Story:
    """Give it back to its writer with what should be different. Raises NotAllowed, NotPossible."""
    story = _held(story, rules.CHECK if story.state == State.CONSENT else rules.PUBLISH, by=by)
    note = one_line(note)
    if problems := rules.missing_reason(note):
        raise NotPossible(problems)
    return _move(story, State.DRAFT, by=by, at=at, note=note, checked_by=None, publish_at=None)


@transaction.atomic
def check(story: Story, *, by: Actor, at: datetime) -> Story:
    """Say that it may be published: the facts are the dossier's, everybody of whom it tells has agreed, nothing of it
    is a secret. Raises NotAllowed, and NotPossible: everything that stands against it."""
    story = _held(story, rules.CHECK, by=by)
    if problems := rules.standing_against(story):
        raise NotPossible(problems)
    return _move(story, State.CHECKED, by=by, at=at, checked_by=by.somebody, note="")


@transaction.atomic
def schedule(story: Story, moment: datetime, *, by: Actor, at: datetime) -> Story:
    """Publish it at a moment that is still to come. Raises NotAllowed, NotPossible."""
    story = _held(story, rules.PUBLISH, by=by)
    problems = rules.standing_against(story)
    if moment <= at:
        text = _("Giờ đăng phải ở phía trước. Muốn đăng luôn, bấm Đăng ngay.")
        problems = [*problems, Problem(code="past", field="moment", text=text)]
    if problems:
        raise NotPossible(problems)
    if story.state == State.SCHEDULED:
        _move(story, State.CHECKED, by=by, at=at, publish_at=None)
    return _move(story, State.SCHEDULED, by=by, at=at, publish_at=moment)


@transaction.atomic
def publish(story: Story, *, by: Actor, at: datetime) -> Story:
    """Let everybody read it from now on. Raises NotAllowed, NotPossible."""
    story = _held(story, rules.PUBLISH, by=by)
    if problems := rules.standing_against(story):
        raise NotPossible(problems)
    return _move(story, State.PUBLISHED, by=by, at=at, publish_at=None, published_at=at)


@transaction.atomic
def withdraw(story: Story, note: str, *, by: Actor, at: datetime) -> Story:
    """Take it off, with the reason; nobody reads it from then on. Raises NotAllowed, NotPossible."""
    story = _held(story, rules.WITHDRAW, by=by)
    note = one_line(note)
    if problems := rules.missing_reason(note):
        raise NotPossible(problems)
    return _move(story, State.WITHDRAWN, by=by, at=at, note=note, publish_at=None)


def take_off_all_of(initiative: Initiative, note: str, *, by: Actor, at: datetime) -> list[Story]:
    """What is told of it is taken off, whichever union tells it: what it rests on was taken back, with the right that
    goes with that. In the caller's transaction."""
    told = initiative.stories.select_for_update(of=("self",)).exclude(state=State.WITHDRAWN)
    note = note[: rules.LONGEST_NOTE]
    return [_move(one, State.WITHDRAWN, by=by, at=at, note=note, publish_at=None) for one in told.order_by("pk")]


def publish_due(*, at: datetime) -> int:
    """Publish what was scheduled for this moment or an earlier one; what something stands against by now goes back to
    its writer with the reason. How many were looked at."""
    due = Story.objects.filter(state=State.SCHEDULED, publish_at__lte=at).order_by("publish_at", "pk")
    return sum(_publish_one(pk, at=at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _publish_one(pk: int, *, at: datetime) -> int:
    story = Story.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, state=State.SCHEDULED).first()
    if story is None:
        return 0
    if problems := rules.standing_against(story):
        note = " ".join(problem.text for problem in problems)[: rules.LONGEST_NOTE]
        _move(story, State.DRAFT, by=None, at=at, note=note, checked_by=None, publish_at=None)
    else:
        _move(story, State.PUBLISHED, by=None, at=at, publish_at=None, published_at=story.publish_at)
    return 1


def look_at_photo(data: bytes, name: str) -> Checked:
    """Looking at a photo takes seconds: before the story is locked. Raises NotPossible: it cannot be kept."""
    return look_into(data, name=name, field="photo", limits=PHOTOS)


def look_at_slip(data: bytes, name: str) -> Checked:
    """As `look_at_photo`, of a signed slip."""
    return look_into(data, name=name, field="slip", limits=SLIPS)


@transaction.atomic
def add_picture(
    story: Story, photo: Checked, *, moment: Moment, caption: str, credit: str, mark: str, by: Actor, at: datetime
) -> Picture:
    """Add a picture, with who took it and which author's face is seen. The story goes back to its writer. Raises
    NotAllowed, NotPossible."""
    story = _held(story, rules.WRITE, by=by)
    caption, credit = one_line(caption)[:200], one_line(credit)[:120]
    marks, taken = [mark_of(author) for author in story.initiative.credited], story.pictures.count()
    if problems := [*rules.missing_in_picture(credit, mark, marks, taken=taken)]:
        raise NotPossible(problems)
    _back_to_draft(story, by=by, at=at)
    last = story.pictures.order_by("-position").values_list("position", flat=True).first() or 0
    added = story.pictures.create(
        position=last + 1,
        file=put_away(photo, by=by.person, at=at),
        moment=moment,
        caption=caption,
        credit=credit,
        mark=mark,
    )
    _tell(story, "story.add_picture", by=by, at=at, picture=added.pk)
    return added


@transaction.atomic
def drop_picture(picture: Picture, *, by: Actor, at: datetime) -> None:
    """Take a picture out. Raises NotAllowed, NotPossible."""
    story = _held(picture.story, rules.WRITE, by=by)
    _tell(story, "story.drop_picture", by=by, at=at, picture=picture.pk)
    Picture.objects.filter(pk=picture.pk, story=story).delete()


@transaction.atomic
def keep_slip(story: Story, mark: str, purposes: Iterable[Purpose], slip: Checked, *, by: Actor, at: datetime) -> None:
    """Keep the photo of a slip on which somebody of the story signed to what they agree. Raises NotAllowed, and
    NotPossible: nothing is ticked, or they are none of its authors."""
    story = _held(story, rules.WRITE, by=by)
    given = [purpose for purpose in purposes if purpose in ASKED]
    if mark not in [mark_of(author) for author in story.initiative.credited]:
        raise NotPossible([Problem(code="not_an_author", field="mark", text=_("Chọn một tác giả của sáng kiến"))])
    if not given:
        raise NotPossible([Problem(code="no_purpose", field="purposes", text=_("Chọn ít nhất một mục đã ký"))])
    kept = put_away(slip, by=by.person, at=at)
    for purpose in given:
        give(story.initiative, mark, purpose, Means.SLIP, by=by.person, at=at, slip=kept)


@transaction.atomic
def make_link(story: Story, author: Author, *, by: Actor, at: datetime) -> AuthorLink:
    """A link by which an author without an account is asked, to be handed on to their phone: the one that is open, or a
    new one. Raises NotAllowed, NotPossible."""
    story = _held(story, rules.WRITE, by=by)
    links = AuthorLink.objects.filter(initiative=story.initiative, mark=mark_of(author), ended_at=None)
    if open_one := links.filter(expires_at__gt=at).first():
        return open_one
    links.update(ended_at=at)
    made = AuthorLink.objects.create(
        initiative=story.initiative,
        mark=mark_of(author),
        version=story.initiative.version,
        made_by=by.person,
        made_at=at,
        expires_at=at + AUTHOR_LINK_LASTS,
    )
    record(verb="author_link.make", target=made, by=by.person, at=at, unit=by.unit)
    return made


# Helpers ----------------------------------------------------------------------------------------------------


def _held(story: Story, permission: Any, *, by: Actor) -> Story:
    """The story as it is now, its dossier locked before it: no consent is taken back in between."""
    Initiative.objects.select_for_update(of=("self",)).get(pk=story.initiative_id)
    held = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    by.must(permission, held)
    return held


def _keep(story: Story, text: texts.Text, *, by: Actor, at: datetime) -> Edition:
    authors = story.initiative.credited
    text = _tidy(text, authors)
    said = _as_stored(text, authors)
    edition = Edition.objects.create(story=story, number=story.editions.count() + 1, by=by.somebody, at=at, **said)
    story.edition, story.written_by = edition, by.somebody
    story.save(update_fields=["edition", "written_by"])
    _tell_of(story, edition, authors)
    _tell(story, "story.write", by=by, at=at, edition=edition.number)
    return edition


def _tidy(text: texts.Text, authors: Sequence[Author]) -> texts.Text:
    def places(said: str) -> str:
        return texts.with_places(said, authors)

    quotes = [
        texts.Quote(places(paragraphs(one.text)), one.who, one_line(one.role)[:120]) for one in text.quotes if one.text
    ]
    headline, lead = places(one_line(text.headline)), places(one_line(text.lead))
    return texts.Text(headline, lead, places(paragraphs(text.body)), tuple(quotes))


def _as_stored(text: texts.Text, authors: Sequence[Author]) -> dict[str, Any]:
    marks = dict(enumerate(map(mark_of, authors), start=1))
    quotes = [{"text": one.text, "mark": marks.get(one.who, ""), "role": one.role} for one in text.quotes]
    return {"headline": text.headline, "lead": text.lead, "body": text.body, "quotes": quotes}


def _says(edition: Edition) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in ("headline", "lead", "body", "quotes")}


def _tell_of(story: Story, edition: Edition, authors: Sequence[Author]) -> None:
    """Whom the text names, and whose words it has: those are asked."""
    named = {mark_of(authors[nth - 1]) for nth in texts.told_of(rules.whole_of(edition)) if 0 < nth <= len(authors)}
    marks = named | {one["mark"] for one in edition.quotes if one["mark"]}
    story.subjects.exclude(mark__in=marks).delete()
    Subject.objects.bulk_create([Subject(story=story, mark=mark) for mark in sorted(marks)], ignore_conflicts=True)


def _back_to_draft(story: Story, *, by: Actor, at: datetime) -> None:
    if story.state != State.DRAFT:
        _move(story, State.DRAFT, by=by, at=at, checked_by=None, publish_at=None)


def _move(story: Story, state: State, *, by: Actor | None, at: datetime, **changes: Any) -> Story:
    before, story.state = story.state, state
    for name, value in changes.items():
        setattr(story, name, value)
    story.save(update_fields=["state", *changes])
    person, unit = (by.person, by.unit) if by else (None, None)
    told = {"state": state} | ({"note": story.note} if changes.get("note") else {})
    record(verb="story.move", target=story, by=person, at=at, unit=unit, before={"state": before}, after=told)
    return story


def _tell(story: Story, verb: str, *, by: Actor, at: datetime, **after: Any) -> None:
    record(verb=verb, target=story, by=by.person, at=at, unit=by.unit, after=after)


def _series(title: str, *, by: Actor, at: datetime) -> Series:
    made = {"slug": _free_slug(title, among=Series), "by": by.somebody, "at": at}
    return Series.objects.get_or_create(unit=by.office, title=one_line(title)[:120], defaults=made)[0]


def _free_slug(title: str, among: Any = Story) -> str:
    """Of the words without marks, as many as fit; with a number where it is taken."""
    words = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(title)).split())
    plain = words[:70].strip("-") or "cau-chuyen"
    taken = set(among.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{n}" for n in range(2, len(taken) + 3))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)


def _lead(initiative: Initiative) -> str:
    return initiative.effect[: rules.LONGEST_LEAD]
