"""What terms and rounds have to say before they are entered, and which forms a union decides on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.lengths import too_long
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.honours.forms import Form, forms
from sangkien.honours.models import Round, Terms
from sangkien.honours.rules import LONGEST_REGULATION, LONGEST_TITLE, MOST_EACH
from sangkien.organisations.models import Organisation, UnitKind


@dataclass(frozen=True)
class Plan:
    """A round as somebody opens it. `most`: how many of each form (its code)."""

    title: str
    first_day: date | None
    last_day: date | None
    opens_on: date | None
    closes_on: date | None
    most: Mapping[str, int]


def rank_of(unit: Organisation, *, on: date) -> int | None:
    """The rank of the union's kind that day. One query."""
    held = UnitKind.objects.filter(classifications__organisation=unit, classifications__valid__contains=on)
    return held.values_list("rank", flat=True).first()


def forms_of(unit: Organisation, *, on: date) -> list[Form]:
    """The forms on which the union decides. One query."""
    rank = rank_of(unit, on=on)
    return [form for form in forms().values() if rank in form.ranks]


def missing_in_terms(form: str, regulation: str, since: date | None, until: date | None) -> list[Problem]:
    """What terms cannot be without."""
    problems = []
    if form not in forms():
        problems.append(Problem(code="no_form", field="form", text=_("Chọn hình thức khen thưởng")))
    if not regulation:
        text = _("Ghi số, ngày và nơi ban hành quy định")
        problems.append(Problem(code="no_regulation", field="regulation", text=text))
    problems += too_long("regulation", regulation, LONGEST_REGULATION)
    if since is None:
        problems.append(Problem(code="no_day", field="since", text=_("Ghi ngày điều kiện bắt đầu có hiệu lực")))
    elif until and until <= since:
        problems.append(Problem(code="no_days", field="until", text=_("Ngày hết hiệu lực phải sau ngày bắt đầu")))
    return problems


def later_terms(unit: Organisation, form: str, since: date) -> list[Problem]:
    """New terms follow the last ones: what has been decided by terms is not overrun."""
    later = Terms.objects.filter(unit=unit, form=form, valid__startswith__gte=since)
    text = _("Hình thức này đã có điều kiện từ ngày này hoặc sau đó. Chọn ngày muộn hơn.")
    return [Problem(code="later_terms", field="since", text=text)] if later.exists() else []


def missing_to_open(unit: Organisation, plan: Plan, in_force: Mapping[str, Terms], *, on: date) -> list[Problem]:
    """What keeps a round from being opened. `in_force`: the terms of each form that hold on its first day."""
    problems = [*_wrong_title(unit, plan.title), *_wrong_days(plan)]
    if not plan.most:
        problems.append(Problem(code="no_quota", text=_("Ghi chỉ tiêu của ít nhất một hình thức")))
    own = {form.code for form in forms_of(unit, on=on)}
    for code, most in plan.most.items():
        problems += _wrong_quota(code, most, plan, own, in_force)
    return problems


def _wrong_title(unit: Organisation, title: str) -> Iterator[Problem]:
    if not title:
        yield Problem(code="no_title", field="title", text=_("Ghi tên đợt xét"))
    elif Round.objects.filter(unit=unit, title=title).exists():
        yield Problem(code="title_taken", field="title", text=_("Đơn vị đã có đợt xét mang tên này"))
    yield from too_long("title", title, LONGEST_TITLE)


def _wrong_days(plan: Plan) -> Iterator[Problem]:
    for name in ("first_day", "last_day", "opens_on", "closes_on"):
        if getattr(plan, name) is None:
            yield Problem(code="no_day", field=name, text=_("Ghi ngày, ví dụ 31/05/2022"))
    if plan.first_day and plan.last_day and plan.first_day > plan.last_day:
        yield Problem(code="days", field="last_day", text=_("Ngày cuối trước ngày đầu. Anh/chị xem lại giúp"))
    if plan.opens_on and plan.closes_on and plan.opens_on > plan.closes_on:
        yield Problem(code="days", field="closes_on", text=_("Ngày cuối trước ngày đầu. Anh/chị xem lại giúp"))


def _wrong_quota(code: str, most: int, plan: Plan, own: set[str], in_force: Mapping[str, Terms]) -> Iterator[Problem]:
    form = forms().get(code)
    if form is None or code not in own:
        text = _("Hình thức này không thuộc thẩm quyền của đơn vị")
        yield Problem(code="not_competent", field=code, text=text)
    elif not 1 <= most <= MOST_EACH:
        text = _("Chỉ tiêu từ 1 đến %(most)s") % {"most": format_int(MOST_EACH)}
        yield Problem(code="quota", field=code, text=text)
    elif plan.opens_on and code not in in_force:
        text = _("Ngày %(day)s chưa có điều kiện nào của %(form)s có hiệu lực. Anh/chị nhập điều kiện trước.")
        told = {"day": format_day(plan.opens_on), "form": form.name}
        yield Problem(code="not_in_force", field=code, text=text % told)
