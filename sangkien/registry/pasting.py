"""What was pasted from elsewhere, made the words of a paper: composed, nothing in it that nobody sees, lists with the
decree's own sign. No word is lost."""

import re

from sangkien.base.text import paragraphs

# What Word puts before the lines of a list; "o" stands for its hollow circle when it comes as plain text.
_BULLET = re.compile(r"^(?:[•◦▪▫‣●○■□➢➤❖∙·]|[*o–—-](?=\s))\s*", re.MULTILINE)


def tidy(text: str) -> str:
    """The text in clean lines, each line of a list behind a hyphen (Decree 30/2020, Appendix I)."""
    return _BULLET.sub("- ", paragraphs(text))
