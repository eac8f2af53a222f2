"""Articles in the reader's language."""

from django import template
from django.utils.translation import get_language

from sangkien.guidance.models import Edition

register = template.Library()


@register.filter
def titled(edition: Edition) -> str:
    """Its title."""
    return edition.title_en if get_language() == "en" and edition.title_en else edition.title
