"""The tables of the board as they leave it: the same rows as on the page, with what each column means."""

from django.utils.translation import gettext as _

from sangkien.counting.queries import View
from sangkien.initiatives.levels import Level
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Organisation
from sangkien.statistics.boards import Board, DayLine
from sangkien.statistics.crossviews import CrossView, Group
from sangkien.statistics.ranking import Ranked
from sangkien.statistics.stretches import Stretch
from sangkien.targets.models import TargetKind
from sangkien.web.board.crossviews import Table
from sangkien.web.board.rows import Row, rows
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet
from sangkien.web.templatetags.components import day


def unit_sheet(board: Board, *, name: str, until: str) -> Sheet:
    """The unit itself, then every unit below it in the order of the ranking."""
    own = Row(Ranked(None, board.figures), board.pace)
    lines = (_unit_line(row) for row in [own, *rows(board)])
    return Sheet(name, _("Số liệu theo đơn vị"), facts_of(board, until), _unit_columns(), lines)


def day_sheet(board: Board, *, name: str, until: str) -> Sheet:
    """The daily table. The gains before the first day stand in a line of their own."""
    columns = [
        Column("day", _("Ngày"), meaning=_("ngày có hồ sơ gửi hoặc kết luận, theo giờ Việt Nam")),
        Column("submitted", _("Nộp trong ngày"), Kind.WHOLE, meaning_of_submitted()),
        Column("valid", _("Hợp lệ trong ngày"), Kind.WHOLE, meaning_of_valid()),
        Column("submitted_total", _("Lũy kế nộp"), Kind.WHOLE, meaning_of_submitted()),
        Column("valid_total", _("Lũy kế hợp lệ"), Kind.WHOLE, meaning_of_valid()),
    ]
    return Sheet(name, _("Số liệu theo ngày"), facts_of(board, until), columns, map(_day_line, board.days))


def value_sheet(board: Board, *, name: str, until: str) -> Sheet:
    """The benefit of the unit by how far it is attested."""
    columns = [Column("name", _("Đơn vị")), *_value_columns()]
    row = [board.figures.unit.name, *value_cells(board.figures.value)]
    return Sheet(name, _("Giá trị làm lợi theo mức xác nhận"), facts_of(board, until), columns, [row])


def crossed_sheet(board: Board, table: Table, *, name: str, until: str) -> Sheet:
    """A table of the other points of view, its label among the facts and its total the last row."""
    columns = [Column("group", table.column), *_count_columns(), *_value_columns()]
    lines = [
        *(_crossed_line(group.name, group) for group in table.crossed.groups),
        _crossed_line(table.total, table.crossed),
    ]
    facts = [*facts_of(board, until), (table.title, table.label)]
    return Sheet(name, table.title, facts, columns, lines)


def facts_of(board: Board, until: str) -> list[tuple[str, str]]:
    """Whose figures these are, of which stretch, up to when, in which tree."""
    return facts(board.unit, board.stretch, view=board.view, until=until)


def facts(unit: Organisation, stretch: Stretch, *, view: View, until: str) -> list[tuple[str, str]]:
    """The same of figures that are no board."""
    return [
        (_("Đơn vị"), unit.name),
        (_("Chương trình"), stretch.programme.name),
        (_("Giai đoạn"), stretch.title),
        (_("Thời điểm"), until),
        (_("Cơ cấu tổ chức"), _("của ngày xem") if view == View.RESTATED else _("lúc nộp hồ sơ")),
    ]


def _crossed_line(name: str, one: Group | CrossView) -> list[Cell]:
    return [name, one.submitted, one.valid, *value_cells(one.value)]


def _count_columns() -> list[Column]:
    return [
        Column("submitted", _("Lượt nộp"), Kind.WHOLE, meaning_of_submitted()),
        Column("valid", _("Hợp lệ"), Kind.WHOLE, meaning_of_valid()),
    ]


