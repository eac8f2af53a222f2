"""Links to the files of a table."""

from typing import Any

from django import template

from sangkien.web.data.answering import FORMS

register = template.Library()


@register.inclusion_tag("components/take.html")
def take(address: str, query: str = "", label: str = "") -> dict[str, Any]:
    """Links to a table in every form. `address` is that of its CSV, `query` what was asked of it; `label` says which
    table it is, where a page has several."""
    bare = address.removesuffix("csv")
    return {"links": [(form.name, f"{bare}{form.ending}{query}") for form in FORMS.values()], "label": label}
