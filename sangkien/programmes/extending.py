"""The ends of phases: fixed by the programme's file, moved only by an outage or a decision, and each once.

A phase ends with the last second of its last day in Vietnam. Where it is extended, the phase after it begins later and
the programme ends no earlier. What was counted stays where it was counted.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of, format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line
from sangkien.programmes.models import Beat, Extension, Outage, Phase, Programme

LONGEST_OUTAGE = timedelta(hours=72)  # a longer gap says that nobody looked, not that nobody could send
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@transaction.atomic
def beat(*, at: datetime) -> list[Extension]:
    """The service was seen to take dossiers. If it was not for longer than a programme's rule allows, in the last hours
    of a phase, the phase is extended: the extensions that were made now. Before the first beat nobody had looked, and
    after more than LONGEST_OUTAGE without one nobody may have: then people decide.

    Of several workers one is first; a clock that goes back changes nothing.
    """
    last, first_ever = Beat.objects.select_for_update().get_or_create(pk=1, defaults={"at": at})
    if first_ever or at <= last.at:
        return []
    since, last.at = last.at, at
    last.save(update_fields=["at"])
    return _after_outage(since, at)


@transaction.atomic
def extend(
    programme: Programme, phase: Phase | None, *, until: date, decision: str, by: Person | None, at: datetime
) -> Extension:
    """Let the phase (None: a programme without phases) go on to the end of the day `until`, by a decision.

    Raises NotPossible: no decision or no phase named, no end to move, a day that is not later, nothing left of the
    phase after."""
    programme = _locked(programme)
    last_day = _last_day(programme, phase)
    if problems := [*_undecided(decision), *_of_no_phase(programme, phase), *_not_later(until, last_day)]:
        raise NotPossible(problems)
    assert last_day is not None
    made = Extension.objects.create(
        programme=programme,
        phase=phase,
        decision=one_line(decision),
        was_last_day=last_day,
        last_day=until,
        at=at,
    )
    return _carried_out(made, by=by, at=at)


@transaction.atomic
def withdraw(programme: Programme, phase: Phase | None, *, decision: str, by: Person | None, at: datetime) -> Extension:
    """Take the phase's last standing extension back, by a decision. Raises NotPossible: none stands, none decided."""
    programme = _locked(programme)
    last = programme.extensions.standing().filter(phase=phase).order_by("last_day", "pk").last()
    if last is None:
        raise NotPossible([Problem(code="not_extended", text=_("Giai đoạn này không có gia hạn nào."))])
    if problems := _undecided(decision):
        raise NotPossible(problems)
    last.withdrawn_at, last.withdrawal = at, one_line(decision)
    last.save(update_fields=["withdrawn_at", "withdrawal"])
    arrange(programme)
    after = {"phase": phase.code if phase else "", "last_day": str(last.last_day), "decision": last.withdrawal}
    record(verb="programme.extension_withdrawn", target=programme, by=by, at=at, after=after)
    return last


def arrange(programme: Programme) -> None:
    """Write the windows that follow from what is planned and from the extensions that stand.

    Raises NotPossible when nothing would be left of a phase."""
    ends = _ends(programme)
    free: date | None = date.min
    for phase in programme.phases.order_by("planned"):
        window = _window(phase, free, ends.get(phase.pk))
        if window != phase.window:
            phase.window = window
            phase.save(update_fields=["window"])
        free = window.upper
    closes = [day for day in (programme.planned.upper, free, ends.get(None)) if day]
    opens = DateRange(programme.planned.lower, max(closes) if programme.planned.upper else None)
    if opens != programme.opens:
        programme.opens = opens
        programme.save(update_fields=["opens"])


# Helpers, in the order of call -----------------------------------------------------------------------------


def _after_outage(since: datetime, until: datetime) -> list[Extension]:
    made = []
    for programme in Programme.objects.exclude(outage_minutes=None).select_for_update().order_by("pk"):
        for phase, last_day in _endings(programme):
            if _missing(programme, last_day, since, until) > timedelta(minutes=programme.outage_minutes or 0):
                outage, _new = Outage.objects.get_or_create(since=since, defaults={"until": until})
                made += _extended(programme, phase, last_day, outage)
    return made


def _endings(programme: Programme) -> list[tuple[Phase | None, date]]:
    """What of the programme has an end: its phases, or itself where it has none."""
    phases = list(programme.phases.order_by("window"))
    ends: list[tuple[Phase | None, date | None]] = [(phase, phase.last_day) for phase in phases]
    return [(phase, day) for phase, day in ends or [(None, programme.last_day)] if day]


