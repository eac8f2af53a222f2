"""Bảng xếp hạng: the tables of a union, that of one cluster for its members, the quarters."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.clusters.models import Cluster
from sangkien.clusters.queries import cluster_of
from sangkien.clusters.rules import ORGANISE, SET_QUARTER, may_see
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.standings.models import Kind, Snapshot
from sangkien.standings.rules import FREEZE
from sangkien.statistics.quarters import Quarter, QuarterGroup, quarter_table, quarters
from sangkien.statistics.standings import Asked, Grouping, standing_of, table
from sangkien.web.board.asked import ORDERS, VIEWS, DayForm, Question, about, question
from sangkien.web.board.tiles import until_when
from sangkien.web.doors import Request, wearing
from sangkien.web.standings.tables import left_out, sheet, sheets
from sangkien.web.standings.words import GROUPINGS, TABS, rule_of, why_apart


@wearing(*Role)
@require_safe
def own_standing(request: Request) -> HttpResponse:
    """To the table in which the hat's union is compared: for whoever has units below, that of these units."""
    actor = request.visit.actor
    if not children(actor.office, actor.on).exists() and (cluster := cluster_of(actor.office, on=actor.on)):
        return redirect("cluster-standing", code=cluster.code)
    return redirect("standing", code=actor.office.code)


@wearing(*Role)
@require_safe
@never_cache
def standing(request: Request, code: str) -> HttpResponse:
    """The tables of a union: by cluster where it has any, else of the units directly below it."""
    asked = question(request, code)
    page = _page(request, asked)
    if asked.stretch:
        grouping = grouping_of(request.GET, asked.unit)
        found = table(asked.unit, grouping=grouping, asked=told(asked))
        mine = cluster_of(asked.unit, on=asked.day)
        page |= {
            "sheets": sheets(found),
            "left_out": left_out(found),
            "grouping": next(name for name, one in GROUPINGS.items() if one == grouping),
            "has_clusters": asked.unit.clusters.exists(),
            "frozen": _frozen(asked, grouping),
            "may_freeze": request.visit.actor.may(FREEZE, asked.unit),
            "may_organise": request.visit.actor.may(ORGANISE, asked.unit),
            "own_cluster": mine if mine and may_see(request.visit.actor, mine, on=asked.day) else None,
        }
    return TemplateResponse(request, "standings/standing.html", page, status=_status(asked))


@wearing(*Role)
@require_safe
@never_cache
def cluster_standing(request: Request, code: str) -> HttpResponse:
    """The table of one cluster, for who is its member on the day shown and for whoever stands above its organiser."""
    cluster, asked = asked_of_cluster(request, code)
    page = _page(request, asked) | {"cluster": cluster}
    if asked.stretch:
        found = standing_of(cluster, asked=told(asked))
        page |= {"sheets": [sheet(found, told(asked))] if found.lines else [], "in_cluster": True}
    return TemplateResponse(request, "standings/standing.html", page, status=_status(asked))


@wearing(*Role)
@require_safe
@never_cache
def quarter(request: Request, code: str) -> HttpResponse:
    """Who leads each cluster by the official rule of the quarter, and why."""
    asked = question(request, code)
    page = _page(request, asked)
    if asked.stretch:
        chosen, groups = quarter_asked(asked, request.GET)
        page |= {
            "quarters": quarters(asked.stretch.programme, until=asked.day),
            "quarter": chosen,
            "groups": groups,
            "is_over": chosen and chosen.last_day < asked.today,
            "frozen": chosen and _frozen_quarter(asked, chosen, grouping_of(request.GET, asked.unit)),
            "may_freeze": request.visit.actor.may(FREEZE, asked.unit),
            "may_set": request.visit.actor.may(SET_QUARTER, asked.unit),
        }
    return TemplateResponse(request, "standings/quarter.html", page, status=_status(asked))


# Helpers, also of the other modules ------------------------------------------------------------------------


def told(asked: Question) -> Asked:
    """The question as statistics take it."""
    assert asked.stretch is not None
    return Asked(asked.stretch, asked.day, asked.order, asked.view)


