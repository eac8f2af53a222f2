"""Questions: which records tell of the same thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from rapidfuzz import fuzz

from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.similarity.likeness import NEAR, Likeness, likeness
from sangkien.similarity.prints import content_bands, title_bands
from sangkien.similarity.reading import described

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONTENT = "content"
_CANDIDATES = 150  # of those that may be shown, with the most bands in common
_LOOKED_AT = 40  # of these, the titles most alike at a glance, are laid side by side


@dataclass(frozen=True)
class Told:
    """What is compared: a title, and what else is told of the initiative. `key`: the dossier that it belongs to."""

    title: str
    content: str = ""
    key: int | None = None

    @classmethod
    def of(cls, initiative: Initiative) -> "Told":
        """What a dossier tells."""
        return cls(initiative.title, described(initiative.before, initiative.after), initiative.pk)


@dataclass(frozen=True)
class Alike:
    """A record like it. `score`: 0 to 1, by the title or by the content, whichever says more."""

    initiative: Initiative
    title: Likeness
    content: float

    @property
    def score(self) -> float:
        """Of the two the greater."""
        return max(self.title.score, self.content)

    @property
    def reasons(self) -> list[str]:
        """In which ways the titles differ, and whether the contents are alike."""
        return [*(self.title.reasons if self.title.near else []), *([CONTENT] if self.content >= NEAR else [])]


def alike_to(
    told: Told,
    *,
    among: "QuerySet[Initiative]",
    readable: "QuerySet[Initiative]",
    least: float = NEAR,
    most: int = 10,
) -> list[Alike]:
    """The records like it, most alike first. `among`: those that may be shown at all; `readable`: those whose content
    may be compared too, since a likeness tells what it is likened to. Neither what may not be shown nor how much of it
    there is changes the answer."""
    found = _shown(_sharing(told), among.exclude(pk=told.key) if told.key else among)
    may_read = set(readable.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    weighed = (_alike(told, one, reads=one.pk in may_read) for one in _at_a_glance(told, found))
    alike = [one for one in weighed if one.score >= least]
    return sorted(alike, key=lambda one: (-one.score, one.initiative.pk))[:most]


def _shown(keys: Sequence[int], among: "QuerySet[Initiative]") -> list[Initiative]:
    """The first of them that may be shown. One query for most; where most of a long list may not be, several."""
    shown: list[Initiative] = []
    start, portion = 0, _CANDIDATES
    while start < len(keys) and len(shown) < _CANDIDATES:
        asked = keys[start : start + portion]
        allowed = {one.pk: one for one in among.filter(pk__in=asked)}
        shown += [allowed[key] for key in asked if key in allowed]
        start, portion = start + portion, portion * 4
    return shown[:_CANDIDATES]


def _alike(told: Told, one: Initiative, *, reads: bool) -> Alike:
    content = content_likeness(told.content, described(one.before, one.after)) if reads and told.content else 0.0
    return Alike(one, likeness(told.title, one.title), content)


def content_likeness(one: str, other: str) -> float:
    """How much of the shorter text stands in the other, in three words on end: 0 to 1. Short texts say nothing."""
    left, right = _threes(one), _threes(other)
    if min(len(left), len(right)) < _LEAST_PIECES:
        return 0.0
    return len(left & right) / min(len(left), len(right))


_LEAST_PIECES = 12


def _threes(text: str) -> set[str]:
    words = fold(text).split()
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def _at_a_glance(told: Told, found: Iterable[Initiative]) -> Sequence[Initiative]:
    """Those whose titles or contents deserve a closer look."""
    title = fold(told.title)
    return sorted(found, key=lambda one: -fuzz.token_set_ratio(title, one.folded_title))[:_LOOKED_AT]


def _sharing(told: Told) -> list[int]:
    """The keys of the records that share bands with it, those with the most first. One query."""
    asked = {"title": title_bands(told.title), "content": content_bands(told.content)}
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, asked)
        return [key for (key,) in cursor.fetchall()]


_SHARING = """
    SELECT initiative_id FROM (
        SELECT initiative_id, icount(title & %(title)s::int[]) AS shared
        FROM similarity_print WHERE title && %(title)s::int[]
        UNION ALL
        SELECT initiative_id, 3 * icount(content & %(content)s::int[])
        FROM similarity_print WHERE content && %(content)s::int[]
    ) AS shared
    GROUP BY initiative_id ORDER BY sum(shared) DESC, initiative_id
"""
