"""Who may shape a programme, open a stretch of their own inside it or try it out, and what keeps them from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
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
# What a union launches for all below it is the word of whoever leads it.
LAUNCH = Permission(
    "campaign.launch",
    gettext_lazy("phát động chiến dịch cho các đơn vị bên dưới"),
    [Rule(role=role, at="pk") for role in (Role.LEADER, Role.ADMINISTRATOR)],
)
CHANGE_STRETCH = Permission(
    "stretch.change", gettext_lazy("sửa đợt cao điểm"), [Rule(role=role, at="organiser") for role in OFFICERS]
)


@dataclass(frozen=True, kw_only=True)
class StretchDetails:
    """What is settled about a stretch that a union opens: both days included. A campaign that it launches has no
    parent."""

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


def opened_inside() -> "QuerySet[Campaign]":
    """What unions opened inside a campaign, but for update days."""
    return Campaign.objects.filter(by_unit=True, parent__isnull=False, kind__in=OPENED)


def possible_parents(organiser: Organisation, *, on: date) -> list[Campaign]:
    """The campaigns in which the union may open a stretch or hold an update day from `on`: its own and those of the
    unions above it that have not ended, the shortest first."""
    above = Organisation.objects.above(organiser, on=on)
    running = Campaign.objects.filter(organiser__in=above, window__endswith__gt=on, programme__rehearsal=False)
    held = running.exclude(kind=CampaignKind.UPDATE_DAY).select_related("programme")
    return sorted(held, key=lambda campaign: (campaign.window.upper - campaign.window.lower, campaign.pk))


def missing_to_open(details: StretchDetails, *, parents: list[Campaign], on: date) -> list[Problem]:
    """Everything that keeps the stretch from being opened as it is planned, each reason at its field."""
    days = list(_days(details, on)) or [*_outside(details), *_too_long(details)]
    return [*_name(details), *_kind(details), *_parent(details, parents), *days]


def missing_to_launch(
    details: StretchDetails, programme: Programme, *, organiser: Organisation, on: date
) -> list[Problem]:
    """Everything that keeps the campaign from being launched as it is planned, each reason at its field: it lies within
    one phase, and the union has no other of its own in these days."""
    days = list(_days(details, on)) or [*_outside_phase(details, programme), *_beside(details, programme, organiser)]
    return [*_name(details), *days]


def _name(details: StretchDetails) -> Iterator[Problem]:
    if not details.name:
        week, campaign = _("Tuần cao điểm May Tiến Thuận"), _("Chiến dịch thi đua cao điểm 40 ngày")
        text = _("Ghi tên, ví dụ: %(name)s") % {"name": week if details.parent else campaign}
        yield Problem(code="no_name", field="name", text=text)
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


def _outside(details: StretchDetails) -> Iterator[Problem]:
    parent = details.parent
    if parent is None or _lies_in(details, parent.window):
        return
    text = _("Đợt này cần nằm trong thời gian của “%(name)s”: %(first)s đến %(last)s")
    told = {"name": parent.title, "first": format_day(parent.window.lower)}
    told["last"] = format_day(parent.last_day or parent.window.lower)
    yield Problem(code="outside_campaign", field="first_day", text=text % told, source=LETTER_2)


def _too_long(details: StretchDetails) -> Iterator[Problem]:
    first, last = _both(details)
    longest = {str(name): most for name, most in LONGEST.items()}.get(details.kind)
    if longest and last - first >= longest:
        text = _("Dài tối đa %(days)s ngày; dài hơn thì chọn loại khác") % {"days": longest.days}
        yield Problem(code="too_long", field="last_day", text=text)


def _outside_phase(details: StretchDetails, programme: Programme) -> Iterator[Problem]:
    """The stretch of days is that of one phase; of the whole programme where it has none."""
    stages = list(programme.phases.order_by("window"))
    windows = {stage.title: stage.window for stage in stages} or {programme.name: programme.opens}
    if any(_lies_in(details, window) for window in windows.values()):
        return
    told = "; ".join(f"{title}: {_span(window)}" for title, window in windows.items())
    text = _("Chiến dịch cần nằm trọn trong một giai đoạn (%(stages)s)") % {"stages": told}
    yield Problem(code="outside_phase", field="first_day", text=text, source=LETTER_2)


def _beside(details: StretchDetails, programme: Programme, organiser: Organisation) -> Iterator[Problem]:
    first, last = _both(details)
    own = programme.campaigns.filter(organiser=organiser, parent=None, kind=CampaignKind.PEAK)
    other = own.filter(window__overlap=DateRange(first, last, "[]")).first()
    if other:
        told = {"name": other.title, "days": _span(other.window)}
        text = _("Trong những ngày này đơn vị đã có “%(name)s” (%(days)s)") % told
        yield Problem(code="another", field="first_day", text=text)


def _both(details: StretchDetails) -> tuple[date, date]:
    """Its days, once `_days` found nothing wrong with them."""
    assert details.first_day is not None and details.last_day is not None
    return details.first_day, details.last_day


def _lies_in(details: StretchDetails, window: DateRange) -> bool:
    return all(day in window for day in _both(details))


def _span(window: DateRange) -> str:
    """As it is read: 08/01/2022–31/05/2022."""
    last = format_day(window.upper - timedelta(days=1)) if window.upper else "…"
    return f"{format_day(window.lower)}–{last}"
