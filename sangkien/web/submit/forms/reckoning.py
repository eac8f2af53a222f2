"""The calculator of page 4: what was saved or gained, line by line, less what it cost to make."""

import re
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers import plain_quantity
from sangkien.initiatives.content import BenefitEntry
from sangkien.initiatives.models import BenefitLine
from sangkien.initiatives.rules import LONGEST_LABEL, LONGEST_UNIT, MOST_LINES
from sangkien.web.submit.fields import TextField, money_field, quantity_field, typed_dong
from sangkien.web.submit.forms.base import Asking
from sangkien.web.submit.sheet import Answers, Sheet, keepable

ASPECTS = ("label", "quantity", "unit", "unit_price")
_NUMBERED = re.compile(rf"line-([1-9][0-9]?)-({'|'.join(ASPECTS)})")


class LineForm(Asking):
    """One line: what it is, how much of it in a year, at which price."""

    label = TextField(most=LONGEST_LABEL, label=_("Tiết kiệm hoặc tăng thêm được gì?"))
    quantity = quantity_field(label=_("Số lượng"))
    unit = TextField(most=LONGEST_UNIT, label=_("Đơn vị tính, nếu có"))
    unit_price = money_field(keys="text", label=_("Đơn giá (đồng)"))

    def __init__(self, sheet: Sheet, typed: Answers, *, number: int, checked: bool) -> None:
        prefix = f"line-{number}"
        answers = {f"{prefix}-{name}": value for name, value in typed.items()}
        super().__init__(sheet, answers if checked else typed, checked=checked, prefix=prefix)
        self.number = number

    def clean(self) -> dict[str, Any]:
        """Each line is told in full."""
        missing = {
            "label": _("Ghi tên khoản này, ví dụ: công thợ"),
            "quantity": _("Ghi số lượng, ví dụ 12 hoặc 6,4"),
            "unit_price": _("Ghi đơn giá, ví dụ 350.000"),
        }
        for name, text in missing.items():
            if name not in self.errors and not self.said(name):
                self.add_error(name, text)
        return self.cleaned_data

    def entry(self) -> BenefitEntry | None:
        """The line as the dossier keeps it; None while a part of it cannot be read."""
        if self.errors:
            return None
        return BenefitEntry(**{name: self.said(name) for name in ASPECTS})


def lines_in(post: QueryDict) -> list[Answers]:
    """The lines of the page in their order, without those that say nothing."""
    found: dict[int, Answers] = {}
    for key in post:
        if match := _NUMBERED.fullmatch(key):
            found.setdefault(int(match[1]), {})[match[2]] = keepable(post.get(key) or "")
    return [found[number] for number in sorted(found) if "".join(found[number].values()).strip()]


def add_line(lines: list[Answers]) -> list[Answers]:
    """One more, empty, up to as many as a dossier may have."""
    return [*lines, {}] if len(lines) < MOST_LINES else lines


def remove_line(lines: list[Answers], number: int) -> list[Answers]:
    """Without the one of that number."""
    return [line for place, line in enumerate(lines, start=1) if place != number]


def typed_line(line: BenefitLine) -> Answers:
    """A line as it would be typed again."""
    price = typed_dong(line.unit_price)
    return {"label": line.label, "quantity": plain_quantity(line.quantity), "unit": line.unit, "unit_price": price}
