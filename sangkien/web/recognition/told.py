"""What a dossier, or a draft of one, tells that stands on the papers of its recognition.

Always in Vietnamese: the papers are signed and filed in it, whatever language the page is read in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong, format_share, in_words
from sangkien.initiatives import reckoning
from sangkien.initiatives.content import AuthorEntry, BenefitKind, Content
from sangkien.initiatives.models import Author, Initiative
from sangkien.programmes.models import Term, TermList

Names = Mapping[tuple[int, str, str], str]
"""The programmes' lists in Vietnamese: the name of each entry by programme (id), list and code."""


@dataclass(frozen=True)
class Told:
    """One initiative. `before`, `after`, `method`: empty where it is restricted; `benefit_vnd`: in đồng for a year,
    None where it is not reckoned in money; `method`: how it was reckoned."""

    title: str
    authors: Sequence[Author | AuthorEntry]
    kind: str
    field: str
    before: str
    after: str
    effect: str
    applied_on: date | None
    benefit_vnd: int | None
    method: str
    effects: Sequence[str]

    @property
    def applied(self) -> str:
        """The day, or room for it."""
        return format_day(self.applied_on) if self.applied_on else "..../..../........"

    @property
    def credited(self) -> str:
        """Its authors by name; with more than one their shares too."""
        return "; ".join(self._each())

    @property
    def departments(self) -> str:
        """Where its authors work, each once."""
        return "; ".join(dict.fromkeys(author.department for author in self.authors if author.department))

    @property
    def benefit(self) -> str:
        """The amount in figures and words with its formula, and what it brings beside money."""
        money = f"{self.amount} ({in_words(self.benefit_vnd)})" if self.benefit_vnd is not None else ""
        method = f"Cách tính: {self.method}" if self.method else ""
        others = f"Lợi ích khác: {'; '.join(self.effects).lower()}" if self.effects else ""
        told = [text.rstrip(". ") for text in (money, method, others) if text]
        return ". ".join(told) + "." if told else "Chưa tính được bằng tiền."

    @property
    def amount(self) -> str:
        """The amount in figures; empty without one."""
        return format_dong(self.benefit_vnd) if self.benefit_vnd is not None else ""

    def _each(self) -> list[str]:
        if len(self.authors) == 1:
            return [self.authors[0].full_name]
        return [f"{author.full_name} ({format_share(author.share)})" for author in self.authors]


def names_in(programmes: Iterable[int]) -> Names:
    """The lists of these programmes (ids). One query."""
    terms = Term.objects.filter(programme__in=set(programmes))
    return {(term.programme_id, term.list, term.code): term.name for term in terms}


def of_dossier(initiative: Initiative, names: Names) -> Told:
    """What the dossier tells. Its authors and benefit lines are read, unless prefetched."""
    lines = sorted(initiative.benefit_lines.all(), key=lambda line: line.position)
    return Told(
        title=initiative.title,
        authors=initiative.credited,
        kind=initiative.kind.name if initiative.kind else "",
        field=initiative.field.name if initiative.field else "",
        before=initiative.before,
        after=initiative.after,
        effect=initiative.effect,
        applied_on=initiative.applied_on,
        benefit_vnd=initiative.benefit_vnd,
        method="" if initiative.restricted else _method(lines, initiative.benefit_cost, initiative.benefit_method),
        effects=_effects(initiative.programme_id, initiative.effects, names),
    )


def of_content(content: Content, programme: int, names: Names) -> Told:
    """What a draft tells so far. The way of working stays out of it once the box "có bí mật" is ticked, and so does the
    reckoning, from which it could be read."""
    in_money = content.benefit_kind == BenefitKind.MONEY
    method = _method(content.benefit_lines, content.benefit_cost, content.benefit_method)
    return Told(
        title=content.title or "....................................",
        authors=content.authors,
        kind=names.get((programme, TermList.KIND, content.kind), ""),
        field=names.get((programme, TermList.FIELD, content.field), ""),
        before="" if content.restricted else content.before,
        after="" if content.restricted else content.after,
        effect=content.effect,
        applied_on=content.applied_on,
        benefit_vnd=content.benefit_vnd if in_money else None,
        method="" if content.restricted else method,
        effects=_effects(programme, content.effects, names),
    )


def _method(lines: Sequence[reckoning.Line], cost: int, words: str) -> str:
    """How the amount was reckoned: the lines as a formula, less the cost, and what the author says of it."""
    formula = [reckoning.told(line) for line in lines]
    less = [f"trừ chi phí {format_dong(cost)}"] if cost else []
    return "; ".join(filter(None, [*formula, *less, words]))


def _effects(programme: int, codes: Iterable[str], names: Names) -> list[str]:
    found = (names.get((programme, TermList.EFFECT, code)) for code in codes)
    return [name for name in found if name]
