"""What officers type about a value that they looked at again, and about inspections."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.text import one_line
from sangkien.confirmations.rules import GivenPaper
from sangkien.evidence.models import Judged, Outcome, Strata
from sangkien.evidence.rules import LONGEST_NAME, LONGEST_TEXT, Found, Judgement, Plan, findings_for
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.web.files.limits import given_paper
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import (
    TextField,
    choice_field,
    day_field,
    money_field,
    share_field,
    whole_number_field,
)

Stretch = tuple[str, Programme, Phase | None]
"""A programme or one of its phases, under the name by which the form asks for it."""


class VerificationForm(Questions):
    """The outcome; where a value was found, which, how, and who confirmed it; a word and a paper."""

    outcome = choice_field(Outcome.choices, turns_on=[Outcome.FOUND], label=gettext_lazy("Sau một năm áp dụng"))
    actual_vnd = money_field(
        label=gettext_lazy("Giá trị thực tế của một năm"),
        help_text=gettext_lazy("Không làm lợi thì ghi 0. Giá trị đã kê khai vẫn giữ nguyên bên cạnh."),
    )
    method = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Xác định bằng cách nào"),
        help_text=gettext_lazy("Ví dụ: theo sổ vật tư 12 tháng, giảm 1.450 kg keo × 62.000 đồng"),
    )
    employer = TextField(most=LONGEST_NAME, label=gettext_lazy("Người của doanh nghiệp đã xác nhận"))
    position = TextField(most=LONGEST_NAME, label=gettext_lazy("Chức vụ"))
    note = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Ghi chú"),
        help_text=gettext_lazy("Nếu không còn áp dụng hoặc chưa kiểm chứng được: ghi vì sao"),
    )
    paper = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Giấy tờ kèm theo"),
        help_text=gettext_lazy("Ảnh hoặc PDF, không quá 15 MB"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/heic"}),
    )
    hints: Mapping[str, Mapping[str, str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.hints = {
            "outcome": {
                Outcome.FOUND: _("Có số liệu của cả năm và có người của doanh nghiệp xác nhận"),
                Outcome.ENDED: _("Máy đã thay, dây chuyền đã đổi, hoặc đã có cách tốt hơn"),
                Outcome.UNCLEAR: _("Chưa đủ số liệu; hệ thống nhắc lại sau sáu tháng"),
            }
        }
        self.units = {"actual_vnd": _("đồng")}

    def found(self) -> Found:
        """What was typed, as far as it could be read. Raises NotPossible for a file that is too large."""
        said = {name: self.cleaned_data.get(name) or "" for name in ("outcome", "method", "employer", "position")}
        return Found(**said, note=self.cleaned_data.get("note") or "", actual_vnd=self._actual(), paper=self._paper())

    def _actual(self) -> int | None:
        value: int | None = self.cleaned_data.get("actual_vnd")
        return value

    def _paper(self) -> GivenPaper | None:
        upload: UploadedFile[Any] | None = self.files.get("paper")
        return given_paper(upload, field="paper") if upload else None


class PlanForm(Questions):
    """Which dossiers, divided how, how many, and which day's prize is waited for."""

    needed = {"unit": gettext_lazy("Chọn đơn vị"), "stretch": gettext_lazy("Chọn chương trình, giai đoạn")}

    unit = choice_field([], select=True, label=gettext_lazy("Hồ sơ của đơn vị"))
    stretch = choice_field([], select=True, label=gettext_lazy("Chương trình, giai đoạn"))
    valid_from = day_field(label=gettext_lazy("Được công nhận từ ngày"), help_text=gettext_lazy("Ví dụ 01/06/2022"))
    valid_to = day_field(
        label=gettext_lazy("Đến hết ngày"), help_text=gettext_lazy("Trước hôm nay, để danh sách không đổi nữa")
    )
    strata = choice_field(Strata.choices, label=gettext_lazy("Chia nhóm trước khi chọn"))
    size = whole_number_field(label=gettext_lazy("Số hồ sơ sẽ chọn"))
    share = share_field(label=gettext_lazy("hoặc tỷ lệ phần trăm"), help_text=gettext_lazy("Ví dụ 5"))
    prize_on = day_field(
        label=gettext_lazy("Chờ kết quả xổ số miền Bắc ngày"),
        help_text=gettext_lazy("Giải đặc biệt của ngày này quyết định mẫu, nên phải là một ngày sắp tới"),
    )

    def __init__(self, *args: Any, units: Sequence[Organisation], stretches: Sequence[Stretch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self._units = {unit.code: unit for unit in units}
        self._stretches = {key: (programme, phase) for key, programme, phase in stretches}
        told = [(key, f"{one.name} · {phase.title}" if phase else one.name) for key, one, phase in stretches]
        for name, choices in [("unit", [(one.code, one.name) for one in units]), ("stretch", told)]:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", self.needed[name]), *choices]

    def plan(self) -> tuple[Organisation, Plan] | None:
        """What was typed, as far as it could be read; None without a union and a programme."""
        said = dict.fromkeys(self.fields) | self.cleaned_data
        unit, stretch = self._units.get(said["unit"] or ""), self._stretches.get(said["stretch"] or "")
        if unit is None or stretch is None:
            return None
        days = {name: said[name] for name in ("valid_from", "valid_to", "prize_on")}
        numbers = {name: said[name] for name in ("size", "share")}
        programme, phase = stretch
        return unit, Plan(programme=programme, phase=phase, strata=said["strata"] or "", **days, **numbers)


class PrizeForm(Questions):
    """The five digits, typed twice: a draw is for ever."""

    prize = forms.CharField(
        required=False,
        label=gettext_lazy("Giải đặc biệt"),
        help_text=gettext_lazy("5 chữ số, kể cả số 0 ở đầu"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}),
    )
    again = forms.CharField(
        required=False,
        label=gettext_lazy("Gõ lại một lần nữa"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same, without the spaces that people put between digits."""
        typed, again = (one_line(self.cleaned_data.get(name, "")).replace(" ", "") for name in ("prize", "again"))
        self.cleaned_data["prize"] = typed
        if typed != again:
            self.add_error("again", _("Hai lần gõ chưa giống nhau"))
        return self.cleaned_data


class JudgeForm(Questions):
    """What was found of one dossier of the sample; a right value is asked for only where one was declared."""

    judged = choice_field([], label=gettext_lazy("Kết quả"))
    right_vnd = money_field(
        label=gettext_lazy("Giá trị đúng của một năm"), help_text=gettext_lazy("Chỉ ghi khi giá trị kê khai sai")
    )
    note = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Ghi chú"),
        help_text=gettext_lazy("Nếu không đạt hoặc chưa kiểm tra được: ghi vì sao"),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.units = {"right_vnd": _("đồng")}
        offered, chosen = findings_for(initiative), self.fields["judged"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.value, one.label) for one in offered]
        if Judged.WRONG_VALUE not in offered:
            del self.fields["right_vnd"]

    def judgement(self) -> Judgement:
        """What was typed, as far as it could be read."""
        said = dict.fromkeys(self.fields) | self.cleaned_data
        return Judgement(judged=said["judged"] or "", right_vnd=said.get("right_vnd"), note=said["note"] or "")
