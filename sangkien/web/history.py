"""A dossier's history in sentences: the one place that turns events and decisions into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.accounts.models import Role
from sangkien.base.days import format_moment
from sangkien.councils.results import Result
from sangkien.councils.rules import is_scored
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import VERDICTS, WAITS_FOR, State
from sangkien.initiatives.telling import untold_of
from sangkien.initiatives.turns import Turn, turn_at
from sangkien.review.models import Decision, Verdict
from sangkien.web.naming import Naming

_TONES = {
    "returned": "gold",
    "valid": "green",
    "ineligible": "red",
    "duplicate": "grey",
    "upgrade": "grey",
    "undone": "grey",
    "appeal": "gold",
    "withdraw": "grey",
}

# The parts of a dossier, as a sentence names them. Keys are those of `initiatives.snapshots.snapshot`.
_PARTS: Mapping[str, str | Promise] = {
    "unit": gettext_lazy("nơi làm việc"),
    "title": gettext_lazy("tên sáng kiến"),
    "kind": gettext_lazy("loại giải pháp"),
    "field": gettext_lazy("lĩnh vực"),
    "restricted": gettext_lazy("hạn chế công bố"),
    "before": gettext_lazy("cách làm trước đây"),
    "after": gettext_lazy("cách làm bây giờ"),
    "effect": gettext_lazy("tóm tắt hiệu quả"),
    "applied_on": gettext_lazy("ngày áp dụng"),
    "benefit_kind": gettext_lazy("lợi ích"),
    "benefit_vnd": gettext_lazy("giá trị làm lợi"),
    "benefit_period": gettext_lazy("năm tính giá trị làm lợi"),
    "benefit_lines": gettext_lazy("bảng tính giá trị làm lợi"),
    "benefit_cost": gettext_lazy("chi phí để làm"),
    "benefit_method": gettext_lazy("cách tính giá trị làm lợi"),
    "effects": gettext_lazy("lợi ích ngoài tiền"),
    "recognition": gettext_lazy("hình thức công nhận"),
    "recognition_number": gettext_lazy("số quyết định"),
    "recognised_on": gettext_lazy("ngày quyết định"),
    "recognition_issuer": gettext_lazy("nơi ban hành quyết định"),
    "recognition_paper_id": gettext_lazy("bản chụp quyết định"),
    "photos": gettext_lazy("ảnh"),
    "papers": gettext_lazy("giấy tờ kèm theo"),
    "authors": gettext_lazy("tác giả và phần đóng góp"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One step in words: `text` what happened, `who`, the `reasons` given, and a `note` beside them.

    It can be handed to the component `timeline` as it is."""

    at: datetime
    text: str
    who: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    tone: str = "blue"
    verb: str = ""

    @property
    def what(self) -> str:
        """What happened."""
        return self.text

    @property
    def said(self) -> str:
        """Everything that was said with it, a reason a line."""
        reasons = (f"{place}. {reason}" for place, reason in enumerate(self.reasons, start=1))
        alone = self.reasons if len(self.reasons) == 1 else reasons
        return "\n".join(filter(None, [*alone, self.note]))


@dataclass(frozen=True)
class Awaited:
    """The step that is still to come, below those that were taken: `what` it is, `who` holds the dossier, and `until`
    which day it is promised (None: no day)."""

    what: str
    who: str
    until: date | None
    tone: str = "next"


def awaited(initiative: Initiative, names: Mapping[int, str], *, for_officers: bool) -> list[Awaited]:
    """Who holds the dossier now and until when; nothing once it is closed. `names` are the unions' names by id."""
    if initiative.state not in WAITS_FOR:
        return []
    turn = turn_at(initiative)
    if turn.union is None:
        return [Awaited(_("Chờ tác giả bổ sung") if for_officers else _("Chờ anh/chị bổ sung"), "", None)]
    return [Awaited(_awaited(initiative, turn), names.get(turn.union, ""), turn.until)]


def _awaited(initiative: Initiative, turn: Turn) -> str:
    if turn.confirms:
        return _("Chờ công đoàn cơ sở xác nhận")
    if is_scored(initiative):
        return _("Chờ hội đồng của công đoàn cấp trên trực tiếp chấm điểm")
    if initiative.judged_by_id:  # endorsed, or somebody asked for another look
        return _("Chờ công đoàn cấp trên kết luận")
    return _("Chờ công đoàn cấp trên trực tiếp thẩm định")


