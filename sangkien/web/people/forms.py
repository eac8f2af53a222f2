"""What people type at these doors, as the domain understands it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.sign_in import plain_name
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line, plain_forms
from sangkien.review.rules import LONGEST_MESSAGE
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import ReadField, TextField, phone_field

_LONGEST_PASSWORD = 128  # what is longer would only keep the hasher busy
_CODE = re.compile(r"(?:SK)?[ .–-]*([0-9]{4})[ .–-]*([0-9]{1,9})", re.IGNORECASE)


def read_code(typed: str) -> str:
    """A dossier's code as it is printed: "sk 2022 871" is SK-2022-000871."""
    found = _CODE.fullmatch(one_line(typed))
    if not found:
        text = gettext_lazy("Mã hồ sơ gồm chữ SK, năm và số thứ tự, ví dụ SK-2022-000871")
        raise NotUnderstood("unreadable", text)
    return f"SK-{found[1]}-{int(found[2]):06d}"


def read_tail(typed: str) -> str:
    """The last four digits of a telephone number."""
    tail = one_line(typed)
    if not re.fullmatch("[0-9]{4}", tail):
        raise NotUnderstood("unreadable", gettext_lazy("Ghi đúng bốn số cuối điện thoại, ví dụ 5678"))
    return tail


def read_digits(typed: str) -> str:
    """A one-time code, however it was copied from the message: "042 917" is 042917."""
    digits = "".join(plain_forms(typed).split())
    if not re.fullmatch("[0-9]{6}", digits):
        raise NotUnderstood("unreadable", gettext_lazy("Mã gồm đúng 6 chữ số, ví dụ 042917"))
    return digits


def password_field(autocomplete: str, **kwargs: Any) -> forms.CharField:
    """A password, exactly as it was typed."""
    return forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        required=False,
        strip=False,
        max_length=_LONGEST_PASSWORD,
        error_messages={"max_length": gettext_lazy("Mật khẩu có nhiều nhất 128 ký tự")},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


def full_name_field() -> TextField:
    """What somebody is called; a name has letters."""
    return TextField(
        most=120,
        label=gettext_lazy("Họ và tên"),
        help_text=gettext_lazy("Ghi đủ họ, tên đệm và tên"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        validators=[_has_letters],
    )


def _has_letters(name: str) -> None:
    if name and not any(c.isalpha() for c in name):
        raise forms.ValidationError(_("Ghi họ và tên bằng chữ"))


class SignIn(Questions):
    """A name and a password."""

    needed = {
        "name": gettext_lazy("Ghi số điện thoại hoặc tên đăng nhập"),
        "password": gettext_lazy("Ghi mật khẩu"),
    }

    name = ReadField(
        plain_name,
        label=gettext_lazy("Số điện thoại hoặc tên đăng nhập"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password_field("current-password")


class Register(Questions):
    """Who somebody is, and the key they want."""

    needed = {
        "full_name": gettext_lazy("Ghi họ và tên"),
        "phone": gettext_lazy("Ghi số điện thoại, ví dụ 0912 345 678"),
        "password": gettext_lazy("Đặt một mật khẩu"),
    }

    full_name = full_name_field()
    phone = phone_field(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Dùng để đăng nhập và tra cứu, ví dụ 0912 345 678"),
        attrs={"autocomplete": "tel"},
    )
    password = password_field(
        "new-password", help_text=gettext_lazy("Ít nhất 8 ký tự. Một câu ngắn mà chỉ anh/chị biết là tốt nhất")
    )


class Phone(Questions):
    """Where to send a code."""

    needed = {"phone": gettext_lazy("Ghi số điện thoại, ví dụ 0912 345 678")}

    phone = phone_field(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Ví dụ 0912 345 678"),
        attrs={"autocomplete": "tel", "type": "tel"},
    )


class Code(Questions):
    """The code that came, and for a number that is new here also a name."""

    needed = {"code": gettext_lazy("Ghi mã 6 số trong tin nhắn")}

    code = ReadField(
        read_digits,
        label=gettext_lazy("Mã 6 số"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "input-short",
                "spellcheck": "false",
            }
        ),
    )
    full_name = full_name_field()

    def __init__(self, *args: Any, naming: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not naming:
            del self.fields["full_name"]


class NewPassword(Questions):
    """The key that somebody wants from now on."""

    needed = {"password": gettext_lazy("Đặt một mật khẩu")}

    password = password_field(
        "new-password", help_text=gettext_lazy("Ít nhất 8 ký tự. Một câu ngắn mà chỉ anh/chị biết là tốt nhất")
    )


class LookUp(Questions):
    """A dossier's code and the end of a telephone number."""

    needed = {
        "code": gettext_lazy("Ghi mã hồ sơ, ví dụ SK-2022-000871"),
        "tail": gettext_lazy("Ghi bốn số cuối điện thoại, ví dụ 5678"),
    }

    code = ReadField(
        read_code,
        label=gettext_lazy("Mã hồ sơ"),
        help_text=gettext_lazy("In trên biên nhận, ví dụ SK-2022-000871"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    tail = ReadField(
        read_tail,
        label=gettext_lazy("Bốn số cuối điện thoại"),
        help_text=gettext_lazy("Số của một tác giả, hoặc của người đã gửi"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input-tiny"}),
    )


class AppealForm(Questions):
    """Why a refusal ought to be looked at again."""

    needed = {"text": gettext_lazy("Viết vì sao anh/chị đề nghị xem lại")}

    text = TextField(
        most=LONGEST_MESSAGE,
        lines=True,
        label=gettext_lazy("Vì sao cần xem lại"),
        help_text=gettext_lazy(
            "Nói điều công đoàn chưa thấy hoặc hiểu chưa đúng. Người xem lại đọc đúng những lời này."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def written(self) -> str:
        """What was written, once it could be read."""
        return str(self.cleaned_data["text"])


class Seen(forms.Form):
    """Which version of a dossier somebody had before their eyes when they pressed the button."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def seen(self) -> int:
        """The version; a broken one counts as very old, so that nothing is overwritten."""
        return int(self.cleaned_data["version"]) if self.is_valid() else 0
