"""Which days are off, and why."""

from dataclasses import dataclass
from datetime import date

from sangkien.workdays.calendar import Calendar
from sangkien.workdays.law import public_holidays, worked_for_them
from sangkien.workdays.models import DecidedDay, Week


@dataclass(frozen=True)
class SpecialDay:
    """A day on which it is otherwise than the week says: `works`, why, and the decision (None: it is the law)."""

    day: date
    works: bool
    why: str
    decided: DecidedDay | None = None


def calendar(week: str = Week.MON_FRI) -> Calendar:
    """The calendar of that week as it stands now. One query."""
    return calendars()[week]


def calendars() -> dict[str, Calendar]:
    """The calendar of each week. One query."""
    decided = dict(DecidedDay.objects.values_list("day", "works"))
    return {week: Calendar(week, decided) for week in Week.values}


def special_days(year: int, *, language: str) -> list[SpecialDay]:
    """All of a year in their order, those decided with their decision. One query."""
    decided = {one.day: one for one in DecidedDay.objects.filter(day__year=year)}
    law = public_holidays(year, language)
    by_law = [SpecialDay(day, False, why) for day, why in law.items() if day not in decided]
    by_decision = [SpecialDay(day, one.works, one.decision, one) for day, one in decided.items()]
    swapped = [SpecialDay(day, True, "") for day in worked_for_them(year) if day not in decided]
    return sorted([*by_law, *by_decision, *swapped], key=lambda special: special.day)
