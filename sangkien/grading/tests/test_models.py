"""What the database refuses about grading, whoever asks: one raw write against every rule of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sangkien.clusters import actions as clusters
from sangkien.files.models import FileKind, StoredFile
from sangkien.grading.models import (
    Answer,
    Appeal,
    CriteriaSet,
    Edition,
    Exhibit,
    Result,
    Round,
    Score,
    Sheet,
    Step,
    Tabled,
)
from sangkien.grading.states import NEXT, Stage, State
from sangkien.grading.tests.holding import criteria, sheet_of, sitting, somebody_else, told, voted
from sangkien.sittings import actions
from sangkien.sittings.models import Cast as Slip
from sangkien.sittings.models import Council, Matter, Purpose, Sitting, Vote
from sangkien.sittings.thresholds import MORE_THAN_HALF
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried


def raw(cast: Cast, **facts: Any) -> Round:
    """A round written past every action."""
    told = {"organiser": cast.unit("LDLD-NINH-THUAN"), "edition": criteria(cast), "programme": cast.programme}
    told |= {"name": "Đợt", "period": "GD1", "as_of": TODAY, "mark": 0, "self_until": TODAY, "appeal_until": TODAY}
    return Round.objects.create(**told | facts)


def in_state(cast: Cast, state: State, **facts: Any) -> Sheet:
    one = raw(cast, state=state, **facts)
    return Sheet.objects.create(round=one, unit=cast.unit("CD-KCN"), figures={})


def points(cast: Cast, sheet: Sheet, stage: str = Stage.SUPERIOR, **facts: Any) -> Score:
    told = {"line": "cham-lo", "points": 10_00, "by": cast.person("dong"), "unit": sheet.unit, "at": NOW}
    return Score.objects.create(sheet=sheet, stage=stage, **told | facts)


def appeal(cast: Cast, sheet: Sheet, **facts: Any) -> Appeal:
    return Appeal.objects.create(
        **{"sheet": sheet, "line": "cham-lo", "text": "x", "by": cast.person("minh"), "at": NOW} | facts
    )


def answer(cast: Cast, one: Appeal, **facts: Any) -> Answer:
    told = {"upheld": True, "points": 10_00, "reason": "x", "by": cast.person("ha"), "at": NOW}
    return Answer.objects.create(appeal=one, **told | facts)


def result(sheet: Sheet, **facts: Any) -> Result:
    return Result.objects.create(**{"sheet": sheet, "points": 1, "rank": 1, "grade": "a", "grade_name": "A"} | facts)


def cluster_of_the_zones(cast: Cast) -> Any:
    return clusters.found(cast.unit("CD-KCN"), code="CUM-9", name="Cụm 9", by=None, at=NOW)


def scored_by_dong(cast: Cast) -> Appeal:
    """As the superior of a round whose result is told."""
    return appeal(cast, sheet_of(told(cast), "CD-KCN"))


def before(cast: Cast, state: State = State.COUNCIL, *, on: Sitting | None = None, **facts: Any) -> Tabled:
    """The zones' sheet in a matter that names nobody with an interest."""
    sheet = in_state(cast, state)
    step = Step.objects.create(round=sheet.round, state=state, by=cast.person("dong"), at=NOW)
    return Tabled.objects.create(**{"sheet": sheet, "step": step} | {"matter": matter(cast, sheet, on=on)} | facts)


def matter(cast: Cast, sheet: Sheet, *, on: Sitting | None = None, **facts: Any) -> Matter:
    told = {"kind": "grading.sheet", "key": str(sheet.pk), "title": "Xếp loại", "threshold": MORE_THAN_HALF}
    return actions.put_on_agenda(on or sitting(cast), **told | facts, by=cast.actor("ngoc"), at=NOW)  # type: ignore[arg-type]


def of_another_council(cast: Cast) -> Tabled:
    today = sitting(cast)
    Council.objects.update(purpose=Purpose.INITIATIVES)
    return before(cast, on=today)


def of_another_sheet(cast: Cast) -> Tabled:
    return before(cast, matter=matter(cast, in_state(cast, State.SELF, name="Khác")))


def twice_before(cast: Cast) -> Tabled:
    row = before(cast)
    return Tabled.objects.create(sheet=row.sheet, step=row.step, matter=row.matter)


def vote(cast: Cast, row: Tabled, login: str) -> object:
    return Vote.objects.create(matter=row.matter, person=cast.person(login), choice="AGREE", at=NOW)


def slip(cast: Cast, login: str) -> object:
    sheet = in_state(cast, State.COUNCIL)
    step = Step.objects.create(round=sheet.round, state=State.COUNCIL, by=cast.person("dong"), at=NOW)
    secret = matter(cast, sheet, secret=True)
    Tabled.objects.create(sheet=sheet, step=step, matter=secret)
    return Slip.objects.create(matter=secret, person=cast.person(login), at=NOW)


def told_after(cast: Cast, choice: str) -> object:
    """The round's result told after such a vote."""
    row = before(cast)
    voted(cast, row.matter, choice, voices=["dong", "ngoc", "ha", "thao"])
    return Round.objects.update(state=State.APPEAL)


