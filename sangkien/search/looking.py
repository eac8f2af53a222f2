"""Looking into the index for the newest documents that answer to a question.

Into the past slice by slice, a few short ones before longer ones: where very many answer, these hold enough, and the
rest is never looked at. What they hold tells how to look at the rest: by slices as long as it takes, where the first of
these will hold enough; at once, where few are left, since slices without a hit take longer than the whole. It tells as
well how many hold the words in their title, so that nobody looks for these to learn that they are few. What a filter by
year, programme or phase leaves aside is not looked at at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from sangkien.search.documents import SLICE

SHORT, LONGER, LONG = LENGTHS = (4_096, 32_768, 262_144)  # of slices, as `search_slices` in the database numbers them
_NUMBERED = 4  # more than there are lengths
# So many times as many as are wanted: half of the long slices takes as long as the whole at once. Of words next to
# each other the index knows only that they are there, so that to fetch none in vain counts more.
_PLENTY, _PLENTY_IN_A_ROW = 2, 1
_FEW = 1_500  # are all read at once, those with the words in their title first: to look for these alone takes as long
_SOME_LONGER = 8  # slices that take as long as a long one

# Its key; is how it is done kept; does it answer without that; with all; its tier.
Row = tuple[int, bool, bool, bool, int]
Slice = tuple[int, int]  # its number; up to which key it is meant
Bounds = Sequence[Sequence[str]]  # traits of documents of some time, of each group any

PUBLIC, INSIDE = "d.public", "d.inside"
OPEN, WHOLE = f"({PUBLIC} || {INSIDE})", f"search_whole({PUBLIC}, {INSIDE}, d.method)"


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
        """The newest of it: two of the longer slices, the last of them begun."""
        return self._replace(first=max(self.first, (self.last // LONGER - 1) * LONGER))

    def short_slices(self) -> Iterator[Slice]:
        """Slices that hold all of it, the newest first: two short ones and longer ones."""
        return self._slices_of_two(2, SHORT, LONGER)

    def long_slices(self, longer: int) -> Iterator[Slice]:
        """Slices that hold all of it, the newest first: so many longer ones and long ones."""
        return self._slices_of_two(longer, LONGER, LONG)

    def _slices_of_two(self, count: int, length: int, other: int) -> Iterator[Slice]:
        turn = (self.last // length - count + 1) * length
        yield from self._replace(first=max(self.first, turn)).slices(length)
        yield from self.before(turn).slices(other)

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

    def is_most(self, where: Stretch) -> bool:
        """Is it the greater part of all documents?"""
        return 2 * where.length > self.newest - self.oldest

    def within(self, bounds: Bounds) -> Stretch:
        """Where documents may be that have, of each group, any of these traits."""
        first, last = self.oldest, self.newest
        for traits in bounds:
            known = [self.spans[trait] for trait in traits if trait in self.spans]
            first = max(first, min((one[0] * SLICE for one in known), default=0))
            last = min(last, max(((one[1] + 1) * SLICE - 1 for one in known), default=-1))
        return Stretch(first, last)


class Tiers(NamedTuple):
    """What stands before what, as `tsquery`: has a document all words in its title; has it them there with the marks
    that were typed, empty where none was. Of those that are not what is `chosen` it does not matter."""

    in_title: str
    as_written: str
    chosen: str = ""


OTHERS, TITLED, WRITTEN = -1, 1, 2
_ENOUGH = 20  # of what is recent, to tell how many there are
_BY_CHANCE = 3  # so many may have been missed


@dataclass(frozen=True)
class Look:
    """`query` as a `tsquery`, `positive` the same without what must not occur; at most so many (`most`) of a stretch.
    `inside`: of all documents; else of what is public. `dated`: what nearly all of the stretch say, as a `tsquery`: of
    what is not recent the index is not asked for it. `tiers`: without any all are alike."""

    query: str
    positive: str
    inside: bool
    most: int
    where: Stretch
    dated: str = ""
    tiers: Tiers | None = None

    def newest(self) -> list[Row]:
        """The newest that answer, newest first. One query or two."""
        rest = self._rest
        if not (rest.most and rest.where):
            return self.recent
        if self.is_plenty():
            return [*self.recent, *rest._ask(_BY_SLICES, slices=rest.where.long_slices(self._longer))]
        return [*self.recent, *rest._ask(_AT_ONCE)]

    def foremost(self, most: int) -> list[Row]:
        """At most so many, those of the highest tier first, of each the newest first. One query or two."""
        if not self._older and len(self.recent) < self.most:
            return sorted(self.recent, key=lambda row: (-row[-1], -row[0]))
        return replace(self, most=most)._ask(_FOREMOST)

    @cached_property
    def recent(self) -> list[Row]:
        """The newest in what is recent. One query."""
        recent = self.where.recent()
        return self._strict._ask(_BY_SLICES, slices=recent.short_slices()) if recent else []

    def is_full_of(self, tier: int) -> bool:
        """Are as many as are wanted recent, all of this tier and for everybody to see?"""
        return not self.inside and self._met(tier) == self.most

    def tells(self, tier: int) -> bool:
        """Is there enough of this tier in what is recent to tell how many there are?"""
        return len(self.recent) < self.most or self._met(tier) >= _ENOUGH

    @property
    def seems_few(self) -> bool:
        """Are there so few that all can be read?"""
        return self._expected(0) <= _FEW

    def is_plenty(self, tier: int = OTHERS) -> bool:
        """Will as many of this tier as are wanted be found soon?"""
        return self._expected(tier) >= self._plenty * (self._rest if tier == OTHERS else self).most

    def is_scarce(self, tier: int) -> bool:
        """Are they surely not plenty, though what is recent tells only about how many there are?"""
        return self._expected(tier, besides=_BY_CHANCE) < self._plenty * self.most

    @property
    def _plenty(self) -> int:
        return _PLENTY_IN_A_ROW if "<->" in self.positive else _PLENTY

    @property
    def _strict(self) -> "Look":
        """The same with all that is asked asked of the index: at the end of a stretch others are in the same slice."""
        dated = f" & {self.dated}" if self.dated else ""
        return replace(self, query=f"{self.query}{dated}", positive=f"{self.positive}{dated}", dated="")

    @property
    def _older(self) -> Stretch:
        return self.where.before(self.where.recent().first)

    @property
    def _rest(self) -> "Look":
        return replace(self, most=self.most - len(self.recent), where=self._older)

    @property
    def _longer(self) -> int:
        """So many longer slices hold what is wanted, by what is recent; none where a long one takes no longer."""
        needed = 1 + self._rest.most * self._seen.length // max(1, len(self.recent) * LONGER)
        return needed + 1 if needed < _SOME_LONGER else 0

    def _expected(self, tier: int, *, besides: int = 0) -> int:
        """About how many of this tier or a higher one there are, by what is recent; if so many more had been met."""
        return (self._met(tier) + besides) * self.where.length // max(1, self._seen.length)

    def _met(self, tier: int) -> int:
        return sum(row[-1] >= tier for row in self.recent)

    @property
    def _seen(self) -> Stretch:
        """What has been looked through to find what is recent."""
        if len(self.recent) < self.most:
            return self.where.recent()
        return Stretch(self.recent[-1][0], self.recent[0][0])

    def _ask(self, statement: str, slices: Iterable[Slice] = ()) -> list[Row]:
        flags = f"{_GUARDED}, {self._openly()}, {self._wholly()}" if self.inside else "false, true, true"
        numbers, lasts = [list(told) for told in zip(*slices, strict=True)] or ([], [])
        asked = {name: getattr(self, name) for name in ("query", "positive", "dated", "most")}
        asked |= {"first": self.where.first, "last": self.where.last, "numbers": numbers, "lasts": lasts}
        asked |= self.tiers._asdict() if self.tiers else {}
        said, condition = (WHOLE if self.inside else PUBLIC), self._condition()
        with connection.cursor() as cursor:
            cursor.execute(statement.format(said=said, flags=flags, tier=self._tier(), condition=condition), asked)
            return list(cursor.fetchall())

    @property
    def _leaves_out(self) -> bool:
        return self.query != self.positive

    def _openly(self) -> str:
        return f"CASE WHEN {_GUARDED} THEN {OPEN} @@ %(query)s::tsquery ELSE true END"

    def _wholly(self) -> str:
        """Without anything that must not occur the index has answered already: putting all parts together takes
        longer than all the rest."""
        return f"{WHOLE} @@ %(query)s::tsquery" if self._leaves_out else "true"

    def _condition(self) -> str:
        """Beside what the index answers. (IS TRUE: else the index would be asked for that too.)"""
        dated = [f"({self._shown('dated')}) IS TRUE"] if self.dated else []
        told = [] if self.inside else [_TOLD]
        answers = f"{WHOLE if self.inside else PUBLIC} @@ %(query)s::tsquery"
        left = [f"({_GUARDED} OR {answers})" if self.inside else answers] if self._leaves_out else []
        return " AND ".join([*left, *dated, *told, _READ])

    def _tier(self) -> str:
        if self.tiers is None:
            return "0"
        others = f"WHEN NOT ({self._shown('chosen')}) THEN {OTHERS} " if self.tiers.chosen else ""
        written = f"WHEN {self._shown('as_written')} THEN {WRITTEN} " if self.tiers.as_written else ""
        return f"CASE {others}{written}WHEN {self._shown('in_title')} THEN {TITLED} ELSE 0 END"

    def _shown(self, name: str) -> str:
        """Of a title and its date: they stand in one part, whichever it is."""
        parts = (PUBLIC, INSIDE) if self.inside else (PUBLIC,)
        return " OR ".join(f"{part} @@ %({name})s::tsquery" for part in parts)


_SPAN = """
SELECT '', coalesce((SELECT min(initiative_id) FROM search_document), 0),
           coalesce((SELECT max(initiative_id) FROM search_document), -1)
