"""The registers of papers as files."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.registry.models import Incoming, OfficialPaper, Outgoing
from sangkien.registry.queries import incoming_of, outgoing_of
from sangkien.registry.rules import OFFICERS
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.lists import papers_asked
from sangkien.web.registry.registers import year_asked


@wearing(*OFFICERS)
@require_safe
def outgoing_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The register of what went out in a year."""
    unit, year = unit_of(request, code), year_asked(request, request.visit.actor.on)
    return send_list(
        request,
        form,
        name=f"van-ban-di-{code}-{year}",
        title=_("Sổ văn bản đi"),
        columns=[
            Column("line", _("Số, ký hiệu")),
            Column("kind", _("Loại văn bản")),
            Column("subject", _("Trích yếu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("taken_on", _("Lấy số ngày"), Kind.DAY),
            Column("state", _("Tình trạng")),
            Column("reason", _("Lý do")),
        ],
        rows=map(_outgoing, in_parts(outgoing_of(unit, year=year), list)),
        facts=[(_("Năm"), str(year))],
    )


@wearing(*OFFICERS)
@require_safe
def incoming_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The register of what came in within a year."""
    unit, year = unit_of(request, code), year_asked(request, request.visit.actor.on)
    return send_list(
        request,
        form,
        name=f"van-ban-den-{code}-{year}",
        title=_("Sổ văn bản đến"),
        columns=[
            Column("number", _("Số đến"), Kind.WHOLE),
            Column("subject", _("Trích yếu")),
            Column("sender", _("Nơi gửi")),
            Column("line", _("Số, ký hiệu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("arrived_on", _("Ngày đến"), Kind.DAY),
        ],
        rows=map(_incoming, in_parts(incoming_of(unit, year=year), list)),
        facts=[(_("Năm"), str(year))],
    )


@wearing(*OFFICERS)
@require_safe
def papers_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The union's papers."""
    return send_list(
        request,
        form,
        name=f"van-ban-{code}",
        title=_("Văn bản của đơn vị"),
        columns=[
            Column("about", _("Trích yếu")),
            Column("kind", _("Loại văn bản")),
            Column("line", _("Số, ký hiệu")),
            Column("day", _("Ngày"), Kind.DAY),
            Column("state", _("Tình trạng")),
        ],
        rows=map(_paper, in_parts(papers_asked(request, unit_of(request, code)), list)),
    )


def _outgoing(one: Outgoing) -> list[Cell]:
    state = str(one.get_state_display())
    return [one.line, str(one.get_kind_display()), one.subject, one.day, one.taken_on, state, one.reason]


def _incoming(one: Incoming) -> list[Cell]:
    return [one.number, one.subject, one.sender, one.line, one.day, one.arrived_on]


def _paper(one: OfficialPaper) -> list[Cell]:
    outgoing = getattr(one, "outgoing", None)
    line = outgoing.line if outgoing else None
    return [one.about, str(one.get_kind_display()), line, one.day, str(one.get_state_display())]