def again(cast: Cast) -> None:
    sheet = in_state(cast, State.APPEAL)
    appeal(cast, sheet)
    appeal(cast, sheet)


def left_open(cast: Cast) -> Appeal:
    """An appeal of a round that was locked in spite of it."""
    one = appeal(cast, in_state(cast, State.APPEAL))
    Round.objects.update(state=State.LOCKED)
    return one


def exhibit(cast: Cast, sheet: Sheet, **facts: Any) -> Exhibit:
    file = StoredFile.objects.create(sha256="0" * 64, kind=FileKind.PDF, size=1, name="a.pdf", kept_at=NOW)
    told = {"line": "cham-lo", "file": file, "by": cast.person("minh"), "at": NOW}
    return Exhibit.objects.create(sheet=sheet, **told | facts)


def taken_away_too_late(cast: Cast) -> None:
    one = exhibit(cast, in_state(cast, State.SELF))
    Round.objects.update(state=State.REVIEW)
    one.delete()


def twice(cast: Cast) -> None:
    sheet = in_state(cast, State.SELF)
    Sheet.objects.create(round=sheet.round, unit=sheet.unit, figures={})


OF_CONSTRAINTS: dict[str, Callable[[Cast], object]] = {
    "criteria_code_is_upper_case_ascii": lambda cast: CriteriaSet.objects.create(owner=cast.unit("TLD"), code="đ"),
    "editions_of_criteria_are_numbered": lambda cast: Edition.objects.create(
        criteria=criteria(cast).criteria, number=1, name="x", content={}, at=NOW
    ),
    "a_round_has_a_name": lambda cast: raw(cast, name=""),
    "state_of_a_round_is_known": lambda cast: raw(cast, state="OVER"),
    "appeals_end_after_unions_scored_themselves": lambda cast: raw(cast, appeal_until=TODAY - timedelta(days=1)),
    "rounds_of_a_union_have_names_of_their_own": lambda cast: [raw(cast), raw(cast)],
    "a_union_has_one_sheet_in_a_round": twice,
    "a_line_is_appealed_once": again,
    "an_appeal_says_why": lambda cast: appeal(cast, in_state(cast, State.APPEAL), text=""),
    "an_appeal_upheld_gives_points": lambda cast: answer(cast, appeal(cast, in_state(cast, State.APPEAL)), points=None),
    "an_answer_says_why": lambda cast: answer(cast, appeal(cast, in_state(cast, State.APPEAL)), reason=""),
    "a_rank_begins_with_one": lambda cast: result(in_state(cast, State.LOCKED), rank=0),
}
OF_TRIGGERS: dict[str, dict[str, Callable[[Cast], object]]] = {
    "a_round_is_over_a_cluster_of_its_organiser": {
        "the zones'": lambda cast: raw(cast, cluster=cluster_of_the_zones(cast)),
    },
    "a_round_moves_along_its_arrows": {
        "skipping": lambda cast: raw(cast) and Round.objects.update(state=State.LOCKED),
        "unlocking": lambda cast: raw(cast, state=State.LOCKED) and Round.objects.update(state=State.APPEAL),
        "another name": lambda cast: raw(cast) and Round.objects.update(state=State.REVIEW, name="Khác"),
    },
    "a_step_tells_where_the_round_stands": {
        "locked too early": lambda cast: Step.objects.create(
            round=raw(cast), state=State.LOCKED, by=cast.person("dong"), at=NOW
        ),
    },
    "points_are_given_at_their_stage": {
        "the council's too early": lambda cast: points(cast, in_state(cast, State.REVIEW), Stage.COUNCIL),
        "after the lock": lambda cast: points(cast, in_state(cast, State.LOCKED)),
        "to oneself too late": lambda cast: points(
            cast, in_state(cast, State.REVIEW), Stage.SELF, by=cast.person("minh")
        ),
    },
    "a_line_is_given_no_more_than_it_has": {
        "too many": lambda cast: points(cast, in_state(cast, State.REVIEW), points=50_01),
        "an automatic line": lambda cast: points(cast, in_state(cast, State.REVIEW), line="chi-tieu"),
        "no such line": lambda cast: points(cast, in_state(cast, State.REVIEW), line="la"),
    },
    "nobody_grades_their_own_union": {
        "as the superior": lambda cast: points(cast, in_state(cast, State.REVIEW), by=cast.person("minh")),
        "for the council": lambda cast: points(
            cast, in_state(cast, State.COUNCIL), Stage.COUNCIL, by=cast.person("yen")
        ),
    },
    "exhibits_come_and_go_while_a_union_scores_itself": {
        "too late": lambda cast: exhibit(cast, in_state(cast, State.REVIEW)),
        "for no line": lambda cast: exhibit(cast, in_state(cast, State.SELF), line="la"),
        "moved to another line": lambda cast: (
            exhibit(cast, in_state(cast, State.SELF)) and Exhibit.objects.update(line="bao-cao")
        ),
        "taken away too late": taken_away_too_late,
    },
    "an_appeal_comes_while_appeals_are_taken": {
        "before": lambda cast: appeal(cast, in_state(cast, State.COUNCIL)),
        "after": lambda cast: appeal(cast, in_state(cast, State.LOCKED)),
        "about no line": lambda cast: appeal(cast, in_state(cast, State.APPEAL), line="la"),
    },
    "somebody_else_answers_an_appeal": {
        "who appealed": lambda cast: answer(cast, appeal(cast, in_state(cast, State.APPEAL), by=cast.person("ha"))),
        "of the union": lambda cast: answer(cast, appeal(cast, in_state(cast, State.APPEAL)), by=cast.person("yen")),
        "who gave points": lambda cast: answer(cast, scored_by_dong(cast), by=cast.person("dong")),
    },
    "an_answer_comes_before_the_lock_and_within_the_line": {
        "too many": lambda cast: answer(cast, appeal(cast, in_state(cast, State.APPEAL)), points=50_01),
        "after the lock": lambda cast: answer(cast, left_open(cast)),
    },
    "a_sheet_comes_before_its_own_council_once_at_a_time": {
        "too early": lambda cast: before(cast, State.REVIEW),
        "another council": of_another_council,
        "another sheet's": of_another_sheet,
        "twice": twice_before,
    },
    "nobody_votes_on_the_grade_of_their_own_union": {
        "openly": lambda cast: vote(cast, before(cast), "minh"),
        "by a slip": lambda cast: slip(cast, "minh"),
    },
    "what_the_council_votes_on_stays": {
        "waiting": lambda cast: points(cast, before(cast).sheet, Stage.COUNCIL),
    },
    "a_round_waits_for_the_vote_of_its_council": {
        "back": lambda cast: before(cast) and Round.objects.update(state=State.REVIEW),
        "called off": lambda cast: before(cast) and Round.objects.update(state=State.CANCELLED),
    },
    "a_result_is_told_once_the_council_agreed": {
        "no vote": lambda cast: in_state(cast, State.COUNCIL) and Round.objects.update(state=State.APPEAL),
        "voted down": lambda cast: told_after(cast, "DISAGREE"),
    },
    "a_result_is_of_a_locked_round": {"too early": lambda cast: result(in_state(cast, State.APPEAL))},
}
APPEND_ONLY = {
    "editions_of_criteria_are_append_only": Edition,
    "steps_are_append_only": Step,
    "grading_sheets_are_append_only": Sheet,
    "scores_are_append_only": Score,
    "appeals_of_grading_are_append_only": Appeal,
    "answers_of_grading_are_append_only": Answer,
    "results_are_append_only": Result,
    "tabled_sheets_are_append_only": Tabled,
}


