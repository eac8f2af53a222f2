"""Inspections as files: the list of them, and what was drawn."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.evidence.models import Finding, Inspection, Sampled
from sangkien.evidence.results import latest
from sangkien.evidence.rules import SEE_INSPECTION
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, open_to_all, wearing
from sangkien.web.evidence.inspections import INSPECTORS, every, names_for


@open_to_all
@require_safe
def inspections_file(request: Request, form: Form) -> HttpResponseBase:
    """Every inspection."""
    actor = request.visit.actor
    named = names_for(set(every().values_list("unit", flat=True)), actor)
    return send_list(
        request,
        form,
        name="hau-kiem",
        title=_("Các đợt hậu kiểm"),
        columns=[
            Column("code", _("Đợt")),
            Column("unit", _("Đơn vị")),
            Column("programme", _("Chương trình")),
            Column("valid_from", _("Được công nhận từ ngày"), Kind.DAY),
            Column("valid_to", _("Đến hết ngày"), Kind.DAY),
            Column("population", _("Trong diện"), Kind.WHOLE, _("số hồ sơ hợp lệ trong những ngày ấy")),
            Column("size", _("Chọn"), Kind.WHOLE, _("số hồ sơ được chọn ngẫu nhiên")),
            Column("state", _("Tình trạng")),
        ],
        rows=(_inspection(one, named) for one in in_parts(every().order_by("-pk"), list)),
    )


@wearing(*INSPECTORS)
@require_safe
def sample_file(request: Request, code: str, form: Form) -> HttpResponseBase:
    """The records that were drawn, with what was found."""
    one = get_for(request.visit.actor, SEE_INSPECTION, every(), code=code)
    found = latest(one)
    drawn = one.sampled.select_related("listed__initiative").order_by("position")
    return send_list(
        request,
        form,
        name=f"mau-{code}",
        title=_("Hồ sơ được chọn hậu kiểm"),
        columns=[
            Column("position", _("Số"), Kind.WHOLE),
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Sáng kiến")),
            Column("benefit_vnd", _("Giá trị kê khai"), Kind.DONG, _("giá trị một năm do tác giả kê khai")),
            Column("judged", _("Kết quả")),
            Column("right_vnd", _("Giá trị đúng"), Kind.DONG, _("giá trị mà hậu kiểm tìm thấy, khi kê khai chưa đúng")),
            Column("note", _("Ghi chú")),
        ],
        rows=(_sampled(each, found.get(each.pk)) for each in in_parts(drawn, list)),
        facts=[(_("Đợt"), code)],
    )


def _inspection(one: Inspection, named: dict[int, str]) -> list[Cell]:
    state = _("Đã rút mẫu") if hasattr(one, "draw") else _("Đã công bố, chờ rút mẫu")
    unit = named.get(one.unit_id, one.unit.code)
    return [one.code, unit, one.programme.name, one.valid_from, one.valid_to, one.population, one.size, state]


def _sampled(each: Sampled, found: Finding | None) -> list[Cell]:
    about = each.listed.initiative
    said = [str(found.get_judged_display()), found.right_vnd, found.note] if found else [None, None, None]
    return [each.position, about.code, about.title, about.benefit_vnd, *said]
