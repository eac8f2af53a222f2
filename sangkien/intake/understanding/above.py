"""What stands above a table and holds for all of it: the decision, the unit, how money is counted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sangkien.base.text import fold, one_line
from sangkien.intake.understanding import marks
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.headers import Block
from sangkien.intake.understanding.shapes import Field, Recognition
from sangkien.intake.understanding.values import Scale, decision_in, letterhead_decision, scale_in

MOST_ABOVE = 15
_FEW = 3
# The basis of a decision names others; the letterhead's own number is read with what stands above it.
_NOT_NAMED = re.compile(r"^[-–\s]*(?:căn cứ|thực hiện|thi hành|xét đề nghị|số\s*[:.])", re.IGNORECASE)
_UNIT = re.compile(
    r"^(?:tên )?(?:đơn vị|cơ quan(?:,? đơn vị)?|công đoàn cơ sở|cđcs|công ty|trường|doanh nghiệp)\s*:\s*"
    r"(?P<unit>[^.…].{2,150})$",
    re.IGNORECASE,
)
_COUNTED_IN = re.compile(r"(?:đơn vị tính|đvt|unit)\s*:?\s*(.+)", re.IGNORECASE)


def rows_above(grid: Grid, header: int, after: int) -> list[int]:
    """The rows between `after`, where the table before begins, and the header that belong to it: few cells, no number
    of a list, and not as full as a row of the table before."""
    full = max(len(grid.filled(after, 0, grid.width)) - 1, 2) if after else 0
    found: list[int] = []
    for number in sorted((n for n in grid.rows if after < n < header), reverse=True):
        filled = grid.filled(number, 0, grid.width)
        is_counted = marks.is_counted(grid.own(number, filled[0]).text) if filled else False
        is_full = len(filled) >= full and not any(marks.is_closing(grid.own(number, c).text) for c in filled)
        if after and (len(filled) > _FEW or is_counted or is_full or len(found) >= MOST_ABOVE):
            break
        found.append(number)
    return found[::-1]


def decision_above(grid: Grid, rows: Sequence[int]) -> Recognition | None:
    """The last decision that a line names, or the letterhead's where the list stands in the decision itself."""
    lines = [one_line(" ".join(text for text in grid.texts(number) if text)) for number in rows]
    lines = ["" if _NOT_NAMED.match(line) else line for line in lines]
    named = [(at, found) for at, line in enumerate(lines) if (found := decision_in(line))]
    if not named:
        return letterhead_decision([grid.texts(number) for number in rows])
    at, decision = named[-1]
    if decision.date is None or not decision.issuer:  # it may go on in the line below
        more = decision_in(" ".join(lines[at : at + 2])) or decision
        decision = replace(decision, date=decision.date or more.date, issuer=decision.issuer or more.issuer)
    return decision


def unit_above(grid: Grid, rows: Sequence[int]) -> str:
    """ "Đơn vị: Công ty A" in a line above the table."""
    for number in reversed(rows):
        filled = [text for text in map(one_line, grid.texts(number)) if text]
        for text in (*filled, " ".join(filled)):
            if found := _UNIT.match(text):
                return one_line(found["unit"]).strip(" .")
    return ""


def scale_of(grid: Grid, block: Block, rows: Sequence[int]) -> Scale:
    """As the heading says, else as a line above does: "Đơn vị tính: triệu đồng"."""
    own = scale_in(block.heading(Field.BENEFIT))
    if own.size or own.foreign or Field.BENEFIT not in block.columns:
        return own
    lines = [text for number in rows for text in grid.texts(number)]
    said = [scale_in(found[1]) for line in lines if (found := _COUNTED_IN.search(one_line(line)))]
    return replace(said[-1], per=own.per) if said else own


def same_header(grid: Grid, one: int, other: int) -> bool:
    """Do both rows say the same?"""
    return [fold(text) for text in grid.texts(one)] == [fold(text) for text in grid.texts(other)]
