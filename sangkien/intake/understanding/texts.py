"""Texts of a list, cleaned. Rows say the same again and again: each text is cleaned once."""

from functools import lru_cache

from sangkien.base import text

one_line = lru_cache(maxsize=20_000)(text.one_line)
paragraphs = lru_cache(maxsize=20_000)(text.paragraphs)
fold = lru_cache(maxsize=20_000)(text.fold)
