"""The questions that only one programme asks, as fields of the pages they stand on."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.initiatives.rules import LONGEST_TEXT
from sangkien.programmes.models import Edition
from sangkien.web.submit.fields import TextField, choice_field, whole_number_field

PREFIX = "extra_"
_LONGEST_LINE = 300


def questions_at(edition: Edition, step: int) -> list[dict[str, Any]]:
    """The programme's own questions for this step, as its file gives them."""
    return [question for question in edition.questions if question["step"] == step]


def field_for(question: dict[str, Any]) -> forms.Field:
    """The field that asks it; its kind is one of those in `programmes.spec.Question`."""
    asks: dict[str, Any] = {"label": said(question["label"]), "help_text": said(question["hint"])}
    match question["kind"]:
        case "line":
            return TextField(most=_LONGEST_LINE, **asks)
        case "text":
            return TextField(most=LONGEST_TEXT, lines=True, **asks)
        case "number":
            return whole_number_field(**asks)
        case "yes_no":
            return choice_field([("yes", _("Có")), ("no", _("Không"))], **asks)
        case _:
            return choice_field([(choice["code"], said(choice["name"])) for choice in question["choices"]], **asks)


def answer_of(question: dict[str, Any], value: Any) -> Any:
    """The answer as a dossier keeps it: a text, a number, a code, or true and false."""
    return value == "yes" if question["kind"] == "yes_no" else value


def typed_for(question: dict[str, Any], answer: Any) -> str:
    """The same answer as it would be typed again."""
    if question["kind"] == "yes_no":
        return "yes" if answer else "no"
    return str(answer)


def said(text: dict[str, str] | None) -> str:
    """A bilingual text of the programme's file in the reader's language; Vietnamese rules."""
    if not text:
        return ""
    return text["en"] if get_language() == "en" and text["en"] else text["vi"]
