"""Figures are what a recount gives, on every day, for every union, folded or not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from sangkien.base.days import VIETNAM
from sangkien.counting.actions import Standing, fold, move
from sangkien.counting.models import TAKING_PART
from sangkien.initiatives.content import Recognition
from sangkien.initiatives.states import COUNTS, State
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain, children
from sangkien.review import actions as review
from sangkien.statistics.boards import board
from sangkien.statistics.figures import days_of_members, figures, figures_of
from sangkien.statistics.ranking import ranking
from sangkien.statistics.stretches import Stretch, stretch_on, stretches
from sangkien.targets.actions import set_target
from sangkien.targets.models import Target, TargetKind
from tests.booking import book
from tests.cast import MEMBERS, NOW, Cast

FIRST = date(2022, 5, 1)
UNITS = list(MEMBERS)


@dataclass(frozen=True)
class Step:
    """A dossier of a union comes into a state on a day; the folder may run afterwards, up to a limit."""

    dossier: int
    unit: str
    state: State | None
    day: int
    fold: int


STEPS = st.lists(
    st.builds(
        Step,
        dossier=st.integers(0, 4),
        unit=st.sampled_from(UNITS),
        state=st.sampled_from([*State, None]),
        day=st.integers(0, 9),
        fold=st.sampled_from([0, 0, 1, 3, 1000]),
    ),
    max_size=25,
)


class TestRecount:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS, asked=st.integers(0, 9))
    def test_totals_and_what_is_not_folded_yet_are_what_a_recount_gives(
        self, cast: Cast, steps: list[Step], asked: int
    ) -> None:
        as_of = FIRST + timedelta(days=asked)
        with transaction.atomic():
            recount = _walk(cast, steps, until=asked)
            shown = figures_of(_everybody(), programme=cast.programme, phase=cast.phase, as_of=as_of)
            transaction.set_rollback(True)

        for line in shown:
            counts = {of: count for of, count in line.counts.items() if count and of not in TAKING_PART}
            assert counts == {m: n for (code, m), n in recount.items() if code == line.unit.code and n}

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS)
    def test_children_sum_to_the_parent(self, cast: Cast, steps: list[Step]) -> None:
        as_of = FIRST + timedelta(days=9)
        with transaction.atomic():
            _walk(cast, steps, until=9)
            shown = {
                line.unit.code: line
                for line in figures_of(_everybody(), programme=cast.programme, phase=cast.phase, as_of=as_of)
            }
            transaction.set_rollback(True)

        for parent in ("TLD", "LDLD-NINH-THUAN", "CD-KCN", "CDN-GIAO-DUC"):
            below = [shown[child.code] for child in children(cast.unit(parent), as_of)]
            for figure in ("valid", "submitted", "benefit_vnd"):
                assert getattr(shown[parent], figure) == sum(getattr(child, figure) for child in below)


def _everybody() -> list[Organisation]:
    return list(Organisation.objects.order_by("pk"))


def _walk(cast: Cast, steps: list[Step], *, until: int) -> Counter[tuple[str, str]]:
    """Take the steps; what a recount of them finds on the day `until`, by union and measure."""
    above = {code: [link.code for link in chain(cast.unit(code), FIRST)] for code in UNITS}
    now: dict[int, Step] = {}
    found: Counter[tuple[str, str]] = Counter()
    for step in steps:
        before, after = (_standing(cast, one) for one in (now.get(step.dossier), step))
        move(before, after, initiative_id=step.dossier, day=FIRST + timedelta(days=step.day))
        if step.day <= until:
            found.subtract(_counted(now.get(step.dossier), above))
            found.update(_counted(step, above))
        now[step.dossier] = step
        if step.fold:
            fold(limit=step.fold)
    return found


def _counted(step: Step | None, above: dict[str, list[str]]) -> Counter[tuple[str, str]]:
    if step is None or step.state is None:
        return Counter()
    return Counter((code, measure) for code in above[step.unit] for measure in COUNTS[step.state])


def _standing(cast: Cast, step: Step | None) -> Standing | None:
    if step is None or step.state is None:
        return None
    return Standing(
        programme_id=cast.programme.pk,
        phase_id=cast.phase.pk,
        chain=cast.chain(step.unit, on=FIRST),
        measures=COUNTS[step.state],
        benefit=(step.dossier + 1) * 1_000_000,
    )


class TestOnADay:
    def test_figures_of_a_day_know_nothing_of_the_next(self, cast: Cast) -> None:
        cast.valid(at=NOW - timedelta(days=2))
        cast.valid(at=NOW)

        assert [_province(cast, date(2022, 5, day)).valid for day in (15, 16, 17, 18)] == [0, 1, 1, 2]

    def test_the_day_of_a_phase_ends_at_midnight_in_vietnam(self, cast: Cast) -> None:
        last_second = datetime(2022, 5, 31, 23, 59, 59, tzinfo=VIETNAM)
        cast.submitted(at=last_second)
        cast.submitted(at=last_second + timedelta(seconds=1))

        assert _province(cast, date(2022, 6, 1)).submitted == 1
        second = cast.programme.phases.get(code="GD2")
        in_second = figures(
            cast.unit("LDLD-NINH-THUAN"), programme=cast.programme, phase=second, as_of=date(2022, 6, 1)
        )
        assert in_second.submitted == 1

    def test_a_phase_begins_with_nothing_however_few_of_its_days_are_told(self, cast: Cast) -> None:
        first_day, unit = cast.phase.first_day, cast.unit("LDLD-NINH-THUAN")
        book(cast, "CS-MAY-TIEN-THUAN", 5, on=first_day)

        weeks_later = figures(unit, programme=cast.programme, phase=cast.phase, as_of=first_day + timedelta(weeks=4))

        assert (weeks_later.valid, weeks_later.before(first_day)) == (5, 0)

    def test_a_dossier_counts_in_the_phase_in_which_it_was_sent_even_when_found_valid_later(self, cast: Cast) -> None:
        sent = datetime(2022, 5, 31, 10, tzinfo=VIETNAM)
        initiative = cast.confirmed(at=sent)
        later = sent + timedelta(days=3)
        review.validate(initiative, seen=initiative.version, by=cast.actor("minh", on=later.date()), at=later)

        assert [_province(cast, date(2022, 6, day)).valid for day in (2, 3)] == [0, 1]


class TestAgainstTheTarget:
    def test_boards_show_the_members_of_today_and_of_the_ends_of_phases_that_are_over(self, cast: Cast) -> None:
        first, second = cast.programme.phases.order_by("window")[:2]

        assert days_of_members(first.last_day) == [first.last_day]
        assert days_of_members(second.first_day) == [first.last_day, second.first_day]

    def test_a_unit_without_a_target_has_no_percentage(self, cast: Cast) -> None:
        cast.valid()

        achievement = _of(cast, "CS-MAY-TIEN-THUAN").achievement
        assert (achievement.done, achievement.percent, achievement.over) == (1, None, None)

    def test_reaching_it_exactly_is_100_percent(self, cast: Cast) -> None:
        unit = cast.unit("CD-KCN")
        Target.objects.filter(organisation=unit).update(value=2)
        cast.valid()
        cast.valid()

        achievement = _of(cast, "CD-KCN").achievement
        assert (str(achievement.percent), achievement.over) == ("100.0", 0)

    def test_the_assigned_number_goes_before_what_the_unit_set_itself(self, cast: Cast) -> None:
        unit = cast.unit("CD-KCN")
        set_target(
            unit,
            programme=cast.programme,
            phase=cast.phase,
            kind=TargetKind.SELF_RAISED,
            value=400,
            by=None,
            at=NOW,
        )

        assert _of(cast, "CD-KCN").achievement.target == 230


class TestCost:
    def test_many_units_cost_as_many_queries_as_one(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for parent in (cast.unit("TLD"), cast.unit("LDLD-NINH-THUAN")):
            with django_assert_num_queries(5):  # no sums are kept yet
                ranking(parent, programme=cast.programme, phase=cast.phase, as_of=date(2022, 5, 18))


class TestStretches:
    def test_while_a_campaign_runs_it_is_what_the_board_shows(self, cast: Cast) -> None:
        assert _stretch(cast, date(2022, 5, 18)).code == "CD40N"

    def test_before_and_after_it_is_the_phase(self, cast: Cast) -> None:
        shown = [_stretch(cast, day).code for day in (date(2022, 4, 21), date(2022, 6, 1), date(2024, 1, 1))]

        assert shown == ["GD1", "GD2", "GD2"]

    def test_before_the_first_day_it_is_what_comes_first(self, cast: Cast) -> None:
        assert _stretch(cast, date(2022, 1, 7)).code == "GD1"

    def test_a_campaign_counts_towards_the_target_of_its_phase(self, cast: Cast) -> None:
        stretch = _stretch(cast, date(2022, 5, 18))
        shown = board(cast.unit("LDLD-NINH-THUAN"), stretch=stretch, as_of=date(2022, 5, 18))

        assert shown.pace is not None
        assert (shown.pace.target, shown.pace.last_day) == (1000, date(2022, 5, 31))

    def test_a_provinces_own_campaign_does_not_concern_the_confederation(self, cast: Cast) -> None:
        bands = {
            code: [band.title for band in _stretch(cast, date(2022, 5, 18), code).bands]
            for code in ("TLD", "LDLD-NINH-THUAN", "CD-KCN")
        }

        assert bands == {
            "TLD": [],
            "LDLD-NINH-THUAN": ["Tháng Công nhân 2022"],
            "CD-KCN": ["Tháng Công nhân 2022"],
        }


class TestBoard:
    def test_the_daily_table_ends_at_the_figures_above_it(self, cast: Cast) -> None:
        cast.valid(at=datetime(2022, 2, 1, 9, tzinfo=VIETNAM), applied_on=date(2022, 1, 9), **_by_word())
        cast.valid(at=NOW - timedelta(days=1))
        cast.submitted()
        shown = board(cast.unit("LDLD-NINH-THUAN"), stretch=_stretch(cast, date(2022, 5, 18)), as_of=date(2022, 5, 18))

        assert shown.days[0].day is None and shown.days[0].valid == 1
        assert (shown.days[-1].submitted_total, shown.days[-1].valid_total) == (
            shown.figures.submitted,
            shown.figures.valid,
        )
        assert shown.curve[-1].total == shown.figures.valid
        assert shown.gap == 0


def _by_word() -> dict[str, object]:
    """A recognition without a paper, which cannot lie in the future of an early dossier."""
    return {"recognition": Recognition(form="other_direct")}


def _stretch(cast: Cast, day: date, code: str = "LDLD-NINH-THUAN") -> Stretch:
    return stretch_on(stretches(cast.programme, unit=cast.unit(code), on=day), on=day)


def _province(cast: Cast, day: date):
    return figures(cast.unit("LDLD-NINH-THUAN"), programme=cast.programme, phase=cast.phase, as_of=day)


def _of(cast: Cast, code: str):
    return figures(cast.unit(code), programme=cast.programme, phase=cast.phase, as_of=date(2022, 5, 18))
