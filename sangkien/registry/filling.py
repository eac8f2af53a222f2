"""Fields in the words of a paper: {hợp lệ}, {phần trăm}, {đến ngày}. Filled from frozen figures, from nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sangkien.base.text import fold
from sangkien.registry.fields import Field, field_named
from sangkien.registry.sentences import Facts

_MARK = re.compile(r"\{([^{}]*)\}|\*\*")
_PROMPT = re.compile(r"^\[[^\[\]]*\]$|\[ghi\b[^\[\]]*\]", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[.?!])[\s*-]*$")  # what stands before a field at the head of a sentence
_LOOSE = re.compile(r"\{[^{}]{0,30}|[^{}]{0,30}\}")
OPEN = "……"  # stands where nothing is known


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph. `field`: the name of the field they were filled from; `known`: it had something to
    say."""

    text: str
    bold: bool = False
    field: str = ""
    known: bool = True


def filled(text: str, facts: Facts | None) -> list[Piece]:
    """One paragraph in pieces. An unknown field stays as it was typed, and one without a fact is left open."""
    return [piece for piece in _pieces(text, facts) if piece.text]


def plain(text: str, facts: Facts | None) -> str:
    """The same as one text."""
    return "".join(piece.text for piece in filled(text, facts))


def unknown_fields(text: str) -> list[str]:
    """What stands between braces and is no field, each once, as it was typed."""
    return [name for name in names_in(text) if field_named(name) is None]


def open_fields(text: str, facts: Facts | None) -> list[Field]:
    """The fields of a text for which the facts, or no facts, have nothing to say."""
    return [field for field in fields_in(text) if _said(field, facts) is None]


def fields_in(text: str) -> list[Field]:
    """The fields of a text, each once."""
    return list(dict.fromkeys(field for name in names_in(text) if (field := field_named(name))))


def with_words(text: str, words: Mapping[str, str]) -> str:
    """The text with words in place of these fields, by their names: the drafter's own, not those of the figures."""
    said = {fold(name): word for name, word in words.items()}
    return _MARK.sub(lambda mark: said.get(fold(mark[1] or ""), mark[0]), text)


def open_prompts(text: str) -> list[str]:
    """What only says what is to be written there: a whole line in square brackets, or such a part that says "ghi"."""
    return [found[0] for line in text.splitlines() for found in _PROMPT.finditer(line.strip())]


def _pieces(text: str, facts: Facts | None) -> Iterator[Piece]:
    bold, here = False, 0
    for mark in _MARK.finditer(text):
        yield Piece(text[here : mark.start()], bold)
        here = mark.end()
        if mark[1] is None:
            bold = not bold
        else:
            yield _piece(mark, facts, bold=bold, begins=bool(_BEGINS.search(text[: mark.start()])))
    yield Piece(text[here:], bold)


def _piece(mark: re.Match[str], facts: Facts | None, *, bold: bool, begins: bool) -> Piece:
    field = field_named(mark[1])
    if field is None:
        return Piece(mark[0], bold, known=False)
    said = _said(field, facts)
    if said is None:
        return Piece(OPEN, bold, field.name, known=False)
    return Piece(said[:1].upper() + said[1:] if begins else said, bold, field.name)


def _said(field: Field, facts: Facts | None) -> str | None:
    return field.said(facts) if facts else None


def loose_braces(text: str) -> list[str]:
    """Braces that enclose nothing, each with the words about it, each once: "{hợp lệ sáng kiến"."""
    found = (_LOOSE.findall(_MARK.sub(" ", line)) for line in text.splitlines())
    return list(dict.fromkeys(words.strip() for line in found for words in line))


def names_in(text: str) -> list[str]:
    """What stands between braces, each once, as it was typed."""
    return list(dict.fromkeys(mark[1].strip() for mark in _MARK.finditer(text) if mark[1] is not None))
