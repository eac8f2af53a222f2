"""Phạm vi ảnh hưởng: the requests that the visitor sees, one of them, and how far one dossier reaches."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.councils.results import in_points
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE as SEE_DOSSIER
from sangkien.scopes import actions
from sangkien.scopes.models import Request as Asked
from sangkien.scopes.queries import next_level
from sangkien.scopes.rules import ASK, CONCLUDE, KIND, SCORE, SEE, WITHDRAW
from sangkien.sittings.models import Council
from sangkien.sittings.queries import ahead, outcome_of, waiting
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.forms import Questions
from sangkien.web.scopes.forms import FindingForm, ReasonForm, SheetForm
from sangkien.web.sittings.forms import AgendaForm

_A_PAGE = 20


@signed_in
@require_safe
def requests(request: Request) -> HttpResponse:
    """The list, what waits first."""
    page = Paginator(_seen(request), _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "adopts": request.visit.actor.holds(Role.LEADER, Role.ADMINISTRATOR)}
    return TemplateResponse(request, "scopes/list.html", context)


@signed_in
@require_safe
def requests_file(request: Request, form: Form) -> HttpResponseBase:
    """The same list as a file."""
    columns = [
        Column("code", _("Mã hồ sơ")),
        Column("title", _("Tên sáng kiến")),
        Column("level", _("Cấp")),
        Column("state", _("Trạng thái")),
        Column("found", _("Kết luận")),
        Column("asked_at", _("Đề nghị lúc"), Kind.MOMENT),
    ]
    rows = map(_cells, _seen(request).iterator())
    return send_list(request, form, name="pham-vi", title=_("Phạm vi ảnh hưởng"), columns=columns, rows=rows)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: Request, code: str) -> HttpResponse:
    """How far the dossier reaches; asking for the next level."""
    actor = request.visit.actor
    found = get_for(actor, SEE_DOSSIER, Initiative.objects.select_related("unit"), code=code)
    level = next_level(found)
    problems: Any = ()
    if request.method == "POST" and level:
        try:
            made = actions.ask(found, level, by=actor, at=request.visit.now)
            messages.success(request, _("Đã đề nghị hội đồng xét."))
            return redirect("scope-request", key=made.pk)
        except NotPossible as no:
            problems = no.problems
    rows = found.scopes.select_related("finding", "council").order_by("pk")
    context = {"dossier": found, "rows": rows, "level": level, "problems": problems, "asks": actor.may(ASK, found)}
    return TemplateResponse(request, "scopes/dossier.html", context, status=422 if problems else 200)


@signed_in
@require_safe
def request_page(request: Request, key: int) -> HttpResponse:
    """One request."""
    return _page(request, _asked(request, key))


@signed_in
@posts(otherwise="scope-request")
def task(request: Request, key: int) -> HttpResponse:
    """One verb, by its name in the form; or the page again with what stands against it at its box."""
    asked = _asked(request, key)
    name = request.POST.get("viec", "")
    form = _forms(request, asked, typed=name).get(name)
    if form is None or name not in _VERBS:
        raise Http404
    if form.is_valid():
        try:
            messages.success(request, _VERBS[name](asked, form, {"by": request.visit.actor, "at": request.visit.now}))
            return redirect("scope-request", key=key)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, _asked(request, key), status=422, **{name: form})


def _score(asked: Asked, form: Any, who: dict[str, Any]) -> str:
    actions.score(asked, form.points, **who)
    return _("Đã ghi phiếu chấm của anh/chị.")


def _put(asked: Asked, form: Any, who: dict[str, Any]) -> str:
    actions.put_before(asked, form.chosen, secret=not form.cleaned_data["openly"], **who)
    return _("Đã đưa vào chương trình.")


def _conclude(asked: Asked, form: Any, who: dict[str, Any]) -> str:
    finding = actions.conclude(asked, **form.cleaned_data, **who)
    return _("Đã ghi: được công nhận.") if finding.recognised else _("Đã ghi: không được công nhận.")


def _withdraw(asked: Asked, form: Any, who: dict[str, Any]) -> str:
    actions.withdraw(asked, reason=form.cleaned_data["reason"], **who)
    return _("Đã rút đề nghị.")


_VERBS: dict[str, Callable[[Asked, Any, dict[str, Any]], str]] = {
    "cham": _score,
    "chuong_trinh": _put,
    "ket_luan": _conclude,
    "rut": _withdraw,
}


# Helpers ----------------------------------------------------------------------------------------------------


def _seen(request: Request) -> "QuerySet[Asked]":
    every = Asked.objects.select_related("initiative", "finding")
    return request.visit.actor.among(SEE, every).order_by("state", "-at", "pk")


def _cells(one: Asked) -> list[Cell]:
    finding = getattr(one, "finding", None)
    found = "" if finding is None else _("Được công nhận") if finding.recognised else _("Không được công nhận")
    return [one.initiative.code, one.initiative.title, one.get_level_display(), one.get_state_display(), found, one.at]


def _asked(request: Request, key: int) -> Asked:
    among = Asked.objects.select_related("initiative", "council", "criteria", "finding")
    return get_for(request.visit.actor, SEE, among, pk=key)


def _forms(request: Request, asked: Asked, *, typed: str = "") -> dict[str, Questions]:
    """What the visitor may do, each with its form; the one that was pressed with what was typed."""
    actor, data = request.visit.actor, request.POST
    forms: dict[str, Questions] = {}
    if actor.may(SCORE, asked):
        own = asked.sheets.filter(person=actor.person).order_by("pk").last()
        given = own.points if own else None
        forms["cham"] = SheetForm(data if typed == "cham" else None, criteria=asked.criteria, given=given)
    if actor.may(CONCLUDE, asked):
        sittings = ahead(Council.objects.filter(pk=asked.council_id))
        forms["chuong_trinh"] = AgendaForm(data if typed == "chuong_trinh" else None, among=sittings)
        forms["ket_luan"] = FindingForm(data if typed == "ket_luan" else None)
    if actor.may(WITHDRAW, asked):
        forms["rut"] = ReasonForm(data if typed == "rut" else None)
    return forms


def _page(request: Request, asked: Asked, *, status: int = 200, **typed: Questions) -> HttpResponse:
    finding = getattr(asked, "finding", None)
    context = {
        "asked": asked,
        "finding": finding,
        "average": in_points(finding.average) if finding else "",
        "sheets": asked.sheets.values("person").distinct().count(),
        "agenda": waiting(KIND, str(asked.pk)),
        "outcome": outcome_of(KIND, str(asked.pk)),
        **_forms(request, asked),
        **typed,
    }
    return TemplateResponse(request, "scopes/request.html", context, status=status)
