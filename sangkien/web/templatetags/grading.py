"""Looking up by key in a template, and what is wrong in many forms at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BaseForm

from sangkien.web.templatetags.components import error_summary

register = template.Library()


@register.filter
def of(names: Mapping[int, str], key: int) -> str:
    """The name of what has this key; empty where it has none."""
    return names.get(key, "")


@register.inclusion_tag("components/error_summary.html")
def mistakes_of(forms: Iterable[BaseForm]) -> dict[str, Any]:
    """Everything that needs another look in these forms, above them."""
    return error_summary(*forms)
