"""Kỳ: a day, week, month, quarter or year of which a report tells, as it is written and as it is called.

Days of Vietnam. Weeks are those of ISO 8601: they begin on Monday, and the first of a year holds its first Thursday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.programmes.models import Programme
from sangkien.statistics.quarters import Quarter


class Span(models.TextChoices):
    """How long a period is."""

    DAY = "DAY", gettext_lazy("Ngày")
    WEEK = "WEEK", gettext_lazy("Tuần")
    MONTH = "MONTH", gettext_lazy("Tháng")
    QUARTER = "QUARTER", gettext_lazy("Quý")
    YEAR = "YEAR", gettext_lazy("Năm")


_WRITTEN = {
    Span.DAY: re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    Span.WEEK: re.compile(r"([0-9]{4})-W([0-9]{2})"),
    Span.MONTH: re.compile(r"([0-9]{4})-([0-9]{2})"),
    Span.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    Span.YEAR: re.compile(r"([0-9]{4})"),
}
_FIRST: dict[Span, Callable[..., date]] = {
    Span.DAY: date,
    Span.WEEK: lambda year, week: date.fromisocalendar(year, week, 1),
    Span.MONTH: lambda year, month: date(year, month, 1),
    Span.QUARTER: lambda year, number: Quarter(year, number).first_day,
    Span.YEAR: lambda year: date(year, 1, 1),
}
_OUR_TIME = range(1901, 2200)
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}  # as official papers number quarters


@dataclass(frozen=True)
class Period:
    """So long, from its first day on; `of` and `read` make only whole ones."""

    span: Span
    first_day: date

    @classmethod
    def of(cls, span: Span, day: date) -> "Period":
        """The one in which the day lies."""
        first = {
            Span.DAY: day,
            Span.WEEK: day - timedelta(days=day.weekday()),
            Span.MONTH: day.replace(day=1),
            Span.QUARTER: Quarter.of(day).first_day,
            Span.YEAR: date(day.year, 1, 1),
        }
        return cls(span, first[span])

    @classmethod
    def read(cls, written: str) -> "Period":
        """From 2022-05-18, 2022-W20, 2022-05, 2022-Q2 or 2022. Raises NotPossible."""
        for span, shape in _WRITTEN.items():
            if (found := shape.fullmatch(written)) and int(found[1]) in _OUR_TIME:
                try:
                    return cls(span, _FIRST[span](*map(int, found.groups())))
                except ValueError:
                    break
        text = _("%(written)s: ghi kỳ như 2022-05-18, 2022-W20, 2022-05, 2022-Q2 hoặc 2022.")
        raise NotPossible([Problem(code="no_period", field="period", text=text % {"written": written})])

    @property
    def code(self) -> str:
        """As it is written."""
        year, week, _weekday = self.first_day.isocalendar()
        return {
            Span.DAY: self.first_day.isoformat(),
            Span.WEEK: f"{year}-W{week:02}",
            Span.MONTH: f"{self.first_day:%Y-%m}",
            Span.QUARTER: str(Quarter.of(self.first_day)),
            Span.YEAR: str(self.first_day.year),
        }[self.span]

    @property
    def title(self) -> str:
        """In the reader's language: Tháng 5 năm 2022."""
        day = self.first_day
        if self.span == Span.DAY:
            return _("Ngày %(day)s") % {"day": format_day(day)}
        if self.span == Span.WEEK:
            year, week, _weekday = day.isocalendar()
            return _("Tuần %(week)s năm %(year)s") % {"week": week, "year": year}
        if self.span == Span.MONTH:
            return _("Tháng %(month)s năm %(year)s") % {"month": day.month, "year": day.year}
        if self.span == Span.QUARTER:
            return _("Quý %(quarter)s năm %(year)s") % {"quarter": _ROMAN[Quarter.of(day).number], "year": day.year}
        return _("Năm %(year)s") % {"year": day.year}

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Period":
        """The one after it."""
        longest = {Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 31, Span.QUARTER: 92, Span.YEAR: 366}
        return Period.of(self.span, self.first_day + timedelta(days=longest[self.span]))

    @property
    def before(self) -> "Period":
        """The one before it."""
        return Period.of(self.span, self.first_day - timedelta(days=1))


def periods(programme: Programme, span: Span, *, until: date) -> list[Period]:
    """Those in which the programme ran, up to that day; the last one first."""
    last = min(programme.last_day or until, until)
    found, period = [], Period.of(span, programme.opens.lower)
    while period.first_day <= last:
        found.append(period)
        period = period.next
    return found[::-1]
