"""What waits for whom, and for how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.accounts.models import Role
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.review.queries import overdue, queue
from tests.cast import NOW, Cast


class TestTheQueue:
    def test_of_a_grassroots_officer_holds_what_to_confirm(self, cast: Cast) -> None:
        waiting = cast.submitted()
        cast.confirmed()
        cast.submitted(unit=cast.unit("CS-HAEMIN").pk)

        assert list(queue(cast.actor("mai"))) == [waiting]

    def test_of_a_reviewer_holds_what_to_decide(self, cast: Cast) -> None:
        cast.submitted()
        waiting = cast.confirmed()

        assert list(queue(cast.actor("minh"))) == [waiting]
        assert list(queue(cast.actor("thao"))) == []

    def test_of_the_province_holds_all_that_waits_below_it(self, cast: Cast) -> None:
        waiting = [cast.submitted(), cast.confirmed(), cast.submitted(unit=cast.unit("CS-HTX-PHUOC-HAU").pk)]
        cast.valid()

        assert set(queue(cast.actor("dong"))) == set(waiting)

    def test_begins_with_who_has_waited_longest(self, cast: Cast) -> None:
        late = cast.confirmed(at=NOW)
        early = cast.confirmed(at=NOW - timedelta(days=4))

        assert list(queue(cast.actor("minh"))) == [early, late]

    def test_follows_the_hat(self, cast: Cast) -> None:
        small_union = cast.submitted(unit=cast.unit("CS-BQL-KCN").pk)
        zones = cast.confirmed()

        assert list(queue(cast.actor("minh", role=Role.GRASSROOTS_OFFICER))) == [small_union]
        assert list(queue(cast.actor("minh", role=Role.REVIEWER))) == [zones]

    @pytest.mark.parametrize("who", ["lan", "hung"])
    def test_of_a_worker_is_empty(self, cast: Cast, who: str) -> None:
        cast.submitted()

        assert list(queue(cast.actor(who))) == []

    def test_names_a_dossier_of_many_authors_once(self, cast: Cast) -> None:
        authors = tuple(AuthorEntry(full_name=f"Tác giả {n}", share=2_500) for n in range(4))
        cast.submitted(by="mai", authors=(replace(authors[0], phone="+84912345003"), *authors[1:]))

        assert len(queue(cast.actor("mai"))) == 1

    @pytest.mark.parametrize("rows", [2, 9])
    def test_costs_the_same_for_any_number_of_rows(
        self, cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _n in range(rows):
            cast.confirmed()
        minh = cast.actor("minh")

        with django_assert_num_queries(3):
            told = [(each.unit.code, each.credited) for each in queue(minh)]

        assert len(told) == rows


class TestOverdue:
    """Three working days to confirm, five to decide. NOW is a Wednesday: the clock stands on Saturday and Sunday."""

    def late(self, cast: Cast, on: date) -> list[Initiative]:
        return list(overdue(Initiative.objects.all(), on=on))

    @pytest.mark.parametrize(("on", "is_late"), [(date(2022, 5, 23), False), (date(2022, 5, 24), True)])
    def test_to_confirm(self, cast: Cast, on: date, is_late: bool) -> None:
        waiting = cast.submitted()

        assert self.late(cast, on) == ([waiting] if is_late else [])

    @pytest.mark.parametrize(("on", "is_late"), [(date(2022, 5, 25), False), (date(2022, 5, 26), True)])
    def test_to_decide(self, cast: Cast, on: date, is_late: bool) -> None:
        waiting = cast.confirmed()

        assert self.late(cast, on) == ([waiting] if is_late else [])

    def test_never_what_waits_for_its_author_or_for_nobody(self, cast: Cast) -> None:
        cast.returned()
        cast.valid()

        assert self.late(cast, NOW.date() + timedelta(days=99)) == []
