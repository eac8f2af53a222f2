"""Numbers in words, beside every amount that is typed: a zero too many is seen at once."""

MOST = 10**18
"""One tỷ tỷ: as far as the words go."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BELOW_BILLION = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
_BILLION = 10**9

_EN_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_EN_BELOW_20, _EN_TENS = _EN_NAMES.split()[:20], _EN_NAMES.split()[18:]
_EN_GROUPS = (
    (10**18, "quintillion"),
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
    (1, ""),
)


def in_words(n: int, language: str = "vi", unit: str = "đồng") -> str:
    """120000000 is "Một trăm hai mươi triệu đồng". With unit="" only the number. From 0 to 10^18.

    As taught at school and written on vouchers: "linh" for a missing ten, "mốt", "tư" and "lăm" after "mươi",
    "không trăm" where a later group has no hundreds.
    """
    if not 0 <= n <= MOST:
        raise ValueError(f"No words for {n}: only from 0 to 10^18.")
    said = _english(n) if language.lower().startswith("en") else _vietnamese(n)
    return f"{said[0].upper()}{said[1:]} {unit}".rstrip()


def _vietnamese(n: int) -> str:
    if n == 0:
        return _DIGITS[0]
    billions, rest = divmod(n, _BILLION)
    said = [_vietnamese(billions), "tỷ"] if billions else []
    return " ".join(said + _below_billion(rest, goes_on=billions > 0))


def _below_billion(n: int, *, goes_on: bool) -> list[str]:
    """`goes_on`: something was said before, so hundreds are named even where there are none."""
    said: list[str] = []
    for size, name in _BELOW_BILLION:
        group = n // size % 1000
        if group:
            said += [*_group(group, full=goes_on or bool(said)), name]
    return [word for word in said if word]


def _group(n: int, *, full: bool) -> list[str]:
    """A number below a thousand."""
    hundreds, rest = divmod(n, 100)
    named = full or hundreds > 0
    said = [_DIGITS[hundreds], "trăm"] if named else []
    return said + _below_hundred(rest, after_hundreds=named)


def _below_hundred(n: int, *, after_hundreds: bool) -> list[str]:
    tens, ones = divmod(n, 10)
    if n == 0:
        return []
    if tens == 0:
        return ["linh", _DIGITS[ones]] if after_hundreds else [_DIGITS[ones]]
    return ["mười" if tens == 1 else f"{_DIGITS[tens]} mươi", *_ones_after_tens(ones, tens)]


def _ones_after_tens(ones: int, tens: int) -> list[str]:
    if ones == 0:
        return []
    if ones == 5:
        return ["lăm"]
    if tens > 1 and ones in (1, 4):
        return ["mốt" if ones == 1 else "tư"]
    return [_DIGITS[ones]]


def _english(n: int) -> str:
    if n == 0:
        return _EN_BELOW_20[0]
    groups = ((n // size % 1000, name) for size, name in _EN_GROUPS)
    return " ".join(f"{_english_group(group)} {name}".rstrip() for group, name in groups if group)


def _english_group(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    said = [f"{_EN_BELOW_20[hundreds]} hundred"] if hundreds else []
    if rest:
        said.append(_english_below_hundred(rest))
    return " ".join(said)


def _english_below_hundred(n: int) -> str:
    if n < 20:
        return _EN_BELOW_20[n]
    tens, ones = divmod(n, 10)
    return f"{_EN_TENS[tens]}-{_EN_BELOW_20[ones]}" if ones else _EN_TENS[tens]
