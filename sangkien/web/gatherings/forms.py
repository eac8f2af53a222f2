"""What officers type about an update day."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day, format_hour, moment_at
from sangkien.base.problems import Problem
from sangkien.base.text import one_line
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.rules import LONGEST_CONTACT, LONGEST_PIN, LONGEST_PLACE, Details
from sangkien.programmes.models import Campaign
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import ReadField, TextField, day_field, hour_field, whole_number_field

_WHEN = {"day", "starts", "ends"}
_PIN = {"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}


def pin_field() -> ReadField:
    """A PIN, without the spaces that people put between digits."""
    widget = forms.TextInput(attrs=_PIN | {"maxlength": LONGEST_PIN + 4})
    return ReadField(lambda typed: one_line(typed).replace(" ", ""), label=gettext_lazy("Mã PIN"), widget=widget)


class UpdateDayForm(Questions):
    """Where and when, in which campaign, who welcomes people."""

    parent = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Nằm trong chiến dịch"),
        error_messages={"invalid_choice": gettext_lazy("Chọn một mục trong danh sách")},
    )
    day = day_field(label=gettext_lazy("Ngày"), help_text=gettext_lazy("Ví dụ 20/05/2022"))
    starts = hour_field(label=gettext_lazy("Từ"), help_text=gettext_lazy("Ví dụ 7:30"))
    ends = hour_field(label=gettext_lazy("Đến"), help_text=gettext_lazy("Ví dụ 17:00"))
    place = TextField(
        most=LONGEST_PLACE,
        label=gettext_lazy("Địa điểm"),
        help_text=gettext_lazy("Ghi sao cho ai cũng tìm được, ví dụ: Nhà ăn ca, xưởng 2"),
    )
    contact = TextField(
        most=LONGEST_CONTACT,
        label=gettext_lazy("Cần giúp thì gặp ai, ở đâu"),
        help_text=gettext_lazy("Hiện trên áp phích. Nên ghi bộ phận và nơi ngồi, không ghi số điện thoại riêng."),
    )
    goal = whole_number_field(
        label=gettext_lazy("Phấn đấu bao nhiêu sáng kiến"), help_text=gettext_lazy("Hiện trên màn hình chiếu")
    )
    pin = pin_field()

    def __init__(self, data: Any = None, *, parents: Sequence[Campaign], is_new: bool, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self._parents = {str(parent.pk): parent for parent in parents}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _told(parent)) for key, parent in self._parents.items()]
        new = _("4 đến 8 chữ số, để mở và đóng máy dùng chung. Anh/chị ghi lại, hệ thống không hiện lại mã này.")
        self.fields["pin"].help_text = new if is_new else _("Để trống nếu vẫn dùng mã cũ.")

    def details(self) -> Details:
        """What was typed, as far as it could be read."""
        said = dict.fromkeys(self.fields) | self.cleaned_data
        day, starts, ends = said["day"], said["starts"], said["ends"]
        return Details(
            parent=self._parents.get(said["parent"] or ""),
            place=said["place"] or "",
            starts_at=moment_at(day, starts) if day and starts else None,
            ends_at=moment_at(day, ends) if day and ends else None,
            contact=said["contact"] or "",
            goal=said["goal"],
        )

    def put(self, problems: Iterable[Problem]) -> None:
        """Of what could not be read that alone is said; day and hours are one question."""
        unread = {*self.errors, *(_WHEN if _WHEN & self.errors.keys() else ())}
        super().put([problem for problem in problems if problem.field not in unread])

    @property
    def typed_pin(self) -> str:
        """The PIN; empty when none was typed."""
        return self.cleaned_data.get("pin") or ""


class PinForm(Questions):
    """The PIN of a shared machine."""

    needed = {"pin": gettext_lazy("Ghi mã PIN của ngày hội")}

    pin = pin_field()


def as_typed(update_day: UpdateDay) -> dict[str, Any]:
    """What the form shows of an event that is to be changed."""
    return {
        "parent": update_day.campaign.parent_id,
        "day": format_day(update_day.day),
        "starts": format_hour(update_day.starts_at),
        "ends": format_hour(update_day.ends_at),
        "place": update_day.place,
        "contact": update_day.contact,
        "goal": update_day.goal,
    }


def _told(parent: Campaign) -> str:
    first, last = parent.window.lower, parent.last_day
    return f"{parent.title} ({format_day(first)}–{format_day(last) if last else '…'})"
