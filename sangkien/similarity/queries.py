"""Questions: which records tell of the same thing."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F
from rapidfuzz import fuzz

from sangkien.base.among import Among
from sangkien.base.statements import Statement
from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.similarity.likeness import NEAR, Likeness, Way, likeness
from sangkien.similarity.prints import content_bands, pieces, title_bands
from sangkien.similarity.reading import described

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONTENT, PASSAGES = "content", "passages"
_COPIED = 0.95  # of a content: so much has to be the same where the titles have nothing in common
_CANDIDATES = 150  # of those that may be shown, with the most bands in common
_FOREMOST = 300  # of all: so many are asked about before the others, who are needed where most may not be shown
_LOOKED_AT = 10  # of these, the titles most alike at a glance, are laid side by side, and as many contents compared
_WHOLE_GLANCE, _GLANCE = 200, 120  # titles less alike at a glance are no near duplicates
_MANY = 3_000  # dossiers: so many a look-up goes through; what only crowds have in common it leaves out then
_LEAST_PIECES = 12


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
    """A record like it. `score`: 0 to 1, by the title or by the content, whichever says more; `content`: how much of it
    is the same."""

    initiative: Initiative
    title: Likeness
    content: float

    @property
    def score(self) -> float:
        """Of the two the greater."""
        return max(self.title.score, self.by_content)

    @property
    def by_content(self) -> float:
        """What the likeness of the contents says beside that of the titles."""
        return by_content(self.content, title=self.title.score)

    @property
    def reasons(self) -> list[str]:
        """In which ways the titles differ, if they are alike or of one series, and whether the contents are alike."""
        is_of_a_series = Way.NUMBER.value in self.title.reasons
        of_title = self.title.reasons if self.title.near else [Way.NUMBER.value] * is_of_a_series
        return [*of_title, *([CONTENT] if self.by_content >= NEAR else [])]


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
    there is changes the answer. At most six queries for nearly all, however many records there are."""
    common = commonplaces_in(told.content)
    sharing, shown = _candidates(told, common, among.exclude(pk=told.key) if told.key else among)
    contents = _contents(told.content, common, {key: sharing[key] for key in shown if sharing[key]}, readable)
    titles = _titles(told.title, shown, contents, least=least, most=most)
    by_title = {key: titles[key].score if key in titles else 0.0 for key in shown}
    scores = {key: max(by_title[key], by_content(contents.get(key, 0.0), title=by_title[key])) for key in shown}
    best = sorted((key for key, score in scores.items() if score >= least), key=lambda key: (-scores[key], key))[:most]
    found = among.in_bulk(best) if best else {}
    return [
        Alike(found[key], titles.get(key) or likeness(told.title, shown[key].title), contents.get(key, 0.0))
        for key in best
        if key in found
    ]


def content_likeness(one: str, other: str, *, commonplaces: Set[str] = frozenset()) -> float:
    """How much of the shorter text stands in the other, in three words on end: 0 to 1. Short texts say nothing, nor
    does what many say."""
    left, right = pieces(one) - commonplaces, pieces(other) - commonplaces
    fewest = min(len(left), len(right))
    return len(left & right) / fewest if fewest >= _LEAST_PIECES else 0.0


def by_content(content: float, *, title: float) -> float:
    """What a likeness of contents says, on the scale of titles: NEAR or more makes a near duplicate.

    People of one trade tell of different things in the same sentences. So the less the titles are alike, the more of
    the content has to be the same: four fifths where the titles are near duplicates already, all but a twentieth where
    they have nothing in common. Rises with both; never more than `content`."""
    line = _COPIED - (_COPIED - NEAR) * min(1.0, title / NEAR)
    return content * NEAR / line if content < line else 1 - (1 - content) * (1 - NEAR) / (1 - line)


def commonplaces_in(*texts: str) -> frozenset[str]:
    """What of these texts so many descriptions hold that it is no sign of a likeness."""
    said = {piece for text in texts for piece in pieces(text)}
    if not said:
        return frozenset()
    return frozenset(phrase for (phrase,) in _COMMONPLACES(list(said)))


_COMMONPLACES = Statement("SELECT phrase FROM similarity_commonplace WHERE phrase = ANY (%s)")


class _Shown(NamedTuple):
    title: str
    folded: str


