"""Draws the ornament of certificates: bands of waves around the sheet, lace at its corners, a star behind the words.

Written once into `sangkien/documents/templates/` and kept there; run it again to draw it anew:
`python scripts/ornament.py`. Lengths are in millimetres of an A4 sheet; the star has the rays of the home page.
"""

from collections.abc import Callable, Iterator
from math import cos, pi, sin
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "sangkien" / "documents" / "templates"
BLUE, SKY, GOLD, PALE = "#1d4f91", "#9cc2f2", "#c8951a", "#e9f0fa"
INSET = 15.5  # from the edge of the sheet to the middle of the band
WAVE, HEIGHT = 10.0, 3.2
CORNER = 10.5
Point = tuple[float, float]


def main() -> None:
    """Both frames, lying and standing, and the star."""
    TEMPLATES.joinpath("frame.svg").write_text(_frame(297, 210), encoding="utf-8")
    TEMPLATES.joinpath("frame-standing.svg").write_text(_frame(180, 240), encoding="utf-8")
    TEMPLATES.joinpath("star.svg").write_text(_star(), encoding="utf-8")


def _frame(width: float, height: float) -> str:
    near, right, low = INSET, width - INSET, height - INSET
    sides = [(near, near, right - near, 0), (near, low, right - near, 0)]
    uprights = [(near, near, low - near, 90), (right, near, low - near, 90)]
    bands = "".join(_band(*side) for side in sides + uprights)
    corners = "".join(f'<use href="#c" x="{x}" y="{y}"/>' for x in (near, right) for y in (near, low))
    lines = "".join(_ruled(width, height, far, wide) for far, wide in [(10.4, 0.8), (20.4, 0.3), (21.4, 0.15)])
    return _drawing(f"0 0 {width} {height}", f'<defs><g id="c">{_corner()}</g></defs>{lines}{bands}{corners}')


def _ruled(width: float, height: float, far: float, wide: float) -> str:
    size = f'x="{far}" y="{far}" width="{width - 2 * far:g}" height="{height - 2 * far:g}"'
    return f'<rect {size} stroke="{GOLD}" stroke-width="{wide}"/>'


def _band(x: float, y: float, length: float, turn: int) -> str:
    """Waves that run after each other, a blue family and a golden one against it."""
    drawn = [_wave(length, HEIGHT, part / 6, BLUE) for part in range(6)]
    drawn += [_wave(length, HEIGHT * 0.55, part / 4 + 0.125, GOLD) for part in range(4)]
    return f'<g transform="translate({x:g} {y:g}) rotate({turn})">{"".join(drawn)}</g>'


def _wave(length: float, height: float, late: float, colour: str) -> str:
    """A sine in quarters, each a cubic curve that is off by less than a thousandth."""
    quarter = WAVE / 4
    flat, steep = 0.5122866 / (pi / 2), 1.002313 / (pi / 2)
    start = -late * WAVE
    path, side = [f"M{start:.2f} 0"], 1
    for number in range(int((length - start) / quarter)):
        rise, top = quarter, side * height
        if number % 2 == 0:
            ends = (flat * rise, 0.5122866 * top, steep * rise, top, rise, top)
        else:
            ends = ((1 - steep) * rise, 0, (1 - flat) * rise, -top + 0.4877134 * top, rise, -top)
            side = -side
        path.append("c" + " ".join(f"{end:.2f}" for end in ends))
    return f'<path d="{"".join(path)}" stroke="{colour}" stroke-width="0.18"/>'


def _corner() -> str:
    ground = f'<circle r="{CORNER}" fill="#fff" stroke="none"/>'
    outer = _lace(lambda turn, late: CORNER - 1.9 + 1.7 * cos(14 * turn + late), 6, BLUE, 0.18)
    inner = _lace(lambda turn, late: 5.5 + 1.3 * cos(7 * turn + late), 5, GOLD, 0.18)
    edge = f'<circle r="{CORNER}" stroke="{GOLD}" stroke-width="0.3"/>'
    return ground + outer + inner + _rays(3.7, 1.5, 14, GOLD) + edge


def _star() -> str:
    lace = _lace(lambda turn, late: 47 + 9 * cos(14 * turn + late), 10, PALE, 0.5)
    lace += _lace(lambda turn, late: 30 + 5 * cos(28 * turn + late), 6, PALE, 0.5)
    return _drawing("-60 -60 120 120", lace + _rays(24, 9, 14, PALE))


def _lace(radius: Callable[[float, float], float], strands: int, colour: str, wide: float) -> str:
    paths = "".join(_closed(list(_round(radius, 2 * pi * one / strands))) for one in range(strands))
    return f'<path d="{paths}" stroke="{colour}" stroke-width="{wide}"/>'


def _round(radius: Callable[[float, float], float], late: float, steps: int = 168) -> Iterator[Point]:
    for step in range(steps):
        turn = 2 * pi * step / steps
        far = radius(turn, late)
        yield far * cos(turn), far * sin(turn)


def _closed(points: list[Point]) -> str:
    """A smooth curve through all of them: the slope at each is that between its neighbours."""
    around = [points[-1], *points, points[0], points[1]]
    path = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for before, here, there, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        first = here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6
        second = there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6
        path.append("C" + " ".join(f"{place:.2f}" for point in (first, second, there) for place in point))
    return "".join(path) + "z"


def _rays(far: float, near: float, number: int, colour: str) -> str:
    turns = [pi * half / number - pi / 2 for half in range(2 * number)]
    reach = [far, near] * number
    points = " ".join(f"{one * cos(turn):.2f},{one * sin(turn):.2f}" for one, turn in zip(reach, turns, strict=True))
    return f'<polygon points="{points}" fill="{colour}" stroke="none"/>'


def _drawing(box: str, inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none">{inside}</svg>\n'


if __name__ == "__main__":
    main()
