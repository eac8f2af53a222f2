"""The requests that wait for an officer, one of them, and the three answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from sangkien.base import phones
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.text import one_line
from sangkien.directory import actions
from sangkien.directory.models import Answer, Outcome, WorkplaceRequest
from sangkien.directory.queries import alike_in_the_list, is_own, may_answer, waiting
from sangkien.directory.rules import ANSWERING, COMPARING, SEE
from sangkien.organisations.search import MOST_LETTERS, Found, search_workplaces
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Column, Kind
from sangkien.web.directory.answering import AnswerForm, CreateForm, LinkForm, RefuseForm, proposed
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.review.desk import names_of

A_PAGE = 25
LINK, CREATE, REFUSE = "gan", "them", "tu-choi"


@dataclass(frozen=True)
class Line:
    """One request in the list. `union`: who is responsible, by its name of the day; `waited`: how long, in words."""

    request: WorkplaceRequest
    union: str
    waited: str


@wearing(*ANSWERING)
@require_safe
def requests(request: Request) -> HttpResponse:
    """What waits for this hat and for the unions below it, oldest first."""
    actor = request.visit.actor
    page = Paginator(waiting(actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": _lines(list(page.object_list), on=actor.on),
        "office": names_of([actor.office.pk], on=actor.on).get(actor.office.pk, ""),
        "may_compare": actor.holds(*COMPARING),
    }
    return TemplateResponse(request, "directory/requests.html", context)


@wearing(*ANSWERING)
@require_safe
def requests_file(request: Request, form: Form) -> HttpResponseBase:
    """All that waits, as a file."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="yeu-cau",
        title=_("Yêu cầu bổ sung nơi làm việc"),
        columns=[
            Column("workplace", _("Nơi làm việc")),
            Column("tax_code", _("Mã số thuế")),
            Column("place", _("Ở đâu")),
            Column("union", _("Công đoàn trả lời")),
            Column("asked_at", _("Yêu cầu lúc"), Kind.MOMENT),
        ],
        rows=(
            [line.request.workplace, line.request.tax_code, line.request.place, line.union, line.request.asked_at]
            for line in in_parts(waiting(actor), lambda some: _lines(some, on=actor.on))
        ),
    )


@wearing(*ANSWERING)
@require_safe
def one_request(request: Request, pk: int) -> HttpResponse:
    """One request: what is asked, which units seem to be it, and the three answers."""
    return _show(request, _opened(request, pk))


@wearing(*ANSWERING)
@posts(otherwise="workplace-request")
def link(request: Request, pk: int) -> HttpResponse:
    """It is in the list already."""
    asked, form, visit = _opened(request, pk), LinkForm(request.POST), request.visit
    return _settle(
        request,
        asked,
        LINK,
        form,
        lambda: actions.answer_by_linking(asked, form.cleaned_data["unit"], by=visit.actor, at=visit.now),
    )


@wearing(*ANSWERING)
@posts(otherwise="workplace-request")
def create(request: Request, pk: int) -> HttpResponse:
    """It is missing: enter it."""
    asked, visit = _opened(request, pk), request.visit
    form = _create_form(request, asked, alike=bool(alike_in_the_list(asked, visit.actor.on)), data=request.POST)
    return _settle(
        request,
        asked,
        CREATE,
        form,
        lambda: actions.answer_by_creating(asked, form.founding, by=visit.actor, at=visit.now),
    )


@wearing(*ANSWERING)
@posts(otherwise="workplace-request")
def refuse(request: Request, pk: int) -> HttpResponse:
    """It cannot be added, and why."""
    asked, form, visit = _opened(request, pk), RefuseForm(request.POST), request.visit
    return _settle(
        request,
        asked,
        REFUSE,
        form,
        lambda: actions.refuse(asked, reason=form.cleaned_data["reason"], by=visit.actor, at=visit.now),
    )


