"""Long lists of words as one pattern."""

import re


def one_of(text: str) -> str:
    """Alternatives divided by |, over as many lines as they need; spaces around a | and between lines do not count."""
    return re.sub(r" ?\| ?", "|", " ".join(text.split()))
