"""Việc đang làm: a list, and a page for each that can be left and come back to; with scripts it moves by itself,
without them the browser asks for it again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.clock import real_now
from sangkien.base.problems import NotPossible
from sangkien.jobs import actions
from sangkien.jobs.models import Job
from sangkien.jobs.queries import seen_by, some_worker_is_there
from sangkien.jobs.rules import SEE
from sangkien.jobs.states import State
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.jobs.shown import ShownJob, allowed, shown

_A_PAGE = 20
_AGAIN, _LATER_AGAIN = 5, 15  # seconds, after which a browser without scripts asks again
_AT_FIRST = 60  # seconds


@signed_in
@require_safe
def jobs(request: Request) -> HttpResponse:
    """What the visitor asked for, and what runs for their union."""
    page = Paginator(seen_by(request.visit.actor), _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "jobs": _shown(request, *page.object_list)}
    return TemplateResponse(request, "jobs/list.html", context)


@signed_in
@require_safe
def jobs_file(request: Request, form: Form) -> HttpResponseBase:
    """The same list as a file."""
    return send_list(
        request,
        form,
        name="viec",
        title=_("Việc dài đang làm"),
        columns=[
            Column("name", _("Việc")),
            Column("subject", _("Về")),
            Column("unit", _("Đơn vị")),
            Column("state", _("Trạng thái")),
            Column("done", _("Đã làm"), Kind.WHOLE),
            Column("total", _("Tất cả"), Kind.WHOLE),
            Column("by", _("Người yêu cầu")),
            Column("asked_at", _("Yêu cầu lúc"), Kind.MOMENT),
            Column("ended_at", _("Kết thúc lúc"), Kind.MOMENT),
        ],
        rows=map(_cells, in_parts(seen_by(request.visit.actor), lambda some: _shown(request, *some))),
    )


def _cells(one: ShownJob) -> list[Cell]:
    job = one.job
    by = job.asked_by.full_name if job.asked_by else _("Người vận hành")
    return [one.name, job.subject, one.unit, one.word, job.done, job.total, by, job.asked_at, job.ended_at]


@signed_in
@require_safe
def job(request: Request, key: UUID) -> HttpResponse:
    """How far it is; once it has ended, how."""
    actor, found = request.visit.actor, _found(request, key)
    actions.look_at(found, by=actor, at=request.visit.now)
    [one] = _shown(request, found)
    waited = (request.visit.now - found.asked_at).total_seconds()
    again = _AGAIN if waited < _AT_FIRST else _LATER_AGAIN
    context = {"one": one, "job": found, "again": again, "may": allowed(found, actor)}
    return TemplateResponse(request, "jobs/job.html", context)


@signed_in
@require_safe
def how_far(request: Request, key: UUID) -> HttpResponse:
    """The part of the page that moves."""
    [one] = _shown(request, found := _found(request, key))
    return TemplateResponse(request, "jobs/how_far.html", {"one": one, "job": found})


@signed_in
@posts(otherwise="job")
def cancel(request: Request, key: UUID) -> HttpResponse:
    """Have it stop."""
    try:
        stopped = actions.cancel(_found(request, key), by=request.visit.actor, at=request.visit.now, heard=real_now())
    except NotPossible:
        messages.info(request, _("Việc này vừa kết thúc, hoặc đã có người yêu cầu dừng."))
    else:
        asked = _("Đã yêu cầu dừng. Việc sẽ dừng sau bước đang làm, trong vài giây.")
        messages.success(request, _("Đã dừng.") if stopped.state == State.CANCELLED else asked)
    return redirect("job", key)


@signed_in
@posts(otherwise="job")
def go_on(request: Request, key: UUID) -> HttpResponse:
    """Have a failed one gone on with."""
    try:
        actions.go_on(_found(request, key), by=request.visit.actor, at=request.visit.now)
    except NotPossible:
        messages.info(request, _("Việc này đã được làm tiếp, hoặc đã có yêu cầu mới thay."))
    return redirect("job", key)


# Helpers ----------------------------------------------------------------------------------------------------


def _found(request: Request, key: UUID) -> Job:
    among = Job.objects.select_related("asked_by", "unit", "cancellation")
    return get_for(request.visit.actor, SEE, among, key=key)


def _shown(request: Request, *found: Job) -> list[ShownJob]:
    there = some_worker_is_there(heard=real_now())
    return shown(found, actor=request.visit.actor, at=request.visit.now, worker_is_there=there)