def history(initiative: Initiative, *, for_officers: bool) -> list[HistoryLine]:
    """Every step, oldest first, in three queries, and one for a worker unless `untold` is read. Officers read names; a
    worker reads role and union of those who handled the dossier, so that a decision is the union's and no person is
    pressed for it, and nothing of a verdict that is not told yet or was undone before it was."""
    read = ("by", "decision", "decision__duplicate_of", "decision__about__appeal")
    events = list(initiative.events.select_related(*read).order_by("pk"))
    if not for_officers:
        events = _told(events, initiative)
    told = _Teller(events, for_officers=for_officers)
    return [told.line(event) for event in events]


def _told(events: Sequence[Event], initiative: Initiative) -> list[Event]:
    """What the dossier's people have been told of."""
    untold = untold_of(initiative)
    undoing = [decision for event in events if (decision := _decision_of(event)) and decision.verdict == Verdict.UNDONE]
    hidden = {decision.event_id for decision in undoing} | {one.about.event_id for one in undoing if one.about}
    return [event for event in events if event.pk not in hidden and not (untold and event.version >= untold.version)]


class _Teller:
    """Turns steps into sentences."""

    def __init__(self, events: Sequence[Event], *, for_officers: bool) -> None:
        went_to = [decision.to_unit_id for event in events if (decision := _decision_of(event))]
        self._naming = Naming(events, for_officers=for_officers, units=went_to)
        self._for_officers = for_officers

    def line(self, event: Event) -> HistoryLine:
        decision = _decision_of(event)
        said = decision if decision and (self._for_officers or not _among_officers(decision)) else None
        return HistoryLine(
            at=event.at,
            text=self._text(event, decision),
            who=self._naming.who(event),
            reasons=_reasons(event, said) if said else (),
            note=said.note if said else "" if decision else _note(event),
            tone=_TONES.get(event.verb, "blue"),
            verb=event.verb,
        )

    def _text(self, event: Event, decision: Decision | None) -> str:
        if event.verb == "rerouted" and decision:
            return _("Chuyển hồ sơ sang đúng đơn vị: %(unit)s") % {
                "unit": self._naming.unit(decision.to_unit_id, event.at)
            }
        if event.verb == "duplicate" and decision and decision.duplicate_of:
            return _("Đã gộp vào hồ sơ %(code)s") % {"code": decision.duplicate_of.code}
        if event.verb == "upgrade" and decision and decision.duplicate_of:
            return _("Được ghi là bản cải tiến của hồ sơ %(code)s") % {"code": decision.duplicate_of.code}
        if again := _said_again(event, decision) or _said_by_council(event):
            return again
        if event.verb == "returned" and decision:
            n = len(decision.reasons)
            return ngettext("Đề nghị bổ sung %(n)s mục", "Đề nghị bổ sung %(n)s mục", n) % {"n": n}
        if event.verb == "moved" and event.detail.get("taken_back"):
            return _("Đã trở về công đoàn cũ, vì quyết định sắp xếp tổ chức được hoàn tác")
        if event.verb == "confirmed" and self._naming.role(event) == Role.REVIEWER:
            return _("Công đoàn cấp trên đã xác nhận thay công đoàn cơ sở")
        if event.verb == "submit" and event.to_state == State.VALID:
            return _("Đã gửi hồ sơ, được tính ngay theo quy định của chương trình. Chưa có ai thẩm định")
        if event.verb == "submit" and event.unit_id and event.to_state == State.REVIEWING:
            return _("Công đoàn nhập giúp, hồ sơ chuyển thẳng lên cấp trên thẩm định")
        return _plain(event.verb) or str(State(event.to_state).label)


def _decision_of(event: Event) -> Decision | None:
    return getattr(event, "decision", None)


def _among_officers(decision: Decision) -> bool:
    """Is what it says meant for a colleague and not for the author? The wish to return it a third time, and what is
    said when it is handed back without an appeal."""
    if decision.verdict == Verdict.HANDED_BACK:
        return decision.about is None or not hasattr(decision.about, "appeal")
    return decision.verdict in (Verdict.REFERRED, Verdict.ENDORSED)


