"""Sheets of a round are put on the agenda of a sitting of the council."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible
from sangkien.grading import voting
from sangkien.grading.models import Round
from sangkien.web.doors import Request, posts, signed_in
from sangkien.web.grading.asked import round_of, sheet_of
from sangkien.web.grading.rounds import show as show_round
from sangkien.web.grading.sheets import show as show_sheet
from sangkien.web.grading.votes import agenda_form
from sangkien.web.sittings.forms import AgendaForm


@signed_in
@posts(otherwise="grading")
def put_list(request: Request, key: int) -> HttpResponse:
    """The list before the council."""
    one = round_of(request, key)
    form = _typed(request, one)
    if form.is_valid():
        try:
            voting.table(one, form.chosen, secret=not form.cleaned_data["openly"], **_who(request))
            messages.success(request, _("Đã đưa danh sách vào chương trình phiên họp."))
            return redirect("grading", key)
        except NotPossible as no:
            form.put(no.problems)
    return show_round(request, one, tabling=form, status=422)


@signed_in
@posts(otherwise="grading-sheet")
def set_apart(request: Request, key: int, code: str) -> HttpResponse:
    """This union before the council by itself."""
    one = sheet_of(request, key, code)
    form = _typed(request, one.round)
    if form.is_valid():
        try:
            voting.set_apart(one, form.chosen, secret=not form.cleaned_data["openly"], **_who(request))
            messages.success(request, _("Đã đưa đơn vị này ra biểu quyết riêng."))
            return redirect("grading-sheet", key, code)
        except NotPossible as no:
            form.put(no.problems)
    return show_sheet(request, one, tabling=form, status=422)


def _typed(request: Request, one: Round) -> AgendaForm:
    """404 for who leads no sitting of the council."""
    form = agenda_form(request.visit.actor, one, request.POST)
    if form is None:
        raise Http404
    return form


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.visit.actor, "at": request.visit.now}
