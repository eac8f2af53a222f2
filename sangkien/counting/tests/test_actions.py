"""Writing the ledger and folding it."""

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.counting.actions import Standing, fold, move
from sangkien.counting.models import Entry, Measure, Total
from sangkien.counting.queries import DayFigure, View, by_day
from tests.cast import Cast

DAY, NEXT_DAY = date(2022, 5, 18), date(2022, 5, 19)
SENT, VALID = frozenset({Measure.SUBMITTED}), frozenset({Measure.SUBMITTED, Measure.VALID})


@pytest.fixture
def sent(cast: Cast) -> Standing:
    """A dossier of the garment factory that was sent, worth 120 million once it is valid."""
    return Standing(
        programme_id=cast.programme.pk,
        phase_id=cast.phase.pk,
        chain=cast.chain("CS-MAY-TIEN-THUAN"),
        measures=SENT,
        benefit=120_000_000,
    )


def lines() -> list[tuple[str, int, int]]:
    return [(entry.measure, entry.count, entry.benefit) for entry in Entry.objects.order_by("pk")]


class TestMove:
    def test_a_dossier_that_comes_is_one_up(self, sent: Standing) -> None:
        move(None, sent, initiative_id=1, day=DAY)

        assert lines() == [("SUBMITTED", 1, 0)]

    def test_a_dossier_that_goes_is_one_down(self, sent: Standing) -> None:
        move(sent, None, initiative_id=1, day=DAY)

        assert lines() == [("SUBMITTED", -1, 0)]

    def test_only_the_difference_is_written(self, sent: Standing) -> None:
        move(sent, replace(sent, measures=VALID), initiative_id=1, day=DAY)

        assert lines() == [("VALID", 1, 120_000_000)]

    def test_nothing_is_written_when_nothing_changes(self, sent: Standing) -> None:
        move(sent, sent, initiative_id=1, day=DAY)
        move(sent, replace(sent, benefit=7), initiative_id=1, day=DAY)  # not valid: its benefit does not count yet
        move(None, None, initiative_id=1, day=DAY)

        assert lines() == []

    def test_a_valid_dossier_whose_benefit_changes_is_written_off_and_on(self, sent: Standing) -> None:
        valid = replace(sent, measures=VALID)

        move(valid, replace(valid, benefit=90_000_000), initiative_id=1, day=DAY)

        assert lines() == [("VALID", -1, -120_000_000), ("VALID", 1, 90_000_000)]

    def test_a_dossier_that_goes_to_another_union_leaves_the_first(self, sent: Standing, cast: Cast) -> None:
        other = cast.chain("CS-HAEMIN")

        move(sent, replace(sent, chain=other), initiative_id=1, day=DAY)

        assert list(Entry.objects.order_by("pk").values_list("unit", "count")) == [(sent.chain[0], -1), (other[0], 1)]


class TestFold:
    def test_carries_each_entry_to_every_union_above(self, sent: Standing, cast: Cast) -> None:
        move(None, replace(sent, measures=VALID), initiative_id=1, day=DAY)

        assert fold() == 2

        way_up = ["CS-MAY-TIEN-THUAN", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]
        totals = Total.objects.filter(measure=Measure.VALID).select_related("unit")
        carried = {total.unit.code: (total.count, int(total.benefit)) for total in totals}
        assert carried == dict.fromkeys(way_up, (1, 120_000_000))

    def test_takes_no_more_than_it_was_asked_to(self, sent: Standing) -> None:
        for number in range(5):
            move(None, sent, initiative_id=number, day=DAY)

        assert [fold(limit=2), fold(limit=2), fold(limit=2), fold(limit=2)] == [2, 2, 1, 0]

    def test_adds_to_what_is_there(self, sent: Standing, cast: Cast) -> None:
        for number in range(3):
            move(None, sent, initiative_id=number, day=DAY)
            fold()

        assert Total.objects.get(unit=cast.unit("TLD")).count == 3

    def test_works_without_phases(self, sent: Standing, cast: Cast) -> None:
        for number in range(2):
            move(None, replace(sent, phase_id=None), initiative_id=number, day=DAY)
            fold()

        assert [total.count for total in Total.objects.filter(unit=cast.unit("TLD"))] == [2]

    def test_sums_beyond_what_a_whole_number_holds(self, sent: Standing, cast: Cast) -> None:
        """Ten thousand dossiers of the largest believable benefit are more than a 64-bit number."""
        total = Total(programme_id=sent.programme_id, phase_id=sent.phase_id, unit=cast.unit("TLD"), day=DAY)
        total.measure, total.count, total.benefit = Measure.VALID, 10_000, 10**19
        total.save()

        move(None, replace(sent, measures=VALID, benefit=1), initiative_id=1, day=DAY)
        fold()

        figures = by_day([cast.unit("TLD").pk], programme=cast.programme, phase=cast.phase, as_of=DAY)
        assert [figure.benefit for figure in figures if figure.measure == Measure.VALID] == [10**19 + 1]


class TestByDay:
    @pytest.mark.parametrize("view", View)
    @pytest.mark.parametrize("folded", [True, False])
    def test_reads_the_same_folded_or_not(self, sent: Standing, cast: Cast, view: View, folded: bool) -> None:
        move(None, replace(sent, measures=VALID), initiative_id=1, day=DAY)
        if folded:
            fold()

        zones = cast.unit("CD-KCN").pk
        assert by_day([zones], programme=cast.programme, phase=cast.phase, as_of=DAY, view=view) == [
            DayFigure(zones, DAY, Measure.SUBMITTED, 1, 0),
            DayFigure(zones, DAY, Measure.UNIONS, 1, 0),
            DayFigure(zones, DAY, Measure.VALID, 1, 120_000_000),
        ]

    def test_counts_the_as_of_day_itself_and_nothing_later(self, sent: Standing, cast: Cast) -> None:
        move(None, sent, initiative_id=1, day=DAY)
        move(None, sent, initiative_id=2, day=NEXT_DAY)

        def submitted(as_of: date) -> int:
            figures = by_day([cast.unit("TLD").pk], programme=cast.programme, phase=None, as_of=as_of)
            return sum(figure.count for figure in figures)

        assert [submitted(day) for day in (date(2022, 5, 17), DAY, NEXT_DAY)] == [0, 1, 2]

    def test_asks_of_one_phase_or_of_the_whole(self, sent: Standing, cast: Cast) -> None:
        later = cast.programme.phases.get(code="GD2")
        move(None, sent, initiative_id=1, day=DAY)
        move(None, replace(sent, phase_id=later.pk), initiative_id=2, day=DAY)

        def submitted(code: str | None) -> int:
            phase = cast.programme.phases.get(code=code) if code else None
            figures = by_day([cast.unit("TLD").pk], programme=cast.programme, phase=phase, as_of=DAY)
            return sum(figure.count for figure in figures)

        assert [submitted("GD1"), submitted("GD2"), submitted(None)] == [1, 1, 2]

    @pytest.mark.parametrize("view", View)
    @pytest.mark.parametrize("codes", [["TLD"], ["TLD", "LDLD-NINH-THUAN", "CD-KCN", "CS-HAEMIN"]])
    def test_costs_one_query_for_any_number_of_units(
        self, cast: Cast, view: View, codes: list[str], django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        units = [cast.unit(code).pk for code in codes]

        with django_assert_num_queries(1):
            by_day(units, programme=cast.programme, phase=cast.phase, as_of=DAY, view=view)

    def test_of_nobody_is_nothing(self, cast: Cast) -> None:
        assert by_day([], programme=cast.programme, phase=None, as_of=DAY) == []
