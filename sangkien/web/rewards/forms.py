"""What is typed about rewards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible
from sangkien.rewards.law import Region
from sangkien.rewards.models import Reward
from sangkien.rewards.reckoning import Due, Own, not_computable, of_transfer, of_year
from sangkien.rewards.rules import LONGEST_BASIS, LONGEST_GIVER, LONGEST_NAME, LONGEST_NOTE, Paid, Promised
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, choice_field, day_field, money_field, share_field, whole_number_field

YEAR, TRANSFER, FIXED = "nam", "chuyen-giao", "khong-tinh-duoc"


class CalculatorForm(Questions):
    """What is to be reckoned, and from what."""

    what = choice_field(
        [
            (YEAR, _("Thù lao của một năm áp dụng")),
            (TRANSFER, _("Thù lao khi chuyển giao")),
            (FIXED, _("Không tính được số tiền làm lợi")),
        ],
        label=_("Tính gì"),
    )
    vnd = money_field(label=_("Lợi ích của năm đó, hoặc giá chuyển giao"))
    year = choice_field([("1", "1"), ("2", "2"), ("3", "3")], select=True, label=_("Năm áp dụng thứ"))
    recognised_on = day_field(label=_("Ngày công nhận (khi chuyển giao)"))
    region = choice_field([(one.value, one.value) for one in Region], select=True, label=_("Vùng lương tối thiểu"))
    day = day_field(label=_("Ngày hết năm, ngày chuyển giao hoặc ngày trả"))

    def due(self, on: Any, *, own: Own | None = None) -> Due | None:
        """What is due; None with the reason beside its field."""
        said, day = self.cleaned_data, self.cleaned_data.get("day") or on
        missing = _("Ghi số tiền, ví dụ 120.000.000 đồng")
        try:
            if said.get("what") == FIXED:
                return not_computable(region=Region(said.get("region") or "I"), day=day, own=own)
            if said.get("vnd") is None:
                self.add_error("vnd", str(missing))
            elif said.get("what") == TRANSFER and said.get("recognised_on") is None:
                self.add_error("recognised_on", str(_("Ghi ngày công nhận, ví dụ 12/04/2022")))
            elif said.get("what") == TRANSFER:
                return of_transfer(said["vnd"], recognised_on=said["recognised_on"], day=day, own=own)
            else:
                return of_year(said["vnd"], year=int(said.get("year") or 1), day=day, own=own)
        except NotPossible as no:
            self.put(no.problems)
        return None


class PromiseForm(Questions):
    """What somebody is promised."""

    kind = choice_field(Reward.choices, select=True, label=_("Loại"))
    to_name = TextField(most=LONGEST_NAME, label=_("Cho ai"))
    vnd = money_field(label=_("Số tiền"))
    giver = TextField(most=LONGEST_GIVER, label=_("Nơi chi"))
    basis = TextField(most=LONGEST_BASIS, lines=True, label=_("Căn cứ, cách tính"))
    promised_on = day_field(label=_("Ngày hứa"))

    @property
    def said(self) -> Promised:
        """As the action takes it."""
        said = self.cleaned_data
        texts = {name: said.get(name) or "" for name in ("to_name", "giver", "basis")}
        kind = said.get("kind") or Reward.REMUNERATION
        return Promised(kind=kind, vnd=said.get("vnd"), on=said.get("promised_on"), **texts)


class PaymentForm(Questions):
    """What was paid."""

    vnd = money_field(label=_("Số tiền đã chi"))
    paid_on = day_field(label=_("Ngày chi"))
    payer = TextField(most=LONGEST_GIVER, label=_("Ai chi"))
    note = TextField(most=LONGEST_NOTE, label=_("Chứng từ"))

    @property
    def said(self) -> Paid:
        """As the action takes it."""
        said = self.cleaned_data
        return Paid(said.get("vnd"), said.get("paid_on"), said.get("payer") or "", said.get("note") or "")


class WhyForm(Questions):
    """Why something is taken back."""

    note = TextField(most=LONGEST_NOTE, label=_("Lý do, chứng từ"))


class AgreementForm(Questions):
    """The workplace's own rule."""

    title = TextField(most=LONGEST_GIVER, label=_("Tên quy chế hoặc thỏa thuận"))
    since = day_field(label=_("Có hiệu lực từ ngày"))
    yearly = share_field(label=_("Phần của lợi ích mỗi năm"))
    years = whole_number_field(label=_("Trong bao nhiêu năm"))
    transfer = share_field(label=_("Phần của giá chuyển giao"))
    fixed_vnd = money_field(label=_("Mức khi không tính được bằng tiền"))

    @property
    def own(self) -> Own:
        """As it is reckoned with."""
        said = self.cleaned_data
        return Own(
            said.get("title") or "", said.get("yearly"), said.get("years"), said.get("transfer"), said.get("fixed_vnd")
        )


def today(on: Any) -> dict[str, str]:
    """Days that are proposed."""
    return {name: format_day(on) for name in ("promised_on", "paid_on", "day")}
