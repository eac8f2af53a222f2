"""What is asked when a round is opened, terms are entered, somebody is proposed, concluded on, or taken an honour
from."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.files.actions import Checked, look_into
from sangkien.files.limits import Limits
from sangkien.honours.assessing import Subject
from sangkien.honours.conditions import Measure
from sangkien.honours.forms import Form
from sangkien.honours.planning import Plan
from sangkien.honours.rules import LONGEST_NAME, LONGEST_REGULATION, LONGEST_TEXT, LONGEST_TITLE
from sangkien.organisations.models import Organisation
from sangkien.scopes.models import Level
from sangkien.sittings.models import Sitting
from sangkien.web.files.limits import read_within
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import (
    TextField,
    choice_field,
    day_field,
    money_field,
    phone_field,
    whole_number_field,
)

_DAYS = ("first_day", "last_day", "opens_on", "closes_on")


class RoundForm(Questions):
    """A round, and how many of each form that the union gives."""

    title = TextField(
        most=LONGEST_TITLE, label=gettext_lazy("Tên đợt xét"), help_text=gettext_lazy("Ví dụ Khen thưởng giai đoạn 1")
    )
    first_day = day_field(label=gettext_lazy("Xét thành tích từ ngày"))
    last_day = day_field(label=gettext_lazy("Đến hết ngày"))
    opens_on = day_field(label=gettext_lazy("Nhận đề nghị từ ngày"))
    closes_on = day_field(label=gettext_lazy("Nhận đề nghị đến hết ngày"))

    def __init__(self, data: Any, *, given: Sequence[Form], in_force: set[str], today: date) -> None:
        super().__init__(data, initial={"opens_on": format_day(today)})
        self.given = given
        for form in given:
            missing = "" if form.code in in_force else _("Chưa có điều kiện có hiệu lực hôm nay")
            self.fields[form.code] = whole_number_field(label=form.name, help_text=missing)

    @property
    def quotas(self) -> list[Any]:
        """The boxes of the forms."""
        return [self[form.code] for form in self.given]

    @property
    def plan(self) -> Plan:
        """As the action takes it."""
        said = self.cleaned_data
        most = {form.code: said[form.code] for form in self.given if said.get(form.code) is not None}
        days = {day: said.get(day) for day in _DAYS}
        return Plan(title=said.get("title") or "", most=most, **days)


class TermsForm(Questions):
    """What a form asks for. Boxes that are left empty ask for nothing."""

    regulation = TextField(
        most=LONGEST_REGULATION,
        label=gettext_lazy("Quy định"),
        help_text=gettext_lazy("Số, ngày và nơi ban hành văn bản"),
    )
    since = day_field(label=gettext_lazy("Có hiệu lực từ ngày"))
    initiatives = whole_number_field(label=gettext_lazy("Số sáng kiến được công nhận, từ"))
    benefit_once = money_field(label=gettext_lazy("Giá trị làm lợi của một giải pháp, từ"))
    benefit_years = money_field(
        label=gettext_lazy("Hoặc tổng giá trị làm lợi trong các năm liên tục, từ"),
        help_text=gettext_lazy("Đạt một trong hai mức là đủ"),
    )
    years = whole_number_field(label=gettext_lazy("Số năm liên tục"))
    title = choice_field(
        [("", gettext_lazy("Không đòi hỏi")), *Level.choices],
        select=True,
        label=gettext_lazy("Có sáng kiến được tính khi xét danh hiệu, phạm vi"),
        help_text=gettext_lazy("Hội đồng đã công nhận phạm vi, đã áp dụng và có khả năng nhân rộng"),
    )
    no_manager = forms.BooleanField(label=gettext_lazy("Không giữ chức vụ quản lý"), required=False)
    attained = whole_number_field(label=gettext_lazy("Đạt chỉ tiêu, từ (%)"))
    quarter = forms.BooleanField(
        label=gettext_lazy("Nhiều sáng kiến nhất cụm, khối trong quý và cao hơn chỉ tiêu của mình"), required=False
    )
    grade = TextField(
        most=200,
        label=gettext_lazy("Xếp loại thi đua"),
        help_text=gettext_lazy("Các mức đủ điều kiện, cách nhau bằng dấu ;"),
    )
    stated = TextField(most=300, label=gettext_lazy("Điều kiện khác, do đơn vị đề nghị xác nhận"))

    _OF_PERSONS = ("benefit_once", "benefit_years", "years", "title", "no_manager")
    _OF_COLLECTIVES = ("attained", "quarter", "grade")

    def __init__(self, data: Any, *, form: Form) -> None:
        super().__init__(data)
        for name in self._OF_COLLECTIVES if form.is_personal else self._OF_PERSONS:
            del self.fields[name]

    @property
    def lines(self) -> list[list[dict[str, Any]]]:
        """As the action takes them."""
        said = self.cleaned_data
        benefit = [
            self._least(Measure.BENEFIT_ONCE, said.get("benefit_once")),
            self._least(Measure.BENEFIT_YEARS, said.get("benefit_years"), years=said.get("years") or 0),
        ]
        attained = said.get("attained")
        single = [
            self._least(Measure.INITIATIVES, said.get("initiatives")),
            self._least(Measure.ATTAINED, None if attained is None else attained * 100),
            self._among(Measure.TITLE, [said.get("title") or ""]),
            {"measure": Measure.NO_MANAGER} if said.get("no_manager") else None,
            {"measure": Measure.QUARTER} if said.get("quarter") else None,
            self._among(Measure.GRADE, (said.get("grade") or "").split(";")),
            self._among(Measure.STATED, [said.get("stated") or ""]),
        ]
        lines = [[one for one in benefit if one], *([one] for one in single if one)]
        return [line for line in lines if line]

    def _least(self, measure: Measure, least: int | None, **more: int) -> dict[str, Any] | None:
        return None if least is None else {"measure": measure, "least": least, **more}

    def _among(self, measure: Measure, words: Sequence[str]) -> dict[str, Any] | None:
        said = [word.strip() for word in words if word.strip()]
        return {"measure": measure, "among": said} if said else None

    def box_of(self, field: str) -> str:
        """What is wrong with a condition is said above them."""
        return field


class NominationForm(Questions):
    """Why somebody is proposed."""

    needed: ClassVar[dict[str, Any]] = {"achievement": gettext_lazy("Ghi tóm tắt thành tích")}
    achievement = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Tóm tắt thành tích"))
    dossiers = TextField(
        most=300,
        label=gettext_lazy("Sáng kiến làm minh chứng"),
        help_text=gettext_lazy("Mã hồ sơ, cách nhau bằng dấu phẩy"),
    )
    beside = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Lý do đề nghị ngoài số liệu"),
        help_text=gettext_lazy("Chỉ ghi khi số liệu chưa đạt điều kiện; cần ít nhất một minh chứng"),
    )

    file = forms.FileField(
        required=False,
        label=gettext_lazy("Tệp minh chứng"),
        help_text=gettext_lazy("Ảnh, PDF hoặc Word"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.docx,image/jpeg,image/png,image/heic"}),
    )

    @property
    def papers(self) -> list[Checked]:
        """The file that was sent, looked into. Raises NotPossible naming what is wrong with it."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return []
        data = read_within(upload, Limits(), field="file")
        return [look_into(data, name=upload.name or "", field="file", limits=Limits())]

    @property
    def codes(self) -> list[str]:
        """Of the dossiers."""
        return [code.strip().upper() for code in (self.cleaned_data.get("dossiers") or "").split(",") if code.strip()]

    def box_of(self, field: str) -> str:
        return "dossiers" if field == "exhibits" else field


