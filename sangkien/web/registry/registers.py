"""The register of what goes out, the register of what comes in, and how the union's papers begin."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.organisations.models import Organisation
from sangkien.registry import registering
from sangkien.registry.models import Delivery, Outgoing
from sangkien.registry.queries import heading_on, incoming_of, not_received, outgoing_of, proposed_heading
from sangkien.registry.registering import HEADING
from sangkien.registry.rules import LEAD, LEADING, OFFICERS, offices_held
from sangkien.registry.states import NumberState
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.forms import DayForm, HeadingForm, OfficesForm, ReasonForm, ReceivedForm, ReserveForm
from sangkien.web.stretches import Order, stretch

_ANY = ["GET", "HEAD", "POST"]
_A_PAGE, _WAITING = 50, 20
_LONGEST = 120  # of words that are looked for
_ARRIVED = Order("at", newest=True)


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def outgoing_page(request: Request, code: str) -> HttpResponse:
    """The register of a year (`nam`); whoever leads the union keeps a number here for a paper written elsewhere."""
    unit, actor = unit_of(request, code), request.visit.actor
    form = ReserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            subject = form.cleaned_data.get("subject") or ""
            taken = registering.reserve(unit, form.kind_asked, subject=subject, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã giữ số %(line)s.") % {"line": taken.line})
            return redirect("outgoing", code=code)
    year = year_asked(request, actor.on)
    page = _page(request, unit, outgoing_of(unit, year=year), year)
    page |= {"form": form, "may_lead": actor.may(LEAD, unit)}
    return TemplateResponse(request, "registry/outgoing.html", page, status=422 if form.errors else 200)


@wearing(*LEADING)
@require_http_methods(_ANY)
def number_page(request: Request, code: str, key: int) -> HttpResponse:
    """A number that is kept for a paper written elsewhere: it was issued (`viec=dung`), or is struck out
    (`viec=huy`)."""
    unit, actor = unit_of(request, code, LEAD), request.visit.actor
    kept = Outgoing.objects.filter(unit=unit, pk=key, paper__isnull=True, state=NumberState.RESERVED).first()
    if kept is None:
        raise Http404
    task = request.POST.get("viec", "")
    day = DayForm(request.POST if task == "dung" else None, initial={"day": format_day(actor.on)})
    reason = ReasonForm(request.POST if task == "huy" else None)
    form = day if task == "dung" else reason
    if task in ("dung", "huy") and form.is_valid():
        said, at = form.cleaned_data, request.visit.now
        try:
            if task == "dung":
                registering.use(kept, day=said.get("day"), by=actor, at=at)
            else:
                registering.strike_out(kept, reason=said.get("reason") or "", by=actor, at=at)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("outgoing", code=code)
    page = {"unit": unit, "number": kept, "day": day, "reason": reason}
    return TemplateResponse(request, "registry/number.html", page, status=422 if day.errors or reason.errors else 200)


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def incoming_page(request: Request, code: str) -> HttpResponse:
    """What waits to be entered, the register of a year (`nam`), and entering what came from outside; both lists hold
    the words of `q`."""
    unit, actor = unit_of(request, code), request.visit.actor
    form = ReceivedForm(request.POST or None, initial={"arrived_on": format_day(actor.on)})
    if request.method == "POST" and form.is_valid():
        try:
            entry = registering.enter(unit, form.received, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã vào sổ, số đến %(number)s.") % {"number": entry.number})
            return redirect("incoming", code=code)
    year = year_asked(request, actor.on)
    text = words_asked(request)
    page = _page(request, unit, incoming_of(unit, year=year, text=text), year)
    part = stretch(not_received(unit, text), _ARRIVED, request.GET, size=_WAITING)
    senders = Organisation.objects.filter(pk__in=[one.paper.unit_id for one in part.lines]).named(on=actor.on)
    names = {sender.pk: sender.short_name for sender in senders}
    page |= {"form": form, "text": text, "part": part, "total": not_received(unit).count()}
    page |= {"waiting": [(one, names.get(one.paper.unit_id)) for one in part.lines]}
    return TemplateResponse(request, "registry/incoming.html", page, status=422 if form.errors else 200)


@wearing(*OFFICERS)
@posts(otherwise="incoming")
def receive_paper(request: Request, code: str, key: int) -> HttpResponse:
    """Enter a paper that came through the system."""
    unit = unit_of(request, code)
    delivery = Delivery.objects.filter(unit=unit, pk=key).first()
    if delivery is None:
        raise Http404
    entry = registering.receive(delivery, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _("Đã vào sổ, số đến %(number)s.") % {"number": entry.number})
    return redirect("incoming", code=code)


@wearing(*LEADING)
@require_http_methods(_ANY)
def heading_page(request: Request, code: str) -> HttpResponse:
    """How the union's papers begin from today on, and what the offices of those who sign are called."""
    unit, actor = unit_of(request, code, LEAD), request.visit.actor
    form = HeadingForm(request.POST or None, initial=_as_it_is(unit, on=actor.on))
    if request.method == "POST" and form.is_valid():
        try:
            registering.head(unit, form.texts, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã đặt tiêu đề. Văn bản đã có số giữ nguyên tiêu đề cũ."))
            return redirect("papers-of", code=code)
    return _heading(request, unit, form, OfficesForm(held=offices_held(unit, on=actor.on)))


def _heading(request: Request, unit: Organisation, form: HeadingForm, offices: OfficesForm) -> HttpResponse:
    wrong = form.errors or offices.errors
    page = {"unit": unit, "form": form, "offices": offices, "heading": heading_on(unit, on=request.visit.actor.on)}
    return TemplateResponse(request, "registry/heading.html", page, status=422 if wrong else 200)


@wearing(*LEADING)
@posts(otherwise="paper-heading")
def name_offices(request: Request, code: str) -> HttpResponse:
    """What the offices of those who sign are called on the union's papers."""
    unit, actor = unit_of(request, code, LEAD), request.visit.actor
    form = OfficesForm(request.POST, held=offices_held(unit, on=actor.on))
    if not form.is_valid():
        return _heading(request, unit, HeadingForm(initial=_as_it_is(unit, on=actor.on)), form)
    registering.name_offices(unit, form.offices, by=actor, at=request.visit.now)
    messages.success(request, _("Đã ghi chức danh. Văn bản đã có số giữ nguyên chức danh cũ."))
    return redirect("paper-heading", code=code)


def _as_it_is(unit: Organisation, *, on: date) -> dict[str, str]:
    now: Any = heading_on(unit, on=on) or proposed_heading(unit, on=on)
    return {name: getattr(now, name, "").strip(".") for name in HEADING}


def words_asked(request: Request) -> str:
    """What is looked for among the papers that came."""
    return one_line(request.GET.get("q", ""))[:_LONGEST]


def year_asked(request: Request, today: date) -> int:
    """The year of a register: that of the address, else this one."""
    typed = request.GET.get("nam", "")
    return int(typed) if typed.isdecimal() and len(typed) == 4 else today.year


def _page(request: Request, unit: Organisation, found: Any, year: int) -> dict[str, Any]:
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return {"unit": unit, "page": page, "year": year, "today": request.visit.actor.on}
