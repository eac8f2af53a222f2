"""Whose turn it is and until when, in one sentence without a person's name."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from sangkien.base.days import day_of, format_day
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import as_told
from sangkien.initiatives.turns import Turn, turn_at


def turn_of(initiative: Initiative, names: Mapping[int, str], *, on: date, told: str = "") -> str:
    """Who holds the dossier and by which day they answer; for a closed one, since when.

    `names` are the unions' names by id; `told` is the union above that knows that nobody answered in time."""
    if initiative.state == State.VALID and initiative.judged_by_id is None and initiative.judged_for_id:
        text = _(
            "Đã ghi nhận ngày %(day)s và được tính ngay theo quy định của chương trình. Công đoàn kiểm tra lại sau."
        )
        return text % {"day": format_day(day_of(initiative.closed_at or initiative.submitted_at))}
    if initiative.closed_at:
        return _closing_words(initiative) % {"day": format_day(day_of(initiative.closed_at))}
    turn = turn_at(initiative)
    if turn.union is None or turn.until is None:
        return _("Đang chờ anh/chị bổ sung. Công đoàn sẽ xem lại khi nhận được.")
    said = {"unit": names.get(turn.union, ""), "day": format_day(turn.until), "above": told}
    return _said(turn, on=on, told=bool(told)) % said


def _said(turn: Turn, *, on: date, told: bool) -> str:
    if turn.late(on) and told:
        return _("%(unit)s hẹn trả lời đến ngày %(day)s nhưng chưa xong. %(above)s đã được báo để cùng hỗ trợ.")
    if turn.late(on):
        return _("%(unit)s hẹn trả lời đến ngày %(day)s nhưng chưa xong.")
    if turn.confirms:
        return _("%(unit)s đang xem để xác nhận, hẹn trả lời chậm nhất ngày %(day)s.")
    return _("%(unit)s đang thẩm định, hẹn trả lời chậm nhất ngày %(day)s.")


def _closing_words(initiative: Initiative) -> str:
    words = {
        State.VALID: _("Đã công nhận ngày %(day)s và được tính vào chỉ tiêu."),
        State.INELIGIBLE: _("Không công nhận ngày %(day)s, vì chưa đủ điều kiện của chương trình."),
        State.WITHDRAWN: _("Đã rút ngày %(day)s, không còn được tính."),
    }
    return words.get(State(initiative.state)) or _merged_words(initiative)


def _merged_words(initiative: Initiative) -> str:
    """Whether the record still counts into which it was merged in the end, as that one's people were told. Two queries
    for each unless they are read."""
    assert initiative.duplicate_of
    record = as_told(initiative.duplicate_of)
    if record.state == State.DUPLICATE:
        return _merged_words(record)
    if record.state == State.INELIGIBLE:
        return _("Đã gộp ngày %(day)s vào một hồ sơ khác, nay không được công nhận. Anh/chị nhắn công đoàn để xem lại.")
    if record.closed_at:
        return _("Đã gộp ngày %(day)s vào một hồ sơ khác, hồ sơ kia được tính.")
    return _("Đã gộp ngày %(day)s vào một hồ sơ khác, hồ sơ kia đang được xem xét.")
