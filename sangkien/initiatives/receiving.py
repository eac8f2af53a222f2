"""Taking a dossier in: may it be sent, where does it go, what is written; one at a time or a list of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.base.statements import Statement, insert
from sangkien.counting.actions import move as move_counts
from sangkien.initiatives import late, rules, steps
from sangkien.initiatives.content import PHOTOS, Content
from sangkien.initiatives.models import Author, Draft, Initiative
from sangkien.initiatives.parts import fill, mark_of
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import Place, add_event, first_desk, locate, place_in, standing
from sangkien.initiatives.turns import begin_turn
from sangkien.programmes.models import Workflow
from sangkien.programmes.rulebooks import phase_of

# On what one may say that one's work builds: what anybody may see, and one's own.
BUILD_ON = replace(rules.SEE_PUBLIC, rules=[*rules.SEE_PUBLIC.rules, *rules.COMPLETE.whenever().rules])
SECRET = {"before", "after", *PHOTOS}  # what a restricted dossier does not say


def ready(
    draft: Draft,
    content: Content,
    *,
    by: Actor,
    at: datetime,
    place: Place | None = None,
    files: Collection[int] = (),
) -> tuple[Place, late.Claim | None]:
    """Where the dossier goes, and its claim to have been finished earlier, when nothing keeps it from being sent.
    `place`: where its union's dossiers go that day, `files`: which are there, if that is known already. Raises
    NotPossible."""
    place = place or place_in(content.unit, on=day_of(at))
    claim = late.claimed(draft, at=at)
    received = claim.day if claim else None
    if problems := rules.missing_to_submit(
        content, edition=draft.edition, on=day_of(at), received=received, files=files
    ):
        raise NotPossible(problems)
    must_know_the_earlier(content, by=by)
    if draft.programme.rehearsal:
        raise rules.only_tried_out()
    return place, claim


def must_know_the_earlier(content: Content, *, by: Actor, dossier: int | None = None) -> None:
    """Whoever could name any record would learn which there are. `dossier`: the one that is completed. Raises
    NotPossible."""
    if content.upgrade_of is None:
        return
    known = by.among(BUILD_ON, Initiative.objects.filter(pk=content.upgrade_of))
    if content.upgrade_of == dossier or not known.exists():
        raise NotPossible([rules.no_such_record()])


def dossier_of(
    draft: Draft,
    content: Content,
    place: Place,
    *,
    by: Actor,
    at: datetime,
    number: tuple[int, int],
    made: bool = False,
) -> Initiative:
    """The dossier that the draft becomes, not stored yet. `number`: one of `numbers`."""
    programme = draft.programme
    initiative = Initiative(
        pk=number[0],
        code=_code(number[1], day_of(at)),
        key=draft.key,
        programme=programme,
        edition=draft.edition,
        phase=phase_of(programme, day_of(at)),
        entered_by=by.person,
        submitted_at=at,
        made=made,
    )
    locate(initiative, place)
    fill(initiative, content)
    initiative.publish_name = content.publish_name and _is_an_author(content, by=by)
    initiative.state = state_at_first(initiative, content, by=by)
    initiative.desk = first_desk(initiative)
    begin_turn(initiative, at=at)
    if initiative.state == State.VALID:
        initiative.closed_at, initiative.judged_for = at, initiative.superior
    return initiative


def receive(
    initiative: Initiative, parts: Sequence[Sequence[Model]], claim: late.Claim | None, *, by: Actor, at: datetime
) -> None:
    """Store a dossier with its parts, its first step, its count and its line in the log."""
    insert(initiative)
    for rows in parts:
        insert(*rows)
    event = add_event(initiative, verb="submit", before=None, by=by, at=at, detail=late.keep(initiative, claim))
    authors = [row for rows in parts for row in rows if isinstance(row, Author)]
    move_counts(None, standing(initiative, authors), initiative_id=initiative.pk, day=day_of(at))
    record(verb="initiative.submit", target=initiative, by=by.person, at=at, unit=by.unit, after=event.detail)


def state_at_first(initiative: Initiative, content: Content, *, by: Actor) -> State:
    """The first of the programme's steps. Where the grassroots union is itself the one that entered the dossier for
    others its word is already given, and the superior decides as the second pair of eyes. A programme that only audits
    counts at once what is complete; what comes back to it, or lacks something, a reviewer looks at."""
    at_once = initiative.programme.workflow == Workflow.NONE and initiative._state.adding
    if at_once and not rules.missing_to_validate(initiative):
        return State.VALID
    return State.REVIEWING if _entered_by_the_union(content, by=by) else steps.first_state(initiative.programme)


def seal(draft: Draft, content: Content, *, at: datetime) -> None:
    """The draft is sent with this content (not saved)."""
    draft.sent_at, draft.saved_at, draft.sent_digest = at, at, content.digest()
    draft.resume_code = draft.discarded_at = None


def without_the_secret(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What was typed, but for what a restricted dossier does not say."""
    return {step: {name: value for name, value in said.items() if name not in SECRET} for step, said in answers.items()}


def numbers(count: int) -> list[tuple[int, int]]:
    """So many primary keys of dossiers with the numbers of their codes, in their order. One query."""
    return [(pk, number) for pk, number in _NUMBERS(count)]


_NUMBERS = Statement(
    "SELECT nextval('initiatives_initiative_id_seq'), nextval('initiatives_code') FROM generate_series(1, %s)"
)


def _code(number: int, day: date) -> str:
    return f"SK-{day.year}-{number:06d}"


def _entered_by_the_union(content: Content, *, by: Actor) -> bool:
    officer_there = by.hat is not None and by.holds(Role.GRASSROOTS_OFFICER) and by.hat.organisation_id == content.unit
    return officer_there and not _is_an_author(content, by=by)


def _is_an_author(content: Content, *, by: Actor) -> bool:
    """Whoever is none of the authors is a helper: a helper's word does not publish their names."""
    return bool(set(by.somebody.marks).intersection(map(mark_of, content.authors)))
