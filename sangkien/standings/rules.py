"""Who freezes a table, and when it can be frozen as final."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.problems import Problem

# A table is the word of the union that publishes it: nobody gives it in another's name.
FREEZE = Permission(
    "standing.freeze",
    gettext_lazy("chốt bảng xếp hạng của đơn vị"),
    [Rule(role=role, at="pk") for role in (Role.LEADER, Role.ADMINISTRATOR)],
)


def is_over(last_day: date | None, *, today: date) -> bool:
    """Has the last day passed, to its end?"""
    return last_day is not None and last_day < today


def missing_to_freeze(last_day: date | None, *, as_of: date, today: date) -> list[Problem]:
    """A table is final once its days are over: until then every figure is provisional."""
    if as_of > today:
        return [Problem(code="not_come", field="ngay", text=_("Ngày này chưa đến."))]
    if last_day is None or as_of < last_day:
        text = _("Số liệu còn tạm tính: giai đoạn chưa kết thúc.")
        if last_day:
            text = _("Số liệu còn tạm tính: chỉ chốt được khi tính đến hết ngày %(day)s.")
            text %= {"day": format_day(last_day)}
        return [Problem(code="not_over", text=text)]
    if as_of == today:
        text = _("Hôm nay chưa hết. Từ ngày mai mới chốt được số liệu đến hết hôm nay.")
        return [Problem(code="day_not_over", text=text)]
    return []


NOTE = Permission(
    "published.note",
    gettext_lazy("ghi con số đã công bố của đơn vị"),
    [Rule(role=role, over="pk") for role in (Role.LEADER, Role.ADMINISTRATOR)],
)
