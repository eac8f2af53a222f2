"""The life of a paper: drafted, written, numbered, issued; cancelled, withdrawn, discarded. What lies between and
beside stands in `signing`, `revising`, `replacing`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.counting.settling import one_moment, settled
from sangkien.organisations.models import Organisation
from sangkien.registry import revising, rules
from sangkien.registry.addressing import addressed, reached
from sangkien.registry.freezing import Of, Taken, content, sealed
from sangkien.registry.giving import keeps_its_number, number_of
from sangkien.registry.kinds import ADDRESSED
from sangkien.registry.models import Adaptation, FrozenFigures, OfficialPaper, Outgoing
from sangkien.registry.moving import held, move, written_again
from sangkien.registry.numbering import next_outgoing
from sangkien.registry.pasting import tidy
from sangkien.registry.queries import facts_of, heading_on, saying
from sangkien.registry.reaching import OfStretch
from sangkien.registry.recognising import enlist
from sangkien.registry.sending import call_back, send, take_the_place
from sangkien.registry.signatures import Authority
from sangkien.registry.states import NUMBER_OF, NumberState, State
from sangkien.registry.templates import TEXTS, GoesTo, Template, template_for, templates
from sangkien.registry.titles import title_for


@dataclass(frozen=True)
class Written:
    """What a drafter writes. `texts` by the names of `rules.TEXTS`; `delivered`: it goes through the system to
    whom its template is for."""

    texts: Mapping[str, str]
    authority: Authority
    signer: Person | None
    delivered: bool = False
    seen: int = field(default=0)


def freeze(unit: Organisation, of: Of, *, by: Actor | None, at: datetime) -> FrozenFigures:
    """Freeze what the union's papers are written from. Raises NotAllowed; NotPossible while the ledger is busy, or
    where there is nothing to tell."""
    if by is not None:
        by.must(rules.KEEP, unit)
    return _frozen(unit, of, by=by.somebody if by else None, at=at)


def _frozen(unit: Organisation, of: Of, *, by: Person | None, at: datetime) -> FrozenFigures:
    taken = Taken(unit, settled(), at)
    with one_moment():
        text = content(of, taken)
    return keep(of, taken, text, by=by)


def keep(of: Of, taken: Taken, text: str, *, by: Person | None) -> FrozenFigures:
    """Keep figures that were taken (`content`). Who may, the caller has asked."""
    figures = unkept(of, taken, text, by=by)
    figures.save(force_insert=True)
    return figures


def unkept(of: Of, taken: Taken, text: str, *, by: Person | None) -> FrozenFigures:
    """The same, not stored: to be looked at."""
    return FrozenFigures(
        unit=taken.unit,
        programme=of.programme,
        phase=of.phase,
        source=of.source,
        stretch=of.code,
        as_of=of.as_of,
        mark=taken.mark,
        content=text,
        sha256=sealed(text),
        by=by,
        at=taken.at,
    )


def draft(unit: Organisation, code: str, of: Of, *, by: Actor | None, at: datetime) -> OfficialPaper:
    """Begin a paper from a template, with what it is written from frozen. `by` None: a command. Raises NotAllowed,
    NotPossible, and KeyError for a template that does not exist."""
    template = template_for(unit, code)
    if problems := rules.wrong_template(template) or _unfit(template, of, on=day_of(at)):
        raise NotPossible(problems)
    figures = freeze(unit, of, by=by, at=at)
    return begin(unit, template, figures, by=by.somebody if by else None, at=at)


def _unfit(template: Template, of: Of, *, on: date) -> list[Problem]:
    """Why the template is not filled from this, or not on that day."""
    wrong = rules.wrong_source(template, of.source)
    return wrong or (rules.wrong_moment(template, of.stretch, on=on) if isinstance(of, OfStretch) else [])


@transaction.atomic
def begin(
    unit: Organisation,
    template: Template,
    figures: FrozenFigures,
    *,
    by: Person | None,
    at: datetime,
    told: Mapping[str, Any] | None = None,
    **more: Any,
) -> OfficialPaper:
    """Begin a paper with these words and figures. `told`: what the log keeps besides; `more` as `composed` has it. Who
    may, the caller has asked."""
    paper = composed(unit, template, figures, by=by, at=at, **more)
    paper.save(force_insert=True)
    revising.keep(paper, by=by, at=at)
    record(verb="paper.draft", target=paper, by=by, at=at, unit=unit, after={"template": template.code, **(told or {})})
    return paper


def composed(
    unit: Organisation,
    template: Template,
    figures: FrozenFigures,
    *,
    by: Person | None,
    at: datetime,
    to: Sequence[Organisation] | None = None,
    **more: Any,
) -> OfficialPaper:
    """The same, not stored: to be looked at. `to`: the unions that it is for, named, where these are not those of its
    template; `more`: what else is known."""
    to = reached(unit, template.goes_to, on=day_of(at)) if to is None else to
    paper = OfficialPaper(
        unit=unit,
        kind=template.kind,
        template=template.code,
        edition=template.edition,
        adaptation=template.adaptation,
        figures=figures,
        addressees="\n".join(addressed(to)) if template.kind in ADDRESSED else "",
        receivers=[each.pk for each in to],
        authority=template.authority,
        **{name: getattr(template, name) for name in TEXTS},
        by=by,
        at=at,
        **more,
    )
    paper.title = title_for(paper, template.title, on=day_of(at))
    return paper


@transaction.atomic
def write(paper: OfficialPaper, written: Written, *, by: Actor, at: datetime) -> OfficialPaper:
    """Change the draft; one that was checked is to be checked again. With another signer the title becomes theirs,
    unless one was written. Raises NotAllowed, NotPossible, and Stale when somebody else has written since."""
    paper = held(paper, rules.WRITE, by)
    if written.seen != paper.version:
        raise Stale
    before, title, signer = _told(paper), paper.title, paper.signer_id
    for name in rules.TEXTS:
        setattr(paper, name, tidy(written.texts[name]))
    paper.authority, paper.signer = written.authority, written.signer
    if paper.signer_id != signer and paper.title == title:
        paper.title = title_for(paper, template_for(paper.unit, paper.template).title, on=by.on)
    paper.receivers = _receivers(paper, delivered=written.delivered, on=by.on)
    written_again(paper)
    paper.save()
    revising.keep(paper, by=by.somebody, at=at)
    record(verb="paper.write", target=paper, by=by.person, at=at, unit=paper.unit, before=before, after=_told(paper))
    return paper


def refreeze(paper: OfficialPaper, of: Of, *, by: Actor, at: datetime) -> OfficialPaper:
    """Take what the draft is written from anew, for the union whose figures it had: a letter of a series speaks of the
    one that it goes to. Those that it had stay kept. Raises NotAllowed, NotPossible."""
    by.must(rules.WRITE, paper)
    if problems := _unfit(templates()[paper.template], of, on=day_of(at)):
        raise NotPossible(problems)
    unit = paper.figures.unit if paper.figures else paper.unit
    return _take(paper, _frozen(unit, of, by=by.somebody, at=at), by=by, at=at)


@transaction.atomic
def _take(paper: OfficialPaper, figures: FrozenFigures, *, by: Actor, at: datetime) -> OfficialPaper:
    paper = held(paper, rules.WRITE, by)
    before = {"figures": paper.figures_id}
    paper.figures = figures
    written_again(paper)
    paper.save(update_fields=["figures", "state", "checker", "version"])
    revising.keep(paper, by=by.somebody, at=at)
    after = {"figures": figures.pk}
    record(verb="paper.refreeze", target=paper, by=by.person, at=at, unit=paper.unit, before=before, after=after)
    return paper


@transaction.atomic
def number(paper: OfficialPaper, *, seen: int, by: Actor, at: datetime) -> Outgoing:
    """Give the checked paper the next number of its register, or the one that is kept for it; from then on its words
    and figures stay. Raises NotAllowed, and NotPossible with all that is missing."""
    paper = held(paper, rules.NUMBER, by)
    if seen != paper.version:
        raise Stale
    hold(f"numbering {paper.unit_id}")  # of two decisions about the same dossier one is told so
    heading, kept = heading_on(paper.unit, on=by.on), number_of(paper)
    facts, said = facts_of(paper), saying(paper, on=by.on)
    if problems := rules.missing_to_number(paper, heading, facts, said, on=by.on):
        raise NotPossible(problems)
    subject = said.subject.replace("\n", " ")
    taken = kept or next_outgoing(
        paper.unit, said.kind, symbol=said.head.symbol, subject=subject, on=by.on, by=by.somebody, at=at
    )
    paper.content = said.as_json()
    move(paper, State.NUMBERED, "content")
    taken.paper, taken.subject = paper, subject
    taken.save()
    enlist(paper)
    record(verb="paper.number", target=paper, by=by.person, at=at, unit=paper.unit, after={"number": taken.line})
    return taken


@transaction.atomic
def issue(paper: OfficialPaper, *, day: date | None, by: Actor, at: datetime, unsigned: str = "") -> OfficialPaper:
    """Issue the paper as signed on that day: the unions it is for have it from now on, and one that it replaces no
    longer holds. `unsigned`: why its signed copy is not attached. Raises NotAllowed, NotPossible."""
    paper = held(paper, rules.ISSUE, by)
    taken = Outgoing.objects.select_for_update().get(paper=paper)
    if problems := rules.missing_to_issue(paper, taken, day=day, today=by.on, unsigned=unsigned):
        raise NotPossible(problems)
    paper.day, paper.issued_at = day, at
    paper.unsigned = "" if paper.signed_id else unsigned.strip()
    move(paper, State.ISSUED, "day", "issued_at", "unsigned")
    taken.state, taken.day = NumberState.ISSUED, day
    taken.save(update_fields=["state", "day"])
    sent = send(paper, taken, at=at)
    after = {"number": taken.line, "day": str(day), "receivers": len(sent), "unsigned": paper.unsigned}
    record(verb="paper.issue", target=paper, by=by.person, at=at, unit=paper.unit, after=after)
    take_the_place(paper, by=by, at=at)
    return paper


@transaction.atomic
def cancel(paper: OfficialPaper, *, reason: str, by: Actor, at: datetime) -> OfficialPaper:
    """Strike out a paper that has its number and was not issued, signed or not: the number stays in the register and is
    not given again. Raises NotAllowed, and NotPossible while targets stand on it."""
    paper = held(paper, rules.ISSUE, by)
    if problems := keeps_its_number(paper.outgoing):
        raise NotPossible(problems)
    return _end(paper, State.CANCELLED, reason, "paper.cancel", by=by, at=at)


@transaction.atomic
def withdraw(paper: OfficialPaper, *, reason: str, by: Actor, at: datetime) -> OfficialPaper:
    """Take an issued paper back: it stays to be read, marked so, wherever it went, and who had it is told. Raises
    NotAllowed, NotPossible."""
    paper = _end(held(paper, rules.WITHDRAW, by), State.WITHDRAWN, reason, "paper.withdraw", by=by, at=at)
    call_back(paper, at=at)
    return paper


@transaction.atomic
def discard(paper: OfficialPaper, *, by: Actor, at: datetime) -> OfficialPaper:
    """Give up a draft. Raises NotAllowed, NotPossible."""
    paper = held(paper, rules.WRITE, by)
    paper.checker = None
    move(paper, State.DISCARDED, "checker")
    record(verb="paper.discard", target=paper, by=by.person, at=at, unit=paper.unit)
    return paper


@transaction.atomic
def adapt(paper: OfficialPaper, *, by: Actor, at: datetime) -> Adaptation:
    """Keep the draft's words as the union's own for this template, as its next version. Raises NotAllowed,
    NotPossible."""
    paper = held(paper, rules.WRITE, by)
    by.must(rules.LEAD, paper.unit)
    hold(f"adaptation {paper.unit_id} {paper.template}")
    own = Adaptation.objects.filter(unit=paper.unit, template=paper.template).order_by("version").last()
    kept = Adaptation.objects.create(
        unit=paper.unit,
        template=paper.template,
        version=own.version + 1 if own else 1,
        texts={name: getattr(paper, name) for name in (*TEXTS, "authority")},
        by=by.somebody,
        at=at,
    )
    after = {"template": kept.template, "version": kept.version}
    record(verb="paper.adapt", target=kept, by=by.person, at=at, unit=paper.unit, after=after)
    return kept


def _receivers(paper: OfficialPaper, *, delivered: bool, on: date) -> list[int]:
    """One of a series goes to its own union; others, if they go through the system, to whom their template is for."""
    goes_to = templates()[paper.template].goes_to
    if goes_to == GoesTo.EACH:
        return paper.receivers
    return [each.pk for each in reached(paper.unit, goes_to, on=on)] if delivered else []


def _end(paper: OfficialPaper, state: State, reason: str, verb: str, *, by: Actor, at: datetime) -> OfficialPaper:
    if problems := rules.missing_reason(reason):
        raise NotPossible(problems)
    paper.reason = reason.strip()
    move(paper, state, "reason")
    if NUMBER_OF[state] == NumberState.CANCELLED:
        Outgoing.objects.filter(paper=paper).update(state=NumberState.CANCELLED, reason=paper.reason)
    record(verb=verb, target=paper, by=by.person, at=at, unit=paper.unit, after={"reason": paper.reason})
    return paper


def _told(paper: OfficialPaper) -> dict[str, Any]:
    """What the log keeps of a draft."""
    names = (*rules.TEXTS, "authority", "signer_id", "receivers")
    return {name: getattr(paper, name) for name in names}
