"""Two titles side by side, word by word: the cheapest way from one to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA, LCSseq

from sangkien.base.text import expanded
from sangkien.similarity.reading import Word, lexicon

# What it costs, in words.
OTHER_MARKS, TYPO, SLIP, OTHER_SYLLABLE, SHORT_SYLLABLE = 0.1, 0.1, 0.25, 0.6, 0.8
_SHORTENED, _SYNONYM, _LEFT_OUT, _LEFT_OUT_BEHIND = 0.05, 0.35, 0.9, 0.89


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
_Move = tuple[int, int, float, Way]
_Place = tuple[int, int]


@dataclass(frozen=True)
class Step:
    """One stretch of both; one side is empty where a word was added. `cost` in words."""

    way: Way
    left: Words
    right: Words
    cost: float = 0.0


def weight(words: Sequence[Word]) -> float:
    """How much the words say."""
    return sum(word.weight for word in words)


def side_by_side(left: Words, right: Words) -> list[Step]:
    """The steps from one to the other, all of both in their order. Long stretches that are the same need not be
    searched, but for a few words at their ends: they may be half of an expression."""
    steps: list[Step] = []
    i = j = 0
    for same in _anchors(left, right):
        steps += _cheapest(left[i : same.start], right[j : same.start + same.shift])
        i, j = same.stop, same.stop + same.shift
        steps.append(Step(Way.SAME, left[same.start : i], right[same.start + same.shift : j]))
    return steps + _cheapest(left[i:], right[j:])


@dataclass(frozen=True)
class _Anchor:
    """Words `start` to `stop` of one are those of the other, `shift` places further on."""

    start: int
    stop: int
    shift: int


def _anchors(left: Words, right: Words) -> Iterator[_Anchor]:
    margin = lexicon().longest_meaning - 2
    blocks = LCSseq.opcodes([word.folded for word in left], [word.folded for word in right])
    for block in blocks:
        start = block.src_start + (margin if block.src_start or block.dest_start else 0)
        stop = block.src_end - (margin if block.src_end < len(left) or block.dest_end < len(right) else 0)
        if block.tag == "equal" and start < stop:
            yield _Anchor(start, stop, block.dest_start - block.src_start)


def _cheapest(left: Words, right: Words) -> list[Step]:
    costs: dict[_Place, float] = {(0, 0): 0.0}
    came: dict[_Place, tuple[_Place, float, Way]] = {}
    for here in product(range(len(left) + 1), range(len(right) + 1)):
        so_far = costs[here]
        for across, down, cost, way in _moves(left, right, *here):
            there, total = (here[0] + across, here[1] + down), so_far + cost
            if there not in costs or total < costs[there]:
                costs[there], came[there] = total, (here, cost, way)
    return _followed(left, right, came)


def _followed(left: Words, right: Words, came: dict[_Place, tuple[_Place, float, Way]]) -> list[Step]:
    steps, at = [], (len(left), len(right))
    while at != (0, 0):
        before, cost, way = came[at]
        steps.append(Step(way, left[before[0] : at[0]], right[before[1] : at[1]], cost))
        at = before
    return steps[::-1]


def _moves(left: Words, right: Words, i: int, j: int) -> list[_Move]:
    """Every way to go on from word `i` and word `j`. What one has left when the other has ended stands at the end, if
    it costs the same in between."""
    one, other = left[i] if i < len(left) else None, right[j] if j < len(right) else None
    if one is None or other is None:
        gone = [(1, 0, _LEFT_OUT_BEHIND * one.weight, Way.ADDED)] if one else []
        return [*gone, (0, 1, _LEFT_OUT_BEHIND * other.weight, Way.ADDED)] if other else gone
    moves = [(1, 0, _LEFT_OUT * one.weight, Way.ADDED), (0, 1, _LEFT_OUT * other.weight, Way.ADDED)]
    if pair := _pair(one, other):
        moves.append(pair)
    if one.begins_a_meaning and other.begins_a_meaning:
        moves += _synonyms(left, right, i, j)
    if one.folded[0] == other.folded[0] and one.folded != other.folded:
        moves += _joined(left, right, i, j)
        moves += _shortened(left, right, i, j)
    return moves


@lru_cache(maxsize=65_536)
def _pair(one: Word, other: Word) -> _Move | None:
    """One word for the other: the same, nearly so, or not at all."""
    if one.folded == other.folded:
        return (1, 1, OTHER_MARKS, Way.TYPO) if _marked_otherwise(one, other) else (1, 1, 0.0, Way.SAME)
    if one.sound == other.sound or number(one) == number(other) != "":
        return 1, 1, 0.0, Way.SAME
    cost = _typo(one, other)
    return None if cost is None else (1, 1, cost, Way.TYPO)


def number(word: Word) -> str:
    """In digits, also of a number in words; empty for any other word."""
    return word.mark or lexicon().numerals.get(word.written, "")


def _marked_otherwise(one: Word, other: Word) -> bool:
    """Both have marks, and not the same: "lấp" and "lắp"."""
    return one.written != other.written and not one.written.isascii() and not other.written.isascii()


def _typo(one: Word, other: Word) -> float | None:
    """What a slip of the keyboard costs, None when it is none. Between two words that both can be spelt so, the slip is
    a guess: "dau" and "dai" are one letter apart."""
    if _lost_its_horn(one, other) or _lost_its_horn(other, one):
        return TYPO
    if one.mark or other.mark:
        return None
    length, apart = max(len(one.folded), len(other.folded)), OSA.distance(one.folded, other.folded, score_cutoff=2)
    if apart > 2:
        return None
    same_length = len(one.folded) == len(other.folded)
    if one.known and other.known:
        return _other_syllable(one.folded, other.folded, same_length=same_length) if apart == 1 else None
    if apart == 1 and (one.known or other.known or length >= (5 if same_length else 4)):
        return TYPO
    if sorted(one.folded) == sorted(other.folded):  # letters that changed places
        return TYPO
    return SLIP if apart == 2 and length >= (5 if one.known != other.known else 6) else None


def _other_syllable(one: str, other: str, *, same_length: bool) -> float | None:
    """One letter apart. Another first letter makes another word, and so does another letter in a short one."""
    is_short = max(len(one), len(other)) < 4
    is_another = one[0] != other[0] if is_short or same_length else False
    if (is_another or (is_short and same_length)) and sorted(one) != sorted(other):
        return None
    return SHORT_SYLLABLE if is_short else OTHER_SYLLABLE


_HORNED = str.maketrans("", "", "ưừứửữự")


def _lost_its_horn(short: Word, word: Word) -> bool:
    """What a broken conversion left of "tư": the "t"."""
    return word.written.translate(_HORNED) == short.written != word.written


def _joined(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    """A space that was forgotten, or one too many."""
    one, other = left[i].folded, right[j].folded
    if one.startswith(other) and one == "".join(word.folded for word in right[j : j + 2]):
        yield 1, 2, TYPO, Way.TYPO
    if other.startswith(one) and other == "".join(word.folded for word in left[i : i + 2]):
        yield 2, 1, TYPO, Way.TYPO


def _shortened(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    """HNĐK for hữu nghị đa khoa: the first letters of as many words; or what has one meaning, such as CTY."""
    for many, cost in _stands_for(left[i], right, j):
        yield 1, many, cost, Way.SHORTENED
    for many, cost in _stands_for(right[j], left, i):
        yield many, 1, cost, Way.SHORTENED


def _stands_for(short: Word, words: Words, place: int) -> Iterator[tuple[int, float]]:
    """(how many words from this place on it stands for, at what cost). With a slip in it, if it is long enough."""
    letters = short.folded
    if short.known or len(letters) < 2 or letters[0] != words[place].folded[:1]:
        return
    for many in range(len(letters) - 1, len(letters) + 2):
        initials = "".join(word.folded[0] for word in words[place : place + many] if word.known)
        if len(initials) == many and initials == letters:
            yield many, _SHORTENED
        elif len(initials) == many >= 4 and OSA.distance(initials, letters, score_cutoff=1) == 1:
            yield many, SLIP
    in_full = _in_full(letters)
    if in_full == tuple(word.folded for word in words[place : place + len(in_full)]):
        yield len(in_full), _SHORTENED


@lru_cache(maxsize=4096)
def _in_full(short: str) -> tuple[str, ...]:
    return tuple(expanded([short]))


def _synonyms(left: Words, right: Words, i: int, j: int) -> Iterator[_Move]:
    meant = dict(_meanings(right, j))
    for meaning, across in _meanings(left, i) if meant else ():
        if meaning in meant:
            yield across, meant[meaning], _SYNONYM, Way.SYNONYM


def _meanings(words: Words, place: int) -> Iterator[tuple[int, int]]:
    """(meaning, of how many words) of each known expression that begins here."""
    known = lexicon()
    for n in range(1, min(known.longest_meaning, len(words) - place) + 1):
        meaning = known.meanings.get(tuple(word.sound for word in words[place : place + n]))
        if meaning is not None:
            yield meaning, n
