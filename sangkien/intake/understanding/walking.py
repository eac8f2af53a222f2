"""From the top of a table to its end, row by row: a record, more of the one above, or none and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sangkien.intake.understanding import marks
from sangkien.intake.understanding.grids import EMPTY
from sangkien.intake.understanding.headers import Block, is_numbering
from sangkien.intake.understanding.shapes import Field, LeftOut, Trouble
from sangkien.intake.understanding.texts import fold, one_line
from sangkien.spreadsheets import Cell

OF_AUTHORS = (Field.AUTHORS, Field.SHARE, Field.POSITION, Field.PHONE)
_NEVER_EMPTY = {Field.UNIT, Field.WORKPLACE, Field.FIELD, Field.PLACE}
_LONGEST_GROUP = 25  # words
_MOSTLY = 0.8
_SPARSE = 0.6
_SAMPLE = 500  # rows that tell what kind of list it is


@dataclass
class Person:
    """What one row says of an author."""

    row: int
    cells: dict[Field, Cell]
    also: list[tuple[Cell, Cell]] = field(default_factory=list)


@dataclass
class Entry:
    """A record as it stands in the file: its cells by field, after ditto marks and joined cells."""

    row: int
    cells: dict[Field, Cell]
    people: list[Person]
    rows: list[int]
    group_unit: str = ""
    group_field: str = ""
    hidden: bool = False
    troubles: list[Trouble] = field(default_factory=list)


@dataclass
class _Groups:
    """The headings above a row, from the highest: each with how it is numbered."""

    stack: list[tuple[int, str]] = field(default_factory=list)

    def add(self, numbering: int, text: str) -> None:
        """A heading ends those of its own kind and below."""
        self.stack = [one for one in self.stack if one[0] < numbering]
        self.stack.append((numbering, text))

    def unit(self) -> str:
        """The lowest that names a body."""
        return next((text for _numbering, text in reversed(self.stack) if _is_unit(text)), "")

    def work(self) -> str:
        """The lowest that names a field of work."""
        return next((text for _numbering, text in reversed(self.stack) if marks.is_class(text)), "")


def _is_unit(text: str) -> bool:
    return marks.is_body(text) and not marks.is_class(text)


class Walk:
    """One pass over the rows under a header. `entries` are records, `left_out` all other rows that say something."""

    def __init__(self, block: Block, until: int) -> None:
        self.block = block
        self.entries: list[Entry] = []
        self.left_out: list[LeftOut] = []
        self._grid = block.grid
        self._groups = _Groups()
        self._above: dict[Field, Cell] = {}
        self._beside: dict[int, Cell] = {}  # who stood last in the column of further authors
        self._closing = False
        self._key = Field.TITLE if Field.TITLE in block.columns else Field.UNIT
        self._at = 0
        self._said: list[str] = []
        self._header = self._header_texts()
        rows = [number for number in sorted(self._grid.rows) if block.first <= number < until]
        self._counts, self._names = self._kind_of_list(rows[:_SAMPLE])
        for number in rows:
            self._take(number)
        self._let_units_hold()

    def _take(self, number: int) -> None:
        filled = [self.block.left + at for at, text in enumerate(self._texts(number)) if text]
        if not filled:
            return
        code = self._not_a_record(number, filled)
        if code:
            self.left_out.append(LeftOut(number, code, _reasons()[code]))
        elif self._belongs_above(number):
            self._join(number)
        else:
            self._begin(number)

    # Which rows are none.

    def _not_a_record(self, number: int, filled: list[int]) -> str:
        """Why the row is no record; empty when it is one, or belongs to one."""
        texts = [text for text in self._texts(number) if text]
        if self._is_header_again(texts):
            return "header_again"
        if is_numbering(texts):
            return "numbering"
        if len(filled) == 1 and marks.numbering_of(texts[0]) is not None:
            return "only_number"
        if self._is_numbered_beforehand(number, filled):
            return "only_number"
        is_counted = marks.is_counted(self._text(number, Field.NUMBER))
        if not is_counted and self._is_sum(number, texts):
            return "sum"
        if not is_counted and self._is_closing(number, filled, texts):
            return "closing"
        if self._is_group(number, filled, is_counted):
            return "group"
        if not is_counted and len(filled) == 1 and self._is_aside(filled[0], texts[0]):
            return "note"
        self._closing = False
        return ""

    def _is_numbered_beforehand(self, number: int, filled: list[int]) -> bool:
        """A line of a form that nobody filled in. Words in the column of numbers are more: a group's heading."""
        said = self._text(number, Field.NUMBER)
        is_number = not said or marks.is_counted(said) or marks.numbering_of(said) is not None
        return is_number and {*filled} <= {self.block.columns.get(of, -1) for of in (Field.NUMBER, Field.CODE)}

    def _is_header(self, number: int) -> bool:
        return self._is_header_again([text for text in self._texts(number) if text])

    def _is_header_again(self, texts: list[str]) -> bool:
        """The header, or one row of it, on a later page."""
        said = {text.lower() for text in texts}
        return len(said) > 1 and len(said & self._header) >= _MOSTLY * len(said)

    def _is_sum(self, number: int, texts: list[str]) -> bool:
        if not self._text(number, Field.TITLE) and not self._text(number, Field.AUTHORS) and marks.is_sum_of(texts[0]):
            return True
        title = self._text(number, self._key)
        if self._counts and self._names and not self._text(number, Field.AUTHORS) and marks.is_sum_of_body(texts[0]):
            return True
        return ((not title or marks.is_sum(title)) and any(map(marks.is_sum, texts[:3]))) or marks.is_sum(texts[0])

    def _is_closing(self, number: int, filled: list[int], texts: list[str]) -> bool:
        """Once somebody signs, all that follows belongs to it, until a row counts on."""
        if self.entries and any(map(marks.is_closing, texts)) and not self._is_full(number):
            self._closing = True
        return self._closing and not (self._is_full(number) and len(filled) > 2)

    def _is_full(self, number: int) -> bool:
        """With a title and somebody who made it, or as many fields as a record has."""
        told = {wanted: self._text(number, wanted) for wanted in self.block.columns if wanted is not Field.NUMBER}
        known = [wanted for wanted, text in told.items() if text and not marks.is_closing(text)]
        return self._key in known and len(known) > 1 and (Field.AUTHORS in known or not self._names)

    def _is_group(self, number: int, filled: list[int], is_counted: bool) -> bool:
        """A heading for the rows below it: "I. Công đoàn Công ty A" alone in its row."""
        said = self._said_of_group(number)
        if said is None:
            return False
        numbering, text = said
        if is_counted and not (self._names and _is_unit(text) and not self._is_joined_across(number, filled)):
            numbering_is_clear = self._is_joined_across(number, filled)
            if not numbering_is_clear:
                return False
        if not self._speaks_as_group(number, filled, numbering, text):
            return False
        self._groups.add(marks.BARE if numbering is None else numbering, _label_off(text))
        return True

    def _said_of_group(self, number: int) -> tuple[int | None, str] | None:
        """How it is numbered and what it says, where the row holds one text, at most a number before it, and behind
        one that is numbered in Roman or by a letter what its rows come to."""
        texts = [text for text in self._texts(number) if text]
        numbering = marks.numbering_of(texts[0]) if len(texts) > 1 else None
        rest = texts[1:] if numbering is not None else texts
        if numbering in (marks.ROMAN, marks.LETTER) and self._counts and self._names:
            rest = [*rest[:1], *(text for text in rest[1:] if not marks.is_amount(text))]
        if len(rest) != 1 or len(rest[0].split()) > _LONGEST_GROUP or not re.search(r"[^\W\d_]{2}", rest[0]):
            return None
        own, text = marks.without_numbering(rest[0])
        return (numbering if numbering is not None else own), text

    def _speaks_as_group(self, number: int, filled: list[int], numbering: int | None, text: str) -> bool:
        if numbering in (marks.ROMAN, marks.LETTER) or self._is_joined_across(number, filled):
            return not marks.is_note(text)
        if filled[-1] not in (self.block.columns.get(self._key), self.block.columns.get(Field.NUMBER), self.block.left):
            return False
        if self._key is Field.UNIT and not self._names:
            return False
        return _is_unit(text) or marks.is_class(text) or (text.isupper() and self._counts)

    def _is_joined_across(self, number: int, filled: list[int]) -> bool:
        """Joined over most of the table's columns."""
        merge = self._grid.joined(number, filled[-1])
        width = self.block.right - self.block.left + 1
        return bool(merge) and merge is not None and merge.right - merge.left + 1 > width / 2 and merge.top == number

    def _is_aside(self, column: int, text: str) -> bool:
        """One text in a column that is not the title's, or one that says that it is a note."""
        in_table = column in self.block.columns.values() and column != self.block.columns.get(Field.NUMBER)
        return marks.is_note(text) or not in_table or (column != self.block.columns.get(self._key) and not self._names)

    # Which rows belong to the one above.

    def _belongs_above(self, number: int) -> bool:
        if not self.entries:
            return False
        if self._is_joined_with(number, self._key):
            return True
        title = self._text(number, self._key)
        if self._text(number, Field.NUMBER):
            return False
        if marks.is_ditto(title, dash=False):
            return True
        says_author = any(self._text(number, wanted) for wanted in OF_AUTHORS)
        return (not title and (says_author or self._counts)) or self._is_broken_title(number, title)

    def _is_joined_with(self, number: int, wanted: Field) -> bool:
        column = self.block.columns.get(wanted)
        merge = self._grid.joined(number, column) if column is not None else None
        return merge is not None and self.entries[-1].row >= merge.top and merge.top < number

    def _is_broken_title(self, number: int, title: str) -> bool:
        """A title that goes on in the row below: in small letters, in a list that counts, and nothing beside it."""
        alone = sum(map(bool, self._texts(number))) == 1
        return bool(title) and alone and self._counts and title[0].islower()

    # Records.

    def _begin(self, number: int) -> None:
        cells = {wanted: self._cell(number, wanted) for wanted in self.block.columns}
        entry = Entry(
            row=number,
            cells=cells,
            people=[self._person(number, cells)],
            rows=[number],
            group_unit=self._groups.unit(),
            group_field=self._groups.work(),
            hidden=self._grid.rows[number].hidden,
        )
        self._check_shared_benefit(entry)
        self._above |= {wanted: cell for wanted, cell in cells.items() if cell.value is not None}
        self.entries.append(entry)

    def _person(self, number: int, cells: Mapping[Field, Cell]) -> Person:
        own = {wanted: cells[wanted] for wanted in OF_AUTHORS if wanted in cells}
        return Person(number, own, list(self._further_authors(number)))

    def _further_authors(self, number: int) -> Iterator[tuple[Cell, Cell]]:
        """Columns for the second, third author, each with its share where that has a column, too."""
        shares = self.block.also.get(Field.SHARE, [])
        for column in self.block.also.get(Field.AUTHORS, []):
            cell = self._grid.at(number, column)
            if marks.is_nobody(cell.text):
                continue
            if not marks.is_ditto(cell.text, dash=False):
                self._beside[column] = cell
            share = next((at for at in shares if at > column), None)
            yield self._beside.get(column, EMPTY), self._grid.at(number, share) if share is not None else EMPTY

    def _cell(self, number: int, wanted: Field) -> Cell:
        cell = self._held(number, wanted)
        if isinstance(cell.value, str) and marks.is_ditto(cell.value, dash=wanted in _NEVER_EMPTY):
            return self._above.get(wanted, EMPTY)
        return EMPTY if isinstance(cell.value, str) and marks.is_nothing(cell.value) else cell

    def _held(self, number: int, wanted: Field) -> Cell:
        """The cell; of several columns for titles the one that holds something, of a divided name both."""
        cell = self._grid.at(number, self.block.columns[wanted])
        if wanted is Field.TITLE:
            others = (self._grid.own(number, column) for column in self.block.also.get(wanted, []))
            return cell if cell.text.strip() else next((other for other in others if other.text.strip()), cell)
        if wanted is Field.AUTHORS and self.block.given is not None and cell.text.strip():
            return Cell(f"{cell.text} {self._grid.at(number, self.block.given).text}".strip())
        return cell

    def _check_shared_benefit(self, entry: Entry) -> None:
        """One amount joined over several records is the sum of all: whose it is, nobody can tell."""
        column = self.block.columns.get(Field.BENEFIT)
        merge = self._grid.joined(entry.row, column) if column is not None else None
        if merge and merge.top < entry.row and self.entries and column is not None:
            entry.cells[Field.BENEFIT] = EMPTY
            text = _("Ô giá trị làm lợi gộp chung với dòng %(row)s. Ghi riêng cho từng sáng kiến giúp")
            entry.troubles.append(Trouble(column, "shared_amount", text % {"row": merge.top}))

    def _join(self, number: int) -> None:
        """More of the record above: another author, or more text."""
        entry = self.entries[-1]
        cells = {wanted: self._cell(number, wanted) for wanted in self.block.columns}
        entry.rows.append(number)
        entry.hidden = entry.hidden or self._grid.rows[number].hidden
        own = {wanted: cell for wanted, cell in cells.items() if not self._is_joined_with(number, wanted)}
        entry.people.append(self._person(number, own))
        for wanted, cell in own.items():
            if wanted not in OF_AUTHORS and wanted is not Field.NUMBER and cell.text.strip():
                self._add(entry, wanted, cell)

    def _add(self, entry: Entry, wanted: Field, cell: Cell) -> None:
        before = entry.cells.get(wanted, EMPTY)
        if not before.text.strip():
            entry.cells[wanted] = cell
        elif wanted in (Field.BENEFIT, Field.APPLIED_ON, Field.DECISION_DATE):
            self._must_agree(entry, wanted, before, cell)
        elif fold(before.text) != fold(cell.text):
            between = " " if wanted is Field.TITLE else "\n"
            entry.cells[wanted] = Cell(f"{before.text}{between}{cell.text}")

    def _let_units_hold(self) -> None:
        """Where units stand only at the beginning of their rows, they hold until the next, and that is said."""
        named = [bool(entry.cells.get(Field.UNIT, EMPTY).text.strip()) for entry in self.entries]
        if not any(named) or not named[0] or sum(named) > _SPARSE * len(named):
            return
        text = _("Ô đơn vị trống, nên được hiểu là cùng đơn vị với dòng trên. Anh/chị sửa nếu khác.")
        above = EMPTY
        for entry, is_named in zip(self.entries, named, strict=True):
            if is_named:
                above = entry.cells[Field.UNIT]
            else:
                entry.cells[Field.UNIT] = above
                column = self.block.columns[Field.UNIT]
                entry.troubles.append(Trouble(column, "unit_from_above", text, blocks=False))

    def _must_agree(self, entry: Entry, wanted: Field, before: Cell, cell: Cell) -> None:
        if before.value != cell.value:
            text = _("Các dòng của cùng một sáng kiến ghi khác nhau: %(first)s và %(second)s. Anh/chị chọn một giúp")
            said = text % {"first": before.text, "second": cell.text}
            entry.troubles.append(Trouble(self.block.columns[wanted], "rows_differ", said))

    # What kind of list this is.

    def _kind_of_list(self, rows: list[int]) -> tuple[bool, bool]:
        """Do nearly all rows with a title have a number? Do most name their author?"""
        titled = [
            number
            for number in rows
            if (text := self._text(number, self._key)) and not marks.is_any_sum(text) and not self._is_header(number)
        ]
        counted = sum(marks.is_counted(self._text(number, Field.NUMBER)) for number in titled)
        named = sum(bool(self._text(number, Field.AUTHORS)) for number in titled)
        return bool(titled) and counted >= 0.6 * len(titled), bool(named) and named >= 0.5 * len(titled)

    def _text(self, number: int, wanted: Field) -> str:
        """What the row itself says; what is joined from above is not its own."""
        if wanted not in self.block.columns:
            return ""
        columns = [self.block.columns[wanted], *(self.block.also.get(wanted, []) if wanted is Field.TITLE else ())]
        texts = self._texts(number)
        return next((text for column in columns if (text := texts[column - self.block.left])), "")

    def _texts(self, number: int) -> list[str]:
        """What a row itself says, for each column of the table; kept for the row that is looked at."""
        if self._at != number:
            said = [one_line(text) for text in self._grid.texts(number, self.block.left, self.block.right)]
            self._said = said + [""] * (self.block.right - self.block.left + 1 - len(said))
            self._at = number
        return self._said

    def _header_texts(self) -> set[str]:
        block = self.block
        rows = range(block.row, block.first) if block.row else ()
        texts = [text for row in rows for text in self._grid.texts(row, block.left, block.right)]
        return {one_line(text).lower() for text in texts} - {""}


def _label_off(text: str) -> str:
    """ "Đơn vị: Công ty A" names Công ty A."""
    return re.sub(r"^(?:đơn vị|tên đơn vị|lĩnh vực|cơ quan)\s*:\s*", "", text, flags=re.IGNORECASE).strip(" :.")


def _reasons() -> dict[str, str]:
    return {
        "header_again": _("dòng tiêu đề cột lặp lại"),
        "numbering": _("dòng đánh số cột"),
        "only_number": _("dòng chỉ có số thứ tự"),
        "sum": _("dòng cộng"),
        "closing": _("phần ký tên cuối danh sách"),
        "group": _("dòng tiêu đề của một nhóm"),
        "note": _("dòng ghi chú"),
    }
