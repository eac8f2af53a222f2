"""Hồ sơ gửi muộn do mất mạng: the list that waits for the direct superior's word, and the word itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Stale
from sangkien.initiatives import late
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import ANSWER_LATE
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Column, Kind
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.desk import Row, rows_of
from sangkien.web.review.forms import LateForm
from sangkien.web.review.page import OFFICERS, opened, show

A_PAGE = 25
ACCEPT = "accept"


@dataclass(frozen=True)
class Line:
    """A dossier that came late: when it was finished by the phone, when it was received."""

    row: Row
    finished_at: datetime
    received_at: datetime


def waiting(actor: Actor) -> "QuerySet[Initiative]":
    """The late arrivals on which the actor may say a word, those received first on top."""
    return actor.among(ANSWER_LATE, Initiative.objects.for_list().order_by("submitted_at", "pk"))


@wearing(Role.REVIEWER)
@require_safe
def late_arrivals(request: Request) -> HttpResponse:
    """What was finished in time and received after it."""
    actor = request.visit.actor
    page = Paginator(waiting(actor), A_PAGE).get_page(request.GET.get("page"))
    lines = _lines(page.object_list, on=actor.on)
    return TemplateResponse(request, "review/late.html", {"page": page, "lines": lines})


@wearing(Role.REVIEWER)
@require_safe
def late_arrivals_file(request: Request, form: Form) -> HttpResponseBase:
    """All of it as a file."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="gui-muon",
        title=_("Hồ sơ gửi muộn do mất mạng"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("unit", _("Đơn vị")),
            Column("finished_at", _("Viết xong lúc"), Kind.MOMENT, _("theo đồng hồ của điện thoại")),
            Column("received_at", _("Nhận lúc"), Kind.MOMENT, _("theo đồng hồ của máy chủ")),
        ],
        rows=(
            [line.row.initiative.code, line.row.initiative.title, line.row.unit, line.finished_at, line.received_at]
            for line in in_parts(waiting(actor), lambda some: _lines(some, on=actor.on))
        ),
    )


def _lines(shown: Iterable[Initiative], *, on: date) -> list[Line]:
    return [Line(row, row.initiative.late.finished_at, row.initiative.submitted_at) for row in rows_of(shown, on=on)]


@wearing(*OFFICERS)
@posts(otherwise="review")
def answer_late(request: Request, code: str) -> HttpResponse:
    """Accept, and the dossier counts where it was finished; or decline with a sentence."""
    initiative, form = opened(request, code), LateForm(request.POST)
    if not form.is_valid():
        return show(request, initiative, late=form, status=422)
    accept, actor = request.POST.get("answer") == ACCEPT, request.visit.actor
    note = form.cleaned_data["note"]
    try:
        late.answer(initiative, accept=accept, note=note, seen=form.version, by=actor, at=request.visit.now)
    except Stale as no:
        return show(request, opened(request, code), late=form, problems=no.problems, status=409)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, initiative, late=form, status=422)
    declined = _("Đã ghi lý do chưa chấp nhận và báo cho tác giả.")
    messages.success(request, _("Đã chấp nhận là gửi muộn do mất mạng.") if accept else declined)
    return redirect("review", code)
