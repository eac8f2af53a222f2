"""What was pasted from elsewhere, made the words of a paper: composed, nothing in it that nobody sees, lists with the
decree's own sign. No word is lost."""

import re

from sangkien.base.text import paragraphs

# What Word puts before the lines of a list; "o" stands for its hollow circle when it comes as plain text.
_BULLET = re.compile(r"^(?:[•◦▪▫‣●○■□➢➤❖∙·]|[*o–—-](?=\s))\s*", re.MULTILINE)
# What a page of the web or a mail program leaves around words that came through it as plain text. Without
# an attribute or the closing sign right behind its name it is mathematics: "x<y và z>t".
_MARKUP = re.compile(
    r"</?[a-zA-Z][\w:.-]*(?:\s+[\w:-]+=[^<>]*)?\s*/?>|<!--.*?(?:-->|$)|<!\[[^<>]*>|\{\\\w+|&(?:nbsp|amp|lt|gt|quot);"
)


def markup_in(text: str) -> list[str]:
    """The signs of a page or of Word's own format in a text, each once: they would be printed as they are."""
    return list(dict.fromkeys(found[0] for found in _MARKUP.finditer(text)))


def tidy(text: str) -> str:
    """The text in clean lines, each line of a list behind a hyphen (Decree 30/2020, Appendix I)."""
    return _BULLET.sub("- ", paragraphs(text))
