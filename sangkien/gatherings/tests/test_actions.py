"""Holding an update day, changing it, calling it off, counting who comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from sangkien.accounts.models import Role
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.gatherings.actions import cancel, change, hold, note_scan, note_start
from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.gatherings.queries import number_of, workplace_of
from sangkien.gatherings.rules import Details, opens
from sangkien.gatherings.tests.holding import DURING, EVENING, MORNING, PIN, details, held
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Campaign, CampaignKind
from sangkien.programmes.rules import possible_parents
from sangkien.programmes.spec import read
from tests.cast import CATALOGUE, TODAY, Cast


def test_the_letter_asks_unions_to_hold_update_days_within_workers_month(cast: Cast) -> None:
    """ "…hoặc tổ chức “Ngày hội cập nhật sáng kiến” lồng ghép vào các hoạt động nhân Tháng công nhân năm 2022."""
    day = held(cast)

    campaign = day.campaign
    assert campaign.kind == CampaignKind.UPDATE_DAY
    assert campaign.parent is not None and campaign.parent.title == "Tháng Công nhân 2022"
    assert campaign.organiser == cast.unit("CS-MAY-TIEN-THUAN")
    assert campaign.name == "Ngày hội cập nhật sáng kiến CĐCS May Tiến Thuận"
    assert campaign.last_day == day.day == MORNING.date()
    assert Record.objects.get(verb="update_day.hold").unit_id == campaign.organiser_id


class TestHolding:
    def test_a_superior_holds_one_for_all_its_unions(self, cast: Cast) -> None:
        day = held(cast, by="minh", unit="CD-KCN")

        assert workplace_of(day, on=TODAY) is None

    def test_workers_of_the_union_that_holds_it_need_not_look_for_theirs(self, cast: Cast) -> None:
        found = workplace_of(held(cast), on=TODAY)

        assert found is not None and found.name == "Công đoàn cơ sở Công ty TNHH May Tiến Thuận"

    @pytest.mark.parametrize(
        ("login", "unit"),
        [("lan", "CS-MAY-TIEN-THUAN"), ("kim", "CS-MAY-TIEN-THUAN"), ("minh", "CS-MAY-TIEN-THUAN"), ("ha", "TLD")],
    )
    def test_nobody_holds_one_for_another_union(self, cast: Cast, login: str, unit: str) -> None:
        with pytest.raises(NotAllowed):
            held(cast, by=login, unit=unit)

    def test_what_is_missing_is_said_all_at_once(self, cast: Cast) -> None:
        nothing = Details(parent=None, place="", starts_at=None, ends_at=None, goal=0)

        with pytest.raises(NotPossible) as no:
            held(cast, **{name: getattr(nothing, name) for name in ("parent", "place", "starts_at", "ends_at", "goal")})

        assert [problem.field for problem in no.value.problems] == ["place", "day", "parent", "goal"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"ends_at": MORNING}, "ends_too_early"),
            ({"ends_at": EVENING + timedelta(days=1)}, "ends_too_early"),
            ({"starts_at": MORNING - timedelta(days=5), "ends_at": EVENING - timedelta(days=5)}, "over"),
            ({"starts_at": MORNING + timedelta(days=12), "ends_at": EVENING + timedelta(days=12)}, "outside_campaign"),
            ({"place": "x" * 201}, "long_place"),
            ({"contact": "x" * 201}, "long_contact"),
            ({"goal": 1_000_001}, "far_goal"),
        ],
    )
    def test_a_plan_that_cannot_be(self, cast: Cast, changes: dict[str, object], code: str) -> None:
        with pytest.raises(NotPossible) as no:
            held(cast, **changes)

        assert [problem.code for problem in no.value.problems] == [code]

    def test_only_in_a_campaign_that_is_meant_for_the_union(self, cast: Cast) -> None:
        month = Campaign.objects.get(code="TCN2022")
        month.organiser = cast.unit("LDLD-NINH-PHUOC")
        month.save()

        assert [c.code for c in possible_parents(cast.unit("CS-MAY-TIEN-THUAN"), on=TODAY)] == ["CD40N"]
        with pytest.raises(NotPossible):
            held(cast, parent=month)

    def test_an_update_day_holds_no_other(self, cast: Cast) -> None:
        day = held(cast)

        assert day.campaign not in possible_parents(day.campaign.organiser, on=TODAY)

    @pytest.mark.parametrize("pin", ["", "123", "123456789", "0000", "12a4", "١٢٣٤"])
    def test_a_pin_is_four_to_eight_digits(self, cast: Cast, pin: str) -> None:
        with pytest.raises(NotPossible) as no:
            hold(cast.unit("CS-MAY-TIEN-THUAN"), details(), pin=pin, by=cast.actor("mai"), at=cast.now)

        assert [problem.field for problem in no.value.problems] == ["pin"]

    def test_the_pin_is_kept_as_a_hash_and_in_no_log(self, cast: Cast) -> None:
        day = held(cast)

        assert PIN not in day.pin and opens(day, PIN) and not opens(day, "2706")
        assert "pin" not in Record.objects.get(verb="update_day.hold").after


