"""A union opens its own peak week inside the campaign of a union above (letter of the 40-day campaign, item 2)."""

from datetime import date
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.base.shapes import plain
from sangkien.programmes.actions import configure
from sangkien.programmes.describing import described
from sangkien.programmes.models import Campaign, CampaignKind
from sangkien.programmes.nesting import call_off, change_stretch, mark, open_stretch
from sangkien.programmes.rules import StretchDetails
from sangkien.programmes.spec import checked
from tests.cast import NOW, Cast


def details(cast: Cast, **changes: Any) -> StretchDetails:
    """A peak week of the factory, from next Monday."""
    planned = {
        "parent": cast.programme.campaigns.get(code="CD40N"),
        "kind": CampaignKind.PEAK_WEEK,
        "name": "Tuần cao điểm May Tiến Thuận",
        "first_day": date(2022, 5, 23),
        "last_day": date(2022, 5, 29),
    }
    return StretchDetails(**planned | changes)


def opened(cast: Cast, **changes: Any) -> Campaign:
    return open_stretch(cast.unit("CS-MAY-TIEN-THUAN"), details(cast, **changes), by=cast.actor("mai"), at=NOW)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestMai:
    def test_opens_a_peak_week_inside_the_forty_days(self, cast: Cast) -> None:
        week = opened(cast)

        assert (week.code, week.by_unit, week.parent.code) == ("DV1", True, "CD40N")
        assert (week.window.lower, week.last_day) == (date(2022, 5, 23), date(2022, 5, 29))
        assert Record.objects.filter(verb="stretch.open", unit_id=cast.unit("CS-MAY-TIEN-THUAN").pk).exists()

    def test_opens_one_inside_her_own(self, cast: Cast) -> None:
        month = opened(cast, kind=CampaignKind.PEAK)

        week = opened(cast, parent=month, name="Tuần trong đợt")

        assert (week.code, week.parent) == ("DV2", month)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"parent": None}, "no_campaign"),
            ({"kind": "UPDATE_DAY"}, "no_kind"),
            ({"name": ""}, "no_name"),
            ({"name": "x" * 201}, "long_name"),
            ({"first_day": None}, "no_days"),
            ({"last_day": date(2022, 5, 22)}, "ends_too_early"),
            ({"first_day": date(2022, 5, 2), "last_day": date(2022, 5, 3)}, "over"),
            ({"last_day": date(2022, 6, 1)}, "outside_campaign"),
            ({"last_day": date(2022, 5, 30)}, "too_long"),
        ],
    )
    def test_is_told_what_is_wrong(self, cast: Cast, changes: dict[str, Any], code: str) -> None:
        with pytest.raises(NotPossible) as no:
            opened(cast, **changes)

        assert code in codes(no)
        assert not Campaign.objects.filter(by_unit=True).exists()

    def test_changes_it(self, cast: Cast) -> None:
        week = opened(cast)

        change_stretch(week, details(cast, name="Tuần mới"), seen=mark(week), by=cast.actor("mai"), at=NOW)

        assert Campaign.objects.get(pk=week.pk).name == "Tuần mới"
        with pytest.raises(Stale):
            change_stretch(week, details(cast), seen=mark(week), by=cast.actor("mai"), at=NOW)

    def test_cannot_shorten_it_over_what_lies_in_it(self, cast: Cast) -> None:
        whole = opened(cast, kind=CampaignKind.PEAK)
        opened(cast, parent=whole)
        whole = Campaign.objects.get(pk=whole.pk)
        shorter = details(cast, kind=CampaignKind.PEAK, last_day=date(2022, 5, 25))

        with pytest.raises(NotPossible) as no:
            change_stretch(whole, shorter, seen=mark(whole), by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["part_outside"]

    def test_calls_it_off_before_it_begins(self, cast: Cast) -> None:
        week = opened(cast)

        call_off(week, seen=mark(week), by=cast.actor("mai"), at=NOW)

        assert not Campaign.objects.filter(by_unit=True).exists()
        assert Record.objects.get(verb="stretch.call_off").before["name"] == "Tuần cao điểm May Tiến Thuận"

    def test_does_not_call_off_what_has_begun_or_holds_something(self, cast: Cast) -> None:
        week = opened(cast, kind=CampaignKind.PEAK, first_day=date(2022, 5, 18))
        opened(cast, parent=week)

        with pytest.raises(NotPossible) as no:
            call_off(week, seen=mark(week), by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["begun", "holds"]


class TestOthers:
    @pytest.mark.parametrize("who", ["kim", "minh", "lan", "dong"])
    def test_leave_it_alone(self, cast: Cast, who: str) -> None:
        week = opened(cast)

        with pytest.raises(NotAllowed):
            change_stretch(week, details(cast), seen=mark(week), by=cast.actor(who), at=NOW)

    def test_do_not_open_one_in_anothers_campaign(self, cast: Cast) -> None:
        week = opened(cast, kind=CampaignKind.PEAK)

        with pytest.raises(NotPossible) as no:
            open_stretch(cast.unit("CS-HAEMIN"), details(cast, parent=week), by=cast.actor("kim"), at=NOW)

        assert codes(no) == ["no_campaign"]


class TestTheFile:
    def test_does_not_shrink_a_campaign_below_what_unions_opened(self, cast: Cast) -> None:
        opened(cast)
        told = plain(described(cast.programme))
        told["campaigns"][0]["window"]["to"] = "2022-05-25"

        with pytest.raises(NotPossible) as no:
            configure(checked(told), by=None, at=NOW)

        assert codes(no) == ["outside"]

    def test_does_not_take_their_code(self, cast: Cast) -> None:
        opened(cast)
        told = plain(described(cast.programme))
        told["campaigns"].append(told["campaigns"][0] | {"code": "DV1"})

        with pytest.raises(NotPossible) as no:
            configure(checked(told), by=None, at=NOW)

        assert codes(no) == ["taken"]

    def test_does_not_take_out_the_campaign_around_it(self, cast: Cast) -> None:
        opened(cast)
        told = plain(described(cast.programme)) | {"campaigns": []}

        with pytest.raises(NotPossible) as no:
            configure(checked(told), by=None, at=NOW, whole=True)

        assert codes(no) == ["in_use"]
