"""A union appeals about a line; somebody else answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.grading import actions
from sangkien.grading.models import Appeal
from sangkien.grading.rules import SPEAKING
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.grading.asked import sheet_of
from sangkien.web.grading.forms import AnswerForm, AppealForm
from sangkien.web.grading.sheets import show


@wearing(*SPEAKING)
@posts(otherwise="grading-sheet")
def appeal(request: Request, key: int, code: str) -> HttpResponse:
    """Ask to look at a line again."""
    one = sheet_of(request, key, code)
    form = AppealForm(request.POST, among=one.round.spec.lines)
    if form.is_valid():
        try:
            actions.appeal(one, **form.cleaned_data, by=request.visit.actor, at=request.visit.now)
            messages.success(request, _("Đã gửi khiếu nại. Người khác với người đã chấm sẽ trả lời."))
            return redirect("grading-sheet", key, code)
        except NotPossible as no:
            form.put(no.problems)
    return show(request, one, appealing=form, status=422)


@wearing(Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
def answer(request: Request, key: int, code: str, appeal_key: int) -> HttpResponse:
    """Uphold it, or do not. By its address alone: to the sheet."""
    if request.method != "POST":
        return redirect("grading-sheet", key, code)
    one = sheet_of(request, key, code)
    found = get_object_or_404(Appeal, pk=appeal_key, sheet=one)
    form = AnswerForm(request.POST, label_suffix="", prefix=f"tra-loi-{found.pk}")
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.answer(
                found,
                upheld=told["upheld"] == "co",
                points=told["points"],
                reason=told["reason"],
                by=request.visit.actor,
                at=request.visit.now,
            )
            messages.success(request, _("Đã trả lời khiếu nại."))
            return redirect("grading-sheet", key, code)
        except NotPossible as no:
            form.put(no.problems)
    return show(request, one, answering=(found.pk, form), status=422)
