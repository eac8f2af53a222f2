"""Hội đồng: the councils that the visitor sees, and one with its members and sittings."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.sittings import keeping, meeting
from sangkien.sittings.models import Council, Office, Purpose, Seat, Sitting
from sangkien.sittings.rules import KEEP, PLAN, SEE, SEE_SITTING, SET_UP
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.forms import Questions
from sangkien.web.sittings.forms import PlanForm, SeatForm, SetUpForm

_A_PAGE = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def councils(request: Request) -> HttpResponse:
    """Those the visitor has a seat in or keeps; a new one, for whoever may set one up."""
    actor = request.visit.actor
    units = _units(actor)
    form = SetUpForm(request.POST if request.method == "POST" else None, among=units)
    if request.method == "POST" and units and form.is_valid():
        unit = next(one for one in units if one.code == form.cleaned_data["unit"])
        said = {name: form.cleaned_data[name] for name in ("decision", "since")}
        try:
            purpose = Purpose(form.cleaned_data["purpose"])
            made = keeping.set_up(unit, purpose=purpose, **said, by=actor, at=request.visit.now)
            messages.success(request, _("Đã lập hội đồng. Anh/chị ghi các thành viên."))
            return redirect("council", key=made.pk)
        except NotPossible as no:
            form.put(no.problems)
    page = Paginator(_seen(actor), _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "councils": _named(page.object_list, actor), "form": form if units else None}
    return TemplateResponse(request, "sittings/councils.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def councils_file(request: Request, form: Form) -> HttpResponseBase:
    """The same list as a file."""
    actor = request.visit.actor
    columns = [Column("unit", _("Đơn vị")), Column("purpose", _("Hội đồng")), Column("decision", _("Quyết định"))]
    columns += [Column("since", _("Từ ngày"), Kind.DAY), Column("until", _("Đến trước ngày"), Kind.DAY)]
    rows = map(_cells, in_parts(_seen(actor), lambda some: _named(some, actor)))
    return send_list(request, form, name="hoi-dong", title=_("Hội đồng"), columns=columns, rows=rows)


@signed_in
@require_safe
def council(request: Request, key: int) -> HttpResponse:
    """Its members, its sittings."""
    return _page(request, _council(request, key))


@signed_in
@require_safe
def sittings_file(request: Request, key: int, form: Form) -> HttpResponseBase:
    """Its sittings as a file."""
    found = _sittings(request, _council(request, key))
    columns = [Column("number", _("Phiên"), Kind.WHOLE), Column("day", _("Ngày họp"), Kind.DAY)]
    columns.append(Column("hour", _("Giờ họp")))
    columns += [Column("place", _("Nơi họp")), Column("state", _("Trạng thái"))]
    rows = map(_line, found.iterator())
    return send_list(request, form, name="phien-hop", title=_("Các phiên họp"), columns=columns, rows=rows)


@signed_in
@posts(otherwise="council")
def seat(request: Request, key: int) -> HttpResponse:
    """Somebody becomes a member."""
    kept, form = _council(request, key), SeatForm(request.POST)

    def done() -> str:
        told = form.cleaned_data
        office = Office(told["office"])
        actor, at = request.visit.actor, request.visit.now
        row = keeping.seat(kept, told["person"], office=office, since=told["since"], by=actor, at=at)
        return _("%(who)s là %(office)s.") % {"who": row.person.full_name, "office": office.label}

    return _changed(request, kept, "seat", form, done)


@signed_in
@posts(otherwise="council")
def plan(request: Request, key: int) -> HttpResponse:
    """The council is called together."""
    kept, form = _council(request, key), PlanForm(request.POST)

    def done() -> str:
        made = meeting.plan(kept, **form.cleaned_data, by=request.visit.actor, at=request.visit.now)
        return _("Đã triệu tập phiên họp thứ %(n)s.") % {"n": made.number}

    return _changed(request, kept, "plan", form, done)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def unseat(request: Request, key: int, row: int) -> HttpResponse:
    """A member leaves, from today on. By its address alone: to the council."""
    kept = _council(request, key)
    if request.method == "POST":
        held = get_object_or_404(Seat.objects.select_related("council", "person"), pk=row, council=kept)
        try:
            keeping.unseat(held, on=request.visit.actor.on, by=request.visit.actor, at=request.visit.now)
            messages.success(request, _("Từ hôm nay %(who)s thôi ở hội đồng.") % {"who": held.person.full_name})
        except NotPossible as no:
            for problem in no.problems:
                messages.warning(request, problem.text)
    return redirect("council", key=key)


# Helpers ----------------------------------------------------------------------------------------------------


def _units(actor: Actor) -> list[Organisation]:
    """For which unions the visitor may set up a council here: their own and those directly below."""
    if actor.unit is None:
        return []
    own = list(Organisation.objects.named(on=actor.on).filter(pk=actor.unit.pk))
    there = [*own, *children(actor.unit, actor.on)]
    may = actor.those(SET_UP, Organisation, [one.pk for one in there])
    return [one for one in there if one.pk in may]


def _seen(actor: Actor) -> "QuerySet[Council]":
    return actor.among(SEE, Council.objects.select_related("unit")).order_by("-valid", "pk")


def _named(found: Any, actor: Actor) -> list[tuple[Council, str]]:
    """Each with the name of its union."""
    rows: list[Council] = list(found)
    named = Organisation.objects.named(on=actor.on).filter(pk__in={row.unit_id for row in rows})
    names = {unit.pk: unit.short_name for unit in named}
    return [(row, names.get(row.unit_id) or row.unit.code) for row in rows]


def _cells(line: tuple[Council, str]) -> list[Cell]:
    row, name = line
    return [name, row.get_purpose_display(), row.decision, row.valid.lower, row.valid.upper]


def _line(one: Sitting) -> list[Cell]:
    return [one.number, one.day, f"{one.hour:%H:%M}" if one.hour else None, one.place, one.get_state_display()]


def _council(request: Request, key: int) -> Council:
    return get_for(request.visit.actor, SEE, Council.objects.select_related("unit"), pk=key)


def _sittings(request: Request, kept: Council) -> "QuerySet[Sitting]":
    return request.visit.actor.among(SEE_SITTING, kept.sittings.all()).order_by("-day", "-number")


def _changed(request: Request, kept: Council, name: str, form: Questions, done: Any) -> HttpResponse:
    """What was typed, done; or the page again with what stands against it."""
    if form.is_valid():
        try:
            messages.success(request, done())
            return redirect("council", key=kept.pk)
        except NotPossible as no:
            form.put(no.problems)
    return _page(request, kept, status=422, **{name: form})


def _page(request: Request, kept: Council, *, status: int = 200, **typed: Questions) -> HttpResponse:
    actor = request.visit.actor
    [(_row, unit)] = _named([kept], actor)
    rows = Seat.objects.filter(council=kept).select_related("person").order_by("office", "person__full_name")
    order = list(Office)
    context = {
        "council": kept,
        "unit": unit,
        "seats": sorted(rows.on(actor.on), key=lambda row: order.index(Office(row.office))),
        "page": Paginator(_sittings(request, kept), _A_PAGE).get_page(request.GET.get("page")),
        "seat": typed.get("seat", SeatForm()) if actor.may(KEEP, kept) else None,
        "plan": typed.get("plan", PlanForm()) if actor.may(PLAN, kept) else None,
    }
    return TemplateResponse(request, "sittings/council.html", context, status=status)
