"""Who may work on a dossier at a desk, arrange the desk's work, and act on what was escalated."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import day_of, format_day
from sangkien.base.problems import Problem
from sangkien.initiatives import rules as initiatives
from sangkien.initiatives.states import ON_A_DESK, State

NOT_MINE = (*initiatives.NOT_MINE, "sheets__by")  # whoever scored a dossier works on no verdict about it
QUIET = timedelta(days=3)  # between two reminders about the same dossier
LONGEST_ABSENCE = 366  # days

_OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER)
_STANDS = Q(initiative__waiting_since=F("since"), initiative__desk=F("desk"))

# Whoever works on a dossier may settle it: the same separation of duties as for settling it.
HANDLE = Permission(
    "desk.handle",
    gettext_lazy("nhận xử lý hồ sơ"),
    [
        Rule(
            role=Role.GRASSROOTS_OFFICER,
            at="desk",
            not_own=NOT_MINE,
            not_party="parties",
            when=Q(state=State.SUBMITTED),
        ),
        Rule(role=Role.REVIEWER, at="desk", not_own=NOT_MINE, not_party="parties", when=Q(state__in=ON_A_DESK)),
    ],
)
ARRANGE = Permission(
    "desk.arrange",
    gettext_lazy("sắp xếp việc của đơn vị"),
    [Rule(role=role, at="pk") for role in (*_OFFICERS, Role.LEADER)],
)
SEE_LATE = Permission(
    "escalation.see",
    gettext_lazy("xem hồ sơ quá hạn ở cấp dưới"),
    [Rule(role=role, at="to") for role in (Role.REVIEWER, Role.LEADER)],
)
REMIND = Permission(
    "escalation.remind",
    gettext_lazy("nhắc cấp dưới về hồ sơ quá hạn"),
    [Rule(role=role, at="to", when=_STANDS) for role in (Role.REVIEWER, Role.LEADER)],
)
TAKE_OVER = Permission(
    "escalation.take_over",
    gettext_lazy("nhận xử lý thay cấp dưới"),
    [
        Rule(
            role=Role.REVIEWER,
            at="to",
            not_own=[f"initiative__{path}" for path in NOT_MINE],
            not_party="initiative__parties",
            when=_STANDS,
        )
    ],
)


def stands() -> Q:
    """Of an escalation: the dossier still waits there, in the same turn."""
    return _STANDS


def too_soon_to_remind(again_at: datetime | None, *, at: datetime) -> list[Problem]:
    """What keeps the desk from being reminded: it was, less than three days ago."""
    if again_at is None or at >= again_at:
        return []
    text = _("Đơn vị đã được nhắc về hồ sơ này. Anh/chị có thể nhắc lại từ ngày %(day)s.")
    return [Problem(code="reminded", text=text % {"day": format_day(day_of(again_at))})]


def missing_to_be_away(first: date, last: date, *, on: date, others: bool) -> list[Problem]:
    """What keeps an absence from being noted that day; `others`: one is noted for some of these days."""
    if last < first:
        text = _("Ngày cuối phải từ ngày đầu trở đi")
        return [Problem(code="ends_before", field="last", text=text)]
    if last < on:
        text = _("Những ngày này đã qua rồi")
        return [Problem(code="past", field="last", text=text)]
    if (last - first).days >= LONGEST_ABSENCE:
        text = _("Chỉ ghi được nhiều nhất một năm; lâu hơn thì nhờ quản trị đổi phân công")
        return [Problem(code="too_long", field="last", text=text)]
    if others:
        text = _("Anh/chị đã ghi vắng mặt trong những ngày này rồi")
        return [Problem(code="noted", field="first", text=text)]
    return []
