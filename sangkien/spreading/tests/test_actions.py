"""What was done in one union is applied in another, through both unions, and each counts its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Entry
from sangkien.spreading import actions
from sangkien.spreading.models import Wish
from sangkien.spreading.queries import near, times_adopted, where_it_went
from sangkien.spreading.states import State
from sangkien.spreading.tests.spreading import CAME, SAID, adopted, agreed, asked
from tests.cast import NOW, TODAY, Cast


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestAsking:
    def test_goes_to_the_union_of_its_authors(self, cast: Cast) -> None:
        wish = asked(cast)

        assert (wish.unit.code, wish.owner.code, wish.state) == ("CS-HAEMIN", "CS-MAY-TIEN-THUAN", State.ASKED)

    def test_twice_is_once(self, cast: Cast) -> None:
        dossier = cast.valid()

        assert asked(cast, dossier) == asked(cast, dossier)

    def test_nobody_asks_for_their_own(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.ask(cast.valid(), **SAID, by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["own"]

    def test_says_where_and_whom_to_talk_to(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.ask(cast.valid(), where=" ", contact="", by=cast.actor("kim"), at=NOW)

        assert codes(no) == ["no_where", "no_contact"]

    def test_what_is_too_long_is_said_and_never_cut(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as of_asking:
            actions.ask(cast.valid(), **SAID | {"where": "a" * 201}, by=cast.actor("kim"), at=NOW)
        wish = asked(cast)
        with pytest.raises(NotPossible) as of_answering:
            actions.answer(wish, "a" * 501, agrees=True, by=cast.actor("mai"), at=NOW)
        with pytest.raises(NotPossible) as of_adopting:
            actions.adopt(agreed(cast), replace(CAME, effect="a" * 501), proof=None, by=cast.actor("kim"), at=NOW)

        assert codes(of_asking) == codes(of_answering) == codes(of_adopting) == ["text_long"]

    def test_what_nobody_may_read_is_not_asked_for(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.ask(cast.confirmed(), **SAID, by=cast.actor("kim"), at=NOW)


class TestAnswering:
    def test_is_for_the_owners_union_alone(self, cast: Cast) -> None:
        wish = asked(cast)

        for login in ("kim", "minh", "dong"):
            with pytest.raises(NotAllowed):
                actions.answer(wish, "Được", agrees=True, by=cast.actor(login), at=NOW)
        assert agreed_again(cast, wish).state == State.AGREED

    def test_a_refusal_says_why(self, cast: Cast) -> None:
        wish = asked(cast)

        with pytest.raises(NotPossible) as no:
            actions.answer(wish, " ", agrees=False, by=cast.actor("mai"), at=NOW)
        actions.answer(wish, "Đang đăng ký giải pháp hữu ích", agrees=False, by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["no_answer"]
        assert Wish.objects.get().state == State.REFUSED

    def test_who_was_refused_may_ask_again(self, cast: Cast) -> None:
        wish = asked(cast)
        actions.answer(wish, "Chưa tiện", agrees=False, by=cast.actor("mai"), at=NOW)

        assert asked(cast, wish.initiative).pk != wish.pk


class TestApplying:
    def test_is_written_down_with_its_own_benefit_and_adds_nothing_to_the_original(self, cast: Cast) -> None:
        wish = agreed(cast)
        counted = list(Entry.objects.order_by("pk").values())

        actions.adopt(wish, CAME, proof=None, by=cast.actor("kim"), at=NOW)

        assert cast.again(wish.initiative).benefit_vnd == 120_000_000
        assert list(Entry.objects.order_by("pk").values()) == counted
        (place,) = where_it_went(wish.initiative, on=TODAY)
        assert (place.name, place.adoption.benefit_vnd) == ("CĐCS Haemin Vina", 70_000_000)
        assert times_adopted([wish.initiative_id]) == {wish.initiative_id: 1}

    def test_needs_a_yes_first(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.adopt(asked(cast), CAME, proof=None, by=cast.actor("kim"), at=NOW)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"applied_on": None}, "no_day"),
            ({"applied_on": TODAY + timedelta(1)}, "future_day"),
            ({"effect": "…"}, "no_effect"),
            ({"benefit_vnd": 10**18}, "benefit"),
        ],
    )
    def test_says_what_is_missing(self, cast: Cast, changes: dict[str, object], code: str) -> None:
        with pytest.raises(NotPossible) as no:
            actions.adopt(agreed(cast), replace(CAME, **changes), proof=None, by=cast.actor("kim"), at=NOW)  # type: ignore[arg-type]

        assert codes(no) == [code]

    def test_is_written_down_once(self, cast: Cast) -> None:
        wish = adopted(cast).wish

        with pytest.raises(NotPossible):
            actions.adopt(wish, CAME, proof=None, by=cast.actor("kim"), at=NOW)

    def test_who_no_longer_wants_to_says_so(self, cast: Cast) -> None:
        assert actions.drop(agreed(cast), by=cast.actor("kim"), at=NOW).state == State.DROPPED


class TestNear:
    def test_are_the_smallest_of_ones_own_union_first(self, cast: Cast) -> None:
        for value in (300_000_000, 900_000, 50_000_000):
            cast.valid(benefit_vnd=value, title=f"Việc làm lợi {value}")

        found = near(cast.unit("CS-MAY-TIEN-THUAN").pk, None)

        assert [one.benefit_vnd for one in found] == [900_000, 50_000_000, 300_000_000]


def agreed_again(cast: Cast, wish: Wish) -> Wish:
    return actions.answer(wish, "Được", agrees=True, by=cast.actor("mai"), at=NOW)
