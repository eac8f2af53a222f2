"""The verbs of an inspection: plan and publish it, draw the sample, write down what was found."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.marks import mark
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of, start_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.text import paragraphs
from sangkien.evidence import drawing, rules
from sangkien.evidence.drawing import Line
from sangkien.evidence.models import Draw, Finding, Inspection, Judged, Listed, Sampled, Strata
from sangkien.evidence.rules import DRAW, JUDGE, PLAN, Judgement, Plan
from sangkien.initiatives.levels import level_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation

_AT_ONCE = 5_000
_MARK_DIGITS = 16


@transaction.atomic
def plan(unit: Organisation, given: Plan, *, by: Actor, at: datetime) -> Inspection:
    """Plan an inspection of a union's dossiers and fix its population; it is public from this moment, before anybody
    can know the draw. Raises NotAllowed, and NotPossible with all that is missing."""
    by.must(PLAN, unit)
    if problems := [*rules.missing_to_plan(given, on=day_of(at))]:
        raise NotPossible(problems)
    hold("evidence.inspection.code")
    inspection = Inspection(code=_next_code(at), unit=unit, office=by.office, planned_by=by.somebody, planned_at=at)
    listed = [*_population(inspection, given)]
    if problems := rules.wrong_numbers(given, len(listed)):
        raise NotPossible(problems)
    _fix(inspection, given, listed)
    Listed.objects.bulk_create(listed, batch_size=_AT_ONCE)
    after = {"population": inspection.population, "digest": inspection.digest, "commitment": inspection.commitment}
    record(verb="inspection.plan", target=inspection, by=by.person, at=at, unit=by.unit, after=after)
    return inspection


@transaction.atomic
def draw(inspection: Inspection, prize: str, *, by: Actor, at: datetime) -> Draw:
    """Draw the sample with the prize that everybody can read in the news. Raises NotAllowed (who planned it, too),
    NotPossible (drawn already, too early, not five digits)."""
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    by.must(DRAW, inspection)
    if problems := rules.missing_to_draw(inspection, prize, at=at):
        raise NotPossible(problems)
    seed = drawing.seed(population=inspection.digest, secret=inspection.secret, prize=prize)
    listed = {one.mark: one for one in inspection.listed.all()}
    chosen = drawing.draw(map(line_of, listed.values()), seed=seed, size=inspection.size)
    drawn = Draw.objects.create(inspection=inspection, prize=prize, seed=seed, by=by.somebody, unit=by.unit, at=at)
    Sampled.objects.bulk_create(
        Sampled(inspection=inspection, listed=listed[line.mark], position=position)
        for position, line in enumerate(chosen, start=1)
    )
    record(
        verb="inspection.draw", target=drawn, by=by.person, at=at, unit=by.unit, after={"prize": prize, "seed": seed}
    )
    return drawn


@transaction.atomic
def judge(sampled: Sampled, said: Judgement, *, seen: int, by: Actor, at: datetime) -> Finding:
    """Write down what was found of one dossier; a wrong one is for who decides to correct, not for the inspection.

    `seen` is the key of the last finding that was read, 0 for none. Raises NotAllowed (whoever had a part in the
    dossier, too), NotPossible with all that is missing, Stale when a colleague was faster."""
    sampled = Sampled.objects.select_for_update(of=("self",)).get(pk=sampled.pk)
    by.must(JUDGE, sampled)
    if problems := [*rules.missing_to_judge(sampled.listed.initiative, said)]:
        raise NotPossible(problems)
    last = sampled.findings.order_by("pk").last()
    if (last.pk if last else 0) != seen:
        raise Stale([_faster(last)])
    is_wrong = said.judged == Judged.WRONG_VALUE
    finding = Finding.objects.create(
        sampled=sampled,
        judged=said.judged,
        right_vnd=said.right_vnd if is_wrong else None,
        note=paragraphs(said.note),
        by=by.somebody,
        unit=by.office,
        at=at,
    )
    after = {"mark": sampled.listed.mark, "judged": said.judged, "right_vnd": finding.right_vnd}
    record(verb="inspection.judge", target=finding, by=by.person, at=at, unit=by.unit, after=after)
    return finding


def line_of(listed: Listed) -> Line:
    """As it is published."""
    return Line(listed.mark, listed.stratum)


# Helpers ----------------------------------------------------------------------------------------------------


def _next_code(at: datetime) -> str:
    """HK-2026-0007, without gaps; who makes one holds the lock."""
    year = day_of(at).year
    number = Inspection.objects.filter(code__startswith=f"HK-{year}-").count() + 1
    return f"HK-{year}-{number:04}"


def _fix(inspection: Inspection, given: Plan, listed: Sequence[Listed]) -> None:
    inspection.programme, inspection.phase = given.programme, given.phase
    assert given.valid_from and given.valid_to and given.prize_on
    inspection.valid_from, inspection.valid_to, inspection.prize_on = given.valid_from, given.valid_to, given.prize_on
    inspection.strata, inspection.population = given.strata, len(listed)
    inspection.size = given.sample_of(len(listed))
    inspection.secret = secrets.token_hex(32)
    inspection.commitment = drawing.commitment(inspection.secret)
    inspection.digest = drawing.digest(map(line_of, listed))
    inspection.save(force_insert=True)


def _population(inspection: Inspection, given: Plan) -> Iterator[Listed]:
    """The dossiers that count with the union and were found valid in these days, as they stand now."""
    assert given.valid_from and given.valid_to
    valid = Initiative.objects.filter(
        state=State.VALID,
        programme=given.programme,
        chain__contains=[inspection.unit.pk],
        closed_at__gte=start_of(given.valid_from),
        closed_at__lt=end_of(given.valid_to),
    )
    if given.phase:
        valid = valid.filter(phase=given.phase)
    codes = dict(Organisation.objects.values_list("pk", "code"))
    for one in valid.select_related("field").order_by("pk").iterator(_AT_ONCE):
        stratum = _stratum(one, Strata(given.strata), inspection.unit, codes)
        told = mark(f"{inspection.code} {one.code}", of="inspection")[:_MARK_DIGITS]
        yield Listed(inspection=inspection, initiative=one, mark=told, stratum=stratum)


def _stratum(one: Initiative, by: Strata, unit: Organisation, codes: dict[int, str]) -> str:
    """One word without a space, as it is published."""
    if by == Strata.UNIT:
        place = one.chain.index(unit.pk)
        return codes[one.chain[max(place - 1, 0)]]
    if by == Strata.FIELD:
        return one.field.code if one.field else "-"
    if by == Strata.LEVEL:
        return (level_of(one) or "-").lower()
    if by == Strata.VALUE:
        return f"10^{len(str(one.benefit_vnd)) - 1}" if one.benefit_vnd else "-"
    return "-"


def _faster(last: Finding | None) -> Problem:
    who = last.by.full_name if last else _("hệ thống")
    text = _("Trong lúc anh/chị viết, %(who)s đã ghi kết quả của hồ sơ này. Anh/chị xem lại kết quả mới nhất nhé.")
    return Problem(code="stale", text=text % {"who": who})
