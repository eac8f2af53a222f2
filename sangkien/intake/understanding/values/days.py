"""Days as lists have them: 31/5/2022, tháng 5/2022, quý II/2022, 44712, 31-May-22, 2022.05.31.

What a day is, base.days decides. A month and a quarter are read as their first day, a short year as one of this
century, and that is said; a year alone is no day.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sangkien.base.days import FIRST_YEAR, LAST_YEAR, format_day, parse_day
from sangkien.base.problems import NotUnderstood
from sangkien.intake.understanding.texts import fold, one_line
from sangkien.intake.understanding.values.said import Said
from sangkien.spreadsheets import Cell

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119: a number between them is a day that lost its looks
_SERIALS_BEGIN = date(1899, 12, 30)
_CENTURY = 2000

_BEFORE = re.compile(
    r"^(?:(?:\d{1,2} ?(?:h|:|giờ) ?(?:\d{2})?(?: phút)? ?,? ?)|kể |bắt đầu |áp dụng |từ |ngày |lúc |khoảng "
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? )+(?=\S)"
)
_CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?$")
_NOTHING = re.compile(r"[-–—_./\s]*|n/?a|x|không|chưa|không có|chưa có|(?:ngày )?[.…/\s]*(?:tháng[.…/\s]*năm[.…\s]*)?")

_SHORT_YEAR = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4}) ?[/.년年-] ?(\d{1,2}) ?[/.월月-] ?(\d{1,2}) ?[일日]?\.?")
_ALL_DIGITS = re.compile(r"(20\d{2})(0[1-9]|1[0-2])([0-3]\d)")
_THG = re.compile(r"(?:(\d{1,2})[- ])?thg ?(\d{1,2})[- ](\d{2}|\d{4})")  # as Excel in Vietnamese shows 31-May-22
_MONTH = re.compile(r"(?:tháng |thg |th|t)?\.? ?(0?[1-9]|1[0-2]) ?(?:[/.,-]|năm| ) ?(?:năm )?(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4}) ?[/.년年-] ?(0?[1-9]|1[0-2]) ?[월月]?")
_MONTH_IN_WORDS = re.compile(r"thang (.+?) nam (\d{4})")
_QUARTER = re.compile(r"(?:quý|quí|q) ?(?:thứ )?([1-4]|iv|i{1,3}) ?(?:[/.,-]|năm| )* ?(\d{4})")
_ENGLISH = re.compile(
    r"(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
)
_ENGLISH_MONTH = re.compile(r"([a-z]{3,9})\.?[ -](\d{4}|\d{2})")
_LOST_ZERO = re.compile(r"(\d{1,2}),(\d{3,4})")  # 5.2022 and 10.202(0), which Excel took for numbers
_PERIOD = re.compile(r"(.*?\d{4}) ?(?:-|–|—|~|→|->|đến(?: hết)?|tới|to) ?(?:ngày |tháng )?(?:nay|hiện nay|\d.*)")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi-mot", "muoi-hai"]
_ALSO_IN_WORDS = {"gieng": 1, "tu": 4, "muoi mot": 11, "muoi hai": 12, "chap": 12}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_FIRST_DAY = _("Tệp không ghi ngày, nên được hiểu là %(day)s. Anh/chị sửa nếu khác.")
_THIS_CENTURY = _("Năm ghi hai chữ số, nên được hiểu là %(day)s. Anh/chị sửa nếu khác.")
_BEGINNING = _("Tệp ghi một khoảng thời gian, nên lấy ngày đầu: %(day)s. Anh/chị sửa nếu khác.")


def day_of_cell(cell: Cell) -> Said[date]:
    """The day that a cell names; nothing where it is empty or says that there is none."""
    value = cell.value
    if isinstance(value, datetime):
        return _checked(value.date())
    if isinstance(value, date):
        return _checked(value)
    if isinstance(value, int) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return Said(_SERIALS_BEGIN + timedelta(value))
    if isinstance(value, Decimal):
        return _of_decimal(value)
    return _of_text(one_line(cell.text))


def _checked(day: date) -> Said[date]:
    return _of_text(day.isoformat()) if not FIRST_YEAR <= day.year <= LAST_YEAR else Said(day)


def _of_decimal(value: Decimal) -> Said[date]:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return Said(_SERIALS_BEGIN + timedelta(int(value)))  # the rest is the time of day
    found = _LOST_ZERO.fullmatch(Cell(value).text)
    return _of_text(f"{found[1]}/{found[2]:0<4}" if found else Cell(value).text)


def _of_text(line: str) -> Said[date]:
    lower = line.lower().strip(" ;,()")
    if _NOTHING.fullmatch(lower):
        return Said()
    if re.fullmatch(r"\d{5}", lower) and _FIRST_SERIAL <= int(lower) <= _LAST_SERIAL:
        return Said(_SERIALS_BEGIN + timedelta(int(lower)))
    rest = _CLOCK.sub("", _BEFORE.sub("", lower)).rstrip(". ")
    said = _one_day(rest) or _less_than_a_day(rest)
    if said is None and (period := _PERIOD.fullmatch(rest)):
        said = _beginning(period[1])
    return said or _parsed(rest)


def _one_day(line: str) -> Said[date] | None:
    if found := _YEAR_FIRST.fullmatch(line):
        return _parsed(f"{found[3]}/{found[2]}/{found[1]}")
    if found := _ALL_DIGITS.fullmatch(line):
        return _parsed(f"{found[3]}/{found[2]}/{found[1]}")
    if (found := _THG.fullmatch(line)) and found[1]:
        return _numbered(found[1], int(found[2]), found[3])
    if found := _SHORT_YEAR.fullmatch(line):
        return _noted(_parsed(f"{found[1]}/{found[3]}/{_CENTURY + int(found[4])}"), "short_year", _THIS_CENTURY)
    if found := _ENGLISH.fullmatch(line):
        day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _english(day, name, year) if name[:3] in _MONTHS else None
    return None


def _english(day: str, name: str, year: str) -> Said[date]:
    return _numbered(day, _MONTHS.index(name[:3]) + 1, year)


def _numbered(day: str, month: int, year: str) -> Said[date]:
    if len(year) == 2:
        return _noted(_parsed(f"{day}/{month}/{_CENTURY + int(year)}"), "short_year", _THIS_CENTURY)
    return _parsed(f"{day}/{month}/{year}")


def _less_than_a_day(line: str) -> Said[date] | None:
    """The first day of a month or a quarter."""
    if found := _MONTH.fullmatch(line):
        return _first_day(int(found[1]), found[2])
    if found := _THG.fullmatch(line):
        return _first_day(int(found[2]), found[3] if len(found[3]) == 4 else f"20{found[3]}")
    if found := _YEAR_MONTH.fullmatch(line):
        return _first_day(int(found[2]), found[1])
    if found := _QUARTER.fullmatch(line):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return _first_day(3 * quarter - 2, found[2])
    if (found := _ENGLISH_MONTH.fullmatch(line)) and found[1][:3] in _MONTHS:
        return _first_day(_MONTHS.index(found[1][:3]) + 1, found[2] if len(found[2]) == 4 else f"20{found[2]}")
    if found := _MONTH_IN_WORDS.fullmatch(fold(line)):
        month = _month_in_words(found[1])
        return _first_day(month, found[2]) if month else None
    return None


def _month_in_words(said: str) -> int:
    return _IN_WORDS.index(said) + 1 if said in _IN_WORDS else _ALSO_IN_WORDS.get(said, 0)


def _first_day(month: int, year: str) -> Said[date]:
    return _noted(_parsed(f"1/{month}/{year}"), "no_day", _FIRST_DAY)


def _beginning(line: str) -> Said[date] | None:
    said = _one_day(line) or _less_than_a_day(line) or _parsed(line)
    return _noted(said, "period", _BEGINNING) if said.value else None


def _noted(said: Said[date], code: str, message: object) -> Said[date]:
    if said.value is None:
        return said
    return Said(said.value, code, str(message) % {"day": format_day(said.value)}, blocks=False)


def _parsed(line: str) -> Said[date]:
    try:
        return Said(parse_day(line))
    except NotUnderstood as why:
        return Said.refused(why)
