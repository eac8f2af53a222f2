"""Freezing tables: by a union's leader as final, by the worker every day at six."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.clusters.models import Cluster
from sangkien.counting.queries import View
from sangkien.counting.settling import one_moment, settled
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.standings import rules
from sangkien.standings.content import Frozen, content
from sangkien.standings.models import FIRST, Kind, Snapshot
from sangkien.statistics.quarters import Quarter
from sangkien.statistics.ranking import Order
from sangkien.statistics.stage import stage
from sangkien.statistics.standings import Grouping
from sangkien.statistics.stretches import Stretch, stretch_on, stretches

SIX = time(18)
"""Every day at six the table of the day is drawn (as the programme's portal did)."""


def freeze(
    unit: Organisation,
    *,
    stretch: Stretch,
    grouping: Grouping,
    order: Order,
    view: View,
    as_of: date,
    by: Actor,
    at: datetime,
) -> Snapshot:
    """Freeze a union's table of a stretch as final. Raises NotAllowed, and NotPossible while its days are not over."""
    by.must(rules.FREEZE, unit)
    if problems := rules.missing_to_freeze(stretch.last_day, as_of=as_of, today=day_of(at)):
        raise NotPossible(problems)
    frozen = Frozen(stretch.programme, unit, Kind.FINAL, stretch.code, grouping, order, view, as_of, 0, at)
    return _freeze(frozen, by=by.somebody)


def freeze_quarter(
    unit: Organisation,
    *,
    programme: Programme,
    quarter: Quarter,
    grouping: Grouping,
    view: View,
    by: Actor,
    at: datetime,
) -> Snapshot:
    """Freeze who leads a quarter by the official rule. Raises NotAllowed, and NotPossible before it is over."""
    by.must(rules.FREEZE, unit)
    last = quarter.last_day
    if problems := rules.missing_to_freeze(last, as_of=min(last, day_of(at)), today=day_of(at)):
        raise NotPossible(problems)
    frozen = Frozen(programme, unit, Kind.QUARTER, str(quarter), grouping, None, view, last, 0, at)
    return _freeze(frozen, by=by.somebody)


def take_daily(*, at: datetime) -> int:
    """From six o'clock on the table of the day of every union that has one, once; how many were taken.

    These are the union that speaks for a programme, and every union with clusters that the programme concerns."""
    if at.astimezone(VIETNAM).time() < SIX:
        return 0
    on, taken = day_of(at), 0
    for programme in Programme.objects.filter(opens__contains=on).order_by("pk"):
        for unit in _publishing(programme, on):
            taken += _take_daily(programme, unit, on=on, at=at)
    return taken


def _publishing(programme: Programme, on: date) -> list[Organisation]:
    concerned = Organisation.objects.under(programme.owner, on=on)
    organisers = concerned.filter(pk__in=Cluster.objects.values("organiser")).order_by("code")
    first = stage(programme, on=on)
    return [first, *(unit for unit in organisers if unit != first)]


def _take_daily(programme: Programme, unit: Organisation, *, on: date, at: datetime) -> int:
    if Snapshot.objects.filter(programme=programme, unit=unit, as_of=on, kind=Kind.DAILY).exists():
        return 0
    stretch = stretch_on(stretches(programme, unit=unit, on=on), on=on)
    grouping = Grouping.CLUSTERS if Cluster.objects.filter(organiser=unit).exists() else Grouping.CHILDREN
    frozen = Frozen(programme, unit, Kind.DAILY, stretch.code, grouping, Order.TARGET, View.AS_THEN, on, 0, at)
    return 1 if _freeze(frozen, by=None) else 0


def _freeze(frozen: Frozen, *, by: Person | None) -> Snapshot:
    """Where the ledger is settled up to is asked before, and the table drawn: nobody who sends waits for it."""
    marked = replace(frozen, mark=settled())
    with one_moment():
        text = content(marked)
    return keep(marked, text, by=by)


@transaction.atomic
def keep(frozen: Frozen, text: str, *, by: Person | None) -> Snapshot:
    """Add a table that was drawn (`content`) to the union's chain. Who may, and when, the caller has asked."""
    hold(f"snapshot {frozen.programme.pk} {frozen.unit.pk}")
    chain = Snapshot.objects.filter(programme=frozen.programme, unit=frozen.unit)
    same_day = chain.filter(kind=Kind.DAILY, as_of=frozen.as_of).first() if frozen.kind == Kind.DAILY else None
    if same_day:
        return same_day
    last = chain.order_by("number").last()
    previous = last.sha256 if last else FIRST
    snapshot = Snapshot.objects.create(
        programme=frozen.programme,
        unit=frozen.unit,
        number=last.number + 1 if last else 1,
        kind=frozen.kind,
        period=frozen.period,
        grouping=frozen.grouping,
        order=frozen.order or "",
        view=frozen.view,
        as_of=frozen.as_of,
        mark=frozen.mark,
        at=frozen.at,
        by=by,
        content=text,
        previous=previous,
        sha256=sealed(previous, text),
    )
    after = {"number": snapshot.number, "kind": snapshot.kind, "sha256": snapshot.sha256}
    record(verb="standing.freeze", target=snapshot, by=by, at=frozen.at, unit=frozen.unit, after=after)
    return snapshot


def sealed(previous: str, text: str) -> str:
    """SHA-256 of the hash before, a line feed and the text, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
