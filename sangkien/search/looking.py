"""Looking into the index for the newest documents that answer to a question.

Into the past slice by slice, a few short ones before longer ones: where very many answer, these hold enough, and the
rest is never looked at. What they hold tells how to look at the rest: by long slices, where the first of these will
hold enough; at once, where few are left, since long slices without a hit take longer than the whole. What a filter by
year, programme or phase leaves aside is not looked at at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection

from sangkien.search.documents import SLICE

SHORT, LONGER, LONG = LENGTHS = (4_096, 32_768, 262_144)  # of slices, as `search_slices` in the database numbers them
_NUMBERED = 4  # more than there are lengths
# So many times as many as are wanted: a quarter of the long slices takes as long as the whole at once. Of words next to
# each other the index knows only that they are there, so that to fetch none in vain counts more.
_PLENTY, _PLENTY_IN_A_ROW = 4, 1

Row = tuple[int, bool, bool, bool]  # its key; is how it is done kept; does it answer without that; with all
Slice = tuple[int, int]  # its number; up to which key it is meant
Bounds = Sequence[Sequence[str]]  # traits of documents of some time, of each group any

PUBLIC, OPEN, WHOLE = "d.public", "(d.public || d.inside)", "search_whole(d.public, d.inside, d.method)"


class Stretch(NamedTuple):
    """The keys from the first to the last: of none the last is less than the first."""

    first: int
    last: int

    def before(self, key: int) -> "Stretch":
        """What of it is older."""
        return self._replace(last=min(self.last, key - 1))

    @property
    def length(self) -> int:
        """How many keys it has."""
        return max(0, self.last - self.first + 1)

    def recent(self) -> "Stretch":
        """The newest of it: four of the longer slices, the last of them begun."""
        return self._replace(first=max(self.first, (self.last // LONGER - 3) * LONGER))

    def short_slices(self) -> Iterator[Slice]:
        """Slices that hold all of it, the newest first: two short ones and longer ones."""
        turn = (self.last // SHORT - 1) * SHORT
        yield from self._replace(first=max(self.first, turn)).slices(SHORT)
        yield from self.before(turn).slices(LONGER)

    def slices(self, length: int) -> Iterator[Slice]:
        """Slices of this length that hold all of it, the newest first."""
        if self:
            for nth in range(self.last // length, self.first // length - 1, -1):
                yield _NUMBERED * nth + LENGTHS.index(length), min(self.last, (nth + 1) * length - 1)

    def __bool__(self) -> bool:
        return self.length > 0


@dataclass(frozen=True)
class Times:
    """When what is asked for occurs: the keys of the oldest and of the newest document, and of traits of a time the
    first and the last slice of `SLICE` documents."""

    oldest: int
    newest: int
    spans: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, bounds: Bounds) -> "Times":
        """Of these traits. One query."""
        with connection.cursor() as cursor:
            cursor.execute(_SPAN, [[trait for traits in bounds for trait in traits]])
            spans = {trait: (first, last) for trait, first, last in cursor.fetchall()}
        return cls(*spans.pop(""), spans)

    def within(self, bounds: Bounds) -> Stretch:
        """Where documents may be that have, of each group, any of these traits."""
        first, last = self.oldest, self.newest
        for traits in bounds:
            known = [self.spans[trait] for trait in traits if trait in self.spans]
            first = max(first, min((one[0] * SLICE for one in known), default=0))
            last = min(last, max(((one[1] + 1) * SLICE - 1 for one in known), default=-1))
        return Stretch(first, last)


@dataclass(frozen=True)
class Look:
    """`query` as a `tsquery`, `positive` the same without what must not occur; at most so many (`most`) of a stretch.
    `inside`: of all documents; else of what is public."""

    query: str
    positive: str
    inside: bool
    most: int
    where: Stretch

    def rows(self) -> list[Row]:
        """The newest that answer, newest first. One query or two."""
        rest = self._rest
        if not (rest.most and rest.where):
            return self.recent
        if self.is_plenty:
            return [*self.recent, *rest._ask(_BY_SLICES, rest.where.slices(LONG))]
        return [*self.recent, *rest._ask(_AT_ONCE)]

    @cached_property
    def recent(self) -> list[Row]:
        """Those of them in what is recent. One query."""
        recent = self.where.recent()
        return self._ask(_BY_SLICES, recent.short_slices()) if recent else []

    @property
    def is_plenty(self) -> bool:
        """Will as many as are wanted be found soon?"""
        wanted = _PLENTY_IN_A_ROW if "<->" in self.positive else _PLENTY
        return self._expected >= wanted * self._rest.most

    @property
    def seems_few(self) -> bool:
        """Are there probably fewer than are wanted?"""
        return self._expected < self._rest.most

    @property
    def _rest(self) -> "Look":
        where = self.where.before(self.where.recent().first)
        return replace(self, most=self.most - len(self.recent), where=where)

    @property
    def _expected(self) -> int:
        """About how many there are besides, by what is recent."""
        return len(self.recent) * self._rest.where.length // max(1, self.where.recent().length)

    def _ask(self, statement: str, slices: Iterable[Slice] = ()) -> list[Row]:
        said, condition = self._said_and_condition()
        flags = f"{_GUARDED}, {_OPENLY}, {self._wholly()}" if self.inside else "false, true, true"
        asked: dict[str, Any] = {"query": self.query, "positive": self.positive, "most": self.most}
        numbers, lasts = [list(told) for told in zip(*slices, strict=True)] or ([], [])
        asked |= {"first": self.where.first, "last": self.where.last, "numbers": numbers, "lasts": lasts}
        with connection.cursor() as cursor:
            cursor.execute(statement.format(said=said, flags=flags, condition=condition), asked)
            return list(cursor.fetchall())

    @property
    def _leaves_out(self) -> bool:
        return self.query != self.positive

    def _wholly(self) -> str:
        """Without anything that must not occur the index has answered already: putting all parts together takes
        longer than all the rest."""
        return f"{WHOLE} @@ %(query)s::tsquery" if self._leaves_out else "true"

    def _said_and_condition(self) -> tuple[str, str]:
        if not self.inside:
            return PUBLIC, f"{PUBLIC} @@ %(query)s::tsquery AND {_TOLD}" if self._leaves_out else _TOLD
        return WHOLE, f"({_GUARDED} OR {WHOLE} @@ %(query)s::tsquery)" if self._leaves_out else "true"


_SPAN = """
SELECT '', coalesce((SELECT min(initiative_id) FROM search_document), 0),
           coalesce((SELECT max(initiative_id) FROM search_document), -1)
