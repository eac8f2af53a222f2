"""The figures as CSV for a spreadsheet: the same rows and the same printing as on the page.

UTF-8 with a byte order mark and semicolons, as spreadsheets set to Vietnamese expect. A cell that somebody else
wrote and that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sangkien.counting.queries import View
from sangkien.initiatives.levels import Level
from sangkien.initiatives.worth import Value
from sangkien.statistics.boards import Board, DayLine
from sangkien.statistics.crossviews import CrossView, Group
from sangkien.statistics.ranking import Ranked
from sangkien.targets.models import TargetKind
from sangkien.web.board.crossviews import Table
from sangkien.web.board.rows import Row, rows
from sangkien.web.templatetags.components import NOTHING, day, decimal, money, number, percent

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


def respond(name: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def written(lines: Iterable[Sequence[str]]) -> str:
    """The lines as the text of a CSV file."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([guarded(cell) for cell in line] for line in lines)
    return out.getvalue()


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet will run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def unit_lines(board: Board, *, until: str) -> list[list[str]]:
    """The unit itself, then every unit below it in the order of the ranking."""
    own = Row(Ranked(None, board.figures), board.pace)
    return [
        *_heading(board, until),
        _unit_head(),
        _unit_line(own, rank=""),
        *(_unit_line(row, rank=str(row.line.rank or NOTHING)) for row in rows(board)),
    ]


def day_lines(board: Board, *, until: str) -> list[list[str]]:
    """The daily table."""
    head = [_("Ngày"), _("Nộp trong ngày"), _("Hợp lệ trong ngày"), _("Lũy kế nộp"), _("Lũy kế hợp lệ")]
    return [*_heading(board, until), head, *(_day_line(line) for line in board.days)]


def crossed_lines(board: Board, table: Table, *, until: str) -> list[list[str]]:
    """A table of the other points of view, its label above it and its total below."""
    head = [table.column, _("Lượt nộp"), _("Hợp lệ"), *_value_head()]
    return [
        *_heading(board, until)[:-1],
        [table.title, table.label],
        [],
        head,
        *(_crossed_line(group.name, group) for group in table.crossed.groups),
        _crossed_line(table.total, table.crossed),
    ]


def _crossed_line(name: str, one: Group | CrossView) -> list[str]:
    return [name, number(one.submitted), number(one.valid), *_value_cells(one.value)]


def _value_head() -> list[str]:
    levels = [_("Trong đó: %(level)s") % {"level": level.label} for level in Level]
    return [_("Giá trị làm lợi"), *levels, _("Giá trị thực tế của phần đã kiểm chứng")]


def _value_cells(value: Value) -> list[str]:
    return [money(dong) for dong in (value.total, *value.parts.values(), value.actual)]


def _heading(board: Board, until: str) -> list[list[str]]:
    return [
        [_("Đơn vị"), board.unit.name],
        [_("Chương trình"), board.stretch.programme.name],
        [_("Giai đoạn"), board.stretch.title],
        [_("Thời điểm"), until],
        [_("Cơ cấu tổ chức"), _("của ngày xem") if board.view == View.RESTATED else _("lúc nộp hồ sơ")],
        [],
    ]


def _unit_head() -> list[str]:
    return [
        _("Hạng"),
        _("Mã đơn vị"),
        _("Đơn vị"),
        _("Chỉ tiêu"),
        _("Lượt nộp"),
        _("Hợp lệ"),
        _("Phần trăm chỉ tiêu"),
        _("Vượt chỉ tiêu"),
        _("Cần mỗi ngày"),
        _("Hợp lệ 7 ngày qua"),
        _("Số đoàn viên"),
        _("Hợp lệ trên 1.000 đoàn viên"),
        *_value_head(),
        _("So với chỉ tiêu"),
        *(str(kind.label) for kind in TargetKind),
    ]


def _unit_line(row: Row, *, rank: str) -> list[str]:
    figures, achievement = row.figures, row.achievement
    over = achievement.over if achievement.over is not None and achievement.over > 0 else None
    return [
        rank,
        figures.unit.code,
        figures.unit.name,
        number(achievement.target),
        number(figures.submitted),
        number(figures.valid),
        percent(achievement.percent),
        number(over),
        decimal(row.required),
        number(sum(row.week)),
        number(figures.members),
        decimal(figures.per_1000),
        *_value_cells(figures.value),
        str(figures.measured_by.label) if figures.measured_by else NOTHING,
        *(number(figures.targets.of(kind) if figures.targets else None) for kind in TargetKind),
    ]


def _day_line(line: DayLine) -> list[str]:
    numbers = (line.submitted, line.valid, line.submitted_total, line.valid_total)
    return [day(line.day) if line.day else _("Trước đó"), *(number(n) for n in numbers)]
