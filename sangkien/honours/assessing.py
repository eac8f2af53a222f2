"""Why and why not: what a round's terms say of a candidate, condition by condition, and what keeps one out
altogether."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day
from sangkien.base.problems import Problem
from sangkien.honours.conditions import Condition, Lines, Measure, Reason, are_met, lines_of
from sangkien.honours.facts import Made, Reached, made_by, reached_by, years_of
from sangkien.honours.models import Complaint, Nomination, Question, Quota, Round, Wish
from sangkien.honours.states import State
from sangkien.initiatives.states import State as Standing
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Subject:
    """Who is considered: a collective (`unit`), or a person of that union, known again by `identity`."""

    unit: Organisation
    identity: str = ""
    full_name: str = ""

    @property
    def key(self) -> tuple[int, str]:
        """A person is the same wherever they work."""
        return (0, self.identity) if self.identity else (self.unit.pk, "")


@dataclass(frozen=True)
class Assessed:
    """A candidate with every reason, line by line, and what keeps them out."""

    subject: Subject
    lines: Sequence[Sequence[Reason]]
    kept_out: Sequence[Problem]
    made: Sequence[Made] = ()

    @property
    def is_met(self) -> bool:
        """Is of every line of the terms one alternative met?"""
        return are_met(self.lines)

    @property
    def fits(self) -> bool:
        """Would the rules propose them?"""
        return self.is_met and not self.kept_out

    @property
    def reasons(self) -> list[Reason]:
        """All of them, one after the other."""
        return [reason for line in self.lines for reason in line]


def assess(quota: Quota, subjects: Sequence[Subject]) -> list[Assessed]:
    """What the rules say of these, all of whom the form is for, in their order. The same queries for one and for a
    hundred."""
    lines, out = lines_of(quota.terms.lines), _kept_out(quota, subjects)
    if quota.form.is_personal:
        made = made_by([one.identity for one in subjects], quota.round)
        return [_person(one, lines, made.get(one.identity, []), quota.round, out[one.key]) for one in subjects]
    reached = reached_by([one.unit for one in subjects], quota.round)
    return [
        Assessed(one, [[_of_unit(asked, reached[one.unit.pk]) for asked in line] for line in lines], out[one.key])
        for one in subjects
    ]


def _person(subject: Subject, lines: Lines, made: list[Made], of: Round, out: list[Problem]) -> Assessed:
    told = [[_of_person(asked, made, of) for asked in line] for line in lines]
    return Assessed(subject, told, out, [one for one in made if one.on >= of.first_day])


def _of_person(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    return _PERSONAL[asked.measure](asked, made, of)


def _initiatives(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    found = len(_within(made, of))
    return Reason(asked, found >= asked.least, found)


def _benefit_once(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    best = max((one.dong for one in _within(made, of) if one.dong is not None), default=None)
    return Reason(asked, best is not None and best >= asked.least, best)


def _benefit_years(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    years = years_of(made, last=of.last_day.year, years=asked.years)
    total = sum(one.dong or 0 for in_year in years.values() for one in in_year)
    without = [str(year) for year, in_year in years.items() if not in_year]
    if without:
        words = _("chưa có giải pháp trong năm %(years)s") % {"years": ", ".join(without)}
        return Reason(asked, False, total, words)
    return Reason(asked, total >= asked.least, total)


def _title(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    """Law 06/2022/QH15, article 3(4): applied and replicable, found by the competent council."""
    found = sum(asked.among[0] in one.titles for one in _within(made, of))
    return Reason(asked, found >= 1, found)


def _no_manager(asked: Condition, made: Sequence[Made], of: Round) -> Reason:
    managing = [one for one in _within(made, of) if one.as_manager]
    words = (
        _("hồ sơ %(code)s ghi công việc chính là quản lý") % {"code": managing[0].initiative.code} if managing else ""
    )
    return Reason(asked, not managing, None, words or _("hồ sơ sáng kiến không ghi chức vụ quản lý"))


def _stated(asked: Condition, *_facts: Any) -> Reason:
    return Reason(asked, True, None, _("đơn vị đề nghị xác nhận"))


_PERSONAL: dict[Measure, Callable[[Condition, Sequence[Made], Round], Reason]] = {
    Measure.INITIATIVES: _initiatives,
    Measure.BENEFIT_ONCE: _benefit_once,
    Measure.BENEFIT_YEARS: _benefit_years,
    Measure.TITLE: _title,
    Measure.NO_MANAGER: _no_manager,
    Measure.STATED: _stated,
}


def _within(made: Sequence[Made], of: Round) -> list[Made]:
    return [one for one in made if of.first_day <= one.on <= of.last_day]


def _of_unit(asked: Condition, reached: Reached) -> Reason:
    if asked.measure == Measure.INITIATIVES:
        return Reason(asked, reached.valid >= asked.least, reached.valid)
    if asked.measure == Measure.ATTAINED:
        return Reason(asked, reached.attained is not None and reached.attained >= asked.least, reached.attained)
    if asked.measure == Measure.QUARTER:
        words = _("đợt xét không trọn một quý") if reached.leads is None else ""
        return Reason(asked, bool(reached.leads), reached.valid, words)
    if asked.measure == Measure.GRADE:
        return Reason(asked, reached.grade in asked.among, None, reached.grade or _("chưa được xếp loại"))
    return _stated(asked)


def _kept_out(quota: Quota, subjects: Sequence[Subject]) -> dict[tuple[int, str], list[Problem]]:
    """By the subject's key. Three queries."""
    found: dict[tuple[int, str], list[Problem]] = defaultdict(list)
    for earlier in _earlier(quota, subjects):
        if problem := _against(earlier, quota):
            found[(0, earlier.identity) if earlier.identity else (earlier.unit_id, "")].append(problem)
    for complaint in Complaint.objects.filter(_these(subjects), closed_at=None).order_by("pk"):
        text = _("Đang có khiếu nại ghi ngày %(day)s, chưa giải quyết xong.") % {
            "day": format_day(day_of(complaint.at))
        }
        key = (0, complaint.identity) if complaint.identity else (complaint.unit_id, "")
        found[key].append(Problem(code="complaint", text=text))
    for identity in refusing([one.identity for one in subjects if one.identity]):
        text = _("Người này không đồng ý được đề nghị khen thưởng.")
        found[(0, identity)].append(Problem(code="unwilling", text=text))
    return found


