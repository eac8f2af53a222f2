"""The lists that were brought, as a file."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.intake.states import Pile
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, wearing
from sangkien.web.intake.lists import BRINGING, Line, brought_for, lines_of

_PILES = (Pile.READY, Pile.TO_FIX, Pile.DUPLICATE, Pile.ENTERED)


@wearing(*BRINGING)
@never_cache
@require_safe
def batches_file(request: Request, form: Form) -> HttpResponseBase:
    """Every list that was brought for the hat's unions."""
    return send_list(
        request,
        form,
        name="nhap-excel",
        title=_("Các danh sách đã đưa lên"),
        columns=[
            Column("file", _("Tệp")),
            Column("unit", _("Đơn vị")),
            Column("by", _("Người đưa lên")),
            Column("at", _("Đưa lên lúc"), Kind.MOMENT),
            Column("state", _("Trạng thái")),
            *(Column(pile.lower(), str(pile.label), Kind.WHOLE, _("số dòng của danh sách")) for pile in _PILES),
        ],
        rows=map(_cells, in_parts(brought_for(request.visit.actor), lambda some: lines_of(some, request))),
    )


def _cells(line: Line) -> list[Cell]:
    one = line.batch
    said: list[Cell] = [
        one.file.name,
        line.unit,
        one.brought_by.full_name,
        one.brought_at,
        str(one.get_state_display()),
    ]
    return [*said, *(line.counts[pile] for pile in _PILES)]
