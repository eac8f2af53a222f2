"""Commending by a paper of the registry: who is proposed or honoured is frozen with the draft, and honoured once the
decision is issued."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.honours.awarding import award
from sangkien.honours.models import Award, Nomination, NominationQuerySet, Round
from sangkien.honours.queries import rounds_for
from sangkien.honours.states import State as Nominated
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper
from sangkien.registry.recognising import MOST
from sangkien.registry.sources import Source
from sangkien.registry.states import State


def to_list(of: Round, unit: Organisation) -> NominationQuerySet:
    """What a paper of the union about the round is about: in a round of its own whom it has passed, in another's
    whom it proposes."""
    kept = Nomination.objects.filter(quota__round=of)
    if of.unit_id == unit.pk:
        return kept.filter(state=Nominated.PASSED)
    return kept.filter(proposer=unit, state=Nominated.SENT)


def rounds_with_names(unit: Organisation, *, programme: Programme, on: date) -> list[Round]:
    """The rounds about which the union has a paper to write, the last opened first. One query for each round that it
    may look into, and two."""
    rounds = rounds_for(unit, on=on).filter(programme=programme)
    return [one for one in rounds if to_list(one, unit).exists()]


@dataclass(frozen=True)
class OfNominations:
    """Whom a union proposes, or has passed, in a round of commendation."""

    round: Round
    as_of: date

    source = Source.HONOURS
    phase: Phase | None = None

    @property
    def programme(self) -> Programme:
        return self.round.programme

    @property
    def code(self) -> str:
        return str(self.round.pk)

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each nomination is a row, collectives first, form by form. Raises NotPossible where there are none, or more
        than one paper carries. Two queries."""
        found = list(to_list(self.round, unit).for_list().order_by("identity", "quota", "full_name", "pk")[: MOST + 1])
        if problems := _wrong_number(found):
            raise NotPossible(problems)
        known = Organisation.objects.filter(pk__in={one.unit_id for one in found}).named(on=self.as_of)
        names = {one.pk: one.name or one.code for one in known}
        return Told(_facts(self.round, found), [_row(one, names) for one in found])


def _wrong_number(found: Sequence[Nomination]) -> list[Problem]:
    if not found:
        text = _("Đợt này chưa có đề nghị nào để đưa vào văn bản.")
        return [Problem(code="empty_list", field="round", text=text)]
    if len(found) > MOST:
        text = _("Một danh sách có nhiều nhất %(most)s người và tập thể.") % {"most": format_int(MOST)}
        return [Problem(code="list_long", field="round", text=text)]
    return []


def _facts(of: Round, found: Sequence[Nomination]) -> dict[str, Any]:
    each = Counter(one.quota.form.name for one in found)
    people = sum(one.is_of_a_person for one in found)
    numbers = {"tập thể": len(found) - people, "cá nhân": people}
    return {
        "round": of.title,
        "forms": "; ".join(f"{format_int(n)} {name}" for name, n in each.items()),
        "regulations": "; ".join(dict.fromkeys(one.quota.terms.regulation for one in found)),
        "whom": " và ".join(f"{format_int(n)} {what}" for what, n in numbers.items() if n),
    }


def _row(one: Nomination, names: Mapping[int, str]) -> dict[str, Any]:
    name, unit = (one.full_name, names[one.unit_id]) if one.is_of_a_person else (names[one.unit_id], "")
    return {
        "key": one.pk,
        "form": one.quota.form.name,
        "name": name,
        "unit": unit,
        "achievement": one.achievement,
    }


def decides(paper: OfficialPaper) -> bool:
    """Is it a decision that honours those on its list?"""
    return paper.kind == Kind.QD and paper.figures is not None and paper.figures.source == Source.HONOURS


def no_longer_passed(paper: OfficialPaper) -> list[str]:
    """Who stands on the list of a decision and is not to be honoured by it any more, by name. One query, none on papers
    that honour nobody."""
    if not decides(paper) or paper.figures is None:
        return []
    of_unit = Nomination.objects.filter(quota__round__unit=paper.unit, state=Nominated.PASSED)
    still = set(of_unit.filter(pk__in=_keys(paper)).values_list("pk", flat=True))
    return [row["name"] for row in paper.figures.rows if row["key"] not in still]


def _keys(paper: OfficialPaper) -> list[int]:
    assert paper.figures is not None
    return [row["key"] for row in paper.figures.rows]


def honoured_by(paper: OfficialPaper) -> list[Award]:
    """Who was honoured by this paper. One query; none on papers that honour nobody."""
    number = getattr(paper, "outgoing", None)
    if not decides(paper) or number is None or paper.day is None:
        return []
    return list(Award.objects.filter(nomination__in=_keys(paper), number=number.line, signed_on=paper.day))


def carry_out(paper: OfficialPaper, *, by: Actor, at: datetime) -> list[Award]:
    """Honour everybody on the list of the issued decision, under its number and of its day; twice is once. Raises
    NotAllowed, and NotPossible where it is not issued, or somebody on it is no longer passed."""
    if made := honoured_by(paper):
        return made
    if paper.state != State.ISSUED or not decides(paper):
        text = _("Chỉ quyết định khen thưởng đã ban hành mới khen thưởng được.")
        raise NotPossible([Problem(code="not_issued", text=text)])
    wide = Nomination.objects.select_related("quota__round__unit", "unit")
    nominations = list(wide.filter(pk__in=_keys(paper), quota__round__unit=paper.unit))
    return award(nominations, number=paper.outgoing.line, signed_on=paper.day, by=by, at=at)
