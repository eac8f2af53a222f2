"""Các bảng đã chốt: freezing one, the list, one with its proof, its files, two beside one another."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.standings import actions
from sangkien.standings.correcting import corrections_of
from sangkien.standings.models import Correction, Kind, Snapshot
from sangkien.standings.reproducing import differences, groups, reproduced
from sangkien.statistics.quarters import quarters
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.web.board.asked import DayForm, about
from sangkien.web.data.answering import Form, send
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.standings.files import snapshot_sheet
from sangkien.web.standings.printing import FIGURE_NAMES, figure, goal_of, percent_in, period_of, shown
from sangkien.web.standings.views import grouping_of, quarter_of, told

_A_PAGE = 30


@wearing(Role.LEADER, Role.ADMINISTRATOR)
@posts(otherwise="standing")
def freeze(request: Request, code: str) -> HttpResponse:
    """Freeze the table that the page showed."""
    given, actor = request.POST, request.visit.actor
    unit = _unit(request, code)
    form = DayForm({"ngay": given.get("ngay", "")}, today=actor.on)
    if not form.is_valid():
        raise Http404
    asked = about(given, unit, form=form, day=form.day, today=actor.on)
    if asked.stretch is None:
        raise Http404
    at = told(asked)
    try:
        snapshot = actions.freeze(
            unit,
            stretch=at.stretch,
            grouping=grouping_of(request.POST, unit),
            order=at.order,
            view=at.view,
            as_of=at.as_of,
            by=actor,
            at=request.visit.now,
        )
    except NotPossible as no:
        return _told(request, no, back=f"{reverse('standing', args=[code])}?{given.urlencode()}")
    return _done(request, snapshot)


@wearing(Role.LEADER, Role.ADMINISTRATOR)
@posts(otherwise="quarter")
def freeze_quarter(request: Request, code: str) -> HttpResponse:
    """Freeze who leads the quarter."""
    actor, unit = request.visit.actor, _unit(request, code)
    given, today = request.POST, actor.on
    asked = about(given, unit, form=DayForm({"ngay": ""}, today=today), day=today, today=today)
    chosen = quarter_of(given, quarters(asked.stretch.programme, until=today)) if asked.stretch else None
    if asked.stretch is None or chosen is None:
        raise Http404
    try:
        snapshot = actions.freeze_quarter(
            unit,
            programme=asked.stretch.programme,
            quarter=chosen,
            grouping=grouping_of(request.POST, unit),
            view=asked.view,
            by=actor,
            at=request.visit.now,
        )
    except NotPossible as no:
        return _told(request, no, back=f"{reverse('quarter', args=[code])}?quy={chosen}")
    return _done(request, snapshot)


@wearing(*Role)
@require_safe
def snapshots(request: Request, code: str) -> HttpResponse:
    """All of a union, the newest first; those of six o'clock only when asked for."""
    unit, daily = _unit(request, code), request.GET.get("loai") == "ngay"
    page = Paginator(frozen(unit, daily=daily), _A_PAGE).get_page(request.GET.get("page"))
    lines = [(one, period_of(one)) for one in page]
    context = {"unit": unit, "page": page, "lines": lines, "daily": daily}
    return TemplateResponse(request, "standings/snapshots.html", context)


def frozen(unit: Organisation, *, daily: bool) -> "QuerySet[Snapshot]":
    """The tables of a union, the newest first: those of six o'clock, or the others."""
    rows = Snapshot.objects.filter(unit=unit).select_related("programme", "by").defer("content").order_by("-pk")
    rows = rows.prefetch_related("programme__phases", "programme__campaigns")
    return rows.filter(kind=Kind.DAILY) if daily else rows.exclude(kind=Kind.DAILY)


@wearing(*Role)
@require_safe
def snapshot(request: Request, code: str, number: int) -> HttpResponse:
    """What it says; `voi`: beside another of the same chain."""
    one = _snapshot(request, code, number)
    other = _other(one, request.GET.get("voi", ""))
    context = shown(one) | {
        "unit": _unit(request, code),
        "one": one,
        "groups": [_group(group) for group in groups(one.content)],
        "corrections": _corrections(one),
        "others": _others(one),
        "other": other,
        "moved": [_told_difference(line) for line in differences(other.content, one.content)] if other else [],
    }
    return TemplateResponse(request, "standings/snapshot.html", context)


