"""What is typed about councils and their sittings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.base.phones import normalise
from sangkien.base.problems import NotUnderstood
from sangkien.organisations.models import Organisation
from sangkien.sittings.models import Office, Purpose, Sitting
from sangkien.sittings.thresholds import FOUR_FIFTHS, MORE_THAN_HALF, TWO_THIRDS, Base, Threshold
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field, hour_field

_A_DAY = gettext_lazy("Ghi ngày, ví dụ 01/01/2022")
SHARES: dict[str, Threshold] = {
    "half": MORE_THAN_HALF,
    "two-thirds": TWO_THIRDS,
    "four-fifths": FOUR_FIFTHS,
    "half-present": Threshold(1, 2, Base.PRESENT, more=True),
    "two-thirds-present": Threshold(2, 3, Base.PRESENT),
}


class SetUpForm(Questions):
    """A new council of one's own union or of one directly below."""

    needed = {
        "unit": gettext_lazy("Chọn đơn vị"),
        "purpose": gettext_lazy("Chọn loại hội đồng"),
        "since": _A_DAY,
    }
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Loại hội đồng"),
        required=False,
        choices=[("", gettext_lazy("Chọn loại hội đồng")), *Purpose.choices],
    )
    decision = TextField(
        most=200,
        label=gettext_lazy("Quyết định thành lập"),
        help_text=gettext_lazy("Ví dụ: Quyết định số 08/QĐ-LĐLĐ ngày 05/01/2022"),
    )
    since = day_field(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, among: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chọn đơn vị")), *((one.code, one.short_name) for one in among)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field has them


class SeatForm(Questions):
    """Somebody with an account becomes a member."""

    needed = {
        "person": gettext_lazy("Ghi số điện thoại hoặc tên đăng nhập"),
        "office": gettext_lazy("Chọn chức vụ"),
        "since": _A_DAY,
    }
    person = forms.CharField(
        label=gettext_lazy("Thành viên"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Số điện thoại hoặc tên đăng nhập của tài khoản"),
    )
    office = forms.ChoiceField(
        label=gettext_lazy("Chức vụ trong hội đồng"),
        required=False,
        choices=[("", gettext_lazy("Chọn chức vụ")), *Office.choices],
    )
    since = day_field(label=gettext_lazy("Từ ngày"))

    def clean_person(self) -> Person | None:
        """Whose account it is."""
        typed = self.cleaned_data["person"].strip()
        if not typed or "\0" in typed:
            return None
        found = Person.objects.filter(Q(username=typed.lower()) | Q(phone=_phone(typed)), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Chưa có tài khoản nào mang số điện thoại hoặc tên đăng nhập này"))
        return found


def _phone(typed: str) -> str:
    try:
        return normalise(typed)
    except NotUnderstood:
        return "-"


class PlanForm(Questions):
    """When and where the council meets."""

    needed = {"day": _A_DAY}
    optional = ("hour",)
    day = day_field(label=gettext_lazy("Ngày họp"))
    hour = hour_field(label=gettext_lazy("Giờ họp"), help_text=gettext_lazy("Ví dụ 14:00"))
    place = TextField(most=200, label=gettext_lazy("Nơi họp"), help_text=gettext_lazy("Hoặc “họp trực tuyến”"))


class AgendaForm(Questions):
    """At which sitting the council votes on a thing of another page, and how."""

    needed = {"sitting": gettext_lazy("Chọn phiên họp")}
    sitting = forms.ChoiceField(label=gettext_lazy("Phiên họp của hội đồng"), required=False)
    openly = forms.BooleanField(label=gettext_lazy("Biểu quyết công khai, không bỏ phiếu kín"), required=False)

    def __init__(self, *args: Any, among: Iterable[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self._among = {str(one.pk): one for one in among}
        said = _("Phiên thứ %(n)s, ngày %(day)s, %(place)s")
        rows = [
            (key, said % {"n": one.number, "day": format_day(one.day), "place": one.place})
            for key, one in self._among.items()
        ]
        first = [] if len(rows) == 1 else [("", _("Chọn phiên họp"))]
        self.fields["sitting"].choices = [*first, *rows]  # type: ignore[attr-defined]  # a choice field has them

    @property
    def chosen(self) -> Sitting:
        """The sitting. Only of a valid form."""
        return self._among[self.cleaned_data["sitting"]]


class MatterForm(Questions):
    """A matter that no other page puts on the agenda."""

    title = TextField(most=400, label=gettext_lazy("Nội dung"))
    share = forms.ChoiceField(
        label=gettext_lazy("Được thông qua khi số phiếu đồng ý"),
        required=False,
        choices=[],
    )
    secret = forms.BooleanField(label=gettext_lazy("Bỏ phiếu kín"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, str(threshold)) for code, threshold in SHARES.items()]
        self.fields["share"].choices = choices  # type: ignore[attr-defined]  # a choice field has them
        self.fields["share"].initial = "two-thirds"

    @property
    def threshold(self) -> Threshold:
        """What was chosen; two thirds where nothing was."""
        return SHARES.get(self.cleaned_data.get("share", ""), TWO_THIRDS)
