"""What makes a made description somebody's own: a count, a colleague, a place, what it cost.

The themes have few sentences, and hundreds tell in them; without details of their own they would read alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from sangkien.ops.demo.names import GIVEN
from sangkien.ops.demo.registers import Unit
from sangkien.ops.demo.themes import DETAILS, Theme, departments, wording
from sangkien.ops.demo.titles import filled, sentence

_EACH = 2  # sentences of the old way, and of the new


@dataclass(frozen=True, kw_only=True)
class Details:
    """How people of one kind of place tell: how they call each other, words to draw, and sentences."""

    files: Sequence[str]
    who: Mapping[str, Sequence[str]]
    lists: Mapping[str, Sequence[str]]
    before: Sequence[str]
    after: Sequence[str]


def details(rng: Random, unit: Unit, theme: Theme) -> tuple[str, str]:
    """More of the old way and more of the new; both of the same colleague and part of the workplace."""
    kind = _kinds()[theme.file]
    words = _words(rng, unit, kind)
    return _told(rng, kind.before, words), _told(rng, kind.after, words)


def _words(rng: Random, unit: Unit, kind: Details) -> dict[str, str]:
    part, gender = rng.choice(departments(unit.sector)), rng.choice("MF")
    who = f"{rng.choice(kind.who[gender])} {rng.choice(GIVEN[gender])}"
    drawn = {slot: rng.choice(values) for slot, values in kind.lists.items()}
    return {"who": who, "dept": part[0].lower() + part[1:], **drawn}


def _told(rng: Random, sentences: Sequence[str], words: dict[str, str]) -> str:
    return " ".join(sentence(filled(rng, text, words)) + "." for text in rng.sample(sentences, _EACH))


@cache
def _kinds() -> Mapping[str, Details]:
    """By the file of a theme."""
    kinds = [Details(**said) for said in wording(DETAILS).values()]
    return {file: kind for kind in kinds for file in kind.files}
