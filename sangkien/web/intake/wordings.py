"""Words of a list that are explained once for all its rows: entries of the programme's lists, and unions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.http import QueryDict
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.text import fold, one_line
from sangkien.intake.models import Batch
from sangkien.intake.queries import Wording, wordings_of
from sangkien.intake.understanding import Field
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import TermList
from sangkien.web.intake.words import FIELDS

_LISTS = {Field.KIND: TermList.KIND, Field.FIELD: TermList.FIELD, Field.RECOGNITION: TermList.RECOGNITION}
_MOST_UNITS = 500  # that are offered while one types
_LONGEST = 250

Choice = tuple[str, str]


@dataclass(frozen=True)
class Word:
    """A wording of a column: in how many rows, what may be chosen (none: a union's name is typed), what it means now
    and what somebody says that it means, as codes; what stands in its box, and what is wrong with that."""

    of: Field
    text: str
    count: int
    choices: Sequence[Choice]
    means: str
    said: str
    typed: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        """Under which it is sent."""
        return name_of(self.of, self.text)

    @property
    def is_clear(self) -> bool:
        """Does it mean something already?"""
        return bool(self.means) and not self.error


@dataclass(frozen=True)
class Words:
    """The wordings of a column, those that are not clear first."""

    of: Field
    words: Sequence[Word]

    @property
    def label(self) -> str:
        """What the column is called."""
        return str(FIELDS[self.of])

    @property
    def unclear(self) -> int:
        """How many of them nobody has explained."""
        return sum(not word.is_clear for word in self.words)


@dataclass(frozen=True)
class Explained:
    """The wordings by column, and the unions that may be typed (none where the list is of one union only)."""

    columns: Sequence[Words]
    unions: Sequence[str]

    @property
    def has_errors(self) -> bool:
        """Is something typed that is no union?"""
        return any(word.error for of in self.columns for word in of.words)

    @property
    def unclear(self) -> int:
        """How many wordings nobody has explained; a grade of recognition needs no explaining."""
        return sum(of.unclear for of in self.columns if of.of is not Field.RECOGNITION)

    @property
    def changed(self) -> dict[Field, dict[str, str]]:
        """What is said anew, by column and folded wording."""
        said = {of.of: {_key(one.text): one.said for one in of.words if one.said != one.means} for of in self.columns}
        return {of: each for of, each in said.items() if each}


def words_of(batch: Batch, actor: Actor, post: QueryDict | None) -> Explained:
    """What the list says in those columns; with what was typed, where something was."""
    found = wordings_of(batch)
    units = _Units(batch, actor) if found.get(Field.UNIT) else None
    columns = [Words(of, _sorted(_words(batch, of, said, units, post))) for of, said in found.items() if said]
    return Explained(columns, units.names if units and not units.is_one else [])


def name_of(of: Field, text: str) -> str:
    """Under which the meaning of a wording is sent."""
    return f"tu-{of.value}-{sha256(fold(text).encode()).hexdigest()[:16]}"


def unions_for(batch: Batch, actor: Actor) -> list[Choice]:
    """Of which unions, by code and name, a row may be that names none; none where the list is of one, or there are too
    many to choose from. Two queries."""
    return _Units(batch, actor).choices


class _Units:
    """The grassroots unions that the list may be about."""

    def __init__(self, batch: Batch, actor: Actor) -> None:
        below = Organisation.objects.under(batch.unit, on=actor.on).filter(
            classifications__valid__contains=actor.on, classifications__kind__takes_dossiers=True
        )
        self._named = list(Organisation.objects.filter(pk__in=below.values("pk")).named(on=actor.on))
        self._by_code = {unit.code: unit for unit in self._named}
        self._by_name: dict[str, list[str]] = {}
        for unit in self._named:
            for name in {fold(unit.name or ""), fold(unit.short_name or "")} - {""}:
                self._by_name.setdefault(name, []).append(unit.code)
        self._own = batch.unit.code

    @property
    def is_one(self) -> bool:
        """Is the list of a grassroots union itself?"""
        return self._own in self._by_code

    @property
    def own(self) -> list[Choice]:
        """All that can be meant where it is."""
        return [("", _("– Chưa rõ –")), (self._own, _("Là đơn vị mình, hoặc một phần của đơn vị mình"))]

    @property
    def names(self) -> list[str]:
        """By name, as one picks them while typing."""
        shown = sorted(self._named, key=lambda unit: fold(unit.name or unit.code))[:_MOST_UNITS]
        return [self.named(unit.code) for unit in shown]

    @property
    def choices(self) -> list[Choice]:
        """By name; none where there is no choice, or too many."""
        if self.is_one or len(self._named) > _MOST_UNITS:
            return []
        return sorted(((unit.code, unit.name or unit.code) for unit in self._named), key=lambda one: fold(one[1]))

    def named(self, code: str) -> str:
        """ "Công đoàn cơ sở A (CS-A)"."""
        unit = self._by_code.get(code)
        return f"{unit.name} ({code})" if unit else ""

    def code_of(self, typed: str) -> str | None:
        """Of what was typed: a code, a name, or both as they are offered; None: no union, or several."""
        code = typed.rpartition("(")[2].rstrip(") ").strip().upper()
        if code in self._by_code:
            return code
        by_name = self._by_name.get(fold(typed), [])
        return by_name[0] if len(by_name) == 1 else None


def _words(
    batch: Batch, of: Field, said: Sequence[Wording], units: _Units | None, post: QueryDict | None
) -> Iterator[Word]:
    for one in said:
        if units and of is Field.UNIT:
            yield _chosen(of, one, units.own, post) if units.is_one else _typed(of, one, units, post)
        else:
            yield _chosen(of, one, _choices(batch, of), post)


def _choices(batch: Batch, of: Field) -> list[Choice]:
    nothing = _("– Theo quyết định –") if of is Field.RECOGNITION else _("– Chưa rõ –")
    terms = batch.edition.terms()
    return [("", nothing), *((code, term.label) for (kind, code), term in terms.items() if kind == _LISTS[of])]


def _chosen(of: Field, one: Wording, choices: Sequence[Choice], post: QueryDict | None) -> Word:
    said = _sent(post, of, one, otherwise=one.means)
    is_known = said in {code for code, _label in choices}
    return Word(of, one.text, one.count, choices, one.means, said if is_known else one.means)


def _typed(of: Field, one: Wording, units: _Units, post: QueryDict | None) -> Word:
    typed = one_line(_sent(post, of, one, otherwise=units.named(one.means)))[:_LONGEST]
    code = units.code_of(typed) if typed else ""
    if code is None:
        error = _("Không có đơn vị nào như vậy thuộc công đoàn của anh/chị. Chọn trong danh sách, hoặc ghi mã đơn vị.")
        return Word(of, one.text, one.count, (), one.means, one.means, typed, error)
    return Word(of, one.text, one.count, (), one.means, code, typed)


def _sent(post: QueryDict | None, of: Field, one: Wording, *, otherwise: str) -> str:
    return str(post.get(name_of(of, one.text), otherwise)) if post else otherwise


def _sorted(words: Iterator[Word]) -> list[Word]:
    return sorted(words, key=lambda word: (word.is_clear, -word.count))


def _key(text: str) -> str:
    return fold(text)[:_LONGEST]
