"""Two update days of the demonstration: one of a factory, gone by, and one of the industrial zones, going on today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of, moment_at
from sangkien.gatherings.actions import hold, note_scan
from sangkien.gatherings.models import Start, UpdateDay
from sangkien.gatherings.rules import Details
from sangkien.initiatives.actions import save_step, start_draft
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

PIN = "2022"
_ANNOUNCED = datetime(2022, 5, 10, 9, 0, tzinfo=VIETNAM)
_NOT_SENT = (95, 50, 20)  # minutes before the clock of the demonstration starts at which somebody began


@dataclass(frozen=True)
class Plan:
    """Who holds it, when and where, and with which hope."""

    unit: str
    role: Role
    day: date
    until: time
    place: str
    contact: str
    goal: int


PLANS = (
    Plan(
        unit="CS-MAY-TIEN-THUAN",
        role=Role.GRASSROOTS_OFFICER,
        day=date(2022, 5, 20),
        until=time(17, 0),
        place="Nhà ăn ca, xưởng 2",
        contact="Ban Chấp hành công đoàn, phòng 203",
        goal=30,
    ),
    Plan(
        unit="CD-KCN",
        role=Role.REVIEWER,
        day=date(2022, 5, 31),
        until=time(18, 0),
        place="Hội trường Khu công nghiệp Thành Hải",
        contact="Văn phòng Công đoàn Các KCN, bàn số 1",
        goal=40,
    ),
)


@dataclass(frozen=True)
class Held:
    """An update day and the unions (keys) whose workers come to it."""

    event: UpdateDay
    comers: frozenset[int]


def announce(programme: Programme) -> list[Held]:
    """Both of them, before anybody comes."""
    return [_held(plan, programme) for plan in PLANS]


def at_event(held: Iterable[Held], unit: Organisation, at: datetime) -> UpdateDay | None:
    """The event at which a dossier of this union was begun, if it was sent on the day of one."""
    return next((one.event for one in held if unit.pk in one.comers and one.event.counts_at(at)), None)


def come(held: Iterable[Held], *, clock: datetime) -> None:
    """Whoever opened the page of an event: all who began there, and half as many again; at today's some still write."""
    for one in held:
        if one.event.counts_at(clock):
            _begin_only(one.event, clock)
        begun = Start.objects.filter(update_day=one.event).count()
        for nth in range(begun + begun // 2):
            at = one.event.starts_at + timedelta(minutes=3 * nth)
            note_scan(one.event, mark=UUID(int=one.event.pk * 10_000 + nth), at=at)


def _held(plan: Plan, programme: Programme) -> Held:
    unit = Organisation.objects.get(code=plan.unit)
    appointed = Appointment.objects.on(day_of(_ANNOUNCED)).filter(organisation=unit, role=plan.role)
    hat = appointed.select_related("person", "organisation").order_by("pk")[0]
    details = Details(
        parent=programme.campaigns.select_related("programme").get(code="TCN2022"),
        place=plan.place,
        starts_at=moment_at(plan.day, time(7, 30)),
        ends_at=moment_at(plan.day, plan.until),
        contact=plan.contact,
        goal=plan.goal,
    )
    by = Actor(person=hat.person, on=day_of(_ANNOUNCED), hat=hat)
    event = hold(unit, details, pin=PIN, by=by, at=_ANNOUNCED)
    below = Organisation.objects.under(unit, on=plan.day)
    return Held(event, frozenset(below.values_list("pk", flat=True)))


def _begin_only(event: UpdateDay, clock: datetime) -> None:
    for minutes in _NOT_SENT:
        at = clock - timedelta(minutes=minutes)
        nobody = Actor(person=None, on=day_of(at))
        draft = start_draft(event.campaign.programme, by=nobody, at=at, update_day=event)
        carrier = Actor(person=None, on=day_of(at), keys=frozenset([draft.key]))
        typed = {"title": "Giá xoay giúp lấy cuộn vải không phải cúi"}
        save_step(draft, step="thay-doi", answers=typed, by=carrier, at=at + timedelta(minutes=8))
