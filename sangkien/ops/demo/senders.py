"""When each dossier is sent, and by whom."""

from datetime import date, datetime
from random import Random

from sangkien.ops.demo.lives import OFFICER, Sender
from sangkien.ops.demo.plans import Fate
from sangkien.ops.demo.registers import Activity, Hat, officers, workers
from sangkien.ops.demo.rhythm import CURTAIN, FIRST_DAY, draw_sending, draw_update_day, moment
from sangkien.ops.demo.seats import ONLY_BY_WORKERS, Seat

HELPED = {"self": 0.0, "mixed": 0.45, "chair": 0.93}  # how often the union types, by its way of working
BY_OFFICERS = 0.09  # officers also send what they themselves improved
ON_UPDATE_DAYS = 0.42
CAST = {"lan": 4, "hung": 4, "mai": 1}  # people of the tour, who have a few dossiers of their own to show

OPENING = moment(FIRST_DAY, 7.5)
EARLIEST = {
    Fate.DUPLICATE: moment(date(2022, 3, 1), 8),
    Fate.WAITING_FOR_UNIT: moment(date(2022, 5, 26), 8),
    Fate.WAITING_FOR_SUPERIOR: moment(date(2022, 5, 25), 8),
    Fate.RETURNED: moment(date(2022, 4, 20), 8),
}
LATEST = {
    Fate.VALID: moment(date(2022, 5, 31), 11.5),
    Fate.VALID_AFTER_RETURN: moment(date(2022, 5, 27), 22),
    Fate.VALID_AFTER_TWO_RETURNS: moment(date(2022, 5, 20), 22),
    Fate.VALID_AFTER_REROUTING: moment(date(2022, 5, 26), 22),
    Fate.WAITING_FOR_UNIT: CURTAIN,
    Fate.WAITING_FOR_SUPERIOR: moment(date(2022, 5, 31), 15.5),
}
USUALLY_LATEST = moment(date(2022, 5, 30), 17)
FILLED_DOWN_AT = moment(date(2022, 5, 18), 15.2)


def sending_time(rng: Random, seat: Seat) -> datetime:
    """When it is sent: early enough for its life to fit in before the script ends."""
    if seat.planted == "filled_down":
        return FILLED_DOWN_AT.replace(minute=12 + seat.serial % 40, second=seat.serial % 60)
    first = EARLIEST.get(seat.fate, OPENING)
    last = LATEST.get(seat.fate, USUALLY_LATEST)
    days = [day for day in seat.activity.update_days if first.date() < day < last.date()]
    if days and rng.random() < ON_UPDATE_DAYS:
        return draw_update_day(rng, days)
    return draw_sending(rng, first, last)


def sender_of(rng: Random, seat: Seat) -> tuple[Sender, Hat | None]:
    """Who enters it, and the account of its first author (none where the union types for others)."""
    if seat.fate not in ONLY_BY_WORKERS and _union_types(rng, seat.activity):
        helper = officers(seat.activity.unit)[0 if rng.random() < 0.85 else 1]
        return Sender(login=helper.login, role=OFFICER, unit=helper.unit), None
    author = _author(rng, seat.activity)
    return Sender(login=author.login), author


def _union_types(rng: Random, activity: Activity) -> bool:
    return rng.random() < HELPED[activity.typing]


def _author(rng: Random, activity: Activity) -> Hat:
    own = workers(activity.unit)
    if not own or rng.random() < BY_OFFICERS:
        return rng.choice(officers(activity.unit))
    return rng.choices(own, weights=[CAST.get(hat.login, 1) for hat in own])[0]
