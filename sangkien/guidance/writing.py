"""Markdown to HTML that is safe to show: nothing that an author types can do more than look like text, a list, a table
or a link. Pages have a first heading of their own: those of an article are of the second to the fourth level."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr", "code", "a"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_HIGHEST, _LOWEST = 2, 4


def html(text: str) -> str:
    """The words as HTML. A link leads within the product, to a page over https, to a mailbox or a phone."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _lowered(token)
    drawn = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(drawn, tags=_TAGS | _TABLES, attributes={"a": {"href"}}, url_schemes={"https", "mailto", "tel"})


def plain(text: str) -> str:
    """The words without any sign: for search, a preview, a message."""
    return " ".join(nh3.clean(html(text), tags=set()).split())


def _lowered(heading: Token) -> str:
    return f"h{min(max(int(heading.tag[1]), _HIGHEST), _LOWEST)}"
