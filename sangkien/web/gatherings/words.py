"""An update day in words: when it is, and how it stands now."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day, format_hour
from sangkien.gatherings.models import UpdateDay
from sangkien.web.addresses import full

BEFORE, OPEN, OVER, CANCELLED = "before", "open", "over", "cancelled"
_TONES = {BEFORE: "blue", OPEN: "green", OVER: "grey", CANCELLED: "grey"}


@dataclass(frozen=True)
class Standing:
    """`state` is BEFORE, OPEN, OVER or CANCELLED; a word and a colour for lists."""

    state: str
    text: str

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return _TONES[self.state]


def standing_of(update_day: UpdateDay, *, now: datetime) -> Standing:
    """How it stands at that moment."""
    if update_day.cancelled_at:
        return Standing(CANCELLED, _("Đã hủy"))
    if now >= update_day.ends_at:
        return Standing(OVER, _("Đã kết thúc"))
    if now >= update_day.starts_at:
        return Standing(OPEN, _("Đang diễn ra"))
    is_today = day_of(now) == update_day.day
    return Standing(BEFORE, _("Hôm nay") if is_today else _("Sắp tới"))


def when(update_day: UpdateDay) -> str:
    """7:30–17:00, thứ Sáu 20/05/2022."""
    told = {
        "from": format_hour(update_day.starts_at),
        "to": format_hour(update_day.ends_at),
        "weekday": _weekday(update_day.day.weekday()),
        "day": format_day(update_day.day),
    }
    return _("%(from)s–%(to)s, %(weekday)s %(day)s") % told


def typed_at(request: HttpRequest) -> str:
    """Where a code is typed, as people read it from a wall: sangkien.example/n."""
    return full(request, reverse("gathering-code")).said.rstrip("/")


def _weekday(number: int) -> str:
    days = [_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật")]
    return days[number]
