"""Initiatives written as forms: what is asked stands to the left of the answer, or before it in the same cell.

One form below the other, beside it, or all answers in columns beside one list of questions.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sangkien.base.text import one_line
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.headers import Block
from sangkien.intake.understanding.headings import meaning_of
from sangkien.intake.understanding.marks import without_numbering
from sangkien.intake.understanding.shapes import Field
from sangkien.intake.understanding.walking import OF_AUTHORS, Entry, Person
from sangkien.spreadsheets import Cell

_SURE = 0.8
_LEAST_FIELDS = 3
_LONGEST_LABEL = 60

Remembered = Mapping[str, Field | None]


class Label(NamedTuple):
    """A question and its answers: the columns beside it that hold something, or the rest of its own cell."""

    row: int
    column: int
    asks: Field
    answers: list[tuple[int, Cell]]


def forms_in(grid: Grid, remembered: Remembered) -> tuple[Block, list[Entry]] | None:
    """Every form of a sheet, None where there is none."""
    labels = list(_labels(grid, remembered))
    asked = {label.asks for label in labels}
    if Field.TITLE not in asked or len(asked) < _LEAST_FIELDS:
        return None
    entries = [_entry(form) for form in _forms(labels) if any(label.answers for label in form)]
    if not entries:
        return None
    columns = {label.asks: label.answers[0][0] for label in reversed(labels) if label.answers}
    return Block(grid, 0, 0, 0, grid.width, columns, []), entries


def _labels(grid: Grid, remembered: Remembered) -> Iterator[Label]:
    for number in sorted(grid.rows):
        filled = grid.filled(number, 0, grid.width)
        asked = {column: found for column in filled if (found := _asked(grid.own(number, column), remembered))}
        for column, (asks, rest) in asked.items():
            if rest:
                yield Label(number, column, asks, [(column, Cell(rest))])
                continue
            until = min((other for other in asked if other > column), default=grid.width + 1)
            answers = [(c, grid.own(number, c)) for c in filled if column < c < until]
            yield Label(number, column, asks, answers or _below(grid, number, column, remembered))


def _asked(cell: Cell, remembered: Remembered) -> tuple[Field, str] | None:
    """What a cell asks, and the rest of it where it holds the answer, too: "Tên sáng kiến: Đồ gá may túi"."""
    if not isinstance(cell.value, str):
        return None
    label, colon, rest = without_numbering(cell.value)[1].partition(":")
    if len(label) > _LONGEST_LABEL or any(c.isdigit() for c in label):
        return None
    meaning = meaning_of(one_line(label), remembered)
    if meaning.field is None or meaning.sure < (_SURE if colon else 1):
        return None
    return meaning.field, rest.strip()


def _below(grid: Grid, number: int, column: int, remembered: Remembered) -> list[tuple[int, Cell]]:
    cell = grid.own(number + 1, column)
    return [(column, cell)] if cell.text.strip() and _asked(cell, remembered) is None else []


def _forms(labels: Sequence[Label]) -> Iterator[list[Label]]:
    for beside in _side_by_side(labels):
        if _is_turned(beside):
            yield from _turned(beside)
        else:
            yield from _one_below_the_other(beside)


def _side_by_side(labels: Sequence[Label]) -> list[list[Label]]:
    """Apart where two titles are asked in one row."""
    titles = [label for label in labels if label.asks is Field.TITLE]
    starts = sorted({label.column for label in titles if any(t.row == label.row and t != label for t in titles)})
    if not starts:
        return [list(labels)]
    bounds = [*starts[1:], 10**6]
    return [
        [label for label in labels if (at == 0 or label.column >= start) and label.column < end]
        for at, (start, end) in enumerate(zip(starts, bounds, strict=True))
    ]


def _is_turned(labels: Sequence[Label]) -> bool:
    """A list of questions once, with the answers for one initiative in each column."""
    titles = [label for label in labels if label.asks is Field.TITLE]
    return len(titles) == 1 and len(titles[0].answers) > 1


def _turned(labels: Sequence[Label]) -> Iterator[list[Label]]:
    title = next(label for label in labels if label.asks is Field.TITLE)
    for column, _cell in title.answers:
        yield [label._replace(answers=[answer for answer in label.answers if answer[0] == column]) for label in labels]


def _one_below_the_other(labels: Sequence[Label]) -> Iterator[list[Label]]:
    """A question that is asked again begins another form."""
    form: dict[Field, Label] = {}
    for label in labels:
        if label.asks in form and (label.asks is Field.TITLE or Field.TITLE in form):
            yield list(form.values())
            form = {}
        form.setdefault(label.asks, label)
    if Field.TITLE in form:
        yield list(form.values())


def _entry(form: Sequence[Label]) -> Entry:
    cells = {label.asks: _answer(label) for label in form}
    title = next(label for label in form if label.asks is Field.TITLE)
    of_authors = {asks: cell for asks, cell in cells.items() if asks in OF_AUTHORS}
    return Entry(title.row, cells, [Person(title.row, of_authors)], sorted({label.row for label in form}))


def _answer(label: Label) -> Cell:
    """The one answer as it is; several beside one another are lines."""
    if len(label.answers) == 1:
        return label.answers[0][1]
    return Cell("\n".join(cell.text for _column, cell in label.answers) or None)
