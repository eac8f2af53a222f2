"""What an administrator types about a single day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, day_field

OFF, WORKS = "off", "works"


class DayForm(Questions):
    """Which day, whether people work on it, and by which decision."""

    needed = {
        "day": _("Ghi ngày, ví dụ 02/05/2022"),
        "what": _("Chọn ngày nghỉ hay ngày làm bù"),
        "number": _("Ghi số văn bản, ví dụ 2512/TB-BLĐTBXH"),
        "signed": _("Ghi ngày của văn bản, ví dụ 01/12/2021"),
        "issuer": _("Ghi nơi ban hành"),
    }
    day = day_field(label=_("Ngày"), help_text=_("Mỗi lần một ngày, ví dụ 02/05/2022"))
    what = choice_field([(OFF, _("Ngày nghỉ")), (WORKS, _("Ngày làm việc, làm bù"))], label=_("Ngày này là"))
    number = TextField(most=60, label=_("Số văn bản"))
    signed = day_field(label=_("Ngày của văn bản"))
    issuer = TextField(most=160, label=_("Nơi ban hành"))

    @property
    def works(self) -> bool:
        """Do people work that day?"""
        return bool(self.cleaned_data["what"] == WORKS)

    @property
    def decision(self) -> str:
        """The three parts as they are kept."""
        said: dict[str, Any] = self.cleaned_data
        return f"{said['number']}, {format_day(said['signed'])}, {said['issuer']}"

    def box_of(self, field: str) -> str:
        return "issuer" if field == "decision" else field
