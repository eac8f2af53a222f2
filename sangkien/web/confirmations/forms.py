"""What is typed by those who hand links on and record consents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.confirmations.models import Language
from sangkien.confirmations.rules import LONGEST_NAME, Addressee
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, phone_field


class EmployerLinkForm(Questions):
    """For whom a link is meant."""

    recipient = TextField(
        most=LONGEST_NAME,
        label=_("Gửi cho ai"),
        help_text=_("Chức vụ hoặc bộ phận, ví dụ Giám đốc nhà máy"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = choice_field(Language.choices, select=True, label=_("Ngôn ngữ của người nhận"))
    email = TextField(
        most=LONGEST_NAME,
        label=_("Thư điện tử"),
        help_text=_("Để anh/chị nhớ đã gửi đến đâu; hệ thống không tự gửi thư"),
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    phone = phone_field(label=_("Số điện thoại"))

    @property
    def addressee(self) -> Addressee:
        """Only of a form that is valid."""
        return Addressee(**self.cleaned_data | {"phone": self.cleaned_data["phone"] or ""})


class SlipForm(Questions):
    """The photo of a signed slip."""

    needed = {"slip": _("Chọn ảnh chụp phiếu đã ký")}

    slip = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("Ảnh chụp phiếu đã ký"),
        help_text=_("Chụp thẳng, đủ cả chữ ký; ảnh hoặc tệp PDF"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/heic,application/pdf"}),
    )
