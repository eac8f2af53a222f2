"""Showing where the words were found: pieces of a text, each marked or not, so that the page only has to escape
them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.search.questions import Question
from sangkien.search.reading import Word, has_marks, words_in

SNIPPET = 34  # words: two lines on a desk, four on a phone
_BEFORE = 8  # words that lead up to the first one that was found


@dataclass(frozen=True)
class Piece:
    """A run of text; `marked`: it was asked for."""

    text: str
    marked: bool = False


def marked(text: str, question: Question) -> list[Piece]:
    """The whole text, with the words that were asked for marked. What was typed with its marks is marked where it
    stands with them; only where it never does, wherever it is the same word without."""
    return _pieces(text, _found(list(words_in(text)), question), 0, len(text))


def snippet(texts: Sequence[str], question: Question) -> list[Piece]:
    """Of the first text that holds most of what was asked the stretch that holds most of it; nothing where none holds
    any."""
    read = [(text, list(words_in(text))) for text in texts]
    holding = [(text, words, _found(words, question)) for text, words in read]
    best, words, found = max(holding, key=lambda one: _distinct(one[2]), default=("", [], []))
    if not found:
        return []
    first, last = _densest(words, found)
    start, end = words[first].start if first else 0, words[last].end if last < len(words) - 1 else len(best)
    pieces = _pieces(best, [word for word in found if start <= word.start and word.end <= end], start, end)
    return [*([Piece("… ")] if first else []), *pieces, *([Piece(" …")] if end < len(best) else [])]


def beginning(text: str) -> list[Piece]:
    """How a text begins, where nothing of it was asked for."""
    words = list(words_in(text))
    if len(words) <= SNIPPET:
        return [Piece(text)] if text else []
    return [Piece(text[: words[SNIPPET - 1].end]), Piece(" …")]


def _found(words: Sequence[Word], question: Question) -> list[Word]:
    """Those words that answer to the question, in their order."""
    found: set[int] = set()
    for term in question.terms:
        for asked in term.words:
            wanted = set(asked.folded)
            same = [n for n, word in enumerate(words) if not wanted.isdisjoint(word.folded)]
            if has_marks(asked.marked):
                same = [n for n in same if words[n].marked == asked.marked] or same
            found.update(same)
        if term.open_ended:
            begun = term.words[-1].folded[-1]
            found.update(n for n, word in enumerate(words) if any(one.startswith(begun) for one in word.folded))
    return [words[n] for n in sorted(found)]


def _distinct(found: Sequence[Word]) -> int:
    return len({word.folded for word in found})


def _densest(words: Sequence[Word], found: Sequence[Word]) -> tuple[int, int]:
    """From which word to which: the stretch that holds the most different ones, with a few before the first."""
    places = {word.start: n for n, word in enumerate(words)}
    at = [(places[word.start], word.folded) for word in found]
    window = SNIPPET - _BEFORE
    start = max(
        (place for place, _folded in at),
        key=lambda first: (len({f for p, f in at if first <= p < first + window}), -first),
    )
    first = max(0, start - _BEFORE)
    return first, min(len(words), first + SNIPPET) - 1


def _pieces(text: str, found: Sequence[Word], start: int, end: int) -> list[Piece]:
    """Neighbours that were asked for are one mark, with what stands between them."""
    pieces: list[Piece] = []
    at = start
    for word in found:
        between = text[at : word.start]
        if pieces and pieces[-1].marked and not between.strip():
            pieces[-1] = Piece(pieces[-1].text + between + text[word.start : word.end], marked=True)
        else:
            pieces += [Piece(between)] if between else []
            pieces.append(Piece(text[word.start : word.end], marked=True))
        at = word.end
    return [*pieces, *([Piece(text[at:end])] if at < end else [])]
