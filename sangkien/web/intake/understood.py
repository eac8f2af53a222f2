"""What was understood of a list, on one screen: its tables, what each column holds, the decision, what was left out and
why, and what holds for all rows. What the officer corrects is remembered for the union's next list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from xlsxwriter.utility import xl_col_to_name

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.intake import actions
from sangkien.intake.models import Batch
from sangkien.intake.states import OPEN_TO_CHANGE
from sangkien.intake.understanding import Field
from sangkien.web.doors import Request, wearing
from sangkien.web.intake.answers import AnswersForm, shown
from sangkien.web.intake.files import at_hand_again
from sangkien.web.intake.lists import BRINGING, batch_for, unit_of
from sangkien.web.intake.words import FIELDS

NOTHING = ""
_FIRST = 3  # rows of which the cells are shown
_MOST_ROWS = 30  # numbers of rows that are named before "…"


@dataclass(frozen=True)
class Column:
    """A column of the file: its letter, its heading, what stands in it, and what it was taken for."""

    name: str
    letter: str
    heading: str
    samples: Sequence[str]
    means: str


@dataclass(frozen=True)
class Left:
    """Rows that are no initiative, for the same reason."""

    reason: str
    count: int
    rows: str


@dataclass(frozen=True)
class Shown:
    """A table as the page shows it."""

    sheet: str
    header_row: int
    records: int
    columns: Sequence[Column]
    decision: str
    left: Sequence[Left]

    @property
    def is_a_list(self) -> bool:
        """Does it hold initiatives?"""
        return bool(self.records)


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def understood(request: Request, key: UUID) -> HttpResponse:
    """Look at it, correct it, say what holds for all rows; then every row is looked at."""
    batch = batch_for(request, key)
    form = AnswersForm(request.POST or None, edition=batch.edition, initial=shown(batch.answers))
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, batch, form)
        except NotPossible as no:
            problems = no.problems
    wrong = bool(form.errors or problems)
    tables = tables_of(batch)
    known = {
        "batch": batch,
        "unit": unit_of(batch, request),
        "tables": tables,
        "others": sum(not table.is_a_list for table in tables),
        "fields": [(field.value, name) for field, name in FIELDS.items()],
        "form": form,
        "problems": problems,
        "has_errors": wrong,
        "may_change": batch.state in OPEN_TO_CHANGE,
    }
    return TemplateResponse(request, "intake/understood.html", known, status=422 if wrong else 200)


def _taken(request: Request, batch: Batch, form: AnswersForm) -> HttpResponse:
    """Only what was changed; then the list is shown as it is understood now, or looked at row by row."""
    by, at = request.visit.actor, request.visit.now
    if meanings := _corrected(request.POST, batch):
        with at_hand_again(batch.file) as path:
            batch = actions.correct_columns(batch, meanings, path, by=by, at=at)
    if form.answers != {name: value for name, value in batch.answers.items() if name in form.fields}:
        kept = {name: value for name, value in batch.answers.items() if name not in form.fields}
        batch = actions.say_of_all(batch, {**kept, **form.answers}, by=by, at=at)
    if request.POST.get("go") == "xem":
        return redirect("intake-understood", batch.key)
    return redirect("job", actions.ask_to_check(batch, by=by, at=at).key)


def _corrected(post: QueryDict, batch: Batch) -> dict[str, Field | None]:
    """What the officer says that headings mean, where it is not what was understood."""
    known = {field.value for field in Field}
    return {
        column.heading: Field(said) if said else None
        for table in tables_of(batch)
        for column in table.columns
        if (said := post.get(column.name, column.means)) != column.means and said in {*known, NOTHING}
    }


def tables_of(batch: Batch) -> list[Shown]:
    """The tables of the list, those with initiatives first."""
    found = [_shown(number, told, _first_rows(batch, number)) for number, told in enumerate(batch.tables)]
    return sorted(found, key=lambda table: not table.is_a_list)


def _first_rows(batch: Batch, number: int) -> list[Mapping[str, str]]:
    """The texts of the first rows of a table, by field. One query."""
    told = batch.rows.filter(table=number, number__gt=0).order_by("place").values_list("told", flat=True)
    return [one.get("texts", {}) for one in told[:_FIRST]]


def _shown(number: int, told: Mapping[str, Any], first: Sequence[Mapping[str, str]]) -> Shown:
    means = {at: name for name, at in told["columns"].items()}
    columns = [
        Column(
            f"cot-{number}-{at}",
            xl_col_to_name(at),
            heading,
            [text for texts in first if (text := texts.get(means.get(at, "")))],
            means.get(at, NOTHING),
        )
        for at, heading in enumerate(told["headings"])
        if heading or at in means
    ]
    decision, left = _decision(told["decision"] or {}), list(_left(told["left_out"]))
    return Shown(told["sheet"], told["header_row"], told["records"], columns, decision, left)


def _decision(told: Mapping[str, Any]) -> str:
    day = format_day(date.fromisoformat(told["date"])) if told.get("date") else ""
    return " · ".join(part for part in (told.get("number"), day, told.get("issuer")) if part)


def _left(rows: Sequence[Mapping[str, Any]]) -> Iterator[Left]:
    by_reason: dict[str, list[int]] = {}
    for one in rows:
        by_reason.setdefault(one["reason"], []).append(one["row"])
    for reason, numbers in by_reason.items():
        yield Left(reason, len(numbers), _said(sorted(numbers)))


def _said(numbers: Sequence[int]) -> str:
    """ "3, 7–9, 12"."""
    spans = list(_spans(numbers))
    said = [f"{first}–{last}" if last > first else str(first) for first, last in spans[:_MOST_ROWS]]
    return ", ".join(said) + ("…" if len(spans) > _MOST_ROWS else "")


def _spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _key, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        span = [number for _place, number in group]
        yield span[0], span[-1]
