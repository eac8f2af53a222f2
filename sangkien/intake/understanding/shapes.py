"""What was understood of a file: its tables, their columns, and a record for each initiative."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Field(StrEnum):
    """What a column of somebody's list may hold."""

    NUMBER = "number"  # STT
    TITLE = "title"
    AUTHORS = "authors"
    SHARE = "share"
    POSITION = "position"
    PHONE = "phone"
    BIRTH = "birth"
    SEX = "sex"
    UNIT = "unit"  # the union, enterprise, school: who sends
    WORKPLACE = "workplace"  # the part of it: shop, line, department
    PLACE = "place"
    FIELD = "field"  # lĩnh vực
    KIND = "kind"  # loại: kỹ thuật, quản lý …
    APPLIED_ON = "applied_on"
    YEAR = "year"
    BENEFIT = "benefit_vnd"
    BENEFIT_NOTE = "benefit_note"  # what good it does, in words
    CONTENT = "content"
    BEFORE = "before"
    AFTER = "after"
    DECISION_NUMBER = "recognition_number"
    DECISION_DATE = "recognition_date"
    DECISION_ISSUER = "recognition_issuer"
    RECOGNITION = "recognition_form"  # form, level or grade: giải Ba, cấp cơ sở, xếp loại A
    CODE = "code"
    NOTE = "note"


class Per(StrEnum):
    """For how long a benefit is stated; whoever says nothing means once."""

    ONCE = "once"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Trouble:
    """One thing in one cell that whoever sent the file should look at. `column` from 0, None for the whole row.

    `blocks`: the value is missing from the record until somebody settles it. Otherwise it was understood, and only how
    is said: "tháng 5/2022" was read as its first day.
    """

    column: int | None
    code: str
    message: str
    blocks: bool = True


@dataclass(frozen=True)
class Author:
    """Who made it: the name without what is put before it (Ông, ThS.); `share` of the whole, None when not said."""

    name: str
    share: Fraction | None = None
    position: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Recognition:
    """The decision that recognised it, as far as the file says. `form` is its grade or level, in the file's words."""

    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    form: str = ""


@dataclass(frozen=True)
class Record:
    """One initiative of the file. `rows` are those that tell of it, the first is where it stands (`row`).

    `texts` has every field that has a column as it is in the file (after ditto marks and joined cells), for pages that
    show what was read beside what was understood.
    """

    sheet: str
    row: int
    title: str = ""
    authors: list[Author] = dataclasses.field(default_factory=list)
    unit: str = ""
    field: str = ""
    applied_on: datetime.date | None = None
    benefit_vnd: int | None = None
    benefit_per: Per = Per.ONCE
    content: str = ""
    recognition: Recognition | None = None
    troubles: list[Trouble] = dataclasses.field(default_factory=list)
    rows: tuple[int, ...] = ()
    texts: Mapping[Field, str] = dataclasses.field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A row that is no record, and why: a heading, a sum, a signature."""

    row: int
    code: str
    reason: str


@dataclass(frozen=True)
class Table:
    """A table of a sheet. `header_row` as Excel shows it, 0 where there is no header; columns are counted from 0.

    Where a sheet has no table that could be one of initiatives, `columns` and `records` are empty and its rows are in
    `left_out`. `line` is what the header's first row says, folded; `also` are further columns of a field. `headings`
    and `samples`, what the first cells say, are by column. `decision` is what stands above the table; records without a
    decision of their own have it.
    """

    sheet: str
    header_row: int
    header_rows: int = 1
    line: str = ""
    columns: dict[Field, int] = dataclasses.field(default_factory=dict)
    also: dict[Field, list[int]] = dataclasses.field(default_factory=dict)
    headings: list[str] = dataclasses.field(default_factory=list)
    samples: list[list[str]] = dataclasses.field(default_factory=list)
    decision: Recognition | None = None
    records: list[Record] = dataclasses.field(default_factory=list)
    left_out: list[LeftOut] = dataclasses.field(default_factory=list)
