"""Single questions about a programme: how each is asked, how what stands is shown, what is taken from it.

What stands and what is taken are the plain values of the programme's file (`programmes.spec`); whether they make sense
together the file's own shape says, for the page as for the command.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.web.submit.fields import (
    Choices,
    TextField,
    choice_field,
    day_field,
    money_field,
    typed_dong,
    whole_number_field,
)

Words = str | Promise


@dataclass(frozen=True)
class Ask:
    """One question. `field` makes its box; `show` what stands as it would be typed; `take` what was typed as the file
    has it, None for nothing."""

    label: Words
    field: Callable[..., forms.Field]
    show: Callable[[Any], Any] = lambda told: "" if told is None else told
    take: Callable[[Any], Any] = lambda typed: None if typed in ("", None) else typed
    help: Words = ""

    def box(self) -> forms.Field:
        """A fresh field."""
        return self.field(label=self.label, help_text=self.help)


def line(label: Words, *, most: int = 200, help: Words = "") -> Ask:
    """Words on one line."""
    return Ask(label, partial(TextField, most=most), help=help)


def text(label: Words, *, help: Words = "") -> Ask:
    """Words on several lines."""
    return Ask(label, partial(TextField, most=4000, lines=True), help=help)


def day(label: Words, *, help: Words = "") -> Ask:
    """A day, 31/05/2022."""
    return Ask(label, day_field, show=_shown_day, take=lambda typed: typed and typed.isoformat(), help=help)


def number(label: Words, *, help: Words = "") -> Ask:
    """A whole number."""
    return Ask(label, whole_number_field, help=help)


def money(label: Words, *, help: Words = "") -> Ask:
    """An amount in đồng."""
    return Ask(label, money_field, show=lambda told: "" if told is None else typed_dong(told), help=help)


def choice(label: Words, choices: Choices, *, help: Words = "") -> Ask:
    """One of a list."""
    return Ask(label, partial(choice_field, choices, select=True), show=_as_choice, help=help)


def tick(label: Words, *, help: Words = "") -> Ask:
    """Yes or no."""
    return Ask(label, partial(forms.BooleanField, required=False), show=bool, take=bool, help=help)


def lines(label: Words, *, help: Words = "") -> Ask:
    """Several texts, one a line."""
    return Ask(label, partial(TextField, most=8000, lines=True), show="\n".join, take=_lines, help=help)


def codes(label: Words, *, help: Words = "") -> Ask:
    """Several codes, with commas between them."""
    return Ask(label, partial(TextField, most=1000), show=", ".join, take=_codes, help=help)


def numbers(label: Words, *, help: Words = "") -> Ask:
    """Several whole numbers, with semicolons between them."""
    return Ask(label, partial(TextField, most=1000), show=_shown_numbers, take=_numbers, help=help)


def choices_of_a_question(label: Words) -> Ask:
    """What a question offers, one a line: code | Vietnamese | English | hint | hint in English."""
    told = _("Mỗi dòng một lựa chọn: mã | tiếng Việt | tiếng Anh")
    return Ask(label, partial(TextField, most=8000, lines=True), show=_shown_choices, take=_choices, help=told)


def _shown_day(told: Any) -> str:
    return format_day(date.fromisoformat(told)) if told else ""


def _as_choice(told: Any) -> str:
    return "" if told is None else str(told).lower() if isinstance(told, bool) else str(told)


def _lines(typed: str) -> list[str]:
    return [one for one in typed.splitlines() if one]


def _codes(typed: str) -> list[str]:
    return [code for part in typed.split(",") if (code := part.strip())]


def _shown_numbers(told: list[int]) -> str:
    return "; ".join(format_int(one) for one in told)


def _numbers(typed: str) -> list[str]:
    return [number for part in typed.split(";") if (number := part.strip().replace(".", ""))]


def _shown_choices(told: list[dict[str, Any]]) -> str:
    return "\n".join(_shown_choice(one) for one in told)


def _shown_choice(one: dict[str, Any]) -> str:
    hint = one.get("hint") or {}
    said = [one["code"], one["name"]["vi"], one["name"].get("en", ""), hint.get("vi", ""), hint.get("en", "")]
    return " | ".join(said).rstrip(" |")


def _choices(typed: str) -> list[dict[str, Any]]:
    return [_choice(one) for one in _lines(typed)]


def _choice(typed: str) -> dict[str, Any]:
    code, vi, en, hint, hint_en = [*map(str.strip, typed.split("|", 4)), "", "", "", ""][:5]
    told: dict[str, Any] = {"code": code, "name": {"vi": vi, "en": en}}
    return told | ({"hint": {"vi": hint, "en": hint_en}} if hint or hint_en else {})
