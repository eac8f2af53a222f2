"""Near duplicates of very many titles at once: among themselves, and in the register.

For a list of thousands there is no time to look each title up for itself. Asked are the records that share at least two
bands with a title, one of each half of its bands: of titles alike by 0.7 nine in ten do, of unlike ones hardly any, so
that the index answers without looking at the rows.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from django.db import connection
from rapidfuzz import fuzz, process

from sangkien.base.text import fold
from sangkien.similarity.likeness import NEAR, count_otherwise, likeness, numbers_in
from sangkien.similarity.models import Crowd
from sangkien.similarity.prints import title_bands

_BESIDE_EACH = 25  # of those with the most bands in common
_ENOUGH = 3  # near duplicates of one title: whoever looks at them needs no more
_LOOKED_AT = 9
_GLANCE = 70  # of 100: titles less alike at a glance are no near duplicates
_CROWD = 60  # titles of a list with one band: it is a wording of the list, and no sign
_SHARED = 2  # bands
_FEW = 4  # bands
_TOO_COMMON = 1_000  # dossiers of the register with one band


@dataclass(frozen=True)
class Near:
    """A near duplicate: its place in the list, or its key in the register; `score` 0 to 1, and how they differ."""

    other: int
    score: float
    reasons: Sequence[str]


Bands = Mapping[int, Sequence[int]]


def bands_of(titles: Mapping[int, str]) -> Bands:
    """The bands of the titles of a list, by their places: a tenth of what lists of numbers would take. It is most of
    the work, so who asks both questions takes them once."""
    return {place: array("I", title_bands(title)) for place, title in titles.items()}


def inside(titles: Mapping[int, str], bands: Bands | None = None) -> dict[int, Near]:
    """Of the titles of a list, by their places, those that double one that stands earlier: the one most like it."""
    folded = {place: fold(title) for place, title in titles.items()}
    numbers = {place: numbers_in(title) for place, title in titles.items()}
    pairs = _pairs(bands or bands_of(titles))
    found: dict[int, Near] = {}
    left = (pair for pair in pairs if not count_otherwise(numbers[pair[0]], numbers[pair[1]]))
    for place, others in groupby(left, key=itemgetter(0)):
        near = (_near(titles[place], titles[other], other, folded[place], folded[other]) for _place, other in others)
        if best := _best(near):
            found[place] = best
    return found


def beside(title: str, others: Mapping[int, str], known: Mapping[int, str] | None = None) -> Near | None:
    """Of other titles of a list, by their places, the one that this title doubles; `known`: the same, folded."""
    folded = fold(title)
    known = {place: fold(other) for place, other in others.items()} if known is None else known
    glances = process.extract(folded, known, scorer=fuzz.token_set_ratio, score_cutoff=_GLANCE, limit=_LOOKED_AT)
    return _best(_near(title, others[place], place, folded, other) for other, _score, place in glances)


def in_the_register(
    titles: Mapping[int, str], bands: Bands | None = None, *, among: Callable[[set[int]], Collection[int]] = frozenset
) -> dict[int, list[Near]]:
    """Of each title, by its place, a few near duplicates in the register, most alike first. `among` says of which of
    these keys may be told. Looked at first are those with the most bands in common, until there are enough. Two queries
    for hundreds of titles, and those of `among`."""
    candidates = _candidates(bands or bands_of(titles))
    told = among({key for _place, key, _other in candidates})
    found: dict[int, list[Near]] = {}
    for place, others in groupby(candidates, key=itemgetter(0)):
        title, folded = titles[place], fold(titles[place])
        nears = (_near(title, other, key, folded, fold(other)) for _place, key, other in others if key in told)
        if some := [*islice(filter(None, nears), _ENOUGH)]:
            found[place] = sorted(some, key=lambda near: (-near.score, near.other))
    return found


def _pairs(bands: Bands) -> Iterator[tuple[int, int]]:
    """(place, earlier place) of titles that share bands, in the order of the places. A band with its place in one
    number each: a fraction of the memory that a table of lists would take."""
    numbers = array("Q")
    for place, some in bands.items():
        numbers.extend((band << 32) | place for band in some)
    together: dict[int, array[int]] = {}
    for band, same in groupby(sorted(numbers), key=lambda number: number >> 32):
        places = array("I", (number & 0xFFFFFFFF for number in same))
        if 1 < len(places) <= _CROWD:
            together[band] = places
    for place in sorted(bands):
        beside = (other for band in bands[place] for other in together.get(band, ()) if other < place)
        yield from ((place, other) for other, shared in sorted(Counter(beside).items()) if shared >= _SHARED)


def _near(title: str, other: str, key: int, folded: str, other_folded: str) -> Near | None:
    if folded == other_folded:
        return Near(key, 1.0, ["same"])
    if fuzz.token_set_ratio(folded, other_folded) < _GLANCE:
        return None
    found = likeness(title, other, least=NEAR)
    return Near(key, round(found.score, 4), found.reasons) if found.near else None


def _best(nears: Iterator[Near | None]) -> Near | None:
    return max((near for near in nears if near), key=lambda near: (near.score, -near.other), default=None)


def _candidates(bands: Bands) -> list[tuple[int, int, str]]:
    """(place, key, title) of the records that share enough bands with a title, first those that share most."""
    common = _common()
    asked = {place: _halves(each, common) for place, each in bands.items()}
    asked = {place: question for place, question in asked.items() if question}
    arrays = [_as_array(bands[place]) for place in asked]
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [list(asked), list(asked.values()), arrays, _BESIDE_EACH])
        return list(cursor.fetchall())


def _common() -> dict[int, int]:
    """How many dossiers have each band that very many have. Some thousand bands of a nation: fewer than a list has."""
    return dict(Crowd.objects.filter(of_title=True, dossiers__gt=_TOO_COMMON).values_list("band", "dossiers"))


def _halves(bands: Sequence[int], common: Mapping[int, int]) -> str:
    """A band of each half. What very many records have is no band to ask for; of a title that has no others, the few
    that the fewest have."""
    every = list(dict.fromkeys(bands))
    told = [band for band in every if band not in common]
    if len(told) < _SHARED:
        told = sorted(every, key=lambda band: common.get(band, 0))[:_FEW]
    if len(told) < _SHARED:
        return ""
    halves = told[::2], told[1::2]
    return "&".join("(" + "|".join(map(str, half)) + ")" for half in halves)


def _as_array(bands: Sequence[int]) -> str:
    return "{" + ",".join(map(str, bands)) + "}"


_CANDIDATES = """
    SELECT asked.place, found.initiative_id, i.title
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked (place, question, bands),
    LATERAL (
        SELECT p.initiative_id, icount(p.title & asked.bands::int[]) AS shared FROM similarity_print p
        WHERE p.title @@ asked.question::query_int ORDER BY shared DESC, p.initiative_id LIMIT %s
    ) AS found
    JOIN initiatives_initiative i ON i.id = found.initiative_id
    WHERE i.state NOT IN ('WITHDRAWN', 'DUPLICATE')
    ORDER BY asked.place, found.shared DESC, found.initiative_id
"""
