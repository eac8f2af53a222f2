"""Keeping clusters: founding one, moving unions between them, passing on the lead, setting a quarter's target."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import format_day
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
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
def set_quarter_target(
    unit: Organisation,
    *,
    programme: Programme,
    year: int,
    number: int,
    value: int,
    decision: str,
    by: Actor | None,
    at: datetime,
) -> QuarterTarget:
    """Set the target of a unit for one quarter by a decision; set again it is corrected, and the log keeps both.

    Whoever organises clusters above the unit may. Raises NotAllowed, and NotPossible without a decision."""
    if by is not None:
        by.must(rules.ORGANISE, by.office)
        if not Organisation.objects.under(by.office, on=by.on).filter(pk=unit.pk).exists():
            raise NotPossible([Problem(code="not_below", field="unit", text=_("Đơn vị này không thuộc đơn vị mình"))])
    decision = one_line(decision)
    if not decision:
        text = _("Ghi căn cứ: số, ngày và nơi ban hành văn bản")
        raise NotPossible([Problem(code="no_decision", field="decision", text=text)])
    key: dict[str, Any] = {"organisation": unit, "programme": programme, "year": year, "number": number}
    earlier = QuarterTarget.objects.select_for_update().filter(**key).first()
    said = {"value": value, "decision": decision}
    target, _created = QuarterTarget.objects.update_or_create(
        **key, defaults={**said, "at": at, "by": by.person if by else None}
    )
    before = {"value": earlier.value, "decision": earlier.decision} if earlier else {}
    after = {"quarter": f"{year}-Q{number}", **said}
    person, office = (by.person, by.unit) if by else (None, None)
    record(verb="quarter_target.set", target=target, by=person, at=at, unit=office, before=before, after=after)
    return target


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
