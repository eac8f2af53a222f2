"""Việc của tôi: what lies with the officer, the officer's own figures, absences, and how the desk shares its work."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.desks import actions
from sangkien.desks.models import Absence
from sangkien.desks.queries import absences_of, away, mine, officers_of, shares
from sangkien.initiatives.models import Initiative
from sangkien.jobs.queries import ended_unseen
from sangkien.organisations.models import Organisation
from sangkien.review.models import Decision
from sangkien.review.queries import overturned
from sangkien.statistics.handling import Handled, handled_by
from sangkien.web.doors import Request, person_of, posts, wearing
from sangkien.web.forms import Questions
from sangkien.web.review.desk import Row, names_of, rows_of
from sangkien.web.submit.fields import day_field

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER)
A_MONTH = 30  # days
_MOST = 25


class AbsenceForm(Questions):
    """From which day to which, both included."""

    needed = {
        "first": gettext_lazy("Ghi ngày đầu, ví dụ 20/05/2022"),
        "last": gettext_lazy("Ghi ngày cuối, ví dụ 25/05/2022"),
    }
    first = day_field(label=gettext_lazy("Từ ngày"))
    last = day_field(label=gettext_lazy("Đến hết ngày"))


@dataclass(frozen=True)
class Stretch:
    """The figures of some days."""

    name: str
    figures: Handled


@wearing(*OFFICERS)
@require_safe
def my_work(request: Request) -> HttpResponse:
    """The page; nobody else sees these figures."""
    return _page(request, AbsenceForm())


def _page(request: Request, form: AbsenceForm, status: int = 200) -> HttpResponse:
    actor, person, unit = request.visit.actor, person_of(request), _own_unit(request)
    people = {hat.person_id: hat.person for hat in officers_of(unit, on=actor.on)}
    context = {
        "unit": unit,
        "rows": _rows(actor),
        "overturned": _overturned(actor),
        "stretches": stretches(actor, on=actor.on),
        "absences": [_both_included(one) for one in absences_of(person, on=actor.on)],
        "form": form,
        "shares": shares(unit),
        "people": sorted(person.full_name for person in people.values()),
        "away": sorted(people[pk].full_name for pk in away(people, on=actor.on)),
        "ended": ended_unseen(person),
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "desks/my_work.html", context, status=status)


def _rows(actor: Actor) -> list[Row]:
    lying = Initiative.objects.filter(desk__in=Organisation.objects.now_in(actor.office, on=actor.on))
    shown = mine(lying.for_list().oldest_first(), actor).select_related("recognition", "edition", "place")
    return rows_of(shown[:_MOST], on=actor.on)


def _overturned(actor: Actor) -> list[tuple[Decision, str]]:
    """The other verdicts in place of the actor's own, with the name of the union that gave each. Two queries."""
    found = list(overturned(actor)[:_MOST])
    names = names_of([one.unit_id for one in found], on=actor.on)
    return [(one, names.get(one.unit_id) or one.unit.code) for one in found]


def stretches(actor: Actor, *, on: date) -> list[Stretch]:
    """Today, this week from its Monday on, the last thirty days: a fixed number of queries."""
    firsts = [
        (_("Hôm nay"), on),
        (_("Tuần này"), on - timedelta(days=on.weekday())),
        (_("30 ngày qua"), on - timedelta(days=A_MONTH - 1)),
    ]
    return [Stretch(name, handled_by(actor.somebody, actor.office, first=first, last=on)) for name, first in firsts]


def _both_included(absence: Absence) -> tuple[int, date, date]:
    return absence.pk, absence.days.lower, absence.days.upper - timedelta(days=1)


def _own_unit(request: Request) -> Organisation:
    actor = request.visit.actor
    return Organisation.objects.named(on=actor.on).get(pk=actor.office.pk)


@wearing(*OFFICERS)
@posts(otherwise="my-work")
def be_away(request: Request) -> HttpResponse:
    """Note an absence."""
    form = AbsenceForm(request.POST)
    if form.is_valid():
        days = form.cleaned_data
        try:
            actions.be_away(days["first"], days["last"], by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi ngày vắng mặt. Hồ sơ của anh/chị sẽ được giao cho đồng nghiệp."))
            return redirect("my-work")
    return _page(request, form, status=422)


@wearing(*OFFICERS)
@posts(otherwise="my-work")
def be_back(request: Request, key: int) -> HttpResponse:
    """Drop an absence, or end it."""
    absence = get_object_or_404(Absence, pk=key, person=person_of(request))
    actions.be_back(absence, by=request.visit.actor, at=request.visit.now)
    messages.success(request, _("Đã bỏ ngày vắng mặt."))
    return redirect("my-work")


@wearing(*OFFICERS)
@posts(otherwise="my-work")
def switch_sharing(request: Request) -> HttpResponse:
    """Have the desk's work given out, or no longer."""
    on, actor = request.POST.get("on") == "1", request.visit.actor
    actions.switch_sharing(actor.office, on=on, by=actor, at=request.visit.now)
    told = _("Từ giờ hệ thống tự giao hồ sơ cho từng người.") if on else _("Đã tắt tự giao, mọi người tự nhận hồ sơ.")
    messages.success(request, told)
    return redirect("my-work")
