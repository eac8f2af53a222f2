"""From the cells of an entry to a record: each cell read as what its column holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from sangkien.intake.understanding.grids import EMPTY
from sangkien.intake.understanding.headers import Block
from sangkien.intake.understanding.shapes import Author, Field, Per, Recognition, Record, Trouble
from sangkien.intake.understanding.texts import fold, one_line, paragraphs
from sangkien.intake.understanding.values import (
    Said,
    Scale,
    amount_of,
    day_of_cell,
    decision_in,
    people_in,
    with_shares,
)
from sangkien.intake.understanding.walking import Entry, Person
from sangkien.spreadsheets import Cell

_ONLY_NUMBERS = re.compile(r"[\d\s.,/%]*")
_A_LETTER, _A_DIGIT, _NO_DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d"), re.compile(r"[^\d+]")
_COUNTED = re.compile(r"^\d{1,4}[.)/]\s+(?=\D)")  # "1. Cải tiến đồ gá", where numbers have no column
_LINE = re.compile(r"[\n;]")
_IN_LINES = {Field.CONTENT, Field.BEFORE, Field.AFTER, Field.BENEFIT_NOTE, Field.NOTE, Field.AUTHORS}


@dataclass(frozen=True)
class Surroundings:
    """What holds for all records of a table: the decision and the unit above it, and how amounts are counted."""

    decision: Recognition | None
    scale: Scale
    unit: str = ""
    days: dict[tuple[type, Cell], Said[date]] = field(default_factory=dict)  # that were read: rows share few

    def day_of(self, cell: Cell) -> Said[date]:
        """The day that a cell names."""
        key = type(cell.value), cell  # 1 and yes are equal, and no day both
        if key not in self.days:
            self.days[key] = day_of_cell(cell)
        return self.days[key]

    @cached_property
    def labels(self) -> dict[Field, str]:
        """What leads in the parts of a content."""
        return {Field.BEFORE: _("Trước đây"), Field.AFTER: _("Bây giờ")}


def record_of(entry: Entry, block: Block, around: Surroundings) -> Record:
    """The record that an entry tells of, with everything that somebody should look at."""
    return _Reading(entry, block, around).record()


class _Reading:
    """One entry; `troubles` gathers what its cells leave open."""

    def __init__(self, entry: Entry, block: Block, around: Surroundings) -> None:
        self._entry, self._block, self._around = entry, block, around
        self._troubles: list[Trouble] = [*entry.troubles, *_failed(entry, block)]
        self._lines: dict[Field, str] = {}

    def record(self) -> Record:
        """Every field."""
        entry = self._entry
        amount = amount_of(entry.cells.get(Field.BENEFIT, EMPTY), self._around.scale)
        self._note(amount.trouble(self._column(Field.BENEFIT)))
        return Record(
            sheet=self._block.grid.name,
            row=entry.row,
            title=self._title(),
            authors=self._authors(),
            unit=self._line(Field.UNIT) or entry.group_unit or self._around.unit,
            field=self._line(Field.FIELD) or entry.group_field,
            applied_on=self._day(Field.APPLIED_ON),
            benefit_vnd=amount.value.vnd if amount.value else None,
            benefit_per=amount.value.per if amount.value else Per.ONCE,
            content=self._content(),
            recognition=self._recognition(),
            rows=tuple(entry.rows),
            texts={wanted: self._shown(wanted) for wanted in self._block.columns},
            hidden=entry.hidden,
            troubles=self._troubles,  # the same list that the fields above wrote into
        )

    def _title(self) -> str:
        title = self._line(Field.TITLE)
        if Field.NUMBER not in self._block.columns:
            title = _COUNTED.sub("", title)
        if not _A_LETTER.search(title):
            text = _("Chưa có tên sáng kiến") if not title else _("Tên sáng kiến chỉ có số. Ghi tên đầy đủ giúp")
            self._troubles.append(Trouble(self._column(Field.TITLE), "no_title", text))
        return title

    def _authors(self) -> list[Author]:
        authors: list[Author] = []
        for person in self._entry.people:
            authors += [author for author in self._of(person) if author.name not in {known.name for known in authors}]
        return authors

    def _of(self, person: Person) -> Iterator[Author]:
        """Those whom a row names, with what its other columns say of them."""
        named = self._named(person.cells.get(Field.AUTHORS, EMPTY), person.cells.get(Field.SHARE, EMPTY))
        posts = _lines(person.cells.get(Field.POSITION, EMPTY), len(named))
        phones = _lines(person.cells.get(Field.PHONE, EMPTY), len(named))
        for author, post, phone in zip(named, posts, phones, strict=True):
            if post or phone:
                digits = _NO_DIGIT.sub("", phone)
                author = replace(author, position=author.position or post, phone=author.phone or digits)
            yield author
        for cell, share in person.also:
            yield from self._named(cell, share)

    def _named(self, cell: Cell, share: Cell) -> list[Author]:
        people = people_in(cell.text) if cell.text.strip() else None
        if people is None:
            return []
        for said in people.said:
            self._note(said.trouble(self._column(Field.AUTHORS)))
        if not share.text.strip():
            return people.authors
        authors, shares = with_shares(people.authors, share)
        self._note(shares.trouble(self._column(Field.SHARE)))
        return authors

    def _content(self) -> str:
        """The content, or what was before and after."""
        parts = [(wanted, paragraphs(self._text(wanted))) for wanted in (Field.CONTENT, Field.BEFORE, Field.AFTER)]
        labels = self._around.labels
        said = [f"{labels[wanted]}: {text}" if wanted in labels else text for wanted, text in parts if text]
        return "\n".join(said)

    def _recognition(self) -> Recognition | None:
        """Of the row, completed by what stands above the table unless the row names another decision."""
        own = self._own_recognition()
        above = self._around.decision
        if above is None or (own.number and fold(own.number) != fold(above.number)):
            return own if own != Recognition() else None
        return Recognition(above.number, own.date or above.date, own.issuer or above.issuer, own.form)

    def _own_recognition(self) -> Recognition:
        number, issuer, form = (
            self._line(Field.DECISION_NUMBER),
            self._line(Field.DECISION_ISSUER),
            self._line(Field.RECOGNITION),
        )
        form = "" if _ONLY_NUMBERS.fullmatch(form) else form  # a score, or how many
        said = decision_in(number) or (decision_in(f"QĐ {number}") if _A_DIGIT.match(number) else None)
        # Decisions are met in the column of who issued them, and in that of the form of recognition.
        elsewhere = next((found for text in (issuer, form) if (found := decision_in(text))), None)
        said = said or elsewhere or Recognition(number if _A_DIGIT.search(number) else "")
        is_issuer = bool(issuer) and decision_in(issuer) is None
        day = self._day(Field.DECISION_DATE) or said.date
        return Recognition(said.number, day, issuer if is_issuer else said.issuer, form)

    def _day(self, wanted: Field) -> date | None:
        said = self._around.day_of(self._entry.cells.get(wanted, EMPTY))
        self._note(said.trouble(self._column(wanted)))
        return said.value

    def _line(self, wanted: Field) -> str:
        if wanted not in self._lines:
            self._lines[wanted] = one_line(self._text(wanted))
        return self._lines[wanted]

    def _text(self, wanted: Field) -> str:
        return self._entry.cells.get(wanted, EMPTY).text

    def _shown(self, wanted: Field) -> str:
        if wanted is Field.AUTHORS:
            return paragraphs("\n".join(person.cells.get(wanted, EMPTY).text for person in self._entry.people))
        return paragraphs(self._text(wanted)) if wanted in _IN_LINES else self._line(wanted)

    def _note(self, troubles: list[Trouble]) -> None:
        self._troubles += [trouble for trouble in troubles if trouble not in self._troubles]

    def _column(self, wanted: Field) -> int | None:
        return self._block.columns.get(wanted)


def _failed(entry: Entry, block: Block) -> list[Trouble]:
    """Formulas that failed: what they would have said is not known."""
    failed = {wanted: cell.error for wanted, cell in entry.cells.items() if cell.error}
    text = _("Công thức trong ô này bị lỗi %(error)s. Nhập lại giá trị giúp") if failed else ""
    return [Trouble(block.columns[wanted], "formula", text % {"error": error}) for wanted, error in failed.items()]


def _lines(cell: Cell, count: int) -> list[str]:
    """A line for each of `count` people; one line is for all of them, another number for nobody."""
    if cell.value is None:
        return [""] * count
    lines = [one_line(line) for line in _LINE.split(cell.text) if line.strip()]
    if len(lines) == count:
        return lines
    return lines * count if len(lines) == 1 else [""] * count
