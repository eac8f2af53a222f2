"""The council votes on a round: on the list, and apart on who is not agreed about."""

from collections.abc import Callable

import pytest

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.grading import actions, voting
from sangkien.grading.models import Round, Score
from sangkien.grading.queries import tabled as standing
from sangkien.grading.rules import Entered
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.holding import (
    UNITS,
    apart,
    at_the_council,
    gave,
    moved,
    proposed,
    sheet_of,
    sitting,
    tabled,
    voted,
)
from sangkien.sittings import actions as sittings
from sangkien.sittings.models import Matter, Outcome
from sangkien.sittings.states import MatterState
from tests.cast import NOW, Cast


def refuses(do: Callable[[], object]) -> list[str]:
    with pytest.raises(NotPossible) as no:
        do()
    return [problem.code for problem in no.value.problems]


def put_off(cast: Cast, matter: Matter) -> Matter:
    return sittings.put_off(matter, reason="Xem lại điểm", by=cast.actor("ngoc"), at=NOW)


def test_a_council_votes_once_on_the_list_and_apart_on_the_union_it_does_not_agree_about(cast: Cast) -> None:
    one, today = proposed(cast), sitting(cast)
    listed = tabled(cast, one, today)

    zones = apart(cast, one, "CD-KCN", today)

    listed.refresh_from_db()
    [again] = Matter.objects.filter(state=MatterState.LISTED).exclude(pk=zones.pk)
    assert (listed.state, listed.put_off_for) == (MatterState.PUT_OFF, "Tách CĐ Các KCN ra biểu quyết riêng")
    assert again.title == "Xếp loại giai đoạn 1: 2 đơn vị"
    assert zones.title == "Xếp loại giai đoạn 1: Công đoàn Các khu công nghiệp tỉnh Ninh Thuận"
    # Minh has an interest in the zones alone, Thảo in the list: each votes on the other.
    voted(cast, zones, voices=["dong", "ngoc", "ha", "thao"])
    voted(cast, again, voices=["dong", "ngoc", "ha", "minh"])
    assert [*Outcome.objects.order_by("pk").values_list("seats", "excluded", "cast")] == [(4, 1, 4), (4, 1, 4)]
    assert moved(cast, one, State.APPEAL).state == State.APPEAL


@pytest.mark.parametrize("who", ["minh", "thao"])
def test_who_has_an_office_in_a_union_on_the_list_has_no_voice_in_it(cast: Cast, who: str) -> None:
    matter = tabled(cast, proposed(cast))

    with pytest.raises(NotAllowed):
        sittings.cast(matter, "AGREE", by=cast.actor(who), at=NOW)

    assert {row.person.username for row in matter.recusals.all()} == {"minh", "thao"}


def test_too_few_decide_nothing(cast: Cast) -> None:
    one = proposed(cast)
    matter = tabled(cast, one)

    assert refuses(lambda: voted(cast, matter, voices=["dong"])) == ["no_quorum"]
    assert refuses(lambda: moved(cast, one, State.APPEAL)) == ["no_vote"]
    assert not Outcome.objects.exists()


class TestWhatIsVotedOn:
    def test_is_complete(self, cast: Cast) -> None:
        one = at_the_council(cast)

        assert refuses(lambda: tabled(cast, one)) == ["unscored"]

    def test_stays_until_it_is_put_off(self, cast: Cast) -> None:
        one = proposed(cast)
        matter = tabled(cast, one)
        ours = {"cham-lo": Entered(30_00, "Thiếu minh chứng")}

        def change() -> list[Score]:
            return actions.score(sheet_of(one, "CD-KCN"), Stage.COUNCIL, ours, by=cast.actor("dong"), at=NOW)

        assert refuses(change) == ["before_the_council"]
        put_off(cast, matter)
        assert [score.points for score in change()] == [30_00]

    def test_stays_once_the_council_agreed(self, cast: Cast) -> None:
        one = proposed(cast)
        voted(cast, tabled(cast, one))

        assert refuses(lambda: gave(cast, one, Stage.COUNCIL, "CD-KCN", by="dong")) == ["before_the_council"]
        assert refuses(lambda: actions.agree(one, by=cast.actor("dong"), at=NOW)) == ["nothing"]

    def test_that_was_voted_down_is_scored_and_voted_on_again(self, cast: Cast) -> None:
        one = proposed(cast)
        voted(cast, tabled(cast, one), "DISAGREE")
        assert refuses(lambda: moved(cast, one, State.APPEAL)) == ["no_vote"]

        gave(cast, one, Stage.COUNCIL, "CD-KCN", by="dong")
        voted(cast, tabled(cast, one))

        assert moved(cast, one, State.APPEAL).state == State.APPEAL

    def test_is_on_one_agenda_at_a_time(self, cast: Cast) -> None:
        one, today = proposed(cast), sitting(cast)
        tabled(cast, one, today)

        assert refuses(lambda: tabled(cast, one, today)) == ["nothing"]
        apart(cast, one, "CD-KCN", today)
        assert refuses(lambda: apart(cast, one, "CD-KCN", today)) == ["apart"]

    def test_is_agreed_to_once(self, cast: Cast) -> None:
        one, today = proposed(cast), sitting(cast)
        voted(cast, tabled(cast, one, today))

        assert refuses(lambda: apart(cast, one, "CD-KCN", today)) == ["agreed"]
        assert refuses(lambda: tabled(cast, one, today)) == ["nothing"]


def test_a_round_that_went_back_comes_before_the_council_anew(cast: Cast) -> None:
    one, today = proposed(cast), sitting(cast)
    matter = tabled(cast, one, today)
    assert refuses(lambda: moved(cast, one, State.REVIEW, note="Xem lại")) == ["listed"]
    voted(cast, matter)
    moved(cast, one, State.REVIEW, note="Xem lại")

    moved(cast, one, State.COUNCIL)

    assert standing(one) == {}
    assert refuses(lambda: moved(cast, one, State.APPEAL)) == ["no_vote"]
    voted(cast, tabled(cast, one, today))
    assert len(standing(one)) == len(UNITS)


def test_another_union_s_council_and_whoever_does_not_lead_put_nothing_on_the_agenda(cast: Cast) -> None:
    one, today = proposed(cast), sitting(cast)

    with pytest.raises(NotAllowed):
        voting.table(one, today, by=cast.actor("minh"), at=NOW)
    Round.objects.filter(pk=one.pk).update(state=State.REVIEW)
    assert refuses(lambda: tabled(cast, one, today)) == ["wrong_moment"]
