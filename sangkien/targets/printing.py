"""How numbers of targets, and the ways of dividing them, are written."""

from django.utils.translation import get_language, override

from sangkien.base.numbers import format_dong, format_int, format_share
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Terms

NOTHING = "–"
_PRINTED = {Indicator.BENEFIT.value: format_dong, Indicator.PRODUCTION.value: format_share}


def shown(indicator: str, value: int | None, language: str | None = None) -> str:
    """As it is read on a page: 1.396, 120.000.000 đồng, 65,5 %."""
    if value is None:
        return NOTHING
    return _PRINTED.get(indicator, format_int)(value, language or get_language() or "vi")


def in_words(terms: Terms, indicator: Indicator) -> str:
    """ "Theo tỷ lệ phần trăm đoàn viên (10 %), mỗi đơn vị ít nhất 5": in Vietnamese, as papers are."""
    with override("vi"):
        said = str(terms.method.label)
    if terms.percent:
        said += f" ({shown(Indicator.PRODUCTION, terms.percent, 'vi')})"
    if terms.floor:
        said += f", mỗi đơn vị ít nhất {shown(indicator, terms.floor, 'vi')}"
    return said
