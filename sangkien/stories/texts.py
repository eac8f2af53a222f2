"""Where an author's name stands in a story: `{tác giả 1}` for the whole name, `{chị 1}` as one speaks of somebody.

A writer writes names as they come; saving puts the places instead. Whoever reads the story reads the name as long as
its owner agrees, and "tác giả" from the moment at which they no longer do.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sangkien.base.text import fold
from sangkien.initiatives.models import Author

_FULL = "tác giả"
_CALLED = ("anh", "chị", "cô", "chú", "bác", "ông", "bà", "em")
_PLACE = re.compile(rf"\{{({_FULL}|{'|'.join(_CALLED)}) (\d{{1,2}})\}}", re.IGNORECASE)
_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Quote:
    """What somebody said: an author (`who`: their place in the dossier), or whoever is meant by `role`."""

    text: str
    who: int = 0
    role: str = ""


@dataclass(frozen=True)
class Text:
    """A story as it is written."""

    headline: str
    lead: str = ""
    body: str = ""
    quotes: Sequence[Quote] = ()


def with_places(text: str, authors: Sequence[Author]) -> str:
    """The text with every author's name as the place where it stands: the whole name, and the given name after a word
    by which one speaks of somebody ("chị Lan")."""
    for nth, author in enumerate(authors, start=1):
        name, given = re.escape(author.full_name), re.escape(author.full_name.split()[-1])
        called = "|".join(_CALLED)
        text = re.sub(rf"(?<!\w)({called})\s+(?:{name}|{given})(?!\w)", rf"{{\1 {nth}}}", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<!\w){name}(?!\w)", f"{{{_FULL} {nth}}}", text, flags=re.IGNORECASE)
    return text


def told_of(text: str) -> set[int]:
    """The places in the dossier of those of whom a text speaks."""
    return {int(found[2]) for found in _PLACE.finditer(text)}


def read_out(text: str, authors: Sequence[Author], named: Collection[Author], *, markdown: bool = False) -> str:
    """The text as somebody reads it: the names of those who may be named, "tác giả" for the others."""

    def said(found: "re.Match[str]") -> str:
        called, nth = found[1], int(found[2])
        author = authors[nth - 1] if 0 < nth <= len(authors) else None
        if author is None or author not in named:
            return _FULL.capitalize() if called[0].isupper() else _FULL
        name = _MEANS_SOMETHING.sub(r"\\\1", author.full_name) if markdown else author.full_name
        return name if called.lower() == _FULL else f"{called} {name.split()[-1]}"

    return _PLACE.sub(said, text)


def names_left(text: str, authors: Sequence[Author]) -> list[str]:
    """Names of authors that stand in the text all the same: without their marks, or spelled a little otherwise."""
    words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
    return [author.full_name for author in authors if f" {fold(author.full_name)} " in words]
