"""A record as a row keeps it, and back: what was read, and over it what an officer has put right in the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sangkien.base.text import decoded, fold, one_line, paragraphs
from sangkien.intake.models import Row
from sangkien.intake.understanding import Author, Field, Per, Recognition, Record, Trouble
from sangkien.intake.understanding.values.amounts import Scale, amount_of
from sangkien.intake.understanding.values.days import day_of_cell
from sangkien.intake.understanding.values.people import people_in
from sangkien.spreadsheets import Cell

TYPED = [  # what may be put right in the page
    Field.TITLE, Field.AUTHORS, Field.UNIT, Field.KIND, Field.FIELD, Field.BEFORE, Field.AFTER, Field.APPLIED_ON,
    Field.BENEFIT, Field.BENEFIT_NOTE, Field.RECOGNITION, Field.DECISION_NUMBER, Field.DECISION_DATE,
    Field.DECISION_ISSUER,
]  # fmt: skip
_IN_LINES = {Field.BEFORE, Field.AFTER, Field.BENEFIT_NOTE, Field.AUTHORS}
_DECISION = {Field.DECISION_NUMBER: "number", Field.DECISION_DATE: "date", Field.DECISION_ISSUER: "issuer"}


def told_of(record: Record) -> dict[str, Any]:
    """What JSON can say of it."""
    return {
        "rows": list(record.rows),
        "authors": [_told_author(author) for author in record.authors],
        "unit": record.unit,
        "field": record.field,
        "applied_on": record.applied_on.isoformat() if record.applied_on else None,
        "benefit_vnd": record.benefit_vnd,
        "benefit_per": str(record.benefit_per.value),
        "content": record.content,
        "recognition": told_recognition(record.recognition) if record.recognition else None,
        "texts": {str(name.value): text for name, text in record.texts.items()},
        "troubles": [vars(trouble) for trouble in record.troubles],
        "hidden": record.hidden,
    }


@dataclass(frozen=True)
class Said:
    """What a row says now, and what of it cannot be read: in which column (from 0) of the file, if in any."""

    record: Record
    troubles: list[Trouble]


def said_by(row: Row, columns: Mapping[Field, int]) -> Said:
    """What was read of the row, and over it what was typed in the page. `columns` of its table."""
    record, troubles = _read(row), [Trouble(**trouble) for trouble in row.told["troubles"]]
    for name, text in row.typed.items():
        column = columns.get(Field(name))
        record, new = _put_right(record, Field(name), text, column)
        troubles = [*(one for one in troubles if one.column is None or one.column != column), *new]
    return Said(record, troubles)


def identity_of(record: Record, *, unit: int, programme: int, row: Row) -> str:
    """The same for the same title, authors and union of a programme, however they were typed; empty without a title. A
    row of which an officer says that it is another initiative is only itself."""
    if not (title := fold(record.title)):
        return ""
    authors = sorted(fold(author.name) for author in record.authors)
    itself = [f"{row.batch_id}/{row.place}"] if row.apart else []
    said = "\n".join([str(programme), str(unit), title, *authors, *itself])
    return sha256(said.encode()).hexdigest()


def cleaned(field: Field, typed: str) -> str:
    """What was typed in the page, clean as the form keeps it."""
    text = decoded(typed).text
    return paragraphs(text) if field in _IN_LINES else one_line(text)


def _told_author(author: Author) -> dict[str, Any]:
    share = author.share
    told = {"name": author.name, "position": author.position, "phone": author.phone}
    return told | {"share": [share.numerator, share.denominator] if share is not None else None}


def told_recognition(given: Recognition) -> dict[str, Any]:
    """What JSON can say of a decision."""
    return vars(given) | {"date": given.date.isoformat() if given.date else None}


def _read(row: Row) -> Record:
    told = row.told
    return Record(
        sheet=row.sheet,
        row=row.number,
        title=row.title_read,
        authors=[_author(author) for author in told["authors"]],
        unit=told["unit"],
        field=told["field"],
        applied_on=date.fromisoformat(told["applied_on"]) if told["applied_on"] else None,
        benefit_vnd=told["benefit_vnd"],
        benefit_per=Per(told["benefit_per"]),
        content=told["content"],
        recognition=recognition_of(told["recognition"]) if told["recognition"] else None,
        rows=tuple(told["rows"]),
        texts={Field(name): text for name, text in told["texts"].items()},
        hidden=told["hidden"],
    )


def _author(told: Mapping[str, Any]) -> Author:
    share = Fraction(*told["share"]) if told["share"] else None
    return Author(told["name"], share, told["position"], told["phone"])


def recognition_of(told: Mapping[str, Any]) -> Recognition:
    """And back."""
    return Recognition(**{**told, "date": date.fromisoformat(told["date"]) if told["date"] else None})


# Put right -------------------------------------------------------------------------------------------------


def _put_right(record: Record, field: Field, text: str, column: int | None) -> tuple[Record, list[Trouble]]:
    """The record with what was typed, read as a cell of a file is read, and what of it could not be read."""
    record = replace(record, texts={**record.texts, field: text})
    changed, troubles = _READ.get(field, _as_text)(record, field, text)
    return changed, [replace(trouble, column=column) for trouble in troubles]


_Changed = tuple[Record, list[Trouble]]


def _as_text(record: Record, field: Field, text: str) -> _Changed:
    named = {Field.TITLE: "title", Field.UNIT: "unit", Field.FIELD: "field"}
    said: dict[str, Any] = {named[field]: text} if field in named else {}
    return replace(record, **said), []


def _authors_typed(record: Record, _field: Field, text: str) -> _Changed:
    people = people_in(text)
    return replace(record, authors=list(people.authors)), [one for said in people.said for one in said.trouble(None)]


def _benefit_typed(record: Record, _field: Field, text: str) -> _Changed:
    said = amount_of(Cell(text), Scale())
    vnd, per = (said.value.vnd, said.value.per) if said.value else (None, Per.ONCE)
    return replace(record, benefit_vnd=vnd, benefit_per=per), said.trouble(None)


def _day_typed(record: Record, _field: Field, text: str) -> _Changed:
    said = day_of_cell(Cell(text))
    return replace(record, applied_on=said.value), said.trouble(None)


def _decision_typed(record: Record, field: Field, text: str) -> _Changed:
    given = record.recognition or Recognition()
    if field != Field.DECISION_DATE:
        named: dict[str, Any] = {_DECISION[field]: text}
        return replace(record, recognition=replace(given, **named)), []
    said = day_of_cell(Cell(text))
    return replace(record, recognition=replace(given, date=said.value)), said.trouble(None)


_READ: dict[Field, Callable[[Record, Field, str], _Changed]] = {
    Field.AUTHORS: _authors_typed,
    Field.BENEFIT: _benefit_typed,
    Field.APPLIED_ON: _day_typed,
    **dict.fromkeys(_DECISION, _decision_typed),
}
