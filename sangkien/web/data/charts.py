"""Charts at addresses that stay: `/bieu-do/<id>.svg`, `.png`, `.csv`.

The id says all that is shown: kind, unit, programme, stretch and, where it is to stay as it is, the day:
`nhip.LDLD-NINH-THUAN.CT1TSK.GD1.2022-05-18`. Who may see the figures of the unit gets all of them. Of the unit that
the public pages speak for anybody gets what open data hold: without small cells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.days import day_of
from sangkien.documents.typesetting import as_png
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.statistics.boards import Board, board
from sangkien.statistics.opened import Opened, opened
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.statistics.stage import stage
from sangkien.statistics.stretches import stretches
from sangkien.web.board.chart import HEIGHT, Chart, in_words
from sangkien.web.board.sheets import day_sheet, unit_sheet, value_sheet
from sangkien.web.board.ticks import value_ticks
from sangkien.web.board.tiles import until_when
from sangkien.web.data.answering import FORMS, content
from sangkien.web.data.opening import UNITS, WEEKS, open_sheet
from sangkien.web.data.pictures import BLUE, LINE, RED, SOFT, Bar, Picture, bars, line, standing_alone, text
from sangkien.web.data.sheets import Sheet
from sangkien.web.doors import Request, open_to_all
from sangkien.web.templatetags.components import day, money_short, number, percent

_LEFT, _ACROSS = 90, 760


@dataclass(frozen=True)
class Wanted:
    """What an id asks for; without a `day`, now."""

    kind: str
    unit: str
    programme: str
    stretch: str
    day: date | None = None


def address(kind: str, shown: Board, ending: str) -> str:
    """Where the chart of that kind stays as it is on the board."""
    stretch = shown.stretch
    asked = Wanted(kind, shown.unit.code, stretch.programme.code, stretch.code, shown.as_of)
    return reverse("chart", args=[asked, ending])


class PictureConverter:
    """`<picture:asked>` in an address: the id of a chart."""

    regex = r"(?:nhip|don-vi|gia-tri)(?:\.[-A-Za-z0-9_]+){3}(?:\.\d{4}-\d\d-\d\d)?"

    def to_python(self, value: str) -> Wanted:
        """The parts of the id; a day that does not exist is no address."""
        kind, unit, programme, stretch, *days = value.split(".")
        return Wanted(kind, unit, programme, stretch, date.fromisoformat(days[0]) if days else None)

    def to_url(self, value: Wanted) -> str:
        """The id."""
        parts = [value.kind, value.unit, value.programme, value.stretch]
        return ".".join([*parts, value.day.isoformat()] if value.day else parts)


@dataclass(frozen=True)
class Shown:
    """What a chart is drawn from. `opened`: for anybody, with what is left out; None for who may see all."""

    board: Board
    until: str
    opened: Opened | None


@open_to_all
@require_safe
def chart(request: Request, asked: Wanted, ending: str) -> HttpResponseBase:
    """The chart in the form asked for, with an ETag; 404 for what the reader may not see or what there is not."""
    made = _FORMS.get(ending)
    if made is None or (asked.day and asked.day > day_of(request.visit.now)):
        raise Http404
    shown = _shown(request, asked)
    media_type, write = made
    body = write(_KINDS[asked.kind], shown)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    answer: HttpResponseBase = get_conditional_response(request, etag=tag) or HttpResponse(
        body, content_type=media_type
    )
    answer["ETag"] = tag
    patch_cache_control(answer, **({"public": True, "max_age": 60} if shown.opened else _OWN))
    return answer


_OWN = {"private": True, "no_cache": True}


def _shown(request: Request, asked: Wanted) -> Shown:
    programme = get_object_or_404(Programme, code=asked.programme, rehearsal=False)
    on = asked.day or day_of(request.visit.now)
    here, actor = stage(programme, on=on), request.visit.actor
    its_own = actor.among(SEE_FIGURES, Organisation.objects.on(on).named(on=on)).filter(code=asked.unit).first()
    unit = its_own or (here if here.code == asked.unit else None)
    among = stretches(programme, unit=unit, on=on) if unit else []
    stretch = next((one for one in among if one.code == asked.stretch), None)
    if unit is None or stretch is None:
        raise Http404
    found = board(unit, stretch=stretch, as_of=on)
    return Shown(found, until_when(on, now=request.visit.now), None if its_own else opened(found))


@dataclass(frozen=True)
class _Kind:
    """How a chart is drawn, the table behind it, and the table of the open data that tells anybody the same; without
    one, everybody gets the same table: public pages print it."""

    draw: Callable[[Shown], Picture]
    sheet: Callable[..., Sheet]
    opened: str = ""


def _svg(kind: _Kind, shown: Shown) -> bytes:
    return standing_alone(kind.draw(shown)).encode()


def _png(kind: _Kind, shown: Shown) -> bytes:
    return as_png(_svg(kind, shown).decode())


def _csv(kind: _Kind, shown: Shown) -> bytes:
    if shown.opened and kind.opened:
        sheet = open_sheet(shown.opened, kind.opened, until=shown.until)
    else:
        sheet = kind.sheet(shown.board, name="", until=shown.until)
    return content(sheet, FORMS["csv"])


_FORMS: dict[str, tuple[str, Callable[[_Kind, Shown], bytes]]] = {
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
    "csv": ("text/csv; charset=utf-8", _csv),
}


DRAWN = list(_FORMS)


# The kinds --------------------------------------------------------------------------------------------------


def _pace(shown: Shown) -> Picture:
    """The running total, the even pace, the forecast and the target."""
    pace = shown.board.pace
    if pace is None or not pace.has_begun:
        raise Http404
    drawn = Chart(_title(_("Tiến độ"), shown), pace, shown.board.curve, shown.board.stretch.bands)
    inside = _grid(drawn) + line(_placed(drawn.even), colour=SOFT, width=1.5, dashes="6 5")
    inside += line(_placed(drawn.forecast), colour=BLUE, width=2, dashes="2 5") + line(
        _placed(drawn.actual), colour=BLUE
    )
    if pace.target is not None:
        at = drawn.y(pace.target)
        inside += line([(_LEFT, at), (_LEFT + _ACROSS, at)], colour=RED, width=2)
        said = _("Chỉ tiêu %(number)s") % {"number": number(pace.target)}
        inside += text(_LEFT + 4, at - 8, said, size=14, bold=True, colour=RED)
    x, y = _placed(drawn.actual)[-1]
    inside += text(x + 8, y + 20, number(pace.done), bold=True)
    inside += text(_LEFT, HEIGHT + 22, day(pace.first_day), size=13, colour=SOFT)
    inside += text(_LEFT + _ACROSS, HEIGHT + 22, day(pace.last_day), size=13, colour=SOFT, anchor="end")
    foot = _foot(_("Sáng kiến hợp lệ, cộng dồn; nét đứt là nhịp đều đến chỉ tiêu"), shown)
    return Picture(drawn.title, in_words(drawn), foot, HEIGHT + 26, SafeString(inside))


def _grid(drawn: Chart) -> SafeString:
    inside = SafeString()
    for value in value_ticks(drawn.top):
        at = drawn.y(value)
        inside += line([(_LEFT, at), (_LEFT + _ACROSS, at)], colour=LINE, width=1)
        inside += text(_LEFT - 8, at + 4, number(value), size=13, colour=SOFT, anchor="end")
    return inside


def _placed(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """From percent of the width to places."""
    return [(_LEFT + x * _ACROSS / 100, y) for x, y in points]


def _units(shown: Shown) -> Picture:
    """The units below by percent of target, as they are ranked; without those of which a figure is left out."""
    left_out = shown.opened.hidden_units if shown.opened else set()
    lines = [
        Bar(figures.unit.short_name, float(figures.achievement.percent or 0), percent(figures.achievement.percent))
        for figures in (one.figures for one in shown.board.lines if one.figures.unit.pk not in left_out)
        if figures.achievement.percent is not None
    ]
    foot = _foot(_("Sáng kiến hợp lệ chia cho chỉ tiêu, nhân 100"), shown)
    if left_out:
        foot += " " + _("Không vẽ %(n)s đơn vị có số liệu quá nhỏ.") % {"n": len(left_out)}
    return _barred(_title(_("Phần trăm chỉ tiêu"), shown), lines, foot)


def _values(shown: Shown) -> Picture:
    """The benefit by how far it is attested; the parts make the sum."""
    parts = shown.board.figures.value.parts.items()
    lines = [Bar(str(level.label), float(dong), money_short(dong)) for level, dong in parts]
    foot = _foot(_("Giá trị một năm của các sáng kiến hợp lệ, theo tác giả kê khai"), shown)
    return _barred(_title(_("Giá trị làm lợi theo mức xác nhận"), shown), lines, foot)


def _foot(what: str, shown: Shown) -> str:
    """What the figures are, and as of when."""
    return f"{what}, {shown.until}."


def _barred(title: str, lines: list[Bar], foot: str) -> Picture:
    height, inside = bars(lines)
    return Picture(title, "; ".join(f"{one.name}: {one.shown}" for one in lines), foot, height, inside)


def _title(what: str, shown: Shown) -> str:
    return f"{what} · {shown.board.unit.short_name} · {shown.board.stretch.title}"


_KINDS = {
    "nhip": _Kind(_pace, day_sheet, WEEKS),
    "don-vi": _Kind(_units, unit_sheet, UNITS),
    "gia-tri": _Kind(_values, value_sheet),
}
