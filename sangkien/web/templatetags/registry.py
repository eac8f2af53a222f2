"""How a paper is shown on a page: the same parts as in its files."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.documents.decree30 import ANNEX, MOTTO, NATION
from sangkien.documents.papers import Annex, BothSign, Column, Paper, Signature
from sangkien.registry.comparing import Change, Seen
from sangkien.registry.filling import Piece

register = template.Library()
register.simple_tag(lambda: NATION, name="nation")
register.simple_tag(lambda: MOTTO, name="motto")
register.simple_tag(lambda: ANNEX, name="annex_word")


@register.simple_tag
def piece(one: Piece) -> SafeString:
    """Words of a paragraph; what came from the figures is marked, and says from which field."""
    words = format_html("<b>{}</b>", one.text) if one.bold else conditional_escape(one.text)
    if not one.field and one.known:
        return SafeString(words)
    told = _("mục {%(name)s} của số liệu đã chốt") % {"name": one.field} if one.known else _("chưa có số liệu")
    return format_html('<span class="{}" title="{}">{}</span>', "from" if one.known else "from open", told, words)


@register.simple_tag
def seen(one: Seen) -> SafeString:
    """Words of two versions beside each other; what is told by a line through or under is said as well."""
    words = format_html('<span class="field-name">{}</span>', one.text) if one.field else conditional_escape(one.text)
    words = format_html("<b>{}</b>", words) if one.bold else words
    if one.change == Change.SAME:
        return SafeString(words)
    name, said = ("del", _("bỏ:")) if one.change == Change.OUT else ("ins", _("thêm:"))
    return format_html('<{0}><span class="quiet">{1} </span>{2}</{0}>', name, said, words)


@register.filter
def annex_of(paper: Paper) -> Annex | None:
    """The list that goes with the paper."""
    return next((part for part in paper.parts if isinstance(part, Annex)), None)


@register.filter
def beside_of(paper: Paper) -> Signature | None:
    """Who signs it too, on the left."""
    return next((part.left for part in paper.parts if isinstance(part, BothSign)), None)


@register.filter
def labelled(annex: Annex) -> list[list[tuple[Column, str]]]:
    """Its rows and what they come to, each cell with its column."""
    said = [*annex.rows, annex.totals] if annex.totals else annex.rows
    return [list(zip(annex.columns, row, strict=True)) for row in said]