def _titles(
    title: str, shown: Mapping[int, _Shown], contents: Mapping[int, float], *, least: float, most: int
) -> dict[int, Likeness]:
    """The likeness of those that deserve a closer look, by their titles at a glance or by their contents; no more once
    enough are the same."""
    folded = fold(title)
    glances = {
        key: max(_at_a_glance(folded, other.folded), _WHOLE_GLANCE * contents.get(key, 0.0))
        for key, other in shown.items()
    }
    looked_at: dict[int, Likeness] = {}
    for key in sorted(glances, key=lambda key: (-glances[key], key))[:_LOOKED_AT]:
        if glances[key] < _GLANCE or sum(one.score == 1 for one in looked_at.values()) >= most:
            break
        looked_at[key] = likeness(title, shown[key].title, least=least)
    return looked_at


def _at_a_glance(one: str, other: str) -> float:
    """How alike two folded titles look, 0 to 200: by the words that one has of the other, and by all words in
    alphabetical order. The first alone finds every title alike that names the same place; of 590 titles with two
    letters swapped the two together miss 8 where it missed 24."""
    return float(fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other))


def _contents(
    content: str, common: Set[str], sharing: Mapping[int, int], readable: "QuerySet[Initiative]"
) -> dict[int, float]:
    """The likeness of the contents that share the most bands, of those that may be read."""
    if not sharing:
        return {}
    most_alike = sorted(sharing, key=lambda key: (-sharing[key], key))[:_LOOKED_AT]
    read = readable.filter(pk__in=most_alike).values_list("pk", "before", "after")
    texts = {key: described(before, after) for key, before, after in read}
    return {key: content_likeness(content, text, commonplaces=common) for key, text in texts.items()}


def _shown(keys: Sequence[int], among: "QuerySet[Initiative]") -> dict[int, _Shown]:
    """The titles of the first of them that may be shown, by their keys. One query for most; where most of a long list
    may not be, several."""
    shown: dict[int, _Shown] = {}
    start, portion = 0, _CANDIDATES
    while start < len(keys) and len(shown) < _CANDIDATES:
        asked = keys[start : start + portion]
        permitted = among.filter(Among(F("pk"), asked))
        allowed = {key: _Shown(*titles) for key, *titles in permitted.values_list("pk", "title", "folded_title")}
        shown |= {key: allowed[key] for key in asked if key in allowed}
        start, portion = start + portion, portion * 4
    return dict(list(shown.items())[:_CANDIDATES])


def _candidates(
    told: Told, common: Set[str], among: "QuerySet[Initiative]"
) -> tuple[dict[int, int], dict[int, _Shown]]:
    """The records that share bands with it, those with the most first, with how many bands of the content they share;
    and of the first of them that may be shown the titles."""
    asked = _asked(title_bands(told.title), content_bands(told.content, commonplaces=common))
    sharing = _sharing(asked, most=_FOREMOST)
    shown = _shown(list(sharing), among)
    if len(sharing) < _FOREMOST or len(shown) == _CANDIDATES:
        return sharing, shown
    sharing = _sharing(asked)
    return sharing, _shown(list(sharing), among)


def _sharing(asked: Mapping[str, Any], *, most: int | None = None) -> dict[int, int]:
    return dict(_SHARING(**asked, most=most))


def _asked(title: Sequence[int], content: Sequence[int]) -> dict[str, list[int]]:
    sizes = {(of_title, band): dossiers for of_title, band, dossiers in _CROWDS(list(title), list(content))}
    return {
        "title": list(title),
        "content": list(content),
        "few_title": _few(title, {band: sizes.get((True, band), 0) for band in title}),
        "few_content": _few(content, {band: sizes.get((False, band), 0) for band in content}),
    }


def _few(bands: Iterable[int], sizes: Mapping[int, int]) -> list[int]:
    """The bands that the fewest records have, as long as it is not too many together; one at least."""
    few: list[int] = []
    together = 0
    for band in sorted(bands, key=lambda band: sizes[band]):
        together += sizes[band]
        if few and together > _MANY:
            break
        few.append(band)
    return few


_CROWDS = Statement("""
    SELECT of_title, band, dossiers FROM similarity_crowd WHERE of_title AND band = ANY (%s::int[])
    UNION ALL SELECT of_title, band, dossiers FROM similarity_crowd WHERE NOT of_title AND band = ANY (%s::int[])
""")
# (OFFSET 0: else how much is shared is counted once to be put in order by, and once more to be told.)
_SHARING = Statement(
    """
    SELECT initiative_id, of_content FROM (
        SELECT initiative_id, icount(title & %(title)s::int[]) AS of_title,
               icount(content & %(content)s::int[]) AS of_content
        FROM similarity_print WHERE title && %(few_title)s::int[] OR content && %(few_content)s::int[] OFFSET 0
    ) AS sharing
    ORDER BY of_title + 3 * of_content DESC, initiative_id LIMIT %(most)s
    """,
    prepared=False,
)
