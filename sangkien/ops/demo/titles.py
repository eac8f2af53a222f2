"""Titles with what stood before and what is done now, written together so that they speak of the same thing.

Shapes and lengths follow published lists: an opening and an object; in two of five a purpose, in one of three
the place, in one of five the year. Half of the titles have 21 words or fewer.
"""

import re
from dataclasses import dataclass
from random import Random

from sangkien.ops.demo.registers import Unit
from sangkien.ops.demo.themes import Theme, themes_for, union_themes

PURPOSE, PLACE, YEAR = 0.42, 0.38, 0.22
LONGEST = 215
MOST_WORDS = 44
UNION_WORK = 0.02
UNION_WORK_BY_OFFICERS = 0.4

_RANGE = re.compile(r"\{(\d+)\.\.(\d+)\}")


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A title and its story. `topic` is what the title speaks of, whatever its wording."""

    theme: Theme
    topic: tuple[str, ...]
    title: str
    before: str
    after: str


def write(rng: Random, unit: Unit, *, by_officer: bool) -> Writing:
    """Something that somebody of this union's workplace may have improved."""
    theme = _choose(rng, unit, by_officer=by_officer)
    words = _draw(rng, theme, unit)
    wording = rng.choice(theme.titles)
    title = filled(rng, wording, words)
    return Writing(
        theme=theme,
        topic=(theme.name, *sorted(value for slot, value in words.items() if f"{{{slot}}}" in wording)),
        title=sentence(_lengthened(rng, title, theme, unit)),
        before=_story(rng, theme.before, words),
        after=_story(rng, theme.after, words),
    )


def next_in_series(rng: Random, title: str) -> str:
    """The title of the piece that follows another of the same author: alike, but another initiative."""
    return title + rng.choice([" - phần 2", " - giai đoạn 2", " (đợt 2)", " - phần tiếp theo"])


def _choose(rng: Random, unit: Unit, *, by_officer: bool) -> Theme:
    own = themes_for(unit.sector)
    share = UNION_WORK_BY_OFFICERS if by_officer else UNION_WORK
    if rng.random() < share:
        return rng.choice(union_themes())
    return rng.choices(own, weights=[len(theme.titles) * _width(theme, unit) for theme in own])[0]


def _width(theme: Theme, unit: Unit) -> int:
    """Themes with more to say are chosen more often, so that titles differ."""
    return 3 if theme.rows.get(unit.sector) else 2


def _draw(rng: Random, theme: Theme, unit: Unit) -> dict[str, str]:
    words = {slot: rng.choice(values) for slot, values in theme.lists.items()}
    rows = theme.rows.get(unit.sector)
    return words | rng.choice(rows) if rows else words


def filled(rng: Random, text: str, words: dict[str, str]) -> str:
    """The text with numbers and words in their places."""
    numbered = _RANGE.sub(lambda found: str(rng.randint(int(found[1]), int(found[2]))), text)
    return numbered.format(**words)


def _story(rng: Random, sentences: tuple[str, ...], words: dict[str, str]) -> str:
    """One paragraph, sometimes two: people write one to three sentences."""
    count = 2 if len(sentences) > 1 and rng.random() < 0.3 else 1
    return " ".join(sentence(filled(rng, text, words)) for text in rng.sample(sentences, count))


def sentence(text: str) -> str:
    """With a capital at the start."""
    return text[0].upper() + text[1:]


def _lengthened(rng: Random, title: str, theme: Theme, unit: Unit) -> str:
    """Place, year and purpose, each as often as in real lists and while the title stays readable."""
    if rng.random() < PLACE and " tại " not in title:
        title = _joined(title, f"tại {unit.place}")
    if rng.random() < YEAR:
        title = _joined(title, rng.choice(theme.years))
    if rng.random() < PURPOSE:
        title = _joined(title, rng.choice(theme.purposes))
    return title


def _joined(title: str, more: str) -> str:
    longer = f"{title} {more}"
    return longer if len(longer) <= LONGEST and len(longer.split()) <= MOST_WORDS else title
