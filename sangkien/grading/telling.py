"""Unions are told by a message what becomes of a round that they are graded in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Appointment
from sangkien.base.days import day_of, end_of, format_day
from sangkien.grading.models import Answer, DueReminder, Round, Sheet, Step
from sangkien.grading.queries import graded
from sangkien.grading.rules import SPEAKING
from sangkien.grading.states import Stage, State
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation
from sangkien.programmes.rulebooks import calendar_of

DAYS_BEFORE = 2
"""Working days, the last one included, in which a union that has not scored itself is reminded."""


def tell_step(one: Round, step: Step) -> None:
    """Every union of the round learns that it begins, goes back to them, or is decided."""
    kind, more = _of_step(one, step)
    if kind:
        units = Sheet.objects.filter(round=one).values_list("unit", flat=True)
        _tell(list(units), kind, {"sender": _sender(one, at=step.at), **more}, at=step.at)


def _of_step(one: Round, step: Step) -> tuple[str, dict[str, Any]]:
    """What is told of it, and with which words; empty: nothing."""
    match step.state:
        case State.SELF if step.note:
            return "grading_returned", {"why": step.note}
        case State.SELF:
            return "grading_opened", {"until": format_day(one.self_until)}
        case State.APPEAL:
            return "grading_told", {"until": format_day(one.appeal_until)}
        case State.LOCKED:
            return "grading_final", {}
    return "", {}


def tell_answer(made: Answer) -> None:
    """The union that appealed learns that it has its answer, and about which line."""
    sheet = made.appeal.sheet
    line = sheet.round.spec.line(made.appeal.line)
    params = {"line": line.name if line else made.appeal.line}
    _tell([sheet.unit_id], "grading_answered", params, at=made.at)


def remind_due(*, at: datetime) -> int:
    """Unions whose sheets still lack points of their own are reminded, once, in the last working days of scoring; how
    many rounds were looked at. Two workers at once remind once."""
    on = day_of(at)
    waiting = Round.objects.filter(state=State.SELF, self_until__gte=on)
    soon = [one for one in waiting.select_related("programme").order_by("pk") if _is_soon(one, at=at)]
    return sum(_remind(one, at=at) for one in soon)


def _is_soon(one: Round, *, at: datetime) -> bool:
    calendar, on = calendar_of(one.programme), day_of(at)
    return calendar.works(on) and calendar.passed(on, one.self_until) < DAYS_BEFORE


@transaction.atomic
def _remind(one: Round, *, at: datetime) -> int:
    one = Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=one.pk)
    begun = one.steps.filter(state=State.SELF).order_by("pk").last()
    if one.state != State.SELF or begun is None or DueReminder.objects.filter(step=begun).exists():
        return 0
    DueReminder.objects.create(step=begun, at=at)
    for each in graded(one):
        if left := each.left(Stage.SELF):
            params = {"left": left, "until": format_day(one.self_until)}
            _tell([each.unit.pk], "grading_due", params, at=at, until=end_of(one.self_until))
    return 1


def _sender(one: Round, *, at: datetime) -> str:
    unit = Organisation.objects.named(on=day_of(at)).get(pk=one.organiser_id)
    return unit.short_name or unit.name


def _tell(
    units: Iterable[int], kind: str, params: Mapping[str, Any], *, at: datetime, until: datetime | None = None
) -> None:
    """Whoever speaks for these unions that day and has a number, each once."""
    held = Appointment.objects.on(day_of(at)).filter(organisation__in=units, role__in=SPEAKING)
    for phone in sorted({phone for phone in held.values_list("person__phone", flat=True) if phone}):
        write(kind, to=phone, params=params, at=at, until=until)
