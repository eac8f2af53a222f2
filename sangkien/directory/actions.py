"""Asking for a workplace that is missing, answering, and telling units apart."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Stale
from sangkien.base.text import fold, one_line, paragraphs
from sangkien.directory import rules
from sangkien.directory.models import Answer, NotTheSame, Outcome, WorkplaceRequest
from sangkien.directory.rules import Asked
from sangkien.initiatives.models import Draft
from sangkien.initiatives.rules import WRITE
from sangkien.organisations.actions import add_workplace, create_organisation
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.organisations.rules import compact_tax_code


@dataclass(frozen=True, kw_only=True)
class Founding:
    """A union to be entered and the workplace whose workers it gathers. `since`: the day from which it is known."""

    code: str
    kind: UnitKind
    name: str
    parent: Organisation | None
    since: date
    workplace: str
    ownership: str
    short_name: str = ""
    tax_code: str = ""


@transaction.atomic
def ask_for_workplace(draft: Draft, asked: Asked, *, by: Actor, at: datetime) -> WorkplaceRequest:
    """Ask the union of the place for a workplace that is not in the list. A second click gets the same request.

    Raises NotAllowed (somebody else's draft), NotPossible (what is missing; an earlier request is still open; the
    dossier is sent)."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    by.must(WRITE, draft)
    if problems := rules.missing_to_ask(asked, by=by) or rules.needs_no_workplace(draft):
        raise NotPossible(problems)
    last = draft.workplace_requests.select_related("answer").order_by("pk").last()
    if last and not hasattr(last, "answer"):
        return _the_same(last, asked)
    request = _written(draft, asked, by=by, at=at)
    request.follows = last.answer if last else None
    request.save(force_insert=True)
    after = {"workplace": request.workplace, "place": request.place, "responsible": request.responsible.code}
    record(verb="request.ask", target=request, by=by.person, at=at, after=after)
    return request


@transaction.atomic
def answer_by_creating(request: WorkplaceRequest, founding: Founding, *, by: Actor, at: datetime) -> Answer:
    """Enter the union that is missing, with its workplace, and answer with it.

    Raises NotAllowed, Stale (a colleague was faster) and NotPossible with what stands against the new union."""
    request = _opened(request, by=by)
    if problems := rules.outside_the_office(founding.parent, by=by):
        raise NotPossible(problems)
    unit = create_organisation(
        code=founding.code,
        kind=founding.kind,
        name=founding.name,
        short_name=founding.short_name,
        parent=founding.parent,
        since=founding.since,
        by=by.person,
        at=at,
    )
    add_workplace(
        unit, name=founding.workplace, ownership=founding.ownership, tax_code=founding.tax_code, by=by.person, at=at
    )
    return _answered(request, Outcome.CREATED, unit, by=by, at=at)


@transaction.atomic
def answer_by_linking(request: WorkplaceRequest, unit: Organisation | None, *, by: Actor, at: datetime) -> Answer:
    """Answer with a union that is in the list already, perhaps under another name.

    Raises NotAllowed, Stale, and NotPossible for a union that takes no dossiers that day."""
    return _answered(_opened(request, by=by), Outcome.LINKED, unit, by=by, at=at)


@transaction.atomic
def refuse(request: WorkplaceRequest, *, reason: str, by: Actor, at: datetime) -> Answer:
    """Answer that the workplace cannot be added, with the reason that the worker reads."""
    request, reason = _opened(request, by=by), paragraphs(reason)
    if problems := rules.without_reason(reason):
        raise NotPossible(problems)
    return _written_down(request, Outcome.REFUSED, None, reason=reason, by=by, at=at)


@transaction.atomic
def forget_askers(*, answered_before: datetime, at: datetime) -> int:
    """Empty the name, phone and note of everybody whose request was answered before that moment; how many."""
    due = WorkplaceRequest.objects.filter(answer__at__lt=answered_before, forgotten_at__isnull=True)
    requests = list(due.select_for_update(of=("self",), skip_locked=True)[:1_000])
    for request in requests:
        request.full_name = request.phone = request.note = ""
        request.parties, request.forgotten_at = [], at
        request.save(update_fields=["full_name", "phone", "note", "parties", "forgotten_at"])
        record(verb="request.forget", target=request, by=None, at=at)
    return len(requests)


