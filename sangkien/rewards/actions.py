"""Writing down what was promised and paid, and taking back what was wrong."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Stale
from sangkien.base.text import fold, one_line
from sangkien.evidence.models import Verification
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.rewards import rules
from sangkien.rewards.models import Agreement, Payment, Promise
from sangkien.rewards.queries import paid_of
from sangkien.rewards.reckoning import Own
from sangkien.rewards.rules import Paid, Promised


@transaction.atomic
def agree(unit: Organisation, own: Own, *, since: date | None, by: Actor, at: datetime) -> Agreement:
    """Write down the workplace's own rule, from a day on; the one before it ends there. Raises NotAllowed,
    NotPossible."""
    by.must(rules.AGREE, unit)
    if problems := list(rules.missing_in_agreement(own, since)):
        raise NotPossible(problems)
    assert since is not None
    Organisation.objects.select_for_update().get(pk=unit.pk)
    before = Agreement.objects.filter(unit=unit, valid__contains=since).first()
    if before and before.valid.lower == since:
        raise Stale
    if before:
        before.valid = DateRange(before.valid.lower, since)
        before.save(update_fields=["valid"])
    agreed = Agreement.objects.create(
        unit=unit,
        title=one_line(own.source),
        valid=DateRange(since, None),
        yearly=own.yearly,
        years=own.years,
        transfer=own.transfer,
        fixed_vnd=own.fixed_vnd,
        by=by.somebody,
        at=at,
    )
    record(verb="reward.agree", target=agreed, by=by.person, at=at, unit=unit, after={"title": agreed.title})
    return agreed


@transaction.atomic
def promise(
    initiative: Initiative, said: Promised, *, by: Actor, at: datetime, verification: Verification | None = None
) -> Promise:
    """Write down what somebody is promised for an initiative. Raises NotAllowed (not theirs, or for one's own),
    NotPossible with all that is missing."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.KEEP, initiative)
    if problems := list(rules.missing_in_promise(said, initiative, on=by.on)):
        raise NotPossible(problems)
    assert said.vnd is not None
    assert said.on is not None
    wanted = fold(said.to_name)
    author = next((one for one in initiative.credited if fold(one.full_name) == wanted), None)
    made = Promise.objects.create(
        initiative=initiative,
        kind=said.kind,
        to_name=one_line(said.to_name),
        to=author.person if author else None,
        giver=one_line(said.giver),
        vnd=said.vnd,
        basis=one_line(said.basis),
        promised_on=said.on,
        verification=verification,
        by=by.somebody,
        unit=by.office,
        at=at,
    )
    after = {"initiative": initiative.code, "kind": said.kind, "vnd": said.vnd}
    record(verb="reward.promise", target=made, by=by.person, at=at, unit=by.unit, after=after)
    return made


@transaction.atomic
def pay(promised: Promise, said: Paid, *, by: Actor, at: datetime) -> Payment:
    """Write down that so much of it was paid. Raises NotAllowed, NotPossible: something is missing, or it would be more
    than was promised."""
    promised = _held(promised, by)
    left = promised.vnd - paid_of(promised)
    if problems := list(rules.missing_in_payment(said, left=left, on=by.on)):
        raise NotPossible(problems)
    return _paid(promised, said, by=by, at=at)


@transaction.atomic
def give_back(payment: Payment, *, note: str, by: Actor, at: datetime) -> Payment:
    """Take a payment back by an opposite row. Raises NotAllowed, NotPossible; Stale: it was taken back already."""
    promised = _held(payment.promise, by)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise Stale
    said = Paid(payment.vnd, by.on, payment.payer, one_line(note))
    if problems := [one for one in rules.missing_in_payment(said, left=payment.vnd, on=by.on) if one.field == "note"]:
        raise NotPossible(problems)
    return _paid(promised, Paid(-payment.vnd, by.on, payment.payer, said.note), by=by, at=at, reverses=payment)


@transaction.atomic
def take_back(promised: Promise, *, basis: str, by: Actor, at: datetime) -> Promise:
    """Take a promise back by an opposite row, once nothing of it is paid any more. Raises NotAllowed, NotPossible;
    Stale: it was taken back already."""
    promised = _held(promised, by)
    if problems := rules.still_paid(paid_of(promised)):
        raise NotPossible(problems)
    return _reversed(promised, one_line(basis) or promised.basis, by=by, at=at)


def reverse_all_of(initiative: Initiative, *, why: str, by: Actor, at: datetime) -> list[Promise]:
    """In the caller's transaction take back everything that was promised and paid for a dossier that has fallen. Who
    may, the caller has asked."""
    held = Promise.objects.select_for_update(of=("self",)).filter(initiative=initiative, reverses=None, reversal=None)
    for promised in (found := list(held.order_by("pk"))):
        for one in promised.payments.filter(reverses=None, reversal=None).order_by("pk"):
            _paid(promised, Paid(-one.vnd, by.on, one.payer, one_line(why)), by=by, at=at, reverses=one)
    return [_reversed(promised, one_line(why), by=by, at=at) for promised in found]


def _held(promised: Promise, by: Actor) -> Promise:
    """The promise, locked and not taken back, for whoever keeps the ledger of its dossier."""
    held = Promise.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=promised.pk)
    by.must(rules.KEEP, held.initiative)
    if held.reverses_id or Promise.objects.filter(reverses=held).exists():
        raise Stale
    return held


def _paid(promised: Promise, said: Paid, *, by: Actor, at: datetime, reverses: Payment | None = None) -> Payment:
    row = Payment.objects.create(
        promise=promised,
        vnd=said.vnd or 0,
        paid_on=said.on or by.on,
        payer=one_line(said.payer),
        note=one_line(said.note),
        reverses=reverses,
        by=by.somebody,
        unit=by.office,
        at=at,
    )
    verb, after = "reward.give_back" if reverses else "reward.pay", {"promise": promised.pk, "vnd": row.vnd}
    record(verb=verb, target=row, by=by.person, at=at, unit=by.unit, after=after)
    return row


def _reversed(promised: Promise, basis: str, *, by: Actor, at: datetime) -> Promise:
    row = Promise.objects.create(
        initiative=promised.initiative,
        kind=promised.kind,
        to_name=promised.to_name,
        to=promised.to,
        giver=promised.giver,
        vnd=-promised.vnd,
        basis=basis[: rules.LONGEST_BASIS],
        promised_on=by.on,
        reverses=promised,
        by=by.somebody,
        unit=by.office,
        at=at,
    )
    after = {"promise": promised.pk, "vnd": row.vnd}
    record(verb="reward.take_back", target=row, by=by.person, at=at, unit=by.unit, after=after)
    return row
