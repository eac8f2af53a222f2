"""Commendation in the demonstration: a factory's union has honoured a colleague, and the province considers its
phase."""

from datetime import date, datetime, timedelta
from typing import Any

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor, holders
from sangkien.accounts.queries import hats
from sangkien.base.days import day_of
from sangkien.honours import actions
from sangkien.honours.assessing import Subject
from sangkien.honours.awarding import award
from sangkien.honours.models import Nomination, Quota
from sangkien.honours.planning import Plan
from sangkien.honours.queries import assessed_people, people_for
from sangkien.honours.rules import CONCLUDE
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

FACTORY, PROVINCE = "CS-MAY-TIEN-THUAN", "LDLD-NINH-THUAN"
LETTER, MERIT, OF_UNITS = "giay-khen-ca-nhan", "bang-khen-tinh-ca-nhan", "bang-khen-tinh-tap-the"
_REGULATION = "Quy chế thi đua, khen thưởng của đơn vị năm 2022"
_FIRST, _LAST = date(2022, 1, 8), date(2022, 5, 31)
_AT_LEAST_ONE = [[{"measure": "INITIATIVES", "least": 1}]]
_AT_LEAST_TWO = [[{"measure": "INITIATIVES", "least": 2}], [{"measure": "NO_MANAGER"}]]
_ATTAINED = [[{"measure": "ATTAINED", "least": 10_000}]]


def commend(programme: Programme, *, clock: datetime) -> None:
    """Terms, a round that is over and one that takes nominations."""
    actions.shipped_terms(Organisation.objects.get(code="TLD"), at=clock)
    mai, dong, minh = (_actor(login, clock) for login in ("mai", "dong", "minh"))
    letters = _opened(programme, mai, "Khen thưởng Tháng Công nhân", {LETTER: 3}, {LETTER: _AT_LEAST_ONE}, at=clock)
    for one in _proposed(letters[LETTER], mai, 1, at=clock):
        actions.conclude(one, passed=True, by=_colleague(mai, one), at=clock)
        award([one], number="07/QĐ-CĐCS", signed_on=mai.on, by=mai, at=clock)
    asked = {MERIT: _AT_LEAST_TWO, OF_UNITS: _ATTAINED}
    merits = _opened(programme, dong, "Khen thưởng giai đoạn 1", {MERIT: 5, OF_UNITS: 2}, asked, at=clock)
    first = _proposed(merits[MERIT], minh, 3, at=clock)[0]
    actions.conclude(first, passed=True, by=dong, at=clock)


def _colleague(by: Actor, nomination: Nomination) -> Actor:
    """Another officer of the union, who did not propose."""
    person = holders(CONCLUDE, nomination, on=by.on).exclude(pk=by.somebody.pk).order_by("pk")[0]
    return Actor(person=person, on=by.on, hat=hats(person, on=by.on)[0])


def _actor(login: str, clock: datetime) -> Actor:
    person, on = Person.objects.get(username=login), day_of(clock)
    return Actor(person=person, on=on, hat=hats(person, on=on)[0])


def _opened(
    programme: Programme, by: Actor, title: str, most: dict[str, int], asked: dict[str, Any], *, at: datetime
) -> dict[str, Quota]:
    for form, lines in asked.items():
        actions.set_terms(by.office, form, lines, regulation=_REGULATION, since=date(2022, 1, 1), by=by, at=at)
    plan = Plan(title, _FIRST, _LAST, by.on, by.on + timedelta(days=15), most)
    made = actions.open_round(by.office, plan, programme=programme, by=by, at=at)
    return {quota.form_code: quota for quota in made.quotas.select_related("terms", "round__unit", "round__programme")}


def _proposed(quota: Quota, by: Actor, times: int, *, at: datetime) -> list[Nomination]:
    """Those of the actor's own who made most, whom the rules propose."""
    below = Organisation.objects.under(by.office, on=by.on)
    rows = list(people_for(quota).filter(initiative__unit__in=below.values("pk"))[:60])
    fit = [one for one in assessed_people(quota, rows) if one.fits and not _is(one.subject, by)]
    said = "Có nhiều sáng kiến được áp dụng, đồng nghiệp cùng làm theo."
    return [
        actions.nominate(
            quota, one.subject, achievement=said, dossiers=[made.initiative for made in one.made[:3]], by=by, at=at
        )
        for one in fit[:times]
    ]


def _is(subject: Subject, by: Actor) -> bool:
    return by.somebody.phone == subject.identity
