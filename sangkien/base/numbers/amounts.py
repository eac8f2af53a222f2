"""Reading an amount of money as people type it, and saying exactly why when it cannot be read.

How separators are understood. Without a word of size, groups of three are thousands whether a point, a comma
or a space divides them: "1.234" and "1,234" are 1234 đồng. With one ("15,9 tỷ", "1.5 triệu") the separator is
the decimal sign; three digits behind it could mean two things ("1.234 tỷ"), and then the person is asked.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers.printing import format_dong
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import fold, one_line

MOST_DONG = 10**15
"""A thousand thousand billion: more than the whole programme ever reported, so surely a slip of the hand."""

_LONGEST = 60

_SIZES = {
    "chuc": 10,
    "tram": 100,
    "k": 10**3,
    "nghin": 10**3,
    "ngan": 10**3,
    "tr": 10**6,
    "trieu": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_NUMBER = r"[0-9]+(?:[ .,'][0-9]+)*"
_SIZE = rf"(?:{'|'.join(sorted(_SIZES, key=len, reverse=True))})(?![a-z])"
_PART = re.compile(rf"({_NUMBER})((?: ?{_SIZE})*) ?")
_CURRENCY = re.compile(r"^(?:vnd|₫) ?| ?(?:dong|vnd|d|₫)$")

_GROUPED = re.compile(r"[1-9][0-9]{0,2}([ .,'])[0-9]{3}(?:\1[0-9]{3})*")
_WITH_DECIMALS = re.compile(
    r"(?P<whole>0|[1-9][0-9]*|[1-9][0-9]{0,2}(?P<sign>[ .,'])[0-9]{3}(?:(?P=sign)[0-9]{3})*)"
    r"(?:(?!(?P=sign))[.,](?P<decimals>[0-9]+))?"
)

_SEVERAL = re.compile(r"[0-9a-z] ?(?:-|–|—|~|den|toi|hoac) ?[0-9]|^tu ")
_FOREIGN = re.compile(r"[$€£¥]|usd|eur|euro|do la|(?<![a-z])yen(?![a-z])|jpy|gbp|cny")
_ROUGHLY = re.compile(r"^(?:gan|hon|tren|duoi|khoang|tam|it nhat|toi da|xap xi|>|<|≈|~|±)|[+±]$")
_PER_TIME = re.compile(r"/ ?[a-z]|(?:moi|mot|hang) (?:nam|thang|quy|ngay|tuan|ca)$")
_ARITHMETIC = re.compile(r"[*×x+=:÷^/]")


class AmbiguousAmount(NotUnderstood):
    """What was typed can be read in two ways; `readings` holds both amounts, the smaller first."""

    def __init__(self, first: int, second: int) -> None:
        smaller, larger = sorted((first, second))
        super().__init__("ambiguous", _("Ghi đủ các chữ số để khỏi nhầm, ví dụ 1.200.000.000"))
        self.readings = (smaller, larger)

    @property
    def text(self) -> str:
        """Both readings in full, so that one of them only needs copying."""
        smaller, larger = (format_dong(reading, get_language() or "vi") for reading in self.readings)
        question = _("Số này đọc được hai cách: %(smaller)s hoặc %(larger)s. Ghi lại đủ các chữ số giúp")
        return str(question) % {"smaller": smaller, "larger": larger}


def parse_dong(s: str) -> int:
    """The amount a person typed, in whole đồng: "120.000.000", "120 000 000 đ", "15,9 tỷ", "1 tỷ 200 triệu".

    Raises NotUnderstood: empty, negative, several, currency, roughly, per_time, arithmetic, no_number,
    unreadable, grouping, fraction, too_big; or AmbiguousAmount.
    """
    typed = _tidy(s)
    _must_be_one_amount(typed)
    amount = _sum_of_parts(_CURRENCY.sub("", typed).strip())
    if amount > MOST_DONG:
        raise NotUnderstood("too_big", _("Số tiền này quá lớn. Anh/chị đếm lại các chữ số 0 giúp"))
    return amount


def _tidy(s: str) -> str:
    """Lower case without marks; unlike `fold`, the signs stay: they carry meaning here."""
    line = one_line(s).lower().replace("−", "-").rstrip(".;, ")
    if not line:
        raise NotUnderstood("empty", _("Nhập giá trị làm lợi bằng số, ví dụ 120.000.000"))
    if len(line) > _LONGEST:
        raise _unreadable()
    return re.sub(r"[^\W\d_]+", _folded_word, line)


def _folded_word(found: re.Match[str]) -> str:
    # "²" also matches, and to fold it would make 102 of 10².
    return fold(found.group()) if found.group().isalpha() else found.group()


def _must_be_one_amount(typed: str) -> None:
    if typed.startswith(("-", "(", "am ")):
        raise NotUnderstood("negative", _("Số tiền không thể nhỏ hơn 0"))
    if not re.search("[0-9]", typed):
        raise NotUnderstood("no_number", _("Nhập giá trị làm lợi bằng số, ví dụ 120.000.000"))
    for code, pattern, text in _NOT_ONE_AMOUNT:
        if pattern.search(typed):
            raise NotUnderstood(code, text)


_NOT_ONE_AMOUNT = (
    ("several", _SEVERAL, _("Nhập một con số, không nhập khoảng từ – đến")),
    ("currency", _FOREIGN, _("Đổi ra đồng Việt Nam rồi nhập, ví dụ 120.000.000")),
    ("roughly", _ROUGHLY, _("Chỉ nhập con số, không ghi kèm “gần”, “hơn” hay “khoảng”")),
    ("per_time", _PER_TIME, _("Chỉ nhập số tiền, không ghi kèm “/tháng” hay “/năm”")),
    ("arithmetic", _ARITHMETIC, _("Nhập kết quả sau khi tính, ví dụ 120.000.000")),
)


@dataclass(frozen=True)
class _Part:
    """A number and the size it is counted in: "200 triệu"."""

    number: str
    size: int

    def amount(self) -> int:
        value = _value(self.number, self.size)
        if value.denominator != 1:
            raise NotUnderstood("fraction", _("Nhập số đồng chẵn, không có phần lẻ sau dấu phẩy"))
        return int(value)


def _sum_of_parts(typed: str) -> int:
    """Parts from the largest to the smallest, each below the size before it: "1 tỷ 200 triệu"."""
    first, *others = _parts(typed)
    total, room = first.amount(), first.size
    for part in others:
        amount = part.amount()
        if amount >= room:
            raise _unreadable()
        if part.size == 1:
            _must_not_hang(part.number, total + amount, total, room)
        total, room = total + amount, part.size
    return total


def _must_not_hang(number: str, written: int, total: int, room: int) -> None:
    """Refuse "1 tỷ 200": spoken it is 1.200.000.000, written 1.000.000.200. "1 tỷ 200.000" is clear."""
    if len(number) > 3:
        return
    spoken = total + int(Fraction(f"0.{number}") * room)
    if spoken != written:
        raise AmbiguousAmount(spoken, written)


def _parts(typed: str) -> list[_Part]:
    parts, at = [], 0
    while at < len(typed):
        found = _PART.match(typed, at)
        if not found:
            raise _unreadable()
        parts.append(_Part(found[1], _size(found[2])))
        at = found.end()
    return parts


def _size(names: str) -> int:
    return prod(_SIZES[name] for name in re.findall(_SIZE, names))


def _value(number: str, size: int) -> Fraction:
    """`number` times `size`, after deciding what its separators mean."""
    if _GROUPED.fullmatch(number):
        return _value_of_groups(number, size)
    found = _WITH_DECIMALS.fullmatch(number)
    if not found:
        raise _badly_grouped()
    whole, decimals = _digits(found["whole"]), found["decimals"] or ""
    value = Fraction(f"{whole}.{decimals}0") * size
    if len(decimals) == 3 and whole != found["whole"]:
        raise AmbiguousAmount(int(value), int(whole + decimals) * size)
    if len(decimals) == 3 and size == 1 and whole != "0":
        raise _badly_grouped()  # "1234.567": rather a point forgotten than thousandths of a đồng
    return value


def _value_of_groups(number: str, size: int) -> Fraction:
    """Groups of three are thousands; only "1.234 tỷ" and "1,234 tỷ" may also be meant as decimals."""
    thousands = int(_digits(number)) * size
    whole, sign, decimals = number.partition("," if "," in number else ".")
    if size > 1 and sign and len(decimals) == 3:
        raise AmbiguousAmount(int(Fraction(f"{whole}.{decimals}") * size), thousands)
    return Fraction(thousands)


def _digits(number: str) -> str:
    return re.sub("[^0-9]", "", number)


def _badly_grouped() -> NotUnderstood:
    return NotUnderstood("grouping", _("Xem lại dấu chấm trong số tiền, ví dụ đúng: 120.000.000"))


def _unreadable() -> NotUnderstood:
    return NotUnderstood("unreadable", _("Nhập giá trị làm lợi bằng số, ví dụ 120.000.000"))
