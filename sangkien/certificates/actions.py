"""Spelling names, giving certificates, replacing and revoking them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace as changed
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import Line, record, record_many
from sangkien.base.problems import NotPossible, Stale
from sangkien.base.text import one_line
from sangkien.certificates import numbering, rules
from sangkien.certificates.content import Issuer, Source, Subject, made
from sangkien.certificates.kinds import Kind
from sangkien.certificates.models import MOST_AT_ONCE, Batch, Certificate, Ending, Means, SigningKey, SpelledName
from sangkien.certificates.queries import held_of, names_of, proposed_issuer
from sangkien.certificates.sealing import own_key, seal
from sangkien.certificates.states import State
from sangkien.certificates.subjects import KINDS
from sangkien.certificates.telling import tell
from sangkien.jobs.actions import ask
from sangkien.jobs.models import Job
from sangkien.organisations.models import Organisation

ISSUE = "certificate.issue"


@transaction.atomic
def confirm_name(kind: Kind, row: Any, name: str, *, by: Actor, at: datetime) -> SpelledName:
    """Say how one's own name is written on the certificate of this row. Said again, the last word counts, for
    certificates that are given from then on. Raises NotAllowed, NotPossible naming what is wrong."""
    by.must(kind.own, row)
    return _spelled(kind, row.pk, name, Means.SELF, note="", by=by, at=at)


@transaction.atomic
def write_down_name(kind: Kind, row: Any, name: str, *, note: str, by: Actor, at: datetime) -> SpelledName:
    """Write down how somebody without an account has signed that the name is written; `note`: on which slip. Raises
    NotAllowed, NotPossible naming what is wrong."""
    by.must(kind.vouch, row)
    return _spelled(kind, row.pk, name, Means.SLIP, note=one_line(note)[: rules.LONGEST_NOTE], by=by, at=at)


def _spelled(kind: Kind, key: int, name: str, means: Means, *, note: str, by: Actor, at: datetime) -> SpelledName:
    row, name = kind.rows().get(pk=key), one_line(name)
    recorded: str = row.recorded
    problems = rules.missing_in_name(recorded, name)
    if means == Means.SLIP:
        problems += rules.missing_in_slip(note)
    if problems:
        raise NotPossible(problems)
    said = SpelledName.objects.create(
        source=kind.source,
        subject=key,
        recorded=recorded,
        name=name,
        means=means,
        person_id=row.holder,
        note=note,
        by=by.somebody,
        unit=by.office if means == Means.SLIP else None,
        at=at,
    )
    after = {"recorded": recorded, "name": name, "means": means.value}
    record(verb="certificate.name", target=said, by=by.person, at=at, unit=said.unit, after=after)
    return said


@transaction.atomic
def start(
    unit: Organisation,
    source: Source,
    keys: Collection[int],
    *,
    issuer: Issuer,
    signer: Person | None,
    by: Actor,
    at: datetime,
) -> Job:
    """Have certificates given for these subjects (keys), as long work. Nothing is given when anything stands against
    one of them. Raises NotAllowed, NotPossible with all that does."""
    by.must(rules.ISSUE, unit)
    asked = list(dict.fromkeys(keys))
    if problems := [*_against(unit, source, asked, by=by), *rules.missing_in_issuer(issuer, signer=signer, on=by.on)]:
        raise NotPossible(problems)
    assert signer is not None
    batch = _batch(unit, source, asked, issuer=issuer, signer=signer, by=by, at=at)
    params = {"hat": by.hat.pk if by.hat else None}
    subject = f"{len(asked)} giấy chứng nhận"
    return ask(ISSUE, by=by.person, at=at, about=batch, subject=subject, unit=unit, params=params)


def _against(unit: Organisation, source: Source, asked: list[int], *, by: Actor) -> list[Any]:
    kind, some = KINDS[source], asked[:MOST_AT_ONCE]
    entitled = set(kind.entitled(unit, by.on).filter(pk__in=some).values_list("pk", flat=True))
    subjects = kind.told(unit, entitled, by.on)
    names, held = names_of(kind, some), held_of(unit, source, some)
    return rules.missing_to_issue(asked, subjects, names, held=held, by=by.somebody)


def _batch(
    unit: Organisation, source: Source, keys: Sequence[int], *, issuer: Issuer, signer: Person, by: Actor, at: datetime
) -> Batch:
    batch = Batch.objects.create(
        unit=unit,
        source=source,
        subjects=keys,
        place=issuer.place,
        day=issuer.day,
        title=issuer.title,
        signer=signer,
        by=by.somebody,
        at=at,
    )
    after = {"subjects": len(keys), "day": str(issuer.day), "signer": signer.full_name}
    record(verb="certificate.start", target=batch, by=by.person, at=at, unit=unit, after=after)
    return batch


def issue(batch: Batch, subjects: Mapping[int, Subject], *, by: Actor, at: datetime) -> list[Certificate]:
    """Give those of the batch, in the caller's transaction, to whom nothing stands against it by now: the name is
    confirmed, the subject stands, and there is no certificate of it yet. Their numbers follow each other. Raises
    NotAllowed."""
    by.must(rules.ISSUE, batch.unit)
    kind, year = KINDS[Source(batch.source)], batch.day.year
    number = numbering.next_number(batch.unit, year)
    names, held = names_of(kind, subjects), held_of(batch.unit, kind.source, subjects)
    stands = set(kind.entitled(batch.unit, by.on).filter(pk__in=list(subjects)).values_list("pk", flat=True))
    chosen = [one for key, one in subjects.items() if key in names and key in stands and key not in held]
    chosen = [one for one in chosen if one.person != by.somebody.pk]
    issuer = _issuer(batch)
    given = [
        _certificate(batch, one, issuer, name=names[one.key], number=number + nth, by=by, at=at)
        for nth, one in enumerate(chosen)
    ]
    Certificate.objects.bulk_create(given)
    lines = [Line(one, batch.unit, after={"serial": one.serial, "name": one.name}) for one in given]
    record_many(lines, verb="certificate.issue", by=by.person, at=at)
    tell("certificate_ready", given, at=at)
    return given


def _issuer(batch: Batch) -> Issuer:
    proposed = proposed_issuer(batch.unit, on=batch.day)
    return changed(proposed, place=batch.place, title=batch.title, signer=batch.signer.full_name)


def _certificate(
    batch: Batch, subject: Subject, issuer: Issuer, *, name: str, number: int, by: Actor, at: datetime
) -> Certificate:
    year = batch.day.year
    content = made(subject, issuer, name=name, serial=numbering.serial(batch.unit, year, number))
    sealed = seal(content)
    return Certificate(
        batch=batch,
        unit=batch.unit,
        year=year,
        number=number,
        serial=content.serial,
        source=batch.source,
        subject=subject.key,
        person_id=subject.person,
        name=name,
        content=sealed.canonical,
        key=_published(at=at),
        signature=sealed.signature,
        issued_on=batch.day,
        by=by.somebody,
        at=at,
    )


def _published(*, at: datetime) -> SigningKey:
    """The key in use, published from its first signature on."""
    own = own_key()
    return SigningKey.objects.get_or_create(name=own.name, defaults={"public": own.public, "since": at})[0]


@transaction.atomic
def replace(certificate: Certificate, *, reason: str, by: Actor, at: datetime) -> Certificate:
    """Give another in its place, with the name as it is confirmed now, dated today and signed by the same hand; the old
    one says at once that it no longer holds. Raises NotAllowed, NotPossible: it would say the same."""
    old, reason = _held(certificate, by), one_line(reason)[: rules.LONGEST_REASON]
    kind = KINDS[Source(old.source)]
    entitled = kind.entitled(old.unit, by.on).filter(pk=old.subject).values_list("pk", flat=True)
    subjects, names = kind.told(old.unit, list(entitled), by.on), names_of(kind, [old.subject])
    against = rules.missing_to_issue([old.subject], subjects, names, held=(), by=by.somebody)
    same = not against and _would_say_the_same(old, subjects[old.subject], names[old.subject])
    if problems := [*rules.missing_to_end(reason, None), *against, *rules.nothing_new(old, same=same)]:
        raise NotPossible(problems)
    _move(old, State.REPLACED)
    issuer = changed(_issuer(old.batch), day=by.on)
    batch = _batch(old.unit, kind.source, [old.subject], issuer=issuer, signer=old.batch.signer, by=by, at=at)
    new = issue(batch, subjects, by=by, at=at)[0]
    _end(old, State.REPLACED, reason, replaced_by=new, by=by, at=at)
    return new


def _would_say_the_same(old: Certificate, subject: Subject, name: str) -> bool:
    """But for serial and day."""
    says = old.says
    issuer = Issuer(says.above, says.issuer, says.place, says.day, says.title, says.signer)
    return made(subject, issuer, name=name, serial=says.serial) == says


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, decision: str, by: Actor, at: datetime) -> Certificate:
    """Take it back by a decision: everybody who looks it up reads so from now on, and its person is told. Raises
    NotAllowed, NotPossible."""
    held, reason = _held(certificate, by), one_line(reason)[: rules.LONGEST_REASON]
    decision = one_line(decision)[:200]
    if problems := list(rules.missing_to_end(reason, decision)):
        raise NotPossible(problems)
    return _revoked(held, reason, decision, by=by, at=at)


@transaction.atomic
def revoke_all_of(
    source: Source, keys: Collection[int], *, reason: str, decision: str, by: Actor, at: datetime
) -> list[Certificate]:
    """Take back every certificate of these subjects that holds, whoever gave it: what they certify has fallen. Who may,
    the caller has asked."""
    given = Certificate.objects.filter(source=source, subject__in=keys, state=State.ISSUED)
    held = list(given.select_for_update(of=("self",)).select_related("unit", "person").order_by("pk"))
    return [_revoked(one, reason, decision, by=by, at=at) for one in held]


def _revoked(held: Certificate, reason: str, decision: str, *, by: Actor, at: datetime) -> Certificate:
    _move(held, State.REVOKED)
    _end(held, State.REVOKED, reason, decision=decision, by=by, at=at)
    tell("certificate_revoked", [held], at=at)
    return held


def _held(certificate: Certificate, by: Actor) -> Certificate:
    """The certificate, locked, for whoever may end it."""
    found = Certificate.objects.select_for_update(of=("self",)).select_related("unit", "batch__signer", "person")
    held = found.get(pk=certificate.pk)
    if held.state != State.ISSUED and by.may(rules.END.whenever(), held):
        raise Stale
    by.must(rules.END, held)
    return held


def _move(held: Certificate, state: State) -> None:
    held.state = state
    held.save(update_fields=["state"])


def _end(held: Certificate, state: State, reason: str, *, by: Actor, at: datetime, **more: Any) -> None:
    ending = Ending.objects.create(certificate=held, state=state, reason=reason, by=by.somebody, at=at, **more)
    after = {"serial": held.serial, "reason": reason, "decision": ending.decision}
    record(verb=f"certificate.{state.lower()}", target=held, by=by.person, at=at, unit=held.unit, after=after)
