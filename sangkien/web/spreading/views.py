"""Nhân rộng: the wishes of one's union and to it, one of them, and asking."""

from collections.abc import Callable, Sequence
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

from sangkien.base.problems import NotPossible
from sangkien.confirmations.rules import SCANS
from sangkien.files.actions import look_into
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.spreading import actions
from sangkien.spreading.models import Wish
from sangkien.spreading.rules import ADOPT, ANSWER, ASK, DROP, OFFICERS, SEE
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.files.serving import original
from sangkien.web.forms import Questions
from sangkien.web.spreading.forms import AdoptForm, AnswerForm, AskForm

_A_PAGE = 20


@wearing(*OFFICERS)
@require_safe
def wishes(request: Request) -> HttpResponse:
    """Those that one's union asks, those that are asked of it, and those of the unions below; the newest first."""
    page = Paginator(_seen(request), _A_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "spreading/list.html", {"page": page, "rows": _rows(request, list(page.object_list))}
    )


@wearing(*OFFICERS)
@require_safe
def wishes_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file."""
    return send_list(
        request,
        form,
        name="nhan-rong",
        title=_("Nhân rộng sáng kiến"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("unit", _("Đơn vị muốn áp dụng")),
            Column("owner", _("Công đoàn của tác giả")),
            Column("state", _("Trạng thái")),
            Column("effect", _("Hiệu quả ở nơi áp dụng")),
            Column("benefit_vnd", _("Giá trị ở nơi áp dụng"), Kind.DONG, _("một năm, không cộng vào sáng kiến gốc")),
            Column("at", _("Đề nghị lúc"), Kind.MOMENT),
        ],
        rows=map(_cells, in_parts(_seen(request), lambda some: _rows(request, some))),
    )


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, code: str) -> HttpResponse:
    """Ask to apply an initiative that anybody may read."""
    actor = request.visit.actor
    initiative = get_for(actor, ASK, Initiative.objects.select_related("unit"), code=code)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("where", "contact")}
            wish = actions.ask(initiative, **said, by=actor, at=request.visit.now)
            messages.success(request, _("Đã gửi đề nghị tới công đoàn của tác giả."))
            return redirect("wish", pk=wish.pk)
        except NotPossible as no:
            form.put(no.problems)
    status = 422 if form.errors else 200
    context = {"initiative": initiative, "form": form, "has_errors": status == 422}
    return TemplateResponse(request, "spreading/ask.html", context, status=status)


@wearing(*OFFICERS)
@require_safe
def wish(request: Request, pk: int) -> HttpResponse:
    """One wish and what came of it."""
    return _page(request, _wish(request, pk))


@wearing(*OFFICERS)
@posts(otherwise="wish")
def task(request: Request, pk: int) -> HttpResponse:
    """One verb, by its name in the form."""
    found, name = _wish(request, pk), request.POST.get("viec", "")
    if name not in _VERBS:
        raise Http404
    box = _BOX.get(name)
    form = _forms(request, found, typed=name).get(box) if box else Questions(request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            messages.success(request, _VERBS[name](found, form, {"by": request.visit.actor, "at": request.visit.now}))
            return redirect("wish", pk=pk)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, _wish(request, pk), status=422, **{box or "tried": form})


@wearing(*OFFICERS)
@require_safe
def proof(request: Request, pk: int) -> HttpResponse:
    """The proof of an adoption, for the unions that it concerns."""
    found = _wish(request, pk)
    adoption = getattr(found, "adoption", None)
    if adoption is None or adoption.proof is None:
        raise Http404
    return original(request, adoption.proof)


def _agree(wish: Wish, form: Any, who: dict[str, Any]) -> str:
    actions.answer(wish, form.cleaned_data["answer"], agrees=True, **who)
    return _("Đã đồng ý chuyển giao.")


def _refuse(wish: Wish, form: Any, who: dict[str, Any]) -> str:
    actions.answer(wish, form.cleaned_data["answer"], agrees=False, **who)
    return _("Đã trả lời không chuyển giao.")


def _adopt(wish: Wish, form: Any, who: dict[str, Any]) -> str:
    sent = form.cleaned_data["proof"]
    seen = look_into(sent.read(), name=sent.name, field="proof", limits=SCANS) if sent else None
    actions.adopt(wish, form.said, proof=seen, **who)
    return _("Đã ghi việc áp dụng.")


def _drop(wish: Wish, _form: Any, who: dict[str, Any]) -> str:
    actions.drop(wish, **who)
    return _("Đã thôi đề nghị.")


_VERBS: dict[str, Callable[[Wish, Any, dict[str, Any]], str]] = {
    "dong_y": _agree,
    "tu_choi": _refuse,
    "ap_dung": _adopt,
    "thoi": _drop,
}
_BOX = {"dong_y": "tra_loi", "tu_choi": "tra_loi", "ap_dung": "ap_dung"}


# Helpers ----------------------------------------------------------------------------------------------------


def _seen(request: Request) -> "QuerySet[Wish]":
    every = Wish.objects.select_related("initiative", "adoption__proof")
    return request.visit.actor.among(SEE, every).order_by("-at", "-pk")


def _rows(request: Request, wishes: Sequence[Wish]) -> list[dict[str, Any]]:
    """Each with the names of both unions. One query."""
    keys = {pk for one in wishes for pk in (one.unit_id, one.owner_id)}
    units = Organisation.objects.filter(pk__in=keys).named(on=request.visit.actor.on)
    names = {unit.pk: unit.short_name or unit.name for unit in units}
    return [
        {"wish": one, "unit": names.get(one.unit_id) or "", "owner": names.get(one.owner_id) or ""} for one in wishes
    ]


def _cells(row: dict[str, Any]) -> list[Cell]:
    one = row["wish"]
    adoption = getattr(one, "adoption", None)
    came = [adoption.effect, adoption.benefit_vnd] if adoption else ["", None]
    state = str(one.get_state_display())
    return [one.initiative.code, one.initiative.title, row["unit"], row["owner"], state, *came, one.at]


def _wish(request: Request, pk: int) -> Wish:
    every = Wish.objects.select_related("initiative", "adoption__proof")
    return get_for(request.visit.actor, SEE, every, pk=pk)


def _forms(request: Request, wish: Wish, *, typed: str = "") -> dict[str, Questions]:
    actor, box = request.visit.actor, _BOX.get(typed, "")
    forms: dict[str, Questions] = {}
    if actor.may(ANSWER, wish):
        forms["tra_loi"] = AnswerForm(request.POST if box == "tra_loi" else None)
    if actor.may(ADOPT, wish):
        forms["ap_dung"] = AdoptForm(request.POST, request.FILES) if box == "ap_dung" else AdoptForm()
    return forms


def _page(request: Request, wish: Wish, *, status: int = 200, **typed: Questions) -> HttpResponse:
    context = {
        **_rows(request, [wish])[0],
        "adoption": getattr(wish, "adoption", None),
        "may_drop": request.visit.actor.may(DROP, wish),
        **_forms(request, wish),
        **typed,
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "spreading/wish.html", context, status=status)
