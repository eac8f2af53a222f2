"""The same official papers as PDF: Tinos, as wide letter by letter as Times New Roman, PDF/A-2a and PDF/UA-1."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sangkien.documents.decree30 import ANNEX, MOTTO, NATION
from sangkien.documents.papers import Paper
from sangkien.documents.typesetting import as_pdf

_NOT_THERE = "?"
# What our subset of Tinos has (scripts/vendor.py): ASCII, Latin-1, Vietnamese, the signs of Vietnamese print.
_RANGES = [(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0xFF), (0x1EA0, 0x1EF9)]
LETTERS = {chr(code) for first, last in _RANGES for code in range(first, last + 1)} | set("ĂăĐđĨĩŨũƠơƯư₫–—‘’“”•…−×÷")


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """The paper to print, bearing the moment `at`. A letter that the fonts lack is a question mark: see
    `unprintable`."""
    parts = [{"part": type(part).__name__.lower(), **asdict(part)} for part in paper.parts]
    data = {"name": paper.name, "nation": NATION, "motto": MOTTO, "annex": ANNEX, "parts": parts}
    return as_pdf("decree30", _marked(data), at=at)


def unprintable(text: str) -> list[str]:
    """The letters of a text that no paper can show, each once."""
    return [letter for letter in dict.fromkeys(text) if letter not in LETTERS and letter != "\n"]


def _marked(value: Any) -> Any:
    """The same data with a mark for every letter that the fonts lack."""
    if isinstance(value, str):
        return "".join(_NOT_THERE if unprintable(letter) else letter for letter in value)
    if isinstance(value, dict):
        return {name: _marked(one) for name, one in value.items()}
    return [_marked(one) for one in value] if isinstance(value, list | tuple) else value
