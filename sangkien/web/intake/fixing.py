"""A row that is to be put right: its cells as boxes, each with what is wrong in it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from django.http import QueryDict

from sangkien.base.days import format_day
from sangkien.intake.contents import benefit_of
from sangkien.intake.models import Row
from sangkien.intake.records import TYPED, said_by
from sangkien.intake.states import SETTLED
from sangkien.intake.understanding import Field, Record
from sangkien.programmes.models import Edition, TermList
from sangkien.web.intake.words import FIELDS
from sangkien.web.submit.sheet import keepable

_LISTS = {Field.KIND: TermList.KIND, Field.FIELD: TermList.FIELD, Field.RECOGNITION: TermList.RECOGNITION}
_LONG = (Field.BEFORE, Field.AFTER, Field.BENEFIT_NOTE, Field.AUTHORS)
_LONGEST = 20_000  # letters that are kept of one box: twice as many as any question takes
_NAME = re.compile(r"o-([0-9]{1,18})-")
_DECISION = {Field.DECISION_NUMBER: "number", Field.DECISION_DATE: "date", Field.DECISION_ISSUER: "issuer"}
_BOX_OF = {  # in which box a question of the form is answered
    "title": Field.TITLE,
    "authors": Field.AUTHORS,
    "shares": Field.AUTHORS,
    "unit": Field.UNIT,
    "kind": Field.KIND,
    "field": Field.FIELD,
    "before": Field.BEFORE,
    "after": Field.AFTER,
    "effect": Field.BENEFIT_NOTE,
    "applied_on": Field.APPLIED_ON,
    "benefit_kind": Field.BENEFIT,
    "benefit_vnd": Field.BENEFIT,
    "benefit_method": Field.BENEFIT,
    "recognition_form": Field.RECOGNITION,
    "recognition_number": Field.DECISION_NUMBER,
    "recognised_on": Field.DECISION_DATE,
    "recognition_issuer": Field.DECISION_ISSUER,
}
_ALSO = {
    Field.CONTENT: Field.AFTER,
    Field.YEAR: Field.APPLIED_ON,
    Field.SHARE: Field.AUTHORS,
    Field.WORKPLACE: Field.UNIT,
}


@dataclass(frozen=True)
class Box:
    """One cell: what stands in it, what is wrong with it, and what it may be chosen from."""

    row: int
    field: Field
    value: str
    errors: Sequence[str]
    choices: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Under which it is sent."""
        return f"o-{self.row}-{self.field.value}"

    @property
    def seen_name(self) -> str:
        """Under which is sent what stood in it when it was shown."""
        return _seen_name(self.name)

    @property
    def seen(self) -> str:
        """A mark of what stands in it, by which it shows who changed it since: whoever sends it, or a colleague."""
        return _mark(self.value)

    @property
    def label(self) -> str:
        """What it is called."""
        return str(FIELDS[self.field])

    @property
    def is_long(self) -> bool:
        """Does it take lines?"""
        return self.field in _LONG

    @property
    def is_listed(self) -> bool:
        """Is what stands in it one of its choices?"""
        return self.value in self.choices


@dataclass(frozen=True)
class Fix:
    """A row with its boxes: those that are wrong, the rest, and what is said of the row as a whole; and what the row
    tells `now`, put right as it is."""

    row: Row
    wrong: Sequence[Box]
    rest: Sequence[Box]
    said: Sequence[str]
    now: Record

    @property
    def benefit_vnd(self) -> int | None:
        """As its dossier states it."""
        return benefit_of(self.now)


class Typed(NamedTuple):
    """What somebody changed in a row, by field; and in which boxes (label, text) a colleague was faster."""

    row: Row
    fields: Mapping[Field, str]
    overtaken: Sequence[tuple[str, str]]


def fixes(rows: Iterable[Row], tables: Sequence[Mapping[str, Any]], edition: Edition) -> list[Fix]:
    """Each row as it is to be put right. One query, the first time."""
    choices = _choices(edition)
    return [_fix(row, tables[row.table], choices) for row in rows]


def rows_in(post: QueryDict) -> set[int]:
    """The rows (keys) whose boxes were sent."""
    return {int(found[1]) for name in post if (found := _NAME.match(name))}


