"""Góc lọc: the views of the queue that everybody has, with how many lie in each, and those that an officer keeps."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible
from sangkien.initiatives.models import Initiative
from sangkien.review.queries import overdue, queue, with_news
from sangkien.triage import actions
from sangkien.triage.models import Kind, SavedView
from sangkien.triage.rules import KEEP_VIEW, LONGEST_NAME
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.forms import Questions
from sangkien.web.review.page import OFFICERS
from sangkien.web.review.sieve import ANY_FLAG, WHOLE, WHOSE, Sieve, flagged
from sangkien.web.stretches import MOST_COUNTED, counted
from sangkien.web.submit.fields import TextField

_MOST_BESIDE = 99  # beside the list it is enough to know that it is many


@dataclass(frozen=True)
class View:
    """One entry beside the list. `count` in words, empty where it is not counted."""

    label: str
    query: str
    current: bool
    count: str = ""


class NameForm(Questions):
    """What a view is to be called."""

    name = TextField(most=LONGEST_NAME, label=gettext_lazy("Tên góc lọc"))


def said(count: int, *, most: int = MOST_COUNTED) -> str:
    """Up to `most` exactly: 23, 1.000, "hơn 1.000"."""
    if count > most:
        return _("hơn %(n)s") % {"n": format_int(most)}
    return format_int(count)


def views_of(actor: Actor, sieve: Sieve) -> list[View]:
    """Those that everybody has; of the kinds of flags those that occur. A query for each."""
    waiting = queue(actor)
    views = [
        _view(_("Tất cả hồ sơ chờ"), Sieve(), sieve, waiting),
        _view(_("Quá hạn"), Sieve(late=True), sieve, overdue(waiting, on=actor.on)),
        *_by_officer(actor, sieve, waiting),
        _view(_("Tin chưa đọc"), Sieve(news=True), sieve, with_news(actor)),
        _view(_("Có dấu hiệu"), Sieve(flag=ANY_FLAG), sieve, flagged(waiting, ANY_FLAG)),
    ]
    kinds = [_view(str(kind.label), Sieve(flag=kind), sieve, flagged(waiting, kind)) for kind in Kind]
    return [*views, *(view for view in kinds if view.count != "0" or view.current)]


def _by_officer(actor: Actor, now: Sieve, waiting: "QuerySet[Initiative]") -> list[View]:
    """Whose work it is, once anything was given to somebody."""
    names = [("toi", _("Của tôi")), ("khac", _("Của đồng nghiệp")), ("chua", _("Chưa giao"))]
    own, others, free = (_view(label, Sieve(whose=whose), now, WHOSE[whose](waiting, actor)) for whose, label in names)
    given = own.count != "0" or others.count != "0" or now.whose
    return [own, free, others] if given else []


def _view(label: str, of: Sieve, now: Sieve, rows: "QuerySet[Initiative]") -> View:
    return View(label, of.query or WHOLE, of == now, said(counted(rows, most=_MOST_BESIDE), most=_MOST_BESIDE))


def kept_by(actor: Actor, sieve: Sieve) -> list[View]:
    """The officer's own. One query."""
    own = actor.somebody.views.order_by("name")
    return [View(view.name, view.query, Sieve.kept(view.query) == sieve) for view in own]


def comes_first(actor: Actor) -> str:
    """The end of the address with which the queue begins for this officer; empty for the whole. One query."""
    first = actor.somebody.views.filter(is_default=True).first()
    return first.query if first else ""


@wearing(*OFFICERS)
@require_safe
def kept(request: Request) -> HttpResponse:
    """One's own views: call them otherwise, let one come first, forget one."""
    return _page(request)


@wearing(*OFFICERS)
@posts(otherwise="kept-views")
def save(request: Request) -> HttpResponse:
    """Keep how the queue is narrowed now."""
    sieve, actor, form = Sieve.kept(request.POST.get("query", "")), request.visit.actor, NameForm(request.POST)
    if form.is_valid():
        try:
            actions.save_view(form.cleaned_data["name"], sieve.query, by=actor, at=request.visit.now)
            messages.success(request, _("Đã lưu góc lọc “%(name)s”.") % {"name": form.cleaned_data["name"]})
            return redirect(reverse("queue") + sieve.query)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, saving=form, query=sieve.query)


@wearing(*OFFICERS)
@posts(otherwise="kept-views")
def rename(request: Request, pk: int) -> HttpResponse:
    """Call one of them otherwise."""
    view, form = _own(request, pk), NameForm(request.POST, auto_id=f"id_%s_{pk}")
    if form.is_valid():
        try:
            actions.rename_view(view, form.cleaned_data["name"], by=request.visit.actor, at=request.visit.now)
            return redirect("kept-views")
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, renaming=(pk, form))


@wearing(*OFFICERS)
@posts(otherwise="kept-views")
def put_first(request: Request, pk: int) -> HttpResponse:
    """The queue begins with it from now on, or (`dau-tien=0`) with the whole again."""
    first = request.POST.get("dau-tien") != "0"
    actions.put_first(_own(request, pk), first=first, by=request.visit.actor, at=request.visit.now)
    return redirect("kept-views")


@wearing(*OFFICERS)
@posts(otherwise="kept-views")
def forget(request: Request, pk: int) -> HttpResponse:
    """Forget one of them."""
    actions.delete_view(_own(request, pk), by=request.visit.actor, at=request.visit.now)
    return redirect("kept-views")


def _own(request: Request, pk: int) -> SavedView:
    return get_for(request.visit.actor, KEEP_VIEW, SavedView.objects.all(), pk=pk)


def _page(
    request: Request, *, saving: NameForm | None = None, query: str = "", renaming: tuple[int, NameForm] | None = None
) -> HttpResponse:
    views = []
    for view in request.visit.actor.somebody.views.order_by("name"):
        form = NameForm(initial={"name": view.name}, auto_id=f"id_%s_{view.pk}")
        views.append((view, renaming[1] if renaming and renaming[0] == view.pk else form))
    wrong = saving or (renaming[1] if renaming else None)
    context = {"views": views, "saving": saving, "query": query, "wrong": wrong, "has_errors": wrong is not None}
    return TemplateResponse(request, "review/kept.html", context, status=422 if wrong else 200)
