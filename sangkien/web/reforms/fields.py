"""Fields that the steps share."""

from itertools import chain, count
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.base.text import fold
from sangkien.directory.queries import proposed_code
from sangkien.organisations.models import Organisation
from sangkien.organisations.rules import LONGEST_CODE, wrong_code
from sangkien.web.submit.fields import TextField

LONGEST_NAME = 250
_OF_WORKERS = ("GRASSROOTS", "OCCUPATIONAL")
_SHORTER = [("lien doan lao dong", "ldld"), ("cong doan nganh", "cdn"), ("cong doan", "cd")]
_NAME, _SHORT_NAME = _("Tên đơn vị"), _("Tên viết tắt")
_CODE, _KIND = _("Mã đơn vị"), _("Loại tổ chức")


class CodesField(forms.Field):
    """Unions by their codes, chosen with a picker; which they are is read by the form (`chosen`)."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Tìm theo tên, tên viết tắt hoặc mã; gõ không dấu cũng được."))
        super().__init__(required=False, **kwargs)


def name_field(label: Any = _NAME) -> TextField:
    """A union's full name."""
    return TextField(most=LONGEST_NAME, label=label, widget=_plain_line())


def short_name_field(label: Any = _SHORT_NAME) -> TextField:
    """What it is called in lists."""
    return TextField(most=LONGEST_NAME, label=label, widget=_plain_line())


def code_field(label: Any = _CODE) -> TextField:
    """A new union's code."""
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    text = _("Chữ in hoa không dấu, số và gạch nối; mã không đổi về sau. Để trống thì hệ thống đặt theo tên.")
    return TextField(most=LONGEST_CODE, label=label, help_text=text, widget=forms.TextInput(attrs=attrs))


def kind_field(label: Any = _KIND) -> forms.ChoiceField:
    """What kind of union; the choices are put in later."""
    messages = {"invalid_choice": _("Chọn một mục trong danh sách")}
    return forms.ChoiceField(required=False, label=label, error_messages=messages, widget=forms.Select())


def written_code(typed: str) -> str:
    """A code as it is written, and nobody else's. Raises ValidationError; nothing stays nothing."""
    code = typed.upper()
    if code and (problems := wrong_code(code)):
        raise forms.ValidationError([problem.text for problem in problems])
    return code


def made_code(name: str, kind: str) -> str:
    """A code that nobody has, from the name: "Liên đoàn Lao động tỉnh Khánh Hòa" is LDLD-TINH-KHANH-HOA."""
    if kind in _OF_WORKERS:
        return proposed_code(name, kind)
    said = fold(name)
    long, short = next(((long, short) for long, short in _SHORTER if said.startswith(long)), ("", ""))
    plain = "-".join([*short.split(), *said.removeprefix(long).split()]).upper()[: LONGEST_CODE - 3].strip("-")
    taken = set(Organisation.objects.filter(code__startswith=plain).values_list("code", flat=True))
    return next(code for code in chain([plain], (f"{plain}-{n}" for n in count(2))) if code not in taken)


def _plain_line() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"})
