"""How alike two titles are: laid side by side word by word, and what differs weighed by how it differs.

A slip of the keyboard, an abbreviation, a synonym, a place added at the end leave it the same title. Another word in
the place of one, or another number, makes it another one. How the weights were found, and how other methods do on
the same pairs: docs/near-duplicates.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

from sangkien.similarity.alignment import OTHER_SYLLABLE, Step, Way, Words, number, side_by_side, weight
from sangkien.similarity.reading import Word, lexicon, read

__all__ = ["NEAR", "Likeness", "Step", "Way", "count_otherwise", "likeness", "numbers_in"]

NEAR = 0.8  # from here on it is called a near duplicate

# What it costs, in words.
_MOVED = 0.15
_ADDED, _ADDED_BEFORE, _ADDED_BEHIND, _PLACE_BEHIND = 0.8, 0.5, 0.28, 0.18
_REPLACED, _FOR_EACH_WORD, _FOR_EACH_WORD_MORE = 1.0, 1.6, 0.8

# What remains of the likeness, each time it happens.
_AFTER_A_REPLACEMENT, _AFTER_ANOTHER_NUMBER = 0.7, 0.4

_LED_BY = 2  # words before one that was cut off
_SHORT = 6  # words: too few to tell at a glance
_IN_COMMON = 0.5  # of the shorter one's words; with fewer they are not laid side by side


Numbers = tuple[str, ...]


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


def likeness(one: str, other: str, *, least: float = 0.0) -> Likeness:
    """How alike the titles are, whatever their order. Those that can be seen to be less alike than `least` are not laid
    side by side."""
    first, second = sorted((_known(one), _known(other)), key=lambda title: title.folded)
    left, right = first.words, second.words
    if _strangers(first, second):
        return Likeness(0.0, [Step(Way.REPLACED, left, right)])
    is_of_a_series = count_otherwise(first.numbers, second.numbers)
    if is_of_a_series and least > _AFTER_ANOTHER_NUMBER:
        return Likeness(_AFTER_ANOTHER_NUMBER, [Step(Way.NUMBER, left, right)])
    whole = _completed(left, right), _completed(right, left)
    was_cut_off = whole != (left, right)
    left, right = whole
    steps = _weighed(side_by_side(left, right), left, right)
    lightest = min(weight(left), weight(right)) + 1
    rest = _AFTER_A_REPLACEMENT ** sum(step.way == Way.REPLACED for step in steps)
    if is_of_a_series or (not was_cut_off and any(step.way == Way.NUMBER for step in steps)):
        rest *= _AFTER_ANOTHER_NUMBER
    return Likeness(max(0.0, 1 - sum(step.cost for step in steps) / lightest) * rest, steps)


@dataclass(frozen=True)
class _Title:
    """What is asked of a title whatever it is held against: its words, folded and counted, and its numbers."""

    words: Words
    folded: list[str]
    counted: Counter[str]
    numbers: Numbers


@lru_cache(maxsize=4096)
def _known(title: str) -> _Title:
    words = read(title)
    folded = [word.folded for word in words]
    return _Title(words, folded, Counter(folded), numbers_in(title))


def numbers_in(title: str) -> Numbers:
    """The numbers of a title, in the order of their digits."""
    return tuple(sorted(word.mark for word in read(title) if word.mark[:1].isdigit()))


def count_otherwise(one: Numbers, other: Numbers) -> bool:
    """Is there another number in the place of one, wherever they stand? Such titles are never near duplicates."""
    if not one or not other or one == other:
        return False
    return bool(Counter(one) - Counter(other) and Counter(other) - Counter(one))


def _strangers(left: _Title, right: _Title) -> bool:
    """At a glance: hardly a word in common."""
    fewest = min(len(left.words), len(right.words))
    if fewest <= _SHORT:
        return not fewest
    return (left.counted & right.counted).total() < _IN_COMMON * fewest


def _completed(short: Words, long: Words) -> Words:
    """A title that was cut off in the middle of its last word, with the whole word."""
    if len(short) < _LED_BY + 1 or short[-1].folded.isdigit():
        return short
    led_by = [word.folded for word in short[-_LED_BY - 1 : -1]]
    for at in range(_LED_BY, len(long)):
        whole = long[at]
        if whole.folded.startswith(short[-1].folded) and led_by == [word.folded for word in long[at - _LED_BY : at]]:
            return short if whole.folded == short[-1].folded else (*short[:-1], whole)
    return short


# Weighed -----------------------------------------------------------------------------------------------------


def _weighed(steps: list[Step], left: Words, right: Words) -> list[Step]:
    """The steps with what was left over between two matches drawn together, and weighed as a whole."""
    steps = _without_bridges(_without_guesses(steps))
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


def _without_guesses(steps: list[Step]) -> list[Step]:
    """One syllable that became another may be a slip; beside other words that differ it is a part of them."""
    doubtful = [step.way == Way.ADDED or step.cost >= OTHER_SYLLABLE for step in steps]
    beside = [before or after for before, after in zip([False, *doubtful], [*doubtful[1:], False], strict=False)]
    return [
        _apart(step) if is_doubtful and beside[at] else step
        for at, (step, is_doubtful) in enumerate(zip(steps, doubtful, strict=True))
    ]


def _without_bridges(steps: list[Step]) -> list[Step]:
    """A single word that happens to stand in both, between one that was taken out and one put in: "máy cắt" and "may
    máy" differ as a whole."""
    bridges = (
        before.way == after.way == Way.ADDED and len(step.left) == 1 and bool(before.left) != bool(after.left)
        for before, step, after in zip(steps, steps[1:], steps[2:], strict=False)
    )
    return [
        _apart(step) if is_bridge else step for step, is_bridge in zip(steps, [False, *bridges, False], strict=False)
    ]


