"""Texts of a list, cleaned. Rows say the same again and again: each short text is looked at once.

Long ones are descriptions, no two of which are the same: kept, they would fill the machine.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from sangkien.base import text

T = TypeVar("T")

_MOST_KEPT = 20_000
_SHORT = 250  # letters: as a title


def kept_if_short(answer: Callable[[str], T]) -> Callable[[str], T]:
    """`answer`, which depends on its text alone, worked out once for each short text."""
    kept = lru_cache(maxsize=_MOST_KEPT)(answer)

    @wraps(answer)
    def answered(said: str) -> T:
        return kept(said) if len(said) <= _SHORT else answer(said)

    return answered


one_line = kept_if_short(text.one_line)
paragraphs = kept_if_short(text.paragraphs)
fold = kept_if_short(text.fold)
