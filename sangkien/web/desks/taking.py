"""The lists of desks as files."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.desks import queries
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.desks.figures import READERS, Desk, desks, first_day
from sangkien.web.desks.late import ABOVE, Line, lines_of
from sangkien.web.desks.naming import waiting_lines
from sangkien.web.doors import Request, wearing
from sangkien.web.review.page import OFFICERS
from sangkien.web.templatetags.components import day


@wearing(*ABOVE)
@require_safe
def late_file(request: Request, form: Form) -> HttpResponseBase:
    """What no desk below answered in time."""
    return send_list(
        request,
        form,
        name="qua-han",
        title=_("Quá hạn ở cấp dưới"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("state", _("Trạng thái")),
            Column("desk", _("Nơi đang giữ")),
            Column("since", _("Chuyển lên lúc"), Kind.MOMENT),
            Column("due_on", _("Hạn trả lời"), Kind.DAY, _("ngày cuối cùng còn đúng hạn")),
            Column("days_late", _("Quá hạn (ngày)"), Kind.WHOLE, _("kể cả ngày nghỉ, đến ngày tải")),
            Column("reminded_at", _("Đã nhắc"), Kind.MOMENT),
        ],
        rows=map(_late, in_parts(queries.late_below(request.visit.actor), lambda some: lines_of(request, some))),
    )


@wearing(*OFFICERS)
@require_safe
def waiting_file(request: Request, form: Form) -> HttpResponseBase:
    """What waits for somebody to be named."""
    return send_list(
        request,
        form,
        name="cho-cu-nguoi",
        title=_("Chờ cử người xem lại"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Tên sáng kiến")),
            Column("unit", _("Đơn vị")),
            Column("desk", _("Nơi đang giữ")),
            Column("waiting_since", _("Chờ từ"), Kind.MOMENT, _("từ khi hồ sơ đến nơi đang giữ")),
            Column("due_on", _("Hạn trả lời"), Kind.DAY, _("ngày cuối cùng còn đúng hạn")),
        ],
        rows=(
            [one.code, one.title, row.unit, desk, one.waiting_since, one.due_on]
            for row, desk, _may in waiting_lines(request.visit.actor)
            for one in [row.initiative]
        ),
    )


@wearing(*READERS)
@require_safe
def figures_file(request: Request, form: Form) -> HttpResponseBase:
    """How the desks are doing."""
    actor, first = request.visit.actor, first_day(request)
    settled = _("hồ sơ đơn vị này đã trả lời trong những ngày này")
    return send_list(
        request,
        form,
        name="xu-ly-ho-so",
        title=_("Số liệu xử lý hồ sơ"),
        columns=[
            Column("unit", _("Mã đơn vị")),
            Column("name", _("Đơn vị")),
            Column("handled", _("Đã xử lý"), Kind.WHOLE, settled),
            Column("timed", _("Có hạn trả lời"), Kind.WHOLE, _("trong số đã xử lý")),
            Column("in_time", _("Đúng hạn"), Kind.WHOLE, _("trong số có hạn trả lời")),
            Column("percent_in_time", _("Đúng hạn (%)"), Kind.PERCENT, _("đúng hạn chia cho có hạn trả lời")),
            Column("median_wait", _("Chờ, trung vị (ngày làm việc)"), Kind.DECIMAL),
            Column("returned", _("Đã trả lại"), Kind.WHOLE),
            Column("completed", _("Đã bổ sung xong"), Kind.WHOLE),
            Column("waiting", _("Đang chờ"), Kind.WHOLE, _("hồ sơ đang ở đơn vị này lúc tải")),
            Column("late", _("Đang quá hạn"), Kind.WHOLE, _("trong số đang chờ")),
        ],
        rows=map(_figures, desks(actor, first=first)),
        facts=[(_("Từ ngày"), day(first)), (_("Đến hết ngày"), day(actor.on))],
    )


def _late(line: Line) -> list[Cell]:
    one, about = line.escalation.initiative, line.escalation
    said = [one.code, one.title, str(one.get_state_display()), line.desk]
    return [*said, about.since, about.due_on, line.days, line.reminded_at]


def _figures(desk: Desk) -> list[Cell]:
    told, lying = desk.figures, desk.lying
    timed = [told.handled, told.timed, told.in_time, told.percent_in_time, told.median_wait]
    return [desk.code, desk.name, *timed, told.returned, told.completed, lying.waiting, lying.late]
