"""The organiser's council for emulation votes on a round: on the list of all sheets, and by itself on each union that
is not agreed about. Whoever has or had an office in one of the unions of a matter has no voice in it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.grading import rules
from sangkien.grading.actions import locked, locked_round
from sangkien.grading.models import Round, Sheet, Tabled
from sangkien.grading.queries import Graded, came_to_council, graded, tabled, waiting
from sangkien.grading.rules import KIND_OF_ALL, KIND_OF_ONE
from sangkien.grading.states import Stage
from sangkien.sittings.actions import put_off, put_on_agenda
from sangkien.sittings.models import Matter, Sitting
from sangkien.sittings.thresholds import MORE_THAN_HALF, Threshold


@transaction.atomic
def table(
    one: Round,
    sitting: Sitting,
    *,
    secret: bool = False,
    threshold: Threshold = MORE_THAN_HALF,
    by: Actor,
    at: datetime,
) -> Matter:
    """The council is to vote at the sitting on all sheets that it neither has agreed to nor votes on already, as one
    list. Raises NotAllowed (who does not lead the sitting), NotPossible."""
    one = locked_round(one)
    standing = tabled(one)
    found = [each for each in graded(one) if not _holds(standing, each)]
    return _put(one, found, sitting, by=by, at=at, secret=secret, threshold=threshold)


@transaction.atomic
def set_apart(
    sheet: Sheet,
    sitting: Sitting,
    *,
    secret: bool = False,
    threshold: Threshold = MORE_THAN_HALF,
    by: Actor,
    at: datetime,
) -> Matter:
    """The council is to vote on this union by itself. Where its list waits for the vote with the union on it, that is
    put off and comes again without it. Raises NotAllowed, NotPossible."""
    sheet = locked(sheet)
    one = sheet.round
    standing = tabled(one).get(sheet.pk)
    if problems := rules.missing_to_set_apart(standing):
        raise NotPossible(problems)
    [own] = [each for each in graded(one) if each.sheet.pk == sheet.pk]
    listed = standing.matter if standing and standing.waits else None
    if listed:
        put_off(listed, reason=f"Tách {own.name} ra biểu quyết riêng", by=by, at=at)
    apart = _put(one, [own], sitting, by=by, at=at, secret=secret, threshold=threshold, apart=True)
    if listed and listed.graded.exclude(sheet=sheet).exists():
        table(one, listed.sitting, secret=listed.secret, threshold=listed.threshold, by=by, at=at)
    return apart


def interested(units: Collection[int], *, at: datetime) -> list[str]:
    """The marks of all who have or had an office in one of the unions by that moment. One query."""
    held = Appointment.objects.filter(organisation__in=units, valid__startswith__lte=day_of(at))
    return sorted({each.person.marks[0] for each in held.select_related("person")})


def _put(
    one: Round, found: list[Graded], sitting: Sitting, *, by: Actor, at: datetime, apart: bool = False, **how: Any
) -> Matter:
    sitting = Sitting.objects.select_related("council").get(pk=sitting.pk)
    lacking = waiting(found, Stage.COUNCIL)
    if problems := rules.missing_to_table(one, sitting, lacking, sheets=len(found)):
        raise NotPossible(problems)
    of = found[0].sheet if apart else one
    matter = put_on_agenda(
        sitting,
        title=_title(one, found, apart=apart),
        kind=KIND_OF_ONE if apart else KIND_OF_ALL,
        key=str(of.pk),
        parties=interested([each.unit.pk for each in found], at=at),
        by=by,
        at=at,
        **how,
    )
    step = came_to_council(one)
    Tabled.objects.bulk_create(Tabled(sheet=each.sheet, matter=matter, step=step) for each in found)
    return matter


def _title(one: Round, found: list[Graded], *, apart: bool) -> str:
    """As minutes have it."""
    whom = found[0].unit.name if apart else f"{len(found)} đơn vị"
    return f"{one.name}: {whom}"[:400]


def _holds(standing: dict[int, Tabled], each: Graded) -> bool:
    found = standing.get(each.sheet.pk)
    return found is not None and found.holds