@pytest.mark.parametrize("rule", OF_CONSTRAINTS)
def test_the_database_refuses(rule: str, cast: Cast) -> None:
    with refused(rule):
        OF_CONSTRAINTS[rule](cast)


@pytest.mark.parametrize(("rule", "write"), [(rule, write) for rule, writes in OF_TRIGGERS.items() for write in writes])
def test_a_trigger_refuses(rule: str, write: str, cast: Cast) -> None:
    with refused(rule):
        OF_TRIGGERS[rule][write](cast)


def test_what_was_written_is_neither_changed_nor_forgotten(cast: Cast) -> None:
    one = told(cast)
    answer(cast, appeal(cast, sheet_of(one, "CD-KCN")), by=somebody_else(cast).somebody)
    Round.objects.update(state=State.LOCKED)
    result(sheet_of(one, "CD-KCN"))
    for model in APPEND_ONLY.values():
        told_so = f"{model._meta.db_table} is append-only"
        with refused(told_so):
            model._default_manager.all()._raw_delete("default")
        with refused(told_so):
            model._default_manager.update(id=0)
    with refused("grading_round is append-only"):
        Round.objects.all()._raw_delete("default")


def test_the_arrows_of_the_database_are_those_of_the_code(cast: Cast) -> None:
    for state in State:
        for to in State:
            one = raw(cast, name=f"{state} {to}", state=state)
            if to in NEXT[state]:
                Round.objects.filter(pk=one.pk).update(state=to)
            else:
                with refused("a_round_moves_along_its_arrows"):
                    Round.objects.filter(pk=one.pk).update(state=to)


def test_every_rule_has_been_tried(db: None) -> None:
    by_functions = {"points_are_given_by_the_right_hand", "somebody_else_answers_an_appeal"}
    named = set(OF_TRIGGERS) - {
        "points_are_given_at_their_stage",
        "a_line_is_given_no_more_than_it_has",
        "nobody_grades_their_own_union",
        "an_answer_comes_before_the_lock_and_within_the_line",
        "a_round_waits_for_the_vote_of_its_council",
    }
    by_functions |= {"nobody_casts_a_slip_on_the_grade_of_their_own_union"}
    tried = {*OF_CONSTRAINTS, *named, *by_functions, *APPEND_ONLY, "rounds_are_never_deleted"}

    assert untried("grading", tried) == set()
