"""How the quarter's exact targets are printed."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from sangkien.statistics.pace import tenths
from sangkien.statistics.quarters import Contender, Part
from sangkien.web.templatetags.components import NOTHING, decimal, number

register = template.Library()


@register.filter
def tenth(value: Fraction | None) -> str:
    """A fraction at one decimal: 590,3."""
    return NOTHING if value is None else decimal(tenths(value))


@register.filter
def reckoning(line: Contender) -> str:
    """Where the quarter's target comes from: "Giai đoạn 1: 1.000 × 83/144 ngày"."""
    if line.decided:
        return _("đặt riêng theo %(decision)s") % {"decision": line.decided.decision}
    return "; ".join(_part(part) for part in line.parts) or _("chưa có chỉ tiêu")


def _part(part: Part) -> str:
    said = _("%(target)s × %(days)s/%(of)s ngày")
    said %= {"target": number(part.target), "days": number(part.days), "of": number(part.of_days)}
    return f"{part.phase.title}: {said}" if part.phase else said
