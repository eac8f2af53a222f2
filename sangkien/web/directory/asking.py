"""The form of somebody who does not find where they work."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.base import phones
from sangkien.directory import rules
from sangkien.directory.queries import highest_reviewing, reviewing_below
from sangkien.directory.rules import Asked
from sangkien.organisations.models import Organisation
from sangkien.web.directory.fields import drop_down, grouped, in_order, kind_names, tax_code_field, unit_of
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, phone_field

UNKNOWN = "-"


class AskForm(Questions):
    """The workplace, where it is, the union there as far as one knows it, and who asks.

    The unions below a province are asked for once the province is chosen: `near` is then there.
    """

    workplace = TextField(
        most=rules.LONGEST_NAME,
        label=_("Tên nơi làm việc"),
        help_text=_("Ghi tên trên biển hiệu, hợp đồng lao động hoặc bảng lương"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    place = TextField(
        most=rules.LONGEST_NAME,
        label=_("Xã, phường hoặc huyện"),
        help_text=_("Ví dụ: phường Đô Vinh, Phan Rang"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    province = drop_down(label=_("Tỉnh, thành phố hoặc ngành"))
    near = drop_down(
        label=_("Công đoàn gần nơi làm việc nhất"),
        help_text=_("Yêu cầu được gửi đến công đoàn này. Không chắc thì chọn “Tôi không rõ”"),
    )
    tax_code = tax_code_field(help_text=_("Có trên hóa đơn hoặc bảng lương, giúp tìm nhanh hơn"))
    full_name = TextField(
        most=rules.LONGEST_PERSON,
        label=_("Họ và tên của anh/chị"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = phone_field(
        label=_("Số điện thoại"),
        help_text=_("Chỉ để công đoàn gọi lại khi cần hỏi thêm"),
        attrs={"autocomplete": "tel"},
    )
    note = TextField(most=rules.LONGEST_NOTE, lines=True, label=_("Lời nhắn"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, on: date, person: Person | None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._on, self._kinds, self.person = on, kind_names(), person
        self._choices("province", self._highest, [("", _("Tôi không rõ"))])
        self._typed = data if data is not None else self.initial
        if self.below:
            self._choices("near", self.below, [("", _("– Chọn –")), (UNKNOWN, _("Tôi không rõ"))])
        else:
            del self.fields["near"]

    @cached_property
    def _highest(self) -> list[Organisation]:
        return highest_reviewing(self._on)

    @cached_property
    def chosen_province(self) -> Organisation | None:
        """The one that is chosen so far; where there is only one, that one."""
        if "province" not in self._typed and len(self._highest) == 1:
            return self._highest[0]
        return unit_of(self._highest, str(self._typed.get("province", "")))

    @cached_property
    def below(self) -> list[Organisation]:
        """The unions that one may be near to in the chosen province."""
        return reviewing_below(self.chosen_province, self._on) if self.chosen_province else []

    @property
    def asks_further(self) -> bool:
        """Is there a question that was not yet on the page that was sent?"""
        near = str(self.data.get("near", ""))
        return bool(self.below) and (not near or (near != UNKNOWN and unit_of(self.below, near) is None))

    def said(self) -> Asked:
        """What was understood; what could not be read is left out."""
        read = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        read.pop("province", None)
        near = unit_of(self.below, str(read.pop("near", ""))) or self.chosen_province
        return Asked(**{"workplace": "", "place": ""} | read, near=near)

    def _choices(self, name: str, units: list[Organisation], first: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*first, *in_order(grouped(units, self._kinds), self._kinds)]


def known_of(person: Person | None, workplace: str) -> dict[str, str]:
    """What the form starts with: what was searched for, and what the account knows."""
    if person is None:
        return {"workplace": workplace}
    phone = phones.show(person.phone) if person.phone else ""
    return {"workplace": workplace, "full_name": person.full_name, "phone": phone}
