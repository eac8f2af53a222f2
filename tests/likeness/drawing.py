"""Curves of precision over recall as SVG, one panel for each set of pairs."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.likeness.methods import Point

_SIDE, _GAP, _TOP, _LEFT = 300, 70, 60, 60
_COLOURS = ["#9aa5b1", "#5b8def", "#e08e0b", "#8b5fbf", "#3a9188", "#c8102e"]
_DASHES = ["2 3", "6 3", "1 3", "8 3 2 3", "4 2", ""]


def panels(sets: Mapping[str, Mapping[str, Sequence[Point]]], *, title: str) -> str:
    """`sets`: for each set of pairs, for each method its points."""
    names = list(next(iter(sets.values())))
    width = _LEFT + len(sets) * (_SIDE + _GAP)
    height = _TOP + _SIDE + 60 + 20 * len(names)
    drawn = "".join(_panel(name, curves, _LEFT + at * (_SIDE + _GAP)) for at, (name, curves) in enumerate(sets.items()))
    legend = "".join(_entry(name, at) for at, name in enumerate(names))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="13" fill="#1b2733">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{drawn}{legend}</svg>\n'
    )


def _panel(name: str, curves: Mapping[str, Sequence[Point]], left: int) -> str:
    grid = "".join(_tick(left, share / 10) for share in range(0, 11, 2))
    lines = "".join(_line(points, left, at) for at, points in enumerate(curves.values()))
    named = (
        f'<text x="{left}" y="{_TOP - 32}" font-weight="bold">{escape(name)}</text>'
        f'<text x="{left - 30}" y="{_TOP - 12}">precision</text>'
        f'<text x="{left + _SIDE}" y="{_TOP + _SIDE + 36}" text-anchor="end">recall</text>'
    )
    return named + grid + lines


def _tick(left: int, share: float) -> str:
    x, y = left + share * _SIDE, _TOP + (1 - share) * _SIDE
    return (
        f'<path d="M{x:.1f} {_TOP}V{_TOP + _SIDE}M{left} {y:.1f}H{left + _SIDE}" stroke="#e3e8ee" fill="none"/>'
        f'<text x="{x:.1f}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{share:.1f}</text>'
        f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{share:.1f}</text>'
    )


def _line(points: Sequence[Point], left: int, at: int) -> str:
    path = " ".join(f"{left + p.recall * _SIDE:.1f},{_TOP + (1 - p.precision) * _SIDE:.1f}" for p in points)
    return f'<polyline points="{path}" fill="none" stroke-width="2.5" {_stroke(at)}/>'


def _entry(name: str, at: int) -> str:
    y = _TOP + _SIDE + 50 + 20 * at
    return (
        f'<path d="M{_LEFT} {y - 4}h40" stroke-width="2.5" {_stroke(at)}/>'
        f'<text x="{_LEFT + 50}" y="{y}">{escape(name)}</text>'
    )


def _stroke(at: int) -> str:
    return f'stroke="{_COLOURS[at % len(_COLOURS)]}" stroke-dasharray="{_DASHES[at % len(_DASHES)]}"'
