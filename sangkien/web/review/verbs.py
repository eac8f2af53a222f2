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
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.review import actions, again, talking
from sangkien.review.models import TOLD_LATER, Decision, Verdict
from sangkien.review.rules import cannot_be_merged
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.desk import next_after
from sangkien.web.review.dossier import alike_to, comparable, mergeable
from sangkien.web.review.forms import CorrectForm, DuplicateForm, HandBackForm, ReasonsForm, RerouteForm, VerbForm
from sangkien.web.review.page import OFFICERS, PREVIEW, opened, reasons_of, show
from sangkien.web.review.sieve import Sieve
from sangkien.web.review.tasks import Task
from sangkien.web.talk import ANCHOR, MessageForm


@wearing(*OFFICERS)
@posts(otherwise="review")
def confirm(request: Request, code: str) -> HttpResponse:
    """The grassroots union says that this is its worker's."""
    return _settle(request, opened(request, code), Task.CONFIRM, VerbForm(request.POST), actions.confirm)


@wearing(*OFFICERS)
@posts(otherwise="review")
def endorse(request: Request, code: str) -> HttpResponse:
    """The second of three steps: the union above decides."""
    return _settle(request, opened(request, code), Task.ENDORSE, VerbForm(request.POST), actions.endorse)


@wearing(*OFFICERS)
@posts(otherwise="review")
def validate(request: Request, code: str) -> HttpResponse:
    """The direct superior finds the dossier valid."""
    return _settle(request, opened(request, code), Task.VALIDATE, VerbForm(request.POST), actions.validate)


@wearing(*OFFICERS)
@posts(otherwise="review")
def conclude(request: Request, code: str) -> HttpResponse:
    """By the council's scores."""
    return _settle(request, opened(request, code), Task.CONCLUDE, VerbForm(request.POST), actions.conclude)


@wearing(*OFFICERS)
@posts(otherwise="review")
def send_back(request: Request, code: str) -> HttpResponse:
    """Back to the author, with all reasons at once."""
    return _with_reasons(request, code, Task.SEND_BACK, actions.send_back)


@wearing(*OFFICERS)
@posts(otherwise="review")
def refuse(request: Request, code: str) -> HttpResponse:
    """Not eligible for the programme, with the reasons."""
    return _with_reasons(request, code, Task.REFUSE, actions.refuse)


def _with_reasons(request: Request, code: str, task: Task, act: Callable[..., Decision]) -> HttpResponse:
    """What the author will read may be looked at first."""
    initiative = opened(request, code)
    form = ReasonsForm(request.POST, terms=reasons_of(task, initiative))
    if PREVIEW in request.POST and form.is_valid():
        return show(request, initiative, task=task, form=form, previewed=True)
    return _settle(request, initiative, task, form, act)


@wearing(*OFFICERS)
@posts(otherwise="review")
def mark_duplicate(request: Request, code: str) -> HttpResponse:
    """The dossier doubles a record that is named, or makes it better. A typed code is read back first."""
    initiative = opened(request, code)
    records = comparable(request.visit.actor)
    offered = mergeable(initiative, alike_to(initiative, request.visit.actor))
    form = DuplicateForm(request.POST, records=records, alike=offered)
    if form.is_valid() and form.unseen:
        form.put(cannot_be_merged(initiative, form.of, upgrade=form.upgrades))
    if form.is_valid() and form.unseen:
        return show(request, initiative, task=Task.DUPLICATE, form=form, previewed=True)
    return _settle(request, initiative, Task.DUPLICATE, form, actions.mark_duplicate)


@wearing(*OFFICERS)
@posts(otherwise="review")
def reroute(request: Request, code: str) -> HttpResponse:
    """To the union it belongs to."""
    form = RerouteForm(request.POST, units=Organisation.objects.on(request.visit.actor.on))
    return _settle(request, opened(request, code), Task.REROUTE, form, actions.reroute)


@wearing(*OFFICERS)
@posts(otherwise="review")
def hand_back(request: Request, code: str) -> HttpResponse:
    """To the desk it came from, with a word."""
    return _settle(request, opened(request, code), Task.HAND_BACK, HandBackForm(request.POST), again.hand_back)


@wearing(*OFFICERS)
@posts(otherwise="review")
def correct(request: Request, code: str) -> HttpResponse:
    """Another verdict in the place of one that was told."""
    initiative = opened(request, code)
    form = CorrectForm(request.POST, terms=reasons_of(Task.CORRECT, initiative), now=State(initiative.state))
    return _settle(request, initiative, Task.CORRECT, form, again.correct)


