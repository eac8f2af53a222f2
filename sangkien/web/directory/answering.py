"""What an officer types to answer a request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.base.text import one_line
from sangkien.directory.actions import Founding
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.queries import parents_within, proposed_code, proposed_names
from sangkien.directory.rules import LONGEST_NAME, LONGEST_NOTE
from sangkien.organisations.models import Organisation, Ownership, UnitKind
from sangkien.organisations.rules import LONGEST_CODE
from sangkien.web.directory.fields import drop_down, grouped, in_order, kind_names, tax_code_field, unit_of
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, day_field

# What the actions call a field, where the form calls it otherwise.
_CALLED = {"valid_from": "since", "valid_to": "since"}


class AnswerForm(Questions):
    """What every answer has: where to say what an action found."""

    def box_of(self, field: str) -> str:
        return _CALLED.get(field, field)

    @property
    def written(self) -> str:
        """Words that should not be lost when they can no longer be sent."""
        return ""


class LinkForm(AnswerForm):
    """One of the units that were found."""

    unit = forms.CharField(required=False)

    def clean_unit(self) -> Organisation | None:
        """The unit with this code."""
        return Organisation.objects.filter(code=one_line(self.cleaned_data["unit"].replace("\0", ""))[:60]).first()


class RefuseForm(AnswerForm):
    """Why not."""

    reason = TextField(
        most=LONGEST_NOTE,
        lines=True,
        label=_("Lý do"),
        help_text=_("Người hỏi đọc đúng những lời này. Nói rõ họ nên làm gì tiếp theo"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def written(self) -> str:
        return str(self.data.get("reason", ""))[:LONGEST_NOTE]


class CreateForm(AnswerForm):
    """A new unit with its workplace. `looked`: where units seem alike, that none of them is meant."""

    needed = {
        "kind": _("Chọn loại công đoàn"),
        "parent": _("Chọn công đoàn cấp trên trực tiếp"),
        "ownership": _("Chọn loại hình của nơi làm việc"),
        "workplace": _("Ghi tên nơi làm việc"),
        "name": _("Ghi tên công đoàn"),
        "code": _("Ghi mã đơn vị"),
        "looked": _("Xem các đơn vị gần giống rồi đánh dấu vào đây"),
    }

    name = TextField(most=LONGEST_NAME, label=_("Tên công đoàn"))
    short_name = TextField(most=LONGEST_NAME, label=_("Tên viết tắt"))
    kind = choice_field([], label=_("Loại"))
    parent = drop_down(label=_("Công đoàn cấp trên trực tiếp"))
    code = TextField(
        most=LONGEST_CODE,
        label=_("Mã đơn vị"),
        help_text=_("Chữ in hoa không dấu, số và gạch nối. Mã không đổi về sau"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    since = day_field(label=_("Có từ ngày"))
    workplace = TextField(most=LONGEST_NAME, label=_("Tên nơi làm việc"))
    ownership = choice_field(Ownership.choices, label=_("Loại hình"))
    tax_code = tax_code_field()
    looked = forms.BooleanField(
        required=False, label=_("Tôi đã xem các đơn vị gần giống ở trên, không phải đơn vị nào trong đó")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, office: Organisation, on: date, alike: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._on, self._parents = on, parents_within(office, on)
        self._kinds = {
            kind.code: kind for kind in UnitKind.objects.filter(takes_dossiers=True).order_by("rank", "code")
        }
        names = kind_names()
        self._offer("kind", [(code, names[code]) for code in self._kinds])
        self._offer("parent", [("", _("– Chọn –")), *in_order(grouped(self._parents, names), names)])
        if not alike:
            del self.fields["looked"]

    @property
    def founding(self) -> Founding:
        """The unit to be entered; only of a form that is valid."""
        said = self.cleaned_data
        return Founding(
            code=said["code"].upper(),
            kind=self._kinds[said["kind"]],
            name=said["name"],
            short_name=said["short_name"],
            parent=unit_of(self._parents, said["parent"]),
            since=said["since"] or self._on,
            workplace=said["workplace"],
            ownership=said["ownership"],
            tax_code=said["tax_code"] or "",
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def proposed(request: WorkplaceRequest, on: date) -> dict[str, str]:
    """What the form of a new unit starts with, from what was asked."""
    name, short_name = proposed_names(request.workplace)
    return {
        "name": name,
        "short_name": short_name,
        "kind": "GRASSROOTS",
        "parent": request.responsible.code,
        "code": proposed_code(request.workplace),
        "since": format_day(on),
        "workplace": request.workplace,
        "tax_code": request.tax_code,
    }