def _value_columns() -> list[Column]:
    part = _("phần của giá trị làm lợi ở mức xác nhận này; cộng các mức bằng tổng")
    levels = [
        Column(f"benefit_{level.lower()}", _("Trong đó: %(level)s") % {"level": level.label}, Kind.DONG, part)
        for level in Level
    ]
    total = _("tổng giá trị một năm do tác giả kê khai trong các hồ sơ hợp lệ, công đoàn đã thẩm định hồ sơ")
    actual = _("giá trị tìm thấy sau một năm áp dụng, của các hồ sơ đã kiểm chứng")
    return [
        Column("benefit_vnd", _("Giá trị làm lợi"), Kind.DONG, total),
        *levels,
        Column("actual_vnd", _("Giá trị thực tế của phần đã kiểm chứng"), Kind.DONG, actual),
    ]


def value_cells(value: Value) -> list[Cell]:
    """A sum of money with its parts by level, and what was found after a year."""
    return [value.total, *value.parts.values(), value.actual]


def _unit_columns() -> list[Column]:
    return [
        Column("rank", _("Hạng"), Kind.WHOLE, _("bằng nhau thì đồng hạng; không có chỉ tiêu thì không xếp hạng")),
        Column("unit", _("Mã đơn vị")),
        Column("name", _("Đơn vị")),
        Column("target", _("Chỉ tiêu"), Kind.WHOLE, _("chỉ tiêu được giao, nếu không có thì đăng ký, rồi tự phấn đấu")),
        *_count_columns(),
        Column("percent", _("Phần trăm chỉ tiêu"), Kind.PERCENT, _("hợp lệ chia cho chỉ tiêu, nhân 100")),
        Column("over", _("Vượt chỉ tiêu"), Kind.WHOLE, _("hợp lệ trừ chỉ tiêu, khi đã vượt")),
        Column("required_per_day", _("Cần mỗi ngày"), Kind.DECIMAL, _("phần còn thiếu chia đều cho các ngày còn lại")),
        Column("valid_7_days", _("Hợp lệ 7 ngày qua"), Kind.WHOLE, meaning_of_valid()),
        Column("members", _("Số đoàn viên"), Kind.WHOLE, _("số đoàn viên báo gần nhất")),
        Column(
            "per_1000_members",
            _("Hợp lệ trên 1.000 đoàn viên"),
            Kind.DECIMAL,
            _("hợp lệ chia cho đoàn viên, nhân 1.000"),
        ),
        *_value_columns(),
        Column("measured_by", _("So với chỉ tiêu"), meaning=_("loại chỉ tiêu dùng để tính phần trăm")),
        *(Column(f"target_{kind.lower()}", str(kind.label), Kind.WHOLE) for kind in TargetKind),
    ]


def _unit_line(row: Row) -> list[Cell]:
    figures, achievement = row.figures, row.achievement
    over = achievement.over if achievement.over is not None and achievement.over > 0 else None
    return [
        row.line.rank,
        figures.unit.code,
        figures.unit.name,
        achievement.target,
        figures.submitted,
        figures.valid,
        achievement.percent,
        over,
        row.required,
        sum(row.week),
        figures.members,
        figures.per_1000,
        *value_cells(figures.value),
        str(figures.measured_by.label) if figures.measured_by else None,
        *(figures.targets.of(kind) if figures.targets else None for kind in TargetKind),
    ]


def _day_line(line: DayLine) -> list[Cell]:
    said = day(line.day) if line.day else _("Trước đó")
    return [said, line.submitted, line.valid, line.submitted_total, line.valid_total]


def meaning_of_submitted() -> str:
    """What lượt nộp counts."""
    return _("hồ sơ đã gửi và chưa rút, kể cả hồ sơ đang chờ, đang bổ sung hoặc không đủ điều kiện")


def meaning_of_valid() -> str:
    """What hợp lệ counts."""
    return _("hồ sơ được công đoàn cấp trên trực tiếp kết luận hợp lệ")
