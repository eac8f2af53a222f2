"""The rules of a table in words, printed below it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.statistics.ranking import Order, Ranked
from sangkien.statistics.standings import Grouping

GROUPINGS = {"cum": Grouping.CLUSTERS, "don-vi": Grouping.CHILDREN}

TABS: dict[Order, str | Promise] = {
    Order.TARGET: gettext_lazy("Phần trăm chỉ tiêu"),
    Order.MEMBERS: gettext_lazy("Trên 1.000 đoàn viên"),
    Order.WEEK: gettext_lazy("Tiến bộ 7 ngày"),
    Order.DAY: gettext_lazy("Tiến bộ trong ngày"),
    Order.BENEFIT: gettext_lazy("Giá trị được xác nhận"),
}

_RULES: dict[Order, str | Promise] = {
    Order.TARGET: gettext_lazy("Xếp theo số hợp lệ chia cho chỉ tiêu, lấy phân số đúng, không làm tròn."),
    Order.MEMBERS: gettext_lazy(
        "Xếp theo số hợp lệ chia cho số đoàn viên. Đơn vị dưới 200 đoàn viên không xếp thứ nhất."
    ),
    Order.WEEK: gettext_lazy("Xếp theo phần chỉ tiêu đạt thêm trong 7 ngày qua."),
    Order.DAY: gettext_lazy("Xếp theo phần chỉ tiêu đạt thêm so với tối hôm trước."),
    Order.BENEFIT: gettext_lazy(
        "Xếp theo giá trị làm lợi có xác nhận của doanh nghiệp hoặc đã kiểm chứng; bằng nhau thì xét phần công đoàn "
        "cơ sở xác nhận. Giá trị chỉ do tác giả kê khai không được tính."
    ),
}


def rule_of(order: Order) -> str:
    """How the table ranks, ties included."""
    ties = _("Bằng nhau thì đồng hạng (1, 1, 3); trong cùng một hạng, đơn vị có nhiều sáng kiến hợp lệ hơn đứng trên.")
    return f"{_RULES[order]} {ties}"


def why_apart(order: Order) -> str:
    """Why some units have no place."""
    if order == Order.MEMBERS:
        return _("Chưa xếp hạng vì chưa có số đoàn viên")
    if order == Order.BENEFIT:
        return _("Chưa xếp hạng vì chưa có giá trị làm lợi")
    return _("Chưa xếp hạng vì chưa có chỉ tiêu")


@dataclass(frozen=True)
class Move:
    """How a unit's place changed: an arrow, and the same in words."""

    sign: str
    words: str


def move_of(places: int | None) -> Move | None:
    """Places gained in a week, as they are shown; None where there is nothing to compare or nothing moved."""
    if not places:
        return None
    if places > 0:
        return Move(f"▲{places}", _("tăng %(n)s bậc so với 7 ngày trước") % {"n": places})
    return Move(f"▼{-places}", _("giảm %(n)s bậc so với 7 ngày trước") % {"n": -places})


def flags_of(line: Ranked, order: Order) -> list[str]:
    """What a reader of the line should know before comparing."""
    flags = []
    if line.is_small:
        flags.append(_("đơn vị nhỏ"))
    if line.has_small_target and order in {Order.TARGET, Order.WEEK, Order.DAY}:
        flags.append(_("chỉ tiêu nhỏ"))
    return flags
