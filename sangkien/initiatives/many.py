"""Sending a list in one go: each dossier by the same rules and with the same traces as one that is sent alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.base.statements import at_once, insert
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import Content
from sangkien.initiatives.late import Claim
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.parts import parts_of
from sangkien.initiatives.receiving import dossier_of, numbers, ready, receive, seal, without_the_secret
from sangkien.initiatives.steps import Place, place_in


@dataclass(frozen=True)
class Form:
    """A form that was never stored as a draft, and what it says; the draft's key is new."""

    draft: Draft
    content: Content


@dataclass(frozen=True)
class _Admitted:
    """A form that nothing keeps from being sent."""

    form: Form
    place: Place
    claim: Claim | None


def hand_in_many(
    forms: Sequence[Form], *, by: Actor, at: datetime, made: bool = False
) -> list[Initiative | NotPossible]:
    """Begin and send them all in one statement; in the place of one that cannot be sent stands what is missing.

    All that can be sent are, or none: also when a key is not new, then IntegrityError. Raises NotAllowed without a
    person.
    """
    places: dict[int, Place | NotPossible] = {}
    papers = _papers(forms)
    looked_at = [_look_at(form, places, papers, by=by, at=at) for form in forms]
    admitted = [one for one in looked_at if isinstance(one, _Admitted)]
    fresh = iter(zip(admitted, numbers(len(admitted)), strict=True))
    sent = [one if isinstance(one, NotPossible) else _sent(*next(fresh), by=by, at=at, made=made) for one in looked_at]
    with at_once():
        for one in sent:
            if not isinstance(one, NotPossible):
                insert(one.draft)
                receive(one.dossier, one.parts, one.claim, by=by, at=at)
    return [one if isinstance(one, NotPossible) else one.dossier for one in sent]


@dataclass(frozen=True)
class _Sent:
    draft: Draft
    dossier: Initiative
    parts: list[Sequence[Model]]
    claim: Claim | None


def _papers(forms: Sequence[Form]) -> set[int]:
    """Those of the decisions that are there: a whole list may stand under one."""
    named = {paper for form in forms if (paper := form.content.recognition.paper)}
    return set(StoredFile.objects.filter(pk__in=named).values_list("pk", flat=True))


def _look_at(
    form: Form, places: dict[int, Place | NotPossible], papers: Collection[int], *, by: Actor, at: datetime
) -> _Admitted | NotPossible:
    """`places`: of the unions that were asked about before; `papers`: which are there."""
    place = _place(form.content.unit, places, at=at)
    if isinstance(place, NotPossible):
        return place
    form.draft.person, form.draft.started_at = by.somebody, at
    try:
        return _Admitted(form, *ready(form.draft, form.content, by=by, at=at, place=place, files=papers))
    except NotPossible as no:
        return no


def _place(unit: int, places: dict[int, Place | NotPossible], *, at: datetime) -> Place | NotPossible:
    if unit not in places:
        try:
            places[unit] = place_in(unit, on=day_of(at))
        except NotPossible as no:
            places[unit] = no
    return places[unit]


def _sent(admitted: _Admitted, number: tuple[int, int], *, by: Actor, at: datetime, made: bool) -> _Sent:
    draft, content = admitted.form.draft, admitted.form.content
    seal(draft, content, at=at)
    if content.restricted:
        draft.answers = without_the_secret(draft.answers)
    dossier = dossier_of(draft, content, admitted.place, by=by, at=at, number=number, made=made)
    return _Sent(draft, dossier, [*parts_of(dossier, content)], admitted.claim)
