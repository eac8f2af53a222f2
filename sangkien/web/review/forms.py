"""What officers type. The forms read its shape; what may be done with it the actions say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import Problem
from sangkien.base.text import one_line
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Term
from sangkien.review.actions import Reason
from sangkien.web.forms import Questions
from sangkien.web.review.dossier import Alike
from sangkien.web.submit.fields import TextField

LONGEST_NOTE = 2_000


def words_field(label: str | Promise, *, initial: str = "", **attrs: Any) -> TextField:
    """A few sentences, cleaned and limited."""
    box = forms.Textarea(attrs={"rows": 3, **attrs})
    return TextField(most=LONGEST_NOTE, lines=True, label=label, initial=initial, widget=box)


class VerbForm(Questions):
    """What every verb takes: the version that was seen, and a note for the author."""

    note = words_field(_("Lời nhắn cho tác giả"))

    @property
    def version(self) -> int:
        """The version that was seen; a form that names none has seen nothing."""
        seen = str(self.data.get("seen", ""))
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes from a form that is valid, besides the version."""
        return {}

    @property
    def written(self) -> list[str]:
        """What the officer wrote, to be kept in sight when it can no longer be sent."""
        return [self.cleaned_data["note"]] if self.cleaned_data.get("note") else []


class LateForm(VerbForm):
    """The word on a late arrival; whoever declines says why."""

    note = words_field(_("Nếu chưa chấp nhận, anh/chị nói vì sao"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_late_%s"} | kwargs)


class ReasonsForm(VerbForm):
    """The programme's reasons to tick, each with the text that the author will read, and all at once."""

    reasons = forms.MultipleChoiceField(
        required=False,
        label=_("Lý do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Danh sách lý do vừa thay đổi, anh/chị chọn lại.")},
    )

    def __init__(self, *args: Any, terms: Sequence[Term], wished: Sequence[dict[str, str]] = (), **kwargs: Any) -> None:
        """`wished`: the reasons that a colleague gave, to begin with."""
        super().__init__(*args, **kwargs)
        self._terms = terms
        words = {reason["code"]: reason["text"] for reason in wished}
        self.initial.setdefault("reasons", list(words))
        chosen = self.fields["reasons"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(term.code, term.label) for term in terms]
        for term in terms:
            # The author reads Vietnamese whatever language the officer works in.
            self.fields[_box(term.code)] = words_field(
                term.label, initial=words.get(term.code, term.hint), rows=2, **{"class": "input"}
            )

    def lines(self) -> Iterator[tuple[BoundWidget, BoundField]]:
        """For the page: each reason's tick and the box with its text."""
        for tick, term in zip(self["reasons"].subwidgets, self._terms, strict=True):
            yield tick, self[_box(term.code)]

    @property
    def given(self) -> list[Reason]:
        """The ticked reasons in the programme's order."""
        ticked = set(self.cleaned_data.get("reasons", []))
        return [self._reason(term) for term in self._terms if term.code in ticked]

    @property
    def said(self) -> dict[str, Any]:
        return {"reasons": self.given, "note": self.cleaned_data["note"]}

    @property
    def written(self) -> list[str]:
        return [*(reason.text for reason in self.given if reason.text), *super().written]

    def put(self, problems: Iterable[Problem]) -> None:
        """A reason without words is shown at its own box."""
        for problem in problems:
            wordless = [reason for reason in self.given if not reason.text]
            if problem.field == "reasons" and wordless:
                for reason in wordless:
                    self.add_error(_box(reason.code), problem.text)
            else:
                super().put([problem])

    def _reason(self, term: Term) -> Reason:
        text = self.cleaned_data.get(_box(term.code), "")
        return Reason(code=term.code, text=text, field=term.attributes.get("field", ""))


def _box(code: str) -> str:
    return f"loi_{code}"


class HandBackForm(VerbForm):
    """What the desk below should know."""

    note = words_field(_("Ý kiến của anh/chị"))

    @property
    def said(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class CorrectForm(ReasonsForm):
    """Another verdict in the place of the one that was told, and why; reasons of the list where it is refused."""

    field_order = ("to", "reasons", "note")
    to = forms.ChoiceField(
        required=False,
        label=_("Kết luận mới"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Chọn kết luận mới.")},
    )
    note = words_field(_("Lý do đính chính"))

    def __init__(self, *args: Any, now: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["to"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(state.value, label) for state, label in _CORRECTIONS.items() if state != now]
        self._now = now

    @property
    def said(self) -> dict[str, Any]:
        """Where nothing was chosen the dossier is to be what it is."""
        return {**super().said, "to": State(self.cleaned_data["to"] or self._now)}


_CORRECTIONS = {
    State.VALID: _("Hợp lệ"),
    State.INELIGIBLE: _("Không đủ điều kiện"),
    State.REVIEWING: _("Mở lại để thẩm định từ đầu"),
}


class DuplicateForm(VerbForm):
    """Which record the dossier doubles or makes better: one of the alike, or one whose code is typed, which is shown
    once more before it is taken."""

    field_order = ("record", "code", "way", "note")
    way = forms.ChoiceField(
        required=False,
        label=_("Hồ sơ này là"),
        choices=[("", _("Cùng một cách làm với hồ sơ gốc")), ("upgrade", _("Bản cải tiến thêm từ hồ sơ gốc"))],
        widget=forms.RadioSelect,
    )

    record = forms.ChoiceField(
        required=False,
        label=_("Hồ sơ gốc"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Danh sách vừa thay đổi, anh/chị chọn lại hồ sơ gốc.")},
    )
    code = TextField(
        most=40,
        label=_("Hoặc gõ mã hồ sơ gốc"),
        help_text=_("Ví dụ SK-2022-000871"),
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, records: "QuerySet[Initiative]", alike: Sequence[Alike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._records = records.select_related("programme")
        self.hints = {one.initiative.code: _hint(one) for one in alike}
        chosen = self.fields["record"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.initiative.code, one.initiative.title) for one in alike]
        if not alike:
            del self.fields["record"]
            self.fields["code"].label = _("Mã hồ sơ gốc")

    def clean(self) -> dict[str, Any]:
        """Find the record; a typed code goes before a chosen one."""
        data = super().clean()
        wanted = one_line(data.get("code") or data.get("record") or "").upper()
        data["of"] = self._records.filter(code=wanted).first() if wanted else None
        if not self.errors and not wanted:
            self.add_error("code", _("Chọn hồ sơ gốc trong danh sách, hoặc gõ mã của hồ sơ đó."))
        elif not self.errors and data["of"] is None:
            self.add_error("code", _("Chưa thấy hồ sơ nào mang mã này. Anh/chị xem lại từng chữ số."))
        return data

    def box_of(self, field: str) -> str:
        """What is wrong with a typed code is shown where it was typed."""
        typed = bool(self.cleaned_data.get("code")) or "record" not in self.fields
        return ("code" if typed else "record") if field == "duplicate_of" else field

    @property
    def of(self) -> Initiative:
        """The record; only of a form that is valid."""
        found: Initiative = self.cleaned_data["of"]
        return found

    @property
    def said(self) -> dict[str, Any]:
        return {"of": self.of, "upgrade": self.upgrades, "note": self.cleaned_data["note"]}

    @property
    def upgrades(self) -> bool:
        """Does the dossier make the record better, rather than double it?"""
        return bool(self.cleaned_data.get("way") == "upgrade")

    @property
    def unseen(self) -> bool:
        """Was the code typed, and the record behind it not looked at yet?"""
        return bool(self.cleaned_data.get("code")) and self.data.get("xac-nhan") != self.of.code


def _hint(one: Alike) -> str:
    said = [one.initiative.code, one.unit, _("gửi sau hồ sơ này") if one.later else ""]
    return " · ".join(str(part) for part in said if part)


class RerouteForm(VerbForm):
    """Which union the dossier belongs to: one of those that the search found."""

    to_unit = forms.CharField(required=False, label=_("Đơn vị đúng"))

    def __init__(self, *args: Any, units: "QuerySet[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = units

    def clean_to_unit(self) -> Organisation:
        """The union of that code on the day."""
        code = one_line(self.cleaned_data["to_unit"])[:60]
        unit = self._units.filter(code=code).first() if code else None
        if unit is None:
            raise forms.ValidationError(_("Tìm và chọn đơn vị cần chuyển đến."))
        return unit

    def box_of(self, field: str) -> str:
        return "to_unit" if field == "unit" else field

    @property
    def said(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["to_unit"], "note": self.cleaned_data["note"]}
