"""Form fields that read what people type into the domain's own types, and say plainly what they cannot read.

None is required: whether something may be missing is a rule, and rules live in `initiatives.rules`.
"""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.base import phones
from sangkien.base.days import parse_day, parse_hour
from sangkien.base.numbers import format_dong, format_int, parse_dong, parse_quantity, parse_share
from sangkien.base.problems import NotUnderstood
from sangkien.base.text import decoded, forbidden, nfc, one_line, paragraphs
from sangkien.base.text.encodings import shows_unicode

Choices = Sequence[tuple[str, str | Promise]]

# Longer than any amount, day or number anybody writes: not worth reading to the end.
_LONGEST_TOKEN = 200

# Below a thousand and without a word of size: "12" is đồng to a machine, rarely to a person.
_WITHOUT_SIZE = re.compile(r"(0*[1-9][0-9]{0,2})([.,][0-9]{1,2})?")


class TextField(forms.CharField):
    """Words, cleaned: old encodings made readable, composed, nothing invisible, no more than `most` characters."""

    def __init__(self, *, most: int, lines: bool = False, **kwargs: Any) -> None:
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(required=False, strip=False, **kwargs)
        self._most = most
        self._shape = paragraphs if lines else one_line

    def to_python(self, value: Any) -> str:
        typed = str(value or "")
        if not typed:
            return ""
        # Decomposed, or with bytes read as letters, a text is at most a few times as long as when it is clean.
        if len(typed) > 4 * self._most + 100:
            raise self._too_long(len(typed))
        readable = self._readable(typed)
        if what := forbidden(readable):
            raise ValidationError(_("Trong phần này có %(what)s. Anh/chị xóa hoặc gõ lại chỗ đó nhé") % {"what": what})
        text = self._shape(readable)
        if len(text) > self._most:
            raise self._too_long(len(text))
        return text

    def _readable(self, typed: str) -> str:
        """Read as a whole, which says most about its encoding; where some of it is good as it is, line by line, since
        the others may have been pasted from an old file."""
        if self._shape is one_line or not shows_unicode(nfc(typed)):
            return decoded(typed).text
        return "\n".join(decoded(line).text for line in typed.split("\n"))

    def _too_long(self, now: int) -> ValidationError:
        text = _("Phần này dài %(now)s chữ cái, anh/chị rút gọn còn tối đa %(most)s nhé")
        return ValidationError(
            text
            % {
                "now": format_int(now, get_language() or "vi"),
                "most": format_int(self._most, get_language() or "vi"),
            }
        )


class ReadField(forms.CharField):
    """A short thing that is read by a parser of the ground floor; None when nothing was typed."""

    def __init__(self, parse: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self._parse = parse

    def to_python(self, value: Any) -> Any:
        typed = str(value or "")
        if not typed:
            return None
        if len(typed) > _LONGEST_TOKEN:
            raise ValidationError(_("Ô này chỉ cần ghi ngắn. Anh/chị xem lại giúp"), code="too_long")
        if not one_line(typed):
            return None
        try:
            return self._parse(typed)
        except NotUnderstood as no:
            raise ValidationError(no.text, code=no.code) from None


def phone_field(**kwargs: Any) -> ReadField:
    """A telephone number as E.164."""
    attrs = {"inputmode": "tel", "autocomplete": "off"} | kwargs.pop("attrs", {})
    return ReadField(phones.normalise, widget=forms.TextInput(attrs=attrs), **kwargs)


def day_field(**kwargs: Any) -> ReadField:
    """A day."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}
    parse: Callable[[str], date] = parse_day
    return ReadField(parse, widget=forms.TextInput(attrs=attrs), **kwargs)


def hour_field(**kwargs: Any) -> ReadField:
    """A time of day."""
    attrs = {"inputmode": "text", "autocomplete": "off", "class": "input-tiny"}
    return ReadField(parse_hour, widget=forms.TextInput(attrs=attrs), **kwargs)


def money_field(*, keys: str = "numeric", **kwargs: Any) -> ReadField:
    """An amount in whole đồng. A bare "12" is asked about: đồng, nghìn or triệu? `keys`: which keyboard opens."""
    attrs = {"inputmode": keys, "autocomplete": "off"}
    return ReadField(_surely_dong, widget=forms.TextInput(attrs=attrs), **kwargs)


def typed_dong(amount: int) -> str:
    """An amount as it would be typed again."""
    return f"{amount} đồng" if 0 < amount < 1000 else format_int(amount)


def quantity_field(**kwargs: Any) -> ReadField:
    """How many or how much, to a thousandth; a product is worked out."""
    return ReadField(parse_quantity, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)


def share_field(**kwargs: Any) -> ReadField:
    """A share in hundredths of a percent; an author with no part in it is no author."""
    return ReadField(
        _some_share, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs
    )


def whole_number_field(**kwargs: Any) -> ReadField:
    """A whole number, not negative."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}
    return ReadField(_whole_number, widget=forms.TextInput(attrs=attrs), **kwargs)


class RadioSelect(forms.RadioSelect):
    """Cards of which some bring more questions with them; the stylesheet shows those while one is chosen."""

    def __init__(self, turns_on: Collection[str]) -> None:
        super().__init__()
        self._turns_on = turns_on

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self._turns_on:
            option["attrs"]["class"] = "turns-on"
        return option


def choice_field(
    choices: Choices, *, select: bool = False, turns_on: Collection[str] = (), **kwargs: Any
) -> forms.ChoiceField:
    """One of a list, as cards for a thumb or as a drop-down list; `turns_on`: those that ask for more."""
    widget = forms.Select() if select else RadioSelect(turns_on)
    messages = {"invalid_choice": _("Chọn một mục trong danh sách")}
    return forms.ChoiceField(choices=choices, required=False, widget=widget, error_messages=messages, **kwargs)


def choices_field(choices: Choices, **kwargs: Any) -> forms.MultipleChoiceField:
    """Any number of a list."""
    wrong = _("Chọn các mục có trong danh sách")
    return forms.MultipleChoiceField(
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": wrong, "invalid_list": wrong},
        **kwargs,
    )


def _surely_dong(typed: str) -> int:
    if found := _WITHOUT_SIZE.fullmatch(one_line(typed)):
        number, language = Decimal(found[0].replace(",", ".")), get_language() or "vi"
        sizes = (1000, 1_000_000) if found[2] else (1, 1000, 1_000_000)
        *first, last = [format_dong(int(number * size), language) for size in sizes]
        text = _("Là %(first)s hay %(last)s? Anh/chị ghi lại cho đủ giúp") % {"first": ", ".join(first), "last": last}
        raise NotUnderstood("which_size", text)
    return parse_dong(typed)


def _some_share(typed: str) -> int:
    share = parse_share(typed)
    if share == 0:
        raise NotUnderstood("nothing", _("Phần đóng góp của mỗi tác giả cần lớn hơn 0"))
    return share


def _whole_number(typed: str) -> int:
    digits = one_line(typed).replace(".", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise NotUnderstood("unreadable", _("Ghi một số nguyên, ví dụ 3"))
    return int(digits)
