"""Prose (lời văn): what people write in Markdown, as HTML that does nothing but show it.

Two locks, each enough by itself: the reader of Markdown knows neither HTML nor pictures, and of what it makes only
harmless elements are kept. Links lead to pages and mail boxes, and tell nobody where the reader came from.
"""

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])
_KEPT = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h2", "h3", "h4"}
_KEPT |= {"table", "thead", "tbody", "tr", "th", "td"}
_KEEPER = nh3.Cleaner(
    tags=_KEPT,
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)
_BARE = nh3.Cleaner(tags=set(), strip_comments=True)
_FIRST_HEADING, _LAST_HEADING = 2, 4


def html_of(markdown: str) -> SafeString:
    """What was written, ready for a page whose own heading is the only one of the first level: `#` and `##` are of its
    second, so that no level is left out."""
    tokens = _READER.parse(markdown)
    for token in tokens:
        _lower(token)
    html = _READER.renderer.render(tokens, _READER.options, {})
    return mark_safe(_KEEPER.clean(html))


def plain_of(markdown: str) -> str:
    """The words alone, in one line: for descriptions, feeds and share pictures."""
    return " ".join(unescape(_BARE.clean(_READER.render(markdown))).split())


def _lower(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(max(int(token.tag[1]), _FIRST_HEADING), _LAST_HEADING)}"
