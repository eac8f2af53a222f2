"""Who may hold an update day, and what is missing before it can be held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import day_of, format_day
from sangkien.base.lengths import too_long
from sangkien.base.problems import Problem
from sangkien.gatherings.models import UpdateDay
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign
from sangkien.programmes.rules import LETTER_2, possible_parents

LONGEST_PLACE = LONGEST_CONTACT = 200
MOST_HOPED_FOR = 1_000_000
SHORTEST_PIN, LONGEST_PIN = 4, 8

_HOLDING = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)
_WATCHING = (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)

HOLD = Permission("update_day.hold", gettext_lazy("tổ chức ngày hội"), [Rule(role=role, at="pk") for role in _HOLDING])
MANAGE = Permission(
    "update_day.manage",
    gettext_lazy("sửa hoặc hủy ngày hội"),
    [Rule(role=role, at="campaign__organiser", when=Q(cancelled_at=None)) for role in _HOLDING],
)
SEE = Permission(
    "update_day.see",
    gettext_lazy("xem số liệu của ngày hội"),
    [
        Rule(role=Role.GRASSROOTS_OFFICER, at="campaign__organiser"),
        *(Rule(role=role, over="campaign__organiser") for role in _WATCHING),
    ],
)


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is settled about an update day. `parent` is the campaign it is held in; `goal` a number of initiatives."""

    parent: Campaign | None
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    contact: str = ""
    goal: int | None = None


def missing_to_hold(details: Details, *, organiser: Organisation, at: datetime) -> list[Problem]:
    """Everything that keeps the day from being held as it is planned, each reason at its field."""
    return [*_place(details), *_hours(details, at), *_parent(details, organiser, at), *_rest(details)]


def missing_to_change(update_day: UpdateDay, details: Details, *, pin: str, at: datetime) -> list[Problem]:
    """Everything that keeps the day from being changed like that; without a `pin` the old one stays."""
    problems = missing_to_hold(details, organiser=update_day.campaign.organiser, at=at)
    if update_day.ends_at <= at:
        problems = [Problem(code="over", text=_("Ngày hội này đã diễn ra nên không sửa được nữa."))]
    elif details.parent and details.parent.programme_id != update_day.campaign.programme_id:
        text = _("Chọn một chiến dịch của cùng chương trình")
        problems.append(Problem(code="other_programme", field="parent", text=text))
    return [*problems, *(missing_in_pin(pin) if pin else [])]


def missing_in_pin(pin: str) -> list[Problem]:
    """A PIN is four to eight digits, and not one digit again and again."""
    sized = SHORTEST_PIN <= len(pin) <= LONGEST_PIN
    if sized and pin.isascii() and pin.isdigit() and len(set(pin)) > 1:
        return []
    text = _("Mã PIN gồm 4 đến 8 chữ số, không phải một chữ số lặp lại")
    return [Problem(code="weak_pin", field="pin", text=text)]


def opens(update_day: UpdateDay, pin: str) -> bool:
    """Is this the PIN of the event's shared machines?"""
    return check_password(pin, update_day.pin)


def _place(details: Details) -> Iterator[Problem]:
    if not details.place:
        yield Problem(code="no_place", field="place", text=_("Ghi địa điểm, ví dụ: Nhà ăn ca, xưởng 2"))
    yield from too_long("place", details.place, LONGEST_PLACE, code="long_place")


def _hours(details: Details, at: datetime) -> Iterator[Problem]:
    if details.starts_at is None or details.ends_at is None:
        yield Problem(code="no_hours", field="day", text=_("Ghi ngày, giờ bắt đầu và giờ kết thúc"))
    elif details.ends_at <= details.starts_at or day_of(details.starts_at) != day_of(details.ends_at):
        text = _("Giờ kết thúc cần sau giờ bắt đầu, trong cùng một ngày")
        yield Problem(code="ends_too_early", field="ends", text=text)
    elif details.ends_at <= at:
        yield Problem(code="over", field="day", text=_("Ngày, giờ này đã qua. Anh/chị chọn một ngày sắp tới"))


def _parent(details: Details, organiser: Organisation, at: datetime) -> Iterator[Problem]:
    parent = details.parent
    if parent is None or parent not in possible_parents(organiser, on=day_of(at)):
        text = _("Chọn chiến dịch mà ngày hội nằm trong")
        yield Problem(code="no_campaign", field="parent", text=text, source=LETTER_2)
        return
    day = day_of(details.starts_at) if details.starts_at else None
    if day and not (day in parent.window and day in parent.programme.opens):
        text = _("Ngày hội cần nằm trong thời gian của “%(name)s”: %(first)s đến %(last)s")
        first, last = parent.window.lower, parent.last_day or parent.window.lower
        told = {"name": parent.title, "first": format_day(first), "last": format_day(last)}
        yield Problem(code="outside_campaign", field="day", text=text % told, source=LETTER_2)


def _rest(details: Details) -> Iterator[Problem]:
    yield from too_long("contact", details.contact, LONGEST_CONTACT, code="long_contact")
    if details.goal is not None and not 0 < details.goal <= MOST_HOPED_FOR:
        yield Problem(code="far_goal", field="goal", text=_("Ghi một số từ 1 đến 1.000.000, hoặc để trống"))
