"""Where a dossier stands in the queue: the oldest and riskiest first, kept by the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sangkien.confirmations.tests.asking import says, together
from sangkien.initiatives.models import Initiative
from sangkien.review import actions as review
from sangkien.review.queries import queue
from sangkien.triage.looking import look
from sangkien.triage.models import HOURS, Flag, Kind, Place, SavedView, Tick
from tests.cast import NOW, Cast

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def flagged(initiative: Initiative, *kinds: Kind) -> Place:
    for kind in kinds:
        Flag.objects.create(place=initiative.place, kind=kind, hours=HOURS[kind], facts=[{"code": "x"}])
    return Place.objects.get(pk=initiative.pk)


class TestAPlace:
    def test_is_there_from_the_moment_of_sending_at_the_grassroots_union(self, cast: Cast) -> None:
        place = cast.submitted().place

        assert (place.desk, place.ranked_at, place.marks, place.looked_at) == (
            cast.unit("CS-MAY-TIEN-THUAN"),
            NOW,
            [],
            None,
        )

    def test_moves_to_the_superior_with_the_confirmation(self, cast: Cast) -> None:
        place = cast.confirmed(at=NOW - DAY).place

        assert (place.desk, place.waiting_since) == (cast.unit("CD-KCN"), NOW - DAY)

    def test_is_gone_while_the_author_completes_it(self, cast: Cast) -> None:
        cast.returned()

        assert not Place.objects.exists()

    def test_is_gone_with_its_flags_after_the_verdict(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        flagged(initiative, Kind.LARGE)

        review.refuse(
            initiative,
            reasons=[review.Reason("ip_protected", "Đang được bảo hộ.")],
            seen=2,
            by=cast.actor("minh"),
            at=NOW,
        )

        assert not Place.objects.exists()
        assert not Flag.objects.exists()

    def test_is_looked_at_again_after_any_change(self, cast: Cast) -> None:
        initiative = cast.submitted()
        look(at=NOW)

        review.confirm(initiative, seen=1, by=cast.actor("mai"), at=NOW)

        assert cast.again(initiative).place.looked_at is None

    def test_is_looked_at_again_when_an_author_answers(self, cast: Cast) -> None:
        initiative = together(cast)
        look(at=NOW)

        says(initiative, "DENIED")

        assert Place.objects.get(pk=initiative.pk).looked_at is None

    def test_moves_forward_by_the_hours_of_each_flag(self, cast: Cast) -> None:
        place = flagged(cast.submitted(), Kind.ALIKE, Kind.LARGE)

        assert place.marks == ["ALIKE", "LARGE"]
        assert (place.hours, place.ranked_at) == (96, NOW - 96 * HOUR)

    def test_moves_back_when_a_flag_goes(self, cast: Cast) -> None:
        place = flagged(cast.submitted(), Kind.ALIKE, Kind.LARGE)

        place.flags.filter(kind=Kind.ALIKE).delete()
        place.refresh_from_db()

        assert (place.marks, place.ranked_at) == (["LARGE"], NOW - 24 * HOUR)

    def test_cannot_be_given_another_rank_by_hand(self, cast: Cast) -> None:
        place = cast.submitted().place

        Place.objects.update(ranked_at=NOW - 99 * DAY)
        place.refresh_from_db()

        assert place.ranked_at == NOW


class TestTheOrder:
    def test_is_the_oldest_first(self, cast: Cast) -> None:
        newer, older = cast.confirmed(), cast.confirmed(at=NOW - DAY)

        assert list(queue(cast.actor("minh"))) == [older, newer]

    def test_puts_a_risky_one_before_what_has_waited_a_little_longer(self, cast: Cast) -> None:
        """Three days for a suspected duplicate: before what has waited two days longer, after what has waited four."""
        risky, plain = cast.confirmed(), cast.confirmed(at=NOW - 2 * DAY)
        oldest = cast.confirmed(at=NOW - 4 * DAY)
        flagged(risky, Kind.ALIKE)

        assert list(queue(cast.actor("minh"))) == [oldest, risky, plain]

    def test_of_two_of_one_moment_is_that_of_sending(self, cast: Cast) -> None:
        first, second = cast.confirmed(), cast.confirmed()

        assert list(queue(cast.actor("minh"))) == [first, second]


class TestTheDatabase:
    def test_lets_a_dossier_have_one_flag_of_a_kind(self, cast: Cast) -> None:
        place = flagged(cast.submitted(), Kind.UNIT)

        self.refuses(place, "a_dossier_has_one_flag_of_a_kind", kind=Kind.UNIT, facts=[{"code": "x"}])

    def test_knows_the_kinds(self, cast: Cast) -> None:
        self.refuses(cast.submitted().place, "flag_kind_is_known", kind="ODD", facts=[{"code": "x"}])

    def test_wants_a_reason(self, cast: Cast) -> None:
        self.refuses(cast.submitted().place, "a_flag_says_why", kind=Kind.UNIT, facts=[])

    def refuses(self, place: Place, name: str, **flag: object) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Flag.objects.create(place=place, hours=24, **flag)

    @pytest.mark.parametrize(
        ("name", "view"),
        [
            ("a_persons_views_have_names_of_their_own", {"name": "Quá hạn", "query": "?tre=1"}),
            ("only_the_queue_begins_with_a_view", {"of": "PUBLIC", "name": "x", "query": "?q=x", "is_default": True}),
            ("a_view_is_of_a_known_list", {"of": "OTHER", "name": "Khác", "query": "?q=x"}),
            ("one_view_comes_first", {"name": "Khác", "query": "?tre=1", "is_default": True}),
            ("a_view_has_a_name_and_narrows", {"name": "", "query": "?tre=1"}),
            ("a_view_has_a_name_and_narrows", {"name": "Khác", "query": ""}),
        ],
    )
    def test_keeps_views_apart(self, cast: Cast, name: str, view: dict[str, object]) -> None:
        minh = cast.person("minh")
        SavedView.objects.create(person=minh, name="Quá hạn", query="?tre=1", is_default=True)

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            SavedView.objects.create(person=minh, **view)

    def test_keeps_one_tick_for_an_item(self, cast: Cast) -> None:
        tick = {"initiative": cast.submitted(), "item": "people", "version": 1, "by": cast.person("mai"), "at": NOW}
        Tick.objects.create(**tick)

        with pytest.raises(IntegrityError, match="an_item_is_ticked_once"), transaction.atomic():
            Tick.objects.create(**tick)
