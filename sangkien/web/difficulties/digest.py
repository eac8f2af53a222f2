"""Figures of the months, and the digest upward in one click: a report with these figures and what is still open."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.difficulties.queries import Counts, counts
from sangkien.difficulties.rules import OFFICERS
from sangkien.guidance.topics import kinds
from sangkien.organisations.queries import chain
from sangkien.programmes.queries import current
from sangkien.registry.actions import draft
from sangkien.registry.reaching import OfPeriod
from sangkien.registry.rules import OFFICERS as OF_PAPERS
from sangkien.statistics.periods import Period, Span, periods
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.desk import names_of

_TEMPLATE = "difficulties-report"
_MONTHS = 6


@dataclass(frozen=True)
class Month:
    """A month with what came in it."""

    period: Period
    counts: Counts


@wearing(*OFFICERS)
@require_safe
def figures(request: Request) -> HttpResponse:
    """What came in the last months, month by month, and what it was about."""
    actor, programme = request.visit.actor, current(request.visit.actor.on)
    months = _months(request) if programme else []
    last = months[0].counts if months else Counts()
    context = {
        "months": months,
        "kinds": [(kinds()[code].label if code in kinds() else code, n) for code, n in _by_number(last)],
        "office": names_of([actor.office.pk], on=actor.on).get(actor.office.pk, ""),
        "may_report": actor.holds(*OF_PAPERS) and len(chain(actor.office, actor.on)) > 1,
    }
    return TemplateResponse(request, "difficulties/figures.html", context)


def _months(request: Request) -> list[Month]:
    actor, programme = request.visit.actor, current(request.visit.actor.on)
    assert programme is not None
    found = periods(programme, Span.MONTH, until=actor.on)[:_MONTHS]
    asked = (actor.office, programme)
    return [Month(one, counts(*asked, one.first_day, one.last_day, at=request.visit.now)) for one in found]


def _by_number(last: Counts) -> list[tuple[str, int]]:
    return sorted(last.kinds.items(), key=lambda kind: -kind[1])


@wearing(*OFFICERS)
@posts(otherwise="difficulty-figures")
def digest(request: Request) -> HttpResponse:
    """Draft the month's report for the union above: its figures are frozen, its list is what is still open."""
    actor, programme = request.visit.actor, current(request.visit.actor.on)
    if programme is None or not actor.holds(*OF_PAPERS):
        raise NotAllowed("paper.keep")
    months = {one.code: one for one in periods(programme, Span.MONTH, until=actor.on)}
    if (month := months.get(request.POST.get("month", ""))) is None:
        messages.warning(request, _("Chọn một tháng của chương trình."))
        return redirect("difficulty-figures")
    try:
        of = OfPeriod(programme, month, actor.on)
        paper = draft(actor.office, _TEMPLATE, of, by=actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
        return redirect("difficulty-figures")
    messages.success(request, _("Đã soạn báo cáo. Anh/chị xem lại, bổ sung rồi gửi lên cấp trên."))
    return redirect("official-paper", key=paper.pk)
