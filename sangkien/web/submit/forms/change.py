"""Page 3: what was changed. Where there is a trade secret, only the title and the effect are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day
from sangkien.initiatives.rules import LONGEST_TEXT, LONGEST_TITLE
from sangkien.programmes.models import TermList
from sangkien.web.submit.fields import TextField, choice_field, day_field
from sangkien.web.submit.forms.base import StepForm


class ChangeForm(StepForm):
    """Title, kind and field, before and after, the day it was put to use."""

    number = 3

    title = TextField(
        most=LONGEST_TITLE,
        label=gettext_lazy("Tên sáng kiến"),
        help_text=gettext_lazy("Nói như kể với đồng nghiệp, ví dụ: Đồ gá giúp may túi nhanh hơn 11 giây"),
    )
    restricted = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "turns-on"}),
        label=gettext_lazy("Có bí mật công nghệ"),
        help_text=gettext_lazy("Chỉ cần tên và hiệu quả. Không ai hỏi anh/chị cách làm."),
    )
    before = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Trước đây làm thế nào, vướng gì?"),
        help_text=gettext_lazy("Vài câu là đủ. Anh/chị có thể bấm micro trên bàn phím để nói."),
    )
    after = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Bây giờ làm thế nào?"))
    effect = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Sáng kiến đem lại hiệu quả gì?"),
        help_text=gettext_lazy("Chỉ nói kết quả, không cần nói cách làm."),
    )

    def compose(self) -> None:
        self.fields["kind"] = choice_field(self.sheet.choices(TermList.KIND), label=_("Sáng kiến thuộc loại nào?"))
        fields = [("", _("Chọn lĩnh vực")), *self.sheet.choices(TermList.FIELD)]
        self.fields["field"] = choice_field(fields, select=True, label=_("Lĩnh vực"))
        self.fields["applied_on"] = day_field(label=_("Bắt đầu áp dụng từ ngày"), help_text=self._window())
        self.hints = {"kind": self.sheet.hints(TermList.KIND)}
        self.order_fields(["title", "kind", "field", "restricted"])
        for item in ("before", "after", "kind", "field", "applied_on"):
            self.hide(item)

    def _window(self) -> str:
        window = self.sheet.edition.applied
        if not window or not window.upper:
            return _("Ví dụ 12/05/2022")
        last = window.upper.fromordinal(window.upper.toordinal() - 1)
        days = {"from": format_day(window.lower), "to": format_day(last)}
        return _("Ví dụ 12/05/2022. Chương trình nhận sáng kiến áp dụng từ %(from)s đến %(to)s.") % days

    @property
    def on(self) -> bool:
        """Is there a trade secret, as far as is known now?"""
        return bool(self.answers.get("restricted"))

    def beside_the_point(self) -> set[str]:
        left_out = {"before", "after"} if self.said("restricted", False) else {"effect"}
        return left_out & set(self.fields)

    def part(self) -> dict[str, Any]:
        names = ("title", "kind", "field", "before", "after", "effect")
        said = {name: self.said(name) for name in names}
        return said | {"restricted": self.said("restricted", False), "applied_on": self.said("applied_on", None)}
