"""Grading as files: rounds, criteria, the result of a round, one sheet."""

from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.grading.queries import graded_one
from sangkien.grading.spec import Kind as LineKind
from sangkien.grading.states import STAGES_BY_HAND, State
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, signed_in, wearing
from sangkien.web.grading import words
from sangkien.web.grading.asked import round_of, sheet_of
from sangkien.web.grading.criteria import editions_of, sets_of
from sangkien.web.grading.rounds import Row, grades_of, names_of, rounds_of, rows_of


@signed_in
@require_safe
@never_cache
def gradings_file(request: Request, form: Form) -> HttpResponseBase:
    """Every round that the hat may see."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="dot-xep-loai",
        title=_("Các đợt xếp loại thi đua"),
        columns=[
            Column("name", _("Tên đợt")),
            Column("organiser", _("Đơn vị tổ chức")),
            Column("cluster", _("Cụm, khối")),
            Column("criteria", _("Bộ tiêu chí")),
            Column("as_of", _("Số liệu đến ngày"), Kind.DAY),
            Column("self_until", _("Tự chấm đến ngày"), Kind.DAY),
            Column("appeal_until", _("Khiếu nại đến ngày"), Kind.DAY),
            Column("state", _("Tình trạng")),
        ],
        rows=(
            [
                one.name,
                name,
                one.cluster.name if one.cluster else None,
                f"{one.edition.criteria.code}/{one.edition.number}",
                one.as_of,
                one.self_until,
                one.appeal_until,
                str(one.get_state_display()),
            ]
            for one, name in in_parts(
                rounds_of(actor), lambda some: [(one, names_of(some, actor).get(one.organiser_id, "")) for one in some]
            )
        ),
    )


@wearing(*Role)
@require_safe
@never_cache
def criteria_file(request: Request, form: Form) -> HttpResponseBase:
    """Every set of criteria that concerns the hat's union, at its newest edition."""
    return send_list(
        request,
        form,
        name="bo-tieu-chi",
        title=_("Các bộ tiêu chí xếp loại"),
        columns=[
            Column("code", _("Mã")),
            Column("edition", _("Phiên bản"), Kind.WHOLE),
            Column("name", _("Tên")),
            Column("owner", _("Mã đơn vị ban hành")),
            Column("at", _("Ghi lúc"), Kind.MOMENT),
        ],
        rows=(
            [one.criteria.code, one.number, one.name, one.criteria.owner.code, one.at]
            for one in in_parts(sets_of(request.visit.actor), editions_of)
        ),
    )


@signed_in
@require_safe
@never_cache
def grading_file(request: Request, key: int, form: Form) -> HttpResponseBase:
    """The result of a round as it stands, as far as the hat may read it."""
    one = round_of(request, key)
    lines = one.spec.lines
    return send_list(
        request,
        form,
        name=f"xep-loai-{one.organiser.code}-{one.pk}",
        title=one.name,
        facts=[
            (_("Tình trạng"), str(one.get_state_display())),
            (_("Số liệu"), words.figures_of(one)),
            (_("Bộ tiêu chí"), f"{one.edition.name} ({one.edition.criteria.code}, {one.edition.number})"),
            *grades_of(one),
            (_("Xét bằng điểm"), words.ties(one.spec)),
        ],
        columns=[
            Column("rank", _("Hạng"), Kind.WHOLE, _("bằng nhau thì đồng hạng")),
            Column("unit", _("Mã đơn vị")),
            Column("name", _("Đơn vị")),
            *(
                Column(line.code, line.name, Kind.HUNDREDTHS, _("nhiều nhất %s điểm") % words.points(line.points))
                for line in lines
            ),
            Column("points", _("Tổng điểm"), Kind.HUNDREDTHS),
            Column("grade", _("Xếp loại"), meaning="" if one.state == State.LOCKED else _("dự kiến, chưa khóa")),
            Column("reckoning", _("Tổng điểm tính thế nào")),
            Column("remarks", _("Lưu ý")),
        ],
        rows=(_result(row) for row in rows_of(one, request.visit.actor)),
    )


def _result(row: Row) -> list[Cell]:
    found, place = row.outcome.graded, row.outcome.placed
    spec = found.sheet.round.spec
    return [
        place.rank,
        found.unit.code,
        found.unit.name,
        *(_decimal(each.points) for each in found.total.lines.values()),
        _decimal(found.total.points),
        place.grade.name,
        words.added_up(found.total, spec),
        words.joined(row.remarks) or None,
    ]


@signed_in
@require_safe
@never_cache
def sheet_file(request: Request, key: int, code: str, form: Form) -> HttpResponseBase:
    """One sheet, line by line with what each stage gave."""
    one = sheet_of(request, key, code)
    found = graded_one(one)
    return send_list(
        request,
        form,
        name=f"bang-diem-{code}-{key}",
        title=f"{one.round.name}: {found.unit.name}",
        facts=[
            (_("Tình trạng"), str(one.round.get_state_display())),
            (_("Số liệu"), words.figures_of(one.round)),
            (_("Tổng điểm"), words.added_up(found.total, one.round.spec)),
        ],
        columns=[
            Column("code", _("Mã")),
            Column("line", _("Tiêu chí")),
            Column("kind", _("Loại")),
            Column("most", _("Điểm tối đa"), Kind.HUNDREDTHS),
            *(Column(stage.lower(), str(stage.label), Kind.HUNDREDTHS) for stage in STAGES_BY_HAND),
            Column("points", _("Điểm tính"), Kind.HUNDREDTHS),
            Column("how", _("Tính thế nào")),
        ],
        rows=(
            [
                each.line.code,
                each.line.name,
                words.kind(LineKind(each.line.kind)) or None,
                _decimal(each.line.points),
                *(
                    _decimal(score.points if (score := found.scores.get(stage, {}).get(each.line.code)) else None)
                    for stage in STAGES_BY_HAND
                ),
                _decimal(each.points),
                words.arithmetic(each) or None,
            ]
            for each in found.total.lines.values()
        ),
    )


def _decimal(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths) / 100
