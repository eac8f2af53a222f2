"""A council meets and votes: what counts, who is kept out, and when nothing is decided."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.base.text import fold
from sangkien.sittings import actions, keeping, meeting
from sangkien.sittings.models import Box, Cast, Council, Matter, Office, Purpose, Recusal, Seat, Sitting, Vote
from sangkien.sittings.queries import council_of, outcome_of, outcomes_of, seats, waiting
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.tests.holding import ALL_AGREE, SEATED, council, opened, planned, put, vote
from sangkien.sittings.thresholds import FOUR_FIFTHS, MORE_THAN_HALF, TWO_THIRDS, Base, Threshold, carried
from tests.cast import NOW, TODAY
from tests.cast import Cast as Province


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def test_nobody_votes_on_what_concerns_themselves_and_the_council_decides_without_them(cast: Province) -> None:
    """Bad input of the issue: voter with interest. Minh and Hoa are named; four of four others agree."""
    sitting = opened(cast)
    minh, hoa = cast.person("minh"), cast.person("hoa")
    matter = put(cast, sitting, parties=[minh.phone, fold(hoa.full_name)], threshold=FOUR_FIFTHS)

    for login in ("minh", "hoa"):
        with pytest.raises(NotAllowed):
            actions.cast(matter, "AGREE", by=cast.actor(login), at=NOW)
    vote(cast, matter, dong="AGREE", thao="AGREE", yen="AGREE", quang="AGREE")
    outcome = actions.close(matter, by=cast.actor("thao"), at=NOW)

    assert (outcome.seats, outcome.excluded, outcome.present, outcome.cast) == (4, 2, 4, 4)
    assert (outcome.counts, outcome.chosen, outcome.agreed) == ({"AGREE": 4, "DISAGREE": 0}, "AGREE", True)
    assert outcome_of("nomination", "1") == outcome
    assert outcomes_of("nomination", ["1", "2"]) == {"1": outcome}
    assert Record.objects.filter(verb="matter.close").latest("pk").after == {
        "counts": {"AGREE": 4, "DISAGREE": 0},
        "chosen": "AGREE",
    }


def test_without_a_quorum_nothing_is_decided(cast: Province) -> None:
    sitting = opened(cast)
    matter = put(cast, sitting)
    vote(cast, matter, dong="AGREE", thao="AGREE", minh="AGREE")

    with pytest.raises(NotPossible) as no:
        actions.close(matter, by=cast.actor("thao"), at=NOW)

    assert codes(no) == ["no_quorum"]
    assert "Mới có 3 phiếu. Cần ít nhất 2/3 trong 6 thành viên" in no.value.problems[0].text
    assert outcome_of("nomination", "1") is None and waiting("nomination", "1") == matter
    with pytest.raises(NotPossible) as no:
        meeting.close_sitting(sitting, by=cast.actor("thao"), at=NOW)
    assert codes(no) == ["still_listed"]
    actions.put_off(matter, reason="Chưa đủ số phiếu", by=cast.actor("thao"), at=NOW)
    assert meeting.close_sitting(sitting, by=cast.actor("thao"), at=NOW).state == State.CLOSED


def test_of_a_secret_vote_nothing_says_who_chose_what(cast: Province) -> None:
    matter = put(cast, opened(cast), secret=True, threshold=MORE_THAN_HALF)
    vote(cast, matter, yen="DISAGREE", dong="AGREE", thao="AGREE", quang="DISAGREE", hoa="AGREE", minh="AGREE")

    assert Box.objects.get(matter=matter).slips == ["AGREE"] * 4 + ["DISAGREE"] * 2
    assert {field.name for field in Cast._meta.fields} == {"id", "matter", "person", "at"}
    assert not Vote.objects.exists()
    assert all("AGREE" not in str(row.after) for row in Record.objects.filter(verb="matter.vote"))
    outcome = actions.close(matter, by=cast.actor("dong"), at=NOW)
    assert (outcome.counts, outcome.agreed) == ({"AGREE": 4, "DISAGREE": 2}, True)


def test_a_vote_is_given_once_by_who_is_there(cast: Province) -> None:
    sitting = opened(cast, present=["dong", "minh"])
    matter = put(cast, sitting)
    with pytest.raises(NotPossible) as no:
        actions.cast(matter, "AGREE", by=cast.actor("yen"), at=NOW)
    assert codes(no) == ["absent"]

    meeting.come(sitting, cast.person("yen"), by=cast.actor("yen"), at=NOW)
    with pytest.raises(NotPossible) as no:
        actions.cast(matter, "MAYBE", by=cast.actor("yen"), at=NOW)
    assert codes(no) == ["no_choice"]
    actions.cast(matter, "AGREE", by=cast.actor("yen"), at=NOW)
    with pytest.raises(NotPossible) as no:
        actions.cast(matter, "DISAGREE", by=cast.actor("yen"), at=NOW)
    assert codes(no) == ["voted"]

    meeting.leave(sitting, cast.person("minh"), by=cast.actor("thao"), at=NOW)
    with pytest.raises(NotPossible):
        actions.cast(matter, "AGREE", by=cast.actor("minh"), at=NOW)
    meeting.come(sitting, cast.person("minh"), by=cast.actor("minh"), at=NOW)
    actions.cast(matter, "AGREE", by=cast.actor("minh"), at=NOW)
    for login in ("lan", "kim", "ha"):
        with pytest.raises(NotAllowed):
            actions.cast(matter, "AGREE", by=cast.actor(login), at=NOW)


def test_whoever_says_that_they_have_an_interest_is_out_and_leads_no_vote_on_it(cast: Province) -> None:
    matter = put(cast, opened(cast))
    actions.recuse(matter, cast.person("thao"), reason="Là em gái của tác giả", by=cast.actor("thao"), at=NOW)

    vote(cast, matter, **{who: "AGREE" for who in SEATED if who != "thao"})
    for verb in (
        lambda by: actions.cast(matter, "AGREE", by=by, at=NOW),
        lambda by: actions.close(matter, by=by, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb(cast.actor("thao"))
    with pytest.raises(NotPossible) as no:
        actions.recuse(matter, cast.person("yen"), reason="Cùng cơ quan", by=cast.actor("dong"), at=NOW)
    assert codes(no) == ["voted"]
    with pytest.raises(NotAllowed):
        actions.recuse(matter, cast.person("yen"), reason="Cùng cơ quan", by=cast.actor("hoa"), at=NOW)
    assert actions.close(matter, by=cast.actor("dong"), at=NOW).excluded == 1


def test_a_member_who_gets_a_seat_later_is_kept_out_as_well(cast: Province) -> None:
    here = council(cast)
    sitting = planned(cast, here)
    kim = cast.person("kim")
    matter = put(cast, sitting, parties=[kim.phone])
    keeping.seat(here, kim, office=Office.MEMBER, since=TODAY, by=cast.actor("dong"), at=NOW)

    meeting.open_sitting(sitting, by=cast.actor("thao"), at=NOW)
    meeting.come(sitting, kim, by=cast.actor("thao"), at=NOW)

    assert Recusal.objects.get(matter=matter).person == kim


def test_only_who_leads_puts_opens_and_closes(cast: Province) -> None:
    sitting = opened(cast)
    matter = put(cast, sitting)
    vote(cast, matter, **ALL_AGREE)
    verbs: list[Callable[[Any], object]] = [
        lambda by: put_by(sitting, by),
        lambda by: actions.close(matter, by=by, at=NOW),
        lambda by: meeting.close_sitting(sitting, by=by, at=NOW),
        lambda by: meeting.leave(sitting, cast.person("yen"), by=by, at=NOW),
        lambda by: actions.put_off(matter, reason="Chưa rõ", by=by, at=NOW),
    ]
    for verb in verbs:
        for login in ("hoa", "lan", "ha"):
            with pytest.raises(NotAllowed):
                verb(cast.actor(login))


def put_by(sitting: Sitting, by: Any) -> Matter:
    return actions.put_on_agenda(sitting, title="Nội dung khác", by=by, at=NOW)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, ["no_title"]),
        ({"title": "x" * 401}, ["text_long"]),
        ({"choices": [("AGREE", "Đồng ý")]}, ["no_choices"]),
        ({"choices": [("A", "Tổ 1"), ("A", "Tổ 2")]}, ["no_choices"]),
        ({"threshold": Threshold(4, 3)}, ["no_share"]),
        ({"threshold": Threshold(0, 3)}, ["no_share"]),
    ],
)
def test_says_what_is_missing_in_a_matter(cast: Province, given: dict[str, Any], said: list[str]) -> None:
    with pytest.raises(NotPossible) as no:
        put(cast, planned(cast), **given)
    assert codes(no) == said


def test_a_thing_is_on_one_agenda_at_a_time_and_comes_back_once_it_is_put_off(cast: Province) -> None:
    here = council(cast)
    first, second = planned(cast, here), planned(cast, here)
    put(cast, first)
    with pytest.raises(NotPossible) as no:
        put(cast, second)
    assert codes(no) == ["listed"]

    meeting.call_off(first, reason="Trùng lịch họp của tỉnh", by=cast.actor("thao"), at=NOW)

    again = put(cast, second)
    assert [matter.state for matter in Matter.objects.order_by("pk")] == [MatterState.PUT_OFF, MatterState.LISTED]
    assert (first.number, second.number, again.position) == (1, 2, 1)
    with pytest.raises(NotPossible):
        put(cast, Sitting.objects.get(pk=first.pk), key="2")


def test_a_sitting_is_opened_on_its_day(cast: Province) -> None:
    sitting = planned(cast)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(NotPossible) as no:
        meeting.move(sitting, day=TODAY - timedelta(days=1), place="", by=cast.actor("thao"), at=NOW)
    assert codes(no) == ["past", "no_place"]
    meeting.move(sitting, day=tomorrow, place="Họp trực tuyến", by=cast.actor("thao"), at=NOW)
    with pytest.raises(NotPossible) as no:
        meeting.open_sitting(sitting, by=cast.actor("thao"), at=NOW)
    assert codes(no) == ["another_day"]
    meeting.open_sitting(sitting, by=cast.actor("thao", on=tomorrow), at=NOW + timedelta(days=1))
    with pytest.raises(NotPossible) as no:
        meeting.come(sitting, cast.person("kim"), by=cast.actor("thao", on=tomorrow), at=NOW + timedelta(days=1))
    assert codes(no) == ["no_seat"]


class TestKeeping:
    def test_a_union_has_one_council_of_each_purpose_and_it_one_chair(self, cast: Province) -> None:
        dong = cast.actor("dong")
        unit, since = cast.unit("CD-KCN"), TODAY
        with pytest.raises(NotPossible) as no:
            keeping.set_up(unit, purpose=Purpose.INITIATIVES, decision=" ", since=since, by=dong, at=NOW)
        assert codes(no) == ["no_decision"]
        here = keeping.set_up(unit, purpose=Purpose.INITIATIVES, decision="QĐ 1", since=since, by=dong, at=NOW)
        keeping.seat(here, cast.person("hoa"), office=Office.CHAIR, since=since, by=dong, at=NOW)
        for login, office, said in [("quang", Office.CHAIR, "chaired"), ("hoa", Office.MEMBER, "seated")]:
            with pytest.raises(NotPossible) as no:
                keeping.seat(here, cast.person(login), office=office, since=since, by=dong, at=NOW)
            assert codes(no) == [said]
        with pytest.raises(NotPossible) as no:
            keeping.set_up(unit, purpose=Purpose.INITIATIVES, decision="QĐ 2", since=since, by=dong, at=NOW)
        assert codes(no) == ["council_there"]
        for login in ("minh", "thao", "mai"):
            with pytest.raises(NotAllowed):
                keeping.seat(here, cast.person("yen"), office=Office.MEMBER, since=since, by=cast.actor(login), at=NOW)

    def test_whoever_has_left_neither_sees_the_council_nor_votes(self, cast: Province) -> None:
        here = council(cast)
        keeping.unseat(Seat.objects.get(person=cast.person("hoa")), on=TODAY, by=cast.actor("dong"), at=NOW)

        sitting = opened(cast, here, present=["dong"])

        assert [seat.person.username for seat in seats(sitting)] == ["dong", "thao", "yen", "minh", "quang"]
        with pytest.raises(NotAllowed):
            actions.cast(put(cast, sitting), "AGREE", by=cast.actor("hoa"), at=NOW)

    def test_nothing_ends_behind_what_took_place(self, cast: Province) -> None:
        here = council(cast)
        opened(cast, here)
        for verb in (
            lambda: keeping.dissolve(here, on=TODAY, by=cast.actor("dong"), at=NOW),
            lambda: keeping.unseat(here.seats.first(), on=TODAY, by=cast.actor("dong"), at=NOW),
        ):
            with pytest.raises(NotPossible) as no:
                verb()
            assert codes(no) == ["sits_later"]

        keeping.dissolve(here, on=TODAY + timedelta(days=1), by=cast.actor("dong"), at=NOW)

        assert {row.valid.upper for row in (here.seats.all(), Council.objects.all()) for row in row} == {
            TODAY + timedelta(days=1)
        }
        assert council_of(here.unit_id, Purpose.EMULATION).get() == here


@pytest.mark.parametrize(
    ("counts", "threshold", "of", "chosen"),
    [
        ({"A": 4, "D": 2}, TWO_THIRDS, 6, "A"),
        ({"A": 4, "D": 3}, TWO_THIRDS, 7, ""),
        ({"A": 3, "D": 3}, Threshold(1, 2), 6, ""),  # as many for as against: nothing is carried
        ({"A": 3, "D": 2}, MORE_THAN_HALF, 6, ""),
        ({"A": 2, "D": 4}, TWO_THIRDS, 6, "D"),
        ({"A": 4, "D": 1}, FOUR_FIFTHS, 5, "A"),
        ({"A": 0, "D": 0}, Threshold(1, 9), 0, ""),
        ({"A": 79, "D": 21}, FOUR_FIFTHS, 100, ""),
    ],
)
def test_a_choice_carries_exactly_from_its_share_on(
    counts: dict[str, int], threshold: Threshold, of: int, chosen: str
) -> None:
    assert carried(counts, threshold, of=of) == chosen


def test_a_threshold_reads_as_it_is_written_in_regulations() -> None:
    assert str(TWO_THIRDS) == "từ 2/3 số thành viên hội đồng trở lên"
    assert str(MORE_THAN_HALF) == "quá 50 % số thành viên hội đồng"
    assert str(Threshold(80, 100, Base.PRESENT)) == "từ 80 % số thành viên dự họp trở lên"


@given(st.lists(st.sampled_from("ABC"), max_size=30), st.integers(1, 10), st.integers(1, 10), st.randoms())
@settings(max_examples=200)
def test_the_order_in_which_votes_come_changes_nothing(slips: list[str], num: int, den: int, by: Any) -> None:
    shuffled = by.sample(slips, len(slips))
    threshold = Threshold(min(num, den), max(num, den))
    told = [
        carried({c: votes.count(c) for c in order}, threshold, of=len(slips))
        for votes, order in [(slips, "ABC"), (shuffled, "CBA")]
    ]
    assert told[0] == told[1]
    assert not told[0] or slips.count(told[0]) * threshold.den >= len(slips) * threshold.num
