"""Quá hạn ở cấp dưới: what no desk below answered in time, and what this union may do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.desks import escalating, queries, rules
from sangkien.desks.models import Escalation
from sangkien.initiatives.models import Initiative
from sangkien.review.queries import WORK
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.review.desk import names_of

A_PAGE = 25
ABOVE = (Role.REVIEWER, Role.LEADER)


@dataclass(frozen=True)
class Line:
    """One that is late: where it lies, for how many days too long, when the desk was reminded, whether the
    hat may open the dossier, and what else may be done."""

    escalation: Escalation
    desk: str
    days: int
    reminded_at: datetime | None
    opens: bool
    may_remind: bool
    may_take: bool


@wearing(*ABOVE)
@require_safe
def late_below(request: Request) -> HttpResponse:
    """The list, the longest late first."""
    page = Paginator(queries.late_below(request.visit.actor), A_PAGE).get_page(request.GET.get("page"))
    takes = request.visit.actor.holds(Role.REVIEWER)
    context = {"page": page, "lines": lines_of(request, list(page.object_list)), "takes": takes}
    return TemplateResponse(request, "desks/late_below.html", context)


def lines_of(request: Request, shown: list[Escalation]) -> list[Line]:
    """Each with what may be done about it. A fixed number of queries."""
    actor, now = request.visit.actor, request.visit.now
    keys = [one.pk for one in shown]
    names, reminded = names_of([one.desk_id for one in shown], on=actor.on), queries.reminded_at(keys)
    opens = actor.those(WORK, Initiative, [one.initiative_id for one in shown])
    takes = set(actor.among(rules.TAKE_OVER, Escalation.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    return [
        Line(
            one,
            names.get(one.desk_id) or one.desk.code,
            (actor.on - one.due_on).days,
            reminded[one.pk][0] if one.pk in reminded else None,
            one.initiative_id in opens,
            one.pk not in reminded or now >= reminded[one.pk][1],
            one.pk in takes,
        )
        for one in shown
    ]


def _one(request: Request, key: int) -> Escalation:
    objects = Escalation.objects.select_related("initiative", "desk", "to")
    return get_for(request.visit.actor, rules.SEE_LATE, objects, pk=key)


@wearing(*ABOVE)
@posts(otherwise="late-below")
def remind(request: Request, key: int) -> HttpResponse:
    """Ask the desk once more."""
    try:
        escalating.remind(_one(request, key), by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, no.problems[0].text)
    else:
        messages.success(request, _("Đã gửi lời nhắc đến đơn vị."))
    return redirect("late-below")


@wearing(Role.REVIEWER)
@posts(otherwise="late-below")
def take_over(request: Request, key: int) -> HttpResponse:
    """Take it to one's own desk, and open it."""
    escalation, seen = _one(request, key), request.POST.get("seen", "")
    if not seen.isdecimal() or len(seen) > 9:
        raise Http404
    try:
        escalating.take_over(escalation, seen=int(seen), by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, no.problems[0].text)
        return redirect("late-below")
    messages.success(request, _("Hồ sơ đã về bàn của đơn vị anh/chị, với hạn trả lời mới."))
    return redirect("review", escalation.initiative.code)
