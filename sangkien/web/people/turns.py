"""Whose turn it is and until when, in one sentence without a person's name."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State


def turn_of(initiative: Initiative, names: Mapping[int, str], *, on: date) -> str:
    """Who holds the dossier and by which day they answer; for a closed one, since when.

    `names` are the unions' names by id. The days are the programme's (confirm_days, decide_days)."""
    state = State(initiative.state)
    if initiative.closed_at:
        return _closing_words(state) % {"day": format_day(day_of(initiative.closed_at))}
    if state == State.RETURNED:
        return _("Đang chờ anh/chị bổ sung. Công đoàn sẽ xem lại khi nhận được.")
    return _with_unions(initiative, names, on=on)


def promised_on(initiative: Initiative) -> date:
    """The last day on which the union that now holds the dossier answers in time."""
    programme = initiative.programme
    confirming = initiative.state == State.SUBMITTED
    days = programme.confirm_days if confirming else programme.decide_days
    return day_of(initiative.waiting_since) + timedelta(days=days)


def _with_unions(initiative: Initiative, names: Mapping[int, str], *, on: date) -> str:
    confirming = initiative.state == State.SUBMITTED
    holder = initiative.unit_id if confirming else initiative.superior_id
    day = promised_on(initiative)
    said = {"unit": names.get(holder, ""), "day": format_day(day)}
    if on > day:
        return _("%(unit)s hẹn trả lời đến ngày %(day)s nhưng chưa xong. Anh/chị có thể gọi hỏi công đoàn.") % said
    if confirming:
        return _("%(unit)s đang xem để xác nhận, hẹn trả lời đến hết ngày %(day)s.") % said
    return _("%(unit)s đang thẩm định, hẹn trả lời đến hết ngày %(day)s.") % said


def _closing_words(state: State) -> str:
    words = {
        State.VALID: _("Đã công nhận ngày %(day)s và được tính vào chỉ tiêu."),
        State.INELIGIBLE: _("Không công nhận ngày %(day)s, vì chưa đủ điều kiện của chương trình."),
        State.DUPLICATE: _("Đã gộp ngày %(day)s vào một hồ sơ khác, hồ sơ kia được tính."),
        State.WITHDRAWN: _("Đã rút ngày %(day)s, không còn được tính."),
    }
    return words[state]
