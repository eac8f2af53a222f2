"""Days and moments in Vietnam. Nothing here reads a clock: moments are handed in.

Rule: Asia/Ho_Chi_Minh decides which day a moment belongs to; a day that closes a phase counts to its last
second ("từ nay đến hết ngày 31/05/2022", letter of the 40-day campaign, item 1).
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY_FIRST = re.compile(r"(?:ngày )?(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d+)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d+)", re.ASCII)
_HOUR = re.compile(r"(\d{1,2}) ?(?:[:.h]|giờ)(?: ?(\d{2})(?: phút)?)?", re.ASCII)
_WITHOUT_DAY = re.compile(r"(?:(?:tháng )?\d{1,2} ?(?:[/.-]|năm) ?)?(?:năm )?\d{4}", re.ASCII)


def day_of(moment: datetime) -> date:
    """The day in Vietnam to which `moment` belongs. A moment without a time zone is a fault of the caller."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone: otherwise its day is a guess.")
    return moment.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """The first moment of `day` in Vietnam."""
    return datetime.combine(day, time.min, VIETNAM)


def end_of(day: date) -> datetime:
    """The first moment that no longer belongs to `day`: the next midnight in Vietnam."""
    return start_of(day + timedelta(days=1))


def parse_day(s: str) -> date:
    """The day a person typed, day before month: 31/5/2022, 31-05-2022, 31.5.2022, 2022-05-31.

    Raises NotUnderstood: empty, unreadable, no_day (only a month or a year), short_year, far_year,
    no_such_day.
    """
    typed = one_line(s).lower()
    if not typed:
        raise NotUnderstood("empty", _("Ghi ngày, ví dụ 31/05/2022"))
    day, month, year = _parts(typed)
    _must_be_our_time(year)
    try:
        return date(int(year), month, day)
    except ValueError:
        raise _no_such_day(day, month, year) from None


def parse_hour(s: str) -> time:
    """The time of day a person typed, by the clock in Vietnam: 7:30, 07.30, 7h30, 7h, 7 giờ 30.

    Raises NotUnderstood: empty, unreadable, no_such_hour."""
    typed = one_line(s).lower()
    if not typed:
        raise NotUnderstood("empty", _("Ghi giờ, ví dụ 7:30"))
    found = _HOUR.fullmatch(typed)
    if not found:
        raise NotUnderstood("unreadable", _("Ghi giờ và phút bằng số, ví dụ 7:30"))
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise NotUnderstood("no_such_hour", _("Giờ từ 0 đến 23, phút từ 0 đến 59, ví dụ 17:30"))
    return time(hour, minute)


def moment_at(day: date, hour: time) -> datetime:
    """That time of that day in Vietnam."""
    return datetime.combine(day, hour, VIETNAM)


def format_hour(moment: datetime) -> str:
    """7:30, by the clock in Vietnam."""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour}:{local.minute:02}"


def format_day(day: date) -> str:
    """31/05/2022, in every language: month names would make tables ragged."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_moment(moment: datetime) -> str:
    """14:32 31/05/2022, by the clock in Vietnam."""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02}:{local.minute:02} {format_day(day_of(moment))}"


def _parts(typed: str) -> tuple[int, int, str]:
    """Day, month and the year as it was typed ("22" and "2022" are not the same)."""
    if found := _DAY_FIRST.fullmatch(typed):
        return int(found[1]), int(found[3]), found[4]
    if found := _YEAR_FIRST.fullmatch(typed):
        return int(found[3]), int(found[2]), found[1]
    if found := _IN_WORDS.fullmatch(typed):
        return int(found[1]), int(found[2]), found[3]
    if _WITHOUT_DAY.fullmatch(typed):
        raise NotUnderstood("no_day", _("Ghi đủ ngày, tháng và năm, ví dụ 31/05/2022"))
    raise NotUnderstood("unreadable", _("Ghi ngày, tháng, năm bằng số, ví dụ 31/05/2022"))


def _must_be_our_time(year: str) -> None:
    if len(year) < 4:
        raise NotUnderstood("short_year", _("Ghi năm đủ bốn chữ số, ví dụ 31/05/2022"))
    if len(year) > 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise NotUnderstood("far_year", _("Xem lại năm: ghi một năm từ 1900 đến 2100"))


def _no_such_day(day: int, month: int, year: str) -> NotUnderstood:
    if not 1 <= month <= 12:
        return NotUnderstood("no_such_day", _("Không có tháng này. Ghi ngày trước tháng sau, ví dụ 31/05/2022"))
    return NotUnderstood("no_such_day", _("Tháng này không có ngày vừa ghi. Anh/chị xem lại giúp"))
