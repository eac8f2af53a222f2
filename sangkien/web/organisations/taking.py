"""The unions under a union as a file."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, open_to_all
from sangkien.web.organisations import below
from sangkien.web.organisations.asked import read
from sangkien.web.templatetags.components import day


@open_to_all
@never_cache
@require_safe
def below_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """Those directly below on the day that is asked for; members of those into which the reader sees."""
    asked, kinds = read(request), below.kinds()
    unit, actor = get_object_or_404(Organisation, code=code), request.visit.actor
    rows = in_parts(
        children(unit, asked.day), lambda some: below.table(some, on=asked.day, actor=actor, among=kinds).rows
    )
    return send_list(
        request,
        form,
        name=f"truc-thuoc-{code}",
        title=_("Đơn vị trực thuộc"),
        columns=[
            Column("code", _("Mã đơn vị")),
            Column("name", _("Đơn vị")),
            Column("kind", _("Loại đơn vị")),
            Column("below", _("Trực thuộc"), Kind.WHOLE, _("số đơn vị trực tiếp bên dưới")),
            Column("members", _("Đoàn viên"), Kind.WHOLE, _("số đoàn viên báo gần nhất, của đơn vị anh/chị được xem")),
        ],
        rows=map(_cells, rows),
        facts=[(_("Trực thuộc"), code), (_("Cây của ngày"), day(asked.day))],
    )


def _cells(row: below.Row) -> list[Cell]:
    return [row.unit.code, row.unit.name, str(row.kind), row.below, row.members]
