"""A reckoning written as people write it: 15 công × 350.000 + 60 m × 116.000 − 2.000.000 = 10.210.000 đồng."""

from collections.abc import Iterable

from sangkien.base.numbers import format_decimal, format_dong, format_int
from sangkien.initiatives.content import BenefitEntry
from sangkien.initiatives.models import BenefitLine, Initiative

MINUS = "−"


Line = BenefitEntry | BenefitLine
"""A line as it is typed, or as it is kept."""


def formula(lines: Iterable[Line], *, cost: int, total: int, language: str = "vi") -> str:
    """The lines less the cost, and what they make in đồng; empty without lines."""
    terms = " + ".join(product(line, language) for line in lines)
    if not terms:
        return ""
    less = f" {MINUS} {format_int(cost, language)}" if cost else ""
    return f"{terms}{less} = {format_dong(total, language)}"


def formula_of(initiative: Initiative, language: str = "vi") -> str:
    """The reckoning of a dossier; empty where its author gave the amount at once. One query."""
    lines, total = initiative.benefit_lines.order_by("position"), initiative.benefit_vnd or 0
    return formula(lines, cost=initiative.benefit_cost, total=total, language=language)


def product(line: Line, language: str = "vi") -> str:
    """15 công × 350.000."""
    quantity = format_decimal(line.quantity.normalize(), language)
    counted = " ".join(filter(None, [quantity, line.unit]))
    return f"{counted} × {format_int(line.unit_price, language)}"


def told(line: Line, language: str = "vi") -> str:
    """Công thợ: 15 công × 350.000."""
    return f"{line.label}: {product(line, language)}"
