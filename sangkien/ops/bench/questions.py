"""Questions as people ask for their union, drawn from the made ones: always the same for the same number of units."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from sangkien.base.text import fold
from sangkien.ops.national.grassroots import unit
from sangkien.ops.national.registers import Row

SHORT = {"Công ty": "CTY", "Cổ phần": "CP"}


@dataclass(frozen=True)
class Question:
    """What is typed, which union is meant (its code), and of which kind the question is."""

    kind: str
    text: str
    meant: str


def questions(units: int, count: int) -> list[Question]:
    """`count` questions for firms among the first `units` made unions, every kind as often as the others."""
    rng = Random(f"questions/{units}")
    kinds = list(KINDS)
    return [_question(rng, kinds[n % len(kinds)], units) for n in range(count)]


def _question(rng: Random, kind: str, units: int) -> Question:
    row = next(row for row in _drawn(rng, units) if row["workplace"].startswith("Công ty"))
    return Question(kind, KINDS[kind](rng, row), row["code"])


def _drawn(rng: Random, units: int) -> Iterator[Row]:
    while True:
        yield unit(rng.randint(1, units))


def _full_name(_rng: Random, row: Row) -> str:
    return row["workplace"]


def _without_marks(_rng: Random, row: Row) -> str:
    return fold(row["workplace"])


def _shortened(_rng: Random, row: Row) -> str:
    text = row["workplace"]
    for full, short in SHORT.items():
        text = text.replace(full, short)
    return text


def _half_a_word(_rng: Random, row: Row) -> str:
    """Typed as far as the middle of the last word."""
    words = row["workplace"].split()
    return " ".join([*words[:-1], words[-1][: (len(words[-1]) + 1) // 2]])


def _slip(rng: Random, row: Row) -> str:
    """One letter of the longest word beside its neighbour's place."""
    words = fold(row["workplace"]).split()
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word, letter = words[at], rng.randrange(len(words[at]) - 1)
    words[at] = word[:letter] + word[letter + 1] + word[letter] + word[letter + 2 :]
    return " ".join(words)


def _tax_code(_rng: Random, row: Row) -> str:
    return row["tax_code"]


KINDS: dict[str, Callable[[Random, Row], str]] = {
    "full_name": _full_name,
    "without_marks": _without_marks,
    "shortened": _shortened,
    "half_a_word": _half_a_word,
    "slip": _slip,
    "tax_code": _tax_code,
}
