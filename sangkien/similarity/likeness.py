"""How alike two titles are: laid side by side word by word, and what differs weighed by how it differs.

A slip of the keyboard, an abbreviation, a synonym, a place added at the end leave it the same title. Another word in
the place of one, or another number, makes it another one. How the weights were found, and how other methods do on
the same pairs: docs/near-duplicates.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import OSA

from sangkien.similarity.reading import Word, lexicon, read

NEAR = 0.8  # from here on it is called a near duplicate

# What it costs, in words.
_TYPO, _SLIP, _OTHER_SYLLABLE = 0.1, 0.25, 0.6
_SHORTENED, _SYNONYM, _SMALL = 0.05, 0.35, 0.25
_MOVED = 0.15
_ADDED, _ADDED_BEFORE, _ADDED_BEHIND = 0.8, 0.5, 0.28
_REPLACED = 1.6

# What remains of the likeness, each time it happens.
_AFTER_A_REPLACEMENT, _AFTER_ANOTHER_NUMBER = 0.7, 0.4


class Way(StrEnum):
    """How a stretch of one title stands to a stretch of the other."""

    SAME = "same"
    TYPO = "typo"
    SHORTENED = "shortened"
    SYNONYM = "synonym"
    MOVED = "moved"
    ADDED = "added"
    REPLACED = "replaced"
    NUMBER = "number"


Words = tuple[Word, ...]


@dataclass(frozen=True)
class Step:
    """One stretch of both; one side is empty where a word was added."""

    way: Way
    left: Words
    right: Words
    cost: float = 0.0


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1; `steps`: all of both titles, in their order."""

    score: float
    steps: Sequence[Step] = field(default=())

    @property
    def near(self) -> bool:
        """Is it a near duplicate?"""
        return self.score >= NEAR

    @property
    def reasons(self) -> list[str]:
        """The ways in which they differ, each once; "same" when they do not."""
        ways = dict.fromkeys(step.way for step in self.steps if step.way != Way.SAME)
        return [way.value for way in ways] or [Way.SAME.value]


def likeness(one: str, other: str) -> Likeness:
    """How alike the titles are, whatever their order."""
    left, right = sorted((read(one), read(other)), key=lambda words: [word.folded for word in words])
    if not left or not right:
        return Likeness(0.0)
    steps = _weighed(_side_by_side(left, right), left, right)
    lightest = min(_weight(left), _weight(right)) + 1
    rest = _AFTER_A_REPLACEMENT ** sum(step.way == Way.REPLACED for step in steps)
    rest *= _AFTER_ANOTHER_NUMBER ** sum(step.way == Way.NUMBER for step in steps)
    return Likeness(max(0.0, 1 - sum(step.cost for step in steps) / lightest) * rest, steps)


def _weight(words: Sequence[Word]) -> float:
    return sum(_SMALL if word.small else 1.0 for word in words)


# Side by side ------------------------------------------------------------------------------------------------

_Move = tuple[int, int, float, Way]


def _side_by_side(left: Words, right: Words) -> list[Step]:
    """The cheapest way from one to the other. What both begin and end with need not be searched for, but for a few
    words: they may be half of an expression."""
    start = max(0, _common(left, right) - lexicon().longest_meaning)
    end = max(0, _common(left[start:][::-1], right[start:][::-1]) - lexicon().longest_meaning)
    inner = _cheapest(left[start : len(left) - end], right[start : len(right) - end])
    head = [Step(Way.SAME, left[:start], right[:start])] if start else []
    tail = [Step(Way.SAME, left[len(left) - end :], right[len(right) - end :])] if end else []
    return [*head, *inner, *tail]


def _common(left: Sequence[Word], right: Sequence[Word]) -> int:
    same = (one.folded == other.folded for one, other in zip(left, right, strict=False))
    return next((place for place, is_same in enumerate(same) if not is_same), min(len(left), len(right)))


def _cheapest(left: Words, right: Words) -> list[Step]:
    costs = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int, float, Way]] = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for across, down, cost, way in _moves(left, right, i, j):
                there, total = (i + across, j + down), costs[i, j] + cost
                if total < costs.get(there, float("inf")):
                    costs[there], came[there] = total, (i, j, cost, way)
    return _followed(left, right, came)


def _followed(left: Words, right: Words, came: dict[tuple[int, int], tuple[int, int, float, Way]]) -> list[Step]:
    steps, at = [], (len(left), len(right))
    while at != (0, 0):
        i, j, cost, way = came[at]
        steps.append(Step(way, left[i : at[0]], right[j : at[1]], cost))
        at = i, j
    return steps[::-1]