@transaction.atomic
def tell_apart(one: Organisation, other: Organisation, *, by: Actor, at: datetime) -> NotTheSame:
    """Say that two units that seem alike are two: they are not proposed again. Saying it twice says it once.

    Raises NotAllowed where the actor does not stand over both."""
    one, other = _in_order(one, other, by=by)
    said, created = NotTheSame.objects.get_or_create(
        one=one,
        other=other,
        taken_back_at=None,
        defaults={"said_by": by.somebody, "office": by.office, "said_at": at},
    )
    if created:
        record(verb="unit.tell_apart", target=said, by=by.person, at=at, unit=by.unit, after=_codes(one, other))
    return said


@transaction.atomic
def take_back(said: NotTheSame, *, by: Actor, at: datetime) -> NotTheSame:
    """The two may be the same after all: they are proposed again. Taking back twice takes back once."""
    said = NotTheSame.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=said.pk)
    _in_order(said.one, said.other, by=by)
    if said.taken_back_at is None:
        said.taken_back_at, said.taken_back_by = at, by.somebody
        said.save(update_fields=["taken_back_at", "taken_back_by"])
        codes = _codes(said.one, said.other)
        record(verb="unit.take_back", target=said, by=by.person, at=at, unit=by.unit, before=codes)
    return said


# Helpers, in the order of call -----------------------------------------------------------------------------


def _the_same(last: WorkplaceRequest, asked: Asked) -> WorkplaceRequest:
    """The request that is open, if this one asks the same; NotPossible otherwise."""
    if (last.workplace, last.place) != (one_line(asked.workplace), one_line(asked.place)):
        raise NotPossible([rules.already_asked()])
    return last


def _written(draft: Draft, asked: Asked, *, by: Actor, at: datetime) -> WorkplaceRequest:
    """Not saved yet. Of somebody who is signed in the account says the rest."""
    person = by.person
    name = one_line(asked.full_name) or (person.full_name if person else "")
    phone = asked.phone or (person.phone or "" if person else "")
    return WorkplaceRequest(
        draft=draft,
        asked_by=person,
        responsible=rules.responsible_for(asked.near, draft.programme, on=day_of(at)),
        workplace=one_line(asked.workplace),
        place=one_line(asked.place),
        tax_code=compact_tax_code(asked.tax_code) or "",
        full_name=name,
        phone=phone,
        note=paragraphs(asked.note),
        parties=sorted({phone or fold(name), *(person.marks if person else [])}),
        asked_at=at,
    )


def _opened(request: WorkplaceRequest, *, by: Actor) -> WorkplaceRequest:
    """The request under lock. Raises Stale where a colleague has answered: of two at once the second is told."""
    request = WorkplaceRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    answered = Answer.objects.filter(request=request).exists()
    if answered and by.may(rules.ANSWER.whenever(), request):
        raise Stale([rules.answered_meanwhile(request)])
    by.must(rules.ANSWER, request)
    return request


def _answered(
    request: WorkplaceRequest, outcome: Outcome, unit: Organisation | None, *, by: Actor, at: datetime
) -> Answer:
    if problems := rules.not_a_place_to_send_to(unit, on=day_of(at)):
        raise NotPossible(problems)
    return _written_down(request, outcome, unit, by=by, at=at)


def _written_down(
    request: WorkplaceRequest,
    outcome: Outcome,
    unit: Organisation | None,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Answer:
    answer = Answer.objects.create(
        request=request, outcome=outcome, unit=unit, reason=reason, by=by.somebody, office=by.office, at=at
    )
    after = {"outcome": outcome, "unit": unit.code if unit else None}
    record(verb="request.answer", target=request, by=by.person, at=at, unit=by.unit, after=after)
    return answer


def _in_order(one: Organisation, other: Organisation, *, by: Actor) -> tuple[Organisation, Organisation]:
    for unit in (one, other):
        by.must(rules.COMPARE, unit)
    if one == other:
        raise NotPossible([rules.one_and_the_same()])
    return (one, other) if one.pk < other.pk else (other, one)


def _codes(one: Organisation, other: Organisation) -> dict[str, str]:
    return {"one": one.code, "other": other.code}
