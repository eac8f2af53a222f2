"""Reading a number of any indicator, and writing it as it would be typed: how many, how much money, what share."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_int, format_share, parse_dong, parse_share
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line
from sangkien.targets.models import Indicator

_LONGEST = 40


def read_number(indicator: Indicator, typed: str) -> int | None:
    """What somebody typed, None where nothing was. Raises NotUnderstood."""
    text = one_line(typed)
    if not text:
        return None
    if len(text) > _LONGEST:
        raise NotUnderstood("too_long", _("Ô này chỉ cần ghi ngắn. Anh/chị xem lại giúp"))
    if indicator == Indicator.BENEFIT:
        return 0 if text == "0" else parse_dong(text)
    return read_percent(text) if indicator == Indicator.PRODUCTION else _count(text)


def read_percent(typed: str) -> int:
    """A percentage in hundredths. Raises NotUnderstood."""
    try:
        return parse_share(typed)
    except NotUnderstood as no:
        text = _("Ghi tỷ lệ phần trăm từ 0 đến 100, ví dụ 10 hoặc 12,5")
        raise NotUnderstood(no.code, text) from None


def _count(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "") if not _is_english() else text.replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise NotUnderstood("unreadable", _("Ghi một số nguyên, ví dụ 120"))
    return int(digits)


def typed(indicator: Indicator, value: int | None) -> str:
    """As it would be typed again: without the word for its unit."""
    if value is None:
        return ""
    language = get_language() or "vi"
    if indicator == Indicator.PRODUCTION:
        return format_share(value, language).rstrip("%").strip()
    return format_int(value, language)


def unit_of(indicator: Indicator) -> str:
    """The word at the end of a box; none where something is counted."""
    return {Indicator.BENEFIT: _("đồng"), Indicator.PRODUCTION: "%"}.get(indicator, "")


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
