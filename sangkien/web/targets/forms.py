"""What is asked before a number is divided, what a union says of itself, and by which paper."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.targets.models import Indicator, Method, TargetKind
from sangkien.targets.plan import PERCENT, Signed, Terms, Which
from sangkien.targets.printing import shown
from sangkien.targets.queries import Targets
from sangkien.targets.rules import LONGEST_NUMBER, methods
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import ReadField, TextField, choice_field, day_field, whole_number_field
from sangkien.web.targets.asked import SLUGS, stage_of
from sangkien.web.targets.numbers import read_number, read_percent, typed

_HINTS = {
    Method.MEMBERS: _("Chia hết chỉ tiêu của đơn vị theo số đoàn viên báo gần nhất"),
    Method.RESULT: _("Chia hết chỉ tiêu của đơn vị theo kết quả của một giai đoạn hoặc chương trình"),
    Method.OF_MEMBERS: _("Ví dụ ít nhất 10 phần trăm số đoàn viên; mỗi số làm tròn lên"),
    Method.OF_EMPLOYEES: _("Ví dụ ít nhất 30 phần trăm số lao động; mỗi số làm tròn lên"),
    Method.EQUALLY: _("Mỗi đơn vị một phần bằng nhau; với tỷ trọng, mọi đơn vị cùng một mức"),
    Method.BY_HAND: _("Nhập hoặc dán từng số, khi văn bản đã có"),
}


class MethodForm(Questions):
    """By what a number is divided, and which."""

    needed = {"method": _("Chọn cách chia")}
    method = choice_field([], label=_("Chia theo"))
    percent = ReadField(read_percent, label=_("Tỷ lệ phần trăm"), help_text=_("Ví dụ 10 hoặc 12,5"))
    source = choice_field([], select=True, label=_("Kết quả của"))
    divides = choice_field([], label=_("Chỉ tiêu đem chia"))
    floor = whole_number_field(label=_("Mỗi đơn vị ít nhất"), help_text=_("Để trống nếu không có mức tối thiểu"))

    def __init__(self, data: Any, *, which: Which, own: Targets, sources: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="id_%s")
        offered = [method for method in methods(which.indicator) if method != Method.RESULT or sources]
        self._choose("method", [(method.value, method.label) for method in offered])
        self._choose("source", [("", "–"), *sources])
        self._choose(
            "divides", [(kind.value, f"{kind.label}: {shown(which.indicator, own.of(kind))}") for kind in own.kinds]
        )
        if len(own.kinds) < 2:
            del self.fields["divides"]
        if Method.RESULT not in offered:
            del self.fields["source"]
        if not set(PERCENT) & set(offered):
            del self.fields["percent"]
        if not which.indicator.sums_over_units:
            del self.fields["floor"]
        self.stage, self.slug = stage_of(which), SLUGS[which.indicator]
        self._only = own.kinds[0] if own.kinds else TargetKind.SELF_RAISED
        self._has_a_number = bool(own.kinds)

    @property
    def hints(self) -> dict[str, str]:
        """A line below each way."""
        return {method.value: str(hint) for method, hint in _HINTS.items()}

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        method = said.get("method")
        if method in PERCENT and not said.get("percent") and "percent" not in self.errors:
            self.add_error("percent", str(_("Ghi tỷ lệ, ví dụ 10")))
        if method == Method.RESULT and not said.get("source"):
            self.add_error("source", str(_("Chọn lần lấy kết quả")))
        if method and method not in PERCENT and not self._has_a_number:
            text = _("Đơn vị chưa có chỉ tiêu này để chia. Anh/chị đăng ký trước, hoặc giao theo tỷ lệ phần trăm.")
            self.add_error(None, str(text))
        return said

    @property
    def terms(self) -> Terms:
        """As the arithmetic takes them: only what the method asks for."""
        said = self.cleaned_data
        method = Method(said["method"])
        return Terms(
            method,
            percent=said.get("percent") or 0 if method in PERCENT else 0,
            floor=said.get("floor") or 0 if method != Method.BY_HAND else 0,
            source=said.get("source") or "" if method == Method.RESULT else "",
        )

    @property
    def divided_kind(self) -> TargetKind:
        """Which of the union's numbers is divided."""
        return TargetKind(self.cleaned_data.get("divides") or self._only)


class PaperForm(Questions):
    """The decision's number and day. What is missing is a rule (`targets.rules`)."""

    number = TextField(most=LONGEST_NUMBER, label=_("Số quyết định"), help_text=_("Ví dụ 45/QĐ-LĐLĐ"))
    signed_on = day_field(label=_("Ngày ký"), help_text=_("Ví dụ 20/04/2022"))

    @property
    def signed(self) -> Signed:
        """What was typed, as far as it can be read."""
        return Signed(self.cleaned_data.get("number") or "", self.cleaned_data.get("signed_on"))

    def put_missing(self, problems: Any) -> None:
        """Show the rules' problems, but none beside a field that could not be read at all."""
        self.put([problem for problem in problems if problem.field not in self.errors])


class PledgeForm(Questions):
    """What a union registers and raises for itself; a box left empty changes nothing."""

    _KINDS = {"registered": TargetKind.REGISTERED, "self_raised": TargetKind.SELF_RAISED}

    def __init__(self, data: Any = None, *, indicator: Indicator, own: Targets) -> None:
        super().__init__(data, initial={name: typed(indicator, own.of(kind)) for name, kind in self._KINDS.items()})
        for name, kind in self._KINDS.items():
            self.fields[name] = ReadField(partial(read_number, indicator), label=kind.label)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.values:
            self.add_error("registered", str(_("Ghi ít nhất một trong hai số")))
        return self.cleaned_data

    @property
    def values(self) -> dict[TargetKind, int]:
        """What was said, by kind."""
        said = self.cleaned_data
        return {kind: said[name] for name, kind in self._KINDS.items() if said.get(name) is not None}

    def box_of(self, field: str) -> str:
        return next((name for name, kind in self._KINDS.items() if kind == field), field)
