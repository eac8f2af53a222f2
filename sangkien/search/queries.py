"""Asking: which dossiers answer to a question, in which order, and how many there are of each kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Q

from sangkien.initiatives.levels import level_sql
from sangkien.initiatives.models import Initiative
from sangkien.search.documents import OF_A_TIME, STEPS
from sangkien.search.looking import TITLED, WRITTEN, Look, Tiers, Times
from sangkien.search.models import KnownWord
from sangkien.search.questions import Question
from sangkien.search.rules import Reader
from sangkien.search.shelf import Ranking, Shelf

MOST = 300  # that are counted, and put in order
_MOST_BEGUN = 48  # words that one beginning may stand for

# What a list may be narrowed by, and the trait of a document that says it.
GROUPS = {
    "field": "f",
    "kind": "k",
    "ownership": "w",
    "unit": "o",
    "programme": "g",
    "phase": "p",
    "year": "y",
    "benefit": "b",
    "level": "e",
    "state": "s",
}

_YEAR = "year"

Filters = Mapping[str, Sequence[str]]
Counts = dict[str, dict[str, int]]


class Order(StrEnum):
    """Best first, or newest first, which is all there is without words."""

    BEST = "BEST"
    NEWEST = "NEWEST"


class How(StrEnum):
    """How the question was answered, where it had to be taken less strictly."""

    AS_ASKED = "AS_ASKED"
    OPEN_ENDED = "OPEN_ENDED"  # the last word is the beginning of others
    ALL_BUT_ONE = "ALL_BUT_ONE"  # each holds all words but one


@dataclass(frozen=True)
class Asked:
    """A question, what narrows it (of each group any of its values, by the keys of `GROUPS`; a union by its key), and
    the `place` after which to go on, as `Found.following` gave it."""

    question: Question
    filters: Filters = field(default_factory=dict)
    order: Order = Order.BEST
    place: str = ""

    @property
    def narrowing(self) -> str:
        """The filters as a `tsquery`, without the years."""
        narrowed = {group: values for group, values in self.filters.items() if values and group != _YEAR}
        return _and(*(_any(GROUPS[group], values) for group, values in narrowed.items()))

    @property
    def dated(self) -> str:
        """The years as a `tsquery`."""
        years = self.filters.get(_YEAR, ())
        return _any(GROUPS[_YEAR], years) if years else ""

    def without(self, group: str) -> "Asked":
        """The same, not narrowed by this group."""
        return replace(self, filters={name: values for name, values in self.filters.items() if name != group})

    @property
    def bounds(self) -> list[list[str]]:
        """The traits among them that only documents of some time have."""
        bound = [(GROUPS[group], values) for group, values in self.filters.items() if values]
        return [[f"{trait}={_plain(value)}" for value in values] for trait, values in bound if f"{trait}=" in OF_A_TIME]


@dataclass(frozen=True)
class Found:
    """The keys of the dossiers on this page, best first. `total`: how many there are, at most `MOST`; `more`: there are
    more. `following`: after which place the next page goes on; empty on the last. `question` as it was answered;
    `counts` of the first `MOST`, by group and value."""

    keys: list[int]
    total: int
    more: bool
    following: str
    question: Question
    how: How = How.AS_ASKED
    counts: Counts = field(default_factory=dict)


def find(asked: Asked, reader: Reader, *, size: int, counting: bool = False) -> Found:
    """A page of the dossiers that answer and that the reader may see; with `counting`, how many of each kind there are.

    Of a word that very many hold the newest `MOST` are put in order, those with it in the title before others. Three
    to five queries; for somebody with an office two more for each three hundred that are looked at."""
    if not (reader.is_inside or asked.question or asked.narrowing or asked.dated):
        return _everything(asked.place, size=size, counting=counting)
    asking = _Asking(Shelf(reader), asked, reader.hint(), Times.of(asked.bounds), counting)
    question, how, wanted, keys = asking.answered()
    turn = asking.by_score if asking.is_by_score else asking.by_age
    page, following = turn(wanted, question, keys, size=size)
    counts = asking.counted(wanted, question, keys[:MOST]) if counting and keys else {}
    return Found(page, min(len(keys), MOST), len(keys) > MOST, following, question, how, counts)


def _everything(place: str, *, size: int, counting: bool) -> Found:
    """What the public sees that asks nothing: all that is valid, the newest verdict first. It needs no index, so that
    an initiative stands here from the moment of its verdict."""
    valid = Initiative.objects.public().order_by("-closed_at", "-pk")
    keys = list(valid.values_list("pk", flat=True)[: MOST + 1])
    start = _moment_and_key(place)
    after = Q(closed_at__lt=start[0]) | Q(closed_at=start[0], pk__lt=start[1]) if start else Q()
    page = list(valid.filter(after).values_list("closed_at", "pk")[: size + 1])
    following = f"{_micros(page[size - 1][0])}.{page[size - 1][1]}" if len(page) > size else ""
    counts = _counts(keys[:MOST], [*GROUPS], inside=False, units=()) if counting and keys else {}
    shown = [key for _moment, key in page[:size]]
    return Found(shown, min(len(keys), MOST), len(keys) > MOST, following, Question(""), counts=counts)


@dataclass(frozen=True)
class _Asking:
    """One question of one reader."""

    shelf: Shelf
    asked: Asked
    hint: str
    times: Times
    counting: bool
    _unnarrowed: dict[tuple[str, str], Look] = field(default_factory=dict)

    @property
    def is_by_score(self) -> bool:
        """Without words there is nothing to put in order by."""
        return self.asked.order == Order.BEST and bool(self.asked.question)

    def answered(self) -> tuple[Question, How, str, list[int]]:
        """The question as it finds something, and what answers: more than are counted only if there are more; for the
        best first the foremost of very many before the newest."""
        question = _begun(self.asked.question)
        for asked, how, wanted in _ways(question):
            keys = self._hits(wanted, asked, by_title=self.is_by_score and how != How.ALL_BUT_ONE)
            if keys:
                return asked, how, wanted, keys
        return question, How.AS_ASKED, question.wanted, []

    def by_age(self, wanted: str, question: Question, keys: list[int], *, size: int) -> tuple[list[int], str]:
        """A page of them, newest first, as far back as they go; of `keys`, the newest, as long as these reach."""
        before = int(self.asked.place) if _KEY.fullmatch(self.asked.place) else None
        older = [key for key in keys if before is None or key < before]
        if len(older) <= size and len(keys) > MOST:
            older = self.shelf.newest(self._look(wanted, question, before=before, most=size + 1))
        return older[:size], str(older[size - 1]) if len(older) > size else ""

    def by_score(self, wanted: str, question: Question, keys: list[int], *, size: int) -> tuple[list[int], str]:
        """A page of the best."""
        near = question.beginning if wanted == question.wanted else wanted
        by = Ranking(_and(near, question.unwanted), question.in_title, question.as_written, question.in_order)
        ranked = self.shelf.ranked(keys[:MOST], by)
        start = _score_and_key(self.asked.place)
        rest = [one for one in ranked if start is None or one < start]
        following = f"{rest[size - 1][0]}.{rest[size - 1][1]}" if len(rest) > size else ""
        return [key for _score, key in rest[:size]], following

    def counted(self, wanted: str, question: Question, keys: list[int]) -> Counts:
        """Of each group how many have each value. Values of a group that is narrowed already are counted as if it were
        not: another one may be chosen besides."""
        inside, units = self.shelf.reader.is_inside, self.asked.filters.get("unit", ())
        narrowed = [group for group, values in self.asked.filters.items() if values]
        counts = _counts(keys, [group for group in GROUPS if group not in narrowed], inside=inside, units=units)
        for group in narrowed:
            others = self.shelf.newest(self._without(group, wanted, question))
            counts |= _counts(others[:MOST], [group], inside=inside, units=units)
        return counts

    def _hits(self, wanted: str, question: Question, *, by_title: bool) -> list[int]:
        """One more than are counted, or more. `by_title`: of very many those that hold the words in their title, where
        these are too few the newest besides."""
        anywhere = self._look(wanted, question)
        if not by_title:
            return self.shelf.newest(anywhere)
        tiers = Tiers(question.in_title, question.as_written)
        anywhere, titled = (replace(look, tiers=tiers) for look in (anywhere, self._look(question.in_title, question)))
        sample = titled if question.has_phrases else self._sample(wanted, question, anywhere)
        if sample is not titled and sample.seems_few and not sample.is_plenty(TITLED):
            return self.shelf.foremost(anywhere)
        foremost = self._foremost(question, titled, sample)
        if len(foremost) > MOST:
            return foremost
        return list(dict.fromkeys([*foremost, *self.shelf.newest(anywhere)]))

    def _sample(self, wanted: str, question: Question, anywhere: Look) -> Look:
        """What tells how many there are: of what the first filter leaves, if that is to be looked at anyway and enough
        of it is what was chosen."""
        narrowed = [group for group, values in self.asked.filters.items() if values and group != _YEAR]
        if narrowed and self.counting and (sample := self._without(narrowed[0], wanted, question)).tells(0):
            return sample
        return anywhere

    def _without(self, group: str, wanted: str, question: Question) -> Look:
        """The look not narrowed by this group."""
        if (group, wanted) not in self._unnarrowed:
            look = replace(self, asked=self.asked.without(group))._look(wanted, question)
            chosen = _any(GROUPS[group], self.asked.filters[group])
            tiers = Tiers(question.in_title, question.as_written, chosen) if question else None
            self._unnarrowed[group, wanted] = replace(look, tiers=tiers)
        return self._unnarrowed[group, wanted]

    def _foremost(self, question: Question, titled: Look, sample: Look) -> list[int]:
        """What holds all words in its title; where that is more than are counted, what holds them there as they were
        typed comes before, and where that alone is more the others are not looked for. How many there are, a sample
        tells: of words next to each other those in titles, since wherever they stand they are to be fetched first."""
        if sample.is_scarce(TITLED):
            return self.shelf.foremost(titled)
        if not question.as_written or (sample is titled and titled.is_full_of(WRITTEN)):
            return self.shelf.newest(titled)
        written = self._look(question.as_written, question)
        if sample.is_plenty(WRITTEN) and len(found := self.shelf.newest(written)) > MOST:
            return found
        found = self.shelf.newest(titled)
        return found if len(found) <= MOST else list(dict.fromkeys([*self.shelf.newest(written), *found]))

    def _look(self, wanted: str, question: Question, *, before: int | None = None, most: int | None = None) -> Look:
        where, dated = self.times.within(self.asked.bounds), self.asked.dated
        is_asked_apart = self.times.is_most(where)
        hint = f"({self.hint})" if self.hint else ""
        positive = _and(wanted, self.asked.narrowing, hint, "" if is_asked_apart else dated) or dated or _EVERYTHING
        if before is not None:
            where = where.before(before)
        query = _and(positive, question.unwanted)
        inside = self.shelf.reader.is_inside
        return Look(query, positive, inside, most or MOST + 1, where, dated=dated if is_asked_apart else "")


_KEY = re.compile("[0-9]{1,18}")
_PLACE = re.compile("([0-9]{1,18})[.]([0-9]{1,18})")
_EVERYTHING = "!'-'"  # nothing says that


def _ways(question: Question) -> Iterator[tuple[Question, How, str]]:
    """As it was asked; then with its last word open; then without any one of its words. Each only if it is wanted."""
    yield question, How.AS_ASKED, question.wanted
    if not question:
        return
    if longer := question.with_open_end():
        longer = _begun(longer)
        yield longer, How.OPEN_ENDED, longer.wanted
    if but_one := question.but_one():
        yield question, How.ALL_BUT_ONE, but_one


def _begun(question: Question) -> Question:
    """The question with what its beginnings may become. One query for each beginning."""
    beginnings = question.open_ended
    return question.begun({begun: _known(begun) for begun in beginnings}) if beginnings else question


def _known(beginning: str) -> list[str]:
    """The shortest words that begin so."""
    known = KnownWord.objects.filter(word__startswith=beginning).values_list("word", flat=True)
    return sorted(known[:500], key=lambda word: (len(word), word))[:_MOST_BEGUN]


def _any(trait: str, values: Sequence[str]) -> str:
    said = " | ".join(f"'{trait}={_plain(value)}'" for value in values)
    return f"({said})"


def _plain(value: str) -> str:
    """A value as a trait may hold it: whatever could end the word is left out."""
    return "".join(c for c in value if c.isalnum() or c in "._-")


def _and(*parts: str) -> str:
    return " & ".join(part for part in parts if part)


def _score_and_key(place: str) -> tuple[int, int] | None:
    found = _PLACE.fullmatch(place)
    return (int(found[1]), int(found[2])) if found else None


def _micros(moment: datetime | None) -> int:
    assert moment is not None  # what is valid was closed
    return (moment - _BEGINNING) // timedelta(microseconds=1)


def _moment_and_key(place: str) -> tuple[datetime, int] | None:
    numbers = _score_and_key(place)
    try:
        return (_BEGINNING + timedelta(microseconds=numbers[0]), numbers[1]) if numbers else None
    except OverflowError:
        return None


_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def _counts(keys: Sequence[int], groups: Sequence[str], *, inside: bool, units: Sequence[str]) -> Counts:
    """How many of these dossiers have each value of each of these groups. One query. Of a restricted one the public
    knows neither its union nor its field. Unions: those directly under a root, and those directly under the ones that
    were chosen."""
    chosen = [int(unit) for unit in units if unit.isdecimal()]
    with connection.cursor() as cursor:
        question = _HITS + " UNION ALL ".join(_COUNTS[group] for group in groups)
        cursor.execute(question, {"keys": list(keys), "inside": inside, "chosen": chosen, "steps": list(STEPS)})
        counts: Counts = {}
        for group, value, count in cursor.fetchall():
            counts.setdefault(group, {})[value] = count
        return counts


_HITS = f"""
WITH hit AS MATERIALIZED (
    SELECT i.id, i.unit_id, i.chain, i.field_id, i.kind_id, i.programme_id, i.phase_id, i.state, i.benefit_vnd,
           i.submitted_at, {level_sql("i")} AS level, %(inside)s OR NOT i.restricted AS told
    FROM initiatives_initiative i WHERE i.id = ANY (%(keys)s)
)
"""
_COUNTS = {
    "field": """
        SELECT 'field', t.code, count(*)
        FROM hit JOIN programmes_term t ON t.id = hit.field_id WHERE told GROUP BY 2""",
    "kind": """
        SELECT 'kind', t.code, count(*)
        FROM hit JOIN programmes_term t ON t.id = hit.kind_id WHERE told GROUP BY 2""",
    "ownership": """
        SELECT 'ownership', w.ownership, count(DISTINCT hit.id)
        FROM hit JOIN organisations_workplace w ON w.organisation_id = hit.unit_id WHERE told GROUP BY 2""",
    "unit": """
        SELECT 'unit', unit::text, count(*)
        FROM (SELECT DISTINCT hit.id, u.unit FROM hit CROSS JOIN LATERAL (
                SELECT chain[greatest(cardinality(chain) - 1, 1)] AS unit
                UNION SELECT c FROM unnest(%(chosen)s::bigint[]) AS c WHERE c = ANY (chain)
                UNION SELECT chain[array_position(chain, c) - 1] FROM unnest(%(chosen)s::bigint[]) AS c
                      WHERE array_position(chain, c) > 1) u
              WHERE told) below
        GROUP BY 2""",
    "programme": """
        SELECT 'programme', p.code, count(*)
        FROM hit JOIN programmes_programme p ON p.id = hit.programme_id GROUP BY 2""",
    "phase": """
        SELECT 'phase', g.code || '.' || p.code, count(*)
        FROM hit JOIN programmes_phase p ON p.id = hit.phase_id
        JOIN programmes_programme g ON g.id = p.programme_id GROUP BY 2""",
    "year": """
        SELECT 'year', to_char(submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY'), count(*) FROM hit GROUP BY 2""",
    "benefit": """
        SELECT 'benefit', (width_bucket(benefit_vnd, %(steps)s::bigint[]) - 1)::text, count(*)
        FROM hit WHERE told AND benefit_vnd IS NOT NULL GROUP BY 2""",
    "level": "SELECT 'level', level, count(*) FROM hit WHERE told AND level IS NOT NULL GROUP BY 2",
    "state": "SELECT 'state', state, count(*) FROM hit WHERE %(inside)s GROUP BY 2",
}
