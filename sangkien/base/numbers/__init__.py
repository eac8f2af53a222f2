"""Numbers and money: exact, printed and read as in Vietnam.

Money is a whole number of đồng. A percentage is an exact fraction, rounded half up to one decimal when shown.
"""

from sangkien.base.numbers.amounts import MOST_DONG, AmbiguousAmount, parse_dong
from sangkien.base.numbers.printing import (
    format_decimal,
    format_dong,
    format_dong_short,
    format_int,
    format_percent,
    format_share,
)
from sangkien.base.numbers.quantities import parse_quantity, plain_quantity
from sangkien.base.numbers.shares import WHOLE, parse_share, percent
from sangkien.base.numbers.words import in_words

__all__ = [
    "MOST_DONG",
    "WHOLE",
    "AmbiguousAmount",
    "format_decimal",
    "format_dong",
    "format_dong_short",
    "format_int",
    "format_percent",
    "format_share",
    "in_words",
    "parse_dong",
    "parse_quantity",
    "parse_share",
    "percent",
    "plain_quantity",
]