@wearing(*Role)
@require_safe
def check(request: Request, code: str, number: int) -> HttpResponse:
    """Draw it again from the ledger, and say whether every byte is the same, and what was booked since."""
    one = _snapshot(request, code, number)
    found = reproduced(one)
    context = shown(one) | {
        "unit": _unit(request, code),
        "one": one,
        "found": found,
        "changed": [_told_difference(line) for line in found.differences],
        "since": [_told_difference(line) for line in found.since],
    }
    return TemplateResponse(request, "standings/check.html", context)


@wearing(*Role)
@require_safe
def snapshot_sealed(request: Request, code: str, number: int) -> HttpResponse:
    """The content as it was sealed (JSON)."""
    one = _snapshot(request, code, number)
    answer = HttpResponse(one.content, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-chot-{number}.json"'
    return answer


@wearing(*Role)
@require_safe
def snapshot_file(request: Request, code: str, number: int, form: Form) -> HttpResponseBase:
    """The same as a table."""
    one = _snapshot(request, code, number)
    return send(snapshot_sheet(one, name=f"{code}-chot-{number}"), form, by=request.visit)


def _unit(request: Request, code: str) -> Organisation:
    actor = request.visit.actor
    return get_for(actor, SEE_FIGURES, Organisation.objects.on(actor.on).named(on=actor.on), code=code)


def _snapshot(request: Request, code: str, number: int) -> Snapshot:
    found = Snapshot.objects.filter(unit=_unit(request, code), number=number).select_related("programme", "by").last()
    if found is None:
        raise Http404
    return found


def _others(one: Snapshot) -> list[Snapshot]:
    """Those it can be laid beside: of the same kind of table, before and after it."""
    chain = Snapshot.objects.filter(programme=one.programme_id, unit=one.unit_id).exclude(pk=one.pk)
    quarterly = chain.filter(kind=Kind.QUARTER) if one.kind == Kind.QUARTER else chain.exclude(kind=Kind.QUARTER)
    return list(quarterly.defer("content").order_by("-number")[:_A_PAGE])


def _other(one: Snapshot, written: str) -> Snapshot | None:
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        return None
    return Snapshot.objects.filter(programme=one.programme_id, unit=one.unit_id, number=int(written)).first()


def _corrections(one: Snapshot) -> list[tuple[Correction, list[dict[str, Any]]]]:
    """Each with what it changed of the table as it stood before it."""
    found = list(corrections_of(one))
    before = [one.content, *(each.content for each in found)]
    return [
        (each, [_told_difference(line) for line in differences(earlier, each.content)])
        for earlier, each in zip(before, found, strict=False)
    ]


def _group(group: dict[str, Any]) -> dict[str, Any]:
    return {"name": group["name"], "lines": [_line(line) for line in group["lines"]]}


def _line(line: dict[str, Any]) -> dict[str, Any]:
    told = line | {"shown": figure(line)}
    return told if "count" in line else told | {"goal": goal_of(line), "percent": percent_in(line)}


def _told_difference(line: Any) -> dict[str, Any]:
    name = FIGURE_NAMES[line.what]
    then, now = (_plain(line.what, value) for value in (line.then, line.now))
    return {"unit": line.name, "what": name, "then": then, "now": now}


def _plain(what: str, value: Any) -> str:
    return figure({what: value}).get(what, json.dumps(value))


def _told(request: Request, no: NotPossible, *, back: str) -> HttpResponse:
    for problem in no.problems:
        messages.warning(request, problem.text)
    return redirect(back)


def _done(request: Request, one: Snapshot) -> HttpResponse:
    messages.success(request, _("Đã chốt bảng số %(n)s.") % {"n": one.number})
    return redirect("snapshot", code=one.unit.code, number=one.number)
