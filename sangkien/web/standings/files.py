"""Tables of rankings as files: that of the day, the quarter's, and a frozen one, whose figures are those that were
sealed."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.base.numbers import percent
from sangkien.standings.models import Kind as Frozen
from sangkien.standings.models import Snapshot
from sangkien.standings.reproducing import groups
from sangkien.statistics.pace import tenths
from sangkien.statistics.quarters import Contender, QuarterGroup
from sangkien.web.board.sheets import meaning_of_submitted, meaning_of_valid
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet
from sangkien.web.standings.printing import FIGURE_NAMES, figure, goal_of, shown
from sangkien.web.standings.tables import Line
from sangkien.web.standings.tables import Sheet as Table
from sangkien.web.templatetags.standings import reckoning

Facts = Sequence[tuple[str, str]]

_STANDING = ["rank", "unit", "name", "valid", "submitted", "assigned", "registered", "self_raised", "percent"]
_STANDING += ["members", "week", "employer_vnd", "declared_vnd"]
_QUARTER = ["unit", "name", "count", "target", "above", "wins", "decision"]


def standing_sheet(
    tables: Iterable[Table], left_out: Sequence[Line], *, name: str, facts: Facts, by_day: bool
) -> Sheet:
    """Every table of the page, one under the other, and below them the units that stand in none. `by_day`: what was
    gained is that of the day, else of seven days."""
    gained = _("trong ngày xem") if by_day else _("trong 7 ngày qua, ngày xem là ngày cuối")
    columns = [
        _group_column(),
        _column("rank", Kind.WHOLE),
        Column("rank_before", _("Hạng 7 ngày trước"), Kind.WHOLE, _("trống khi chưa có hạng để so")),
        _column("unit"),
        _column("name"),
        Column("target", _("Chỉ tiêu"), Kind.WHOLE, _goal()),
        _column("submitted", Kind.WHOLE),
        _column("valid", Kind.WHOLE),
        _column("percent", Kind.PERCENT),
        Column("gained", _("Hợp lệ đạt thêm"), Kind.WHOLE, gained),
        Column("gained_percent", _("Phần chỉ tiêu đạt thêm"), Kind.PERCENT, gained),
        _column("members", Kind.WHOLE),
        Column(
            "per_1000_members",
            _("Hợp lệ trên 1.000 đoàn viên"),
            Kind.DECIMAL,
            _("hợp lệ chia cho đoàn viên, nhân 1.000"),
        ),
        _column("employer_vnd", Kind.DONG),
        Column("flags", _("Lưu ý"), meaning=_("đơn vị nhỏ: dưới 200 đoàn viên; chỉ tiêu nhỏ: dưới 10")),
    ]
    return Sheet(name, _("Bảng xếp hạng"), facts, columns, _standing_rows(tables, left_out))


def _standing_rows(tables: Iterable[Table], left_out: Sequence[Line]) -> Iterator[list[Cell]]:
    for one in tables:
        group = one.standing.cluster.name if one.standing.cluster else None
        for line in [*one.placed, *one.apart]:
            yield _standing_row(line, group, one.standing.before.get(line.figures.unit.pk))
    yield from (_standing_row(line, None, None) for line in left_out)


def _standing_row(line: Line, group: str | None, before: int | None) -> list[Cell]:
    figures, achievement = line.figures, line.achievement
    return [
        group,
        line.line.rank,
        before,
        figures.unit.code,
        figures.unit.name,
        achievement.target,
        figures.submitted,
        figures.valid,
        achievement.percent,
        line.gained,
        line.gained_percent,
        figures.members,
        figures.per_1000,
        figures.value.employer,
        "; ".join(line.flags) or None,
    ]


def quarter_sheet(found: Iterable[QuarterGroup], *, name: str, facts: Facts) -> Sheet:
    """Who leads each cluster in the quarter, and where each target comes from."""
    columns = [*_quarter_columns(), Column("reckoning", _("Chỉ tiêu quý tính thế nào"))]
    rows = (_quarter_row(one, group) for group in found for one in group.lines)
    return Sheet(name, _("Kết quả quý"), facts, columns, rows)


def _quarter_row(one: Contender, group: QuarterGroup) -> list[Cell]:
    return [
        group.cluster.name if group.cluster else None,
        one.unit.code,
        one.unit.name,
        one.count,
        None if one.target is None else tenths(one.target),
        _yes(one.is_above),
        _yes(one.wins),
        one.decided.decision if one.decided else None,
        reckoning(one),
    ]


def snapshot_sheet(one: Snapshot, *, name: str) -> Sheet:
    """A frozen table: its number and seal among the facts, its figures from what was sealed."""
    quarterly = one.kind == Frozen.QUARTER
    columns = _quarter_columns() if quarterly else [_group_column(), *map(_of_standing, _STANDING)]
    row = _sealed_quarter if quarterly else _sealed_standing
    rows = ([group["name"], *row(line)] for group in groups(one.content) for line in group["lines"])
    return Sheet(name, _("Bảng chốt số %(n)s") % {"n": one.number}, _sealed_facts(one), columns, rows)


def _sealed_facts(one: Snapshot) -> Facts:
    told = shown(one)
    rule = told["rule"] or _("Nhiều sáng kiến hợp lệ nhất trong quý, trong số đơn vị hơn chỉ tiêu quý.")
    return [
        (_("Bảng chốt số"), str(one.number)),
        (_("Thời điểm"), told["until"]),
        (_("Cách xếp"), rule),
        (_("Dòng cuối của sổ đếm"), str(one.mark)),
        (_("Mã kiểm tra"), one.sha256),
        (_("Mã kiểm tra của bảng trước"), one.previous),
    ]


def _sealed_standing(line: dict[str, Any]) -> list[Cell]:
    goal = goal_of(line)
    told = line | {"percent": percent(line["valid"], goal) if goal else None}
    return [told[name] for name in _STANDING]


def _sealed_quarter(line: dict[str, Any]) -> list[Cell]:
    target: Decimal | None = tenths(Fraction(line["target"])) if line["target"] else None
    told = line | {name: figure(line)[name] for name in ("above", "wins")} | {"target": target}
    return [told[name] for name in _QUARTER]


# Columns ----------------------------------------------------------------------------------------------------


def _group_column() -> Column:
    return Column("cluster", _("Cụm, khối"), meaning=_("trống: các đơn vị trực thuộc, hoặc chưa xếp vào cụm nào"))


def _quarter_columns() -> list[Column]:
    kinds = {"count": Kind.WHOLE, "target": Kind.DECIMAL}
    return [_group_column(), *(_column(name, kinds.get(name, Kind.TEXT)) for name in _QUARTER)]


def _of_standing(name: str) -> Column:
    if name in {"unit", "name"}:
        return _column(name)
    return _column(name, Kind.PERCENT if name == "percent" else Kind.DONG if name.endswith("_vnd") else Kind.WHOLE)


def _column(name: str, kind: Kind = Kind.TEXT) -> Column:
    """A figure as rankings call it, with what it counts."""
    own = {
        "unit": _("Mã đơn vị"),
        "name": _("Đơn vị"),
        "percent": _("Phần trăm chỉ tiêu"),
        "week": _("Hợp lệ 7 ngày qua"),
        "declared_vnd": _("Giá trị làm lợi"),
        "above": _("Hơn chỉ tiêu quý"),
        "decision": _("Căn cứ"),
    }
    meanings = {
        "rank": _("bằng nhau thì đồng hạng; trống: chưa xếp hạng"),
        "valid": meaning_of_valid(),
        "submitted": meaning_of_submitted(),
        "percent": _("hợp lệ chia cho chỉ tiêu, nhân 100; %(goal)s") % {"goal": _goal()},
        "count": _("hợp lệ trong các ngày của quý"),
        "target": _("phân số đúng, ở đây lấy một chữ số thập phân; so sánh bằng phân số đúng"),
        "above": _("số hợp lệ trong quý lớn hơn chỉ tiêu quý; bằng chưa phải là hơn"),
        "wins": _("nhiều sáng kiến hợp lệ nhất trong quý, trong số đơn vị hơn chỉ tiêu quý"),
        "employer_vnd": _("phần giá trị có xác nhận của người sử dụng lao động hoặc đã kiểm chứng"),
        "declared_vnd": _("tổng giá trị một năm do tác giả kê khai"),
        "members": _("số đoàn viên báo gần nhất"),
    }
    return Column(name, str(own.get(name) or FIGURE_NAMES[name]), kind, meanings.get(name, ""))


def _goal() -> str:
    return _("chỉ tiêu được giao, nếu không có thì đăng ký, rồi tự phấn đấu")


def _yes(value: bool) -> str:
    return _("có") if value else _("không")
