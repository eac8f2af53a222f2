"""The tables of rankings as files: what the page shows at the same end of the address."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.clusters.queries import clusters_of
from sangkien.clusters.rules import KEEPING
from sangkien.organisations.models import Organisation
from sangkien.standings.models import Snapshot
from sangkien.statistics.ranking import Order
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.statistics.standings import standing_of, table
from sangkien.web.board.asked import Question, question
from sangkien.web.board.sheets import facts
from sangkien.web.board.tiles import until_when
from sangkien.web.data.answering import Form, send
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.standings.files import Facts, quarter_sheet, standing_sheet
from sangkien.web.standings.printing import period_of
from sangkien.web.standings.snapshots import frozen
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


@wearing(*Role)
@require_safe
@never_cache
def snapshots_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The list of the frozen tables of a union."""
    unit = get_for(request.visit.actor, SEE_FIGURES, Organisation.objects.all(), code=code)
    return send_list(
        request,
        form,
        name=f"da-chot-{code}",
        title=_("Các bảng đã chốt"),
        columns=[
            Column("number", _("Số"), Kind.WHOLE),
            Column("kind", _("Loại bảng")),
            Column("period", _("Giai đoạn, quý")),
            Column("as_of", _("Số liệu đến ngày"), Kind.DAY),
            Column("at", _("Chốt lúc"), Kind.MOMENT),
            Column("by", _("Người chốt")),
            Column("sha256", _("Mã kiểm tra"), meaning=_("SHA-256 của bảng, nối với bảng trước")),
        ],
        rows=map(_frozen, in_parts(frozen(unit, daily=request.GET.get("loai") == "ngay"), list)),
    )


@wearing(*KEEPING)
@require_safe
@never_cache
def clusters_file(request: Request, form: Form) -> HttpResponseBase:
    """The clusters of the hat's union: a line for each member."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="cum-thi-dua",
        title=_("Cụm, khối thi đua"),
        columns=[
            Column("cluster", _("Mã cụm, khối")),
            Column("name", _("Tên")),
            Column("lead", _("Trưởng cụm")),
            Column("unit", _("Mã đơn vị")),
            Column("unit_name", _("Đơn vị")),
        ],
        rows=(
            [one.cluster.code, one.cluster.name, one.lead.name if one.lead else None, member.code, member.name]
            for one in clusters_of(actor.office, on=actor.on)
            for member in one.members
        ),
    )


def _frozen(one: Snapshot) -> list[Cell]:
    by = one.by.full_name if one.by else None
    return [one.number, str(one.get_kind_display()), period_of(one), one.as_of, one.at, by, one.sha256]


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
