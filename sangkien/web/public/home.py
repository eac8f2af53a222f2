"""The home page: what it is about, how it goes, how to take part."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from sangkien.base.days import day_of
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.statistics.boards import Board, board
from sangkien.statistics.opened import opened
from sangkien.statistics.stage import stage
from sangkien.statistics.stretches import Stretch, stretch_on, whole_stretches
from sangkien.stories.models import Story
from sangkien.web.addresses import canonical
from sangkien.web.board.tiles import result, until_when
from sangkien.web.doors import Request
from sangkien.web.public.caching import fresh
from sangkien.web.public.cards import cards
from sangkien.web.stories.public import lines_of

NEWEST = 6
TOLD = 3
LEADING = 5


class When(StrEnum):
    """Where the programme stands that day."""

    NONE = "NONE"
    BEFORE = "BEFORE"
    DURING = "DURING"
    AFTER = "AFTER"


@dataclass(frozen=True)
class Past:
    """What an earlier phase came to: "1.396 sáng kiến hợp lệ, đạt 139,6 % chỉ tiêu, vượt 396"."""

    title: str
    valid: int
    result: str


@fresh
def home(request: Request) -> HttpResponse:
    """Before a programme the days until it opens, then its live count, in the end its result."""
    today = day_of(request.visit.now)
    programme = current(today)
    page: dict[str, Any] = {"programme": programme, "when": when(programme, today), "canonical": canonical(request)}
    if programme:
        page |= _of_programme(request, programme, today)
    return TemplateResponse(request, "public/home.html", page)


def when(programme: Programme | None, day: date) -> When:
    """Has it begun, is it over?"""
    if programme is None:
        return When.NONE
    if day < programme.opens.lower:
        return When.BEFORE
    return When.AFTER if programme.last_day and day > programme.last_day else When.DURING


def _of_programme(request: Request, programme: Programme, today: date) -> dict[str, Any]:
    here = stage(programme, on=today)
    whole = whole_stretches(programme, unit=here, on=today)
    stretch = stretch_on(whole, on=today)
    shown = board(here, stretch=stretch, as_of=today)
    newest = Initiative.objects.public().filter(programme=programme).for_list().order_by("-closed_at", "-pk")
    return {
        "unit": here,
        "board": shown,
        "figures": shown.figures,
        "result": result(shown.figures.achievement),
        "pace": shown.pace,
        "days_until": max((programme.opens.lower - today).days, 0),
        "until": until_when(today, now=request.visit.now),
        "cards": cards(list(newest[:NEWEST]), on=today),
        "stories": lines_of(list(Story.objects.public().newest_first().for_list()[:TOLD]), request),
        **_leading(shown),
        "past": [_past(here, earlier, today) for earlier in whole if _is_before(earlier, stretch)],
    }


def _leading(shown: Board) -> dict[str, Any]:
    """The first units of the ranking, without those of which open data leave a figure out, and whether one of these
    keeps a place among them."""
    left_out = opened(shown).hidden_units
    ranked = [line for line in shown.lines if line.rank is not None]
    leading = [line for line in ranked if line.figures.unit.pk not in left_out][:LEADING]
    before = ranked[: ranked.index(leading[-1])] if leading else []
    return {"leading": leading, "leading_has_gaps": any(line.figures.unit.pk in left_out for line in before)}


def _is_before(earlier: Stretch, stretch: Stretch) -> bool:
    return earlier.last_day is not None and earlier.last_day < stretch.first_day


def _past(unit: Organisation, stretch: Stretch, today: date) -> Past:
    past: Board = board(unit, stretch=stretch, as_of=today)
    return Past(stretch.title, past.figures.valid, result(past.figures.achievement))
