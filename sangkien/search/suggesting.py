"""What may have been meant where nothing is found: the same words, one of them as it is known."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from sangkien.base.text import fold
from sangkien.organisations.search_slips import parts_of, run_together, slips
from sangkien.search.models import KnownWord
from sangkien.search.queries import Asked, find
from sangkien.search.questions import Question
from sangkien.search.rules import Reader

MOST = 3
_TRIED = 8  # questions that are asked anew, before nobody goes on guessing


def suggestions(asked: Asked, reader: Reader) -> list[str]:
    """Questions like this one to which the reader finds something, the likeliest first; none where every word is known.

    A word is known if it occurs anywhere; whether a question is offered is decided by what this reader finds. Two
    queries, and those of the questions that are tried."""
    tried = (text for text in islice(_otherwise(asked.question), _TRIED) if _finds(asked, text, reader))
    return list(islice(tried, MOST))


def _otherwise(question: Question) -> Iterable[str]:
    """The question with each word that is not known as something that is, the likeliest first."""
    words = question.typed.split()
    folded = [fold(word) for word in words]
    meant = {word: slips(word) for word in folded if word.isascii() and word.isalpha()}
    known = _known({guess for guesses in meant.values() for guess in guesses} | set(meant) | _parts(folded))
    likely = [
        (sure, place, guess)
        for place, word in enumerate(folded)
        if word in meant and word not in known
        for guess, sure in [*meant[word].items(), *((" ".join(run_together(word, known)), 1.0),)]
        if guess and (guess in known or " " in guess)
    ]
    for _sure, place, guess in sorted(likely, key=lambda one: (-one[0], one[1], one[2])):
        yield " ".join([*words[:place], guess, *words[place + 1 :]])


def _finds(asked: Asked, text: str, reader: Reader) -> bool:
    return bool(find(replace(asked, question=Question.read(text), place=""), reader, size=1).total)


def _known(guesses: set[str]) -> frozenset[str]:
    return frozenset(KnownWord.objects.filter(word__in=guesses).values_list("word", flat=True))


def _parts(words: Iterable[str]) -> set[str]:
    return {part for word in words for part in parts_of(word)}