def grouping_of(given: QueryDict, unit: Organisation) -> Grouping:
    """By cluster where the union has any and nothing else was asked for."""
    otherwise = Grouping.CLUSTERS if unit.clusters.exists() else Grouping.CHILDREN
    return GROUPINGS.get(given.get("nhom", ""), otherwise)


def quarter_of(given: QueryDict, among: list[Quarter]) -> Quarter | None:
    """The one that the address names, else the newest; 404 for one in which the programme did not run."""
    written = given.get("quy", "")
    if not written:
        return among[0] if among else None
    try:
        chosen = Quarter.read(written)
    except NotPossible:
        raise Http404 from None
    if chosen not in among:
        raise Http404
    return chosen


def quarter_asked(asked: Question, given: QueryDict) -> tuple[Quarter | None, list[QuarterGroup]]:
    """The quarter that the address names, with its tables; none before the programme's first day."""
    assert asked.stretch is not None
    programme = asked.stretch.programme
    chosen = quarter_of(given, quarters(programme, until=asked.day))
    grouping = grouping_of(given, asked.unit)
    told_of: dict[str, Any] = {"programme": programme, "as_of": asked.day, "grouping": grouping, "view": asked.view}
    return chosen, quarter_table(asked.unit, quarter=chosen, **told_of) if chosen else []


def asked_of_cluster(request: Request, code: str) -> tuple[Cluster, Question]:
    """The cluster, and the same asked of its organiser, whose other figures are not shown. 404 for whoever may not see
    its table of that day; a member that was not in it then is told so, and sees today's."""
    cluster = get_object_or_404(Cluster.objects.select_related("organiser"), code=code)
    actor, today = request.visit.actor, day_of(request.visit.now)
    form = DayForm({"ngay": request.GET.get("ngay", "")}, today=today)
    form.is_valid()
    if not may_see(actor, cluster, on=form.day):
        if not may_see(actor, cluster, on=today):
            raise Http404
        form.add_error("ngay", _("Ngày này đơn vị chưa ở trong cụm, khối. Dưới đây là bảng hôm nay."))
    organiser = Organisation.objects.named(on=form.day).get(pk=cluster.organiser_id)
    return cluster, about(request.GET, organiser, form=form, day=form.day, today=today)


def _page(request: Request, asked: Question) -> dict[str, Any]:
    return {
        "asked": asked,
        "unit": asked.unit,
        "form": asked.form,
        "stretch": asked.stretch,
        "until": until_when(asked.day, now=request.visit.now),
        "query": asked.query(request.GET),
        "order": next(name for name, one in ORDERS.items() if one == asked.order),
        "tabs": [(name, TABS[one]) for name, one in ORDERS.items()],
        "rule": rule_of(asked.order),
        "why_apart": why_apart(asked.order),
        "restated": asked.view == VIEWS["ngay-xem"],
        "is_over": _is_over(asked, asked.today),
    }


def _is_over(asked: Question, today: date) -> bool:
    """Are the days that the figures cover over?"""
    last = asked.stretch.last_day if asked.stretch else None
    return last is not None and last <= asked.day < today


def _frozen(asked: Question, grouping: Grouping) -> Snapshot | None:
    """The newest final snapshot of just this table."""
    assert asked.stretch is not None
    return Snapshot.objects.filter(
        programme=asked.stretch.programme,
        unit=asked.unit,
        kind=Kind.FINAL,
        period=asked.stretch.code,
        grouping=grouping,
        order=asked.order,
        view=asked.view,
        as_of=asked.day,
    ).last()


def _frozen_quarter(asked: Question, chosen: Quarter, grouping: Grouping) -> Snapshot | None:
    assert asked.stretch is not None
    return Snapshot.objects.filter(
        programme=asked.stretch.programme,
        unit=asked.unit,
        kind=Kind.QUARTER,
        period=str(chosen),
        grouping=grouping,
        view=asked.view,
    ).last()


def _status(asked: Question) -> int:
    return 422 if asked.form.errors else 200
