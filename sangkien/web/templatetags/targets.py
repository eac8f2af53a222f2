"""How numbers of targets are printed."""

from django import template

from sangkien.targets.printing import shown

register = template.Library()


@register.filter
def goal(value: int | None, indicator: str) -> str:
    """1.396, 120.000.000 đồng or 65,5 %, by what the indicator counts."""
    return shown(indicator, value)
