"""How many or how much of something: 6,4 công; 900 × 300 túi."""

import re
from decimal import Decimal
from math import prod

from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers.printing import format_decimal
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line

FINEST = Decimal("0.001")

_LONGEST = 60
_TIMES = re.compile(r" ?[x×*·] ?")
_THOUSANDS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:[. ][0-9]{3})+)(?:,(?P<part>[0-9]{1,4}))?")
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,12})(?:[.,](?P<part>[0-9]{1,4}))?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


def parse_quantity(s: str) -> Decimal:
    """The quantity a person typed, above 0, to a thousandth: "6,4", "1.250", "1.250,5", "900 × 300".

    A point before three digits divides thousands, as in an amount; "1,250" could be either and is asked about.
    Raises NotUnderstood: empty, unreadable, ambiguous, nothing, too_fine.
    """
    typed = one_line(s).lower()
    if not typed:
        raise NotUnderstood("empty", _("Ghi số lượng, ví dụ 12 hoặc 6,4"))
    if len(typed) > _LONGEST:
        raise _unreadable()
    quantity = prod((_factor(factor) for factor in _TIMES.split(typed)), start=Decimal(1))
    if not quantity:
        raise NotUnderstood("nothing", _("Số lượng cần lớn hơn 0"))
    if quantity % FINEST:
        raise NotUnderstood("too_fine", _("Ghi số lượng đến ba chữ số sau dấu phẩy, ví dụ 6,425"))
    return quantity.normalize()


def plain_quantity(quantity: Decimal) -> str:
    """A quantity as it is typed, so that it is read the same again: "1,125" might be a thousand, "1,1250" is not."""
    typed = format_decimal(quantity.normalize())
    return f"{typed}0" if _TWO_WAYS.fullmatch(typed) else typed


def _factor(typed: str) -> Decimal:
    if _TWO_WAYS.fullmatch(typed):
        fine, large = plain_quantity(Decimal(typed.replace(",", "."))), typed.replace(",", ".")
        text = _("Số này đọc được hai cách. Ghi %(fine)s hoặc %(large)s giúp")
        raise NotUnderstood("ambiguous", text % {"fine": fine, "large": large})
    found = _THOUSANDS.fullmatch(typed) or _PLAIN.fullmatch(typed)
    if not found:
        raise _unreadable()
    whole = re.sub("[^0-9]", "", found["whole"])
    return Decimal(f"{whole}.{found['part'] or 0}")


def _unreadable() -> NotUnderstood:
    return NotUnderstood("unreadable", _("Ghi số lượng bằng số, ví dụ 12 hoặc 6,4"))
