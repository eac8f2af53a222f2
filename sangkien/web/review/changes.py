"""What a completion changed, field by field: what the dossier said, and what it says now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sangkien.base.days import format_day
from sangkien.base.numbers import format_dong
from sangkien.initiatives.content import BenefitKind, BenefitPeriod
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import WAITS_FOR
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import TermList
from sangkien.web.review.differences import marked

LABELS: Mapping[str, str | Promise] = {
    "unit": gettext_lazy("Công đoàn cơ sở"),
    "title": gettext_lazy("Tên sáng kiến"),
    "authors": gettext_lazy("Tác giả"),
    "kind": gettext_lazy("Loại giải pháp"),
    "field": gettext_lazy("Lĩnh vực"),
    "restricted": gettext_lazy("Hạn chế công bố"),
    "before": gettext_lazy("Trước đây"),
    "after": gettext_lazy("Bây giờ"),
    "effect": gettext_lazy("Tóm tắt hiệu quả"),
    "applied_on": gettext_lazy("Ngày áp dụng"),
    "benefit_kind": gettext_lazy("Lợi ích"),
    "benefit_vnd": gettext_lazy("Giá trị làm lợi một năm"),
    "benefit_period": gettext_lazy("Tính cho"),
    "benefit_lines": gettext_lazy("Bảng tính"),
    "benefit_cost": gettext_lazy("Chi phí để làm"),
    "benefit_method": gettext_lazy("Cách tính"),
    "effects": gettext_lazy("Lợi ích ngoài tiền"),
    "recognition": gettext_lazy("Hình thức công nhận"),
    "recognition_number": gettext_lazy("Số quyết định"),
    "recognised_on": gettext_lazy("Ngày quyết định"),
    "recognition_issuer": gettext_lazy("Nơi ban hành"),
    "recognition_paper_id": gettext_lazy("Bản chụp quyết định"),
    "photos": gettext_lazy("Ảnh"),
    "papers": gettext_lazy("Giấy tờ kèm theo"),
}
_LISTS = {
    "kind": TermList.KIND,
    "field": TermList.FIELD,
    "recognition": TermList.RECOGNITION,
    "effects": TermList.EFFECT,
}
_DESCRIBED = {"before", "after"}
_METHOD = {*_DESCRIBED, "benefit_lines", "benefit_cost", "benefit_method", "photos", "papers"}
_CODES = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class Change:
    """One field; the words that differ are marked in both. An empty side had or has nothing."""

    label: str
    old: SafeString
    new: SafeString


def changes_of(initiative: Initiative, *, reads: bool) -> list[Change]:
    """What the last completion changed, while a verdict is still to come; in the order of the form. `reads`: is it for
    somebody who may read how it is done?"""
    if initiative.state not in WAITS_FOR:
        return []
    event = Event.objects.filter(initiative=initiative, verb="resubmit").order_by("-version").first()
    changed: dict[str, list[str]] = event.detail.get("changed", {}) if event else {}
    if not changed:
        return []
    said = _Said(initiative)
    hidden = (_DESCRIBED if initiative.restricted else set()) if reads else _METHOD
    return [_change(said, name, *changed[name]) for name in LABELS if name in changed and name not in hidden]


def _change(said: "_Said", name: str, before: str, after: str) -> Change:
    old, new = marked(said.in_words(name, before), said.in_words(name, after))
    return Change(str(LABELS[name]), old, new)


class _Said:
    """Puts stored values into words. Two queries: the programme's lists and the names of unions."""

    def __init__(self, initiative: Initiative) -> None:
        terms = initiative.programme.terms.all()
        self._terms = {(term.list, term.code): term.label for term in terms}
        self._on = initiative.chain_on

    def in_words(self, name: str, value: str) -> str:
        """`value` as a reader of the form would say it."""
        if not value:
            return ""
        if name in _LISTS:
            return "; ".join(self._term(name, code) for code in _CODES.findall(value))
        if name in {"applied_on", "recognised_on"}:
            return format_day(date.fromisoformat(value))
        plain = {
            "benefit_vnd": self._money,
            "benefit_cost": self._money,
            "benefit_period": lambda code: str(BenefitPeriod(code).label),
            "benefit_kind": lambda code: str(BenefitKind(code).label),
            "restricted": lambda answer: _("Có") if answer == "True" else _("Không"),
            "recognition_paper_id": lambda number: _("Tệp số %(number)s") % {"number": number},
            "unit": self._unit,
        }
        return plain[name](value) if name in plain else value

    def _term(self, name: str, code: str) -> str:
        return self._terms.get((_LISTS[name], code), code)

    def _money(self, value: str) -> str:
        return format_dong(int(value), get_language() or "vi")

    def _unit(self, code: str) -> str:
        unit = Organisation.objects.filter(code=code).named(on=self._on).first()
        return (unit.name if unit else None) or code
