"""The life of a round: self-score, superior, council, appeal, lock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.clusters import actions as clusters
from sangkien.counting.actions import fold
from sangkien.counting.queries import View
from sangkien.grading import actions
from sangkien.grading.models import Appeal, Result, Round, Score
from sangkien.grading.queries import graded, outcome
from sangkien.grading.rules import Entered
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.criteria import small
from sangkien.grading.tests.holding import (
    LATER,
    PROVINCE,
    UNITS,
    asked,
    at_the_council,
    criteria,
    gave,
    locked,
    moved,
    opened,
    reviewed,
    scored,
    sheet_of,
    somebody_else,
    told,
)
from sangkien.standings.actions import freeze
from sangkien.standings.models import Snapshot
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import Grouping
from tests.cast import NOW, TODAY, Cast

PHASE_OVER = NOW + timedelta(days=14)


def test_the_target_of_the_programme_is_a_line_of_the_grading_from_the_first_score_to_the_lock(cast: Cast) -> None:
    for _n in range(46):
        cast.valid()
    fold()

    one = locked(cast)

    lines = {result.graded.unit.code: result for result in outcome(one)}
    zones = lines["CD-KCN"].graded.total
    assert (zones.lines["chi-tieu"].done, zones.lines["chi-tieu"].of, zones.lines["chi-tieu"].points) == (46, 230, 4_00)
    assert zones.points == 4_00 + 35_00 + 30_00 + 1_00
    assert [(line.sheet.unit.code, line.points, line.rank, line.grade) for line in Result.objects.order_by("rank")] == [
        ("CDN-GIAO-DUC", 71_00, 1, "b"),
        ("LDLD-NINH-PHUOC", 71_00, 1, "b"),
        ("CD-KCN", 70_00, 3, "b"),
    ]


def refuses(do: Callable[[], object]) -> list[str]:
    with pytest.raises(NotPossible) as no:
        do()
    return [problem.code for problem in no.value.problems]


class TestOpening:
    def test_takes_everybody_directly_below_with_the_figures_of_the_day(self, cast: Cast) -> None:
        cast.valid()
        fold()

        one = opened(cast)

        assert [(line.unit.code, line.total.facts.valid, line.total.facts.target) for line in graded(one)] == [
            ("CD-KCN", 1, 230),
            ("CDN-GIAO-DUC", 0, 170),
            ("LDLD-NINH-PHUOC", 0, 95),
        ]

    def test_what_is_counted_later_changes_no_sheet(self, cast: Cast) -> None:
        one = opened(cast)

        cast.valid()
        fold()

        assert [line.total.facts.valid for line in graded(one)] == [0, 0, 0]

    def test_takes_the_figures_of_a_frozen_table(self, cast: Cast) -> None:
        cast.valid()
        fold()
        table = frozen(cast)
        cast.valid(at=PHASE_OVER)
        fold()

        days = {"self_until": day_of(PHASE_OVER), "appeal_until": day_of(PHASE_OVER)}
        one = opened(cast, at=PHASE_OVER, table=table, as_of=table.as_of, **days)

        assert (one.mark, graded(one)[0].total.facts.valid) == (table.mark, 1)

    def test_a_table_of_another_day_is_refused(self, cast: Cast) -> None:
        table = frozen(cast)

        assert refuses(lambda: opened(cast, table=table)) == ["other_table"]

    def test_over_a_cluster_takes_its_members(self, cast: Cast) -> None:
        cluster = clusters.found(cast.unit(PROVINCE), code="CUM-1", name="Cụm 1", by=None, at=NOW)
        clusters.admit(cluster, cast.unit("CD-KCN"), since=TODAY, by=None, at=NOW)

        assert [line.unit.code for line in graded(opened(cast, cluster=cluster))] == ["CD-KCN"]

    def test_says_everything_that_is_wrong_at_once(self, cast: Cast) -> None:
        cluster = clusters.found(cast.unit(PROVINCE), code="CUM-1", name="Cụm 1", by=None, at=NOW)
        yesterday = TODAY - timedelta(days=1)
        wrong = {
            "name": " ",
            "self_until": yesterday,
            "appeal_until": yesterday - timedelta(days=1),
            "cluster": cluster,
        }

        assert refuses(lambda: opened(cast, **wrong)) == ["no_name", "past", "order", "nobody"]
        assert refuses(lambda: opened(cast, as_of=TODAY + timedelta(days=1))) == ["not_come"]
        assert not Round.objects.exists()

    def test_twice_under_one_name_is_refused(self, cast: Cast) -> None:
        opened(cast)

        assert refuses(lambda: opened(cast)) == ["name_taken"]

    def test_nobody_grades_below_another_union(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.open_round(cast.unit("CD-KCN"), asked(cast), by=cast.actor("dong"), at=NOW)


class TestCriteria:
    def test_kept_again_with_a_change_are_the_next_edition_and_a_round_keeps_its_own(self, cast: Cast) -> None:
        one = opened(cast)

        later = criteria(cast, small(name="Bảng điểm mới"))

        assert later.number == 2
        assert Round.objects.get(pk=one.pk).edition.number == 1
        assert criteria(cast, small(name="Bảng điểm mới")) == later

    def test_under_the_code_of_another_union_are_refused(self, cast: Cast) -> None:
        criteria(cast)
        zones, spec = cast.unit("CD-KCN"), small()

        assert refuses(lambda: actions.keep_criteria(zones, code="td-2022", spec=spec, by=None, at=NOW)) == [
            "code_taken"
        ]
        assert refuses(lambda: actions.keep_criteria(zones, code="", spec=spec, by=None, at=NOW)) == ["no_code"]
        assert refuses(lambda: actions.keep_criteria(zones, code="Đ", spec=spec, by=None, at=NOW)) == ["bad_code"]


class TestScoring:
    @pytest.mark.parametrize(
        ("points", "code"),
        [
            ({"cham-lo": Entered(50_01, "x")}, "too_much"),
            ({"cham-lo": Entered(-1, "x")}, "too_much"),
            ({"cham-lo": Entered(1)}, "no_evidence"),
            ({"cham-lo": Entered(1, "x" * 2_001)}, "long"),
            ({"chi-tieu": Entered(1, "x")}, "no_line"),
            ({"khong-co": Entered(1, "x")}, "no_line"),
        ],
    )
    def test_points_that_a_line_does_not_take_are_refused_and_nothing_is_kept(
        self, cast: Cast, points: dict[str, Entered], code: str
    ) -> None:
        sheet = sheet_of(opened(cast), "CD-KCN")
        typed = {"bao-cao": Entered(1_00)} | points

        assert refuses(lambda: actions.score(sheet, Stage.SELF, typed, by=cast.actor("minh"), at=NOW)) == [code]
        assert not Score.objects.exists()

    def test_the_newest_counts_and_the_same_again_adds_nothing(self, cast: Cast) -> None:
        one = opened(cast)
        for cham_lo in (10, 12.5, 12.5):
            gave(cast, one, Stage.SELF, "CD-KCN", by="minh", cham_lo=cham_lo)

        assert graded(one)[0].total.lines["cham-lo"].points == 12_50
        assert Score.objects.count() == 2

    def test_who_gives_other_points_than_the_union_says_why(self, cast: Cast) -> None:
        sheet = sheet_of(moved(cast, scored(cast), State.REVIEW), "CD-KCN")
        typed = {"cham-lo": Entered(39_00), "bao-cao": Entered(30_00)}

        assert refuses(lambda: actions.score(sheet, Stage.SUPERIOR, typed, by=cast.actor("ngoc"), at=NOW)) == [
            "no_reason"
        ]

    def test_the_council_takes_over_what_it_does_not_change(self, cast: Cast) -> None:
        one = at_the_council(cast)
        gave(cast, one, Stage.COUNCIL, "CD-KCN", by="dong", cham_lo=38)

        assert actions.agree(one, by=cast.actor("dong"), at=NOW) == 3 * 4 - 1
        assert graded(one)[0].total.lines["cham-lo"].points == 38_00
        assert refuses(lambda: actions.agree(one, by=cast.actor("dong"), at=NOW)) == ["nothing"]

    def test_at_another_step_is_the_wrong_moment(self, cast: Cast) -> None:
        one = opened(cast)

        assert refuses(lambda: gave(cast, one, Stage.SUPERIOR, "CD-KCN", by="ngoc")) == ["wrong_moment"]


class TestSteps:
    def test_unions_have_until_their_last_day(self, cast: Cast) -> None:
        one = opened(cast)
        gave(cast, one, Stage.SELF, "CD-KCN", by="minh")

        assert refuses(lambda: moved(cast, one, State.REVIEW)) == ["waiting"]
        assert moved(cast, one, State.REVIEW, at=NOW + timedelta(days=11)).state == State.REVIEW

    def test_each_needs_every_line_of_every_sheet(self, cast: Cast) -> None:
        one = moved(cast, scored(cast), State.REVIEW)

        assert refuses(lambda: moved(cast, one, State.COUNCIL)) == ["unscored"]

    def test_back_needs_a_reason_and_nothing_is_skipped(self, cast: Cast) -> None:
        one = moved(cast, scored(cast), State.REVIEW)

        assert refuses(lambda: moved(cast, one, State.SELF)) == ["no_reason"]
        assert refuses(lambda: moved(cast, one, State.APPEAL)) == ["wrong_moment"]
        assert moved(cast, one, State.SELF, note="Bổ sung minh chứng").state == State.SELF

    def test_called_off_for_a_reason_it_frees_its_name(self, cast: Cast) -> None:
        one = opened(cast)
        assert refuses(lambda: moved(cast, one, State.CANCELLED)) == ["no_reason"]

        moved(cast, one, State.CANCELLED, note="Sai bộ tiêu chí")

        assert opened(cast) != one

    def test_the_lock_waits_for_the_last_day_and_every_answer(self, cast: Cast) -> None:
        one = told(cast)
        appealed(cast, one)

        assert refuses(lambda: moved(cast, one, State.LOCKED)) == ["not_over", "unanswered"]
        assert refuses(lambda: moved(cast, one, State.LOCKED, at=LATER)) == ["unanswered"]

    def test_the_result_that_was_written_down_is_the_one_that_was_shown(self, cast: Cast) -> None:
        one = told(cast)
        shown = [(line.graded.sheet.pk, line.graded.total.points, line.placed.rank) for line in outcome(one)]

        moved(cast, one, State.LOCKED, at=LATER)

        assert [*Result.objects.order_by("rank", "sheet__unit__code").values_list("sheet", "points", "rank")] == shown
        assert shown == [(line.graded.sheet.pk, line.graded.total.points, line.placed.rank) for line in outcome(one)]


def appealed(cast: Cast, one: Round, *, line: str = "cham-lo") -> Appeal:
    text = "Đơn vị đã nộp đủ minh chứng."
    return actions.appeal(sheet_of(one, "CD-KCN"), line=line, text=text, by=cast.actor("minh"), at=NOW)


class TestAppeals:
    def test_upheld_by_somebody_else_the_line_has_the_points_of_the_answer(self, cast: Cast) -> None:
        one = told(cast)
        said = {"upheld": True, "points": 40_00, "reason": "Minh chứng đầy đủ."}

        actions.answer(appealed(cast, one), **said, by=somebody_else(cast), at=NOW)  # type: ignore[arg-type]

        zones = graded(one)[0].total.lines["cham-lo"]
        assert (zones.points, zones.given and zones.given.stage) == (40_00, Stage.APPEAL)
        assert len({line.placed.rank for line in outcome(one)}) == 1

    def test_an_automatic_line_can_be_appealed_too(self, cast: Cast) -> None:
        one = told(cast)
        found = appealed(cast, one, line="chi-tieu")

        actions.answer(found, upheld=True, points=1_00, reason="Sai số.", by=somebody_else(cast), at=NOW)

        assert graded(one)[0].total.lines["chi-tieu"].points == 1_00

    def test_refused_it_changes_nothing(self, cast: Cast) -> None:
        one = told(cast)

        actions.answer(
            appealed(cast, one), upheld=False, points=None, reason="Chưa đủ.", by=somebody_else(cast), at=NOW
        )

        assert graded(one)[0].total.lines["cham-lo"].points == 35_00

    @pytest.mark.parametrize("who", ["ngoc", "dong"])
    def test_nobody_who_gave_the_sheet_points_answers(self, cast: Cast, who: str) -> None:
        found = appealed(cast, told(cast))

        with pytest.raises(NotAllowed):
            actions.answer(found, upheld=False, points=None, reason="Chưa đủ.", by=cast.actor(who), at=NOW)

    def test_an_answer_has_a_reason_and_points_within_the_line(self, cast: Cast) -> None:
        found, by = appealed(cast, told(cast)), somebody_else(cast)

        assert refuses(lambda: actions.answer(found, upheld=True, points=None, reason="", by=by, at=NOW)) == [
            "points",
            "no_reason",
        ]

    def test_once_about_a_line_in_time_and_with_a_reason(self, cast: Cast) -> None:
        one = told(cast)
        sheet, minh = sheet_of(one, "CD-KCN"), cast.actor("minh")
        appealed(cast, one)

        assert refuses(lambda: appealed(cast, one)) == ["again"]
        assert refuses(lambda: actions.appeal(sheet, line="la", text="x", by=minh, at=NOW)) == ["no_line"]
        assert refuses(lambda: actions.appeal(sheet, line="bao-cao", text=" ", by=minh, at=NOW)) == ["no_text"]
        assert refuses(lambda: actions.appeal(sheet, line="bao-cao", text="x", by=minh, at=LATER)) == ["over"]


def test_grading_many_unions_costs_what_one_costs(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = Round.objects.select_related("edition").get(pk=reviewed(cast).pk)

    with django_assert_num_queries(4):
        assert len(outcome(one)) == len(UNITS)


def frozen(cast: Cast) -> Snapshot:
    """The province's table of phase 1, the day after its end."""
    stretch = asked(cast).stretch
    assert stretch.last_day
    told = {"grouping": Grouping.CHILDREN, "order": Order.TARGET, "view": View.AS_THEN, "as_of": stretch.last_day}
    by = cast.actor("dong", on=PHASE_OVER.date())
    return freeze(cast.unit(PROVINCE), stretch=stretch, **told, by=by, at=PHASE_OVER)  # type: ignore[arg-type]
