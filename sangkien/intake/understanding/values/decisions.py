"""The decision that recognised initiatives, from a line above the table or a cell: number, day, issuer."""

import re
from collections.abc import Sequence
from datetime import date

from sangkien.base.days import parse_day
from sangkien.base.problems import NotUnderstood
from sangkien.intake.understanding.shapes import Recognition
from sangkien.intake.understanding.texts import fold, kept_if_short, one_line

# 123/QĐ-LĐLĐ · 15/2022/QĐ-UBND · 45-QĐ/TU. Ð (eth) stands for Đ in many files.
_NUMBER = (
    r"\d+[a-zA-Z]?\s*(?:/\s*\d{4}\s*)?[/-]\s*(?:QĐ|QÐ|QD|Qđ)(?:\s?[-–/.&]\s?[\w&]+(?:[.&/-][\w&]+)*)*"
    r"|QĐ[-/]?\d+[\w/-]*"
)
_ANY_NUMBER = re.compile(_NUMBER)
_DECISION = re.compile(r"(?:quyết\s*định|q[đÐd])\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    r"(?:quyết\s*định|QĐ|QÐ|giấy\s*chứng\s*nhận)(?:(?!ngày|tháng|năm)[^\d:;,()/]){0,60}?[:.]?\s*"
    r"(\d+(?:[/-][^\W\d][\w.&-]*)*)(?![/.]\d)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:ngày|ký|ban hành)?\s*(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|,?\s*năm)\s*(\d{4})", re.IGNORECASE
)
_ISSUER = re.compile(
    r"\bcủa\s+(?P<issuer>[^();]+?)\s*"
    r"(?=[();]|\.\s*$|\.\s|,?\s+(?:ngày|về|v/v|ban hành|công nhận|số)\b|,\s*(?:năm|kèm)|$)",
    re.IGNORECASE,
)
_LETTERHEAD_NUMBER = re.compile(rf"^Số\s*[:.]?\s*({_NUMBER})", re.IGNORECASE)
_LETTERHEAD_DAY = re.compile(r"^[^()]{2,40},\s*ngày\s+\d", re.IGNORECASE)
_MOTTO = ("cong hoa xa hoi", "doc lap tu do")


@kept_if_short  # the rows of a list name few
def decision_in(text: str) -> Recognition | None:
    """The decision that a text names, with as much of it as the text has; None where it names none.

    Places left open ("số      /QĐ-LĐLĐ ngày     tháng     năm 2022") are no number and no day.
    """
    line = one_line(text)
    named = _ANY_NUMBER.search(line) or _BARE_NUMBER.search(line)
    if not named:
        return None
    rest = line[named.end() :]
    return Recognition(_tidy(named[named.lastindex or 0]), _day(rest) or _day(line), _issuer(rest) or _issuer(line))


def letterhead_decision(lines: Sequence[Sequence[str]]) -> Recognition | None:
    """Where the list stands in the decision itself: its number, day and issuer from the letterhead, row by row."""
    cells = [one_line(cell) for row in lines for cell in row if cell.strip()]
    number = next((found[1] for cell in cells if (found := _LETTERHEAD_NUMBER.match(cell))), "")
    if not number:
        return None
    day = next((_day(cell) for cell in cells if _LETTERHEAD_DAY.match(cell)), None)
    above = cells[: next(at for at, cell in enumerate(cells) if _LETTERHEAD_NUMBER.match(cell))]
    own = [cell for cell in above if not fold(cell).startswith(_MOTTO)]
    return Recognition(_tidy(number), day, own[-1] if own else "")


def names_number(text: str) -> bool:
    """Is the number of a decision in it that is written as such: 12/QĐ-CT?"""
    return bool(_ANY_NUMBER.search(one_line(text)))


def names_decision(text: str) -> bool:
    """Does a text speak of a decision at all?"""
    return bool(_DECISION.search(text))


def _tidy(number: str) -> str:
    return re.sub(r"\s*([/-])\s*", r"\1", number).replace("Ð", "Đ").strip(" .-/")


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return parse_day(f"{found[1]}/{found[2]}/{found[3]}")
    except NotUnderstood:
        return None


def _issuer(text: str) -> str:
    found = _ISSUER.search(text)
    return one_line(found["issuer"]).strip(" ,.-") if found else ""
