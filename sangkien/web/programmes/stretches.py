"""Peak weeks and other stretches that a union opens inside a campaign of its own or of a union above."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Stale
from sangkien.programmes import nesting
from sangkien.programmes.kinds import CampaignKind
from sangkien.programmes.models import Campaign
from sangkien.programmes.rules import CHANGE_STRETCH, OFFICERS, OPENED, StretchDetails, opened_inside, possible_parents
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, day_field

_A_PAGE = 30


class StretchForm(Questions):
    """In which campaign, of what kind, by which name, on which days."""

    parent = choice_field([], select=True, label=gettext_lazy("Nằm trong chiến dịch"))
    kind = choice_field([(kind.value, CampaignKind(kind).label) for kind in OPENED], label=gettext_lazy("Loại"))
    name = TextField(most=200, label=gettext_lazy("Tên"))
    name_en = TextField(most=200, label=gettext_lazy("Tên tiếng Anh"))
    first_day = day_field(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ví dụ 20/05/2022"))
    last_day = day_field(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, data: Any = None, *, parents: Sequence[Campaign], **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self._parents = {str(parent.pk): parent for parent in parents}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _told(parent)) for key, parent in self._parents.items()]

    def details(self) -> StretchDetails:
        """What was typed, as far as it could be read."""
        said = dict.fromkeys(self.fields) | self.cleaned_data
        return StretchDetails(
            parent=self._parents.get(said["parent"] or ""),
            kind=said["kind"] or "",
            name=said["name"] or "",
            name_en=said["name_en"] or "",
            first_day=said["first_day"],
            last_day=said["last_day"],
        )


@wearing(*OFFICERS)
@require_safe
def stretches(request: Request) -> HttpResponse:
    """What the hat's union has opened, the newest first, and the campaigns in which it may open more."""
    actor = request.visit.actor
    inside = Campaign.objects.filter(by_unit=True, parent__isnull=False)
    own = actor.among(CHANGE_STRETCH, inside).select_related("parent", "programme")
    context = {
        "page": Paginator(own.order_by("-window", "-pk"), _A_PAGE).get_page(request.GET.get("page")),
        "parents": possible_parents(actor.office, on=actor.on),
        "today": actor.on,
        "opened": OPENED,
    }
    return TemplateResponse(request, "programmes/stretches.html", context)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open one."""
    actor = request.visit.actor
    parents = possible_parents(actor.office, on=actor.on)
    if request.method != "POST":
        named = request.GET.get("trong", "")
        return _page(request, StretchForm(parents=parents, initial={"parent": named, "kind": CampaignKind.PEAK_WEEK}))
    form = StretchForm(request.POST, parents=parents)
    try:
        if form.is_valid():
            opened = nesting.open_stretch(actor.office, form.details(), by=actor, at=request.visit.now)
            messages.success(request, _("Đã mở “%(name)s”.") % {"name": opened.title})
            return redirect("stretches")
    except NotPossible as no:
        form.put(no.problems)
    return _page(request, form, status=422)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, key: int) -> HttpResponse:
    """Change one of one's own union, or call it off before it begins (`go=bo`)."""
    actor, stretch = request.visit.actor, _own(request, key)
    parents = [
        one
        for one in possible_parents(actor.office, on=actor.on)
        if one.programme_id == stretch.programme_id and one.pk != stretch.pk
    ]
    if request.method != "POST":
        return _page(request, StretchForm(parents=parents, initial=_as_typed(stretch)), stretch)
    form = StretchForm(request.POST, parents=parents)
    seen: dict[str, Any] = {"seen": request.POST.get("da-xem", ""), "by": actor, "at": request.visit.now}
    try:
        if request.POST.get("go") == "bo":
            form.is_valid()
            nesting.call_off(stretch, **seen)
            messages.success(request, _("Đã bỏ “%(name)s”.") % {"name": stretch.title})
            return redirect("stretches")
        if form.is_valid():
            nesting.change_stretch(stretch, form.details(), **seen)
            messages.success(request, _("Đã lưu thay đổi."))
            return redirect("stretches")
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, form, stretch, status=409 if isinstance(no, Stale) else 422)
    return _page(request, form, stretch, status=422)


def _own(request: Request, key: int) -> Campaign:
    return get_for(request.visit.actor, CHANGE_STRETCH, opened_inside().select_related("parent"), pk=key)


def _told(parent: Campaign) -> str:
    first, last = parent.window.lower, parent.last_day
    return f"{parent.title} ({format_day(first)}–{format_day(last) if last else '…'})"


def _as_typed(stretch: Campaign) -> dict[str, Any]:
    assert stretch.last_day is not None  # what a union opens has an end
    return {
        "parent": stretch.parent_id,
        "kind": stretch.kind,
        "name": stretch.name,
        "name_en": stretch.name_en,
        "first_day": format_day(stretch.window.lower),
        "last_day": format_day(stretch.last_day),
    }


def _page(request: Request, form: StretchForm, stretch: Campaign | None = None, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "stretch": stretch,
        "seen": request.POST.get("da-xem", "") or (nesting.mark(stretch) if stretch else ""),
        "may_call_off": stretch is not None and request.visit.actor.on < stretch.window.lower,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "programmes/stretch.html", context, status=status)