UNION ALL SELECT trait, first, last FROM search_span WHERE trait = ANY (%s)
"""

_GUARDED = "length(d.method) > 0"
# A verdict of which nobody has been told is not counted either.
_TOLD = "NOT EXISTS (SELECT FROM initiatives_untold t WHERE t.initiative_id = d.initiative_id)"
_READ = "NOT EXISTS (SELECT FROM search_unread u WHERE u.initiative_id = d.initiative_id AND u.misleads)"

# Plus nothing: else the newest are sought through all documents by their keys, on the guess that very many answer.
_KEY = "d.initiative_id + 0"
_ANSWERS = f"""
    SELECT d.initiative_id, {{flags}}, {{tier}} AS tier FROM search_document d
    WHERE {{said}} @@ %(positive)s::tsquery AND {{condition}} AND {_KEY} >= %(first)s AND {_KEY} <="""
_AT_ONCE = f"{_ANSWERS} %(last)s ORDER BY {_KEY} DESC LIMIT %(most)s"
_FOREMOST = f"{_ANSWERS} %(last)s ORDER BY tier DESC, {_KEY} DESC LIMIT %(most)s"
_BY_SLICES = f"""
SELECT hit.* FROM unnest(%(numbers)s::bigint[], %(lasts)s::bigint[]) AS slice (number, last), LATERAL (
    {_ANSWERS} slice.last AND search_slices(d.initiative_id) @> ARRAY[slice.number]
    ORDER BY {_KEY} DESC LIMIT %(most)s
) AS hit
LIMIT %(most)s
"""
