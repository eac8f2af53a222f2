"""Several ways to say how alike two titles are, plainly done, to be held against the product's own."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from rapidfuzz import fuzz

from sangkien.base.text import fold, nfc
from sangkien.similarity.likeness import likeness
from sangkien.similarity.prints import title_bands
from tests.likeness.alterations import Pair

Method = Callable[[str, str], float]


def methods(titles: Sequence[str]) -> dict[str, Method]:
    """By name. `titles` teach how rare a word is."""
    return {
        "trigrams, as typed": lambda one, other: trigrams(nfc(one).lower(), nfc(other).lower()),
        "trigrams, folded": lambda one, other: trigrams(fold(one), fold(other)),
        "words sorted, edit distance": lambda one, other: fuzz.token_sort_ratio(fold(one), fold(other)) / 100,
        "TF-IDF of one and two words": TfIdf(titles).cosine,
        "MinHash alone": shared_bands,
        "side by side, weighed": lambda one, other: likeness(one, other).score,
    }


def trigrams(one: str, other: str) -> float:
    """What pg_trgm says: the trigrams of the words in common, of all."""
    left, right = _trigrams(one), _trigrams(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _trigrams(text: str) -> set[str]:
    words = ["".join(c for c in word if c.isalnum()) for word in text.split()]
    return {f"  {word} "[at : at + 3] for word in words for at in range(len(word) + 1)}


def shared_bands(one: str, other: str) -> float:
    """The share of the bands that agree: what the index alone knows."""
    left, right = title_bands(one), title_bands(other)
    return sum(a == b for a, b in zip(left, right, strict=False)) / max(1, len(left))


class TfIdf:
    """The cosine of the words and pairs of words, the rarer the heavier."""

    def __init__(self, titles: Iterable[str]) -> None:
        told = [set(_terms(title)) for title in titles]
        self._many = len(told)
        self._with = Counter(term for terms in told for term in terms)

    def cosine(self, one: str, other: str) -> float:
        """From 0 to 1."""
        left, right = self._weights(one), self._weights(other)
        product = sum(weight * right[term] for term, weight in left.items() if term in right)
        return product / (_length(left) * _length(right)) if product else 0.0

    def _weights(self, title: str) -> dict[str, float]:
        return {term: n * log((1 + self._many) / (1 + self._with[term])) for term, n in Counter(_terms(title)).items()}


def _terms(title: str) -> list[str]:
    words = fold(title).split()
    return [*words, *(" ".join(two) for two in pairwise(words))]


def _length(weights: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values())) or 1.0


@dataclass(frozen=True)
class Point:
    """At this line and above: how many of those found are right, how many of the right ones are found."""

    line: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision else 0.0


def curve(pairs: Sequence[Pair], method: Method) -> list[Point]:
    """From the strictest line to the loosest."""
    scored = sorted(((method(pair.a, pair.b), pair.same) for pair in pairs), key=lambda one: -one[0])
    same, right = sum(is_same for _score, is_same in scored), 0
    points = []
    for found, (score, is_same) in enumerate(scored, 1):
        right += is_same
        if found == len(scored) or scored[found][0] < score:
            points.append(Point(score, right / found, right / same))
    return points


def best(points: Sequence[Point]) -> Point:
    """Where the harmonic mean is greatest."""
    return max(points, key=lambda point: (point.f1, point.line))


def recall_at(points: Sequence[Point], precision: float) -> float:
    """The greatest recall with at least this precision; 0 if there is none."""
    return max((point.recall for point in points if point.precision >= precision), default=0.0)
