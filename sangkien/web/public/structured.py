"""What a page is about, for machines that read schema.org: a block of data, which no browser carries out."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_LETTERS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def article(
    *,
    headline: str,
    description: str,
    url: str,
    publisher: str,
    authors: Sequence[str] = (),
    image: str = "",
    published: datetime | None = None,
) -> SafeString:
    """An article: who wrote of it is named only as the page names them."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": headline,
        "description": description,
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "publisher": {"@type": "Organization", "name": publisher},
    }
    if authors:
        told["about"] = [{"@type": "Person", "name": name} for name in authors]
    if image:
        told["image"] = image
    if published:
        told["datePublished"] = published.isoformat()
    return block(told)


def block(told: dict[str, Any]) -> SafeString:
    """The data within the page; nothing that somebody typed can end the block."""
    text = json.dumps(told, ensure_ascii=False).translate(_LETTERS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
