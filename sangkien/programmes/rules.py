"""Who may shape a programme, open a stretch of their own inside it or try it out, and what keeps them from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.accounts.planned import Planned
from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, CampaignKind, Programme

LETTER_2 = "CV chiến dịch 40 ngày, mục 2"
LONGEST_REASON, LONGEST_STRETCH_NAME = 500, 200
LONGEST = {CampaignKind.PEAK_WEEK: timedelta(days=7), CampaignKind.PEAK_MONTH: timedelta(days=31)}
OPENED = (CampaignKind.PEAK_WEEK, CampaignKind.PEAK_MONTH, CampaignKind.PEAK)  # an update day has pages of its own

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)

SHAPE = Permission(
    "programme.shape", gettext_lazy("thiết lập chương trình"), [Rule(role=Role.ADMINISTRATOR, at="owner")]
)
FOUND = Permission("programme.found", gettext_lazy("lập chương trình mới"), [Rule(role=Role.ADMINISTRATOR, at="pk")])
OPEN_STRETCH = Permission(
    "stretch.open", gettext_lazy("mở đợt cao điểm"), [Rule(role=role, at="pk") for role in OFFICERS]
)
CHANGE_STRETCH = Permission(
    "stretch.change", gettext_lazy("sửa đợt cao điểm"), [Rule(role=role, at="organiser") for role in OFFICERS]
)


@dataclass(frozen=True, kw_only=True)
class StretchDetails:
    """What is settled about a stretch that a union opens: both days included."""

    parent: Campaign | None
    kind: str
    name: str
    name_en: str = ""
    first_day: date | None
    last_day: date | None


def may_try(actor: Actor, programme: Programme) -> bool:
    """Whoever wears a hat in the union that runs it, or in one below, may try a programme out."""
    return _near(actor).filter(pk=programme.pk).exists()


def trials(actor: Actor) -> "QuerySet[Programme]":
    """What the actor is invited to try out."""
    return _near(actor).filter(rehearsal=True)


def has_trials(actor: Actor) -> bool:
    """Is there any? One query."""
    return bool(_ANY_TRIAL(actor))


_ANY_TRIAL = Planned(lambda actor: trials(actor).values_list("pk")[:1])


def _near(actor: Actor) -> "QuerySet[Programme]":
    """The programmes of the actor's union and of those above it."""
    if actor.unit is None:
        return Programme.objects.none()
    return Programme.objects.filter(owner__in=Organisation.objects.above(actor.unit, on=actor.on))


def has_begun(programme: Programme, on: date) -> bool:
    """Do people send by it already? A change is then explained."""
    return not programme.rehearsal and bool(programme.opens.lower <= on)


def missing_reason(programme: Programme, *, reason: str, on: date) -> list[Problem]:
    """A programme that has begun is changed with a reason, which whoever looks later can read."""
    if len(reason) > LONGEST_REASON:
        text = _("Lý do dài quá %(most)s chữ cái, hãy viết gọn lại") % {"most": LONGEST_REASON}
        return [Problem(code="long_reason", field="reason", text=text)]
    if reason or not has_begun(programme, on):
        return []
    text = _("Chương trình đang chạy: ghi lý do của thay đổi này, ví dụ theo văn bản nào")
    return [Problem(code="no_reason", field="reason", text=text)]


def possible_parents(organiser: Organisation, *, on: date) -> list[Campaign]:
    """The campaigns in which the union may open a stretch or hold an update day from `on`: its own and those of the
    unions above it that have not ended, the shortest first."""
    above = Organisation.objects.above(organiser, on=on)
    running = Campaign.objects.filter(organiser__in=above, window__endswith__gt=on, programme__rehearsal=False)
    held = running.exclude(kind=CampaignKind.UPDATE_DAY).select_related("programme")
    return sorted(held, key=lambda campaign: (campaign.window.upper - campaign.window.lower, campaign.pk))


def missing_to_open(details: StretchDetails, *, parents: list[Campaign], on: date) -> list[Problem]:
    """Everything that keeps the stretch from being opened as it is planned, each reason at its field."""
    return [*_name(details), *_kind(details), *_parent(details, parents), *_days(details, on)]


def _name(details: StretchDetails) -> Iterator[Problem]:
    if not details.name:
        yield Problem(code="no_name", field="name", text=_("Ghi tên, ví dụ: Tuần cao điểm May Tiến Thuận"))
    for field, said in (("name", details.name), ("name_en", details.name_en)):
        if len(said) > LONGEST_STRETCH_NAME:
            yield Problem(code="long_name", field=field, text=_("Tên dài quá 200 chữ cái, hãy viết gọn lại"))


def _kind(details: StretchDetails) -> Iterator[Problem]:
    if details.kind not in OPENED:
        yield Problem(code="no_kind", field="kind", text=_("Chọn tuần cao điểm, tháng cao điểm hay chiến dịch"))


def _parent(details: StretchDetails, parents: list[Campaign]) -> Iterator[Problem]:
    if details.parent is None or details.parent not in parents:
        text = _("Chọn chiến dịch mà đợt này nằm trong")
        yield Problem(code="no_campaign", field="parent", text=text, source=LETTER_2)


def _days(details: StretchDetails, on: date) -> Iterator[Problem]:
    first, last = details.first_day, details.last_day
    if first is None or last is None:
        yield Problem(code="no_days", field="first_day", text=_("Ghi ngày bắt đầu và ngày kết thúc"))
    elif last < first:
        yield Problem(code="ends_too_early", field="last_day", text=_("Ngày kết thúc cần từ ngày bắt đầu trở đi"))
    elif last < on:
        yield Problem(code="over", field="last_day", text=_("Những ngày này đã qua. Anh/chị chọn ngày sắp tới"))
    else:
        yield from _outside(first, last, details.parent)
        yield from _too_long(first, last, details.kind)


def _outside(first: date, last: date, parent: Campaign | None) -> Iterator[Problem]:
    if parent is None or (first in parent.window and last in parent.window):
        return
    text = _("Đợt này cần nằm trong thời gian của “%(name)s”: %(first)s đến %(last)s")
    told = {"name": parent.title, "first": format_day(parent.window.lower)}
    told["last"] = format_day(parent.last_day or parent.window.lower)
    yield Problem(code="outside_campaign", field="first_day", text=text % told, source=LETTER_2)


def _too_long(first: date, last: date, kind: str) -> Iterator[Problem]:
    longest = {str(name): most for name, most in LONGEST.items()}.get(kind)
    if longest and last - first >= longest:
        text = _("Dài tối đa %(days)s ngày; dài hơn thì chọn loại khác") % {"days": longest.days}
        yield Problem(code="too_long", field="last_day", text=text)
