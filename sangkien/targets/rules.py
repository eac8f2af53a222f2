"""Who sets which targets, and what keeps a number from being one."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.numbers import MOST_DONG, WHOLE, format_int
from sangkien.base.problems import Problem
from sangkien.targets.models import Allocation, Indicator, Method, Target, TargetKind
from sangkien.targets.plan import PERCENT, Plan, Signed, Which
from sangkien.targets.queries import Targets

LONGEST_NUMBER = 60
_MOST = 100_000_000  # of initiatives, people, unions: more than the country has workers
_MANAGING = (Role.LEADER, Role.ADMINISTRATOR)

# What is assigned comes from the union directly above, never from the union itself.
ALLOCATE = Permission(
    "target.allocate",
    gettext_lazy("giao chỉ tiêu cho các đơn vị trực thuộc"),
    [Rule(role=role, at="pk") for role in _MANAGING],
)
# What a union registers or raises for itself is the word of its own officers.
PLEDGE = Permission(
    "target.pledge",
    gettext_lazy("đăng ký chỉ tiêu của đơn vị"),
    [Rule(role=role, at="pk") for role in (Role.GRASSROOTS_OFFICER, Role.REVIEWER, *_MANAGING)],
)


def most(indicator: Indicator) -> int:
    """Above it is a slip of the hand."""
    return {Indicator.BENEFIT: MOST_DONG, Indicator.PRODUCTION: WHOLE}.get(indicator, _MOST)


def methods(indicator: Indicator) -> list[Method]:
    """How numbers of this indicator may be divided: a share not at all, and a percentage of members only where people
    or what each of them does is counted."""
    if not indicator.sums_over_units:
        return [Method.EQUALLY, Method.BY_HAND]
    counts_people = indicator in (Indicator.VALID, Indicator.PEOPLE)
    return [method for method in Method if counts_people or method not in PERCENT]


def missing_to_pledge(which: Which, values: dict[TargetKind, int], *, on: date) -> list[Problem]:
    """What keeps a union from saying what it will reach: not once the days are over."""
    if which.last_day and on > which.last_day:
        text = _("%(stage)s đã kết thúc ngày %(day)s, nên không đăng ký được nữa.")
        text %= {"stage": which.title, "day": format_day(which.last_day)}
        return [Problem(code="over", text=text)]
    return [_too_much(which.indicator, kind.value) for kind, value in values.items() if value > most(which.indicator)]


def missing_to_allocate(plan: Plan, own: Targets, paper: Signed, *, on: date) -> list[Problem]:
    """Everything that keeps the decision from being stored, each at its place: the code of a union, `total`, `number`,
    `signed_on`."""
    return [*missing_in_parts(plan, own), *missing_in_paper(paper, plan.which, on=on)]


def missing_in_parts(plan: Plan, own: Targets) -> list[Problem]:
    """What is wrong with the numbers: one that is open or too large, or a sum that is not the union's own number."""
    return [*_wrong_parts(plan), *_wrong_total(plan, own)]


def _wrong_parts(plan: Plan) -> Iterator[Problem]:
    for unit, part in plan.parts.items():
        if part.value is None:
            yield Problem(code="open", field=unit.code, text=_("Ghi số giao cho đơn vị này; không giao thì ghi 0"))
        elif part.value > most(plan.which.indicator):
            yield _too_much(plan.which.indicator, unit.code)


def _wrong_total(plan: Plan, own: Targets) -> list[Problem]:
    whole = own.of(plan.divides)
    if not plan.parts:
        return [Problem(code="nobody", field="total", text=_("Đơn vị này không có đơn vị trực thuộc."))]
    if whole is None and plan.terms.method not in PERCENT:
        text = _("Đơn vị chưa có chỉ tiêu này để chia.")
        return [Problem(code="no_whole", field="total", text=text)]
    if not plan.which.indicator.sums_over_units or plan.total == whole or raises(plan, own):
        return []
    return [Problem(code="sum", field="total", text=_difference(plan.total, whole or 0))]


def raises(plan: Plan, own: Targets) -> bool:
    """Does a percentage come to more than all that the union has? Then that becomes what it raises for itself, as Hà
    Nội, with 60.000 assigned, set itself 130.000."""
    return plan.terms.method in PERCENT and plan.total > max(own.values, default=0)


def _difference(total: int, whole: int) -> str:
    said = {"total": _shown(total), "whole": _shown(whole), "left": _shown(abs(whole - total))}
    if total < whole:
        return _("Tổng số giao là %(total)s, chỉ tiêu đem chia là %(whole)s: còn thiếu %(left)s.") % said
    return _("Tổng số giao là %(total)s, chỉ tiêu đem chia là %(whole)s: thừa %(left)s.") % said


def missing_in_paper(paper: Signed, which: Which, *, on: date) -> list[Problem]:
    """What is wrong with its number and its day: it is signed by today, and while the stretch lasts."""
    problems = []
    if not paper.number:
        text = _("Ghi số quyết định, ví dụ 45/QĐ-LĐLĐ")
        problems.append(Problem(code="no_number", field="number", text=text))
    elif len(paper.number) > LONGEST_NUMBER:
        problems.append(Problem(code="number_long", field="number", text=_("Số quyết định dài quá 60 chữ cái")))
    if paper.on is None:
        text = _("Ghi ngày của quyết định, ví dụ 20/04/2022")
        problems.append(Problem(code="no_day", field="signed_on", text=text))
    elif paper.on > on:
        problems.append(Problem(code="to_come", field="signed_on", text=_("Ngày của quyết định chưa đến")))
    elif which.last_day and paper.on > which.last_day:
        text = _("%(stage)s đã kết thúc ngày %(day)s; quyết định ký sau đó không giao chỉ tiêu được")
        text %= {"stage": which.title, "day": format_day(which.last_day)}
        problems.append(Problem(code="over", field="signed_on", text=text))
    return problems


def missing_to_withdraw(
    allocation: Allocation, paper: Signed, which: Which, *, last: Allocation | None, changed: Collection[str], on: date
) -> list[Problem]:
    """What keeps a decision from being taken back: a later one, numbers that were set otherwise since (`changed`, names
    of unions), or the paper."""
    if last != allocation:
        text = _("Sau quyết định này đã có quyết định khác, hoặc nó đã được thu hồi.")
        return [Problem(code="not_the_last", text=text)]
    if changed:
        text = _("Chỉ tiêu của %(units)s đã được đặt lại sau quyết định này, nên không thu hồi được.")
        return [Problem(code="changed", text=text % {"units": ", ".join(changed)})]
    found = missing_in_paper(paper, which, on=on)
    return [problem for problem in found if problem.code != "over"]  # what was wrong may be put right afterwards


def _too_much(indicator: Indicator, place: str) -> Problem:
    text = _("Số này quá lớn. Anh/chị đếm lại các chữ số giúp")
    if not indicator.sums_over_units:
        text = _("Tỷ trọng nhiều nhất là 100 %%") % {}
    return Problem(code="too_much", field=place, text=text)


def _shown(number: int) -> str:
    return format_int(number, get_language() or "vi")


def changed_since(allocation: Allocation, now: dict[int, Target]) -> list[int]:
    """The unions (keys) whose assigned number is no longer the one of the decision."""
    given = allocation.allotments.values_list("organisation_id", "value")
    return [unit for unit, value in given if unit not in now or now[unit].value != value]
