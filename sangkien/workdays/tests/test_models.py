"""What the database refuses about single days, whoever asks."""

from datetime import date

from sangkien.workdays.models import DecidedDay
from tests.cast import NOW
from tests.refused import refused, untried

BRIDGE = date(2022, 9, 5)


def test_a_decided_day_names_its_decision(db: None) -> None:
    with refused("a_decided_day_names_its_decision"):
        DecidedDay.objects.create(day=BRIDGE, works=False, decision="", at=NOW)


def test_a_day_is_decided_once(db: None) -> None:
    DecidedDay.objects.create(day=BRIDGE, works=False, decision="Thông báo", at=NOW)

    with refused("workdays_decidedday_day_key"):
        DecidedDay.objects.create(day=BRIDGE, works=True, decision="Thông báo", at=NOW)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("workdays", {"a_decided_day_names_its_decision"}) == set()
