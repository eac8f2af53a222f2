"""The pace curve: an SVG written by the server, as wide as its place and readable on a phone.

Down, everything is in pixels; across, in percent of the width, so that letters keep their size whatever the
width. Strokes that must bend lie in a picture of 100 by HEIGHT that is stretched across. Nothing needs a script
or a `style` attribute: colours are classes of the style sheet. What is drawn: the running total of valid
initiatives (line and area), what an even pace would give (dashed), the forecast (dotted), the target (red), and
the campaigns as a strip along the axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.statistics.pace import Pace, Point
from sangkien.statistics.stretches import Band
from sangkien.web.board.labels import Anchor, Label, Line, covered, place
from sangkien.web.board.ticks import day_ticks, value_ticks
from sangkien.web.templatetags.components import day as printed_day
from sangkien.web.templatetags.components import decimal, number

HEIGHT = 224
_HEADROOM = 1.12
_STRIP = 6
_MILLION = 1_000_000


@dataclass(frozen=True)
class Chart:
    """What is to be drawn: `points` up to the day of the figures."""

    title: str
    pace: Pace
    points: Sequence[Point]
    bands: Sequence[Band] = ()

    @cached_property
    def top(self) -> float:
        """The value at the upper edge: a little above the highest thing drawn."""
        ahead = [self.pace.forecast, *(self.pace.band or ())] if self.has_forecast else []
        highest: int = max(self.pace.done, self.pace.target or 0, *ahead)
        return max(highest, 4) * _HEADROOM

    @property
    def has_forecast(self) -> bool:
        """Only while there are days left."""
        return self.pace.has_begun and not self.pace.is_over

    def x(self, day: date) -> float:
        """Percent across of the end of `day`; the first day begins at 0, the last ends at 100."""
        length = (self.pace.last_day - self.pace.first_day).days + 1
        return 100 * ((day - self.pace.first_day).days + 1) / length

    def y(self, value: float) -> float:
        """Pixels down."""
        return HEIGHT * (1 - value / self.top)

    @cached_property
    def actual(self) -> list[tuple[float, float]]:
        """The running total as places, from what was there when the window opened."""
        return [(0, self.y(self.pace.start)), *((self.x(point.day), self.y(point.total)) for point in self.points)]

    @property
    def even(self) -> list[tuple[float, float]]:
        """From the start to the target; nothing without a target or where it was reached before."""
        if self.pace.target is None or self.pace.start >= self.pace.target:
            return []
        return [(0, self.y(self.pace.start)), (100, self.y(self.pace.target))]

    @property
    def forecast(self) -> list[tuple[float, float]]:
        """From today to where the last day ends at the pace of the last days."""
        return [self.actual[-1], (100, self.y(self.pace.forecast))] if self.has_forecast else []

    @property
    def band(self) -> list[tuple[float, float]]:
        """Around the forecast, from the weakest of the last weeks to the best; nothing before two are known."""
        if not self.has_forecast or self.pace.band is None:
            return []
        low, high = self.pace.band
        return [self.actual[-1], (100, self.y(high)), (100, self.y(low))]


def draw(chart: Chart) -> SafeString:
    """The whole picture."""
    labels = _labels(chart)
    return format_html(
        '<svg class="pace" role="img" aria-labelledby="nhip-ten nhip-loi" width="100%" height="{}">'
        '<title id="nhip-ten">{}</title><desc id="nhip-loi">{}</desc>'
        '<svg y="8" width="100%" height="{}" overflow="visible">{}{}{}{}{}{}</svg></svg>',
        HEIGHT + 36,
        chart.title,
        in_words(chart),
        HEIGHT,
        _grid(chart),
        _strip(chart),
        _target(chart),
        _strokes(chart),
        _dots(chart),
        format_html_join("", "{}", ((_text(label),) for label in labels)),
    )


def in_words(chart: Chart) -> str:
    """The picture for those who listen to it."""
    pace = chart.pace
    said = [
        _("Đến ngày %(day)s có %(done)s sáng kiến hợp lệ.")
        % {"day": printed_day(pace.as_of), "done": number(pace.done)}
    ]
    if pace.target is not None:
        said.append(
            _("Chỉ tiêu đến %(day)s là %(target)s.")
            % {"day": printed_day(pace.last_day), "target": number(pace.target)}
        )
    if chart.has_forecast:
        said.append(_("Nếu giữ nhịp những ngày qua, dự báo đạt %(number)s.") % {"number": number(pace.forecast)})
    if chart.band and pace.band:
        low, high = map(number, pace.band)
        said.append(_("Khoảng dự báo từ %(low)s đến %(high)s.") % {"low": low, "high": high})
    return " ".join(said)


# Strokes, from the back to the front -----------------------------------------------------------------------


def _grid(chart: Chart) -> SafeString:
    lines = ((_plain(chart.y(value)),) for value in value_ticks(chart.top) if value)
    grid = format_html_join("", '<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/>', lines)
    return format_html('{0}<line class="base" x1="0" x2="100%" y1="{1}" y2="{1}"/>', grid, HEIGHT)


def _strip(chart: Chart) -> SafeString:
    """The campaigns along the axis."""
    ends = ((chart.x(band.first_day - timedelta(days=1)), chart.x(band.last_day), band) for band in chart.bands)
    return format_html_join(
        "",
        '<rect class="strip" x="{}%" width="{}%" y="{}" height="{}"><title>{}</title></rect>',
        ((_plain(left), _plain(right - left), HEIGHT, _STRIP, band.title) for left, right, band in ends),
    )


def _target(chart: Chart) -> SafeString:
    if chart.pace.target is None:
        return SafeString()
    at = _plain(chart.y(chart.pace.target))
    return format_html('<line class="target" x1="0" x2="100%" y1="{0}" y2="{0}"/>', at)


def _strokes(chart: Chart) -> SafeString:
    """What must bend, in one stretched picture."""
    actual = _path(chart.actual)
    area = f"{actual} L{_plain(chart.actual[-1][0])} {HEIGHT} L0 {HEIGHT}Z"
    band = _path(chart.band) + "Z" if chart.band else ""
    paths = [
        ("area", area),
        ("fcband", band),
        ("ideal", _path(chart.even)),
        ("fc", _path(chart.forecast)),
        ("act", actual),
    ]
    return format_html(
        '<svg viewBox="0 0 100 {0}" width="100%" height="{0}" preserveAspectRatio="none" overflow="visible">{1}</svg>',
        HEIGHT,
        format_html_join(
            "",
            '<path class="{}" d="{}" vector-effect="non-scaling-stroke"/>',
            ((css, path) for css, path in paths if path),
        ),
    )


def _dots(chart: Chart) -> SafeString:
    x, y = chart.actual[-1]
    now = format_html(
        '<line class="today" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/><circle class="dot" cx="{0}%" cy="{1}" r="5"/>',
        _plain(x),
        _plain(y),
        HEIGHT,
    )
    if not chart.has_forecast:
        return now
    end = format_html('<circle class="dotf" cx="100%" cy="{}" r="4"/>', _plain(chart.forecast[-1][1]))
    return now + end


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'L' if n else 'M'}{_plain(x)} {_plain(y)}" for n, (x, y) in enumerate(places))


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


# Words -----------------------------------------------------------------------------------------------------


def _labels(chart: Chart) -> list[Label]:
    """Every word of the picture; each is placed where it covers nothing that is already there."""
    lines = _lines(chart)
    placed = [*_value_labels(chart), *_end_labels(chart), *_day_labels(chart)]
    if chart.pace.target is not None:
        placed.append(place(_target_places(chart), lines=lines, taken=placed))
    if chart.has_forecast:
        placed.append(place(_now_places(chart), lines=lines, taken=placed))
    return placed


def _lines(chart: Chart) -> list[Line]:
    strokes = [chart.actual, chart.even, chart.forecast]
    lines = [Line(*start, *end) for stroke in strokes for start, end in pairwise(stroke)]
    if chart.pace.target is not None:
        at = chart.y(chart.pace.target)
        lines.append(Line(0, at, 100, at))
    x, y = chart.actual[-1]
    return [*lines, Line(x, y, x, HEIGHT), Line(0, HEIGHT, 100, HEIGHT)]


def _value_labels(chart: Chart) -> list[Label]:
    """Left of the picture: what the lines of the grid stand for."""
    ticks = value_ticks(chart.top)
    said = _in_millions if ticks[-1] >= _MILLION else number
    return [Label(said(value), "tick", 0, chart.y(value) + 4, dx=-8, anchor="end") for value in ticks]


def _in_millions(value: int) -> str:
    """In full it would not fit beside the picture: 2500000 is "2,5 tr"."""
    return _("%(n)s tr") % {"n": decimal((Decimal(value) / _MILLION).normalize())} if value else number(value)


def _end_labels(chart: Chart) -> list[Label]:
    """Right of the picture, beside the last dot: the forecast, or once it is over what was reached."""
    if chart.has_forecast:
        y, shown, said = chart.forecast[-1][1], chart.pace.forecast, _("dự báo")
        return [
            Label(number(shown), "fcl", 100, y + 1, dx=12, size=15),
            Label(said, "tick", 100, y + 17, dx=12),
        ]
    x, y = chart.actual[-1]
    return [Label(number(chart.pace.done), "nowl", x, y + 5, dx=12, size=15)]


def _target_places(chart: Chart) -> list[Label]:
    assert chart.pace.target is not None
    text = _("Chỉ tiêu %(number)s") % {"number": number(chart.pace.target)}
    above, below = chart.y(chart.pace.target) - 8, chart.y(chart.pace.target) + 17
    across: list[tuple[float, Anchor]] = [(0, "start"), (50, "middle"), (100, "end")]
    return [Label(text, "tlabel", x, y, anchor=anchor) for y in (above, below) for x, anchor in across]


def _now_places(chart: Chart) -> list[Label]:
    """Beside the dot of today: below it where the way ahead leaves room, else above, then farther off."""
    x, y = chart.actual[-1]
    text = number(chart.pace.done)
    sides: list[tuple[float, int, Anchor]] = [(10, 20, "start"), (-8, -11, "end"), (10, -11, "start"), (-10, 22, "end")]
    return [
        Label(text, "nowl", x, y + down + (farther if down > 0 else -farther), dx=dx, anchor=anchor, size=15)
        for farther in (0, 12, 26, 44)
        for dx, down, anchor in sides
    ]


def _day_labels(chart: Chart) -> list[Label]:
    """Below the axis: the day of the figures first, then the ends, then what fits between."""
    first, last, end = chart.pace.first_day, chart.pace.last_day, chart.points[-1].day
    long = (last - first).days > 200
    wanted = [_day_label(chart.x(end), f"{end.day}/{end.month}", "daynow")] if chart.has_forecast else []
    wanted += [_day_label(100, _short(last, long)), _day_label(0, _short(first, long))]
    wanted += [_day_label(chart.x(day - timedelta(days=1)), _short(day, long)) for day in day_ticks(first, last)]
    placed: list[Label] = []
    for label in wanted:
        if not covered(label, taken=placed):
            placed.append(label)
    return placed


def _day_label(x: float, text: str, css: str = "tick") -> Label:
    anchor: Anchor = "start" if x < 12 else "end" if x > 88 else "middle"
    return Label(text, css, x, HEIGHT + 24, anchor=anchor)


def _short(day: date, long: bool) -> str:
    return f"{day.month}/{day.year}" if long else f"{day.day}/{day.month}"


def _text(label: Label) -> SafeString:
    return format_html(
        '<text class="{}" x="{}%" y="{}" dx="{}" text-anchor="{}">{}</text>',
        label.css,
        _plain(label.x),
        _plain(label.y),
        _plain(label.dx),
        label.anchor,
        label.text,
    )