def _missing(programme: Programme, last_day: date, since: datetime, until: datetime) -> timedelta:
    """For how long of the last hours nobody could send."""
    end = end_of(last_day)
    return min(until, end) - max(since, end - timedelta(hours=programme.outage_last_hours))


def _extended(programme: Programme, phase: Phase | None, last_day: date, outage: Outage) -> list[Extension]:
    """By the programme's rule, from the end or from the moment the service was back, whichever is later. Where
    nothing would be left of the next phase, or the gap is beyond belief, the log says so and people decide."""
    hours = programme.outage_extends_hours
    until = day_of(max(end_of(last_day), outage.until) + timedelta(hours=hours) - _INSTANT)
    made = Extension(programme=programme, phase=phase, outage=outage, hours=hours, was_last_day=last_day)
    made.last_day, made.at = until, outage.until
    try:
        with transaction.atomic():
            _must_be_believable(outage)
            made.save()
            return [_carried_out(made, by=None, at=outage.until)]
    except NotPossible as no:
        after = {"outage": outage.pk, "why": str(no)}
        record(verb="programme.not_extended", target=programme, by=None, at=outage.until, after=after)
        return []


def _must_be_believable(outage: Outage) -> None:
    if outage.until - outage.since > LONGEST_OUTAGE:
        text = _("Hơn %(hours)s giờ không ai theo dõi hệ thống: không rõ có gián đoạn hay không.")
        hours = LONGEST_OUTAGE // timedelta(hours=1)
        raise NotPossible([Problem(code="not_watched", text=text % {"hours": hours})])


def _carried_out(made: Extension, *, by: Person | None, at: datetime) -> Extension:
    arrange(made.programme)
    told: dict[str, Any] = {"phase": made.phase.code if made.phase else "", "last_day": str(made.last_day)}
    told |= {"decision": made.decision} if made.decision else {"outage": made.outage_id, "hours": made.hours}
    before = {"last_day": str(made.was_last_day)}
    record(verb="programme.extended", target=made.programme, by=by, at=at, before=before, after=told)
    return made


def _locked(programme: Programme) -> Programme:
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _last_day(programme: Programme, phase: Phase | None) -> date | None:
    return Phase.objects.get(pk=phase.pk).last_day if phase else programme.last_day


def _undecided(decision: str) -> list[Problem]:
    if one_line(decision):
        return []
    text = _("Ghi quyết định: số, ngày, lý do.")
    return [Problem(code="no_decision", field="decision", text=text)]


def _of_no_phase(programme: Programme, phase: Phase | None) -> list[Problem]:
    """Days of the programme that belong to no phase would count nowhere."""
    codes = [] if phase else list(programme.phases.order_by("window").values_list("code", flat=True))
    if not codes:
        return []
    text = _("Chương trình có các giai đoạn %(codes)s. Ghi giai đoạn được gia hạn.") % {"codes": ", ".join(codes)}
    return [Problem(code="no_phase", field="phase", text=text)]


def _not_later(until: date, last_day: date | None) -> list[Problem]:
    if last_day is None:
        return [Problem(code="no_end", field="until", text=_("Giai đoạn này không có ngày kết thúc."))]
    if until > last_day:
        return []
    text = _("Giai đoạn này đang kết thúc ngày %(day)s. Ghi một ngày muộn hơn.") % {"day": format_day(last_day)}
    return [Problem(code="not_later", field="until", text=text)]


def _ends(programme: Programme) -> dict[int | None, date]:
    """The first day that no longer belongs to an extended phase, by its id; None: the programme itself."""
    ends: dict[int | None, date] = {}
    for phase, last_day in programme.extensions.standing().values_list("phase", "last_day"):
        ends[phase] = max(ends.get(phase, date.min), last_day + _DAY)
    return ends


def _window(phase: Phase, free: date | None, end: date | None) -> DateRange:
    planned = phase.planned
    lower = max(planned.lower, free or date.max)
    upper = max(planned.upper, end) if planned.upper and end else planned.upper
    if upper and upper <= lower:
        text = _("Giai đoạn %(code)s không còn ngày nào, vì giai đoạn trước kéo dài.") % {"code": phase.code}
        raise NotPossible([Problem(code="nothing_left", field="until", text=text)])
    return DateRange(lower, upper)
