"""Ngày làm việc: which days are off or at work by the law and by decision; declaring one, with what it moves said
before, and withdrawing it, with ten minutes to take that back."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Person, Role
from sangkien.audit.models import Record
from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives.turns import moved_by, redate
from sangkien.web.doors import Request, open_to_all, person_of, posts, wearing
from sangkien.web.workdays.forms import DayForm
from sangkien.workdays import actions
from sangkien.workdays.models import DecidedDay
from sangkien.workdays.queries import special_days
from sangkien.workdays.rules import YEARS, may_declare

_UNDO = timedelta(minutes=10)
_AT_ONCE = 5_000  # dossiers given another last day while somebody waits for the page; more is left to the worker


@open_to_all
@require_safe
def days(request: Request) -> HttpResponse:
    """The special days of a year, this one unless the address says another."""
    actor, asked = request.visit.actor, request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else actor.on.year
    if year not in YEARS:
        raise Http404
    may = may_declare(actor)
    context = {
        "year": year,
        "special": special_days(year, language=get_language() or "vi"),
        "years": [one for one in (year - 1, year + 1) if one in YEARS],
        "may": may,
        "undoable": _undoable(person_of(request), at=request.visit.now) if may else [],
    }
    return TemplateResponse(request, "workdays/days.html", context)


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request) -> HttpResponse:
    """Asked, then shown with what it moves, then done."""
    _must(request)
    if request.method != "POST":
        return _asking(request, DayForm())
    form = DayForm(request.POST)
    form.is_valid()
    form.put(_else_missing(form))
    if form.errors:
        return _asking(request, form, status=422)
    day, works = form.cleaned_data["day"], form.works
    moves = moved_by(_decided() | {day: works})
    seal = f"{day.isoformat()} {works}"  # not how many: that changes all day long
    if request.POST.get("da-xem") != seal:
        return _asking(request, form, effect=_replaced(day) + _effect(moves), seal=seal)
    try:
        actions.declare(day, works=works, decision=form.decision, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:  # a colleague has just declared the same
        form.put(no.problems)
        return _asking(request, form, status=422)
    messages.success(request, _done(_("Đã ghi ngày %(day)s.") % {"day": format_day(day)}, moves))
    return redirect(f"{reverse('workdays')}?nam={day.year}")


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: Request, key: int) -> HttpResponse:
    """What was declared, what withdrawing it moves; and done."""
    _must(request)
    declared = get_object_or_404(DecidedDay, pk=key)
    left = {one: works for one, works in _decided().items() if one != declared.day}
    moves = moved_by(left)
    if request.method != "POST":
        context = {"declared": declared, "effect": _effect(moves)}
        return TemplateResponse(request, "workdays/retract.html", context)
    actions.retract(declared.day, by=request.visit.actor, at=request.visit.now)
    told = _("Đã bỏ điều đã ghi cho ngày %(day)s. Trong mười phút, anh/chị ghi lại được như cũ.")
    messages.success(request, _done(told % {"day": format_day(declared.day)}, moves))
    return redirect(f"{reverse('workdays')}?nam={declared.day.year}")


@wearing(Role.ADMINISTRATOR)
@posts(otherwise="workdays")
def undo(request: Request, key: int) -> HttpResponse:
    """Declare again what one has just withdrawn, as it was."""
    _must(request)
    open_again = _undoable(person_of(request), at=request.visit.now)
    day, taken = next(((day, one) for day, one in open_again if one.pk == key), (None, None))
    if day is None or taken is None:
        messages.warning(request, _("Đã quá mười phút, hoặc ngày ấy vừa được ghi lại. Anh/chị ghi mới nếu cần."))
        return redirect("workdays")
    moves = moved_by(_decided() | {day: taken.before["works"]})
    actions.declare(day, **taken.before, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _done(_("Đã ghi lại ngày %(day)s như cũ.") % {"day": format_day(day)}, moves))
    return redirect(f"{reverse('workdays')}?nam={day.year}")


# Helpers ----------------------------------------------------------------------------------------------------


def _must(request: Request) -> None:
    if not may_declare(request.visit.actor):
        raise Http404


def _else_missing(form: DayForm) -> list[Problem]:
    """What the rules say of the day, also while the paper is not named yet; of the paper once it is."""
    if {"day", "what"} & set(form.errors):
        return []
    decision = form.decision if not form.errors else "…"
    return actions.missing(form.cleaned_data["day"], works=form.works, decision=decision)


def _decided() -> dict[date, bool]:
    return dict(DecidedDay.objects.values_list("day", "works"))


def _undoable(person: Person, *, at: datetime) -> list[tuple[date, Record]]:
    """Which days this person has withdrawn within ten minutes and nobody has declared since; the last one first."""
    days = Record.objects.filter(target_type=DecidedDay._meta.label_lower)
    taken = days.filter(verb="workdays.retract", by_id=person.pk, at__gt=at - _UNDO).order_by("-pk")
    decided = _decided()
    open_again: dict[date, Record] = {}
    for one in taken:
        day = date.fromisoformat(one.after["day"])
        if day not in decided:
            open_again.setdefault(day, one)
    return list(open_again.items())


def _replaced(day: date) -> str:
    """What was declared for the day before, and would no longer hold."""
    declared = DecidedDay.objects.filter(day=day).first()
    if declared is None:
        return ""
    old = _("Ngày này đã ghi là ngày làm bù theo %(decision)s; điều ghi mới thay điều ấy.")
    if not declared.works:
        old = _("Ngày này đã ghi là ngày nghỉ theo %(decision)s; điều ghi mới thay điều ấy.")
    return f"{old % {'decision': declared.decision}} "


def _effect(moves: int) -> str:
    if not moves:
        return _("Không hồ sơ nào đang chờ đổi hạn trả lời.")
    said = ngettext(
        "%(shown)s hồ sơ đang chờ sẽ có hạn trả lời khác.", "%(shown)s hồ sơ đang chờ sẽ có hạn trả lời khác.", moves
    )
    return said % {"shown": format_int(moves, get_language() or "vi")}


def _done(told: str, moves: int) -> str:
    """What was done, and the last days with it: at once where they are few, else by the worker within the hour."""
    if not moves:
        return told
    if moves > _AT_ONCE:
        later = _("Hạn trả lời của các hồ sơ đang chờ được tính lại trong vòng một giờ.")
        return f"{told} {later}"
    redate()
    shown = format_int(moves, get_language() or "vi")
    said = ngettext("%(shown)s hồ sơ đã có hạn mới.", "%(shown)s hồ sơ đã có hạn mới.", moves)
    return f"{told} {said % {'shown': shown}}"


def _asking(request: Request, form: DayForm, *, effect: str = "", seal: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "effect": effect, "seal": seal, "has_errors": status != 200}
    return TemplateResponse(request, "workdays/declare.html", context, status=status)
