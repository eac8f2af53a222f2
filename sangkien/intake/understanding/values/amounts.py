"""Amounts of money as lists have them: 120000000, "15,9 tỷ", "1,2 triệu/năm", 45,5 under "triệu đồng".

What an amount is, base.numbers decides; here is only what stands around it in a list. Nothing is guessed: what is a
range, roughly said, in another currency or without its size is a trouble.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers import MOST_DONG, parse_dong
from sangkien.base.problems import NotUnderstood
from sangkien.intake.understanding.shapes import Per
from sangkien.intake.understanding.texts import fold, one_line
from sangkien.intake.understanding.values.said import Said
from sangkien.spreadsheets import Cell

_SMALLEST = 1000
"""A benefit below a thousand đồng was counted in thousands or millions, without the list saying so."""

_PER = {
    Per.YEAR: r"năm(?: đầu(?: tiên)?)?(?: áp dụng)?|year|yr|nam",
    Per.QUARTER: r"quý|quarter",
    Per.MONTH: r"tháng|month|thang",
    Per.DAY: r"ngày|day|ngay",
}
_EACH = r"(?:/|mỗi |một |hàng |hằng |trên |trong |per |\b1 )\s*(?:01 |1 |một )?"
_PERIODS = [
    (per, re.compile(rf"\s*[(]?{_EACH}(?:{names})\b[)]?[.]?\s*$", re.IGNORECASE)) for per, names in _PER.items()
]

_SIZES = [
    (10**9, re.compile(r"\bty\b|\bti dong|billion")),
    (10**6, re.compile(r"\btrieu\b|\btr ?d\b|\btr dong|\bmillion|\btrd\b|백만")),
    (10**3, re.compile(r"\bnghin\b|\bngan\b|\b1 ?000 ?(?:d\b|dong|vnd)|\bng ?d\b|\bk ?vnd|천원|천동")),
]
_FOREIGN = re.compile(r"\$|€|¥|₩|\busd\b|\beur\b|\bjpy\b|\bkrw\b|\bcny\b|\brmb\b|\bdo la\b")

_SHORT = [
    (re.compile(r"(?:(?<=\d)|\b)tr\.?\s?(?:đ|đồng|vnđ)(?=\W|$)", re.IGNORECASE), " triệu đồng"),
    (re.compile(r"(?<=\d)\s?tr\.?(?=\W|$)", re.IGNORECASE), " triệu"),
    (re.compile(r"(?:(?<=\d)|\b)ng?\.?\s?(?:đ|đồng|vnđ)(?=\W|$)", re.IGNORECASE), " nghìn đồng"),
    (re.compile(r"\bvn[đd]\b", re.IGNORECASE), "đồng"),
    (re.compile(r"(?<=[\d\s])vn đồng|việt nam đồng|đồng việt nam", re.IGNORECASE), "đồng"),
]
_LEAD = re.compile(
    r"^(?:(?:tổng )?(?:giá trị|số tiền)(?: làm lợi| tiết kiệm)?|làm lợi|tiết kiệm(?: chi phí)?|giảm chi phí|lợi nhuận|"
    r"tăng (?:doanh thu|thu nhập)|trị giá|hiệu quả(?: kinh tế)?|đồng)(?: được| là| đạt)?\s*[:=]?\s*(?=\d)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\((?![^)]*\d)[^)]*\)\s*$")  # "(bằng chữ: …)", "(năm đầu)"
_RESULT = re.compile(r"^[^=]*=\s*([^=]+)$")
_NONE = re.compile(r"[-–—_./\s]*|0+|n/?a|none|x|k|ko|không|không có|chưa có|chưa|kct")
_NO_SUM = re.compile(r"(?:kh[oô]ng|chưa|ko) (?:thể )?(?:xác định|tính|quy|đo|có số).*")
_MONEY_WORD = re.compile(r"\b(?:dong|trieu|ty|ti|nghin|ngan|vnd|usd)\b|\d ?(?:d|tr|trd|k|vnd|dong|trieu|ty)\b")

_IN_WORDS = _("Ô này không ghi số tiền. Phần chữ được giữ làm hiệu quả của sáng kiến.")
_WITHOUT_SIZE = _("Số này tính bằng đồng, nghìn đồng hay triệu đồng? Ghi đủ các chữ số, ví dụ 120.000.000")
_CURRENCY = _("Đổi ra đồng Việt Nam rồi nhập, ví dụ 120.000.000")


@dataclass(frozen=True)
class Scale:
    """What a heading says about all amounts under it: counted in `size` đồng (0: not said), for how long, foreign."""

    size: int = 0
    per: Per = Per.ONCE
    foreign: bool = False


@dataclass(frozen=True)
class Amount:
    """Whole đồng, and for how long it is stated."""

    vnd: int
    per: Per


def scale_in(heading: str) -> Scale:
    """ "Giá trị làm lợi (triệu đồng/năm)" is a million, a year. Of "triệu đồng" and "đồng" the larger counts."""
    line = one_line(heading)
    folded = fold(line)
    size = next((size for size, said in _SIZES if said.search(folded)), 0)
    each = r"(?:/\s*|một |mỗi |hàng |hằng )"
    per = next((per for per, names in _PER.items() if re.search(f"{each}(?:{names})", line.lower())), None)
    is_dong = bool(re.search(r"\b(?:dong|vnd|d)\b", folded))
    return Scale(size or int(is_dong), per or Per.ONCE, bool(_FOREIGN.search(f"{line.lower()} {folded}")))


def amount_of(cell: Cell, scale: Scale) -> Said[Amount]:
    """The benefit that a cell states, in whole đồng."""
    if isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool):
        return _of_number(Fraction(cell.value), scale)
    line = one_line(cell.text)
    if _NONE.fullmatch(line.lower()) or _NO_SUM.fullmatch(line.lower()):
        return Said()
    if re.search(r"[^\W\d_]{3}", line) and not _MONEY_WORD.search(fold(line)):
        return Said(None, "in_words", _IN_WORDS, blocks=False)
    return _of_text(line, scale)


def _of_number(number: Fraction, scale: Scale) -> Said[Amount]:
    if number == 0:
        return Said()
    if scale.foreign:
        return Said(None, "currency", _CURRENCY)
    exact = number * (scale.size or 1)
    if number < 0:
        return _parsed(str(number), scale.per)
    if exact < _SMALLEST and scale.size < 2:
        return Said(None, "no_size", _WITHOUT_SIZE)
    if exact.denominator != 1:
        # Hundredths of a million are whole đồng; what is left beyond comes from a formula.
        exact = Fraction(round(exact))
    return Said(Amount(int(exact), scale.per)) if exact <= MOST_DONG else _parsed(str(int(exact)), scale.per)


def _of_text(line: str, scale: Scale) -> Said[Amount]:
    per, rest = _period(_ASIDE.sub("", line).strip())
    for short, full in _SHORT:
        rest = short.sub(full, rest)
    if result := _RESULT.match(rest):
        rest = result[1]
    rest = _LEAD.sub("", rest).strip()
    if _is_bare(rest):
        number = _bare(rest)
        if number is not None and (scale.size > 1 or scale.foreign or number < _SMALLEST):
            return _of_number(number, Scale(scale.size, per or scale.per, scale.foreign))
    return _parsed(rest, per or scale.per)


def _period(line: str) -> tuple[Per | None, str]:
    for per, end in _PERIODS:
        if found := end.search(line):
            return per, line[: found.start()].strip()
    return None, line


def _is_bare(line: str) -> bool:
    return bool(re.fullmatch(r"[0-9][0-9 .,']*", line))


def _bare(line: str) -> Fraction | None:
    """A number without any word: "1.250,5" and "45.5"; in groups of three it is thousands."""
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", line):  # 8,250.5: no other order of both signs
        return Fraction(line.replace(",", ""))
    if re.fullmatch(r"[0-9]{1,3}(?:([ .,'])[0-9]{3})(?:\1[0-9]{3})*", line):
        return Fraction(re.sub("[^0-9]", "", line))
    found = re.fullmatch(r"([0-9]{1,3}(?:[ .'][0-9]{3})*|[0-9]+)(?:[.,]([0-9]+))?", line)
    return Fraction(f"{re.sub('[^0-9]', '', found[1])}.{found[2] or 0}") if found else None


def _parsed(text: str, per: Per) -> Said[Amount]:
    try:
        vnd = parse_dong(text)
    except NotUnderstood as why:
        return Said.refused(why)
    return Said(Amount(vnd, per)) if vnd else Said()
