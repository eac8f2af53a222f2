"""The pages that officers read."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Role
from sangkien.desks.naming import waiting_for_somebody
from sangkien.desks.queries import late_below
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.review.queries import overdue, unrecognised, with_news
from sangkien.triage.models import List
from sangkien.web.addresses import beginning_of
from sangkien.web.doors import Request, wearing
from sangkien.web.kept.beside import kept_by
from sangkien.web.review import desk, sieve, today
from sangkien.web.review.bulk import A_PAGE, VERBS
from sangkien.web.review.kept import comes_first, said, views_of
from sangkien.web.review.late import waiting as late_waiting
from sangkien.web.review.page import OFFICERS, opened, show, task_asked, undoable
from sangkien.web.review.sieve import Sieve
from sangkien.web.review.tasks import oversees
from sangkien.web.stretches import counted, stretch

# What the list is called, as in the navigation.
HEADINGS = {
    Role.GRASSROOTS_OFFICER: _("Chờ xác nhận"),
    Role.REVIEWER: _("Chờ thẩm định"),
    Role.LEADER: _("Hồ sơ đang chờ"),
    Role.ADMINISTRATOR: _("Hồ sơ đang chờ"),
}
_FIRST = 10  # lines on the day's page; the rest is a click away

# What a list can be narrowed to. Nothing chosen: what waits for the hat.
STATES = [
    State.SUBMITTED,
    State.REVIEWING,
    State.RETURNED,
    State.VALID,
    State.INELIGIBLE,
    State.DUPLICATE,
    State.WITHDRAWN,
]


@wearing(Role.GRASSROOTS_OFFICER)
def grassroots(request: Request) -> HttpResponse:
    """Hôm nay: what the grassroots officer has to do, and how the union stands."""
    actor, unit = request.visit.actor, _own_unit(request)
    waiting = sieve.listed(actor, Sieve())
    context = {
        "unit": unit,
        "waiting": desk.rows_of(waiting[:_FIRST], on=actor.on, reader=actor),
        "waiting_count": waiting.count(),
        "late_count": overdue(waiting, on=actor.on).count(),
        "news_count": with_news(actor).count(),
        "unrecognised_count": unrecognised(actor).count(),
        "returned": today.returned_to_authors(actor, most=_FIRST),
        "standing": today.standing_of(unit, on=actor.on),
        "done": desk.done_today(actor),
        "undoable": undoable(actor, at=request.visit.now),
        "start": beginning_of(request, unit),
    }
    return TemplateResponse(request, "review/grassroots.html", context)


@wearing(Role.GRASSROOTS_OFFICER)
def poster(request: Request) -> HttpResponse:
    """A sheet to print and pin up: one QR code that opens the form with the union already found."""
    unit = _own_unit(request)
    return TemplateResponse(request, "review/poster.html", {"unit": unit, "start": beginning_of(request, unit)})


@wearing(*OFFICERS)
def queue(request: Request) -> HttpResponse:
    """What waits for this hat, oldest and riskiest first; leaders and administrators read along. Without a condition in
    the address it begins with the view that the officer has put first."""
    actor, narrowed = request.visit.actor, Sieve.read(request.GET)
    if not request.GET and (first := comes_first(actor)):
        return redirect(reverse("queue") + first)
    found = sieve.listed(actor, narrowed)
    part = stretch(found, narrowed.order, request.GET, size=A_PAGE)
    context = {
        "sieve": narrowed,
        "part": part,
        "rows": desk.rows_of(part.lines, on=actor.on, reader=actor),
        "count": said(counted(found)),
        "units": sieve.units_in(actor, narrowed),
        "states": STATES,
        "views": views_of(actor, narrowed),
        "kept": kept_by(actor, List.QUEUE, now=narrowed.query),
        "news_count": 0 if narrowed.news else with_news(actor).count(),
        "late_arrivals": late_waiting(actor).count() if actor.holds(Role.REVIEWER) else 0,
        "late_below_count": late_below(actor).count(),
        "alone_count": waiting_for_somebody(actor).count(),
        "done": desk.done_today(actor),
        "oversees": oversees(actor),
        "picks": actor.holds(*VERBS) and not narrowed.state,
        "undoable": undoable(actor, at=request.visit.now),
        "heading": next(said for role, said in HEADINGS.items() if actor.holds(role)),
        "own_unit": _own_unit(request),
    }
    return TemplateResponse(request, "review/queue.html", context)


@wearing(*OFFICERS)
def review(request: Request, code: str) -> HttpResponse:
    """One dossier with its evidence, and what the officer may do with it now."""
    return show(request, opened(request, code), task=task_asked(request))


def _own_unit(request: Request) -> Organisation:
    """The hat's union by its name of the day; the doors above made sure that there is a hat."""
    actor = request.visit.actor
    assert actor.hat is not None
    return Organisation.objects.named(on=actor.on).get(pk=actor.hat.organisation_id)
