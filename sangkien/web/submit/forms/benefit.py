"""Page 4: what good it does, in money where that can be computed (letter of phase 2, item 3)."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.base.numbers import format_dong, in_words
from sangkien.initiatives.content import BenefitKind
from sangkien.initiatives.rules import LONGEST_TEXT
from sangkien.programmes.models import TermList
from sangkien.web.submit.fields import TextField, choice_field, choices_field, money_field
from sangkien.web.submit.forms.base import Row, StepForm
from sangkien.web.submit.sheet import Answers, keepable

LARGE = 10_000_000_000
"""Above ten tỷ a year a slip of the hand is likelier than the benefit: the amount is read back in words."""

_HINTS = {
    BenefitKind.MONEY: gettext_lazy("Tiết kiệm hoặc tăng thu: nguyên liệu, điện, nhân công, hàng lỗi"),
    BenefitKind.NOT_COMPUTABLE: gettext_lazy("Vẫn gửi được, công đoàn sẽ giúp anh/chị tính sau"),
    BenefitKind.SOCIAL: gettext_lazy("Cho cộng đồng, người bệnh, học sinh, môi trường sống"),
}


class BenefitForm(StepForm):
    """Kind of benefit, amount and how it was worked out, other effects."""

    number = 4

    benefit_vnd = money_field(
        label=gettext_lazy("Giá trị làm lợi trong một năm"),
        help_text=gettext_lazy("Ước tính cũng được, công đoàn cơ sở sẽ giúp kiểm tra"),
    )
    benefit_sure = forms.CharField(required=False, widget=forms.CheckboxInput(), label="")
    benefit_method = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Cách tính"),
        help_text=gettext_lazy("Ví dụ: tiết kiệm 11 giây mỗi túi × 900 túi mỗi ngày × 300 ngày"),
    )

    def compose(self) -> None:
        self.fields["benefit_kind"] = choice_field(
            list(BenefitKind.choices), turns_on=[BenefitKind.MONEY], label=_("Lợi ích tính được bằng tiền không?")
        )
        self.fields["effects"] = choices_field(
            self.sheet.choices(TermList.EFFECT), label=_("Sáng kiến còn giúp được gì?")
        )
        if not self.sheet.terms.get(TermList.EFFECT):
            del self.fields["effects"]
        self.order_fields(["benefit_kind"])
        self.hints = {
            "benefit_kind": {code: str(hint) for code, hint in _HINTS.items()},
            "effects": self.sheet.hints(TermList.EFFECT),
        }
        self.units = {"benefit_vnd": _("đồng")}
        self.optional = {"benefit_method", "effects"}
        self.hide("benefit", "benefit_kind", "benefit_vnd", "benefit_sure", "benefit_method")
        if "benefit_vnd" in self.fields:
            self._read_back()

    def _read_back(self) -> None:
        """The amount in words, and above `LARGE` a box to tick that it is meant."""
        amount = _readable_amount(self.answers.get("benefit_vnd", ""))
        if amount:
            self.words["benefit_vnd"] = _in_words(amount)
        if not amount or amount <= LARGE:
            del self.fields["benefit_sure"]
            return
        box, meant = self.fields["benefit_sure"], str(amount)
        box.label = _("Đúng, mỗi năm làm lợi %(words)s") % {"words": self.words["benefit_vnd"].lower()}
        box.help_text = format_dong(amount, get_language() or "vi")
        box.widget = forms.CheckboxInput(attrs={"value": meant}, check_test=lambda ticked: ticked == meant)

    def clean(self) -> dict[str, Any]:
        super().clean()
        amount = self.said("benefit_vnd", 0)
        if amount > LARGE and self.answers.get("benefit_sure") != str(amount):
            text = _("Số tiền này lớn hơn 10 tỷ đồng. Anh/chị đọc lại bằng chữ rồi đánh dấu xác nhận giúp")
            self.add_error("benefit_sure", text)
        return self.cleaned_data

    def typed(self, post: QueryDict) -> Answers:
        """A tick counts too when it comes together with the amount it is about, as it does from a phone that was
        without a network: the page has no box for it yet."""
        tick = {"benefit_sure": keepable(str(post["benefit_sure"]))} if "benefit_sure" in post else {}
        return super().typed(post) | tick

    @property
    def on(self) -> bool:
        """Is an amount asked for, as far as is known now?"""
        return bool(self.answers.get("benefit_kind") == BenefitKind.MONEY)

    def beside_the_point(self) -> set[str]:
        in_money = self.said("benefit_kind") == BenefitKind.MONEY
        left_out = set() if in_money else {"benefit_vnd", "benefit_sure", "benefit_method"}
        return left_out & set(self.fields)

    def part(self) -> dict[str, Any]:
        return {
            "benefit_kind": self.said("benefit_kind"),
            "benefit_vnd": self.said("benefit_vnd", None),
            "benefit_method": self.said("benefit_method"),
            "effects": tuple(self.said("effects", ())),
        }

    def rows(self) -> list[Row]:
        return [row for row in super().rows() if row.field != "benefit_sure" or row.unreadable]

    def printed(self, name: str) -> str:
        if name == "benefit_vnd" and self.said(name):
            return f"{format_dong(self.said(name), get_language() or 'vi')}\n{self.words[name]}"
        return super().printed(name)


def _readable_amount(typed: str) -> int:
    try:
        return money_field().clean(typed) or 0
    except forms.ValidationError:
        return 0


def _in_words(amount: int) -> str:
    return in_words(amount, "en", "VND") if get_language() == "en" else in_words(amount)
