"""Cụm, khối thi đua: the clusters of one's union, founding one, its members and its lead."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.clusters import actions
from sangkien.clusters.models import Cluster, Lead, Member
from sangkien.clusters.queries import clusters_of, gathered
from sangkien.clusters.rules import KEEP, KEEPING
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field


class FoundForm(Questions):
    """A new cluster."""

    needed = {"name": gettext_lazy("Ghi tên cụm hoặc khối thi đua"), "code": gettext_lazy("Ghi mã, ví dụ CUM-1")}
    name = TextField(most=160, label=gettext_lazy("Tên"), help_text=gettext_lazy("Ví dụ: Cụm thi đua số 1"))
    code = TextField(
        most=40, label=gettext_lazy("Mã"), help_text=gettext_lazy("Chữ không dấu, chữ số, gạch nối; ví dụ CUM-1")
    )

    def clean_code(self) -> str:
        """Upper case, and of letters that an address can have."""
        code: str = self.cleaned_data["code"].upper()
        if code and not all(part.isascii() and part.isalnum() for part in code.split("-")):
            raise forms.ValidationError(_("Mã chỉ gồm chữ không dấu, chữ số và gạch nối, ví dụ CUM-1"))
        return code


class UnitForm(Questions):
    """One union, from a day on."""

    needed = {"unit": gettext_lazy("Chọn đơn vị"), "since": gettext_lazy("Ghi ngày, ví dụ 01/01/2022")}
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    since = day_field(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, among: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chọn đơn vị")), *((one.code, one.short_name) for one in among)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field has them


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def clusters(request: Request) -> HttpResponse:
    """Those of the hat's union; a new one."""
    actor = request.visit.actor
    form = FoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found(actor.office, **form.cleaned_data, by=actor, at=request.visit.now)
            messages.success(request, _("Đã lập %(name)s.") % {"name": made.name})
            return redirect("cluster", code=made.code)
        except NotPossible as no:
            form.put(no.problems)
    unit = Organisation.objects.named(on=actor.on).get(pk=actor.office.pk)
    context = {"unit": unit, "clusters": clusters_of(unit, on=actor.on), "form": form}
    return TemplateResponse(request, "standings/clusters.html", context, status=422 if form.errors else 200)


@wearing(*KEEPING)
@require_safe
def cluster(request: Request, code: str) -> HttpResponse:
    """One of them."""
    return _page(request, _cluster(request, code))


@wearing(*KEEPING)
@posts(otherwise="cluster")
def admit(request: Request, code: str) -> HttpResponse:
    """A union comes in."""
    return _change(request, _cluster(request, code), "admit", actions.admit, _("Đã đưa %(unit)s vào cụm."))


@wearing(*KEEPING)
@posts(otherwise="cluster")
def hand_on(request: Request, code: str) -> HttpResponse:
    """Another member leads."""
    return _change(request, _cluster(request, code), "lead", actions.hand_on, _("%(unit)s là trưởng cụm."))


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request: Request, code: str, key: int) -> HttpResponse:
    """A union leaves, from today on. By its address alone: to the cluster."""
    kept, actor = _cluster(request, code), request.visit.actor
    if request.method != "POST":
        return redirect("cluster", code=code)
    member = get_object_or_404(Member.objects.select_related("cluster", "organisation"), pk=key, cluster=kept)
    try:
        actions.dismiss(member, since=actor.on, by=actor, at=request.visit.now)
        messages.success(request, _("Từ hôm nay đơn vị không còn trong cụm."))
    except NotPossible as no:
        for problem in no.problems:
            messages.warning(request, problem.text)
    return redirect("cluster", code=code)


def _cluster(request: Request, code: str) -> Cluster:
    return get_for(request.visit.actor, KEEP, Cluster.objects.select_related("organiser"), code=code)


def _change(request: Request, kept: Cluster, name: str, verb: Any, said: str) -> HttpResponse:
    """What was typed, done; or the page again with what stands against it."""
    forms_of = _forms(request, kept, typed=name)
    form = forms_of[name]
    if form.is_valid():
        unit = next(one for one in _below(request, kept) if one.code == form.cleaned_data["unit"])
        since: date = form.cleaned_data["since"]
        try:
            verb(kept, unit, since=since, by=request.visit.actor, at=request.visit.now)
            messages.success(request, said % {"unit": unit.short_name})
            return redirect("cluster", code=kept.code)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, kept, forms_of, status=422)


def _page(
    request: Request, kept: Cluster, forms_of: dict[str, UnitForm] | None = None, *, status: int = 200
) -> HttpResponse:
    [found] = gathered([kept], on=request.visit.actor.on)
    rows = {row.organisation_id: row for row in Member.objects.on(request.visit.actor.on).filter(cluster=kept)}
    leads = Lead.objects.filter(cluster=kept).select_related("organisation").order_by("-valid")
    names = {one.pk: one.short_name for one in _below(request, kept)}
    context = {
        "kept": kept,
        "members": [(one, rows[one.pk]) for one in found.members],
        "leader": found.lead,
        "leads": [(names.get(row.organisation_id, row.organisation.code), row) for row in leads],
        **(forms_of or _forms(request, kept)),
    }
    return TemplateResponse(request, "standings/cluster.html", context, status=status)


def _forms(request: Request, kept: Cluster, *, typed: str = "") -> dict[str, UnitForm]:
    on = request.visit.actor.on
    inside = set(Member.objects.on(on).filter(cluster=kept).values_list("organisation", flat=True))
    below = _below(request, kept)
    among = {
        "admit": [one for one in below if one.pk not in inside],
        "lead": [one for one in below if one.pk in inside],
    }
    return {
        name: UnitForm(
            request.POST if name == typed else None, among=units, prefix=name, initial={"since": f"{on:%d/%m/%Y}"}
        )
        for name, units in among.items()
    }


def _below(request: Request, kept: Cluster) -> list[Organisation]:
    return list(children(kept.organiser, request.visit.actor.on))
