"""Drawings that stand alone: nothing of a page's style sheet, colours and letters as attributes, so that they look the
same in a page of others, in a document and as PNG. Texts are escaped; there is no script and no style in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FONT = "Public Sans, Arial, sans-serif"
INK, SOFT, LINE, BLUE, RED, WHITE = "#0e1b33", "#56637c", "#d5dce7", "#0b4aa2", "#b3141f", "#ffffff"
WIDE = 960
_MOST_LETTERS = 42


@dataclass(frozen=True)
class Picture:
    """A drawing: what it shows (`title`), the same in words (`said`), what its figures are and as of when (`foot`), and
    its inside of that height."""

    title: str
    said: str
    foot: str
    height: int
    inside: SafeString


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: its name, its length (any unit, the same for all), the figure printed behind it."""

    name: str
    length: float
    shown: str


def standing_alone(picture: Picture) -> SafeString:
    """The whole file, with its title above, and below what its figures are and as of when."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'font-family="{font}"><title>{title}</title><desc>{said}</desc><rect width="{w}" height="{h}" fill="{white}"/>'
        "{head}{inside}{foot}</svg>",
        w=WIDE,
        h=picture.height + 110,
        font=FONT,
        title=picture.title,
        said=picture.said,
        white=WHITE,
        head=text(24, 42, picture.title, size=22, bold=True),
        inside=format_html('<g transform="translate(0 66)">{}</g>', picture.inside),
        foot=text(24, picture.height + 92, picture.foot, size=14, colour=SOFT),
    )


def bars(lines: Sequence[Bar]) -> tuple[int, SafeString]:
    """Bars side by side under each other, and how high they are together."""
    longest = max((line.length for line in lines), default=0) or 1
    drawn = format_html_join("", "{}", ((_bar(place, line, longest),) for place, line in enumerate(lines)))
    return 34 * len(lines), drawn


def _bar(place: int, line: Bar, longest: float) -> SafeString:
    y, length = 34 * place, max(line.length, 0) / longest * 430
    name = line.name if len(line.name) <= _MOST_LETTERS else line.name[: _MOST_LETTERS - 1] + "…"
    rect = format_html(
        '<rect x="360" y="{}" width="{}" height="22" rx="3" fill="{}"/>', y + 4, f"{max(length, 1):.1f}", BLUE
    )
    return text(348, y + 21, name, anchor="end") + rect + text(372 + length, y + 21, line.shown, bold=True)


def line(points: Sequence[tuple[float, float]], *, colour: str, width: float = 3, dashes: str = "") -> SafeString:
    """A stroke through the points."""
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round" '
        'stroke-dasharray="{}"/>',
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        colour,
        width,
        dashes or "none",
    )


def text(
    x: float, y: float, words: str, *, size: int = 15, bold: bool = False, colour: str = INK, anchor: str = "start"
) -> SafeString:
    """Words at a place."""
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        size,
        700 if bold else 400,
        colour,
        anchor,
        words,
    )