def _apart(step: Step) -> Step:
    return replace(step, way=Way.ADDED)


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
    left, right = _said(gap.left, gap.right), _said(gap.right, gap.left)
    if _other_number(left, right, before):
        return Step(Way.NUMBER, gap.left, gap.right)
    lost, new = _stayed(left, moved), _stayed(right, moved)
    if (lost and new) or _opposed(gap, moved):
        fewer, more = sorted((max(1, len(lost)), max(1, len(new))))
        cost = _REPLACED + _FOR_EACH_WORD * fewer + _FOR_EACH_WORD_MORE * (more - fewer)
        return Step(Way.REPLACED, gap.left, gap.right, cost)
    if (left or right) and not lost and not new:
        return Step(Way.MOVED, gap.left, gap.right, _MOVED * len(left or right))
    rate = _behind(gap.left or gap.right) if at_the_end else _ADDED if before else _ADDED_BEFORE
    return Step(Way.ADDED, gap.left, gap.right, rate * weight(gap.left + gap.right))


def _said(words: Words, other: Words) -> list[Word]:
    """The words that say something. Without marks "den" may be "đến" or "đèn": beside nothing else it is taken for what
    says something, if the other side does. And "một" counts where the other side counts: "máy hai kim"."""
    said = [word for word in words if not word.small]
    if said or all(word.small for word in other):
        return said
    counts = any(map(number, other))
    return [word for word in words if word.written not in lexicon().small or (counts and number(word))]


def _stayed(words: Sequence[Word], moved: Counter[str]) -> list[Word]:
    left = moved.copy()
    return [word for word in words if not left[word.folded] or left.subtract([word.folded])]


def _behind(words: Words) -> float:
    """What a word costs that was added at the end: where and when it was done hardly matters."""
    return _PLACE_BEHIND if lexicon().is_a_place(words) else _ADDED_BEHIND


def _opposed(gap: Step, moved: Counter[str]) -> bool:
    """The other way round: "trên" and "dưới"."""
    theirs = {word.folded for word in gap.right if not moved[word.folded]}
    known = lexicon().opposites
    return any(not theirs.isdisjoint(known.get(one.folded, ())) for one in gap.left if not moved[one.folded])


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
