"""Góc nhìn: the figures by place or by sector as tables with their words; the page and the file print the same ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.statistics.boards import Board
from sangkien.statistics.crossviews import CrossView, by_place, by_sector, in_the_area
from sangkien.statistics.whereabouts import Level
from sangkien.web.templatetags.components import day

PLACE, SECTOR, AREA = "dia-ban", "nganh", "he-thong-khac"


@dataclass(frozen=True)
class Table:
    """One table: what its lines are (`column`), what may not be done with its sum (`label`), and how to read it.

    `slug` names it in addresses. `is_own` is false where the dossiers are of others.
    """

    slug: str
    title: str
    column: str
    label: str
    total: str
    footnote: str
    crossed: CrossView
    is_own: bool = True


def table(slug: str, board: Board) -> Table | None:
    """One table by its name in addresses, by place where there is no such name; None for the area of a union that
    has none."""
    return _TABLES.get(slug, _by_place)(board)


def _by_place(board: Board) -> Table:
    crossed = by_place(board.unit, **_asked(board))
    return Table(
        slug=PLACE,
        title=_("Hồ sơ của đơn vị xếp theo địa bàn"),
        column=_column(crossed.level),
        label=_(
            "Bảng này xếp lại cùng những hồ sơ của bảng số liệu theo nơi làm việc. "
            "Không cộng với bảng xếp hạng theo hệ thống."
        ),
        total=_("Cộng, đúng bằng số của đơn vị"),
        footnote=_on_the_map(board, crossed),
        crossed=crossed,
    )


def _by_sector(board: Board) -> Table:
    return Table(
        slug=SECTOR,
        title=_("Hồ sơ của đơn vị xếp theo ngành"),
        column=_("Ngành, nghề"),
        label=_(
            "Bảng này xếp lại cùng những hồ sơ của bảng số liệu theo ngành, nghề của nơi làm việc. "
            "Không cộng với bảng xếp hạng theo hệ thống."
        ),
        total=_("Cộng, đúng bằng số của đơn vị"),
        footnote=_("Ngành, nghề lấy theo nơi làm việc ghi đầu tiên của công đoàn."),
        crossed=by_sector(board.unit, **_asked(board)),
    )


def _in_the_area(board: Board) -> Table | None:
    crossed = in_the_area(board.unit, **_asked(board))
    if crossed is None:
        return None
    return Table(
        slug=AREA,
        title=_("Trên địa bàn nhưng thuộc hệ thống khác"),
        column=_("Công đoàn nhận báo cáo"),
        label=_(
            "Hồ sơ của các công đoàn có nơi làm việc trên địa bàn nhưng báo cáo về hệ thống khác. "
            "Chỉ để biết, không cộng với bảng nào của đơn vị."
        ),
        total=_("Cộng, không tính vào số của đơn vị"),
        footnote=_on_the_map(board, crossed),
        crossed=crossed,
        is_own=False,
    )


_TABLES: dict[str, Callable[[Board], Table | None]] = {PLACE: _by_place, SECTOR: _by_sector, AREA: _in_the_area}


def _asked(board: Board) -> dict[str, Any]:
    stretch = board.stretch
    return {"programme": stretch.programme, "phase": stretch.phase, "as_of": board.as_of, "view": board.view}


def _column(level: Level | None) -> str:
    if level == Level.DISTRICT:
        return _("Huyện, quận, thị xã, thành phố")
    return _("Xã, phường, đặc khu") if level == Level.COMMUNE else _("Tỉnh, thành phố")


def _on_the_map(board: Board, crossed: CrossView) -> str:
    said = _("Địa bàn lấy theo nơi làm việc ghi đầu tiên của công đoàn, trên bản đồ hành chính ngày %(day)s.")
    parts = [said % {"day": day(board.as_of)}]
    if not all(group.is_named for group in crossed.groups):
        parts.append(_("Chưa xác định được: xã, phường cũ đã chia, hoặc mã xã, phường không có trên bản đồ."))
    return " ".join(parts)