def typed(post: QueryDict, shown: Iterable[Fix]) -> list[Typed]:
    """What was changed in the boxes that were sent, row by row."""
    changed = [_typed(post, fix.row, [*fix.wrong, *fix.rest]) for fix in shown]
    return [one for one in changed if one.fields or one.overtaken]


def without_row(post: QueryDict, there: Collection[int]) -> int:
    """In how many rows something was changed that are not `there` (keys) any more."""
    changed = (name for name in post if _NAME.match(name) and _mark(str(post[name])) != post.get(_seen_name(name)))
    return len({int(name.split("-")[1]) for name in changed} - {*there})


def _typed(post: QueryDict, row: Row, boxes: Sequence[Box]) -> Typed:
    fields: dict[Field, str] = {}
    overtaken: list[tuple[str, str]] = []
    for box in (box for box in boxes if box.name in post and _is_changed(post, box)):
        text = _tidy(str(post[box.name]))
        if row.pile in SETTLED or post.get(box.seen_name, box.seen) != box.seen:
            overtaken.append((box.label, text))
        else:
            fields[box.field] = text
    return Typed(row, fields, overtaken)


def _is_changed(post: QueryDict, box: Box) -> bool:
    """By whoever sends it: neither what the box held when it was shown, nor what stands there now."""
    return _mark(str(post[box.name])) not in (post.get(box.seen_name), box.seen)


def _seen_name(name: str) -> str:
    return f"t{name[1:]}"


def _mark(text: str) -> str:
    return sha256(_tidy(text).encode()).hexdigest()[:16]


def _tidy(text: str) -> str:
    return keepable(text)[:_LONGEST].replace("\r\n", "\n").strip()


def _choices(edition: Edition) -> dict[Field, list[str]]:
    terms = edition.terms()
    return {field: [term.label for (kind, _code), term in terms.items() if kind == of] for field, of in _LISTS.items()}


def _fix(row: Row, table: Mapping[str, Any], choices: Mapping[Field, Sequence[str]]) -> Fix:
    errors: dict[Field, list[str]] = {}
    said = []
    for trouble in row.troubles:
        box = _box_of(trouble, table)
        if box and trouble["blocks"]:
            errors.setdefault(box, []).append(trouble["message"])
        else:
            said.append(trouble["message"])
    boxes = [Box(row.pk, field, value_of(row, field), errors.get(field, ()), choices.get(field, ())) for field in TYPED]
    now = said_by(row, {Field(name): at for name, at in table["columns"].items()}).record
    return Fix(row, [box for box in boxes if box.errors], [box for box in boxes if not box.errors], said, now)


def _box_of(trouble: Mapping[str, Any], table: Mapping[str, Any]) -> Field | None:
    if box := _BOX_OF.get(trouble["field"]):
        return box
    named = {at: Field(name) for name, at in table["columns"].items()}
    field = named.get(trouble["column"]) if trouble["column"] is not None else None
    field = _ALSO.get(field, field) if field else None
    return field if field in TYPED else None


def value_of(row: Row, field: Field) -> str:
    """What stands there: as it was typed in the page, else as it is in the file, else as it was understood."""
    if field in row.typed:
        return str(row.typed[field])
    texts = row.told.get("texts", {})
    told = texts.get(field) or (texts.get(Field.CONTENT, "") if field == Field.AFTER else "")
    return str(told) or _understood(row, field)


def _understood(row: Row, field: Field) -> str:
    told = row.told
    if field == Field.TITLE:
        return row.title
    if field == Field.AUTHORS:
        return "\n".join(_author(author) for author in told.get("authors", ()))
    if field in _DECISION:
        value = (told.get("recognition") or {}).get(_DECISION[field]) or ""
        return format_day(date.fromisoformat(value)) if value and field == Field.DECISION_DATE else str(value)
    return str(told.get("unit", "")) if field == Field.UNIT else ""


def _author(told: Mapping[str, Any]) -> str:
    if not told["share"]:
        return str(told["name"])
    percent = Fraction(*told["share"]) * 100
    return f"{told['name']} ({float(percent):g}%)".replace(".", ",")
