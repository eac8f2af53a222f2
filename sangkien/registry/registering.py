"""What the registers hold besides: how papers begin, numbers kept for papers written elsewhere, papers that came."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from sangkien.accounts.actions import name_office
from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.registry import rules
from sangkien.registry.giving import keeps_its_number
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Delivery, Heading, Incoming, Outgoing
from sangkien.registry.numbering import next_incoming, next_outgoing
from sangkien.registry.queries import heading_on
from sangkien.registry.states import NumberState

HEADING = ("above", "issuer", "symbol", "drafters", "place", "archive")


@transaction.atomic
def head(unit: Organisation, texts: Mapping[str, str], *, by: Actor | None, at: datetime) -> Heading:
    """From today on the union's papers begin like this; papers that have a number keep what they say. Raises
    NotAllowed, and NotPossible with what is missing."""
    if by is not None:
        by.must(rules.LEAD, unit)
    on = day_of(at)
    said = {name: texts.get(name, "").strip() for name in HEADING}
    if problems := rules.missing_in_heading(said):
        raise NotPossible(problems)
    hold(f"heading {unit.pk}")
    now = Heading.objects.filter(unit=unit, valid__contains=on).first()
    before = {name: getattr(now, name) for name in HEADING} if now else {}
    made = _changed(now, said) if now and now.valid.lower == on else _begun(unit, said, now, on=on)
    record(verb="paper.head", target=made, by=by.person if by else None, at=at, unit=unit, before=before, after=said)
    return made


def _changed(heading: Heading, said: Mapping[str, str]) -> Heading:
    for name, text in said.items():
        setattr(heading, name, text)
    heading.save(update_fields=list(said))
    return heading


def _begun(unit: Organisation, said: Mapping[str, str], now: Heading | None, *, on: date) -> Heading:
    if now:
        now.valid = DateRange(now.valid.lower, on)
        now.save(update_fields=["valid"])
    return Heading.objects.create(unit=unit, valid=DateRange(on, None), **said)


@transaction.atomic
def name_offices(unit: Organisation, offices: Mapping[int, str], *, by: Actor, at: datetime) -> None:
    """Say what the offices of the union's people are called on its papers, by the key of each; papers that have a
    number keep what they say. Raises NotAllowed."""
    by.must(rules.LEAD, unit)
    held = Appointment.objects.on(by.on).filter(organisation=unit, pk__in=offices).order_by("pk")
    for appointment in held:
        name_office(appointment, " ".join(offices[appointment.pk].split()), by=by.person, at=at)


@transaction.atomic
def reserve(unit: Organisation, kind: Kind, *, subject: str, by: Actor, at: datetime) -> Outgoing:
    """Keep the next number for a paper that is written elsewhere. Raises NotAllowed, NotPossible."""
    by.must(rules.LEAD, unit)
    heading = heading_on(unit, on=by.on)
    if problems := rules.missing_to_reserve(heading, subject=subject):
        raise NotPossible(problems)
    assert heading is not None
    symbol, said = heading.symbol_of(kind), subject.strip()
    taken = next_outgoing(unit, kind, symbol=symbol, subject=said, on=by.on, by=by.somebody, at=at)
    taken.save()
    record(verb="number.reserve", target=taken, by=by.person, at=at, unit=unit, after={"number": taken.line})
    return taken


@transaction.atomic
def use(number: Outgoing, *, day: date | None, by: Actor, at: datetime) -> Outgoing:
    """The paper written elsewhere was issued with this number, signed that day. Raises NotAllowed, NotPossible."""
    number = _kept(number, by)
    if problems := rules.wrong_day(number, day=day, today=by.on):
        raise NotPossible(problems)
    number.state, number.day = NumberState.ISSUED, day
    number.save(update_fields=["state", "day"])
    record(verb="number.use", target=number, by=by.person, at=at, unit=number.unit, after={"day": str(day)})
    return number


@transaction.atomic
def strike_out(number: Outgoing, *, reason: str, by: Actor, at: datetime) -> Outgoing:
    """Cancel a number that was kept for a paper written elsewhere; it is not given again. Raises NotAllowed,
    NotPossible."""
    number = _kept(number, by)
    if problems := [*rules.missing_reason(reason), *keeps_its_number(number)]:
        raise NotPossible(problems)
    number.state, number.reason = NumberState.CANCELLED, reason.strip()
    number.save(update_fields=["state", "reason"])
    record(verb="number.cancel", target=number, by=by.person, at=at, unit=number.unit, after={"reason": number.reason})
    return number


def _kept(number: Outgoing, by: Actor) -> Outgoing:
    locked = Outgoing.objects.select_for_update(of=("self",)).select_related("unit").get(pk=number.pk)
    by.must(rules.LEAD, locked.unit)
    if locked.paper_id or locked.state != NumberState.RESERVED:
        text = _("Số này không còn ở trạng thái giữ số.")
        raise NotPossible([Problem(code="not_kept", text=text)])
    return locked


@transaction.atomic
def receive(delivery: Delivery, *, by: Actor, at: datetime) -> Incoming:
    """Enter a paper that came through the system; doing it twice is doing it once. Raises NotAllowed."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("unit", "paper__unit").get(pk=delivery.pk)
    )
    by.must(rules.KEEP, delivery.unit)
    if known := Incoming.objects.filter(delivery=delivery).first():
        return known
    paper, sender = delivery.paper, Organisation.objects.named(on=by.on).get(pk=delivery.paper.unit_id)
    entry = next_incoming(delivery.unit, arrived_on=by.on, by=by.somebody, at=at)
    entry.sender, entry.line, entry.day = sender.name or sender.code, paper.outgoing.line, paper.day
    entry.subject, entry.delivery = paper.outgoing.subject, delivery
    return _entered(entry, by=by, at=at)


@transaction.atomic
def enter(unit: Organisation, received: rules.Received, *, by: Actor, at: datetime) -> Incoming:
    """Enter a paper that came from outside. Raises NotAllowed, and NotPossible with all that is wrong."""
    by.must(rules.KEEP, unit)
    if problems := rules.missing_in_received(received, today=by.on):
        raise NotPossible(problems)
    assert received.arrived_on is not None
    entry = next_incoming(unit, arrived_on=received.arrived_on, by=by.somebody, at=at)
    entry.sender, entry.subject = received.sender, received.subject
    entry.line, entry.day = received.line, received.day
    return _entered(entry, by=by, at=at)


def _entered(entry: Incoming, *, by: Actor, at: datetime) -> Incoming:
    entry.save()
    record(verb="number.receive", target=entry, by=by.person, at=at, unit=entry.unit, after={"number": entry.number})
    return entry
