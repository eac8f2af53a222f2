"""The days on which the tree changed around a union, as a line of days to go to: history without a script.

A day is the first of the new state: what ended on 30/06/2025 changed on 01/07/2025.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.organisations.models import Classification, Organisation, Placement, UnitName
from sangkien.web.templatetags.components import number

_ON_THE_LINE = 8
_IN_THE_LIST = 200
_MANY = 3  # so many changes make a day one that people ask for by itself


class Change(StrEnum):
    """What changed, seen from the union whose page it is."""

    ITSELF = "ITSELF"
    CAME = "CAME"
    LEFT = "LEFT"
    RENAMED = "RENAMED"


@dataclass(frozen=True)
class ChangeDay:
    """One day and how much of what changed. `shown`: the tree that is looked at is the one that came of it."""

    day: date
    counts: Mapping[Change, int]
    shown: bool = False

    @property
    def total(self) -> int:
        """How many changes; those of the union itself are one."""
        return sum(1 if change == Change.ITSELF else count for change, count in self.counts.items())

    @property
    def size(self) -> str:
        """How large it is drawn: s, m or l."""
        return "s" if self.total < _MANY else "m" if self.total < 10 * _MANY else "l"

    @property
    def eve(self) -> date:
        """The last day of what was before."""
        return self.day - timedelta(days=1)

    @property
    def words(self) -> str:
        """What changed: "7 đơn vị rời đi hoặc kết thúc, 65 đơn vị về trực thuộc"."""
        said = [_("thay đổi của chính đơn vị này")] if Change.ITSELF in self.counts else []
        return ", ".join(said + [_said(change, self.counts[change]) for change in _TOLD if change in self.counts])


@dataclass(frozen=True)
class History:
    """Every day of change, the first first, around the day that is shown."""

    days: Sequence[ChangeDay]
    day: date

    @property
    def before(self) -> ChangeDay | None:
        """The last change before the day."""
        return next((one for one in reversed(self.days) if one.day < self.day), None)

    @property
    def after(self) -> ChangeDay | None:
        """The first change after it."""
        return next((one for one in self.days if one.day > self.day), None)

    @property
    def biggest(self) -> ChangeDay | None:
        """The day on which most changed after everything began; None while nothing much did."""
        big = [one for one in self.days[1:] if one.total >= _MANY]
        return max(big, key=lambda one: (one.total, one.day), default=None)

    @property
    def line(self) -> list[ChangeDay]:
        """What is drawn: the day shown with its neighbours, and the days on which most changed, in their order."""
        near = [one for one in self.days if one.shown or one in (self.before, self.after)]
        most = sorted(self.days, key=lambda one: -one.total)
        kept = list(dict.fromkeys(one.day for one in [*near, *most]))[:_ON_THE_LINE]
        return [one for one in self.days if one.day in kept]

    @property
    def listed(self) -> Sequence[ChangeDay]:
        """All of them to read, the newest first."""
        return self.days[::-1][:_IN_THE_LIST]


def history(units: Iterable[Organisation], *, on: date) -> History:
    """The changes of these unions and of those directly under them, in all times. One query."""
    counts: dict[date, dict[Change, int]] = {}
    for day, change, count in _changes([unit.pk for unit in units]):
        of_day = counts.setdefault(day, {})
        of_day[Change(change)] = of_day.get(Change(change), 0) + count
    newest = max((day for day in counts if day <= on), default=None)
    return History([ChangeDay(day, counts[day], shown=day == newest) for day in sorted(counts)], on)


_TOLD = (Change.CAME, Change.LEFT, Change.RENAMED)


def _said(change: Change, n: int) -> str:
    if change == Change.CAME:
        text = ngettext("%(n)s đơn vị về trực thuộc", "%(n)s đơn vị về trực thuộc", n)
    elif change == Change.LEFT:
        text = ngettext("%(n)s đơn vị rời đi hoặc kết thúc", "%(n)s đơn vị rời đi hoặc kết thúc", n)
    else:
        text = ngettext("%(n)s đơn vị đổi tên hoặc đổi loại", "%(n)s đơn vị đổi tên hoặc đổi loại", n)
    return text % {"n": number(n)}


def _changes(units: Sequence[int]) -> Iterable[tuple[date, str, int]]:
    own, under = Q(organisation__in=units), Q(parent__in=units)
    first, *rest = [
        _by_day(Placement.objects.filter(own), "valid__startswith", Change.ITSELF),
        _by_day(Placement.objects.filter(own, valid__upper_inf=False), "valid__endswith", Change.ITSELF),
        _by_day(UnitName.objects.filter(own), "valid__startswith", Change.ITSELF),
        _by_day(Classification.objects.filter(own), "valid__startswith", Change.ITSELF),
        _by_day(Placement.objects.filter(under), "valid__startswith", Change.CAME),
        _by_day(Placement.objects.filter(under, valid__upper_inf=False), "valid__endswith", Change.LEFT),
        _by_day(UnitName.objects.filter(_while_under(units)), "valid__startswith", Change.RENAMED),
        _by_day(Classification.objects.filter(_while_under(units)), "valid__startswith", Change.RENAMED),
    ]
    changes: Iterable[tuple[date, str, int]] = first.union(*rest, all=True)
    return changes


def _while_under(units: Sequence[int]) -> Q:
    """Of a union that had hung under one of these for a day or longer: what came with it is no change."""
    return Q(
        organisation__placements__parent__in=units,
        organisation__placements__valid__contains=F("valid__startswith"),
        organisation__placements__valid__startswith__lt=F("valid__startswith"),
    )


def _by_day(dated: QuerySet[Any], edge: str, what: Change) -> QuerySet[Any, tuple[date, str, int]]:
    counted = dated.order_by().values(day=F(edge)).annotate(what=Value(what.value), n=Count("pk"))
    days: QuerySet[Any, tuple[date, str, int]] = counted.values_list("day", "what", "n")
    return days
