"""Danh sách kèm theo: each kind of list, its columns, and what a frozen row says in them.

Rows are kept as figures; they become words here, once, when the paper says them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong, format_int, format_percent, percent
from sangkien.documents.papers import Column
from sangkien.registry.sentences import Facts
from sangkien.registry.sources import Source
from sangkien.targets.models import Method
from sangkien.targets.printing import NOTHING, shown

Row = Mapping[str, Any]
Says = Callable[[Row, Facts], str]


@dataclass(frozen=True)
class Listed:
    """A list as a paper has it, every cell as it is printed; `totals`: what the rows come to, `note`: what the columns
    mean."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """A kind of list: a cell for each column, the sources whose rows it shows; `of`: the fact that holds its rows, if
    they are not the rows of the figures; `needed`: the paper is nothing without; `sums`: what all rows come to, as a
    row; `note`: what its columns mean."""

    title: str
    sources: Sequence[Source]
    columns: Sequence[tuple[Column, Says]]
    of: str = ""
    needed: bool = False
    sums: Callable[[Sequence[Row], Facts], Row | None] | None = None
    note: str = ""

    def listed(self, rows: Sequence[Row], facts: Facts) -> Listed:
        """These rows, numbered."""
        rows = facts.get(self.of, []) if self.of else rows
        said = [[str(place), *self._cells(row, facts)] for place, row in enumerate(rows, 1)]
        whole = self.sums(rows, facts) if rows and self.sums else None
        totals = ["", *self._cells(whole, facts)] if whole else []
        return Listed(self.title, [_PLACE, *(column for column, _says in self.columns)], said, totals, self.note)

    def _cells(self, row: Row, facts: Facts) -> list[str]:
        return [says(row, facts) for _column, says in self.columns]


def _text(key: str) -> Says:
    return lambda row, _facts: str(row[key])


def _number(key: str) -> Says:
    return lambda row, _facts: NOTHING if row[key] is None else format_int(row[key])


def _day(key: str) -> Says:
    return lambda row, _facts: format_day(date.fromisoformat(row[key])) if row[key] else ""


def _gain(key: str) -> Says:
    """What may go down says so; a bare sign is easily overlooked."""
    return lambda row, _facts: f"giảm {format_int(-row[key])}" if row[key] < 0 else format_int(row[key])


def _goal(key: str) -> Says:
    return lambda row, facts: "" if row.get("summed") == key else shown(facts["indicator_code"], row[key], "vi")


def _percent(row: Row, _facts: Facts) -> str:
    return format_percent(None if row["percent"] is None else Decimal(row["percent"]))


def _by_hand(row: Row, facts: Facts) -> str:
    return "Điều chỉnh" if row["by_hand"] and facts["method_code"] != Method.BY_HAND else ""


def _authors(row: Row, _facts: Facts) -> str:
    return "; ".join(row["authors"])


def _effect(row: Row, _facts: Facts) -> str:
    money = "" if row["benefit"] is None else f"{format_dong(row['benefit'])} một năm"
    return ". ".join(filter(None, [row["effect"].strip().rstrip("."), money]))


def _passes(row: Row, _facts: Facts) -> str:
    return "Đạt" if row["passes"] else "Không đạt"


def _sum_given(rows: Sequence[Row], facts: Facts) -> Row | None:
    """A share has no sum; and what they had before was given by other decisions."""
    if facts["indicator_code"] == "PRODUCTION":
        return None
    return {
        "name": _SUM,
        "before": None,
        "value": sum(row["value"] for row in rows),
        "by_hand": False,
        "summed": "before",
    }


def _sum_reached(rows: Sequence[Row], _facts: Facts) -> Row:
    """Each number that every union has; a share only where every union has a target."""
    whole = {key: _sum(rows, key) for key in ("target", "valid", "sent", "gained", "gained_before") if key in rows[0]}
    share = percent(whole["valid"] or 0, whole["target"]) if whole["target"] else None
    return {"name": _SUM, "percent": None if share is None else str(share), **whole}


def _sum(rows: Sequence[Row], key: str) -> int | None:
    known = [row[key] for row in rows]
    return None if None in known else sum(known)


_SUM = "Tổng cộng"
_PLACE = Column("TT", 12)
_UNIT = (Column("Đơn vị", 110), _text("name"))
_TARGET = (Column("Chỉ tiêu", 32, figures=True), _number("target"))
_ATTAINED = (Column("Đạt", 30, figures=True), _percent)

LISTINGS: dict[str, Listing] = {
    "below": Listing(
        "Kết quả từng đơn vị",
        [Source.STRETCH, Source.PERIOD],
        [_UNIT, _TARGET, (Column("Hợp lệ", 32, figures=True), _number("valid")), _ATTAINED],
        sums=_sum_reached,
    ),
    "period": Listing(
        "Kết quả từng đơn vị",
        [Source.PERIOD],
        [
            (Column("Đơn vị", 90), _text("name")),
            (Column("Nộp trong kỳ", 24, figures=True), _gain("sent")),
            (Column("Hợp lệ trong kỳ", 26, figures=True), _gain("gained")),
            (Column("Hợp lệ kỳ trước", 26, figures=True), _gain("gained_before")),
            (Column("Lũy kế hợp lệ", 26, figures=True), _number("valid")),
            (Column("Chỉ tiêu giai đoạn", 28, figures=True), _number("target")),
            (Column("Đạt", 24, figures=True), _percent),
        ],
        sums=_sum_reached,
        note="Ghi chú: Nộp trong kỳ là lượt nộp mới trừ hồ sơ rút lại hoặc chuyển sang đơn vị khác trong kỳ; ghi "
        "“giảm” khi phần trừ nhiều hơn. Hợp lệ cũng tính như vậy, sau khi xem xét lại. Khi kỳ chưa hết, kỳ trước "
        "tính trong cùng số ngày đầu kỳ.",
    ),
    "difficulties": Listing(
        "Khó khăn, vướng mắc chưa giải quyết xong hoặc đã chuyển lên cấp trên",
        [Source.PERIOD],
        [
            (Column("Mã", 26), _text("code")),
            (Column("Loại", 36), _text("kind")),
            (Column("Nội dung", 83), _text("text")),
            (Column("Đơn vị", 40), _text("unit")),
            (Column("Đang ở", 36), _text("desk")),
            (Column("Hạn trả lời", 24), _day("due_on")),
        ],
        of="difficulties_open",
        note="Ghi chú: tên, số điện thoại và số giấy tờ của người hỏi đã được che.",
    ),
    "targets": Listing(
        "Chỉ tiêu giao cho từng đơn vị",
        [Source.TARGETS],
        [
            (Column("Đơn vị", 125), _text("name")),
            (Column("Chỉ tiêu trước đó", 40, figures=True), _goal("before")),
            (Column("Chỉ tiêu được giao", 45, figures=True), _goal("value")),
            (Column("Ghi chú", 35), _by_hand),
        ],
        needed=True,
        sums=_sum_given,
    ),
    "dossiers": Listing(
        "Danh sách sáng kiến",
        [Source.DOSSIERS],
        [
            (Column("Mã hồ sơ", 38), _text("code")),
            (Column("Tên sáng kiến", 64), _text("title")),
            (Column("Tác giả", 42), _authors),
            (Column("Đơn vị", 48), _text("unit")),
            (Column("Hiệu quả", 53), _effect),
        ],
        needed=True,
    ),
    "honours": Listing(
        "Danh sách khen thưởng",
        [Source.HONOURS],
        [
            (Column("Hình thức", 52), _text("form")),
            (Column("Họ và tên, tập thể", 60), _text("name")),
            (Column("Đơn vị", 56), _text("unit")),
            (Column("Thành tích", 77), _text("achievement")),
        ],
        needed=True,
    ),
    "votes": Listing(
        "Kết quả biểu quyết",
        [Source.SITTING],
        [
            (Column("Nội dung", 78), _text("title")),
            (Column("Cách biểu quyết", 42), _text("how")),
            (Column("Biểu quyết", 56), _text("voices")),
            (Column("Số phiếu", 34), _text("counts")),
            (Column("Kết quả", 35), _text("found")),
        ],
        needed=True,
    ),
    "scored": Listing(
        "Kết quả chấm",
        [Source.COUNCIL],
        [
            (Column("Mã hồ sơ", 38), _text("code")),
            (Column("Tên sáng kiến", 86), _text("title")),
            (Column("Tác giả", 50), _authors),
            (Column("Số phiếu", 20, figures=True), _number("sheets")),
            (Column("Điểm trung bình", 26, figures=True), _text("average")),
            (Column("Kết quả", 24), _passes),
        ],
        needed=True,
    ),
}
