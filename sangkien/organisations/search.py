"""Finding a person's grassroots union by whatever they know of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sangkien.organisations.rules import compact_tax_code
from sangkien.organisations.search_about import About, about, reason
from sangkien.organisations.search_asked import (
    Asked,
    strict,
    with_a_slip_that_is_a_word,
    with_slips,
    with_words_too_many,
)
from sangkien.organisations.search_closeness import closeness
from sangkien.organisations.search_entries import catch_up
from sangkien.organisations.search_hits import Hit, Wanted, Way, hits, known_words

MOST_LETTERS = 200  # of a question; what comes after adds nothing

# As much of a question must be found, letter by letter, when not every word is.
_LIKENESS = 0.62

_NEAR = 0.75  # closer than this is what was asked for; farther away words met by chance
_LOOKED_AT = 80

_TAKEN_OVER = 0.02  # less close than the union itself would be


@dataclass(frozen=True)
class Found:
    """One grassroots union that may be the one. `chain`: names from the union itself up to the root.

    `workplace`: the workplace that answers best, else the union's first; empty where none is written down.
    `because`: in words, what answered where the name of today does not: an old name, a tax code, a commune.
    `score`: 0 to 1, and 1 only for a code or tax code given in full.
    """

    organisation_id: int
    code: str
    name: str
    kind: str
    workplace: str
    chain: list[str]
    score: float
    because: str = ""


@dataclass(frozen=True)
class Findings:
    """What was found, best first. `more`: others answer as well."""

    found: list[Found]
    more: bool = False


@dataclass(frozen=True)
class _Weighed:
    hit: Hit
    score: float
    own: bool


def search_workplaces(
    text: str, on: date, limit: int = 10, *, every_kind: bool = False, preferred: Collection[int] = ()
) -> list[Found]:
    """Grassroots unions that exist that day and answer to `text`, best first.

    Answers to the union's name of any time, its workplaces' names, tax codes (or how they begin) and codes of its own
    or of other systems, together with the names of the unions above it and of its commune on the old and the new map;
    with or without marks, words in any order, the last one unfinished. Only where nothing answers so, what is alike:
    a slip of the finger, a word too many. A union that has ended gives way to the one that took over. Equally close
    ones: those `preferred` (their ids; the asker chose them before), then the bigger. `every_kind` looks among the
    unions above them too.
    Never more than four queries, and a fifth inside a transaction, which may have changed unions itself.
    """
    return find_workplaces(text, on, limit, every_kind=every_kind, preferred=preferred).found


def find_workplaces(
    text: str, on: date, limit: int = 10, *, every_kind: bool = False, preferred: Collection[int] = ()
) -> Findings:
    """The same, and whether there are more than `limit`."""
    text = text[:MOST_LETTERS]
    asked = Asked.of(text)
    if not asked.words:
        return Findings([])
    catch_up()
    wanted = Wanted(text.strip().upper(), compact_tax_code(text) or "-", on, every_kind, preferred)
    asked, found = _hits(asked, wanted, limit)
    weighed = _best_of_each_unit(asked, found, wanted, limit)
    return Findings(_told(asked, weighed[:limit], on), more=len(weighed) > limit)


def _hits(asked: Asked, wanted: Wanted, limit: int) -> tuple[Asked, list[Hit]]:
    """Those that hold every word; where none is near, the question with its slips and what is alike as well."""
    questions = strict(asked)
    found = hits(Way(questions, questions, [], limit + 1, asked.begun), wanted, limit + 1)
    if any(hit.certain or closeness(asked, hit.names, hit.around) > _NEAR for hit in _promising(asked, found, limit)):
        return asked, found
    known = known_words(asked.guesses())
    asked = asked.corrected(known)
    slips = with_slips(asked, known)
    near = slips or with_a_slip_that_is_a_word(asked, known)
    way = Way(near, slips, with_words_too_many(asked, known), 1 if slips else limit + 1, asked.begun)
    return asked, found + hits(way, wanted, limit + 1)


def _promising(asked: Asked, found: list[Hit], limit: int) -> list[Hit]:
    """Those whose names hold most: so many that it takes no time to look at them closely."""
    held = {hit.found: len(asked.forms & set(hit.names.split())) for hit in found}
    return sorted(found, key=lambda hit: (not hit.certain, -held[hit.found], -hit.members))[
        : max(_LOOKED_AT, 2 * limit)
    ]


def _best_of_each_unit(asked: Asked, found: list[Hit], wanted: Wanted, limit: int) -> list[_Weighed]:
    promising = _promising(asked, found, limit)
    weighed = sorted((_weighed(asked, hit, wanted.preferred) for hit in promising), key=_rank)
    best = {one.hit.unit: one for one in reversed(weighed)}
    enough = _LIKENESS if asked.meant else 0
    return [one for one in weighed if best[one.hit.unit] is one and one.score >= enough]


def _weighed(asked: Asked, hit: Hit, preferred: Collection[int]) -> _Weighed:
    own = hit.unit in preferred
    if hit.certain:
        return _Weighed(hit, 1.0, own)
    close = closeness(asked, hit.names, hit.around, own=own)
    return _Weighed(hit, close - _TAKEN_OVER * (hit.found != hit.unit), own)


def _rank(one: _Weighed) -> tuple[float, bool, int, int]:
    return (-round(one.score, 2), not one.own, -one.hit.members, one.hit.unit)


def _told(asked: Asked, weighed: list[_Weighed], on: date) -> list[Found]:
    known = about({unit for one in weighed for unit in (one.hit.unit, one.hit.found)}, on) if weighed else {}
    return [_found(asked, one, known) for one in weighed]


def _found(asked: Asked, one: _Weighed, known: dict[int, About]) -> Found:
    unit = known[one.hit.unit]
    why = reason(asked, one.hit, known[one.hit.found], unit)
    code, name, kind = unit.above[0]
    chain = [above for _code, above, _kind in unit.above]
    return Found(one.hit.unit, code, name, kind, why.workplace, chain, round(one.score, 3), why.because)
