"""Parts of a whole: how much of a target was reached, how much of an initiative is whose."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line

WHOLE = 100_00
"""100 % in hundredths of a percent: what the shares of all authors add up to."""

_SHARE = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]+))? ?%?")


def percent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent, half up at one decimal: 1.396 of 1.000 is 139.6 (letter of phase 2).

    None where there is no whole: without a target there is no percentage, which is not the same as 0.
    """
    if whole == 0:
        return None
    if whole < 0 or part < 0:
        raise ValueError("A count and a target are never negative.")
    tenths = (2000 * part + whole) // (2 * whole)
    return Decimal(f"{tenths // 10}.{tenths % 10}")


def parse_share(s: str) -> int:
    """A share in hundredths of a percent: "33,33" and "33.33 %" are 3333.

    Raises NotUnderstood: empty, unreadable, negative, too_fine (beyond two decimals), too_big (over 100 %).
    """
    typed = one_line(s)
    if not typed:
        raise NotUnderstood("empty", _("Ghi phần đóng góp, ví dụ 50"))
    if typed[0] in "-−–":
        raise NotUnderstood("negative", _("Phần đóng góp là số từ 0 đến 100"))
    found = _SHARE.fullmatch(typed)
    if not found:
        raise NotUnderstood("unreadable", _("Ghi phần đóng góp bằng số, ví dụ 50 hoặc 33,33"))
    return _hundredths(found[1], (found[2] or "").rstrip("0"))


def _hundredths(whole: str, decimals: str) -> int:
    if len(decimals) > 2:
        raise NotUnderstood("too_fine", _("Chỉ ghi đến hai chữ số sau dấu phẩy, ví dụ 33,33"))
    share = int(whole) * 100 + int(decimals.ljust(2, "0"))
    if share > WHOLE:
        raise NotUnderstood("too_big", _("Phần đóng góp của một người nhiều nhất là 100%"))
    return share
