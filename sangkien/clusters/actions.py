"""Keeping clusters: founding one, moving unions between them, passing on the lead, setting a quarter's target."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import format_day
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.clusters import rules
from sangkien.clusters.models import Cluster, Lead, Member, QuarterTarget
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme


@transaction.atomic
def found(organiser: Organisation, *, code: str, name: str, by: Actor | None, at: datetime) -> Cluster:
    """Found a cluster of unions below the organiser. `by` None: a command. Raises NotAllowed, NotPossible."""
    if by is not None:
        by.must(rules.ORGANISE, organiser)
    _hold(organiser.pk)
    code, name = one_line(code).upper(), one_line(name)
    if problems := rules.missing_to_found(organiser, code=code, name=name):
        raise NotPossible(problems)
    cluster = Cluster.objects.create(organiser=organiser, code=code, name=name)
    _log("cluster.found", cluster, {"name": name}, by=by, at=at)
    return cluster


@transaction.atomic
def admit(cluster: Cluster, unit: Organisation, *, since: date, by: Actor | None, at: datetime) -> Member:
    """The union is in the cluster from that day on, and no more in the one of the same level where it was until then.
    Raises NotAllowed, NotPossible."""
    cluster = _locked(cluster, by)
    if problems := rules.missing_to_admit(cluster, unit, since=since):
        raise NotPossible(problems)
    for former in Member.objects.on(since).filter(organiser=cluster.organiser_id, organisation=unit):
        _end(former, since)
    member = Member.objects.create(
        cluster=cluster, organiser=cluster.organiser, organisation=unit, valid=DateRange(since, None)
    )
    _log("cluster.admit", cluster, _said(unit, since), by=by, at=at)
    return member


@transaction.atomic
def dismiss(member: Member, *, since: date, by: Actor | None, at: datetime) -> None:
    """From that day on the union is in the cluster no more, nor does it lead it. Raises NotAllowed, NotPossible."""
    cluster = _locked(member.cluster, by)
    if problems := rules.missing_to_dismiss(member, since=since):
        raise NotPossible(problems)
    _end(member, since)
    _log("cluster.dismiss", cluster, _said(member.organisation, since), by=by, at=at)


@transaction.atomic
def hand_on(cluster: Cluster, unit: Organisation, *, since: date, by: Actor | None, at: datetime) -> Lead:
    """The member leads the cluster from that day on; whoever led it ends the day before. Raises NotAllowed,
    NotPossible."""
    cluster = _locked(cluster, by)
    if problems := rules.missing_to_lead(cluster, unit, since=since):
        raise NotPossible(problems)
    for former in Lead.objects.on(since).filter(cluster=cluster):
        _cut(former, since)
    member = Member.objects.on(since).get(cluster=cluster, organisation=unit)
    lead = Lead.objects.create(cluster=cluster, organisation=unit, valid=DateRange(since, member.valid.upper))
    _log("cluster.hand_on", cluster, _said(unit, since), by=by, at=at)
    return lead


@transaction.atomic
def set_quarter_targets(
    values: Mapping[Organisation, int | None],
    *,
    programme: Programme,
    year: int,
    number: int,
    decision: str,
    by: Actor | None,
    at: datetime,
) -> None:
    """Set by a decision what unions below the actor's are to reach in one quarter; None: it goes by the days of the
    phases again. Set again it is corrected, and the log keeps both. `by` None: a command, which also writes down later
    what was decided in time. Raises NotAllowed, NotPossible."""
    decision = one_line(decision)
    if by is not None:
        by.must(rules.SET_QUARTER, by.office)
        if problems := rules.missing_to_set_quarter(by.office, list(values), year=year, number=number, on=by.on):
            raise NotPossible(problems)
    if problems := [*rules.wrong_numbers(values), *rules.missing_decision(decision)]:
        raise NotPossible(problems)
    hold(f"quarter targets {programme.pk} {year} {number}")
    quarter: dict[str, Any] = {"programme": programme, "year": year, "number": number}
    for unit, value in values.items():
        _put_quarter(unit, value, quarter, decision, by=by, at=at)


def _put_quarter(
    unit: Organisation, value: int | None, quarter: dict[str, Any], decision: str, *, by: Actor | None, at: datetime
) -> None:
    kept = QuarterTarget.objects.filter(organisation=unit, **quarter)
    earlier = kept.first()
    said = {"value": value, "decision": decision}
    before = {"value": earlier.value, "decision": earlier.decision} if earlier else {}
    person, office = (by.person, by.unit) if by else (None, None)
    if value is not None:
        told = {**said, "at": at, "by": person}
        target, _created = QuarterTarget.objects.update_or_create(organisation=unit, **quarter, defaults=told)
    elif earlier is not None:
        target = earlier
    else:
        return
    after = {"quarter": f"{quarter['year']}-Q{quarter['number']}", **said}
    record(verb="quarter_target.set", target=target, by=person, at=at, unit=office, before=before, after=after)
    if value is None:
        kept.delete()


def _locked(cluster: Cluster, by: Actor | None) -> Cluster:
    """The cluster, once nobody else changes any of its organiser: a union that moves leaves another one."""
    _hold(cluster.organiser_id)
    locked = Cluster.objects.select_related("organiser").get(pk=cluster.pk)
    if by is not None:
        by.must(rules.KEEP, locked)
    return locked


def _hold(organiser: int) -> None:
    hold(f"clusters of {organiser}")


def _end(member: Member, since: date) -> None:
    """The membership, and the lead that goes with it."""
    for lead in Lead.objects.filter(cluster=member.cluster_id, organisation=member.organisation_id):
        if lead.valid.upper is None or lead.valid.upper > since:
            _cut(lead, since)
    _cut(member, since)


def _cut(row: Member | Lead, since: date) -> None:
    """The row ends before the day; one that had begun only then never was."""
    if row.valid.lower >= since:
        row.delete()
        return
    row.valid = DateRange(row.valid.lower, since)
    row.save(update_fields=["valid"])


def _said(unit: Organisation, since: date) -> dict[str, Any]:
    return {"unit": unit.code, "since": format_day(since)}


def _log(verb: str, cluster: Cluster, after: dict[str, Any], *, by: Actor | None, at: datetime) -> None:
    person, office = (by.person, by.unit) if by else (None, None)
    record(verb=verb, target=cluster, by=person, at=at, unit=office, after={"cluster": cluster.code, **after})