UNION ALL SELECT trait, first, last FROM search_span WHERE trait = ANY (%s)
"""

_GUARDED = "length(d.method) > 0"
_OPENLY = f"CASE WHEN {_GUARDED} THEN {OPEN} @@ %(query)s::tsquery ELSE true END"
# A verdict of which nobody has been told is not counted either.
_TOLD = "NOT EXISTS (SELECT FROM initiatives_untold t WHERE t.initiative_id = d.initiative_id)"
_READ = "NOT EXISTS (SELECT FROM search_unread u WHERE u.initiative_id = d.initiative_id AND u.misleads)"

# Plus nothing: else the newest are sought through all documents by their keys, on the guess that very many answer.
_KEY = "d.initiative_id + 0"
_ANSWERS = f"""
    SELECT d.initiative_id, {{flags}} FROM search_document d
    WHERE {{said}} @@ %(positive)s::tsquery AND {{condition}} AND {_READ} AND {_KEY} >= %(first)s AND {_KEY} <="""
_AT_ONCE = f"{_ANSWERS} %(last)s ORDER BY {_KEY} DESC LIMIT %(most)s"
_BY_SLICES = f"""
SELECT hit.* FROM unnest(%(numbers)s::bigint[], %(lasts)s::bigint[]) AS slice (number, last), LATERAL (
    {_ANSWERS} slice.last AND search_slices(d.initiative_id) @> ARRAY[slice.number]
    ORDER BY {_KEY} DESC LIMIT %(most)s
) AS hit
LIMIT %(most)s
"""
