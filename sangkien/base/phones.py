"""Telephone numbers: stored as E.164 (+84912345678), shown as people write them (0912 345 678)."""

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line

HOME = "VN"
_HOME_CODE = 84

# phonenumbers would also read letters ("0912 CALL ME"); a user name must never pass for a number.
_WRITTEN = re.compile(r"\+?[0-9 ().-]+")


def normalise(s: str) -> str:
    """`s` as E.164, from any usual way of writing it: 0912 345 678, 0912.345.678, +84…, 84….

    Raises NotUnderstood: empty, unreadable (not a telephone number), invalid (no such number in the plan).
    """
    typed = one_line(s)
    if not typed:
        raise NotUnderstood("empty", _("Ghi số điện thoại, ví dụ 0912 345 678"))
    number = _parsed(typed)
    if not phonenumbers.is_valid_number(number):
        raise NotUnderstood("invalid", _("Xem lại từng chữ số của số điện thoại, ví dụ 0912 345 678"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show(e164: str) -> str:
    """The number as it is written in Vietnam: "+84912345678" is "0912 345 678"; foreign ones keep their +."""
    number = phonenumbers.parse(e164)
    styles = phonenumbers.PhoneNumberFormat
    style = styles.NATIONAL if number.country_code == _HOME_CODE else styles.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def masked(e164: str) -> str:
    """Enough for the owner to know it, too little for others to call it: "09•• ••• 678"."""
    shown = show(e164)
    places = [at for at, c in enumerate(shown) if c.isdigit()]
    hidden = set(places[2:-3])
    return "".join("•" if at in hidden else c for at, c in enumerate(shown))


def is_mobile_here(e164: str) -> bool:
    """Is it a mobile number of Vietnam? To these messages are sent; others may be dear, and nobody pays for them."""
    number = phonenumbers.parse(e164)
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return number.country_code == _HOME_CODE and phonenumbers.number_type(number) in kinds


def _parsed(typed: str) -> phonenumbers.PhoneNumber:
    if not _WRITTEN.fullmatch(typed):
        raise NotUnderstood("unreadable", _("Ghi số điện thoại bằng chữ số, ví dụ 0912 345 678"))
    try:
        return phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        raise NotUnderstood("unreadable", _("Ghi số điện thoại bằng chữ số, ví dụ 0912 345 678")) from None
