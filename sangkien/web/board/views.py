"""The board's pages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.counting.queries import View
from sangkien.milestones.queries import lately_reached
from sangkien.statistics.boards import Board
from sangkien.statistics.definitions import DEFINITIONS, Statistic
from sangkien.statistics.focus import Share, shares, unions_of
from sangkien.statistics.ranking import Order
from sangkien.statistics.values import median
from sangkien.web.board.asked import KINDS, ORDERS, Asked, read
from sangkien.web.board.chart import Chart, draw
from sangkien.web.board.crossviews import AREA, PLACE, SECTOR, table
from sangkien.web.board.mapped import mapped
from sangkien.web.board.rows import rows, total
from sangkien.web.board.sheets import crossed_sheet, day_sheet, unit_sheet
from sangkien.web.board.tiles import against_each, result, rhythm_pill, tiles, until_when
from sangkien.web.board.todo import todo
from sangkien.web.data.answering import Form, send
from sangkien.web.doors import Request, wearing
from sangkien.web.extensions import extensions_of

_FEW_ENOUGH = 2_000  # ten milliseconds


@wearing(*Role)
@require_safe
def own_board(request: Request) -> HttpResponse:
    """To the board of the hat's own union."""
    unit = request.visit.actor.unit
    assert unit is not None
    return redirect("board-of", code=unit.code)


@wearing(*Role)
@require_safe
@never_cache
def board_of(request: Request, code: str) -> HttpResponse:
    """The board of a union in the hat's scope."""
    asked = read(request, code)
    page: dict[str, Any] = {
        "asked": asked,
        "unit": asked.unit,
        "form": asked.form,
        "is_own": asked.unit == request.visit.actor.unit,
    }
    if asked.board:
        page |= _figures(request, asked, asked.board) | {"query": asked.query(request.GET)}
        page |= mapped(request, asked.board, until=page["until"], to="board-of")
    return TemplateResponse(request, "board/board.html", page, status=422 if asked.form.errors else 200)


@wearing(*Role)
@require_safe
@never_cache
def board_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The same figures as a file; `bang=ngay`: the daily table."""
    asked = read(request, code)
    if asked.board is None or asked.form.errors:
        raise Http404
    until = until_when(asked.day, now=request.visit.now)
    daily = request.GET.get("bang") == "ngay"
    name = f"{code}-{asked.board.stretch.code}-{asked.day.isoformat()}{'-theo-ngay' if daily else ''}"
    table = day_sheet if daily else unit_sheet
    return send(table(asked.board, name=name + _suffix(asked.board), until=until), form, by=request.visit)


@wearing(*Role)
@require_safe
@never_cache
def crossviews_of(request: Request, code: str) -> HttpResponse:
    """The same dossiers by place, with those of the area that report elsewhere apart; `goc=nganh`: by sector."""
    asked = read(request, code)
    page: dict[str, Any] = {"asked": asked, "unit": asked.unit, "form": asked.form}
    if asked.board:
        page |= _crossed(request, asked, asked.board) | {"query": asked.query(request.GET)}
    return TemplateResponse(request, "board/crossviews.html", page, status=422 if asked.form.errors else 200)


@wearing(*Role)
@require_safe
@never_cache
def crossview_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """One of these tables as a file, never two: a sheet with both would invite their sum."""
    asked = read(request, code)
    shown = table(request.GET.get("goc", ""), asked.board) if asked.board else None
    if asked.board is None or shown is None or asked.form.errors:
        raise Http404
    name = f"{code}-{asked.board.stretch.code}-{asked.day.isoformat()}-{shown.slug}{_suffix(asked.board)}"
    until = until_when(asked.day, now=request.visit.now)
    return send(crossed_sheet(asked.board, shown, name=name, until=until), form, by=request.visit)


def _suffix(board: Board) -> str:
    return "-co-cau-ngay-xem" if board.view == View.RESTATED else ""


def _crossed(request: Request, asked: Asked, board: Board) -> dict[str, Any]:
    by_sector = request.GET.get("goc") == SECTOR
    tables = [table(SECTOR, board)] if by_sector else [table(PLACE, board), table(AREA, board)]
    return {
        "stretch": board.stretch,
        "tables": [one for one in tables if one],
        "by_sector": by_sector,
        "angle": SECTOR if by_sector else PLACE,
        "until": until_when(asked.day, now=request.visit.now),
        "order": _order_named(board),
        "restated": board.view == View.RESTATED,
    }


def _order_named(board: Board) -> str:
    return next(name for name, order in ORDERS.items() if order == board.order)


def _figures(request: Request, asked: Asked, board: Board) -> dict[str, Any]:
    pace, below = board.pace, rows(board)
    return {
        "board": board,
        "figures": board.figures,
        "stretch": board.stretch,
        "milestone": lately_reached(board.stretch.programme, on=asked.day),
        "extended": extensions_of(board.stretch.programme, board.stretch.phase),
        "pace": pace,
        "pill": rhythm_pill(pace) if pace else None,
        "result": result(board.figures.achievement),
        "against": against_each(board.figures),
        "kinds": [(name, kind.label, kind == board.figures.against) for name, kind in KINDS.items()],
        "tiles": tiles(board.figures, pace),
        "chart": _chart(board),
        "tasks": todo(request.visit.actor, board) if asked.is_today else None,
        "rows": below,
        "lines": [row.printed for row in below],
        "total": total(board),
        "until": until_when(asked.day, now=request.visit.now),
        "order": _order_named(board),
        "by_members": board.order == Order.MEMBERS,
        "restated": board.view == View.RESTATED,
        "middle": _middle(board),
        "focus": _focus(board),
        "meanings": {one: meaning for one, meaning in DEFINITIONS.items() if one not in _ELSEWHERE},
    }


_ELSEWHERE = {Statistic.SENDERS, Statistic.VALID_SHARE}  # figures that this page does not print


def _focus(board: Board) -> list[Share]:
    """Of whoever has anything valid."""
    if not board.figures.valid:
        return []
    last = board.stretch.last_day or board.as_of
    return shares(board.figures, unions_of(board.unit, on=min(last, board.as_of)))


def _middle(board: Board) -> int | None:
    """The middle value beside the sum, where looking at every dossier takes no time to speak of."""
    if board.figures.valid > _FEW_ENOUGH:
        return None
    at, view = board.stretch, board.view
    return median(board.unit, programme=at.programme, phase=at.phase, as_of=board.as_of, view=view)


def _chart(board: Board) -> dict[str, Any] | None:
    """The curve and what its legend has to name; nothing before the first day or without a last."""
    pace = board.pace
    if pace is None or not pace.has_begun:
        return None
    title = _("Tiến độ của %(unit)s") % {"unit": board.unit.short_name}
    chart = Chart(title, pace, board.curve, board.stretch.bands)
    return {
        "drawing": draw(chart),
        "has_forecast": chart.has_forecast,
        "has_even": bool(chart.even),
        "bands": board.stretch.bands,
    }
