"""What the law and the State say of a year's days, as far as the product knows when it is released.

Rule: Labour Code 45/2019/QH14, article 112 with the compensatory days of article 111, for offices that rest on
Saturdays and Sundays. Working days are swapped each year by a decision: the table of the library has most of them, what
it lacks stands here with its source. What is decided later is declared (`workdays.actions`).
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from holidays import country_holidays

# The government agreed on 25/12/2025, Bộ Nội vụ announced it on the same day.
SWAPPED: Mapping[date, date] = {date(2026, 1, 2): date(2026, 1, 10)}  # day off: the day of rest worked for it

_SWAP = {"vi": "Ngày nghỉ (thay cho ngày {:%d/%m/%Y})", "en": "Day off (instead of {:%d/%m/%Y})"}


@cache
def public_holidays(year: int, language: str = "vi") -> Mapping[date, str]:
    """The days off of that year, compensatory and swapped days included, and their names in that language (vi, en)."""
    known = country_holidays("VN", years=year, language="vi" if language == "vi" else "en_US")
    swapped = {off: _SWAP[language].format(worked) for off, worked in SWAPPED.items() if off.year == year}
    return {**known, **swapped}


@cache
def worked_for_them(year: int) -> frozenset[date]:
    """The days of rest of that year on which is worked for a swapped day off."""
    known = country_holidays("VN", years=[year, year + 1]).weekend_workdays
    return frozenset(day for day in {*known, *SWAPPED.values()} if day.year == year)
