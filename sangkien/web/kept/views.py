"""One's own views of a list: keep one, call it otherwise, let it come first, forget it, and take that back."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.problems import NotPossible
from sangkien.triage import actions
from sangkien.triage.models import List, SavedView
from sangkien.triage.rules import KEEP_VIEW, LONGEST_NAME
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.forms import Questions
from sangkien.web.kept.lists import LISTS, Listed
from sangkien.web.submit.fields import TextField

_GONE = "forgotten_view"  # of the session: the last one that was forgotten
_MAY_COME_BACK = timedelta(minutes=10)


class NameForm(Questions):
    """What a view is to be called."""

    name = TextField(most=LONGEST_NAME)

    def __init__(self, *args: Any, listed: Listed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = str(listed.name)


@signed_in
@require_safe
def kept(request: Request, slug: str, pk: int | None = None) -> HttpResponse:
    """One's own views of a list; `pk`: of which one a verb was asked for by its address alone."""
    return _page(request, _listed(request, slug))


@signed_in
@posts(otherwise="kept-views")
def save(request: Request, slug: str) -> HttpResponse:
    """Keep how the list is narrowed now."""
    listed, actor = _listed(request, slug), request.visit.actor
    query, form = listed.tidy(request.POST.get("query", ""), actor), NameForm(request.POST, listed=listed)
    if form.is_valid():
        try:
            actions.save_view(form.cleaned_data["name"], query, of=listed.of, by=actor, at=request.visit.now)
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect(reverse(listed.page) + query)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, listed, saving=form, query=query)


@signed_in
@posts(otherwise="kept-views")
def rename(request: Request, slug: str, pk: int) -> HttpResponse:
    """Call one of them otherwise."""
    listed = _listed(request, slug)
    view, form = _own(request, listed, pk), NameForm(request.POST, listed=listed, auto_id=f"id_%s_{pk}")
    if form.is_valid():
        try:
            actions.rename_view(view, form.cleaned_data["name"], by=request.visit.actor, at=request.visit.now)
            return redirect("kept-views", slug)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, listed, renaming=(pk, form))


@signed_in
@posts(otherwise="kept-views")
def put_first(request: Request, slug: str, pk: int) -> HttpResponse:
    """The queue begins with it from now on, or (`dau-tien=0`) with the whole again."""
    listed = _listed(request, slug)
    if listed.of != List.QUEUE:
        raise Http404
    first = request.POST.get("dau-tien") != "0"
    actions.put_first(_own(request, listed, pk), first=first, by=request.visit.actor, at=request.visit.now)
    return redirect("kept-views", slug)


@signed_in
@posts(otherwise="kept-views")
def forget(request: Request, slug: str, pk: int) -> HttpResponse:
    """Forget one of them; for ten minutes it may come back."""
    view, now = _own(request, _listed(request, slug), pk), request.visit.now
    gone = {"of": view.of, "name": view.name, "query": view.query, "first": view.is_default, "at": now.isoformat()}
    actions.delete_view(view, by=request.visit.actor, at=now)
    request.session[_GONE] = gone
    return redirect("kept-views", slug)


@signed_in
@posts(otherwise="kept-views")
def restore(request: Request, slug: str) -> HttpResponse:
    """Take back that one was forgotten."""
    listed, actor, now = _listed(request, slug), request.visit.actor, request.visit.now
    if gone := _gone(request, listed):
        try:
            view = actions.save_view(gone["name"], gone["query"], of=listed.of, by=actor, at=now)
        except NotPossible as no:
            for problem in no.problems:
                messages.error(request, problem.text)
            return redirect("kept-views", slug)
        if gone["first"]:
            actions.put_first(view, first=True, by=actor, at=now)
        del request.session[_GONE]
    return redirect("kept-views", slug)


def _listed(request: Request, slug: str) -> Listed:
    listed = next((one for one in LISTS if one.slug == slug), None)
    if listed is None or not listed.to_whom(request.visit.actor):
        raise Http404
    return listed


def _own(request: Request, listed: Listed, pk: int) -> SavedView:
    return get_for(request.visit.actor, KEEP_VIEW, SavedView.objects.filter(of=listed.of), pk=pk)


def _gone(request: Request, listed: Listed) -> dict[str, Any] | None:
    """What was forgotten of this list just now."""
    gone: dict[str, Any] | None = request.session.get(_GONE)
    if gone is None or gone["of"] != listed.of:
        return None
    return gone if request.visit.now - datetime.fromisoformat(gone["at"]) < _MAY_COME_BACK else None


def _page(
    request: Request,
    listed: Listed,
    *,
    saving: NameForm | None = None,
    query: str = "",
    renaming: tuple[int, NameForm] | None = None,
) -> HttpResponse:
    views = []
    for view in request.visit.actor.somebody.views.filter(of=listed.of).order_by("name"):
        form = NameForm(initial={"name": view.name}, listed=listed, auto_id=f"id_%s_{view.pk}")
        views.append((view, renaming[1] if renaming and renaming[0] == view.pk else form))
    wrong = saving or (renaming[1] if renaming else None)
    context = {"listed": listed, "views": views, "saving": saving, "query": query, "gone": _gone(request, listed)}
    context |= {"wrong": wrong, "has_errors": wrong is not None, "is_queue": listed.of == List.QUEUE}
    return TemplateResponse(request, "kept/kept.html", context, status=422 if wrong else 200)
