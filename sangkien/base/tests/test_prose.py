"""What people write is shown as they meant it, and does nothing."""

import re

import pytest

from sangkien.base.prose import html_of, plain_of

STORY = """# Hai chốt nam châm

Chị **giữ mép vải** bằng *một tay*.

- nhanh hơn
- đỡ mỏi

> Ai cũng làm được.

[Xem thêm](https://example.vn/a?b=1&c=2)
"""


def test_is_laid_out_beneath_the_heading_of_the_page() -> None:
    html = html_of(STORY)

    assert "<h2>Hai chốt nam châm</h2>" in html
    assert "<strong>giữ mép vải</strong>" in html and "<em>một tay</em>" in html
    assert html.count("<li>") == 2 and "<blockquote>" in html
    assert 'href="https://example.vn/a?b=1&amp;c=2"' in html and 'rel="noopener noreferrer"' in html


def test_is_one_line_of_words_where_no_layout_is() -> None:
    assert plain_of(STORY) == (
        "Hai chốt nam châm Chị giữ mép vải bằng một tay. nhanh hơn đỡ mỏi Ai cũng làm được. Xem thêm"
    )
    assert plain_of("a < b & c") == "a < b & c"


PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.vn "onmouseover=alert(1)")',
    '<a href="https://a.vn" onclick="alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.example'</style>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | x |",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_never_does_anything(payload: str) -> None:
    html = html_of(payload)

    tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>", html)
    assert not {name for name, _ in tags} & {"script", "img", "svg", "math", "iframe", "style", "noscript"}
    assert not any(re.search(r"\bon\w+\s*=|javascript:|vbscript:|data:", rest, re.I) for _, rest in tags), html
