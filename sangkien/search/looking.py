"""Looking into the index for the newest documents that answer to a question.

Into the past slice by slice, a few short ones before longer ones: where very many answer, these hold enough, and the
rest is never looked at. What they hold tells how to look at the rest: by long slices, where these will hold enough
before they end; at once, where few are left, since long slices without a hit take longer than the whole. What a filter
by year, programme or phase leaves aside is not looked at at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection

from sangkien.search.documents import SLICE

SHORT, LONGER, LONG = LENGTHS = (4_096, 32_768, 262_144)  # of slices, as `search_slices` in the database numbers them
_NUMBERED = 4  # more than there are lengths

Row = tuple[int, bool, bool, bool]  # its key; is how it is done kept; does it answer without that; with all
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
        """The newest of it, as much as a long slice holds or a little less."""
        return self._replace(first=max(self.first, (self.last // LONGER - LONG // LONGER + 1) * LONGER))

    def short_slices(self) -> Iterator[int]:
        """Numbers of slices that hold all of it, the newest first: short ones up to where a longer one ends."""
        turn = self.last // LONGER * LONGER
        yield from Stretch(max(self.first, turn), self.last).slices(SHORT)
        yield from Stretch(self.first, turn - 1).slices(LONGER)

    def slices(self, length: int) -> Iterator[int]:
        """Numbers of slices of this length that hold all of it, the newest first."""
        if self:
            for nth in range(self.last // length, self.first // length - 1, -1):
                yield _NUMBERED * nth + LENGTHS.index(length)

    def __bool__(self) -> bool:
        return self.length > 0


@dataclass(frozen=True)
class Times:
    """When what is asked for occurs: the key of the newest document, and of traits of a time the first and the last
    slice of `SLICE` documents."""

    newest: int
    spans: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, bounds: Bounds) -> "Times":
        """Of these traits. One query."""
        with connection.cursor() as cursor:
            cursor.execute(_SPAN, [[trait for traits in bounds for trait in traits]])
            spans = {trait: (first, last) for trait, first, last in cursor.fetchall()}
        return cls(spans.pop("")[1], spans)

    def within(self, bounds: Bounds) -> Stretch:
        """Where documents may be that have, of each group, any of these traits."""
        first, last = 0, self.newest
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
        recent = self.where.recent()
        rows = self._ask(_BY_SLICES, slices=list(recent.short_slices())) if recent else []
        rest = replace(self, most=self.most - len(rows), where=self.where.before(recent.first))
        if not (rest.most and rest.where):
            return rows
        expected = len(rows) * rest.where.length // recent.length
        if expected < rest.most:
            return [*rows, *rest._ask(_AT_ONCE)]
        return [*rows, *rest._ask(_BY_SLICES, slices=list(rest.where.slices(LONG)))]

    def _ask(self, statement: str, **values: Any) -> list[Row]:
        said, condition = self._said_and_condition()
        flags = f"{_GUARDED}, {_OPENLY}, {self._wholly()}" if self.inside else "false, true, true"
        asked: dict[str, Any] = {"query": self.query, "positive": self.positive, "most": self.most}
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(said=said, flags=flags, condition=condition),
                asked | {"first": self.where.first, "last": self.where.last} | values,
            )
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
SELECT '', 0, coalesce((SELECT max(initiative_id) FROM search_document), -1)
UNION ALL SELECT trait, first, last FROM search_span WHERE trait = ANY (%s)
"""

_GUARDED = "length(d.method) > 0"
_OPENLY = f"CASE WHEN {_GUARDED} THEN {OPEN} @@ %(query)s::tsquery ELSE true END"
# A verdict of which nobody has been told is not counted either.
_TOLD = "NOT EXISTS (SELECT FROM initiatives_untold t WHERE t.initiative_id = d.initiative_id)"
_READ = "NOT EXISTS (SELECT FROM search_unread u WHERE u.initiative_id = d.initiative_id AND u.misleads)"

_ANSWERS = f"""
    SELECT d.initiative_id, {{flags}} FROM search_document d
    WHERE {{said}} @@ %(positive)s::tsquery AND d.initiative_id BETWEEN %(first)s AND %(last)s
        AND {{condition}} AND {_READ}
"""
_BY_SLICES = f"""
SELECT hit.* FROM unnest(%(slices)s::bigint[]) AS slice (number), LATERAL (
    {_ANSWERS} AND search_slices(d.initiative_id) @> ARRAY[slice.number]
    ORDER BY d.initiative_id DESC LIMIT %(most)s
) AS hit
LIMIT %(most)s
"""
# Materialized: else the newest are sought through all documents one by one, on the guess that very many answer.
_AT_ONCE = f"""
WITH hit AS MATERIALIZED ({_ANSWERS})
SELECT * FROM hit ORDER BY initiative_id DESC LIMIT %(most)s
"""
