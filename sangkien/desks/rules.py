"""Who may work on a dossier at a desk, arrange the desk's work, and act on what was escalated."""

from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.base.days import day_of, format_day
from sangkien.base.problems import Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.organisations.models import Organisation
from sangkien.review.rules import NO_PART, RETURN

QUIET = timedelta(days=3)  # between two reminders about the same dossier
LONGEST_ABSENCE = 366  # days

_OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER)
_LOOKED_AT_AGAIN = Q(state__in=ON_A_DESK, judged_by__isnull=False)
_STANDS = Q(initiative__waiting_since=F("since"), initiative__desk=F("desk"))

# Whoever works on a dossier may settle it: the same separation of duties as for settling it.
HANDLE = Permission(
    "desk.handle",
    gettext_lazy("nhận xử lý hồ sơ"),
    [
        Rule(
            role=Role.GRASSROOTS_OFFICER,
            at="desk",
            not_own=NO_PART,
            not_party="parties",
            when=Q(state=State.SUBMITTED),
        ),
        Rule(role=Role.REVIEWER, at="desk", not_own=NO_PART, not_party="parties", when=Q(state__in=ON_A_DESK)),
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
            not_own=[f"initiative__{path}" for path in NO_PART],
            not_party="initiative__parties",
            when=_STANDS,
        )
    ],
)
# Somebody who may look again where whoever judged is the only one: named by who leads that desk's union or one above
# it, or the programme's owner; never by somebody with a part in the dossier.
NAME_REVIEWER = Permission(
    "desk.name_reviewer",
    gettext_lazy("cử người xem lại hồ sơ"),
    [
        Rule(role=role, not_own=NO_PART, not_party="parties", when=_LOOKED_AT_AGAIN, **where)
        for role in (Role.LEADER, Role.ADMINISTRATOR)
        for where in ({"over": "desk"}, {"at": "programme__owner"})
    ],
)
LONGEST_NAMED = 92  # days


def stands() -> Q:
    """Of an escalation: the dossier still waits there, in the same turn."""
    return _STANDS


def cannot_be_named(
    person: Person, initiative: Initiative, *, desk: Organisation, until: date, by: Actor
) -> list[Problem]:
    """What keeps the person from looking at the dossier again until that day, included, on behalf of `desk`: the union
    at whose desk it lies, or who stands for it. Whether they have a part in it is asked of the permission to settle it,
    as if they had the office already."""
    if person == by.person:
        return [Problem("oneself", _("Anh/chị cử một người khác, không phải chính mình."), "phone")]
    if until < by.on or (until - by.on).days >= LONGEST_NAMED:
        text = _("Chọn một ngày từ hôm nay, nhiều nhất ba tháng")
        return [Problem("until", text, "until")]
    office = Appointment(
        person=person,
        role=Role.REVIEWER,
        organisation=desk,
        valid=DateRange(by.on, until + timedelta(days=1)),
    )
    if not Actor(person=person, on=by.on, hat=office).may(RETURN, initiative):
        text = _("%(who)s có phần trong hồ sơ này hoặc đã kết luận, nên cần một người khác.")
        return [Problem("part_in_it", text % {"who": person.full_name}, "phone")]
    return []


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
