"""A question of the worker's form, with the union's words above it when the dossier has come back."""

from typing import Any

from django import template
from django.forms import BoundField

from sangkien.web.submit.forms.base import Asking
from sangkien.web.templatetags import components

register = template.Library()


@register.inclusion_tag("submit/ask.html")
def ask(bound: BoundField | str, *, tight: bool = False) -> dict[str, Any]:
    """The question as its form describes it; nothing where the programme does not ask it."""
    if isinstance(bound, str):
        return {"asked": [], "bound": None}
    form = bound.form
    assert isinstance(form, Asking)
    shown = components.field(
        bound,
        hints=form.hints.get(bound.name),
        unit=form.units.get(bound.name, ""),
        words=form.words.get(bound.name, ""),
        optional=bound.name in form.optional,
        tight=tight,
    )
    return {"asked": form.asked_at(bound.name), **shown}


@register.inclusion_tag("submit/asked.html")
def asked(form: Asking, name: str) -> dict[str, Any]:
    """The union's words about something on the page that is not one field."""
    return {"asked": form.asked_at(name)}
