"""Councillors are told what waits for their sheet, once for all of it."""

from datetime import timedelta

import pytest

from sangkien.accounts.actions import vouch
from sangkien.councils import summoning
from sangkien.councils.models import Summons
from sangkien.councils.summoning import QUIET_FOR, summon
from sangkien.notices.models import Notice
from tests.cast import NOW, Cast
from tests.scoring import GOOD, sheet, with_a_council


@pytest.fixture
def council(cast: Cast) -> Cast:
    """Hoa has a number that her union vouches for, Quang has none of the kind."""
    with_a_council(cast)
    vouch(cast.person("hoa"), by=None, unit=None, at=NOW)
    return cast


class TestASummons:
    def test_is_one_message_for_all_that_waits(self, council: Cast) -> None:
        council.confirmed(), council.confirmed()

        assert summon(at=NOW) == 1

        told = Notice.objects.get(kind="to_score")
        assert (told.to, told.params) == (council.person("hoa").phone, {"name": "Bùi Thị Hoa", "waiting": "2"})
        assert Summons.objects.get().waiting == 2

    def test_comes_again_after_three_days_at_the_earliest(self, council: Cast) -> None:
        council.confirmed()

        moments = [NOW, NOW + QUIET_FOR - timedelta(minutes=1), NOW + QUIET_FOR]

        assert [summon(at=moment) for moment in moments] == [1, 0, 1]

    def test_is_not_for_what_was_scored_already_nor_for_nothing(self, council: Cast) -> None:
        assert summon(at=NOW) == 0
        sheet(council, council.confirmed(), "hoa", GOOD)

        assert summon(at=NOW) == 0

    def test_comes_through_where_those_before_have_scored_everything(
        self, council: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(summoning, "AT_ONCE", 1)
        council.councillor("yen")
        vouch(council.person("yen"), by=None, unit=None, at=NOW)
        sheet(council, council.confirmed(), "hoa", GOOD)

        assert summon(at=NOW) == 1
        assert Summons.objects.get().person == council.person("yen")
