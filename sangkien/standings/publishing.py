"""Writing down what was published, and reading it beside the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.base.text import one_line
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.standings import rules
from sangkien.standings.models import PublishedFigure
from sangkien.statistics.published import Claim, Printed, Reading, reading


@dataclass(frozen=True)
class Told:
    """What was published, as it is typed; `percent` as printed, empty where none was."""

    as_of: date
    source: str
    count: int | None = None
    at_least: bool = False
    percent: str = ""
    phase: Phase | None = None


@transaction.atomic
def note(unit: Organisation, told: Told, *, programme: Programme, by: Actor | None, at: datetime) -> PublishedFigure:
    """Write down a published figure of a union. `by` None: a command. Raises NotAllowed, NotPossible."""
    if by is not None:
        by.must(rules.NOTE, unit)
    if problems := _missing(told):
        raise NotPossible(problems)
    made = PublishedFigure.objects.create(
        programme=programme,
        phase=told.phase,
        unit=unit,
        as_of=told.as_of,
        count=told.count,
        at_least=told.at_least and told.count is not None,
        percent=told.percent.strip(),
        source=one_line(told.source),
        at=at,
        by=by.person if by else None,
    )
    after: dict[str, Any] = {
        "count": made.count,
        "percent": made.percent,
        "as_of": made.as_of.isoformat(),
        "source": made.source,
    }
    _log("published.note", made, after=after, by=by, at=at)
    return made


@transaction.atomic
def strike(figure: PublishedFigure, *, by: Actor, at: datetime) -> None:
    """Take a figure off the list that was written down wrongly; the log keeps it. Raises NotAllowed."""
    by.must(rules.NOTE, figure.unit)
    before: dict[str, Any] = {"count": figure.count, "percent": figure.percent, "as_of": figure.as_of.isoformat()}
    _log("published.strike", figure, before=before, by=by, at=at)
    figure.delete()


def read_beside(figure: PublishedFigure) -> Reading:
    """What the ledger says to it."""
    percent = Printed.read(figure.percent) if figure.percent else None
    claim = Claim(figure.as_of, count=figure.count, at_least=figure.at_least, percent=percent)
    return reading(claim, figure.unit, programme=figure.programme, phase=figure.phase)


def _missing(told: Told) -> list[Problem]:
    problems = []
    if told.count is None and not told.percent.strip():
        text = _("Ghi số lượng, phần trăm, hoặc cả hai")
        problems.append(Problem(code="nothing", field="count", text=text))
    if told.percent.strip():
        try:
            Printed.read(told.percent)
        except NotUnderstood as no:
            problems.append(Problem(code=no.code, field="percent", text=no.text))
    if not one_line(told.source):
        text = _("Ghi nơi công bố: tên báo, trang, văn bản và ngày")
        problems.append(Problem(code="no_source", field="source", text=text))
    return problems


def _log(
    verb: str,
    figure: PublishedFigure,
    *,
    by: Actor | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    person, office = (by.person, by.unit) if by else (None, figure.unit)
    record(verb=verb, target=figure, by=person, at=at, unit=office, before=before, after=after)
