"""A dossier's history in sentences: the one place that turns events and decisions into words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.accounts.models import Appointment, Role
from sangkien.base.days import day_of
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import UnitName
from sangkien.review.models import Decision

_TONES = {
    "returned": "gold",
    "valid": "green",
    "ineligible": "red",
    "duplicate": "grey",
    "withdraw": "grey",
}

# The parts of a dossier, as a sentence names them. Keys are those of `initiatives.actions.snapshot`.
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


def history(initiative: Initiative, *, for_officers: bool) -> list[HistoryLine]:
    """Every step, oldest first, in three queries. Officers read names; a worker reads role and union of those
    who handled the dossier, so that a decision is the union's and no person is pressed for it."""
    events = list(initiative.events.select_related("by", "decision", "decision__duplicate_of").order_by("pk"))
    told = _Teller(events, for_officers=for_officers)
    return [told.line(event) for event in events]


class _Teller:
    """Knows the names and hats of those days."""

    def __init__(self, events: Sequence[Event], *, for_officers: bool) -> None:
        self._for_officers = for_officers
        self._names = _names_in(events)
        self._hats = _hats_in(events)

    def line(self, event: Event) -> HistoryLine:
        decision = _decision_of(event)
        return HistoryLine(
            at=event.at,
            text=self._text(event, decision),
            who=self._who(event),
            reasons=tuple(reason["text"] for reason in decision.reasons) if decision else (),
            note=decision.note if decision else _changes(event),
            tone=_TONES.get(event.verb, "blue"),
            verb=event.verb,
        )

    def _text(self, event: Event, decision: Decision | None) -> str:
        if event.verb == "rerouted" and decision:
            return _("Chuyển hồ sơ sang đúng đơn vị: %(unit)s") % {"unit": self._name(decision.to_unit_id, event.at)}
        if event.verb == "duplicate" and decision and decision.duplicate_of:
            return _("Đã gộp vào hồ sơ %(code)s") % {"code": decision.duplicate_of.code}
        if event.verb == "returned" and decision:
            n = len(decision.reasons)
            return ngettext("Đề nghị bổ sung %(n)s mục", "Đề nghị bổ sung %(n)s mục", n) % {"n": n}
        if event.verb == "moved" and event.detail.get("taken_back"):
            return _("Đã trở về công đoàn cũ, vì quyết định sắp xếp tổ chức được hoàn tác")
        if event.verb == "confirmed" and self._role(event) == Role.REVIEWER:
            return _("Công đoàn cấp trên đã xác nhận thay công đoàn cơ sở")
        if event.verb == "submit" and event.unit_id and event.to_state == State.REVIEWING:
            return _("Công đoàn nhập giúp, hồ sơ chuyển thẳng lên cấp trên thẩm định")
        return _plain(event.verb) or str(State(event.to_state).label)

    def _who(self, event: Event) -> str:
        if event.by is None:
            return _("Quyết định sắp xếp tổ chức")
        if event.unit_id is None:
            return event.by.full_name
        unit = self._name(event.unit_id, event.at)
        if self._for_officers:
            return f"{event.by.full_name}, {unit}"
        role = self._role(event)
        return f"{role.label}, {unit}" if role else unit

    def _name(self, unit: int | None, at: datetime) -> str:
        day = day_of(at)
        return next((name.short_name for name in self._names.get(unit, []) if day in name.valid), "")

    def _role(self, event: Event) -> Role | None:
        day = day_of(event.at)
        held = self._hats.get((event.by_id or 0, event.unit_id), [])
        return next((Role(hat.role) for hat in held if day in hat.valid), None)


def _names_in(events: Iterable[Event]) -> dict[int | None, list[UnitName]]:
    """The names, in all times, of the unions that took part. One query."""
    units = {event.unit_id for event in events} | {
        decision.to_unit_id for event in events if (decision := _decision_of(event))
    }
    found: dict[int | None, list[UnitName]] = {}
    for name in UnitName.objects.filter(organisation__in=units - {None}):
        found.setdefault(name.organisation_id, []).append(name)
    return found


def _hats_in(events: Iterable[Event]) -> dict[tuple[int, int | None], list[Appointment]]:
    """The hats, in all times, of those who took part. One query."""
    people = {event.by_id for event in events if event.unit_id}
    found: dict[tuple[int, int | None], list[Appointment]] = {}
    for hat in Appointment.objects.filter(person__in=people):
        found.setdefault((hat.person_id, hat.organisation_id), []).append(hat)
    return found


def _decision_of(event: Event) -> Decision | None:
    return getattr(event, "decision", None)


def _plain(verb: str) -> str:
    sentences = {
        "submit": _("Đã gửi hồ sơ"),
        "resubmit": _("Đã bổ sung và gửi lại"),
        "rebooked": _("Được tính cho công đoàn cấp trên đúng theo quyết định sắp xếp tổ chức"),
        "moved": _("Đã chuyển đến công đoàn tiếp nhận theo quyết định sắp xếp tổ chức"),
        "withdraw": _("Đã rút hồ sơ, hồ sơ không còn được tính"),
        "confirmed": _("Công đoàn cơ sở đã xác nhận"),
        "valid": _("Đã công nhận, được tính vào chỉ tiêu"),
        "ineligible": _("Không công nhận, vì chưa đủ điều kiện của chương trình"),
    }
    return sentences.get(verb, "")


def _changes(event: Event) -> str:
    changed = event.detail.get("changed", {})
    parts = [str(_PARTS[name]) for name in _PARTS if name in changed]
    return _("Đã sửa: %(parts)s") % {"parts": ", ".join(parts)} if parts else ""
