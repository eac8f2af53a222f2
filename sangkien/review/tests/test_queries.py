"""What waits for whom, for how long, and which records read alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.accounts.models import Role
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions
from sangkien.review.queries import alike, overdue, queue
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

        with django_assert_num_queries(2):
            told = [(each.unit.code, each.credited) for each in queue(minh)]

        assert len(told) == rows


class TestOverdue:
    """Three days to confirm, five to decide: what has waited longer than that, whole days of Vietnam."""

    def late(self, cast: Cast, on: date) -> list[Initiative]:
        return list(overdue(Initiative.objects.all(), on=on, confirm_days=3, decide_days=5))

    @pytest.mark.parametrize(("days", "is_late"), [(3, False), (4, True)])
    def test_to_confirm(self, cast: Cast, days: int, is_late: bool) -> None:
        waiting = cast.submitted()

        assert self.late(cast, NOW.date() + timedelta(days=days)) == ([waiting] if is_late else [])

    @pytest.mark.parametrize(("days", "is_late"), [(5, False), (6, True)])
    def test_to_decide(self, cast: Cast, days: int, is_late: bool) -> None:
        waiting = cast.confirmed()

        assert self.late(cast, NOW.date() + timedelta(days=days)) == ([waiting] if is_late else [])

    def test_never_what_waits_for_its_author_or_for_nobody(self, cast: Cast) -> None:
        cast.returned()
        cast.valid()

        assert self.late(cast, NOW.date() + timedelta(days=99)) == []


class TestAlike:
    TITLE = "Đồ gá may túi giúp giữ mép vải bằng một tay"

    def test_finds_the_same_words_typed_otherwise(self, cast: Cast) -> None:
        first = cast.valid()
        again = cast.confirmed(title="do ga may tui giup giu mep vai bang mot tay.")

        [found] = alike(again, actor=cast.actor("minh"))

        assert (found.initiative, found.score) == (first, 1.0)

    def test_puts_the_most_alike_first(self, cast: Cast) -> None:
        near = cast.submitted(title="Đồ gá may túi giúp giữ mép vải bằng hai tay và một chân")
        same = cast.submitted(title=self.TITLE)
        asked = cast.confirmed(title=self.TITLE)

        found = alike(asked, actor=cast.actor("minh"))

        assert [each.initiative for each in found] == [same, near]
        assert found[0].score > found[1].score

    def test_leaves_out_what_reads_otherwise_and_itself(self, cast: Cast) -> None:
        cast.submitted(title="Phần mềm quản lý kho thuốc của bệnh viện")

        assert alike(cast.confirmed(), actor=cast.actor("minh")) == []

    def test_leaves_out_doubles_and_what_was_taken_back(self, cast: Cast) -> None:
        original, double, asked = cast.confirmed(), cast.confirmed(), cast.confirmed()
        actions.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)

        assert [found.initiative for found in alike(asked, actor=cast.actor("minh"))] == [original]

    def test_looks_only_under_the_same_superior(self, cast: Cast) -> None:
        cast.submitted(unit=cast.unit("CS-HTX-PHUOC-HAU").pk)

        assert alike(cast.confirmed(), actor=cast.actor("minh")) == []

    def test_shows_no_more_than_asked(self, cast: Cast) -> None:
        for _n in range(4):
            cast.submitted()

        assert len(alike(cast.confirmed(), actor=cast.actor("minh"), limit=3)) == 3

    def test_keeps_from_a_chair_what_waits_at_another_union(self, cast: Cast) -> None:
        asked, elsewhere = cast.confirmed(), cast.submitted(unit=cast.unit("CS-HAEMIN").pk)

        assert alike(asked, actor=cast.actor("mai")) == []
        assert [found.initiative for found in alike(asked, actor=cast.actor("minh"))] == [elsewhere]

    def test_shows_a_chair_what_anybody_may_see_of_another_union(self, cast: Cast) -> None:
        asked, elsewhere = cast.confirmed(), cast.submitted(unit=cast.unit("CS-HAEMIN").pk)
        Initiative.objects.filter(pk=elsewhere.pk).update(state=State.VALID, closed_at=NOW)

        [found] = alike(asked, actor=cast.actor("mai"))

        assert (found.initiative, found.seen) == (elsewhere, False)

    def test_tells_what_the_hat_may_see_from_what_is_only_public(self, cast: Cast) -> None:
        asked = cast.confirmed()
        cast.valid()

        assert [found.seen for found in alike(asked, actor=cast.actor("mai"))] == [True]

    def test_hides_what_waits_beside_it_even_when_the_list_is_short(self, cast: Cast) -> None:
        asked, own = cast.confirmed(), cast.submitted()
        for _n in range(3):
            cast.submitted(unit=cast.unit("CS-HAEMIN").pk, title=asked.title)

        assert [found.initiative for found in alike(asked, actor=cast.actor("mai"), limit=1)] == [own]
