"""Lan's union holds an update day on Friday, 20 May 2022; what the tests of this room begin with."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sangkien.base.days import VIETNAM
from sangkien.gatherings.actions import hold
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.rules import Details
from sangkien.programmes.models import Campaign
from tests.cast import Cast

PIN = "2705"
MORNING = datetime(2022, 5, 20, 7, 30, tzinfo=VIETNAM)
EVENING = datetime(2022, 5, 20, 17, 0, tzinfo=VIETNAM)
DURING = datetime(2022, 5, 20, 9, 0, tzinfo=VIETNAM)


def details(**changes: Any) -> Details:
    """In the canteen, from 7:30 to 17:00, inside the Workers' Month of the province."""
    month = Campaign.objects.select_related("programme").get(programme__code="CT1TSK", code="TCN2022")
    planned = Details(
        parent=month,
        place="Nhà ăn ca, xưởng 2",
        starts_at=MORNING,
        ends_at=EVENING,
        contact="Ban Chấp hành công đoàn, phòng 203",
        goal=60,
    )
    return replace(planned, **changes)


def held(cast: Cast, *, by: str = "mai", unit: str = "CS-MAY-TIEN-THUAN", **changes: Any) -> UpdateDay:
    """The day, announced on 18 May."""
    return hold(cast.unit(unit), details(**changes), pin=PIN, by=cast.actor(by), at=cast.now)
