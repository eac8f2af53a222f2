"""Building a programme by hand: the same as loading its file, by whoever may, with a reason once it has begun.

Rule: house rule of the federation that a change after the start is explained; a window is extended by a decision only.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.text import one_line
from sangkien.organisations.models import Organisation
from sangkien.programmes import extending, rules
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Extension, Phase, Programme, Version
from sangkien.programmes.spec import Days, ProgrammeSpec

_FURTHEST = 20  # years by which a copy may be moved


@transaction.atomic
def found(spec: ProgrammeSpec, *, rehearsal: bool, by: Actor, at: datetime) -> Programme:
    """Set up a new programme of one's own union, or one to be tried out. Raises NotAllowed where the owner is another
    union, and NotPossible: the code is taken, or what `configure` finds."""
    owner = Organisation.objects.filter(code=spec.owner).first()
    if owner is None or not by.may(rules.FOUND, owner):
        text = _("Đơn vị chủ trì %(code)s không phải đơn vị của anh/chị.") % {"code": spec.owner}
        raise NotPossible([Problem(code="other_owner", field="owner", text=text)])
    if Programme.objects.filter(code=spec.code).exists():
        text = _("Mã %(code)s đã có chương trình dùng. Chọn mã khác.") % {"code": spec.code}
        raise NotPossible([Problem(code="taken", field="code", text=text)])
    return configure(spec, by=by.somebody, at=at, whole=True, rehearsal=rehearsal)


@transaction.atomic
def change(programme: Programme, spec: ProgrammeSpec, *, reason: str, seen: int, by: Actor, at: datetime) -> Programme:
    """Bring the programme to what was typed. `seen` is the version on which the change was made up.

    Raises NotAllowed, Stale (somebody else changed it since), and NotPossible: no reason once it has begun, another
    code or owner, or what `configure` finds."""
    programme = Programme.objects.select_for_update().select_related("owner").get(pk=programme.pk)
    by.must(rules.SHAPE, programme)
    if seen != version_of(programme):
        raise Stale
    reason = one_line(reason)
    if problems := [*another(programme, spec), *rules.missing_reason(programme, reason=reason, on=by.on)]:
        raise NotPossible(problems)
    return configure(spec, by=by.somebody, at=at, reason=reason, whole=True)


@transaction.atomic
def extend(
    programme: Programme, phase: Phase | None, *, until: date, decision: str, by: Actor, at: datetime
) -> Extension:
    """As `extending.extend`, by whoever may shape the programme. Raises NotAllowed too."""
    by.must(rules.SHAPE, programme)
    return extending.extend(programme, phase, until=until, decision=decision, by=by.somebody, at=at)


@transaction.atomic
def withdraw(programme: Programme, phase: Phase | None, *, decision: str, by: Actor, at: datetime) -> Extension:
    """As `extending.withdraw`, by whoever may shape the programme. Raises NotAllowed too."""
    by.must(rules.SHAPE, programme)
    return extending.withdraw(programme, phase, decision=decision, by=by.somebody, at=at)


@transaction.atomic
def put_in_force(programme: Programme, *, by: Actor, at: datetime) -> Programme:
    """A programme that was tried out is one from now on. What was made up is thrown away before: see `initiatives`.

    Raises NotAllowed, and NotPossible: it is no rehearsal, or drafts of it are left."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    by.must(rules.SHAPE, programme)
    if not programme.rehearsal:
        raise NotPossible([Problem(code="no_rehearsal", text=_("Chương trình này không phải bản chạy thử."))])
    programme.rehearsal = False
    programme.save(update_fields=["rehearsal"])
    record(verb="programme.put_in_force", target=programme, by=by.somebody, at=at, unit=by.unit)
    return programme


def drop(programme: Programme) -> None:
    """Erase a rehearsal in which nothing lies any more, in the caller's transaction, which has asked and logs it.
    Targets that were set for it keep it: NotPossible."""
    for key in programme.campaigns.order_by("-pk").values_list("pk", flat=True):
        programme.campaigns.filter(pk=key).delete()
    try:
        programme.delete()
    except ProtectedError as no:
        names = ", ".join(sorted({str(one._meta.verbose_name) for one in no.protected_objects}))
        text = _("Bản chạy thử còn %(what)s nên chưa bỏ được.") % {"what": names}
        raise NotPossible([Problem(code="in_use", text=text)]) from None


def version_of(programme: Programme) -> int:
    """The number of its last version; 0 where none was kept yet. One query."""
    return Version.objects.filter(programme=programme).order_by("-number").values_list("number", flat=True).first() or 0


def copied(spec: ProgrammeSpec, *, code: str, name: str, years: int) -> ProgrammeSpec:
    """The same programme under another code and name, every day of it so many years later: the start of the next one.
    What only fits the old days, targets and extensions, stays behind. Raises NotPossible: too far."""
    if not 0 <= years <= _FURTHEST:
        text = _("Ghi một số từ 0 đến %(most)s") % {"most": _FURTHEST}
        raise NotPossible([Problem(code="too_far", field="years", text=text)])
    moved = {
        "code": code,
        "short_name": spec.short_name.model_copy(update={"vi": name, "en": ""}),
        "opens": _later(spec.opens, years),
        "applied": spec.applied and _later(spec.applied, years),
        "recognised": spec.recognised and _later(spec.recognised, years),
        "phases": [one.model_copy(update={"window": _later(one.window, years)}) for one in spec.phases],
        "campaigns": [one.model_copy(update={"window": _later(one.window, years)}) for one in spec.campaigns],
        "targets": [],
    }
    return spec.model_copy(update=moved)


# Helpers, in the order of call -----------------------------------------------------------------------------


def another(programme: Programme, spec: ProgrammeSpec) -> list[Problem]:
    """A programme keeps its code and its owner: rights and addresses hang on them."""
    named = {"code": (programme.code, spec.code), "owner": (programme.owner.code, spec.owner)}
    text = _("Chương trình giữ nguyên %(stood)s; tệp ghi %(told)s.")
    return [
        Problem(code="another", field=field, text=text % {"stood": stood, "told": told})
        for field, (stood, told) in named.items()
        if stood != told
    ]


def _later(days: Days, years: int) -> Days:
    return days.model_copy(update={"since": _years_on(days.since, years), "to": days.to and _years_on(days.to, years)})


def _years_on(day: date, years: int) -> date:
    """The same day of a later year; the last of February stays the last of February."""
    last_of_february = (day + timedelta(days=1)).month == 3 and day.month == 2
    if last_of_february:
        return date(day.year + years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + years)
