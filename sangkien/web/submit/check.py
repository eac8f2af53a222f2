"""The last page: every answer as the union will read it, and all that is still missing."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from sangkien.base.problems import Problem
from sangkien.notices.queries import can_send
from sangkien.organisations.models import Organisation
from sangkien.web.submit.answers import Reading
from sangkien.web.submit.forms import Row
from sangkien.web.submit.likes import likes_of
from sangkien.web.submit.page import Line, Page


@dataclass(frozen=True)
class Answered:
    """A row with the way back to its question; `open` when it needs another look."""

    row: Row
    url: str
    open: bool


@dataclass(frozen=True)
class Group:
    """The answers of one page."""

    name: str | Promise
    rows: list[Answered]


def seen(reading: Reading) -> str:
    """A mark of the answers that this page shows: whoever sends them has read these and no others."""
    return replace(reading.content, publish_name=False, upgrade_of=None).digest()


def around_the_answers(page: Page, reading: Reading, problems: list[Problem]) -> dict[str, Any]:
    """Everything the last page shows besides the box to tick. `problems` of all pages."""
    unit = Organisation.objects.named(on=page.sheet.today).filter(pk=reading.content.unit).first()
    return {
        "groups": _groups(page, reading, problems),
        "missing": [_line(page, reading, problem) for problem in problems],
        "union": unit.short_name or unit.name if unit else "",
        "seen": seen(reading),
        "by_code": can_send(),
        **likes_of(page),
    }


def _groups(page: Page, reading: Reading, problems: list[Problem]) -> list[Group]:
    wanted = {problem.field for problem in problems}
    groups = [
        Group(step.name, [_answered(page.url(step, returning=True), row, wanted) for row in form.rows()])
        for step, form in reading.forms.items()
    ]
    return [group for group in groups if group.rows]


def _answered(address: str, row: Row, wanted: set[str]) -> Answered:
    return Answered(row, f"{address}#{row.focus}", row.unreadable or row.field in wanted)


def _line(page: Page, reading: Reading, problem: Problem) -> Line:
    step = reading.step_of(problem)
    if step is None:
        return Line("", problem.text)
    return Line(f"{page.url(step, returning=True)}#{reading.forms[step].focus(problem.field)}", problem.text)
