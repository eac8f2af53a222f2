"""Đơn vị chưa gửi: which units below have sent nothing for days, and a button that reminds them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.nudges.actions import nudge
from sangkien.nudges.models import Nudge
from sangkien.nudges.queries import last_nudges
from sangkien.nudges.rules import NUDGE, SILENT
from sangkien.organisations.models import Organisation
from sangkien.statistics.figures import Figures
from sangkien.statistics.work import last_sent, silent
from sangkien.web.board.asked import Asked, read
from sangkien.web.board.sheets import meaning_of_submitted
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.templatetags.components import number

CHOICES = (SILENT, 14, 28)
_AT_ONCE = 200  # units reminded with one button


@dataclass(frozen=True)
class Silent:
    """A unit, its last day with something sent (None: never), and the last reminder. `may`: it may be reminded now."""

    figures: Figures
    last_on: date | None
    days: int | None
    nudged: Nudge | None
    may: bool


@wearing(*Role)
@require_safe
@never_cache
def silent_units(request: Request, code: str) -> HttpResponse:
    """Those directly below, the longest silent first; `ngay`: silent for so many days, `loai=chua`: never sent any."""
    days, never = _days(request), request.GET.get("loai") == "chua"
    asked = read(request, code, days=days)
    page: dict[str, Any] = {"asked": asked, "unit": asked.unit, "days": days, "never": never, "choices": CHOICES}
    if asked.board:
        lines = _lines(request, asked, days=days, never=never)
        page |= {"lines": lines, "may": sum(line.may for line in lines), "all": len(asked.board.lines)}
    return TemplateResponse(request, "board/silent.html", page)


@wearing(*Role)
@require_safe
@never_cache
def silent_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The same lines as a file."""
    days, never = _days(request), request.GET.get("loai") == "chua"
    asked = read(request, code, days=days)
    if asked.board is None:
        raise Http404
    lines = _lines(request, asked, days=days, never=never)
    return send_list(
        request,
        form,
        name=f"chua-gui-{code}",
        title=_("Đơn vị chưa gửi sáng kiến"),
        columns=[
            Column("unit", _("Mã đơn vị")),
            Column("name", _("Đơn vị")),
            Column("last_on", _("Lần gửi gần nhất"), Kind.DAY),
            Column("days", _("Số ngày chưa gửi"), Kind.WHOLE, _("từ lần gửi gần nhất đến ngày xem")),
            Column("submitted", _("Lượt nộp"), Kind.WHOLE, meaning_of_submitted()),
            Column("reminded_at", _("Đã nhắc"), Kind.MOMENT),
        ],
        rows=map(_cells, lines),
        facts=[(_("Bao lâu chưa gửi"), _("Chưa lần nào") if never else _("%(n)s ngày") % {"n": days})],
    )


def _cells(line: Silent) -> list[Cell]:
    unit = line.figures.unit
    nudged = line.nudged.at if line.nudged else None
    return [unit.code, unit.name, line.last_on, line.days, line.figures.submitted, nudged]


@wearing(Role.REVIEWER, Role.LEADER)
@posts(otherwise="silent-units")
def remind(request: Request, code: str) -> HttpResponse:
    """One of them (`don-vi`), or all that may be reminded."""
    days, chosen = _days(request), request.POST.get("don-vi", "")
    asked = read(request, code, days=days)
    if asked.board is None:
        raise Http404
    lines = _lines(request, asked, days=days, never=request.POST.get("loai") == "chua")
    units = [line.figures.unit for line in lines if line.may or line.figures.unit.code == chosen]
    if chosen:
        units = [unit for unit in units if unit.code == chosen]
    _nudge(request, units[:_AT_ONCE], asked)
    query = request.POST.get("trang", "")
    return redirect(reverse("silent-units", args=[code]) + (f"?{query}" if query in _QUERIES else ""))


_QUERIES = {"loai=chua", *(f"so-ngay={days}" for days in CHOICES)}


def _nudge(request: Request, units: list[Organisation], asked: Asked) -> None:
    assert asked.board is not None
    done, refused = 0, []
    for unit in units:
        try:
            nudge(unit, programme=asked.board.stretch.programme, by=request.visit.actor, at=request.visit.now)
            done += 1
        except NotAllowed:
            raise
        except NotPossible as no:
            refused += [f"{unit.short_name}: {problem.text}" for problem in no.problems]
    if done:
        told = ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", done) % {"n": number(done)}
        messages.success(request, told)
    for text in refused[:5]:
        messages.warning(request, text)
    if len(refused) > 5:
        messages.warning(request, _("Còn %(n)s đơn vị khác chưa nhắc được.") % {"n": number(len(refused) - 5)})


def _days(request: Request) -> int:
    given = (request.POST or request.GET).get("so-ngay", "")
    return next((days for days in CHOICES if str(days) == given), SILENT)


def _lines(request: Request, asked: Asked, *, days: int, never: bool) -> list[Silent]:
    assert asked.board is not None
    quiet = silent([line.figures for line in asked.board.lines], days=days)
    programme, keys = asked.board.stretch.programme, [figures.unit.pk for figures in quiet]
    nudged, sent = last_nudges(keys, programme=programme), last_sent(keys, programme=programme, as_of=asked.day)
    actor, now = request.visit.actor, request.visit.now
    allowed = actor.may(NUDGE, asked.unit) and asked.is_today and asked.board.stretch.runs_on(asked.day)
    lines = [
        _line(figures, sent.get(figures.unit.pk), nudged.get(figures.unit.pk), allowed=allowed, now=now)
        for figures in quiet
    ]
    lines = [line for line in lines if line.last_on is None or not never]
    return sorted(lines, key=lambda line: (line.last_on or date.min, line.figures.unit.code))


def _line(figures: Figures, last: date | None, nudged: Nudge | None, *, allowed: bool, now: datetime) -> Silent:
    last = last if figures.submitted > 0 else None  # what was withdrawn or went elsewhere was not sent
    return Silent(
        figures=figures,
        last_on=last,
        days=(figures.as_of - last).days if last else None,
        nudged=nudged,
        may=allowed and (nudged is None or nudged.again_at <= now),
    )
