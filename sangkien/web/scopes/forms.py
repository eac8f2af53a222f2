"""What is typed about how far an initiative reaches."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.scopes.models import Criteria, Criterion, Level
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field


def _points(label: Any, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=help_text,
        error_messages={"invalid": gettext_lazy("Ghi bằng số nguyên")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "autocomplete": "off"}),
    )


class CriteriaForm(Questions):
    """The most points of each criterion, how many are enough, by which paper, from when."""

    needed = {"level": gettext_lazy("Chọn cấp"), "since": gettext_lazy("Ghi ngày, ví dụ 01/01/2022")}
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp"), required=False, choices=[("", gettext_lazy("Chọn cấp")), *Level.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in Criterion.choices:
            self.fields[code] = _points(label)
        self.fields["enough"] = _points(_("Điểm trung bình cần đạt"))
        self.fields["basis"] = TextField(most=200, label=_("Căn cứ"), help_text=_("Số, ngày và nơi ban hành văn bản"))
        self.fields["since"] = day_field(label=_("Từ ngày"))

    @property
    def points(self) -> dict[str, int]:
        """As typed; nothing counts as none."""
        return {code: self.cleaned_data.get(code) or 0 for code in Criterion.values}


class SheetForm(Questions):
    """A councillor's points."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, criteria: Criteria, given: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(data, initial=dict(given or {}))
        for code, most in criteria.points.items():
            self.fields[code] = _points(Criterion(code).label, _("Từ 0 đến %(most)s điểm") % {"most": most})

    @property
    def points(self) -> dict[str, int | None]:
        """As typed."""
        return {code: self.cleaned_data.get(code) for code in self.fields}


class FindingForm(Questions):
    """What the council holds beyond its vote."""

    optional = ("note",)

    applied = forms.BooleanField(label=gettext_lazy("Đã được áp dụng tại cơ sở"), required=False)
    replicable = forms.BooleanField(label=gettext_lazy("Có khả năng nhân rộng"), required=False)
    note = TextField(most=2000, lines=True, label=gettext_lazy("Nhận xét của hội đồng"))


class ReasonForm(Questions):
    """Why."""

    reason = TextField(most=300, label=gettext_lazy("Lý do"))
