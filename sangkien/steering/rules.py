"""When a campaign may be launched and a phase closed: everything that is missing, each at its box.

Who may, is written where the things are: `programmes.rules.LAUNCH`, `standings.rules.FREEZE`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.lengths import too_long
from sangkien.base.problems import Problem
from sangkien.honours.rules import missing_decision
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, CampaignKind
from sangkien.programmes.rules import missing_to_launch as missing_in_campaign
from sangkien.programmes.rules import missing_to_open, possible_parents
from sangkien.registry.queries import heading_on
from sangkien.registry.rules import missing_heading
from sangkien.standings.rules import is_over, missing_to_freeze
from sangkien.statistics.stretches import Stretch
from sangkien.steering.models import Launch
from sangkien.steering.plans import Ground, Launching, Reviewing
from sangkien.targets.models import TargetKind
from sangkien.targets.plan import Plan
from sangkien.targets.queries import Targets
from sangkien.targets.rules import missing_in_paper, missing_in_parts

LONGEST_REASON, LONGEST_FOCUS = 300, 500
_BOXES_OF_THE_WEEK = {"first_day": "week_first", "last_day": "week_last"}

SEE_WITHDRAWAL = Permission(
    "withdrawal.see",
    gettext_lazy("xem những gì đơn vị đã thu hồi"),
    [Rule(role=role, at="unit") for role in (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)],
)


def joinable(unit: Organisation, *, on: date) -> list[Campaign]:
    """The campaigns that are there and that the union may launch for those below it: those of the unions above, and its
    own that it has not launched yet (of the programme's file), that have not ended and lie in no other."""
    found = [one for one in possible_parents(unit, on=on) if one.parent_id is None and one.kind == CampaignKind.PEAK]
    launched = set(Launch.objects.filter(unit=unit).values_list("campaign", flat=True))
    return [one for one in found if one.organiser_id != unit.pk or one.pk not in launched]


def keeps_from_recall(campaign: Campaign) -> list[Problem]:
    """A campaign is taken back only by the union that made it, and while no other has launched it for those below."""
    if not campaign.by_unit:
        return [
            Problem(code="of_the_file", text=_("Chiến dịch này do chương trình đặt ra nên không rút lại ở đây được."))
        ]
    others = campaign.launches.exclude(unit=campaign.organiser_id).count()
    text = _("Đã có %(n)s đơn vị bên dưới phát động chiến dịch này nên không rút lại được.")
    return [Problem(code="launched_below", text=text % {"n": others})] if others else []


def kind_of_total(own: Targets, total: int) -> TargetKind:
    """Which of the union's three numbers a total is: the first that is this number already, else what it registers, and
    beside a number assigned from above what it raises for itself."""
    same = next((kind for kind in own.kinds if own.of(kind) == total), None)
    return same or (TargetKind.REGISTERED if own.assigned is None else TargetKind.SELF_RAISED)


def missing_to_launch(
    launching: Launching, *, unit: Organisation, own: Targets, campaign: Campaign | None, on: date
) -> list[Problem]:
    """Everything that keeps a campaign from being launched. `own`: the union's numbers as they will be; `campaign`: as
    it will be, once its days can be read."""
    return [
        *missing_heading(heading_on(unit, on=on)),
        *_wrong_campaign(launching, unit, on),
        *_wrong_week(launching, campaign, on),
        *(_wrong_targets(launching, launching.plan, own, on) if launching.plan else []),
    ]


def _wrong_campaign(launching: Launching, unit: Organisation, on: date) -> Iterator[Problem]:
    joins, details = launching.joins, launching.details
    if joins is None:
        yield from missing_in_campaign(details, launching.programme, organiser=unit, on=on)
    elif before := Launch.objects.filter(unit=unit, campaign=joins).first():
        text = _("Đơn vị đã phát động “%(name)s” ngày %(day)s.")
        told = {"name": joins.title, "day": format_day(before.at)}
        yield Problem(code="launched", field="joins", text=text % told)
    elif joins not in joinable(unit, on=on):
        yield Problem(code="no_campaign", field="joins", text=_("Chiến dịch này không còn phát động được."))


def _wrong_week(launching: Launching, campaign: Campaign | None, on: date) -> Iterator[Problem]:
    """A peak week lies in the campaign; what is wrong with the campaign itself is told there."""
    if launching.week and campaign:
        week = replace(launching.week, parent=campaign)
        for problem in missing_to_open(week, parents=[campaign], on=on):
            yield replace(problem, field=_BOXES_OF_THE_WEEK.get(problem.field, ""))


def _wrong_targets(launching: Launching, plan: Plan, own: Targets, on: date) -> Iterator[Problem]:
    yield from missing_in_parts(plan, own)
    if launching.decision.number or launching.decision.on:
        yield from missing_in_paper(launching.decision, plan.which, on=on)


def is_interim(stretch: Stretch, *, on: date) -> bool:
    """Is it not over yet, so that only an interim review (sơ kết) can be made?"""
    return not is_over(stretch.last_day, today=on)


def missing_to_close(
    reviewing: Reviewing, stretch: Stretch, *, unit: Organisation, asks_for_focus: bool, on: date
) -> list[Problem]:
    """Everything that keeps a phase from being closed. Before it is over only for a reason, as an interim review."""
    early = is_interim(stretch, on=on)
    days = _wrong_interim(reviewing, stretch, on) if early else _wrong_day(reviewing, stretch, on)
    focus = reviewing.focus.strip()
    problems = [*missing_heading(heading_on(unit, on=on)), *days]
    if asks_for_focus and not focus:
        text = _("Ghi trọng tâm của giai đoạn sau, ví dụ: đoàn viên, người lao động khu vực sản xuất, kinh doanh")
        problems.append(Problem(code="no_focus", field="focus", text=text))
    return problems


def _wrong_day(reviewing: Reviewing, stretch: Stretch, on: date) -> list[Problem]:
    found = missing_to_freeze(stretch.last_day, as_of=reviewing.as_of, today=on)
    return [Problem(code=one.code, field="as_of", text=one.text) for one in found]


def _wrong_interim(reviewing: Reviewing, stretch: Stretch, on: date) -> Iterator[Problem]:
    if not reviewing.reason.strip():
        text = _("Giai đoạn chưa qua ngày cuối nên chỉ sơ kết được. Anh/chị ghi lý do sơ kết lúc này.")
        yield Problem(code="not_over", field="reason", text=text)
    if reviewing.as_of > on:
        yield Problem(code="not_come", field="as_of", text=_("Ngày này chưa đến."))
    elif reviewing.as_of < stretch.first_day:
        text = _("Giai đoạn bắt đầu ngày %(day)s.") % {"day": format_day(stretch.first_day)}
        yield Problem(code="before", field="as_of", text=text)


def missing_ground(ground: Ground, *, on: date) -> list[Problem]:
    """Nothing is taken back without a reason, nor without a decision whose day has come."""
    problems = missing_decision(ground.number, ground.signed_on, today=on)
    if not ground.reason:
        text = _("Ghi lý do thu hồi; người được công nhận, khen thưởng và người xác minh giấy sẽ đọc được")
        problems.append(Problem(code="no_reason", field="reason", text=text))
    return [*problems, *too_long("reason", ground.reason, LONGEST_REASON)]


def not_recognised(initiative: Initiative) -> Problem:
    """Only what is recognised is taken back."""
    text = _("Hồ sơ này lúc này: %(state)s. Chỉ thu hồi được kết luận công nhận.")
    return Problem(code="not_recognised", text=text % {"state": State(initiative.state).label})
