"""What an officer corrects in how a list is understood: where its tables begin, what columns hold, which decision."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from sangkien.base.days import format_day
from sangkien.initiatives.rules import LONGEST_ISSUER, LONGEST_NUMBER
from sangkien.intake.learning import Correction
from sangkien.intake.models import Batch
from sangkien.intake.understanding import Field, Head, Recognition, Which, key_of
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field

NOTHING = ""
_MOST_HEADER_ROWS, _LAST_ROW = 3, 1_048_576
_HEAD = re.compile(r"(?P<first>[0-9]{1,7})(?:\s*[-–—]\s*(?P<last>[0-9]{1,7}))?")
_KNOWN = {field.value for field in Field}
_MOST_ROWS = 30  # numbers of rows that are named before "…"


class SheetForm(Questions):
    """Where the tables of a sheet begin."""

    heads = TextField(
        most=200,
        label=gettext_lazy("Tên cột ở dòng"),
        help_text=gettext_lazy("Số dòng như Excel hiện. Tên cột chiếm hai dòng: 5-6. Nhiều bảng: 5-6; 23"),
    )
    skipped = forms.BooleanField(required=False, label=gettext_lazy("Không lấy trang tính này"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["heads"].widget.attrs |= {"class": "input-short", "autocomplete": "off"}

    def clean_heads(self) -> tuple[Head, ...]:
        """Each header with its rows, from the top."""
        heads = tuple(_heads_in(self.cleaned_data["heads"]))
        if any(below.row < above.row + above.rows for above, below in pairwise(heads)):
            raise forms.ValidationError(_("Ghi các bảng theo thứ tự từ trên xuống, không chồng lên nhau"))
        return heads


class DecisionForm(Questions):
    """The decision under which a table's initiatives were recognised."""

    number = TextField(most=LONGEST_NUMBER, label=gettext_lazy("Số quyết định"))
    on = day_field(label=gettext_lazy("Ngày quyết định"))
    issuer = TextField(most=LONGEST_ISSUER, label=gettext_lazy("Nơi ban hành"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def decision(self) -> Recognition:
        """For a form that is valid."""
        said = self.cleaned_data
        return Recognition(said["number"], said["on"], said["issuer"])


@dataclass(frozen=True)
class Column:
    """A column of the file: its letter, its heading, what stands in it, and what it is taken for."""

    name: str
    at: int
    heading: str
    samples: Sequence[str]
    means: str
    chosen: str

    @property
    def letter(self) -> str:
        """As Excel shows it."""
        return str(xl_col_to_name(self.at))


@dataclass(frozen=True)
class Left:
    """Rows that are no initiative, for the same reason."""

    reason: str
    count: int
    rows: str


@dataclass(frozen=True)
class Understood:
    """A table: which it is, what was understood of it, and the decision as it may be corrected."""

    which: Which
    told: Mapping[str, Any]
    columns: Sequence[Column]
    decision: DecisionForm

    @property
    def is_a_list(self) -> bool:
        """Does it hold initiatives?"""
        return bool(self.told["records"])

    @property
    def given(self) -> str:
        """The decision in a line."""
        return decision_line(self.told["decision"] or {})

    @property
    def lacks_decision(self) -> bool:
        """Does neither the list nor any column of it name one?"""
        return not self.given and Field.DECISION_NUMBER.value not in self.told["columns"]

    @property
    def left(self) -> Sequence[Left]:
        """What is no initiative in it."""
        return _left(self.told["left_out"])


@dataclass(frozen=True)
class Sheet:
    """A sheet with how it begins, its tables, and the form that says where they do; no form where the list was read
    before that could be said."""

    name: str
    rows: Sequence[Mapping[str, Any]]
    tables: Sequence[Understood]
    form: SheetForm | None
    heads: tuple[Head, ...]
    skipped: bool

    @property
    def is_a_list(self) -> bool:
        """Does any of its tables hold initiatives?"""
        return any(table.is_a_list for table in self.tables)

    @property
    def forms(self) -> Sequence[forms.Form]:
        """Everything that is typed about it."""
        return [*([self.form] if self.form else []), *(table.decision for table in self.tables)]

    @property
    def records(self) -> int:
        """How many initiatives."""
        return sum(table.told["records"] for table in self.tables)


def sheets_of(batch: Batch, post: QueryDict | None) -> list[Sheet]:
    """The sheets of the list, those with initiatives first; with what was typed, where something was."""
    begins = {sheet["sheet"]: sheet["rows"] for sheet in batch.begins}
    names = list(dict.fromkeys([*begins, *(table["sheet"] for table in batch.tables)]))
    found = [_sheet(batch, number, name, begins.get(name), post) for number, name in enumerate(names)]
    return sorted(found, key=lambda sheet: not sheet.is_a_list)


def are_valid(sheets: Sequence[Sheet]) -> bool:
    """Is everything that was typed understood?"""
    return not any(form.errors for sheet in sheets for form in sheet.forms)


def correction_in(sheets: Sequence[Sheet]) -> Correction:
    """Of valid forms: what is not as it was understood."""
    heads = {sheet.name: said for sheet in sheets for said in _pointed(sheet)}
    tables = [table for sheet in sheets if sheet.name not in heads for table in sheet.tables]
    changed = [(table, column) for table in tables for column in table.columns if column.chosen != column.means]
    columns: dict[Which, dict[int, Field | None]] = {}
    for table, column in changed:
        columns.setdefault(table.which, {})[column.at] = _field(column)
    every = [(table, column) for sheet in sheets for table in sheet.tables for column in table.columns]
    return Correction(
        headings={
            column.heading: _field(column)
            for table, column in every
            if column.chosen != column.means and _is_alone(column, table)
        },
        columns=columns,
        heads=heads,
        decisions={
            table.which: table.decision.decision
            for table in tables
            if table.decision.is_bound and table.decision.decision != _paper(table.told["decision"] or {})
        },
    )


def decision_line(told: Mapping[str, Any]) -> str:
    """A decision in a line: number, day, issuer."""
    day = format_day(date.fromisoformat(told["date"])) if told.get("date") else ""
    return " · ".join(part for part in (told.get("number"), day, told.get("issuer")) if part)


# Helpers ----------------------------------------------------------------------------------------------------


def _sheet(
    batch: Batch, number: int, name: str, rows: Sequence[Mapping[str, Any]] | None, post: QueryDict | None
) -> Sheet:
    told = [(at, table) for at, table in enumerate(batch.tables) if table["sheet"] == name]
    tables = [_table(at, Which(name, place), table, post) for place, (at, table) in enumerate(told)]
    heads = {table["header_row"]: table["header_rows"] for _at, table in told if table["header_row"]}
    as_found = tuple(Head(row, rows) for row, rows in sorted(heads.items()))
    skipped = batch.layout.get("heads", {}).get(name) == []
    initial = {"heads": _typed(as_found), "skipped": skipped}
    is_sent = post is not None and f"trang-{number}-heads" in post
    form = SheetForm(post if is_sent else None, prefix=f"trang-{number}", initial=initial) if rows is not None else None
    return Sheet(name, rows or (), tables, form, as_found, skipped)


def _table(at: int, which: Which, told: Mapping[str, Any], post: QueryDict | None) -> Understood:
    given = told["decision"] or {}
    day = format_day(date.fromisoformat(given["date"])) if given.get("date") else ""
    initial = {"number": given.get("number", ""), "on": day, "issuer": given.get("issuer", "")}
    is_sent = post is not None and f"qd-{at}-number" in post  # a table that holds no list has no such boxes
    form = DecisionForm(post if is_sent else None, prefix=f"qd-{at}", initial=initial)
    return Understood(which, told, list(_columns(at, told, post)), form)


def _columns(number: int, told: Mapping[str, Any], post: QueryDict | None) -> Iterator[Column]:
    means = {at: name for name, at in told["columns"].items()}
    means |= {at: name for name, more in told.get("also", {}).items() for at in more}
    headings, samples = told["headings"], told.get("samples", [])
    for at in range(max(len(headings), len(samples), *(at + 1 for at in means), 0)):
        heading = headings[at] if at < len(headings) else ""
        shown = samples[at] if at < len(samples) else []
        name, meant = f"cot-{number}-{at}", means.get(at, NOTHING)
        said = post.get(name, meant) if post else meant
        if heading or shown or meant:
            yield Column(name, at, heading, shown, meant, said if said in {*_KNOWN, NOTHING} else meant)


def _pointed(sheet: Sheet) -> Iterator[tuple[Head, ...] | None]:
    """Where its tables begin, if that is said anew."""
    if sheet.form is None or not sheet.form.is_bound:
        return
    skipped, heads = sheet.form.cleaned_data["skipped"], sheet.form.cleaned_data["heads"]
    if skipped:
        if not sheet.skipped:
            yield ()
    elif sheet.skipped or heads != sheet.heads:
        yield heads or None


def _heads_in(typed: str) -> Iterator[Head]:
    for part in filter(None, (part.strip() for part in re.split(r"[;,]|\bvà\b", typed))):
        found = _HEAD.fullmatch(part)
        first, last = (int(found["first"]), int(found["last"] or found["first"])) if found else (0, 0)
        if not 0 < first <= last <= _LAST_ROW or last - first >= _MOST_HEADER_ROWS:
            text = _("Ghi số dòng, ví dụ 5. Tên cột chiếm nhiều nhất ba dòng, ví dụ 5-6. Nhiều bảng thì ghi 5-6; 23")
            raise forms.ValidationError(text)
        yield Head(first, last - first + 1)


def _typed(heads: Sequence[Head]) -> str:
    """As it would be typed: 5-6; 23."""
    return "; ".join(f"{head.row}-{head.row + head.rows - 1}" if head.rows > 1 else f"{head.row}" for head in heads)


def _is_alone(column: Column, table: Understood) -> bool:
    """Does its heading tell it from the other columns?"""
    keys = Counter(key_of(each.heading) for each in table.columns)
    return bool(key_of(column.heading)) and keys[key_of(column.heading)] == 1


def _field(column: Column) -> Field | None:
    return Field(column.chosen) if column.chosen else None


def _paper(told: Mapping[str, Any]) -> Recognition:
    on = date.fromisoformat(told["date"]) if told.get("date") else None
    return Recognition(told.get("number", ""), on, told.get("issuer", ""))


def _left(rows: Sequence[Mapping[str, Any]]) -> list[Left]:
    by_reason: dict[str, list[int]] = {}
    for one in rows:
        by_reason.setdefault(one["reason"], []).extend(range(one["row"], one.get("until", one["row"]) + 1))
    return [Left(reason, len(numbers), _said(sorted(numbers))) for reason, numbers in by_reason.items()]


def _said(numbers: Sequence[int]) -> str:
    """ "3, 7–9, 12"."""
    spans = list(_spans(numbers))
    said = [f"{first}–{last}" if last > first else str(first) for first, last in spans[:_MOST_ROWS]]
    return ", ".join(said) + ("…" if len(spans) > _MOST_ROWS else "")


def _spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _key, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        span = [number for _place, number in group]
        yield span[0], span[-1]
