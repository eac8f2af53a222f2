"""What a councillor types."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.numbers import format_int
from sangkien.base.text import one_line
from sangkien.councils.models import ScoreSheet
from sangkien.programmes.queries import Criterion
from sangkien.web.forms import Questions
from sangkien.web.review.forms import words_field


class SheetForm(Questions):
    """A number for each criterion, as it was typed, and a few words. What is no whole number is none."""

    note = words_field(gettext_lazy("Nhận xét"))

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], sheet: ScoreSheet | None = None, **kwargs: Any
    ) -> None:
        """`sheet`: what this councillor gave before, to begin with."""
        super().__init__(*args, **kwargs)
        self._criteria = criteria
        for one in criteria:
            within = _("Từ 0 đến %(most)s điểm.") % {"most": format_int(one.most)}
            box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"})
            self.fields[_box(one.code)] = forms.CharField(
                required=False, max_length=20, label=one.label, help_text=f"{within} {one.help}".strip(), widget=box
            )
        self.order_fields([*(_box(one.code) for one in criteria), "note"])
        if sheet:
            self.initial.update({_box(code): points for code, points in sheet.points.items()}, note=sheet.note)

    def lines(self) -> list[BoundField]:
        """For the page: each criterion's box."""
        return [self[_box(one.code)] for one in self._criteria]

    @property
    def points(self) -> Mapping[str, int | None]:
        """What was typed, by criterion; None for what is no whole number."""
        return {one.code: _whole(str(self.data.get(_box(one.code), ""))) for one in self._criteria}

    @property
    def written(self) -> list[tuple[str, str]]:
        """What was typed, to be kept in sight when it can no longer be sent: the label and the words."""
        boxes = [self[name] for name in self.fields]
        return [(str(box.label), str(box.value())) for box in boxes if box.value()]

    def box_of(self, field: str) -> str:
        return _box(field) if any(one.code == field for one in self._criteria) else field


def _box(code: str) -> str:
    return f"diem-{code}"


def _whole(typed: str) -> int | None:
    digits = one_line(typed)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