class OtherForm(NominationForm):
    """The same of somebody whom no list of candidates has: a collective by its union's code, a person by name too."""

    field_order = ("unit", "full_name", "phone")
    needed: ClassVar[dict[str, Any]] = NominationForm.needed | {
        "unit": gettext_lazy("Ghi mã công đoàn"),
        "full_name": gettext_lazy("Ghi họ và tên"),
    }
    unit = TextField(
        most=60,
        label=gettext_lazy("Mã công đoàn"),
        help_text=gettext_lazy("Của đơn vị, hoặc nơi người được đề nghị sinh hoạt"),
    )
    full_name = TextField(most=LONGEST_NAME, label=gettext_lazy("Họ và tên"))
    phone = phone_field(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Có số điện thoại thì người được khen đọc được kết quả trên máy của mình"),
    )

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not form.is_personal:
            del self.fields["full_name"], self.fields["phone"]

    def subject(self, below: "QuerySet[Organisation]") -> Subject:
        """Whom it is about, of these unions. Raises NotPossible: no such union among them."""
        said = self.cleaned_data
        unit = below.filter(code=said["unit"].upper()).first()
        if unit is None:
            text = _("Không có mã này trong đơn vị của anh/chị và các đơn vị trực thuộc")
            raise NotPossible([Problem(code="no_unit", field="unit", text=text)])
        name = said.get("full_name") or ""
        return Subject(unit, said.get("phone") or f"{fold(name)} @ {unit.pk}", name) if name else Subject(unit)


class ConclusionForm(Questions):
    """Why a nomination is not passed."""

    reason = TextField(
        most=LONGEST_TEXT,
        lines=True,
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Cần ghi khi không thông qua"),
    )


class AgendaForm(Questions):
    """At which sitting the council votes."""

    needed: ClassVar[dict[str, Any]] = {"sitting": gettext_lazy("Chọn phiên họp")}
    sitting = choice_field([], select=True, label=gettext_lazy("Phiên họp của hội đồng"))
    openly = forms.BooleanField(label=gettext_lazy("Biểu quyết công khai thay vì bỏ phiếu kín"), required=False)

    def __init__(self, data: Any, *, ahead: Sequence[Sitting]) -> None:
        super().__init__(data)
        self.ahead = {str(one.pk): one for one in ahead}
        field: Any = self.fields["sitting"]
        field.choices = [(key, f"{format_day(one.day)}, {one.place}") for key, one in self.ahead.items()]


class PleaForm(Questions):
    """What the holder asks for."""

    text = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Nội dung kiến nghị"))


class ComplaintForm(Questions):
    """What is being looked into."""

    text = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Nội dung khiếu nại"))


class FindingForm(Questions):
    """What was found."""

    finding = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Kết quả giải quyết"))


class AnswerForm(Questions):
    """What becomes of a plea."""

    needed: ClassVar[dict[str, Any]] = {"granted": gettext_lazy("Chọn chấp nhận hay không")}
    granted = choice_field(
        [("co", gettext_lazy("Chấp nhận: khôi phục khen thưởng")), ("khong", gettext_lazy("Giữ quyết định thu hồi"))],
        label=gettext_lazy("Trả lời"),
    )
    answer = TextField(most=LONGEST_TEXT, lines=True, label=gettext_lazy("Lý do"))
