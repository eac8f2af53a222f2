"""Writing a draft, taking its figures anew, keeping its words as the union's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Stale
from sangkien.registry.actions import adapt, refreeze, write
from sangkien.registry.fields import fields_of
from sangkien.registry.rules import LEADING, OFFICERS, WRITE
from sangkien.registry.sources import Source
from sangkien.registry.states import WRITTEN
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.registry.asked import paper_of
from sangkien.web.registry.figures import figures_form
from sangkien.web.registry.forms import PaperForm
from sangkien.web.registry.lists import show


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, key: int) -> HttpResponse:
    """Write the draft. What somebody else wrote meanwhile is not lost, and neither is what was typed here."""
    paper, actor = paper_of(request, key, WRITE), request.visit.actor
    if paper.state not in WRITTEN:
        messages.info(request, _("Văn bản đã lấy số nên không sửa được nữa."))
        return redirect("official-paper", key=key)
    form = PaperForm(request.POST or None, paper=paper, on=actor.on)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                write(paper, form.written, by=actor, at=request.visit.now)
            except NotPossible as no:
                form.put(no.problems)
                status = 409 if isinstance(no, Stale) else 422
            else:
                return redirect("official-paper", key=key)
    fields = fields_of(Source(paper.figures.source)) if paper.figures else []
    page = {"paper": paper, "form": form, "fields": fields}
    return TemplateResponse(request, "registry/edit.html", page, status=status)


@wearing(*OFFICERS)
@posts(otherwise="official-paper")
def take_again(request: Request, key: int) -> HttpResponse:
    """Freeze the figures of the draft anew."""
    paper = paper_of(request, key, WRITE)
    form = figures_form(paper.unit, paper, today=request.visit.actor.on, sent=request.POST)
    if form is None or not form.is_valid():
        return show(request, paper, status=422, figures_form=form)
    try:
        refreeze(paper, form.of, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, paper, status=409, figures_form=form)
    messages.success(request, _("Đã chốt lại số liệu cho dự thảo này."))
    return redirect("official-paper", key=key)


@wearing(*LEADING)
@posts(otherwise="official-paper")
def keep_as_template(request: Request, key: int) -> HttpResponse:
    """The next paper from this template begins with these words."""
    paper = paper_of(request, key, WRITE)
    try:
        adapt(paper, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, paper, status=409, wrong=no.problems)
    messages.success(request, _("Đã lưu lời của dự thảo này làm mẫu của đơn vị."))
    return redirect("official-paper", key=key)
