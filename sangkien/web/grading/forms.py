"""What is typed about grading."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.base.text import one_line
from sangkien.grading.exhibits import LIMITS
from sangkien.grading.models import Edition, Score
from sangkien.grading.rules import Entered
from sangkien.grading.spec import Line
from sangkien.standings.models import Snapshot
from sangkien.web.forms import Questions
from sangkien.web.grading.words import points
from sangkien.web.submit.fields import ReadField, TextField, day_field

Choices = Sequence[tuple[str, str]]
_POINTS = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?")


def parse_points(typed: str) -> int:
    """ "12,5" and "12.5" are 1250 hundredths. Raises NotUnderstood: unreadable."""
    found = _POINTS.fullmatch(one_line(typed))
    if not found:
        raise NotUnderstood("unreadable", _("Ghi điểm bằng số, nhiều nhất hai chữ số sau dấu phẩy, ví dụ 12,5"))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def points_field(**kwargs: Any) -> ReadField:
    """Points, in hundredths."""
    attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input-short"}
    return ReadField(parse_points, widget=forms.TextInput(attrs=attrs), **kwargs)


def note_field(label: Any, **kwargs: Any) -> TextField:
    """A few words."""
    field = TextField(most=2_000, lines=True, label=label, **kwargs)
    field.widget.attrs["rows"] = 2
    return field


class ScoreForm(Questions):
    """Points and a few words for each line that is scored by hand; what is left empty stays as it was."""

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        before: Mapping[str, Score],
        kept: Mapping[str, Score],
        words: Any,
        **kwargs: Any,
    ) -> None:
        """`before`: what the stage before gave, to begin with; `kept`: what this one gave already; `words`: the label
        of what stands beside points."""
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.lines = lines
        for line in lines:
            most = points(line.points)
            self.fields[f"diem-{line.code}"] = points_field(label=line.name, help_text=_within(most))
            self.fields[f"ghi-{line.code}"] = note_field(words)
            begin = kept.get(line.code) or before.get(line.code)
            if begin:
                self.initial[f"diem-{line.code}"] = points(begin.points)
                self.initial[f"ghi-{line.code}"] = begin.note if line.code in kept else ""

    def pairs(self) -> list[tuple[Line, BoundField, BoundField]]:
        """For the page: each line with its two boxes."""
        return [(line, self[f"diem-{line.code}"], self[f"ghi-{line.code}"]) for line in self.lines]

    @property
    def entered(self) -> dict[str, Entered]:
        """What was typed, by line. Only of a valid form."""
        typed = self.cleaned_data
        return {
            line.code: Entered(typed[f"diem-{line.code}"], typed[f"ghi-{line.code}"])
            for line in self.lines
            if typed[f"diem-{line.code}"] is not None
        }

    def box_of(self, field: str) -> str:
        return f"diem-{field}"


def _within(most: str) -> Any:
    return _("Từ 0 đến %(most)s điểm.") % {"most": most}


class OpenForm(Questions):
    """A new round."""

    needed = {
        "name": _("Ghi tên đợt xếp loại"),
        "edition": _("Chọn bộ tiêu chí"),
        "stretch": _("Chọn giai đoạn"),
        "self_until": _("Ghi ngày, ví dụ 15/06/2022"),
        "appeal_until": _("Ghi ngày, ví dụ 30/06/2022"),
    }
    name = TextField(most=200, label=_("Tên đợt"), help_text=_("Ví dụ: Xếp loại thi đua 6 tháng đầu năm 2022"))
    edition = forms.ChoiceField(label=_("Bộ tiêu chí"), required=False)
    stretch = forms.ChoiceField(label=_("Giai đoạn lấy số liệu"), required=False)
    over = forms.ChoiceField(label=_("Xếp loại trong"), required=False)
    table = forms.ChoiceField(
        label=_("Số liệu lấy từ"),
        required=False,
        help_text=_("Có bảng đã chốt thì nên lấy từ bảng; không thì số liệu được giữ lại như lúc mở đợt."),
    )
    as_of = day_field(label=_("Số liệu đến hết ngày"), help_text=_("Bỏ trống khi lấy từ bảng đã chốt."))
    self_until = day_field(label=_("Đơn vị tự chấm đến hết ngày"))
    appeal_until = day_field(label=_("Nhận khiếu nại đến hết ngày"))

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a choice field has them


def edition_choices(editions: Sequence[Edition]) -> Choices:
    """The newest edition of each set."""
    return [(str(one.pk), f"{one.name} ({one.criteria.code}, {one.number})") for one in editions]


def table_choices(tables: Sequence[Snapshot], label: Any) -> Choices:
    """A day's figures, or one of the frozen tables."""
    return [("", str(label)), *((str(one.pk), _table(one)) for one in tables)]


def _table(one: Snapshot) -> str:
    told = {"n": one.number, "kind": one.get_kind_display(), "period": one.period, "day": f"{one.as_of:%d/%m/%Y}"}
    return str(_("Bảng chốt số %(n)s: %(kind)s, %(period)s, đến %(day)s") % told)


class StepForm(Questions):
    """Words that go with a step."""

    note = TextField(most=500, label=_("Ghi chú, hoặc lý do khi trả lại, khi hủy"))


class AppealForm(Questions):
    """Which line, and why."""

    needed = {"line": _("Chọn tiêu chí khiếu nại"), "text": _("Ghi nội dung khiếu nại và căn cứ")}
    line = forms.ChoiceField(label=_("Tiêu chí"), required=False)
    text = note_field(_("Nội dung và căn cứ"))

    def __init__(self, *args: Any, among: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        choices = [("", _("Chọn tiêu chí")), *((line.code, line.name) for line in among)]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]  # a choice field has them


class ExhibitForm(Questions):
    """A file, and the line that it is for."""

    needed = {"line": _("Chọn tiêu chí của tệp minh chứng"), "file": _("Chọn tệp")}
    line = forms.ChoiceField(label=_("Tiêu chí"), required=False)
    file = forms.FileField(
        required=False,
        label=_("Tệp minh chứng"),
        help_text=_("Ảnh, PDF hoặc Word, nhiều nhất %(most)s MB.") % {"most": LIMITS.megabytes},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.docx,image/jpeg,image/png,image/heic"}),
    )

    def __init__(self, *args: Any, among: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "prefix": "tep"} | kwargs)
        choices = [("", _("Chọn tiêu chí")), *((line.code, line.name) for line in among)]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]  # a choice field has them


class AnswerForm(Questions):
    """Upheld, with points, or not; why."""

    needed = {"upheld": _("Chọn cách giải quyết"), "reason": _("Ghi lý do")}
    upheld = forms.ChoiceField(
        label=_("Giải quyết"),
        required=False,
        choices=[("co", _("Chấp nhận, sửa điểm")), ("khong", _("Giữ nguyên điểm"))],
        widget=forms.RadioSelect,
    )
    points = points_field(label=_("Điểm sau khiếu nại"), help_text=_("Chỉ ghi khi chấp nhận."))
    reason = note_field(_("Lý do"))
