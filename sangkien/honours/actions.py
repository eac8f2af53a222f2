"""Terms, rounds, nominations, and what is concluded about these. What follows stands in `awarding` and `revoking`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor, holders
from sangkien.audit.actions import record
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line, paragraphs
from sangkien.files.actions import Checked, put_away
from sangkien.honours import planning, rules
from sangkien.honours.assessing import Subject, assess
from sangkien.honours.conditions import as_json, read
from sangkien.honours.forms import forms
from sangkien.honours.models import Complaint, Conclusion, Exhibit, Nomination, Question, Quota, Round, Terms, Wish
from sangkien.honours.moving import concluded, held, move
from sangkien.honours.queries import taken_of, terms_in_force
from sangkien.honours.states import State
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme


@transaction.atomic
def set_terms(
    unit: Organisation,
    form: str,
    lines: Any,
    *,
    regulation: str,
    since: date | None,
    until: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Terms:
    """Say what a form asks for, from a day on (and until the day before another, where that is known); what was asked
    until then ends there. `by` None: a command. Raises NotAllowed, and NotPossible with everything that is wrong."""
    if by is not None:
        by.must(rules.SET_TERMS, unit)
    hold(f"terms {unit.pk} {form}")
    regulation = one_line(regulation)
    if problems := planning.missing_in_terms(form, regulation, since, until):
        raise NotPossible(problems)
    assert since is not None
    if problems := planning.later_terms(unit, form, since):
        raise NotPossible(problems)
    asked = as_json(read(lines, forms()[form].whom))
    for before in Terms.objects.on(since).filter(unit=unit, form=form):
        before.valid = DateRange(before.valid.lower, since)
        before.save(update_fields=["valid"])
    person = by.somebody if by else None
    said = {"regulation": regulation, "lines": asked, "valid": DateRange(since, until)}
    terms = Terms.objects.create(unit=unit, form=form, **said, by=person, at=at)
    record(verb="honours.terms", target=terms, by=person, at=at, unit=unit, after={"form": form, "lines": asked})
    return terms


@transaction.atomic
def open_round(unit: Organisation, plan: planning.Plan, *, programme: Programme, by: Actor, at: datetime) -> Round:
    """Open a round with its quotas; each form by the terms that hold on its first day. Raises NotAllowed, and
    NotPossible: a form is not in force that day, not the union's to give, a quota is none."""
    by.must(rules.OPEN, unit)
    hold(f"rounds {unit.pk}")
    in_force = terms_in_force(unit, on=plan.opens_on) if plan.opens_on else {}
    if problems := planning.missing_to_open(unit, plan, in_force, on=by.on):
        raise NotPossible(problems)
    days = {name: getattr(plan, name) for name in ("first_day", "last_day", "opens_on", "closes_on")}
    opened = Round.objects.create(unit=unit, programme=programme, title=plan.title, **days, by=by.somebody, at=at)
    quotas = [Quota(round=opened, form_code=code, terms=in_force[code], most=n) for code, n in plan.most.items()]
    Quota.objects.bulk_create(quotas)
    after = {"title": plan.title, "most": dict(plan.most)}
    record(verb="honours.open", target=opened, by=by.person, at=at, unit=unit, after=after)
    return opened


@transaction.atomic
def nominate(
    quota: Quota,
    subject: Subject,
    *,
    achievement: str,
    beside: str = "",
    dossiers: Sequence[Initiative] = (),
    papers: Sequence[Checked] = (),
    by: Actor,
    at: datetime,
) -> Nomination:
    """Propose a person or a collective, on behalf of the actor's union; what the rules say of them today is kept with
    it, and the `papers` that were looked into. Raises NotAllowed, and NotPossible with every reason why not."""
    by.must(rules.NOMINATE, by.office)
    hold(f"honours {subject.key}")
    [assessed] = assess(quota, [subject])
    exhibits = len(dossiers) + len(papers)
    proposal = rules.Proposal(subject, paragraphs(achievement), paragraphs(beside), exhibits)
    if problems := rules.missing_to_nominate(quota, proposal, assessed, by=by):
        raise NotPossible(problems)
    nomination = Nomination.objects.create(
        quota=quota,
        unit=subject.unit,
        identity=subject.identity,
        full_name=subject.full_name,
        parties=rules.interested(subject, on=by.on),
        proposer=by.office,
        achievement=proposal.achievement,
        beside=proposal.beside,
        reasons=[[reason.as_json for reason in line] for line in assessed.lines],
        by=by.somebody,
        at=at,
    )
    _show(nomination, dossiers, papers, by=by, at=at)
    record(verb="honours.nominate", target=nomination, by=by.person, at=at, unit=by.unit, after={"quota": quota.pk})
    return nomination


