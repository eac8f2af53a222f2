"""What the database refuses about councils, whoever asks."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.sittings import actions, keeping
from sangkien.sittings.models import (
    AgendaNotice,
    Box,
    Council,
    Matter,
    Office,
    Outcome,
    Presence,
    Purpose,
    Recusal,
    Seat,
    Sitting,
)
from sangkien.sittings.models import Cast as CastSlip
from sangkien.sittings.models import Vote as VoteGiven
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.tests.holding import ALL_AGREE, council, opened, planned, put, vote
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried

SINCE = date(2022, 1, 1)
TRIED = {
    "purpose_of_a_council_is_known",
    "a_council_names_its_decision",
    "a_council_lasts_at_least_a_day",
    "a_council_begins_on_a_day",
    "a_quorum_is_at_least_half_of_the_seats",
    "a_union_has_one_council_of_a_purpose_on_any_day",
    "office_of_a_seat_is_known",
    "a_seat_lasts_at_least_a_day",
    "a_seat_begins_on_a_day",
    "a_person_has_one_seat_in_a_council_on_any_day",
    "a_council_has_one_chair_on_any_day",
    "a_seat_lasts_no_longer_than_its_council",
    "a_council_lasts_as_long_as_its_seats",
    "a_number_of_a_sitting_is_given_once",
    "a_sitting_has_a_place",
    "only_a_sitting_that_does_not_take_place_says_why",
    "a_sitting_is_opened_before_it_is_closed",
    "a_sitting_goes_its_way",
    "a_member_comes_once_to_a_sitting",
    "nobody_leaves_before_they_came",
    "only_members_of_the_day_come",
    "a_place_on_an_agenda_is_taken_once",
    "a_thing_is_on_one_agenda_at_a_time",
    "state_of_a_matter_is_known",
    "a_matter_has_a_title",
    "a_kind_goes_with_a_key",
    "there_are_choices",
    "a_threshold_is_a_share",
    "only_what_is_put_off_says_why",
    "a_matter_stays_as_it_was_put",
    "matters_stay",
    "a_member_is_kept_out_of_a_matter_once",
    "nobody_is_kept_out_after_they_voted",
    "recusals_are_append_only",
    "a_member_votes_once_on_a_matter",
    "a_vote_is_given_while_the_sitting_votes",
    "votes_are_append_only",
    "a_member_casts_one_slip_on_a_matter",
    "a_slip_is_cast_while_the_sitting_votes",
    "casts_are_append_only",
    "a_box_gains_one_slip_at_a_time",
    "a_box_holds_what_was_cast",
    "a_slip_lies_in_its_box",
    "boxes_stay",
    "an_outcome_is_what_was_voted",
    "outcomes_are_append_only",
    "an_agenda_of_a_day_is_told_once",
}


def test_everything_that_is_promised_is_tried(db: None) -> None:
    assert untried("sittings", TRIED) == set()


def test_a_council_and_its_seats_have_days(cast: Cast) -> None:
    here = council(cast)
    unit, kim = cast.unit("CD-KCN"), cast.person("kim")

    def another(**given: Any) -> None:
        said = {"unit": unit, "purpose": Purpose.EMULATION, "decision": "QĐ 1", "valid": DateRange(SINCE, None)}
        Council.objects.create(**said | given)

    def seat(**given: Any) -> None:
        said = {"council": here, "person": kim, "office": Office.MEMBER, "valid": DateRange(TODAY, None)}
        Seat.objects.create(**said | given)

    for rule, given in [
        ("purpose_of_a_council_is_known", {"purpose": "OTHER"}),
        ("a_council_names_its_decision", {"decision": ""}),
        ("a_council_lasts_at_least_a_day", {"valid": DateRange(empty=True)}),
        ("a_council_begins_on_a_day", {"valid": DateRange(None, TODAY)}),
        ("a_quorum_is_at_least_half_of_the_seats", {"quorum_num": 1}),
        ("a_union_has_one_council_of_a_purpose_on_any_day", {"unit": here.unit}),
    ]:
        with refused(rule):
            another(**given)
    for rule, given in [
        ("office_of_a_seat_is_known", {"office": "KING"}),
        ("a_seat_lasts_at_least_a_day", {"valid": DateRange(empty=True)}),
        ("a_seat_begins_on_a_day", {"valid": DateRange(None, TODAY)}),
        ("a_person_has_one_seat_in_a_council_on_any_day", {"person": cast.person("hoa")}),
        ("a_council_has_one_chair_on_any_day", {"office": Office.CHAIR}),
        ("a_seat_lasts_no_longer_than_its_council", {"valid": DateRange(SINCE - timedelta(days=1), None)}),
    ]:
        with refused(rule):
            seat(**given)
    with refused("a_seat_lasts_no_longer_than_its_council"):  # a_council_lasts_as_long_as_its_seats
        Council.objects.update(valid=DateRange(SINCE, TODAY))


def test_a_sitting_goes_its_way_and_only_members_come(cast: Cast) -> None:
    here = council(cast)
    sitting = planned(cast, here)
    rows = Sitting.objects.filter(pk=sitting.pk)
    for rule, given in [
        ("a_sitting_has_a_place", {"place": ""}),
        ("a_sitting_goes_its_way", {"state": State.CLOSED, "opened_at": NOW, "closed_at": NOW}),
        ("a_sitting_goes_its_way", {"number": 7}),
        ("only_a_sitting_that_does_not_take_place_says_why", {"reason": "Bão"}),
        ("a_sitting_is_opened_before_it_is_closed", {"state": State.OPEN}),
    ]:
        with refused(rule):
            rows.update(**given)
    with refused("a_sitting_is_opened_before_it_is_closed"):
        Sitting.objects.create(council=here, number=2, day=TODAY, place="A", state="SOON")
    with refused("a_number_of_a_sitting_is_given_once"):
        Sitting.objects.create(council=here, number=1, day=TODAY, place="A")
    came: dict[str, Any] = {"sitting": sitting, "came_at": NOW, "by": cast.person("thao")}
    with refused("only_members_of_the_day_come"):
        Presence.objects.create(person=cast.person("hoa"), **came)
    rows.update(state=State.OPEN, opened_at=NOW)
    with refused("only_members_of_the_day_come"):
        Presence.objects.create(person=cast.person("kim"), **came)
    Presence.objects.create(person=cast.person("hoa"), **came)
    with refused("a_member_comes_once_to_a_sitting"):
        Presence.objects.create(person=cast.person("hoa"), **came)
    with refused("nobody_leaves_before_they_came"):
        Presence.objects.update(left_at=NOW - timedelta(minutes=1))
    put(cast, sitting)
    with refused("a_sitting_that_is_over_leaves_nothing_open"):
        rows.update(state=State.CLOSED, closed_at=NOW)


def test_a_matter_stays_as_it_was_put(cast: Cast) -> None:
    here = council(cast)
    sitting = opened(cast, here)
    matter = put(cast, sitting)

    def another(**given: Any) -> None:
        said: dict[str, Any] = {
            "sitting": sitting,
            "position": 2,
            "title": "Nội dung",
            "choices": [["A", "A"], ["B", "B"]],
            "secret": False,
            "num": 1,
            "den": 2,
            "base": "SEATS",
            "more": False,
            "by": cast.person("thao"),
            "at": NOW,
        }
        Matter.objects.create(**said | given)

    for rule, given in [
        ("a_place_on_an_agenda_is_taken_once", {"position": 1}),
        ("a_thing_is_on_one_agenda_at_a_time", {"kind": "nomination", "key": "1"}),
        ("a_matter_has_a_title", {"title": ""}),
        ("a_kind_goes_with_a_key", {"kind": "nomination"}),
        ("there_are_choices", {"choices": [["A", "A"]]}),
        ("a_threshold_is_a_share", {"num": 3}),
        ("a_threshold_is_a_share", {"base": "ALL"}),
        ("only_what_is_put_off_says_why", {"put_off_for": "Bão"}),
        ("a_sitting_that_is_over_leaves_nothing_open", {"state": MatterState.PUT_OFF, "put_off_for": "Bão"}),
    ]:
        with refused(rule):
            another(**given)
    rows = Matter.objects.filter(pk=matter.pk)
    for rule, given in [
        ("a_matter_stays_as_it_was_put", {"parties": []}),
        ("a_matter_stays_as_it_was_put", {"secret": True}),
        ("what_is_decided_has_an_outcome", {"state": MatterState.DECIDED}),
        ("state_of_a_matter_is_known", {"state": "SOON"}),
    ]:
        with refused(rule):
            rows.update(title="Nội dung khác", **given) if "stays" in rule else rows.update(**given)
    with refused("sittings_matter is append-only"):  # matters_stay
        rows.delete()


def test_no_ballot_from_whoever_has_no_seat_an_interest_or_is_not_there(cast: Cast) -> None:
    here = council(cast)
    sitting = opened(cast, here, present=["dong", "minh", "yen"])
    matter = put(cast, sitting, parties=[cast.person("yen").phone])
    secret = put(cast, sitting, key="2", secret=True)

    def voted(login: str, choice: str = "AGREE", on: Matter = matter) -> None:
        VoteGiven.objects.create(matter=on, person=cast.person(login), choice=choice, at=NOW)

    for rule, login in [
        ("nobody_votes_on_their_own_or_without_a_seat", "kim"),
        ("nobody_votes_on_their_own_or_without_a_seat", "yen"),
        ("only_who_is_there_votes", "hoa"),
    ]:
        with refused(rule):
            voted(login)
    with refused("a_vote_is_for_one_of_the_choices"):
        voted("minh", "MAYBE")
    with refused("a_vote_is_given_while_the_sitting_votes"):
        voted("minh", on=secret)
    voted("minh")
    with refused("a_member_votes_once_on_a_matter"):
        voted("minh")
    with refused("sittings_vote is append-only"):  # votes_are_append_only
        VoteGiven.objects.update(choice="DISAGREE")

    said: dict[str, Any] = {"matter": matter, "by": cast.person("dong"), "at": NOW}
    with refused("nobody_is_kept_out_after_they_voted"):
        Recusal.objects.create(person=cast.person("minh"), **said)
    with refused("a_member_is_kept_out_of_a_matter_once"):
        Recusal.objects.create(person=cast.person("yen"), **said)
    with refused("sittings_recusal is append-only"):  # recusals_are_append_only
        Recusal.objects.all().delete()


def test_a_box_holds_what_was_cast_and_no_order(cast: Cast) -> None:
    matter = put(cast, opened(cast), secret=True)
    open_one = put(cast, matter.sitting, key="2")
    thrown = {"matter": matter, "at": NOW}
    with refused("a_vote_is_given_while_the_sitting_votes"):  # a_slip_is_cast_while_the_sitting_votes
        CastSlip.objects.create(matter=open_one, person=cast.person("minh"), at=NOW)
    with refused("a_box_holds_what_was_cast"):  # a_slip_lies_in_its_box
        CastSlip.objects.create(person=cast.person("minh"), **thrown)
    with refused("a_box_holds_what_was_cast"):
        Box.objects.update(slips=["AGREE"])
    vote(cast, matter, minh="DISAGREE", yen="AGREE")
    with refused("a_member_casts_one_slip_on_a_matter"):
        CastSlip.objects.create(person=cast.person("minh"), **thrown)
    for slips in (
        ["DISAGREE", "AGREE", "AGREE"],
        ["AGREE", "AGREE", "AGREE"],
        ["AGREE", "DISAGREE"],
        ["AGREE", "DISAGREE", "OTHER"],
    ):
        with refused("a_box_gains_one_slip_at_a_time"):
            Box.objects.update(slips=slips)
    with refused("sittings_box is append-only"):  # boxes_stay
        Box.objects.all().delete()
    with refused("sittings_cast is append-only"):  # casts_are_append_only
        CastSlip.objects.all().delete()


def test_the_database_counts_by_itself(cast: Cast) -> None:
    matter = put(cast, opened(cast), secret=True)
    told: dict[str, Any] = {
        "matter": matter,
        "seats": 6,
        "excluded": 0,
        "present": 6,
        "cast": 6,
        "counts": {"AGREE": 6, "DISAGREE": 0},
        "chosen": "AGREE",
        "by": cast.person("thao"),
        "at": NOW,
    }
    with refused("no_outcome_without_a_quorum"):
        Outcome.objects.create(**told)
    vote(cast, matter, **ALL_AGREE)
    for wrong in (
        {"seats": 7},
        {"counts": {"AGREE": 5, "DISAGREE": 1}},
        {"chosen": "DISAGREE"},
        {"chosen": ""},
        {"by": cast.person("kim")},
    ):
        with refused("an_outcome_is_what_was_voted"):
            Outcome.objects.create(**told | wrong)

    actions.close(matter, by=cast.actor("thao"), at=NOW)

    with refused("sittings_outcome is append-only"):  # outcomes_are_append_only
        Outcome.objects.update(chosen="")
    with refused("a_vote_is_given_while_the_sitting_votes"):
        CastSlip.objects.create(matter=matter, person=cast.person("minh"), at=NOW)
    keeping.unseat(Seat.objects.get(person=cast.person("hoa")), on=TODAY + timedelta(days=1), by=None, at=NOW)


def test_an_agenda_is_told_once_for_a_day(cast: Cast) -> None:
    sitting = planned(cast)
    AgendaNotice.objects.create(sitting=sitting, day=TODAY, at=NOW)
    with refused("an_agenda_of_a_day_is_told_once"):
        AgendaNotice.objects.create(sitting=sitting, day=TODAY, at=NOW)
