"""Placing labels in a drawing whose width the server does not know.

A drawing is as wide as its page and as high as it was drawn: across, places are percentages of the width; down,
they are pixels. A label is as large as its letters whatever the width, so a place is free only when it is free
on a phone, on a small screen and on a desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]

WIDTHS = (180.0, 420.0, 760.0)
"""How wide the drawing gets, in pixels: on a phone of 320, on a small screen, on a desk."""

_AIR = 5.0  # pixels between two labels side by side
_LETTER = 0.58  # of the size of the letters: how wide one is, on average


@dataclass(frozen=True)
class Line:
    """A straight stroke from one place to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Box:
    """The pixels that a label covers at one width of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Do they overlap?"""
        across = self.left < other.right + _AIR and other.left < self.right + _AIR
        return across and self.top < other.bottom and other.top < self.bottom

    def crossed_by(self, line: Line, width: float) -> bool:
        """Does the stroke run through? Cut to the box's sides first, it must also pass between top and bottom."""
        x1, x2 = line.x1 * width / 100, line.x2 * width / 100
        y1, y2 = line.y1, line.y2
        if x1 > x2:
            x1, x2, y1, y2 = x2, x1, y2, y1
        left, right = max(x1, self.left), min(x2, self.right)
        if left > right:
            return False
        slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
        at_left, at_right = y1 + slope * (left - x1), y1 + slope * (right - x1)
        upright = x1 == x2
        low, high = (min(y1, y2), max(y1, y2)) if upright else (min(at_left, at_right), max(at_left, at_right))
        return low < self.bottom and high > self.top


@dataclass(frozen=True)
class Label:
    """A word at a place: `x` percent across, `y` pixels down to the foot of its letters, moved by `dx`."""

    text: str
    css: str
    x: float
    y: float
    dx: float = 0
    anchor: Anchor = "start"
    size: float = 13

    def box(self, width: float) -> Box:
        """What it covers when the drawing is so wide."""
        length = len(self.text) * self.size * _LETTER
        before = {"start": 0.0, "middle": length / 2, "end": length}[self.anchor]
        left = self.x * width / 100 + self.dx - before
        return Box(left, self.y - self.size * 0.85, left + length, self.y + self.size * 0.25)


def place(candidates: Sequence[Label], *, lines: Sequence[Line] = (), taken: Sequence[Label] = ()) -> Label:
    """The first of the candidates that covers nothing at any width; where there is none, the one that covers
    least (other labels weigh more than lines)."""

    def hits(label: Label) -> int:
        return covered(label, lines=lines, taken=taken)

    return next((label for label in candidates if not hits(label)), None) or min(candidates, key=hits)


def covered(label: Label, *, lines: Sequence[Line] = (), taken: Sequence[Label] = ()) -> int:
    """How much the label covers, over all widths."""
    boxes = [(label.box(width), width) for width in WIDTHS]
    near = _near(lines, boxes)
    hits = sum(box.crossed_by(line, width) for box, width in boxes for line in near)
    return hits + sum(10_000 for box, width in boxes for other in taken if box.meets(other.box(width)))


def _near(lines: Sequence[Line], boxes: Sequence[tuple[Box, float]]) -> list[Line]:
    """Those that do not lie wholly on one side of the boxes, as nearly all strokes do."""
    left = min(100 * box.left / width for box, width in boxes)
    right = max(100 * box.right / width for box, width in boxes)
    top, bottom = min(box.top for box, _ in boxes), max(box.bottom for box, _ in boxes)
    return [
        line
        for line in lines
        if not (
            line.x1 < left > line.x2
            or line.x1 > right < line.x2
            or line.y1 < top > line.y2
            or line.y1 > bottom < line.y2
        )
    ]
