"""Chấm điểm: what waits for a councillor, what they have scored, and one dossier with its sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Stale
from sangkien.councils import actions, queries
from sangkien.councils.models import ScoreSheet
from sangkien.councils.queries import tally
from sangkien.councils.rules import SCORE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.telling import as_told
from sangkien.programmes.queries import criteria_of
from sangkien.web.councils.forms import SheetForm
from sangkien.web.councils.panel import council_of
from sangkien.web.councils.words import why_not_scored, why_taken_away
from sangkien.web.doors import Request, wearing
from sangkien.web.people.forms import Seen
from sangkien.web.review.desk import names_of
from sangkien.web.review.page import evidence_of, opened
from sangkien.web.stretches import MOST_COUNTED, Order, counted, stretch

A_PAGE = 25
_OLDEST, _NEWEST = Order("waiting_since"), Order("waiting_since", newest=True)


@dataclass(frozen=True)
class Row:
    """One dossier of a list: its union's name, how many days it has waited, and the councillor's newest sheet."""

    initiative: Initiative
    unit: str
    age: int
    sheet: ScoreSheet | None


@wearing(Role.COUNCILLOR)
@require_safe
def to_score(request: Request) -> HttpResponse:
    """What waits for this councillor's sheet, oldest first."""
    return _list(request, queries.to_score(request.visit.actor), _OLDEST, waiting=True)


@wearing(Role.COUNCILLOR)
@require_safe
def scored(request: Request) -> HttpResponse:
    """What this councillor has scored, newest first, with what became of it."""
    return _list(request, queries.scored_by(request.visit.actor), _NEWEST, waiting=False)


@wearing(Role.COUNCILLOR)
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: Request, code: str) -> HttpResponse:
    """One dossier to read, and the sheet. Afterwards the next that waits is opened."""
    if request.method != "POST":
        return _page(request, _opened(request, code))
    if taken := queries.taken_away(request.visit.actor).select_related("edition").filter(code=code).first():
        return _taken_away(request, taken)
    initiative = _opened(request, code)
    form = SheetForm(request.POST, criteria=criteria_of(initiative.edition))
    note, seen = str(form.data.get("note", "")), Seen(request.POST).seen()
    try:
        sheet = actions.score(
            initiative, form.points, seen=seen, by=request.visit.actor, at=request.visit.now, note=note
        )
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, _opened(request, code), form, status=409 if isinstance(no, Stale) else 422)
    return _onwards(request, sheet)


# Helpers ----------------------------------------------------------------------------------------------------


def _opened(request: Request, code: str) -> Initiative:
    """As it is told: outside the desk nobody reads a verdict that may still be undone."""
    return as_told(opened(request, code))


def _taken_away(request: Request, initiative: Initiative) -> HttpResponse:
    """What was typed stays in sight; of the dossier nothing that is no longer the councillor's to read."""
    form = SheetForm(request.POST, criteria=criteria_of(initiative.edition))
    context = {"code": initiative.code, "why": why_taken_away(initiative), "unsent": form.written, "has_errors": True}
    return TemplateResponse(request, "councils/taken_away.html", context, status=409)


def _list(request: Request, found: "QuerySet[Initiative]", order: Order, *, waiting: bool) -> HttpResponse:
    actor = request.visit.actor
    listed = found.for_list().select_related("untold")  # type: ignore[attr-defined]  # `among` keeps our queryset
    part = stretch(listed, order, request.GET, size=A_PAGE)
    number = counted(found)
    context = {
        "rows": _rows(part.lines, actor),
        "part": part,
        "waiting": waiting,
        "number": min(number, MOST_COUNTED),
        "is_more": number > MOST_COUNTED,
    }
    return TemplateResponse(request, "councils/list.html", context)


def _rows(lines: Iterable[Initiative], actor: Actor) -> list[Row]:
    found = [as_told(one) for one in lines]
    names, sheets = names_of([one.unit_id for one in found], on=actor.on), _own(found, actor)
    return [_row(one, names, sheets.get(one.pk), actor.on) for one in found]


def _row(one: Initiative, names: Mapping[int, str], sheet: ScoreSheet | None, on: date) -> Row:
    return Row(one, names.get(one.unit_id, ""), (on - day_of(one.waiting_since)).days, sheet)


def _own(found: Iterable[Initiative], actor: Actor) -> dict[int, ScoreSheet]:
    """The councillor's newest sheet of each. One query."""
    sheets = ScoreSheet.objects.filter(by=actor.person, initiative__in=[one.pk for one in found])
    return {sheet.initiative_id: sheet for sheet in sheets.order_by("pk")}


def _page(
    request: Request, initiative: Initiative, form: SheetForm | None = None, *, status: int = 200
) -> HttpResponse:
    actor = request.visit.actor
    may, own = actor.may(SCORE, initiative), _own([initiative], actor).get(initiative.pk)
    given = tally(initiative).of(actor.somebody.pk) if may else own
    criteria = criteria_of(initiative.edition)
    context = {
        **evidence_of(initiative, actor),
        "unit": names_of([initiative.unit_id], on=actor.on).get(initiative.unit_id, ""),
        "criteria": criteria,
        "most": sum(one.most for one in criteria),
        "may": may,
        "why_not": "" if may else why_not_scored(initiative, actor),
        "given": given,
        "mine": [(one, given.points.get(one.code)) for one in criteria] if given else [],
        "form": form or SheetForm(criteria=criteria, sheet=given),
        "unsent": form.written if form and not may else [],
        "council": council_of(initiative, actor),
        "has_errors": status != 200,
    }
    return TemplateResponse(request, "councils/score.html", context, status=status)


def _onwards(request: Request, sheet: ScoreSheet) -> HttpResponse:
    waiting = _OLDEST.arranged(queries.to_score(request.visit.actor)).first()
    said = _("Đã ghi phiếu chấm %(total)s điểm cho “%(title)s”.") % {
        "total": sheet.total,
        "title": sheet.initiative.title,
    }
    more = _("Dưới đây là hồ sơ tiếp theo.") if waiting else _("Không còn hồ sơ nào chờ anh/chị chấm.")
    messages.success(request, f"{said} {more}")
    return redirect("score", waiting.code) if waiting else redirect("to-score")
