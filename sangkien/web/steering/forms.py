"""What is asked before a campaign is launched or a phase closed. What is missing is a rule (`steering.rules`)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.base.days import format_day
from sangkien.programmes.models import Campaign, CampaignKind
from sangkien.programmes.rules import LONGEST_STRETCH_NAME, StretchDetails
from sangkien.steering.plans import Letter
from sangkien.steering.rules import LONGEST_FOCUS, LONGEST_REASON
from sangkien.targets.models import Method
from sangkien.targets.plan import Signed, Terms
from sangkien.targets.rules import LONGEST_NUMBER
from sangkien.web.forms import Questions
from sangkien.web.registry.forms import offer_signers
from sangkien.web.submit.fields import TextField, choice_field, day_field, whole_number_field

NEW, AS_IT_IS = "moi", "GIU-NGUYEN"
_OF_A_NEW_ONE = ("name", "first_day", "last_day")
_METHODS = (Method.MEMBERS, Method.RESULT, Method.EQUALLY, Method.BY_HAND)
_HINTS = {
    AS_IT_IS: _("Chỉ tiêu đang giao cho các đơn vị không đổi"),
    Method.MEMBERS: _("Chia hết theo số đoàn viên báo gần nhất"),
    Method.RESULT: _("Chia hết theo kết quả của một giai đoạn hoặc chương trình"),
    Method.EQUALLY: _("Mỗi đơn vị một phần bằng nhau"),
    Method.BY_HAND: _("Nhập từng số"),
}


class LetterForm(Questions):
    """What is settled about the letter at once."""

    addressees = TextField(
        most=4_000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Kính gửi"),
        help_text=_("Mỗi nơi một dòng"),
    )
    delivered = forms.BooleanField(
        required=False,
        label=_("Gửi qua hệ thống tới các đơn vị trực thuộc"),
        help_text=_("Khi ban hành, mỗi đơn vị nhận thấy văn bản và bấm vào sổ"),
    )
    signer = choice_field([], select=True, label=_("Người ký"))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, signers: Sequence[Person], by: Person | None, **kwargs: Any) -> None:
        """`by`: who is proposed to sign, if they may."""
        first = {"key": uuid4(), "delivered": True, "signer": by.pk if by else ""}
        super().__init__(data, initial=first | kwargs.pop("initial", {}), **kwargs)
        self._people = offer_signers(self.fields["signer"], signers)

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    @property
    def letter(self) -> Letter:
        """As the actions take it, as far as it could be read."""
        said = self.cleaned_data
        signer = self._people.get(said.get("signer") or "")
        return Letter(said.get("addressees") or "", delivered=bool(said.get("delivered")), signer=signer)

    @property
    def pressed(self) -> UUID:
        """The key of the page: who presses twice means one thing."""
        return self.cleaned_data.get("key") or uuid4()


class LaunchForm(LetterForm):
    """A campaign: which one, on which days, how the target is divided, by which decision, to whom the letter goes."""

    joins = choice_field([], turns_on=[NEW], label=_("Chiến dịch"))
    name = TextField(
        most=LONGEST_STRETCH_NAME, label=_("Tên"), help_text=_("Ví dụ Chiến dịch thi đua cao điểm 40 ngày")
    )
    first_day = day_field(label=_("Từ ngày"), help_text=_("Ví dụ 22/04/2022"))
    last_day = day_field(label=_("Đến hết ngày"), help_text=_("Trong cùng một giai đoạn"))
    week_first = day_field(label=_("Tuần cao điểm từ ngày"))
    week_last = day_field(label=_("Đến hết ngày"))
    total = whole_number_field(label=_("Chỉ tiêu của đơn vị"))
    method = choice_field([], label=_("Chia cho các đơn vị trực thuộc"))
    source = choice_field(
        [], select=True, label=_("Kết quả của"), help_text=_("Chỉ dùng khi chia theo kết quả lần trước")
    )
    number = TextField(
        most=LONGEST_NUMBER,
        label=_("Số quyết định giao chỉ tiêu"),
        help_text=_("Quyết định đã ký thì ghi số và ngày; để trống thì lấy số tiếp theo trong sổ, ngày hôm nay"),
    )
    signed_on = day_field(label=_("Ngày ký quyết định"), help_text=_("Ví dụ 20/04/2022"))

    def __init__(
        self, data: Any = None, *, joinable: Sequence[Campaign], sources: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        first = {"joins": str(joinable[0].pk) if joinable else NEW, "method": AS_IT_IS}
        super().__init__(data, initial=first | kwargs.pop("initial", {}), **kwargs)
        self._joinable = {str(one.pk): one for one in joinable}
        told = [(key, f"{one.title} ({_span(one)})") for key, one in self._joinable.items()]
        self._choose("joins", [*told, (NEW, _("Chiến dịch mới của đơn vị"))])
        methods = [method for method in _METHODS if method != Method.RESULT or sources]
        self._choose("method", [(AS_IT_IS, _("Giữ như đang giao")), *((one.value, one.label) for one in methods)])
        self._choose("source", [("", "–"), *sources])
        if not sources:
            del self.fields["source"]

    @property
    def hints(self) -> dict[str, str]:
        """A line below each way of dividing."""
        return {key: str(hint) for key, hint in _HINTS.items()}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in _OF_A_NEW_ONE if self.joined else ():  # not shown then, whatever was typed there before
            self.errors.pop(name, None)
        if said.get("method") == Method.RESULT and not said.get("source"):
            self.add_error("source", str(_("Chọn lần lấy kết quả")))
        if self.divides and said.get("total") is None and "total" not in self.errors:
            self.add_error("total", str(_("Ghi chỉ tiêu đem chia")))
        return said

    @property
    def joined(self) -> Campaign | None:
        """A campaign that is there; None for a new one."""
        return self._joinable.get(self.cleaned_data.get("joins") or "")

    @property
    def details(self) -> StretchDetails:
        """A new campaign, as far as it could be read."""
        said = self.cleaned_data
        first, last = said.get("first_day"), said.get("last_day")
        name = said.get("name") or ""
        return StretchDetails(parent=None, kind=CampaignKind.PEAK, name=name, first_day=first, last_day=last)

    def week(self, name: str) -> StretchDetails | None:
        """A peak week of this name, if one is wanted."""
        first, last = self.cleaned_data.get("week_first"), self.cleaned_data.get("week_last")
        if first is None and last is None:
            return None
        return StretchDetails(parent=None, kind=CampaignKind.PEAK_WEEK, name=name, first_day=first, last_day=last)

    @property
    def divides(self) -> bool:
        """Are targets given together with the campaign?"""
        return self.cleaned_data.get("method") in _METHODS

    @property
    def terms(self) -> Terms:
        """By what they are divided."""
        method = Method(self.cleaned_data["method"])
        source = self.cleaned_data.get("source") or "" if method == Method.RESULT else ""
        return Terms(method, source=source)

    @property
    def signed(self) -> Signed:
        """The decision, as far as it is known."""
        return Signed(self.cleaned_data.get("number") or "", self.cleaned_data.get("signed_on"))


class CloseForm(LetterForm):
    """A phase: up to which day, why early, on what the next one puts its weight."""

    as_of = day_field(label=_("Số liệu tính đến hết ngày"))
    reason = TextField(
        most=LONGEST_REASON, label=_("Lý do sơ kết"), help_text=_("Ví dụ: hội nghị sơ kết của Ban Thường vụ")
    )
    focus = TextField(
        most=LONGEST_FOCUS, lines=True, label=_("Trọng tâm của giai đoạn sau"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, as_of: date, is_interim: bool, asks_for_focus: bool, **kwargs: Any) -> None:
        initial = {"as_of": format_day(as_of)} | kwargs.pop("initial", {})
        super().__init__(data, initial=initial, **kwargs)
        self._as_of = as_of
        if not is_interim:
            del self.fields["reason"]
        if not asks_for_focus:
            del self.fields["focus"]

    @property
    def until(self) -> date:
        """Up to the end of which day figures count."""
        return self.cleaned_data.get("as_of") or self._as_of


def _span(campaign: Campaign) -> str:
    last = campaign.last_day
    return f"{format_day(campaign.window.lower)}–{format_day(last) if last else '…'}"
