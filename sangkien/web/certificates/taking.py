"""The lists of certificates as files."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.certificates.rules import OFFICERS
from sangkien.web.certificates.asked import kind_of, unit_of
from sangkien.web.certificates.giving import eligible_asked, given_asked, rows_of
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Column, Kind
from sangkien.web.doors import Request, wearing


@wearing(*OFFICERS)
@require_safe
def given_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """What the union has given, as it was asked for."""
    unit = unit_of(request, code)
    return send_list(
        request,
        form,
        name=f"giay-chung-nhan-{code}",
        title=_("Giấy chứng nhận đã cấp"),
        columns=[
            Column("serial", _("Số giấy")),
            Column("name", _("Họ và tên")),
            Column("work", _("Nội dung")),
            Column("issued_on", _("Ngày cấp"), Kind.DAY),
            Column("state", _("Tình trạng")),
            Column("reason", _("Lý do")),
        ],
        rows=(
            [
                one.serial,
                one.name,
                one.says.work,
                one.issued_on,
                one.get_state_display(),
                one.ending.reason if hasattr(one, "ending") else "",
            ]
            for one in in_parts(given_asked(request, unit), list)
        ),
    )


@wearing(*OFFICERS)
@require_safe
def eligible_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """Who may get one, as they were asked for."""
    unit, kind, on = unit_of(request, code), kind_of(request), request.visit.actor.on
    rows = in_parts(eligible_asked(request, unit, kind), lambda some: rows_of(some, unit, kind, on=on))
    return send_list(
        request,
        form,
        name=f"du-dieu-kien-{code}",
        title=_("Người đủ điều kiện nhận giấy chứng nhận"),
        columns=[
            Column("recorded", _("Tên trong hồ sơ")),
            Column("name", _("Tên đã xác nhận")),
            Column("work", _("Nội dung")),
            Column("workplace", _("Nơi làm việc")),
            Column("reference", _("Mã hồ sơ")),
            Column("basis", _("Căn cứ")),
            Column("held", _("Giấy còn hiệu lực")),
        ],
        rows=(
            [
                row["subject"].recorded,
                row["spelled"] or "",
                row["subject"].work,
                row["subject"].workplace,
                row["subject"].reference,
                row["subject"].basis,
                _("có") if row["held"] else "",
            ]
            for row in rows
        ),
    )
