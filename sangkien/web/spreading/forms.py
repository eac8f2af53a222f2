"""What is typed about applying an initiative elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.spreading.rules import LONGEST_ANSWER, LONGEST_CHANGE, LONGEST_CONTACT, LONGEST_EFFECT, LONGEST_WHERE
from sangkien.spreading.rules import Applied as Said
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field, money_field


class AskForm(Questions):
    """Where it would be applied, and whom to talk to."""

    where = TextField(
        most=LONGEST_WHERE,
        label=gettext_lazy("Muốn áp dụng ở đâu"),
        help_text=gettext_lazy("Ví dụ: chuyền may số 3, xưởng 2"),
    )
    contact = TextField(most=LONGEST_CONTACT, label=gettext_lazy("Ai trao đổi, số điện thoại"))


class AnswerForm(Questions):
    """What the owner's union says."""

    answer = TextField(
        most=LONGEST_ANSWER,
        lines=True,
        label=gettext_lazy("Trả lời"),
        help_text=gettext_lazy("Đồng ý: hẹn cách chuyển giao. Không chuyển giao: ghi lý do."),
    )


class AdoptForm(Questions):
    """What came of it here."""

    applied_on = day_field(label=gettext_lazy("Áp dụng từ ngày"))
    effect = TextField(most=LONGEST_EFFECT, label=gettext_lazy("Hiệu quả ở đơn vị mình"))
    changed = TextField(most=LONGEST_CHANGE, lines=True, label=gettext_lazy("Đã chỉnh gì cho hợp"))
    benefit_vnd = money_field(
        label=gettext_lazy("Giá trị làm lợi một năm ở đây"),
        help_text=gettext_lazy("Tính riêng cho nơi áp dụng, không cộng vào giá trị của sáng kiến gốc"),
    )
    proof = forms.FileField(label=gettext_lazy("Minh chứng"), required=False)

    @property
    def said(self) -> Said:
        """As it is written down."""
        names = ("applied_on", "effect", "changed", "benefit_vnd")
        return Said(**{name: self.cleaned_data[name] for name in names})
