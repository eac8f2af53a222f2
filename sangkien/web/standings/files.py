"""A frozen table as files: CSV as spreadsheets expect it, XLSX with real numbers, filters and its definitions."""

import io
from fractions import Fraction
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from sangkien.standings.models import Kind, Snapshot
from sangkien.standings.reproducing import groups
from sangkien.web.standings.printing import FIGURE_NAMES, figure, goal_of, percent_in, shown

_STANDING = ["rank", "unit", "name", "valid", "submitted", "assigned", "registered", "self_raised", "members"]
_STANDING_ENDS = ["week", "employer_vnd", "declared_vnd"]
_QUARTER = ["unit", "name", "count", "target", "above", "wins", "decision"]


def csv_lines(one: Snapshot) -> list[list[str]]:
    """The head, then every line of every table, printed as on the page."""
    told = shown(one)
    head = [[_("Bảng chốt số"), str(one.number)], [_("Thời điểm"), told["until"]], [_("Mã băm"), one.sha256], []]
    return [*head, _columns(one), *(_printed(one, group, line) for group, line in _all(one))]


def workbook(one: Snapshot) -> bytes:
    """Two sheets: the figures as numbers, and what they mean."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet = book.add_worksheet(_("Bảng"))
        columns = _columns(one)
        sheet.write_row(0, 0, columns, bold)
        last = 0
        for last, (group, line) in enumerate(_all(one), start=1):
            for at, value in enumerate(_raw(one, group, line)):
                if value is not None:
                    sheet.write(last, at, value)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
        meaning = book.add_worksheet(_("Định nghĩa"))
        for at, row in enumerate(_meaning(one)):
            meaning.write_row(at, 0, row)
        meaning.set_column(0, 0, 28)
        meaning.set_column(1, 1, 100)
    return out.getvalue()


def _all(one: Snapshot) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(group, line) for group in groups(one.content) for line in group["lines"]]


def _names(one: Snapshot) -> list[str]:
    return _QUARTER if one.kind == Kind.QUARTER else [*_STANDING, "percent", *_STANDING_ENDS]


def _columns(one: Snapshot) -> list[str]:
    own = {
        "unit": _("Mã đơn vị"),
        "name": _("Đơn vị"),
        "percent": _("Phần trăm chỉ tiêu"),
        "week": _("Hợp lệ 7 ngày qua"),
        "declared_vnd": _("Giá trị làm lợi"),
        "above": _("Hơn chỉ tiêu quý"),
        "decision": _("Căn cứ"),
    }
    return [_("Cụm, khối"), *(own.get(name) or str(FIGURE_NAMES[name]) for name in _names(one))]


def _printed(one: Snapshot, group: dict[str, Any], line: dict[str, Any]) -> list[str]:
    told = figure(line)
    if one.kind != Kind.QUARTER:
        told["percent"] = percent_in(line)
    return [group["name"] or "", *(told[name] for name in _names(one))]


def _raw(one: Snapshot, group: dict[str, Any], line: dict[str, Any]) -> list[Any]:
    """As numbers that a spreadsheet reckons with; a percentage as what it is of one, an exact fraction as a decimal."""
    values = dict(line)
    if one.kind == Kind.QUARTER:
        values["target"] = float(Fraction(line["target"])) if line["target"] else None
        values |= {name: figure(line)[name] for name in ("above", "wins")}
    else:
        goal = goal_of(line)
        values["percent"] = line["valid"] / goal if goal else None
    return [group["name"], *(values[name] for name in _names(one))]


def _meaning(one: Snapshot) -> list[list[str]]:
    told = shown(one)
    return [
        [_("Bảng chốt số"), str(one.number)],
        [_("Thời điểm"), told["until"]],
        [_("Cách xếp"), told["rule"] or _("Nhiều sáng kiến hợp lệ nhất trong quý, trong số đơn vị hơn chỉ tiêu quý.")],
        [_("Hợp lệ"), _("hồ sơ được công đoàn cấp trên trực tiếp kết luận hợp lệ.")],
        [
            _("Lượt nộp"),
            _("hồ sơ đã gửi và chưa rút, kể cả hồ sơ đang chờ, đang bổ sung hoặc không đủ điều kiện."),
        ],
        [_("Phần trăm chỉ tiêu"), _("hợp lệ chia cho chỉ tiêu được giao, chưa giao thì đăng ký, rồi tự phấn đấu.")],
        [_("Bút toán cuối"), str(one.mark)],
        [_("Mã băm"), one.sha256],
        [_("Mã băm của bảng trước"), one.previous],
    ]
