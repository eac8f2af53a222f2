"""The verbs of review, one address each, by POST only. Afterwards the next dossier of the list is opened."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Stale
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.review import actions, talking
from sangkien.review.models import Decision, Verdict
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.desk import next_after
from sangkien.web.review.dossier import alike_to, comparable, mergeable
from sangkien.web.review.forms import DuplicateForm, ReasonsForm, RerouteForm, VerbForm
from sangkien.web.review.page import OFFICERS, opened, reasons_of, show
from sangkien.web.review.sieve import Sieve
from sangkien.web.review.tasks import Task
from sangkien.web.talk import ANCHOR, MessageForm


@wearing(*OFFICERS)
@posts(otherwise="review")
def confirm(request: Request, code: str) -> HttpResponse:
    """The grassroots union says that this is its worker's."""
    initiative, form = opened(request, code), VerbForm(request.POST)
    return _settle(
        request,
        initiative,
        Task.CONFIRM,
        form,
        lambda: actions.confirm(initiative, seen=form.version, by=request.visit.actor, at=request.visit.now),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def validate(request: Request, code: str) -> HttpResponse:
    """The direct superior finds the dossier valid."""
    initiative, form = opened(request, code), VerbForm(request.POST)
    return _settle(
        request,
        initiative,
        Task.VALIDATE,
        form,
        lambda: actions.validate(initiative, seen=form.version, by=request.visit.actor, at=request.visit.now),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def send_back(request: Request, code: str) -> HttpResponse:
    """Back to the author, with all reasons at once."""
    initiative = opened(request, code)
    form = ReasonsForm(request.POST, terms=reasons_of(Task.SEND_BACK, initiative))
    return _settle(
        request,
        initiative,
        Task.SEND_BACK,
        form,
        lambda: actions.send_back(
            initiative,
            reasons=form.given,
            seen=form.version,
            by=request.visit.actor,
            at=request.visit.now,
            note=form.cleaned_data["note"],
        ),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def refuse(request: Request, code: str) -> HttpResponse:
    """Not eligible for the programme, with the reasons."""
    initiative = opened(request, code)
    form = ReasonsForm(request.POST, terms=reasons_of(Task.REFUSE, initiative))
    return _settle(
        request,
        initiative,
        Task.REFUSE,
        form,
        lambda: actions.refuse(
            initiative,
            reasons=form.given,
            seen=form.version,
            by=request.visit.actor,
            at=request.visit.now,
            note=form.cleaned_data["note"],
        ),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def mark_duplicate(request: Request, code: str) -> HttpResponse:
    """The dossier doubles a record that is named."""
    initiative = opened(request, code)
    records = comparable(request.visit.actor)
    offered = mergeable(initiative, alike_to(initiative, request.visit.actor))
    form = DuplicateForm(request.POST, records=records, alike=offered)
    return _settle(
        request,
        initiative,
        Task.DUPLICATE,
        form,
        lambda: actions.mark_duplicate(
            initiative,
            of=form.of,
            seen=form.version,
            by=request.visit.actor,
            at=request.visit.now,
            note=form.cleaned_data["note"],
        ),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def reroute(request: Request, code: str) -> HttpResponse:
    """To the union it belongs to."""
    initiative = opened(request, code)
    form = RerouteForm(request.POST, units=Organisation.objects.on(request.visit.actor.on))
    return _settle(
        request,
        initiative,
        Task.REROUTE,
        form,
        lambda: actions.reroute(
            initiative,
            to=form.unit,
            seen=form.version,
            by=request.visit.actor,
            at=request.visit.now,
            note=form.cleaned_data["note"],
        ),
    )


@wearing(*OFFICERS)
@posts(otherwise="review")
def answer(request: Request, code: str) -> HttpResponse:
    """Write to the dossier's people on behalf of the union. Nothing is decided by it."""
    initiative, form = opened(request, code), MessageForm(request.POST)
    if form.is_valid():
        try:
            talking.answer(initiative, form.written, by=request.visit.actor, at=request.visit.now)
            return redirect(reverse("review", args=[code]) + Sieve.read(request.GET).query + ANCHOR)
        except NotPossible as no:
            form.put(no.problems)
    return show(request, initiative, message=form, status=422)


def _settle(
    request: Request, initiative: Initiative, task: Task, form: VerbForm, act: Callable[[], Decision]
) -> HttpResponse:
    """Do it and go on; or show the same page with every problem, or with what a colleague did meanwhile."""
    if not form.is_valid():
        return show(request, initiative, task=task, form=form, status=422)
    try:
        decision = act()
    except Stale as no:
        newest = opened(request, initiative.code)
        if _done_already(request, newest, task):
            return redirect(_onwards(request, _next(request, newest)))
        return show(request, newest, task=task, form=form, problems=no.problems, status=409)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, initiative, task=task, form=form, status=422)
    following = _next(request, initiative)
    messages.success(request, _said(decision, goes_on=following is not None))
    return redirect(_onwards(request, following))


def _next(request: Request, initiative: Initiative) -> Initiative | None:
    return next_after(initiative, actor=request.visit.actor, sieve=Sieve.read(request.GET))


_VERDICTS = {
    Task.CONFIRM: Verdict.CONFIRMED,
    Task.VALIDATE: Verdict.VALID,
    Task.SEND_BACK: Verdict.RETURNED,
    Task.REFUSE: Verdict.INELIGIBLE,
    Task.DUPLICATE: Verdict.DUPLICATE,
    Task.REROUTE: Verdict.REROUTED,
}


def _done_already(request: Request, initiative: Initiative, task: Task) -> bool:
    """Is the newest decision the very one that is asked for again, by the same person: a second click?"""
    newest = initiative.decisions.order_by("pk").last()
    if newest is None or newest.event.version != initiative.version:
        return False
    return newest.by == request.visit.person and newest.verdict == _VERDICTS[task]


def _onwards(request: Request, following: Initiative | None) -> str:
    sieve = Sieve.read(request.GET)
    if following:
        return reverse("review", args=[following.code]) + sieve.query
    home = "grassroots" if request.visit.actor.holds(Role.GRASSROOTS_OFFICER) else "queue"
    return reverse(home)


def _said(decision: Decision, *, goes_on: bool) -> str:
    """What was done, in one sentence, and what is on the screen now."""
    done = str(_DONE[Verdict(decision.verdict)]) % {"title": decision.initiative.title}
    return " ".join([done, _("Dưới đây là hồ sơ tiếp theo.")]) if goes_on else done


_DONE = {
    Verdict.CONFIRMED: gettext_lazy("Đã xác nhận “%(title)s” và chuyển cấp trên trực tiếp thẩm định."),
    Verdict.VALID: gettext_lazy("“%(title)s” hợp lệ và đã được tính vào chỉ tiêu."),
    Verdict.RETURNED: gettext_lazy("Đã trả “%(title)s” về cho tác giả, kèm lý do anh/chị chọn."),
    Verdict.INELIGIBLE: gettext_lazy("Đã kết luận “%(title)s” không đủ điều kiện và báo lý do cho tác giả."),
    Verdict.DUPLICATE: gettext_lazy("Đã gộp “%(title)s” vào hồ sơ gốc."),
    Verdict.REROUTED: gettext_lazy("Đã chuyển “%(title)s” đến đúng đơn vị."),
}