def _reasons(event: Event, decision: Decision) -> tuple[str, ...]:
    """Those given; where a council scored, its result in the reader's language."""
    if result := _result(event):
        return (f"{result.with_sheets}.",)
    return tuple(reason["text"] for reason in decision.reasons)


def _result(event: Event) -> Result | None:
    """What the council's sheets came to, of the step that concluded by them."""
    return Result.told(event.detail["council"]) if "council" in event.detail else None


def _said_again(event: Event, decision: Decision | None) -> str:
    """A verdict that corrects one, or answers an appeal; empty for any other step."""
    if decision is None or event.verb not in ("valid", "ineligible"):
        return ""
    if event.from_state in VERDICTS:
        corrected = {"valid": _("Đính chính: đã công nhận, được tính vào chỉ tiêu")}
        return corrected.get(event.verb, _("Đính chính: không công nhận, không còn được tính"))
    if decision.about is None or not hasattr(decision.about, "appeal"):
        return ""
    answered = {"valid": _("Đã công nhận sau khi xem lại, được tính vào chỉ tiêu")}
    return answered.get(event.verb, _("Đã xem lại, kết luận không công nhận được giữ nguyên"))


def _said_by_council(event: Event) -> str:
    """A verdict that follows from the scores; empty for any other step."""
    result = _result(event)
    if result is None:
        return ""
    if result.passes:
        return _("Đã công nhận theo điểm của hội đồng, được tính vào chỉ tiêu")
    return _("Không công nhận, theo điểm của hội đồng")


def _plain(verb: str) -> str:
    sentences = {
        "submit": _("Đã gửi hồ sơ"),
        "resubmit": _("Đã bổ sung và gửi lại"),
        "rebooked": _("Được tính cho công đoàn cấp trên đúng theo quyết định sắp xếp tổ chức"),
        "moved": _("Đã chuyển đến công đoàn tiếp nhận theo quyết định sắp xếp tổ chức"),
        "handed_on": _("Đã chuyển đến công đoàn tiếp nhận theo quyết định sắp xếp tổ chức"),
        "withdraw": _("Đã rút hồ sơ, hồ sơ không còn được tính"),
        "confirmed": _("Công đoàn cơ sở đã xác nhận"),
        "taken_over": _("Công đoàn cấp trên nhận xử lý thay, vì đã quá ngày hẹn"),
        "given_back": _("Công đoàn cấp trên chuyển lại cho đơn vị xử lý"),
        "late_accepted": _("Công đoàn cấp trên đã chấp nhận là gửi muộn do mất mạng"),
        "late_declined": _("Công đoàn cấp trên chưa chấp nhận là gửi muộn do mất mạng, tính theo ngày máy chủ nhận"),
        "endorsed": _("Công đoàn cấp trên trực tiếp đề nghị công nhận, cấp trên kết luận"),
        "referred": _("Đã chuyển công đoàn cấp trên xem, vì hồ sơ đã được trả lại hai lần"),
        "handed_back": _("Công đoàn cấp trên chuyển về để thẩm định tiếp"),
        "reopened": _("Kết luận trước không còn hiệu lực, hồ sơ được thẩm định lại"),
        "undone": _("Đã hoàn tác kết luận, trước khi báo cho tác giả"),
        "appeal": _("Đề nghị xem lại kết luận"),
        "valid": _("Đã công nhận, được tính vào chỉ tiêu"),
        "ineligible": _("Không công nhận, vì chưa đủ điều kiện của chương trình"),
    }
    return sentences.get(verb, "")


def _note(event: Event) -> str:
    """What was said with the step, when a phone says it had finished, what was changed."""
    if said := str(event.detail.get("note", "")):
        return said
    if event.verb == "submit" and (finished := event.detail.get("finished_at")):
        at = format_moment(datetime.fromisoformat(finished))
        return _("Gửi muộn do mất mạng: điện thoại ghi là viết xong lúc %(at)s") % {"at": at}
    return _changes(event)


def _changes(event: Event) -> str:
    changed = event.detail.get("changed", {})
    parts = [str(_PARTS[name]) for name in _PARTS if name in changed]
    return _("Đã sửa: %(parts)s") % {"parts": ", ".join(parts)} if parts else ""
