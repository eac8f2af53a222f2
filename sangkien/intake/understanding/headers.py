"""Where a table begins: the rows that head its columns, however many, and the tables beside one another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sangkien.base.text import fold, one_line
from sangkien.intake.understanding import evidence
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.headings import (
    NOT_ASKED,
    OUR_ERROR,
    OUR_KEY,
    UNKNOWN,
    Meaning,
    key_of,
    meaning_of,
    one_heading,
)
from sangkien.intake.understanding.learned import Learned
from sangkien.intake.understanding.shapes import Field
from sangkien.intake.understanding.values import scale_in
from sangkien.spreadsheets import Cell

MOST_HEADER_ROWS = 3
_SURE = 0.8
_EXACT = 0.9
_LIKELY = 0.6
_TOGETHER = 0.7
_ENOUGH = 0.4  # on average over the row's cells
_LONGEST_HEADING = 160
_WHO_OR_WHAT = {Field.TITLE, Field.AUTHORS, Field.UNIT, Field.CONTENT}
_FAMILIES = {"ho", "ho dem", "ho va dem", "ho va ten dem", "ho ten dem", "ho lot", "ho va chu lot", "ho va ten lot"}
_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}|[A-ZĐa-zđ]|[IVX]{1,4})\)?(?:\s?=.*)?\.?")
_NO_HEADING = re.compile(r"\s*[0-9][0-9./,:\s-]*\s*(?:đ|đồng|%)?\s*|[^:]*:\s*", re.DOTALL)  # an answer, and a question
_CONTINUES = re.compile(r"\s*\([^\d]")  # "(triệu đồng)" below "Giá trị làm lợi"
_SEVERAL = {Field.AUTHORS, Field.SHARE}
_COUNTED = re.compile(r"[0-9]{1,5}[.)]?")

Remembered = Mapping[str, Field | None]


@dataclass(frozen=True)
class Block:
    """The columns of one table under one header. `also`: further columns of a field, such as a second author's;
    `given`: where the given name stands when names are divided over two columns."""

    grid: Grid
    row: int
    rows: int
    left: int
    right: int
    columns: dict[Field, int]
    headings: list[str]
    also: dict[Field, list[int]] = field(default_factory=dict)
    given: int | None = None

    @property
    def first(self) -> int:
        """The row below the header."""
        return self.row + self.rows

    @property
    def key(self) -> tuple[str, ...]:
        """What the header says, to know it again on a later page."""
        return tuple(fold(heading) for heading in self.headings)

    def with_columns(self, said: Mapping[int, Field | None]) -> "Block":
        """The same where somebody said what columns (from 0) hold. Authors and shares may stand in several, all others
        in the column that was named."""
        if not said:
            return self
        named = {of for of in said.values() if of and of not in _SEVERAL}
        places: dict[Field, list[int]] = {}
        for of, at in [*self.columns.items(), *((of, at) for of, more in self.also.items() for at in more)]:
            if at not in said and of not in named:
                places.setdefault(of, []).append(at)
        for at, means in said.items():
            if means:
                places.setdefault(means, []).append(at)
        columns = {of: min(ats) for of, ats in sorted(places.items(), key=lambda one: min(one[1]))}
        also = {of: sorted(ats)[1:] for of, ats in places.items() if len(ats) > 1}
        given = self.given if {self.given, self.columns.get(Field.AUTHORS)}.isdisjoint(said) else None
        return replace(self, columns=columns, also=also, given=given)

    def heading(self, of: Field) -> str:
        """What stands over the column of that field."""
        return self.headings[self.columns[of] - self.left] if of in self.columns and self.headings else ""


def header_rows(grid: Grid, learned: Learned) -> list[int]:
    """The rows that head tables, from the top; the second row of a header is none of its own."""
    found: list[int] = []
    below = 0
    for number in sorted(grid.rows):
        if number >= below and is_header(grid, number, learned):
            found.append(number)
            below = number + height(grid, number, learned)
    return found


def is_header(grid: Grid, number: int, learned: Learned) -> bool:
    """As somebody said; else: do most cells of the row name what columns of initiatives hold?"""
    said = learned.height(grid, number)
    return _sounds_like_one(grid, number, learned.headings) if said is None else said > 0


def _sounds_like_one(grid: Grid, number: int, remembered: Remembered) -> bool:
    row = grid.rows[number]
    cells = [cell for cell in row.cells if cell.text.strip()]
    if len(cells) < 2 or any(not isinstance(cell.value, str) or _NO_HEADING.fullmatch(cell.text) for cell in cells):
        return False
    meanings = [meaning_of(one_line_of(cell), remembered) for cell in cells]
    sure = {meaning.field for meaning in meanings if meaning.field and meaning.sure >= _SURE}
    likely = {meaning.field for meaning in meanings if meaning.field and meaning.sure >= _LIKELY}
    is_enough = sum(meaning.sure for meaning in meanings) >= _ENOUGH * len(cells)
    return is_enough and bool(sure) and len(likely) > 1 and bool(likely & _WHO_OR_WHAT) and not _is_counted(cells)


def has_title(grid: Grid, number: int, remembered: Remembered) -> bool:
    """Does the row head a column of titles, in so many words?"""
    meanings = (meaning_of(one_line_of(cell), remembered) for cell in grid.rows[number].cells)
    return any(meaning.field is Field.TITLE and meaning.sure >= _EXACT for meaning in meanings)


def height(grid: Grid, number: int, learned: Learned) -> int:
    """Of how many rows the header is: as somebody said, else as far as it goes on."""
    if said := learned.height(grid, number):
        return said
    rows = 1
    while rows < MOST_HEADER_ROWS and _has_more(grid, number, number + rows, learned):
        rows += 1
    return rows


def blocks_at(grid: Grid, number: int, learned: Learned, until: int) -> list[Block]:
    """The tables side by side under the header at that row; `until` is the row where another begins."""
    rows = height(grid, number, learned)
    right = max(max(len(grid.rows[n].cells) for n in range(number, number + rows) if n in grid.rows) - 1, 0)
    parts = [_parts(grid, number, rows, column) for column in range(right + 1)]
    headings = [" – ".join(part) for part in parts]
    meanings = _without_our_own(headings, [_meaning(part, learned.headings) for part in parts])
    given = _given_names(grid, number, meanings, parts)
    starts = _starts(meanings)
    bounds = [(start, (starts[at + 1] if at + 1 < len(starts) else right + 1) - 1) for at, start in enumerate(starts)]
    sample = _sample(grid, number + rows, until)
    blocks = [_block(grid, number, rows, bound, meanings, headings, sample) for bound in bounds]
    return [replace(block, given=given.get(block.columns.get(Field.AUTHORS, -1))) for block in blocks]


def is_numbering(texts: Sequence[str]) -> bool:
    """A row that numbers the columns: (1) (2) (3), A B 1 2."""
    filled = [text.strip() for text in texts if text.strip()]
    return len(filled) > 2 and all(_NUMBERING.fullmatch(text) for text in filled) and len(set(filled)) == len(filled)


def one_line_of(cell: Cell) -> str:
    """A heading as it is compared; its lines stay apart, they may be languages."""
    return "\n".join(one_line(line) for line in cell.text.split("\n"))


def _is_counted(cells: Sequence[Cell]) -> bool:
    return bool(_COUNTED.fullmatch(cells[0].text.strip()))


def _has_more(grid: Grid, top: int, number: int, learned: Learned) -> bool:
    """Is the row a further one of the header: what the row above leaves open, or the same in another language?"""
    if _goes_on(grid, top, number):
        return True
    if number not in grid.rows or learned.height(grid, number) is not None:
        return False
    is_as_wide = grid.filled(number, 0, grid.width) == grid.filled(top, 0, grid.width)
    return is_as_wide and has_title(grid, number, learned.headings) and _sounds_like_one(grid, number, learned.headings)


def _goes_on(grid: Grid, top: int, number: int) -> bool:
    """Is the row a second one of the header? It stands where the row above is empty or joined to the right."""
    if number not in grid.rows:
        return False
    filled = grid.filled(number, 0, grid.width)
    texts = [grid.own(number, column) for column in filled]
    if not filled or any(not isinstance(cell.value, str) or len(cell.text) > _LONGEST_HEADING for cell in texts):
        return False
    if is_numbering([cell.text for cell in texts]) or _is_counted(texts):
        return False
    return all(_is_below_open(grid, top, number, column) for column in filled)


def _is_below_open(grid: Grid, top: int, number: int, column: int) -> bool:
    above = grid.joined(number - 1, column)
    if _CONTINUES.match(grid.own(number, column).text) and grid.own(number - 1, column).text.strip():
        return True
    if above:
        return above.right > above.left and above.bottom < number
    if not grid.own(number - 1, column).text.strip():
        return _has_parent(grid, top, number, column)
    # Without joined cells: the first of several columns under one heading.
    beside_is_open = not grid.own(number - 1, column + 1).text.strip() and not grid.joined(number - 1, column + 1)
    return beside_is_open and bool(grid.own(number, column + 1).text.strip())


def _has_parent(grid: Grid, top: int, number: int, column: int) -> bool:
    """Something stands above it, or to the left of what is above."""
    return any(grid.at(number - 1, c).text.strip() for c in range(column, -1, -1)) or number - top > 1


def _parts(grid: Grid, number: int, rows: int, column: int) -> list[str]:
    """What stands over a column, from the top; what is joined to the right counts for each of its columns."""
    parts: list[str] = []
    for row in range(number, number + rows):
        text = one_line_of(grid.at(row, column))
        if not text and row < number + rows - 1 and grid.own(row + 1, column).text.strip():
            text = _to_the_left(grid, row, column)
        if text and text not in parts:
            parts.append(text)
    return parts


def _to_the_left(grid: Grid, row: int, column: int) -> str:
    """Without joined cells a heading of several columns stands over the first of them."""
    for c in range(column - 1, -1, -1):
        if text := one_line_of(grid.at(row, c)):
            return text if grid.own(row + 1, c).text.strip() else ""
    return ""


def _meaning(parts: Sequence[str], remembered: Remembered) -> Meaning:
    """The lowest part says it, with those above as what it belongs to: "Số" under "Quyết định công nhận"."""
    if not parts:
        return UNKNOWN
    said = " – ".join(parts)
    whole = meaning_of(said, remembered) if key_of(said) in remembered else UNKNOWN
    over = " ".join(map(one_heading, reversed(parts[:-1])))  # it may name two things: "Tác giả/Đồng tác giả"
    together = meaning_of(f"{parts[-1]} {over}", remembered) if len(parts) > 1 else UNKNOWN
    alone = [meaning_of(part, remembered) for part in reversed(parts)]
    best = next((meaning for meaning in (whole, together) if meaning.sure >= _TOGETHER), None)
    best = best or next((meaning for meaning in alone if meaning.sure >= _LIKELY), UNKNOWN)
    if best.field is Field.BENEFIT_NOTE and _is_in_money(" ".join(parts)):
        return Meaning(Field.BENEFIT, best.sure)
    return best


def _without_our_own(headings: Sequence[str], meanings: list[Meaning]) -> list[Meaning]:
    """What we wrote into a file that we gave back is no part of the list, however much it looks like titles."""
    folded = [fold(heading) for heading in headings]
    if OUR_KEY not in folded:
        return meanings
    return [NOT_ASKED if one == OUR_ERROR else means for one, means in zip(folded, meanings, strict=True)]


def _given_names(grid: Grid, number: int, meanings: list[Meaning], parts: Sequence[Sequence[str]]) -> dict[int, int]:
    """By the column of families, the one beside it with given names: both under one heading, or "Họ đệm" and "Tên",
    be it under one heading. What the second seemed to mean is forgotten."""
    lowest = [fold(part[-1]) if part else "" for part in parts]
    pairs: dict[int, int] = {}
    for at in range(len(meanings) - 1):
        merge = grid.joined(number, at)
        is_joined = merge is not None and (merge.left, merge.right) == (at, at + 1)
        under_one = is_joined and parts[at] == parts[at + 1] and meanings[at].field is Field.AUTHORS
        if under_one or (lowest[at] in _FAMILIES and lowest[at + 1] == "ten"):
            pairs[at] = at + 1
            meanings[at : at + 2] = [Meaning(Field.AUTHORS, 1), UNKNOWN]
    return pairs


def _is_in_money(heading: str) -> bool:
    scale = scale_in(heading)
    return bool(scale.size or scale.foreign)


def _starts(meanings: Sequence[Meaning]) -> list[int]:
    """The first column of each table: where numbers or titles begin anew, after something else came between."""
    numbers = [at for at, meaning in enumerate(meanings) if meaning.field is Field.NUMBER and meaning.sure >= _SURE]
    if len(numbers) > 1:
        return [0, *numbers[1:]]
    titles = [at for at, meaning in enumerate(meanings) if meaning.field is Field.TITLE and meaning.sure >= _SURE]
    repeats = len(titles) > 1 and _is_repeated(meanings, titles[0], titles[1])
    return [0, *titles[1:]] if repeats else [0]


def _is_repeated(meanings: Sequence[Meaning], first: int, second: int) -> bool:
    before = {meaning.field for meaning in meanings[first + 1 : second] if meaning.field}
    after = {meaning.field for meaning in meanings[second + 1 :] if meaning.field}
    return bool(before & after)


def _sample(grid: Grid, first: int, until: int) -> list[int]:
    rows: list[int] = []
    for number in range(first, until):
        if number in grid.rows:
            rows.append(number)
        if len(rows) >= evidence.SAMPLE:
            break
    return rows


def _block(
    grid: Grid,
    number: int,
    rows: int,
    bound: tuple[int, int],
    meanings: Sequence[Meaning],
    headings: Sequence[str],
    sample: Sequence[int],
) -> Block:
    left, right = bound
    columns, also = _assigned(list(enumerate(meanings))[left : right + 1])
    cells = {c: [grid.at(n, c) for n in sample if _is_ordinary(grid, n, left, right)] for c in range(left, right + 1)}
    open_ones = [c for c in range(left, right + 1) if headings[c] and meanings[c] != NOT_ASKED]
    _corrected(columns, cells, {c: headings[c] for c in open_ones})
    columns = dict(sorted(columns.items(), key=lambda one: one[1]))
    return Block(grid, number, rows, left, right, columns, list(headings[left : right + 1]), also)


def _is_ordinary(grid: Grid, number: int, left: int, right: int) -> bool:
    return len(grid.filled(number, left, right)) > 1


def _assigned(meanings: Sequence[tuple[int, Meaning]]) -> tuple[dict[Field, int], dict[Field, list[int]]]:
    """For each field the column that says it most surely; further columns of authors and of titles count, too."""
    columns: dict[Field, int] = {}
    for column, meaning in sorted(meanings, key=lambda one: -one[1].sure):
        if meaning.field and meaning.sure >= _LIKELY:
            columns.setdefault(meaning.field, column)
    also = {
        wanted: [
            c
            for c, meaning in meanings
            if meaning.field is wanted and c != columns.get(wanted) and meaning.sure >= _LIKELY
        ]
        for wanted in (Field.AUTHORS, Field.SHARE, Field.TITLE)
    }
    return columns, {wanted: found for wanted, found in also.items() if found}


def _corrected(columns: dict[Field, int], cells: Mapping[int, list[Cell]], headings: Mapping[int, str]) -> None:
    """What the cells say where headings say too little."""
    for wanted, column in _told_by_cells(columns, cells, headings):
        for other in [known for known, at in columns.items() if at == column]:
            del columns[other]
        columns[wanted] = column


def _told_by_cells(
    columns: dict[Field, int], cells: Mapping[int, list[Cell]], headings: Mapping[int, str]
) -> Iterator[tuple[Field, int]]:
    free = [column for column in cells if column not in columns.values() and (column in headings or not headings)]
    if Field.TITLE not in columns:
        likely = [column for column in free if evidence.is_of_titles(cells[column])]
        if likely or Field.CONTENT in columns:
            yield Field.TITLE, likely[0] if likely else columns[Field.CONTENT]
    if Field.AUTHORS not in columns:
        names = [c for c in free if c not in columns.values() and evidence.is_of_names(cells[c])]
        yield from ((Field.AUTHORS, column) for column in names[:1])
    if Field.DECISION_NUMBER not in columns:
        numbers = [c for c in free if c not in columns.values() and evidence.is_of_decisions(cells[c])]
        yield from ((Field.DECISION_NUMBER, column) for column in numbers[:1])
    noted = columns.get(Field.BENEFIT_NOTE)
    if Field.BENEFIT not in columns and noted is not None and evidence.is_of_amounts(cells[noted]):
        yield Field.BENEFIT, noted
    year = columns.get(Field.YEAR)
    if Field.APPLIED_ON not in columns and year is not None and evidence.is_of_days(cells[year]):
        yield Field.APPLIED_ON, year