def _moves(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    """Every way to go on from word `i` and word `j`."""
    if i < len(left):
        yield 1, 0, 0.9 * _weight(left[i : i + 1]), Way.ADDED
    if j < len(right):
        yield 0, 1, 0.9 * _weight(right[j : j + 1]), Way.ADDED
    if i < len(left) and j < len(right):
        yield from _pair(left[i], right[j])
        yield from _joined(left, right, i, j)
        yield from _shortened(left, right, i, j)
        yield from _synonyms(left, right, i, j)


def _pair(one: Word, other: Word) -> Iterator[_Move]:
    if one.folded == other.folded or (one.mark and one.mark == other.mark):
        yield 1, 1, 0.0, Way.SAME
    elif (cost := _typo(one, other)) is not None:
        yield 1, 1, cost, Way.TYPO


def _typo(one: Word, other: Word) -> float | None:
    """What a slip of the keyboard costs, None when it is none. Between two words that both can be spelt so, the slip is
    a guess: "dau" and "dai" are one letter apart."""
    if one.mark or other.mark:
        return _TYPO if _lost_its_vowel(one, other) or _lost_its_vowel(other, one) else None
    length, apart = max(len(one.folded), len(other.folded)), OSA.distance(one.folded, other.folded, score_cutoff=2)
    if one.known and other.known:
        return _OTHER_SYLLABLE if apart == 1 and length >= 4 else None
    same_length = len(one.folded) == len(other.folded)
    if apart == 1 and (one.known or other.known or length >= (5 if same_length else 4)):
        return _TYPO
    return _SLIP if apart == 2 and (length >= 7 or (length >= 5 and one.known != other.known)) else None


def _lost_its_vowel(short: Word, word: Word) -> bool:
    """What old encodings left of "tư": the "t"."""
    return short.mark.isalpha() and word.known and len(word.folded) == 2 and word.folded[0] == short.mark


def _joined(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    """A space that was forgotten, or one too many."""
    if left[i].folded == "".join(word.folded for word in right[j : j + 2]):
        yield 1, 2, _TYPO, Way.TYPO
    if right[j].folded == "".join(word.folded for word in left[i : i + 2]):
        yield 2, 1, _TYPO, Way.TYPO


def _shortened(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    """HNĐK for hữu nghị đa khoa: the first letters of as many words."""
    if _stands_for(left[i], right[j : j + len(left[i].folded)]):
        yield 1, len(left[i].folded), _SHORTENED, Way.SHORTENED
    if _stands_for(right[j], left[i : i + len(right[j].folded)]):
        yield len(right[j].folded), 1, _SHORTENED, Way.SHORTENED


def _stands_for(short: Word, words: Sequence[Word]) -> bool:
    if short.known or not 2 <= len(short.folded) == len(words):
        return False
    return short.folded == "".join(word.folded[:1] for word in words)


def _synonyms(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    meant = dict(_meanings(right, j))
    for meaning, across in _meanings(left, i):
        if meaning in meant:
            yield across, meant[meaning], _SYNONYM, Way.SYNONYM


def _meanings(words: Words, place: int) -> Iterator[tuple[int, int]]:
    """(meaning, of how many words) of each known expression that begins here."""
    known = lexicon()
    if words[place].folded not in known.begins_a_meaning:
        return
    for n in range(1, min(known.longest_meaning, len(words) - place) + 1):
        meaning = known.meanings.get(tuple(word.folded for word in words[place : place + n]))
        if meaning is not None:
            yield meaning, n


# Weighed -----------------------------------------------------------------------------------------------------


def _weighed(steps: list[Step], left: Words, right: Words) -> list[Step]:
    """The steps with what was left over between two matches drawn together, and weighed as a whole."""
    moved = _in_both(steps)
    weighed: list[Step] = []
    for is_gap, stretch in groupby(steps, key=lambda step: step.way == Way.ADDED):
        if not is_gap:
            weighed.extend(stretch)
            continue
        gap = _drawn_together(stretch)
        before = weighed[-1] if weighed else None
        weighed.append(_weigh(gap, moved, before, at_the_end=_ends(gap, left, right)))
    return weighed


def _in_both(steps: list[Step]) -> Counter[str]:
    """What was taken out at one place and put in at another: it only moved."""
    gaps = [step for step in steps if step.way == Way.ADDED]
    out = Counter(word.folded for step in gaps for word in step.left if not word.small)
    into = Counter(word.folded for step in gaps for word in step.right if not word.small)
    return out & into


def _drawn_together(stretch: Iterator[Step]) -> Step:
    parts = list(stretch)
    left, right = (tuple(word for part in parts for word in getattr(part, side)) for side in ("left", "right"))
    return Step(Way.ADDED, left, right)


def _ends(gap: Step, left: Words, right: Words) -> bool:
    return left[len(left) - len(gap.left) :] == gap.left and right[len(right) - len(gap.right) :] == gap.right


def _weigh(gap: Step, moved: Counter[str], before: Step | None, *, at_the_end: bool) -> Step:
    left, right = ([word for word in side if not word.small] for side in (gap.left, gap.right))
    if _other_number(left, right, before):
        return Step(Way.NUMBER, gap.left, gap.right)
    lost, new = ([word for word in side if not moved[word.folded]] for side in (left, right))
    if lost and new:
        return Step(
            Way.REPLACED,
            gap.left,
            gap.right,
            _REPLACED * min(len(lost), len(new)) + 0.8 * abs(len(lost) - len(new)) + 1,
        )
    if (left or right) and not lost and not new:
        return Step(Way.MOVED, gap.left, gap.right, _MOVED * len(left or right))
    rate = _ADDED_BEHIND if at_the_end else _ADDED if before else _ADDED_BEFORE
    return Step(Way.ADDED, gap.left, gap.right, rate * _weight(gap.left + gap.right))


def _other_number(left: Sequence[Word], right: Sequence[Word], before: Step | None) -> bool:
    """Another part of the series? Both have a number here and not the same, or only one of them has, and it is the
    number of a part: "(Phần 2)". A year that is only added says when, not which."""
    marks, others = ([word.mark for word in side if word.mark] for side in (left, right))
    if marks and others:
        return marks != others
    words = left if marks else right
    first = next((place for place, word in enumerate(words) if word.mark), None)
    if first is None or len(words[first].mark) > 2:
        return False
    last = before.right[-1:] if before and first == 0 else ()
    led_by = words[first - 1] if first else (last[0] if last else None)
    return len(words) == 1 or (led_by is not None and led_by.folded in lexicon().parts)