@wearing(*OFFICERS)
@posts(otherwise="review")
def undo(request: Request, code: str) -> HttpResponse:
    """Take one's own verdict back before anybody is told; the dossier is opened again."""
    initiative, form = opened(request, code), VerbForm(request.POST)
    try:
        again.undo(initiative, seen=form.version, by=request.visit.actor, at=request.visit.now)
    except Stale as no:
        newest = opened(request, code)
        if not _done_already(request, newest, Task.UNDO):
            return show(request, newest, problems=no.problems, status=409)
    except NotPossible as no:
        return show(request, initiative, problems=no.problems, status=422)
    messages.success(request, _("Đã hoàn tác kết luận. Tác giả chưa được báo gì."))
    return redirect(reverse("review", args=[code]) + Sieve.read(request.GET).query)


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
    request: Request,
    initiative: Initiative,
    task: Task,
    form: VerbForm,
    act: Callable[..., Decision],
) -> HttpResponse:
    """Do it and go on; or show the same page with every problem, or with what a colleague did meanwhile."""
    if not form.is_valid():
        return show(request, initiative, task=task, form=form, status=422)
    try:
        decision = act(initiative, seen=form.version, by=request.visit.actor, at=request.visit.now, **form.said)
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
    Task.CONFIRM: {Verdict.CONFIRMED},
    Task.ENDORSE: {Verdict.ENDORSED},
    Task.CONCLUDE: {Verdict.VALID, Verdict.INELIGIBLE},
    Task.VALIDATE: {Verdict.VALID},
    Task.SEND_BACK: {Verdict.RETURNED, Verdict.REFERRED},
    Task.REFUSE: {Verdict.INELIGIBLE},
    Task.DUPLICATE: {Verdict.DUPLICATE, Verdict.UPGRADE},
    Task.REROUTE: {Verdict.REROUTED},
    Task.HAND_BACK: {Verdict.HANDED_BACK},
    Task.CORRECT: {Verdict.VALID, Verdict.INELIGIBLE, Verdict.REOPENED},
    Task.UNDO: {Verdict.UNDONE},
}


def _done_already(request: Request, initiative: Initiative, task: Task) -> bool:
    """Is the newest decision the very one that is asked for again, by the same person: a second click?"""
    newest = initiative.decisions.order_by("pk").last()
    if newest is None or newest.event.version != initiative.version:
        return False
    return newest.by == request.visit.person and newest.verdict in _VERDICTS[task]


def _onwards(request: Request, following: Initiative | None) -> str:
    sieve = Sieve.read(request.GET)
    if following:
        return reverse("review", args=[following.code]) + sieve.query
    home = "grassroots" if request.visit.actor.holds(Role.GRASSROOTS_OFFICER) else "queue"
    return reverse(home)


def _said(decision: Decision, *, goes_on: bool) -> str:
    """What was done, in one sentence, and what is on the screen now."""
    done = str(_DONE[Verdict(decision.verdict)]) % {"title": decision.initiative.title}
    said = [done]
    if decision.verdict in TOLD_LATER:
        said.append(_("Tác giả được báo sau mười phút."))
    if goes_on:
        said.append(_("Dưới đây là hồ sơ tiếp theo."))
    return " ".join(said)


_DONE = {
    Verdict.CONFIRMED: gettext_lazy("Đã xác nhận “%(title)s” và chuyển cấp trên trực tiếp thẩm định."),
    Verdict.ENDORSED: gettext_lazy("Đã đề nghị cấp trên công nhận “%(title)s”."),
    Verdict.VALID: gettext_lazy("“%(title)s” hợp lệ và đã được tính vào chỉ tiêu."),
    Verdict.RETURNED: gettext_lazy("Đã trả “%(title)s” về cho tác giả, kèm lý do anh/chị chọn."),
    Verdict.REFERRED: gettext_lazy(
        "Lần trả lại thứ ba của “%(title)s” đã chuyển cấp trên xem, kèm lý do anh/chị chọn."
    ),
    Verdict.INELIGIBLE: gettext_lazy("Đã kết luận “%(title)s” không đủ điều kiện, kèm lý do để tác giả hiểu."),
    Verdict.DUPLICATE: gettext_lazy("Đã gộp “%(title)s” vào hồ sơ gốc."),
    Verdict.UPGRADE: gettext_lazy("Đã ghi “%(title)s” là bản cải tiến của hồ sơ gốc."),
    Verdict.HANDED_BACK: gettext_lazy("Đã chuyển “%(title)s” về nơi đã xem, kèm ý kiến của anh/chị."),
    Verdict.REOPENED: gettext_lazy("Đã mở lại “%(title)s” để thẩm định từ đầu."),
    Verdict.REROUTED: gettext_lazy("Đã chuyển “%(title)s” đến đúng đơn vị."),
}
