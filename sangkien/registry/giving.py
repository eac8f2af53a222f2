"""Giving targets by a paper of the registry: the table is frozen with the draft, and given once that is issued.

Targets that a launch gave keep a number of the register; the decision that is drafted of them takes this number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.registry.freezing import Taken, Told
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper, Outgoing
from sangkien.registry.sources import Source
from sangkien.registry.states import NumberState, State
from sangkien.targets.actions import allocate
from sangkien.targets.models import Allocation, Indicator, Method, TargetKind
from sangkien.targets.plan import Part, Plan, Signed, Terms, Which
from sangkien.targets.printing import in_words, shown
from sangkien.targets.queries import decisions_of, in_force, last_decision, targets_of


@dataclass(frozen=True)
class OfTargets:
    """A table of targets, still open or given already (`decision`): `before` what each union (key) had, `follows` the
    decision before."""

    plan: Plan
    before: Mapping[int, int | None]
    follows: Allocation | None
    as_of: date
    decision: Allocation | None = None

    source = Source.TARGETS

    @classmethod
    def decided(cls, decision: Allocation) -> "OfTargets":
        """What a decision gave."""
        parts = list(decision.allotments.select_related("organisation").order_by("pk"))
        which = Which(decision.programme, decision.phase, Indicator(decision.indicator))
        terms = Terms(Method(decision.method), **decision.terms)
        given = {part.organisation: Part(part.value, part.proposed, part.by_hand) for part in parts}
        plan = Plan(which, TargetKind(decision.divides), terms, given)
        before = {part.organisation_id: part.before for part in parts}
        return cls(plan, before, decision.follows, decision.signed_on, decision)

    @classmethod
    def standing(cls, unit: Organisation, which: Which, *, on: date) -> "OfTargets":
        """What the unions below have now: by the decision that holds, or as the numbers were set one by one. Raises
        NotPossible where nobody has any."""
        if decision := in_force(unit, **which.key):
            return cls.decided(decision)
        below = list(children(unit, on))
        found = targets_of([one.pk for one in below], **which.key, restated_to=on)
        parts = {one: Part(found[one.pk].assigned, None, True) for one in below if one.pk in found}
        parts = {one: part for one, part in parts.items() if part.value is not None}
        if not parts:
            text = _("Chưa giao chỉ tiêu này cho đơn vị trực thuộc nào. Anh/chị chia chỉ tiêu trước.")
            raise NotPossible([Problem(code="nothing_given", text=text)])
        return cls(Plan(which, TargetKind.ASSIGNED, Terms(Method.BY_HAND), parts), {}, None, on)

    @property
    def programme(self) -> Programme:
        return self.plan.which.programme

    @property
    def phase(self) -> Phase | None:
        return self.plan.which.phase

    @property
    def code(self) -> str:
        which = self.plan.which
        return f"{which.phase.code if which.phase else which.programme.code}/{which.indicator}"

    def told(self, unit: Organisation, taken: Taken) -> Told:
        """Each union that gets a number is a row. One query."""
        which, terms = self.plan.which, self.plan.terms
        named = Organisation.objects.filter(pk__in=[one.pk for one in self.plan.parts]).named(on=self.as_of)
        names = {one.pk: one.name or one.code for one in named}
        facts = {
            "indicator": str(which.indicator.label).lower().replace("fdi", "FDI"),
            "indicator_code": which.indicator.value,
            "phase": which.title if which.phase else "cả chương trình",
            "whole": self._whole,
            "method": in_words(terms, which.indicator),
            "method_code": terms.method.value,
            "terms": terms.kept,
            "divides": self.plan.divides.value,
            "follows": self.follows.pk if self.follows else None,
            "decision": self.decision.pk if self.decision else None,
            "below": len(self.plan.parts),
        }
        return Told(facts, [self._row(one, names[one.pk], part) for one, part in self.plan.parts.items()])

    @property
    def _whole(self) -> str:
        """The sum; of a share, of which each gets the whole, the number that each gets."""
        indicator = self.plan.which.indicator
        if indicator.sums_over_units:
            return f"tổng số {shown(indicator, self.plan.total, 'vi')}"
        most = max((part.value or 0 for part in self.plan.parts.values()), default=0)
        return f"mức {shown(indicator, most, 'vi')}"

    def _row(self, unit: Organisation, name: str, part: Part) -> dict[str, Any]:
        said = {"value": part.value or 0, "proposed": part.proposed, "by_hand": part.by_hand}
        return {"code": unit.code, "name": name, "before": self.before.get(unit.pk), **said}


def plan_of(paper: OfficialPaper) -> Plan:
    """What the paper gives, as it was frozen. One query."""
    assert paper.figures is not None
    facts, rows = paper.figures.facts, {row["code"]: row for row in paper.figures.rows}
    which = Which(paper.figures.programme, paper.figures.phase, Indicator(facts["indicator_code"]))
    terms = Terms(Method(facts["method_code"]), **facts["terms"])
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=rows)}
    parts = {units[code]: Part(row["value"], row["proposed"], row["by_hand"]) for code, row in rows.items()}
    return Plan(which, TargetKind(facts["divides"]), terms, parts)


def given_by(paper: OfficialPaper) -> Allocation | None:
    """The targets that were given by this paper: before it was drafted, or under its number. One query."""
    figures, number = paper.figures, getattr(paper, "outgoing", None)
    if figures is None or figures.source != Source.TARGETS:
        return None
    if before := _given_before(paper):
        return before
    if number is None or paper.day is None:
        return None
    made = Allocation.objects.filter(organisation=paper.unit, number=number.line, signed_on=paper.day)
    of_these = {"programme": figures.programme, "phase": figures.phase, "indicator": figures.facts["indicator_code"]}
    return made.filter(**of_these).first()


def _given_before(paper: OfficialPaper) -> Allocation | None:
    """What was given already when the paper was drafted of it."""
    assert paper.figures is not None
    key = paper.figures.facts.get("decision")
    return Allocation.objects.filter(pk=key).first() if key else None


def paper_of(decision: Allocation) -> OfficialPaper | None:
    """The paper of the registry by which these targets were given; None for one written elsewhere, or not drafted yet.
    One query."""
    of_unit = OfficialPaper.objects.filter(unit=decision.organisation, figures__source=Source.TARGETS, kind=Kind.QD)
    return of_unit.filter(outgoing__line=decision.number, outgoing__year=decision.signed_on.year).first()


def kept_for(decision: Allocation) -> Outgoing | None:
    """The number of the register that is kept for the paper of these targets, while no paper has it. One query."""
    return _kept_for(decision).first()


def _kept_for(decision: Allocation) -> QuerySet[Outgoing]:
    return _kept(decision.organisation).filter(line=decision.number, year=decision.signed_on.year)


def _kept(unit: Organisation) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(unit=unit, kind=Kind.QD, paper=None, state=NumberState.RESERVED)


def waiting_for_papers(unit: Organisation, *, programme: Programme) -> list[Allocation]:
    """What the union gave under numbers that are kept for papers nobody has drafted to the end, the last first. Two
    queries."""
    kept = set(_kept(unit).values_list("line", "year"))
    given = [one for one in decisions_of(unit, programme=programme) if getattr(one, "withdrawal", None) is None]
    return [one for one in given if (one.number, one.signed_on.year) in kept]


def keeps_its_number(number: Outgoing) -> list[Problem]:
    """A number by which targets were given that still hold is not struck out."""
    given = Allocation.objects.filter(organisation=number.unit, number=number.line, signed_on__year=number.year)
    if number.kind != Kind.QD or not given.filter(withdrawal=None, followed=None).exists():
        return []
    text = _("Chỉ tiêu đang giao theo số %(line)s. Anh/chị thu hồi lần giao chỉ tiêu ấy trước rồi mới hủy số.")
    return [Problem(code="given_by_it", text=text % {"line": number.line})]


def number_of(paper: OfficialPaper) -> Outgoing | None:
    """The number that is kept for this paper, since its targets were given by it, held until the transaction ends.
    None: it takes the next."""
    if paper.figures is None or paper.figures.source != Source.TARGETS or paper.replaces_id:
        return None
    decision = _given_before(paper)
    return _kept_for(decision).select_for_update().first() if decision else None


def wrong_decision(paper: OfficialPaper) -> list[Problem]:
    """What was given already is decided under its own number: it needs no second one."""
    if paper.figures is None or paper.figures.source != Source.TARGETS or paper.replaces_id:
        return []
    decision = _given_before(paper)
    if decision is None or kept_for(decision):
        return []
    text = _(
        "Chỉ tiêu này đã giao theo quyết định số %(number)s ngày %(day)s, và số ấy không còn chờ văn bản nào. Muốn giao"
        " lại, anh/chị chia chỉ tiêu rồi soạn quyết định mới từ bảng chia."
    )
    said = {"number": decision.number, "day": format_day(decision.signed_on)}
    return [Problem(code="given_already", text=text % said)]


def carry_out(paper: OfficialPaper, *, by: Actor, at: datetime) -> Allocation:
    """Give each union the number that the issued decision names, under its number and of its day; twice is once.

    Raises NotAllowed, and NotPossible where it is not issued, or the targets were decided otherwise since it was
    drafted.
    """
    if made := given_by(paper):
        return made
    if paper.state != State.ISSUED or paper.figures is None or paper.figures.source != Source.TARGETS:
        text = _("Chỉ quyết định giao chỉ tiêu đã ban hành mới giao được chỉ tiêu.")
        raise NotPossible([Problem(code="not_issued", text=text)])
    plan, follows = plan_of(paper), paper.figures.facts["follows"]
    last = last_decision(paper.unit, **plan.which.key)
    if (last.pk if last else None) != follows or set(children(paper.unit, by.on)) != set(plan.parts):
        text = _("Từ lúc soạn quyết định này, chỉ tiêu hoặc đơn vị trực thuộc đã thay đổi. Anh/chị chia và soạn lại.")
        raise NotPossible([Problem(code="decided_otherwise", text=text)])
    signed = Signed(paper.outgoing.line, paper.day)
    return allocate(paper.unit, plan, paper=signed, follows=last, by=by, at=at)