def _settle(
    request: Request, asked: WorkplaceRequest, task: str, form: AnswerForm, act: Callable[[], Answer]
) -> HttpResponse:
    """Answer and go back to the list; or show the page with every problem, or with what a colleague did meanwhile."""
    if not form.is_valid():
        return _show(request, asked, task=task, form=form, status=422)
    try:
        answer = act()
    except Stale as no:
        asked = _opened(request, asked.pk)
        if asked.answer.by == request.visit.person and asked.answer.outcome == _OUTCOMES[task]:
            return redirect("workplace-requests")  # the same button pressed twice
        return _show(request, asked, problems=no.problems, unsent=form.written, status=409)
    except NotPossible as no:
        form.put(no.problems)
        return _show(request, asked, task=task, form=form, status=422)
    messages.success(request, str(_DONE[Outcome(answer.outcome)]) % {"workplace": asked.workplace})
    return redirect("workplace-requests")


_OUTCOMES = {LINK: Outcome.LINKED, CREATE: Outcome.CREATED, REFUSE: Outcome.REFUSED}
_DONE = {
    Outcome.CREATED: gettext_lazy("Đã thêm “%(workplace)s” vào danh sách và báo cho người hỏi."),
    Outcome.LINKED: gettext_lazy("Đã báo cho người hỏi về “%(workplace)s” là đơn vị nào trong danh sách."),
    Outcome.REFUSED: gettext_lazy("Đã trả lời về “%(workplace)s”, kèm lý do anh/chị ghi."),
}


def _opened(request: Request, pk: int) -> WorkplaceRequest:
    everything = WorkplaceRequest.objects.select_related("responsible", "answer__unit", "answer__by", "draft")
    return get_for(request.visit.actor, SEE, everything, pk=pk)


def _show(
    request: Request,
    asked: WorkplaceRequest,
    *,
    task: str = "",
    form: AnswerForm | None = None,
    problems: Sequence[Problem] = (),
    unsent: str = "",
    status: int = 200,
) -> HttpResponse:
    actor, on = request.visit.actor, request.visit.actor.on
    searched = one_line((request.POST or request.GET).get("q", "")[:MOST_LETTERS])
    alike = alike_in_the_list(asked, on)
    may = may_answer(actor, asked)
    task = task or (request.GET.get("viec", "") if may else "")
    context = {
        "asked": asked,
        "line": _lines([asked], on=on)[0],
        "phone": phones.show(asked.phone) if asked.phone else "",
        "answer": getattr(asked, "answer", None),
        "unit": _unit_name(asked, on),
        "may": may,
        "own": not may and is_own(actor, asked),
        "task": task if task in _OUTCOMES else LINK,
        "form": form or (_empty_form(request, asked, task, alike) if may else None),
        "q": searched,
        "found": search_workplaces(searched, on) if searched else alike,
        "alike": alike,
        "problems": problems,
        "unsent": unsent,
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "directory/request.html", context, status=status)


def _empty_form(request: Request, asked: WorkplaceRequest, task: str, alike: list[Found]) -> AnswerForm:
    if task == CREATE:
        return _create_form(request, asked, alike=bool(alike), initial=proposed(asked, request.visit.actor.on))
    return RefuseForm() if task == REFUSE else LinkForm()


def _create_form(request: Request, asked: WorkplaceRequest, *, alike: bool, **given: Any) -> CreateForm:
    actor = request.visit.actor
    return CreateForm(office=actor.office, on=actor.on, alike=alike, **given)


def _unit_name(asked: WorkplaceRequest, on: date) -> str:
    unit = asked.answer.unit_id if hasattr(asked, "answer") else None
    return names_of([unit], on=on).get(unit, "") if unit else ""


def _lines(asked: Sequence[WorkplaceRequest], *, on: date) -> list[Line]:
    names = names_of([one.responsible_id for one in asked], on=on)
    return [
        Line(one, names.get(one.responsible_id) or one.responsible.code, _waited((on - day_of(one.asked_at)).days))
        for one in asked
    ]


def _waited(days: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days} if days else _("hôm nay")
