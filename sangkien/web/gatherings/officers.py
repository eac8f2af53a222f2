"""What officers see of update days: the list, one with its turnout, its poster."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import with_all
from sangkien.gatherings.rules import HOLD, MANAGE, SEE
from sangkien.organisations.models import Organisation
from sangkien.statistics.turnouts import Turnout, stuck, turnout, turnouts
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.gatherings.poster import PAPERS, poster_of
from sangkien.web.gatherings.shared import told
from sangkien.web.gatherings.words import standing_of, when

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
_A_PAGE = 20


@wearing(*OFFICERS)
@require_safe
def update_days(request: Request) -> HttpResponse:
    """Those of the hat's union, for a superior also those of the unions below; the newest first."""
    actor = request.visit.actor
    seen = actor.among(SEE, with_all()).order_by("-starts_at", "-pk")
    page = Paginator(seen, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(request, list(page.object_list)), "may_hold": actor.may(HOLD, actor.office)}
    return TemplateResponse(request, "gatherings/update_days.html", context)


@wearing(*OFFICERS)
@require_safe
def update_days_file(request: Request, form: Form) -> HttpResponseBase:
    """All of them as a file."""
    seen = request.visit.actor.among(SEE, with_all()).order_by("-starts_at", "-pk")
    return send_list(
        request,
        form,
        name="ngay-hoi",
        title=_("Ngày hội cập nhật sáng kiến"),
        columns=[
            Column("code", _("Mã ngày hội")),
            Column("unit", _("Đơn vị")),
            Column("place", _("Địa điểm")),
            Column("starts_at", _("Bắt đầu lúc"), Kind.MOMENT),
            Column("ends_at", _("Kết thúc lúc"), Kind.MOMENT),
            Column("standing", _("Tình trạng")),
            Column("scans", _("Mở trang"), Kind.WHOLE, _("số lượt mở trang của ngày hội")),
            Column("starts", _("Bắt đầu"), Kind.WHOLE, _("số bài bắt đầu tại ngày hội")),
            Column("sent", _("Đã gửi"), Kind.WHOLE, _("số hồ sơ bắt đầu tại ngày hội và đã gửi")),
        ],
        rows=map(_cells, in_parts(seen, lambda some: _rows(request, some))),
    )


def _cells(row: dict[str, Any]) -> list[Cell]:
    event, told = row["event"], row["turnout"]
    said = [event.code, row["unit"], event.place, event.starts_at, event.ends_at, str(row["standing"].text)]
    return [*said, told.scans, told.starts, told.sent]


@wearing(*OFFICERS)
@require_safe
def update_day(request: Request, code: str) -> HttpResponse:
    """One event: its addresses and papers, its turnout, who has begun and not sent."""
    event = seen_by(request, code)
    context = told(request, event) | {
        "turnout": turnout(event),
        "stuck": stuck(event),
        "may_manage": request.visit.actor.may(MANAGE, event) and request.visit.now < event.ends_at,
        "papers": list(PAPERS),
    }
    return TemplateResponse(request, "gatherings/update_day.html", context)


@wearing(*OFFICERS)
@require_safe
def poster(request: Request, code: str, paper: str) -> HttpResponse:
    """The poster as PDF, on A3, A4 or A5."""
    if paper not in PAPERS:
        raise Http404
    event = seen_by(request, code)
    answer = HttpResponse(poster_of(request, event, paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="ngay-hoi-{event.code}-{paper}.pdf"'
    return answer


def seen_by(request: Request, code: str) -> UpdateDay:
    """The event with this code, if the officer may see it; otherwise 404."""
    return get_for(request.visit.actor, SEE, with_all(), code=code)


def _rows(request: Request, shown: list[UpdateDay]) -> list[dict[str, Any]]:
    """A line each: two queries for the turnouts, one for the names."""
    counted = turnouts(event.pk for event in shown)
    units = Organisation.objects.filter(pk__in=[event.campaign.organiser_id for event in shown])
    names = {unit.pk: unit.short_name or unit.name for unit in units.named(on=request.visit.actor.on)}
    return [
        {
            "event": event,
            "unit": names.get(event.campaign.organiser_id) or event.campaign.organiser.code,
            "when": when(event),
            "standing": standing_of(event, now=request.visit.now),
            "turnout": counted.get(event.pk, Turnout()),
        }
        for event in shown
    ]
