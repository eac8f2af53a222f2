"""Numbers as people read them: 1.396 and 139,6 % in Vietnamese, 1,396 and 139.6% in English."""

from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
UNDEFINED = "–"

_ENGLISH_SIGNS = str.maketrans(",.", ".,")

# From the largest down: from which amount, in units of how many đồng, and the word for it.
# What would round to "1.000 triệu" is said as "1 tỷ".
_STEPS = {
    "vi": [(999_500_000, 10**9, "tỷ đồng"), (10**6, 10**6, "triệu đồng")],
    "en": [(999_500_000, 10**9, "billion VND"), (10**6, 10**6, "million VND")],
}


def format_int(n: int, language: str = "vi") -> str:
    """1396 is "1.396"."""
    return _in_language(f"{n:,}", language)


def format_decimal(value: Decimal, language: str = "vi") -> str:
    """Decimal("139.6") is "139,6": as many decimals as the value has. Rounding is done elsewhere."""
    return _in_language(f"{value:,f}", language)


def format_percent(value: Decimal | None, language: str = "vi") -> str:
    """Decimal("139.6") is "139,6 %", never broken over two lines; "139.6%" in English; None is "–", not 0."""
    if value is None:
        return UNDEFINED
    space = "" if _is_english(language) else NO_BREAK_SPACE
    return f"{format_decimal(value, language)}{space}%"


def format_share(hundredths: int, language: str = "vi") -> str:
    """A share kept in hundredths of a percent: 3333 is "33,33 %", 5000 is "50 %"."""
    whole, rest = divmod(hundredths, 100)
    return format_percent(Decimal(f"{whole}.{rest:02}".rstrip("0").rstrip(".")), language)


def format_dong(amount: int, language: str = "vi") -> str:
    """120000000 is "120.000.000 đồng"."""
    return f"{format_int(amount, language)} {'VND' if _is_english(language) else 'đồng'}"


def format_dong_short(amount: int, language: str = "vi") -> str:
    """For headlines: "41,7 tỷ đồng", "312 triệu đồng". One decimal below 100, none above; small in full."""
    for least, size, name in _STEPS["en" if _is_english(language) else "vi"]:
        if amount >= least:
            return f"{format_decimal(_rounded(amount, size), language)} {name}"
    return format_dong(amount, language)


def _rounded(amount: int, size: int) -> Decimal:
    """`amount` in units of `size`; a last digit that would be ",0" is left out."""
    exact = Decimal(amount) / size
    shown = exact.quantize(Decimal("0.1") if exact < 100 else Decimal(1), ROUND_HALF_UP)
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown


def _in_language(printed: str, language: str) -> str:
    return printed if _is_english(language) else printed.translate(_ENGLISH_SIGNS)


def _is_english(language: str) -> bool:
    return language.lower().startswith("en")
