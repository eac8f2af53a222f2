"""Where the axes of a drawing are marked: at round values and at days that people remember."""

from datetime import date, timedelta
from math import floor, log10

_LINES = 4
_ROUND = (1, 2, 2.5, 5, 10)


def value_ticks(top: float) -> list[int]:
    """Round values from 0 to at most `top`, about four above 0: 0, 250, 500, 750, 1000."""
    rough = max(top / _LINES, 1)
    size = 10 ** floor(log10(rough))
    step = next(round_ * size for round_ in _ROUND if round_ * size >= rough * 0.85)
    step = max(int(step), 1)
    return list(range(0, int(top) + 1, step))


def day_ticks(first: date, last: date) -> list[date]:
    """Days between the ends: in a campaign the 1st, 11th and 21st, in a phase the first of a month, in years
    the first of a quarter."""
    length = (last - first).days
    marked = {1, 11, 21} if length <= 62 else {1}
    months = set(range(1, 13)) if length <= 200 else {1, 4, 7, 10}
    days = (first + timedelta(days=offset) for offset in range(1, length))
    return [day for day in days if day.day in marked and day.month in months]
