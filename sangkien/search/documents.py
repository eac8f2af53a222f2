"""What of a dossier is told to whom, as words and traits with their places.

A trait is a word that nobody can type, since it holds a sign: the programme, the field, the year. A question narrowed
by a filter asks for it beside the words, in one look at one index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeVar

from sangkien.base.days import day_of
from sangkien.confirmations.models import Disclosure, Withheld
from sangkien.consents.queries import may_be_named
from sangkien.initiatives.levels import level_of
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Ancestry, UnitName, Workplace
from sangkien.programmes.models import Phase, Programme, Term
from sangkien.search.reading import lexemes, marked

SLICE = 16_384  # dossiers in a row: of traits of a time is known from which slice to which they occur
OF_A_TIME = ("g=", "p=", "y=")  # traits that dossiers sent within some time have, and no others
TITLE, MARKED = "=", "^"  # before a word of the title, folded and as it is written: found without looking at the places
_GAP = 20  # places between two texts: words are not close because one ends where the other begins
_LAST_DIGITS = 4

_T = TypeVar("_T")

# The benefit of a year, in đồng, from each of these on.
STEPS = (0, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000)


class Part(IntEnum):
    """Which part of the document: each reader reads one more than the reader before."""

    PUBLIC = 0
    INSIDE = 1
    METHOD = 2


@dataclass
class Vector:
    """The text of a `tsvector` under way."""

    _place: int = 1
    _words: dict[str, list[str]] = field(default_factory=dict)

    def say(self, text: str, weight: str) -> None:
        """Add a text whose words weigh A (most), B, C or D."""
        said = lexemes(text)
        for place, word in enumerate(said, start=self._place):
            self._words.setdefault(word, []).append(f"{place}{weight}")
        self._place += len(said) + _GAP

    def note(self, traits: Iterable[str]) -> None:
        """Add what has no place."""
        for trait in traits:
            self._words.setdefault(trait, [])

    def words(self) -> list[str]:
        """The words, traits aside."""
        return [word for word, places in self._words.items() if places]

    def of_a_time(self) -> list[str]:
        """Those traits that only dossiers of some time have."""
        return [word for word in self._words if word.startswith(OF_A_TIME)]

    def __str__(self) -> str:
        return " ".join(f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in self._words.items())


@dataclass(frozen=True)
class Known:
    """What the dossiers of one reading say by keys: names of unions (folded, of all times), kinds of workplaces by
    union, which unions stood, stand or will stand above it, codes of terms, phases and programmes, and who may be
    named."""

    names: Mapping[int, list[str]]
    above: Mapping[int, set[int]]
    kinds: Mapping[int, set[str]]
    terms: Mapping[int, str]
    phases: Mapping[int, str]
    programmes: Mapping[int, str]
    named: Mapping[int, Sequence[Author]]


def known_of(initiatives: Sequence[Initiative]) -> Known:
    """What `parts_of` needs, for all of them. Seven queries, and two for authors and senders unless they are read."""
    units = {one.unit_id for one in initiatives}
    judges = {one.judged_for_id for one in initiatives} - {None}
    names = UnitName.objects.filter(organisation__in=units).values_list("organisation", "folded")
    kinds = Workplace.objects.filter(organisation__in=units).values_list("organisation", "ownership")
    lines = Ancestry.objects.filter(descendant__in=units | judges).values_list("descendant", "ancestor")
    return Known(
        names=_by_key(names),
        kinds={unit: set(some) for unit, some in _by_key(kinds).items()},
        above={unit: set(some) for unit, some in _by_key(lines).items()},
        terms=dict(Term.objects.values_list("pk", "code")),
        phases=dict(Phase.objects.values_list("pk", "code")),
        programmes=dict(Programme.objects.values_list("pk", "code")),
        named=may_be_named(initiatives),
    )


def _by_key(rows: Iterable[tuple[int, _T]]) -> dict[int, list[_T]]:
    found: dict[int, list[_T]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found


def parts_of(one: Initiative, known: Known) -> dict[Part, Vector]:
    """The document of a dossier that was read with its authors, its sender and what is withheld."""
    withheld: Withheld | None = getattr(one, "withheld", None)
    parts = {part: Vector() for part in Part}
    shown = parts[Part.PUBLIC if one.state == State.VALID and withheld is None else Part.INSIDE]
    open_to_all = parts[Part.INSIDE] if one.restricted else shown
    method = parts[Part.METHOD] if withheld and withheld.level == Disclosure.RESTRICTED else open_to_all
    _say_title(shown, one)
    for text in (one.before, one.after, one.benefit_method):
        method.say(text, "C")
    open_to_all.note(_traits(one, known))
    for name in known.names.get(one.unit_id, ()):
        open_to_all.say(name, "D")
    _say_inside(parts[Part.INSIDE], one, known)
    for author in one.credited:
        named = open_to_all if author in known.named[one.pk] else parts[Part.INSIDE]
        named.say(author.full_name, "D")
    shown.note(_dates(one, known))
    return parts


def step_of(benefit: int | None) -> int | None:
    """On which of the `STEPS` a benefit stands; None without one."""
    return None if benefit is None else max(n for n, step in enumerate(STEPS) if benefit >= step)


def number_of(code: str) -> list[str]:
    """By which words a dossier is found by its code: in full, and by the number that people read out."""
    return [word for word in ("".join(lexemes(code)), *lexemes(code)[-1:]) if word]


def _say_title(shown: Vector, one: Initiative) -> None:
    shown.say(one.title, "A")
    shown.say(" ".join(number_of(one.code)), "D")
    shown.say(one.effect, "B")
    shown.note(TITLE + word for word in lexemes(one.title))
    shown.note(MARKED + word for word in marked(one.title))


def _dates(one: Initiative, known: Known) -> Iterable[str]:
    """What the page of a restricted dossier says as well."""
    programme = known.programmes[one.programme_id]
    yield f"g={programme}"
    yield f"y={day_of(one.submitted_at).year}"
    if one.phase_id:
        yield f"p={programme}.{known.phases[one.phase_id]}"


def _traits(one: Initiative, known: Known) -> Iterable[str]:
    if one.field_id:
        yield f"f={known.terms[one.field_id]}"
    if one.kind_id:
        yield f"k={known.terms[one.kind_id]}"
    if (step := step_of(one.benefit_vnd)) is not None:
        yield f"b={step}"
        yield f"e={level_of(one)}"
    yield from (f"w={kind}" for kind in known.kinds.get(one.unit_id, ()))
    yield from (f"o={unit}" for unit in one.chain)


def _say_inside(inside: Vector, one: Initiative, known: Known) -> None:
    """What officers ask by besides: the state, the desks, the people, the paper of the recognition; and under whom it
    is in the tree, today and ever, where the chain that it was booked to does not say so."""
    inside.note([f"s={one.state}", f"unit={one.unit_id}", f"superior={one.superior_id}"])
    inside.note([f"desk={one.desk_id}", f"judge={one.judged_for_id}"])
    above = known.above.get(one.unit_id, set()) | known.above.get(one.judged_for_id or 0, set())
    inside.note(f"under={unit}" for unit in sorted(above - set(one.chain)))
    people = {one.entered_by_id, *(author.person_id for author in one.credited)} - {None}
    inside.note(f"person={person}" for person in people)
    inside.say(f"{one.recognition_number} {one.recognition_issuer}", "D")
    for author in one.credited:
        national = author.phone.replace("+84", "0", 1)
        inside.say(f"{national} {national[-_LAST_DIGITS:]}" if national else "", "D")
