"""Một phiên họp: the roll, the agenda, the votes; everything works without scripts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.registry.rules import KEEP as KEEP_PAPERS
from sangkien.sittings import actions, meeting
from sangkien.sittings.models import Matter, Seat, Sitting
from sangkien.sittings.rules import ATTEND, LEAD, SEE_SITTING
from sangkien.sittings.states import OVER, State
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.sittings.forms import MatterForm, PlanForm
from sangkien.web.sittings.shown import agenda, roll

Verb = Callable[[Any, Any, QueryDict], str]


@signed_in
@require_safe
def sitting(request: Request, key: int) -> HttpResponse:
    """The page."""
    return _page(request, _sitting(request, key))


@signed_in
@posts(otherwise="sitting")
def task(request: Request, key: int) -> HttpResponse:
    """One verb about the sitting or its roll, by its name in the form."""
    held = _sitting(request, key)
    return _done(request, held, _ABOUT_THE_SITTING, held)


@signed_in
@posts(otherwise="sitting")
def put(request: Request, key: int) -> HttpResponse:
    """A matter of its own on the agenda."""
    held, form = _sitting(request, key), MatterForm(request.POST)
    if form.is_valid():
        told = {"title": form.cleaned_data["title"], "secret": form.cleaned_data["secret"]}
        try:
            actions.put_on_agenda(held, **told, threshold=form.threshold, by=request.visit.actor, at=request.visit.now)
            messages.success(request, _("Đã đưa vào chương trình."))
            return redirect("sitting", key=key)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, held, form, status=422)


@signed_in
@posts(otherwise="sitting")
def move(request: Request, key: int) -> HttpResponse:
    """Another day or place."""
    held, form = _sitting(request, key), PlanForm(request.POST)
    if form.is_valid():
        try:
            meeting.move(held, **form.cleaned_data, by=request.visit.actor, at=request.visit.now)
            messages.success(request, _("Đã đổi lịch họp và báo cho các thành viên."))
            return redirect("sitting", key=key)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, _sitting(request, key), moving=form, status=422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def matter_task(request: Request, key: int) -> HttpResponse:
    """One verb about a matter, by its name in the form. By its address alone: to the sitting."""
    matter = get_object_or_404(Matter.objects.select_related("sitting__council"), pk=key)
    held = _sitting(request, matter.sitting_id)
    if request.method != "POST":
        return redirect("sitting", key=held.pk)
    return _done(request, held, _ABOUT_A_MATTER, matter)


# Verbs ------------------------------------------------------------------------------------------------------


def _open(held: Sitting, who: dict[str, Any], typed: QueryDict) -> str:
    meeting.open_sitting(held, **who)
    return _("Đã khai mạc.")


def _close(held: Sitting, who: dict[str, Any], typed: QueryDict) -> str:
    meeting.close_sitting(held, **who)
    return _("Đã bế mạc.")


def _call_off(held: Sitting, who: dict[str, Any], typed: QueryDict) -> str:
    meeting.call_off(held, reason=typed.get("reason", ""), **who)
    return _("Đã ghi là phiên này không họp.")


def _come(held: Sitting, who: dict[str, Any], typed: QueryDict) -> str:
    person = _member(held, typed)
    meeting.come(held, person, **who)
    return _("%(who)s có mặt.") % {"who": person.full_name}


def _leave(held: Sitting, who: dict[str, Any], typed: QueryDict) -> str:
    person = _member(held, typed)
    meeting.leave(held, person, **who)
    return _("%(who)s đã về.") % {"who": person.full_name}


def _vote(matter: Matter, who: dict[str, Any], typed: QueryDict) -> str:
    actions.cast(matter, typed.get("choice", ""), **who)
    return _("Đã ghi phiếu của anh/chị.")


def _count(matter: Matter, who: dict[str, Any], typed: QueryDict) -> str:
    actions.close(matter, **who)
    return _("Đã khóa kết quả biểu quyết.")


def _put_off(matter: Matter, who: dict[str, Any], typed: QueryDict) -> str:
    actions.put_off(matter, reason=typed.get("reason", ""), **who)
    return _("Đã để lại phiên sau.")


def _recuse(matter: Matter, who: dict[str, Any], typed: QueryDict) -> str:
    actions.recuse(matter, who["by"].somebody, reason=typed.get("reason", ""), **who)
    return _("Anh/chị không tham gia biểu quyết nội dung này.")


_ABOUT_THE_SITTING: dict[str, Verb] = {
    "khai-mac": _open,
    "be-mac": _close,
    "khong-hop": _call_off,
    "co-mat": _come,
    "ve": _leave,
}
_ABOUT_A_MATTER: dict[str, Verb] = {
    "bieu-quyet": _vote,
    "khoa": _count,
    "de-lai": _put_off,
    "lien-quan": _recuse,
}


# Helpers ----------------------------------------------------------------------------------------------------


def _done(request: Request, held: Sitting, verbs: dict[str, Verb], thing: Sitting | Matter) -> HttpResponse:
    """The verb that was pressed; or the page again, with the reason why not above it and what was typed in its box."""
    verb = verbs.get(request.POST.get("viec", ""))
    if verb is None:
        raise Http404
    try:
        messages.success(request, verb(thing, {"by": request.visit.actor, "at": request.visit.now}, request.POST))
    except NotAllowed:
        if not isinstance(thing, Matter) or not _apart(thing, request.visit.person):
            raise
        text = _("Anh/chị có liên quan đến nội dung này nên không làm việc này được.")
        problems = [Problem(code="interest", text=text)]
    except NotPossible as no:
        problems = list(no.problems)
    else:
        there = f"#nd-{thing.pk}" if isinstance(thing, Matter) else ""
        return redirect(reverse("sitting", args=[held.pk]) + there)
    failed = {"problems": problems, "typed": request.POST.get("reason", ""), "of": thing}
    return _page(request, _sitting(request, held.pk), status=422, failed=failed)


def _apart(matter: Matter, person: Person | None) -> bool:
    """Is the member kept out of it? They know, since their page was made before or they came late."""
    return person is not None and matter.recusals.filter(person=person).exists()


def _sitting(request: Request, key: int) -> Sitting:
    return get_for(request.visit.actor, SEE_SITTING, Sitting.objects.select_related("council__unit"), pk=key)


def _planned(held: Sitting) -> dict[str, str]:
    hour = f"{held.hour.hour}:{held.hour.minute:02}" if held.hour else ""
    return {"day": format_day(held.day), "hour": hour, "place": held.place}


def _member(held: Sitting, typed: QueryDict) -> Person:
    key = typed.get("person", "")
    seats = Seat.objects.on(held.day).filter(council=held.council_id).select_related("person")
    return get_object_or_404(seats, person=int(key) if key.isdecimal() and len(key) < 19 else 0).person


def _page(
    request: Request,
    held: Sitting,
    form: MatterForm | None = None,
    *,
    moving: PlanForm | None = None,
    status: int = 200,
    failed: dict[str, Any] | None = None,
) -> HttpResponse:
    actor = request.visit.actor
    unit = Organisation.objects.named(on=held.day).get(pk=held.council.unit_id)
    members = roll(held, actor.person)
    context = {
        "sitting": held,
        "unit": unit,
        "members": members,
        "here": sum(one.here for one in members),
        "present": any(one.me and one.here for one in members),
        "me": next((one for one in members if one.me), None),
        "matters": agenda(held, actor),
        "leads": actor.may(LEAD, held),
        "attends": actor.may(ATTEND, held),
        "over": held.state in OVER,
        "form": form or MatterForm(),
        "moving": moving or PlanForm(initial=_planned(held)),
        "writes": held.state == State.CLOSED and actor.may(KEEP_PAPERS, unit),
        "failed": failed,
    }
    return TemplateResponse(request, "sittings/sitting.html", context, status=status)
