"""The figures of a frozen table as people read them."""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.numbers import percent as percent_of
from sangkien.standings.models import Kind, Snapshot
from sangkien.statistics.pace import tenths
from sangkien.statistics.quarters import Quarter
from sangkien.web.board.asked import ORDERS
from sangkien.web.standings.words import TABS, rule_of
from sangkien.web.templatetags.components import NOTHING, day, decimal, moment, money, number, percent

FIGURE_NAMES: dict[str, str | Promise] = {
    "rank": gettext_lazy("Hạng"),
    "valid": gettext_lazy("Hợp lệ"),
    "submitted": gettext_lazy("Lượt nộp"),
    "count": gettext_lazy("Hợp lệ trong quý"),
    "assigned": gettext_lazy("Chỉ tiêu được giao"),
    "registered": gettext_lazy("Chỉ tiêu đăng ký"),
    "self_raised": gettext_lazy("Chỉ tiêu tự phấn đấu"),
    "target": gettext_lazy("Chỉ tiêu quý"),
    "members": gettext_lazy("Số đoàn viên"),
    "employer_vnd": gettext_lazy("Giá trị được xác nhận"),
    "wins": gettext_lazy("Dẫn đầu quý"),
    "unit": gettext_lazy("Đơn vị"),
}


def figure(line: dict[str, Any]) -> dict[str, str]:
    """Each figure of a line as it is printed."""
    return {what: _PRINTED.get(what, _any)(value) for what, value in line.items()}


def goal_of(line: dict[str, Any]) -> int | None:
    """What the line is measured against: assigned, else registered, else self-raised, as on the board."""
    return next((line[kind] for kind in ("assigned", "registered", "self_raised") if line[kind] is not None), None)


def percent_in(line: dict[str, Any]) -> str:
    """Its percent of target, half up at one decimal."""
    goal = goal_of(line)
    return percent(percent_of(line["valid"], goal)) if goal else NOTHING


def period_of(one: Snapshot) -> str:
    """ "Giai đoạn 1" or "quý 2/2022". Reads the phases and campaigns of its programme, unless they are there."""
    if one.kind == Kind.QUARTER:
        quarter = Quarter.read(one.period)
        return _("quý %(n)s/%(year)s") % {"n": quarter.number, "year": quarter.year}
    programme = one.programme
    titles: dict[str, str] = {programme.code: programme.name}
    titles |= {stretch.code: stretch.title for stretch in (*programme.campaigns.all(), *programme.phases.all())}
    return titles.get(one.period, one.period)


def shown(one: Snapshot) -> dict[str, Any]:
    """What a page says about it as a whole."""
    by_order = {order: TABS[order] for order in ORDERS.values()}
    order = next((found for found in by_order if found == one.order), None)
    return {
        "is_quarter": one.kind == Kind.QUARTER,
        "period": period_of(one),
        "order_name": by_order[order] if order else "",
        "rule": rule_of(order) if order else "",
        "until": _("tính đến %(moment)s") % {"moment": moment(one.at)}
        if one.kind == Kind.DAILY
        else _("tính đến hết ngày %(day)s") % {"day": day(one.as_of)},
        "bytes": number(len(one.content.encode())),
        "scheme": json.loads(one.content)["scheme"],
    }


def _any(value: Any) -> str:
    return NOTHING if value is None else number(value) if isinstance(value, int) else str(value)


def _fraction(value: str | None) -> str:
    return NOTHING if value is None else decimal(tenths(Fraction(value)))


def _yes(value: bool | None) -> str:
    return _("có") if value else _("không")


_PRINTED: dict[str, Callable[[Any], str]] = {
    "target": _fraction,
    "wins": _yes,
    "above": _yes,
    "employer_vnd": money,
    "declared_vnd": money,
    "grassroots_vnd": money,
    "verified_vnd": money,
}