def against(nomination: Nomination) -> list[Problem]:
    """What has come up since they were proposed and keeps them out now. Four queries."""
    subject = Subject(nomination.unit, nomination.identity, nomination.full_name)
    found = _kept_out(nomination.quota, [subject])[subject.key]
    return [*(problem for problem in found if problem.code != "nominated"), *_fallen(nomination)]


def _fallen(nomination: Nomination) -> list[Problem]:
    """An initiative among the evidence that was refused or merged since."""
    shown = nomination.exhibits.filter(initiative__state__in=[Standing.INELIGIBLE, Standing.DUPLICATE])
    codes = ", ".join(shown.order_by("pk").values_list("initiative__code", flat=True))
    text = _("Minh chứng không còn được công nhận: %(codes)s.")
    return [Problem(code="fallen", text=text % {"codes": codes})] if codes else []


def _earlier(quota: Quota, subjects: Sequence[Subject]) -> Sequence[Nomination]:
    """What stands, or was revoked, for achievements of the same days."""
    of = quota.round
    same_days = Q(quota__round__first_day__lte=of.last_day, quota__round__last_day__gte=of.first_day)
    kept = Nomination.objects.filter(_these(subjects), same_days).exclude(state__in=[State.REFUSED, State.WITHDRAWN])
    return list(kept.select_related("quota__round", "award").order_by("pk"))


def _against(earlier: Nomination, quota: Quota) -> Problem | None:
    """A union honours nobody twice with a form for the same days, and nobody is honoured again for what was revoked."""
    form, told = earlier.quota.form, {"form": earlier.quota.form.name, "round": earlier.quota.round.title}
    if earlier.state in (State.SENT, State.PASSED):
        text = _("Đã có đề nghị %(form)s trong đợt “%(round)s”.") % told
        return Problem(code="nominated", text=text) if earlier.quota_id == quota.pk else None
    told |= {"number": earlier.award.number, "day": format_day(earlier.award.signed_on)}
    if earlier.state == State.REVOKED:
        text = _("%(form)s theo Quyết định %(number)s ngày %(day)s đã bị thu hồi cho thành tích cùng thời gian.") % told
        return Problem(code="revoked", text=text)
    if (form, earlier.quota.round.unit_id) != (quota.form, quota.round.unit_id):
        return None
    text = _("Đã được %(form)s theo Quyết định %(number)s ngày %(day)s cho thành tích cùng thời gian.") % told
    return Problem(code="honoured", text=text)


def _these(subjects: Sequence[Subject]) -> Q:
    people = {one.identity for one in subjects if one.identity}
    units = {one.unit.pk for one in subjects if not one.identity}
    return Q(identity__in=people) | Q(identity="", unit__in=units)


def refusing(identities: Sequence[str], question: Question = Question.PROPOSE) -> set[str]:
    """Who of these said no last. One query."""
    said = Wish.objects.filter(identity__in=identities, question=question).order_by("pk")
    return {identity for identity, agrees in dict(said.values_list("identity", "agrees")).items() if not agrees}