class TestChanging:
    def test_another_day_moves_the_campaign_along(self, cast: Cast) -> None:
        day = held(cast)
        later = details(starts_at=MORNING + timedelta(days=4), ends_at=EVENING + timedelta(days=4), place="Sân trường")

        change(day, later, seen=1, by=cast.actor("mai"), at=cast.now)

        again = UpdateDay.objects.select_related("campaign").get()
        assert (again.place, again.version, again.code) == ("Sân trường", 2, day.code)
        assert again.campaign.window.lower == again.day == MORNING.date() + timedelta(days=4)
        assert opens(again, PIN)

    def test_a_new_pin_replaces_the_old(self, cast: Cast) -> None:
        day = change(held(cast), details(), seen=1, pin="4412", by=cast.actor("mai"), at=cast.now)

        assert opens(day, "4412") and not opens(day, PIN)
        assert Record.objects.get(verb="update_day.change").after["pin"] == "changed"

    def test_of_two_people_at_once_the_second_is_told(self, cast: Cast) -> None:
        day = held(cast)
        change(day, details(goal=80), seen=1, by=cast.actor("mai"), at=cast.now)

        with pytest.raises(Stale):
            change(day, details(goal=90), seen=1, by=cast.actor("mai"), at=cast.now)
        with pytest.raises(Stale):
            cancel(day, seen=1, by=cast.actor("mai"), at=cast.now)

    def test_what_is_over_is_neither_changed_nor_called_off(self, cast: Cast) -> None:
        day, evening = held(cast), EVENING + timedelta(minutes=1)

        for attempt in (
            lambda: change(day, details(), seen=1, by=cast.actor("mai"), at=evening),
            lambda: cancel(day, seen=1, by=cast.actor("mai"), at=evening),
        ):
            with pytest.raises(NotPossible) as no:
                attempt()
            assert [problem.code for problem in no.value.problems] == ["over"]

    def test_it_stays_in_its_programme(self, cast: Cast) -> None:
        day = held(cast)
        month = Campaign.objects.get(code="TCN2022")
        other = Campaign.objects.create(
            programme=configure(read(CATALOGUE / "ldst.yaml"), by=None, at=cast.now),
            organiser=month.organiser,
            kind=month.kind,
            code="X",
            window=month.window,
        )

        with pytest.raises(NotPossible) as no:
            change(day, details(parent=other), seen=1, by=cast.actor("mai"), at=cast.now)
        assert [problem.code for problem in no.value.problems] == ["outside_campaign", "other_programme"]

    def test_a_neighbour_changes_nothing(self, cast: Cast) -> None:
        day = held(cast)

        for login, role in [("kim", None), ("minh", None), ("dong", None), ("minh", Role.GRASSROOTS_OFFICER)]:
            with pytest.raises(NotAllowed):
                cancel(day, seen=1, by=cast.actor(login, role=role), at=cast.now)

    def test_what_is_called_off_is_not_changed_any_more(self, cast: Cast) -> None:
        day = cancel(held(cast), seen=1, by=cast.actor("mai"), at=cast.now)

        assert not day.counts_at(DURING)
        with pytest.raises(NotPossible):
            change(day, details(), seen=2, by=cast.actor("mai"), at=cast.now)


class TestCounting:
    def test_a_browser_is_counted_once(self, cast: Cast) -> None:
        day, mark = held(cast), uuid4()

        for _again in range(3):
            note_scan(day, mark=mark, at=DURING)
        note_scan(day, mark=uuid4(), at=DURING)

        assert Scan.objects.filter(update_day=day).count() == 2

    def test_everybody_gets_the_next_number_and_the_same_form_keeps_its_own(self, cast: Cast) -> None:
        day, other, form = held(cast), held(cast, by="minh", unit="CD-KCN"), uuid4()

        numbers = [note_start(day, draft_key=key, at=DURING).number for key in (uuid4(), form, form, uuid4())]

        assert numbers == [1, 2, 2, 3]
        assert note_start(other, draft_key=uuid4(), at=DURING).number == 1
        assert number_of(form) == 2
        assert number_of(uuid4()) is None

    def test_it_counts_from_the_first_to_the_last_minute_of_its_day(self, cast: Cast) -> None:
        day = held(cast)

        assert day.counts_at(MORNING.replace(hour=0, minute=0))
        assert day.counts_at(MORNING.replace(hour=23, minute=59))
        assert not day.counts_at(MORNING - timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_forty_people_at_once_get_forty_numbers_without_a_gap(cast: Cast) -> None:
    day = held(cast)

    def begin(_nth: int) -> int:
        try:
            return note_start(day, draft_key=uuid4(), at=DURING).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        numbers = list(people.map(begin, range(40)))

    assert sorted(numbers) == list(range(1, 41))
    assert Start.objects.count() == 40
