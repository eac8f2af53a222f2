"""The targets of a union as a file: a line for each indicator of each stretch."""

from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.targets.models import TargetKind
from sangkien.web.board.tiles import until_when
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, wearing
from sangkien.web.targets.asked import read
from sangkien.web.targets.numbers import unit_of
from sangkien.web.targets.overview import Line, Stage, stages


@wearing(*Role)
@require_safe
@never_cache
def targets_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """What is set for the union, what it has reached, and what it has passed on."""
    actor, asked = request.visit.actor, read(request, code, SEE_FIGURES)
    return send_list(
        request,
        form,
        name=f"chi-tieu-{code}",
        title=_("Chỉ tiêu"),
        columns=[
            Column("stage", _("Giai đoạn")),
            Column("indicator", _("Chỉ số")),
            Column("counted_in", _("Đơn vị tính")),
            Column("done", _("Đã đạt"), Kind.HUNDREDTHS, _("theo đơn vị tính của từng chỉ số")),
            *(Column(kind.lower(), str(kind.label), Kind.HUNDREDTHS) for kind in TargetKind),
            Column("passed_on", _("Giao xuống"), Kind.HUNDREDTHS, _("tổng các số đã giao cho đơn vị trực thuộc")),
            Column("given_unions", _("Số đơn vị được giao"), Kind.WHOLE),
        ],
        rows=(_cells(stage, line) for stage in stages(asked, on=actor.on) for line in stage.lines),
        facts=[
            (_("Chỉ tiêu của"), asked.unit.name),
            (_("Chương trình"), asked.programme.name),
            (_("Kết quả"), until_when(actor.on, now=request.visit.now)),
        ],
    )


def _cells(stage: Stage, line: Line) -> list[Cell]:
    passed = line.passed_on
    total, unions = (passed.total, passed.unions) if passed and passed.unions else (None, None)
    numbers = [_number(line, one) for one in (line.done, *(cell.value for cell in line.cells), total)]
    return [stage.title, str(line.indicator.label), str(unit_of(line.indicator)), *numbers, unions]


def _number(line: Line, value: int | None) -> Decimal | None:
    """Shares are kept in hundredths of a percent."""
    if value is None:
        return None
    return Decimal(value) if line.indicator.sums_over_units else Decimal(value) / 100