def _show(
    nomination: Nomination, dossiers: Sequence[Initiative], papers: Sequence[Checked], *, by: Actor, at: datetime
) -> None:
    kept = [put_away(one, by=by.somebody, at=at) for one in papers]
    rows = [Exhibit(nomination=nomination, initiative=one) for one in dossiers]
    Exhibit.objects.bulk_create([*rows, *(Exhibit(nomination=nomination, file=one) for one in kept)])


@transaction.atomic
def withdraw(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """Take back a proposal that nobody has concluded on. Raises NotAllowed, NotPossible."""
    return move(held(nomination, rules.WITHDRAW, by), State.WITHDRAWN, verb="honours.withdraw", by=by, at=at)


@transaction.atomic
def conclude(nomination: Nomination, *, passed: bool, reason: str = "", by: Actor, at: datetime) -> Conclusion:
    """Pass the nomination, or refuse it for a reason; one that was passed may still be refused before the decision
    is signed. Where the union has a council, that votes first (`voting`). Raises NotAllowed (who has an interest,
    too), and NotPossible: the quota is used up."""
    nomination = held(nomination, rules.CONCLUDE, by)
    quota, reason = nomination.quota, paragraphs(reason)
    others = [one for one in _who_else(nomination, by.on) if one != by.person]
    problems = rules.missing_to_conclude(
        nomination, passed=passed, reason=reason, taken=taken_of(quota), others=others, by=by
    )
    if problems:
        raise NotPossible(problems)
    made = Conclusion(nomination=nomination, passed=passed, reason=reason, by=by.somebody, at=at)
    return concluded(nomination, made, by=by, at=at)


def _who_else(nomination: Nomination, on: date) -> Sequence[Person]:
    return list(holders(rules.CONCLUDE, nomination, on=on).order_by("full_name", "pk"))


@transaction.atomic
def say(question: Question, *, agrees: bool, by: Actor, at: datetime) -> Wish | None:
    """Say of oneself whether one may be proposed, or named in public; None: by a number that is not proven to be theirs
    nobody is known. Consent is given freely and may be withdrawn (law 91/2025/QH15)."""
    person = by.somebody
    if person.proven_phone is None:
        return None
    wish = Wish.objects.create(identity=person.proven_phone, question=question, agrees=agrees, by=person, at=at)
    record(verb="honours.wish", target=wish, by=person, at=at, after={"question": question, "agrees": agrees})
    return wish


@transaction.atomic
def complain(subject: Subject, text: str, *, by: Actor, at: datetime) -> Complaint:
    """Write down that something is being looked into; nobody proposes them meanwhile. Raises NotAllowed,
    NotPossible."""
    by.must(rules.COMPLAIN, subject.unit)
    text = paragraphs(text)
    if problems := rules.missing_complaint(text):
        raise NotPossible(problems)
    said = {"unit": subject.unit, "identity": subject.identity, "text": text}
    complaint = Complaint.objects.create(**said, by=by.somebody, at=at)
    record(verb="honours.complain", target=complaint, by=by.person, at=at, unit=by.unit)
    return complaint


@transaction.atomic
def close_complaint(complaint: Complaint, finding: str, *, by: Actor, at: datetime) -> Complaint:
    """Write down what was found. Raises NotAllowed, NotPossible."""
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    by.must(rules.CLOSE, complaint)
    finding = paragraphs(finding)
    if problems := rules.missing_finding(finding):
        raise NotPossible(problems)
    complaint.finding, complaint.closed_by, complaint.closed_at = finding, by.somebody, at
    complaint.save(update_fields=["finding", "closed_by", "closed_at"])
    record(verb="honours.close_complaint", target=complaint, by=by.person, at=at, unit=by.unit)
    return complaint


def shipped_terms(confederation: Organisation, *, at: datetime) -> list[Terms]:
    """Enter the terms that could be read in regulations (`terms.yaml`) for the union at the top: those of forms of
    which it has none yet."""
    written: list[dict[str, Any]] = yaml.safe_load(files(__package__).joinpath("terms.yaml").read_text("utf-8"))
    known = set(Terms.objects.filter(unit=confederation).values_list("form", flat=True))
    return [_shipped(confederation, one, at=at) for one in written if one["form"] not in known]


def _shipped(unit: Organisation, one: Mapping[str, Any], *, at: datetime) -> Terms:
    said = {"regulation": one["regulation"], "since": one["first_day"], "until": one.get("until")}
    return set_terms(unit, one["form"], one["lines"], **said, by=None, at=at)
