"""What is asked when a paper is begun, written, issued or taken back, and what goes into the registers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Appointment, Person
from sangkien.registry.actions import Written
from sangkien.registry.kinds import Kind
from sangkien.registry.models import OfficialPaper
from sangkien.registry.proofreading import LONGEST_BODY, LONGEST_SUBJECT
from sangkien.registry.registering import HEADING
from sangkien.registry.rules import TEXTS, Received, signers
from sangkien.registry.signatures import Authority
from sangkien.registry.templates import GoesTo, templates
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, day_field

_AUTHORITIES = (Authority.TM, Authority.TL)


def offer_signers(field: Any, people: Sequence[Person], told_to: Sequence[Person] = ()) -> dict[str, Person]:
    """Put these into the drop-down list of who signs, those apart who sign only what they were told to; by key."""
    names = [[(str(one.pk), one.full_name) for one in some] for some in (people, told_to)]
    others = [(_("Chỉ ký TL., TUQ."), names[1])] if told_to else []
    field.choices = [("", "–"), *names[0], *others]
    if not people:
        field.help_text = _("Hôm nay đơn vị chưa có ai giữ chức vụ ký thay mặt được (lãnh đạo, cán bộ cơ sở).")
    return {str(one.pk): one for one in (*people, *told_to)}


def _lines(most: int, rows: int, **kwargs: Any) -> TextField:
    return TextField(most=most, lines=True, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PaperForm(Questions):
    """The draft. What is missing in it is a rule, and stands in its way only when it gets its number."""

    subject = _lines(LONGEST_SUBJECT, 2, label=gettext_lazy("Trích yếu"))
    addressees = _lines(4_000, 4, label=gettext_lazy("Kính gửi"), help_text=gettext_lazy("Mỗi nơi một dòng"))
    delivered = forms.BooleanField(
        label=gettext_lazy("Gửi qua hệ thống tới các đơn vị nhận"),
        help_text=gettext_lazy("Khi ban hành, mỗi đơn vị nhận thấy văn bản và bấm vào sổ"),
        required=False,
    )
    bases = _lines(
        4_000, 2, label=gettext_lazy("Căn cứ"), help_text=gettext_lazy("Mỗi căn cứ một dòng; có thể bỏ trống")
    )
    body = _lines(
        LONGEST_BODY,
        18,
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Mỗi đoạn một dòng; **chữ đậm**; phần trong ngoặc { } lấy từ số liệu"),
    )
    recipients = _lines(
        2_000, 4, label=gettext_lazy("Nơi nhận"), help_text=gettext_lazy("Mỗi nơi một dòng; dòng “Lưu” tự có")
    )
    beside = _lines(
        300,
        3,
        label=gettext_lazy("Bên cùng ký (bên trái)"),
        help_text=gettext_lazy("Mỗi chức danh một dòng; họ tên ở dòng cuối"),
    )
    authority = choice_field(Authority.choices, select=True, label=gettext_lazy("Thẩm quyền ký"))
    on_behalf = TextField(
        most=80, label=gettext_lazy("Thay mặt, thay ai"), help_text=gettext_lazy("Ví dụ Ban Thường vụ")
    )
    title = TextField(most=80, label=gettext_lazy("Chức vụ người ký"), help_text=gettext_lazy("Ví dụ Chủ tịch"))
    signer = choice_field([], select=True, label=gettext_lazy("Người ký"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, paper: OfficialPaper, on: date) -> None:
        initial = {name: getattr(paper, name) for name in (*TEXTS, "authority")}
        own = {"delivered": bool(paper.receivers), "signer": paper.signer_id, "seen": paper.version}
        super().__init__(data, initial=initial | own)
        leading, told = (signers(paper.unit, on=on, kind=paper.kind, authority=one) for one in _AUTHORITIES)
        self._people = offer_signers(self.fields["signer"], leading, [one for one in told if one not in leading])
        if templates()[paper.template].goes_to not in (GoesTo.BELOW, GoesTo.ABOVE):
            del self.fields["delivered"]  # to its own union or to nobody, whatever is ticked
        if not paper.beside:  # most papers have one signature
            del self.fields["beside"]

    @property
    def written(self) -> Written:
        """As the action takes it."""
        said = self.cleaned_data
        return Written(
            texts={name: said.get(name) or "" for name in TEXTS},
            authority=Authority(said.get("authority") or Authority.TM),
            signer=self._people.get(said.get("signer") or ""),
            delivered=bool(said.get("delivered")),
            seen=said.get("seen") or 0,
        )


class DayForm(Questions):
    """The day that stands on the paper."""

    day = day_field(label=gettext_lazy("Ngày ký"), help_text=gettext_lazy("Ví dụ 20/04/2022"))


class IssueForm(DayForm):
    """The day, and why the signed copy is not there, where it is not."""

    unsigned = TextField(
        most=300,
        label=gettext_lazy("Lý do ban hành khi chưa có bản đã ký"),
        help_text=gettext_lazy("Ví dụ: bản giấy đã ký, văn thư quét sau"),
    )

    def __init__(self, data: Any = None, *, paper: OfficialPaper, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if paper.signed_id:
            del self.fields["unsigned"]


class CopyForm(Questions):
    """The signed copy of a paper."""

    needed = {"copy": gettext_lazy("Chọn bản quét có chữ ký, dấu, hoặc tệp đã ký số")}
    copy = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Bản đã ký"),
        help_text=gettext_lazy("Bản quét PDF, ảnh JPG, PNG, hoặc tệp ký số PDF, .p7m; không quá 15 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.p7m,application/pdf,image/jpeg,image/png,image/heic"}),
    )


class ReasonForm(Questions):
    """Why a number is struck out or a paper taken back."""

    reason = TextField(most=300, label=gettext_lazy("Lý do"), help_text=gettext_lazy("Lý do nằm lại trong sổ văn bản"))


class ReserveForm(Questions):
    """A number for a paper that is written elsewhere."""

    kind = choice_field(Kind.choices, select=True, label=gettext_lazy("Loại văn bản"))
    subject = TextField(most=LONGEST_SUBJECT, label=gettext_lazy("Trích yếu"))

    @property
    def kind_asked(self) -> Kind:
        """Which kind."""
        return Kind(self.cleaned_data["kind"] or Kind.CV)


class ReceivedForm(Questions):
    """A paper that came from outside."""

    sender = TextField(most=250, label=gettext_lazy("Nơi gửi"))
    line = TextField(most=60, label=gettext_lazy("Số, ký hiệu"), help_text=gettext_lazy("Ví dụ 3990/TLĐ"))
    day = day_field(label=gettext_lazy("Ngày văn bản"))
    subject = TextField(most=LONGEST_SUBJECT, label=gettext_lazy("Trích yếu"))
    arrived_on = day_field(label=gettext_lazy("Ngày đến"), help_text=gettext_lazy("Ví dụ 20/04/2022"))

    @property
    def received(self) -> Received:
        """As the action takes it."""
        said = self.cleaned_data
        return Received(
            sender=said.get("sender") or "",
            subject=said.get("subject") or "",
            arrived_on=said.get("arrived_on"),
            line=said.get("line") or "",
            day=said.get("day"),
        )


class OfficesForm(Questions):
    """What the offices of those who sign are called, a box for each."""

    def __init__(self, data: Any = None, *, held: Sequence[Appointment]) -> None:
        super().__init__(data)
        for one in held:
            label, help_text = one.person.full_name, str(one.get_role_display())
            self.fields[f"chuc-danh-{one.pk}"] = TextField(
                most=80, label=label, help_text=help_text, initial=one.office
            )

    @property
    def offices(self) -> dict[int, str]:
        """By the key of each appointment."""
        return {int(name.removeprefix("chuc-danh-")): text or "" for name, text in self.cleaned_data.items()}


class HeadingForm(Questions):
    """How the union's papers begin from today on."""

    above = _lines(250, 2, label=gettext_lazy("Cơ quan cấp trên"), help_text=gettext_lazy("Xuống dòng như trên giấy"))
    issuer = _lines(250, 2, label=gettext_lazy("Cơ quan ban hành"))
    symbol = TextField(most=20, label=gettext_lazy("Ký hiệu"), help_text=gettext_lazy("Đứng sau số, ví dụ LĐLĐ"))
    drafters = TextField(
        most=20,
        label=gettext_lazy("Ký hiệu đơn vị soạn công văn"),
        help_text=gettext_lazy("Chỉ đứng sau ký hiệu trên công văn, ví dụ CSPL; có thể bỏ trống"),
    )
    place = TextField(most=60, label=gettext_lazy("Địa danh"), help_text=gettext_lazy("Ví dụ Ninh Thuận"))
    archive = TextField(most=80, label=gettext_lazy("Nơi lưu"), help_text=gettext_lazy("Ví dụ VT, Ban CTCS"))

    @property
    def texts(self) -> dict[str, str]:
        """As the action takes it."""
        return {name: self.cleaned_data.get(name) or "" for name in HEADING}
