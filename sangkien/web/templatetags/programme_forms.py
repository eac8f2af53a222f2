"""What is wrong in a section of a programme, above it."""

from typing import Any

from django import template
from django.forms import BaseForm

from sangkien.web.programmes.forms import SectionForm
from sangkien.web.templatetags import components

register = template.Library()


@register.inclusion_tag("components/error_summary.html")
def mistakes_in(form: SectionForm, why: BaseForm | None) -> dict[str, Any]:
    """Every mistake of all the rows of a section, and of the reason, each a link to its box."""
    return components.error_summary(*form.forms, *([why] if why else []))
