"""A round goes from step to step."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.grading import actions
from sangkien.grading.rules import KEEPING
from sangkien.grading.states import State
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.grading.asked import round_of
from sangkien.web.grading.forms import StepForm
from sangkien.web.grading.rounds import show


@wearing(*KEEPING)
@posts(otherwise="grading")
def move(request: Request, key: int) -> HttpResponse:
    """To the step that was pressed."""
    one, form = round_of(request, key), StepForm(request.POST, label_suffix="")
    to = request.POST.get("to", "")
    if to not in State.values or not form.is_valid():
        return show(request, one, form, status=422) if form.errors else redirect("grading", key)
    try:
        note = form.cleaned_data["note"]
        actions.move(one, State(to), note=note, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, one, form, status=422)
    messages.success(request, _("Đã chuyển bước: %(step)s.") % {"step": State(to).label})
    return redirect("grading", key)


@wearing(Role.COUNCILLOR, Role.LEADER)
@posts(otherwise="grading")
def agree(request: Request, key: int) -> HttpResponse:
    """The council takes over the superior's points."""
    try:
        lines = actions.agree(round_of(request, key), by=request.visit.actor, at=request.visit.now)
        messages.success(request, _("Hội đồng thống nhất %(n)s dòng theo điểm cấp trên.") % {"n": lines})
    except NotPossible as no:
        for problem in no.problems:
            messages.warning(request, problem.text)
    return redirect("grading", key)
