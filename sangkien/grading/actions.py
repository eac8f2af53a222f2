"""Grading: keeping criteria, opening a round, giving points, going from step to step, appeals, the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.shapes import plain
from sangkien.base.text import one_line, paragraphs
from sangkien.clusters.models import Cluster
from sangkien.clusters.queries import gathered
from sangkien.counting.settling import settled
from sangkien.grading import rules
from sangkien.grading.facts import Facts, of_ledger, of_table
from sangkien.grading.models import Answer, Appeal, CriteriaSet, Edition, Result, Round, Score, Sheet, Step
from sangkien.grading.queries import ByStage, graded, graded_one, placing_of, tabled, waiting
from sangkien.grading.rules import Entered
from sangkien.grading.spec import CriteriaSpec
from sangkien.grading.states import BEFORE, NEXT, Stage, State
from sangkien.grading.telling import tell_answer, tell_step
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children
from sangkien.standings.models import Snapshot
from sangkien.statistics.stretches import Stretch


@dataclass(frozen=True)
class Asked:
    """What a round is to be: over a cluster, or over all directly below; by a frozen table, or the figures of a day."""

    name: str
    edition: Edition
    stretch: Stretch
    as_of: date
    self_until: date
    appeal_until: date
    cluster: Cluster | None = None
    table: Snapshot | None = None


@transaction.atomic
def keep_criteria(
    owner: Organisation, *, code: str, spec: CriteriaSpec, by: Actor | None, at: datetime, seen: int | None = None
) -> Edition:
    """Keep these criteria as the next edition of the union's set `code`, founded if need be; the same once more changes
    nothing. `by` None: a command; `seen`: the edition that was read before. Raises NotAllowed, NotPossible, Stale."""
    if by is not None:
        by.must(rules.ORGANISE, owner)
    code = one_line(code).upper()
    hold(f"criteria {code}")
    if problems := rules.missing_to_keep(code, owner=owner):
        raise NotPossible(problems)
    criteria, _created = CriteriaSet.objects.get_or_create(code=code, defaults={"owner": owner})
    last, content = criteria.editions.order_by("number").last(), plain(spec)
    if seen is not None and (last is None or last.number != seen):
        raise Stale
    if last and last.content == content:
        return last
    person, office = (by.person, by.unit) if by else (None, None)
    number = last.number + 1 if last else 1
    edition = Edition.objects.create(
        criteria=criteria, number=number, name=spec.name, content=content, at=at, by=person
    )
    after = {"code": code, "number": number}
    record(verb="criteria.keep", target=criteria, by=person, at=at, unit=office, after=after)
    return edition


def open_round(organiser: Organisation, asked: Asked, *, by: Actor, at: datetime) -> Round:
    """Open a round over the unions of the day of its figures, which are taken now for good. Raises NotAllowed,
    NotPossible.

    Where the ledger is settled up to is asked before: nobody who sends waits for it."""
    by.must(rules.ORGANISE, organiser)
    units = _units(organiser, asked)
    days = (asked.self_until, asked.appeal_until)
    problems = rules.missing_to_open(organiser, one_line(asked.name), units, days=days, today=day_of(at))
    problems += _wrong_figures(organiser, asked, today=day_of(at))
    if problems:
        raise NotPossible(problems)
    if asked.table:
        return _open(organiser, asked, of_table(asked.table, units), asked.table.mark, by=by, at=at)
    mark = settled()
    facts = of_ledger(units, stretch=asked.stretch, as_of=asked.as_of, mark=mark)
    return _open(organiser, asked, facts, mark, by=by, at=at)


@transaction.atomic
def score(sheet: Sheet, stage: Stage, entered: Mapping[str, Entered], *, by: Actor, at: datetime) -> list[Score]:
    """Give lines of a sheet points at a stage: those that are new or other than before, as far as something was typed.
    Raises NotAllowed, and NotPossible with all that is wrong: then nothing is kept."""
    sheet = locked(sheet)
    by.must(rules.SCORES[stage], sheet)
    standing = tabled(sheet.round).get(sheet.pk) if stage == Stage.COUNCIL else None
    if problems := rules.missing_to_change(standing):
        raise NotPossible(problems)
    typed = {code: Entered(one.points, paragraphs(one.note)) for code, one in entered.items()}
    scores = graded_one(sheet).scores
    shown = set(sheet.exhibits.values_list("line", flat=True))
    before = _before(scores, stage)
    if problems := rules.missing_to_score(sheet.round.spec, typed, before, stage=stage, shown=shown):
        raise NotPossible(problems)
    new = [
        Score(sheet=sheet, line=code, stage=stage, points=one.points, note=one.note, **_hand(by, at))
        for code, one in typed.items()
        if one.points is not None and _is_other(one, scores.get(stage, {}).get(code))
    ]
    Score.objects.bulk_create(new)
    if new:
        _log("grading.score", sheet, {"stage": stage, "lines": {one.line: one.points for one in new}}, by=by, at=at)
    return new


@transaction.atomic
def agree(one: Round, *, by: Actor, at: datetime) -> int:
    """The council takes over the superior's points wherever it has given none of its own; how many lines. Sheets on
    which the actor may not speak for the council are left. Raises NotPossible when nothing is to be taken over."""
    one = locked_round(one)
    may = set(by.among(rules.SCORE_COUNCIL, Sheet.objects.filter(round=one)).values_list("pk", flat=True))
    may -= {sheet for sheet, standing in tabled(one).items() if standing.holds}
    new = [
        Score(sheet=each.sheet, line=code, stage=Stage.COUNCIL, points=before.points, **_hand(by, at))
        for each in graded(one)
        if each.sheet.pk in may
        for code, before in each.scores.get(Stage.SUPERIOR, {}).items()
        if code not in each.scores.get(Stage.COUNCIL, {})
    ]
    if not new:
        text = _("Không có dòng nào để lấy theo điểm cấp trên.")
        raise NotPossible([Problem(code="nothing", text=text)])
    Score.objects.bulk_create(new)
    _log("grading.agree", one, {"lines": len(new)}, by=by, at=at)
    return len(new)


@transaction.atomic
def move(one: Round, to: State, *, note: str, by: Actor, at: datetime) -> Round:
    """The round comes into its next state, or back by one for a reason; LOCKED writes down the result for good.
    Raises NotAllowed, and NotPossible with all that is still open."""
    one = locked_round(one)
    by.must(rules.STEER, one)
    before, note = State(one.state), one_line(note)
    if to not in NEXT[before]:
        text = _("Đợt đang ở bước “%(now)s”, không chuyển thẳng sang “%(to)s” được.")
        told = {"now": before.label, "to": to.label}
        raise NotPossible([Problem(code="wrong_moment", text=text % told)])
    if problems := _open_still(one, to, note, today=day_of(at)):
        raise NotPossible(problems)
    one.state = to
    one.save(update_fields=["state"])
    step = Step.objects.create(round=one, state=to, note=note, by=by.somebody, at=at)
    if to == State.LOCKED:
        _write_down(one)
    tell_step(one, step)
    _log("grading.move", one, {"state": to, "note": note}, by=by, at=at, before={"state": before})
    return one


@transaction.atomic
def appeal(sheet: Sheet, *, line: str, text: str, by: Actor, at: datetime) -> Appeal:
    """The union asks to look again at one line. Raises NotAllowed, NotPossible."""
    sheet = locked(sheet)
    by.must(rules.APPEAL, sheet)
    text, found = paragraphs(text), sheet.round.spec.line(line)
    until = sheet.round.appeal_until
    if problems := rules.missing_to_appeal(sheet, found, text, until=until, today=day_of(at)):
        raise NotPossible(problems)
    made = Appeal.objects.create(sheet=sheet, line=line, text=text, by=by.somebody, at=at)
    _log("grading.appeal", made, {"line": line}, by=by, at=at)
    return made


@transaction.atomic
def answer(one: Appeal, *, upheld: bool, points: int | None, reason: str, by: Actor, at: datetime) -> Answer:
    """Uphold an appeal, with the points that the line has from now on, or do not. By somebody who gave the sheet no
    points and does not belong to the union. Raises NotAllowed, NotPossible."""
    sheet = locked(one.sheet)
    one = Appeal.objects.get(pk=one.pk)
    by.must(rules.ANSWER, one)
    found, reason = sheet.round.spec.line(one.line), paragraphs(reason)
    assert found is not None
    given = points if upheld else None
    if problems := rules.missing_to_answer(found, given, reason, upheld=upheld):
        raise NotPossible(problems)
    made = Answer.objects.create(appeal=one, upheld=upheld, points=given, reason=reason, by=by.somebody, at=at)
    tell_answer(made)
    _log("grading.answer", one, {"upheld": upheld, "points": given}, by=by, at=at)
    return made


# Helpers ----------------------------------------------------------------------------------------------------


def _units(organiser: Organisation, asked: Asked) -> list[Organisation]:
    """Who is graded: those of the day of the figures."""
    if asked.cluster is None:
        return all_children(organiser, asked.as_of)
    [found] = gathered([asked.cluster], on=asked.as_of)
    return found.members


def _wrong_figures(organiser: Organisation, asked: Asked, *, today: date) -> list[Problem]:
    table, programme = asked.table, asked.stretch.programme
    if table and (table.unit_id, table.programme_id, table.as_of) != (organiser.pk, programme.pk, asked.as_of):
        text = _("Bảng chốt này không phải của đơn vị, chương trình và ngày đã chọn")
        return [Problem(code="other_table", field="table", text=text)]
    if asked.as_of > today:
        return [Problem(code="not_come", field="as_of", text=_("Ngày này chưa đến."))]
    if asked.cluster and asked.cluster.organiser_id != organiser.pk:
        return [Problem(code="other_cluster", field="over", text=_("Cụm này do đơn vị khác tổ chức"))]
    return []


@transaction.atomic
def _open(
    organiser: Organisation, asked: Asked, facts: Mapping[int, Facts], mark: int, *, by: Actor, at: datetime
) -> Round:
    hold(f"rounds of {organiser.pk}")
    name = one_line(asked.name)
    if problems := rules.name_taken(organiser, name):  # asked again: another may have been opened meanwhile
        raise NotPossible(problems)
    one = Round.objects.create(
        organiser=organiser,
        cluster=asked.cluster,
        edition=asked.edition,
        programme=asked.stretch.programme,
        name=name,
        period=asked.stretch.code,
        table=asked.table,
        as_of=asked.as_of,
        mark=mark,
        self_until=asked.self_until,
        appeal_until=asked.appeal_until,
    )
    step = Step.objects.create(round=one, state=State.SELF, by=by.somebody, at=at)
    Sheet.objects.bulk_create(Sheet(round=one, unit_id=unit, figures=told.plain) for unit, told in facts.items())
    tell_step(one, step)
    _log("grading.open", one, {"name": one.name, "units": len(facts), "mark": mark}, by=by, at=at)
    return one


def locked_round(one: Round) -> Round:
    """The round, once nobody else changes anything in it."""
    return Round.objects.select_for_update(of=("self",)).select_related("edition", "organiser").get(pk=one.pk)


def locked(sheet: Sheet) -> Sheet:
    """The sheet of a round in which nobody else changes anything."""
    found = Sheet.objects.get(pk=sheet.pk)
    found.round = locked_round(found.round)
    return found


def _before(scores: ByStage, stage: Stage) -> dict[str, int]:
    earlier = BEFORE[stage]
    return {code: one.points for code, one in scores.get(earlier, {}).items()} if earlier else {}


def _is_other(entered: Entered, kept: Score | None) -> bool:
    return kept is None or (kept.points, kept.note) != (entered.points, entered.note)


def _hand(by: Actor, at: datetime) -> dict[str, Any]:
    return {"unit": by.office, "by": by.somebody, "at": at}


def _open_still(one: Round, to: State, note: str, *, today: date) -> Sequence[Problem]:
    """What stands against the step, by where it leads."""
    if to == State.CANCELLED or (State(one.state), to) in _BACK:
        listed = [each for each in tabled(one).values() if each.waits] if one.state == State.COUNCIL else []
        return [*rules.missing_reason(note), *rules.missing_to_leave_council(listed)]
    found = graded(one)
    match to:
        case State.REVIEW:
            return rules.missing_to_end_self(waiting(found, Stage.SELF), until=one.self_until, today=today)
        case State.COUNCIL:
            return rules.missing_points(waiting(found, Stage.SUPERIOR))
        case State.APPEAL:
            standing = tabled(one)
            agreed = {sheet for sheet, each in standing.items() if each.agreed}
            return rules.missing_votes([each.name for each in found if each.sheet.pk not in agreed])
        case _:
            unanswered = Appeal.objects.filter(sheet__round=one, answer__isnull=True).count()
            return rules.missing_to_lock(unanswered, until=one.appeal_until, today=today)


_BACK = {(State.REVIEW, State.SELF), (State.COUNCIL, State.REVIEW)}


def _write_down(one: Round) -> None:
    lines = placing_of(graded(one), one)
    Result.objects.bulk_create(
        Result(
            sheet=line.graded.sheet,
            points=line.graded.total.points,
            rank=line.placed.rank,
            grade=line.placed.grade.code,
            grade_name=line.placed.grade.name,
        )
        for line in lines
    )


def _log(
    verb: str, target: Any, after: dict[str, Any], *, by: Actor, at: datetime, before: dict[str, Any] | None = None
) -> None:
    record(verb=verb, target=target, by=by.person, at=at, unit=by.unit, before=before, after=after)
