"""The tables of rankings as files: what the page shows at the same end of the address."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import standing_of, table
from sangkien.web.board.asked import Question, question
from sangkien.web.board.sheets import facts
from sangkien.web.board.tiles import until_when
from sangkien.web.data.answering import Form, send
from sangkien.web.doors import Request, wearing
from sangkien.web.standings.files import Facts, quarter_sheet, standing_sheet
from sangkien.web.standings.tables import left_out, sheet, sheets
from sangkien.web.standings.views import asked_of_cluster, grouping_of, quarter_asked, told
from sangkien.web.standings.words import TABS, rule_of


@wearing(*Role)
@require_safe
@never_cache
def standing_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The tables of a union."""
    asked = _shown(question(request, code))
    found = table(asked.unit, grouping=grouping_of(request.GET, asked.unit), asked=told(asked))
    taken = standing_sheet(
        sheets(found),
        left_out(found),
        name=_name(asked, code),
        facts=[*_facts(request, asked), *_ranked_by(asked.order)],
        by_day=asked.order == Order.DAY,
    )
    return send(taken, form, by=request.visit)


@wearing(*Role)
@require_safe
@never_cache
def cluster_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The table of one cluster."""
    cluster, found_asked = asked_of_cluster(request, code)
    asked = _shown(found_asked)
    found = standing_of(cluster, asked=told(asked))
    taken = standing_sheet(
        [sheet(found, told(asked))],
        [],
        name=_name(asked, code),
        facts=[*_facts(request, asked), *_ranked_by(asked.order)],
        by_day=asked.order == Order.DAY,
    )
    return send(taken, form, by=request.visit)


@wearing(*Role)
@require_safe
@never_cache
def quarter_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """Who leads the quarter."""
    asked = _shown(question(request, code))
    chosen, groups = quarter_asked(asked, request.GET)
    if chosen is None:
        raise Http404
    own = [*_facts(request, asked), (_("Quý"), f"{chosen.number}/{chosen.year}")]
    return send(quarter_sheet(groups, name=f"{code}-{chosen}", facts=own), form, by=request.visit)


def _shown(asked: Question) -> Question:
    """404 where the page shows no table."""
    if asked.stretch is None or asked.form.errors:
        raise Http404
    return asked


def _facts(request: Request, asked: Question) -> Facts:
    assert asked.stretch is not None
    until = until_when(asked.day, now=request.visit.now)
    return facts(asked.unit, asked.stretch, view=asked.view, until=until)


def _ranked_by(order: Order) -> Facts:
    return [(_("Xếp theo"), str(TABS[order])), (_("Cách xếp"), rule_of(order))]


def _name(asked: Question, code: str) -> str:
    assert asked.stretch is not None
    return f"xep-hang-{code}-{asked.stretch.code}-{asked.day.isoformat()}"
