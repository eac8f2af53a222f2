"""Who keeps and reads the ledger of rewards, and what keeps a promise or a payment from being written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.numbers import MOST_DONG, format_dong
from sangkien.base.problems import Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.rewards.reckoning import Own

LONGEST_NAME, LONGEST_GIVER, LONGEST_BASIS, LONGEST_NOTE = 120, 200, 500, 200
RECOGNISED = Q(state=State.VALID, untold__isnull=True)
_OTHERS = ("authors__person",)

KEEP = Permission(
    "reward.keep",
    gettext_lazy("ghi sổ thưởng, thù lao của sáng kiến"),
    [
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit", not_own=_OTHERS, when=RECOGNISED),
        Rule(role=Role.REVIEWER, at="superior", not_own=_OTHERS, when=RECOGNISED),
        Rule(role=Role.LEADER, over="unit", not_own=_OTHERS, when=RECOGNISED),
    ],
)
SEE = Permission(
    "reward.see",
    gettext_lazy("xem thưởng, thù lao của sáng kiến"),
    [
        Rule(own="authors__person"),
        *(Rule(role=role, at="unit") for role in (Role.GRASSROOTS_OFFICER,)),
        Rule(role=Role.REVIEWER, at="superior"),
        Rule(role=Role.LEADER, over="unit"),
    ],
)
AGREE = Permission(
    "reward.agree",
    gettext_lazy("ghi thỏa thuận của doanh nghiệp về thù lao"),
    [Rule(role=Role.GRASSROOTS_OFFICER, at="pk")],
)


@dataclass(frozen=True)
class Promised:
    """What somebody says was promised."""

    kind: str
    to_name: str
    giver: str
    vnd: int | None
    basis: str
    on: date | None


@dataclass(frozen=True)
class Paid:
    """What somebody says was paid."""

    vnd: int | None
    on: date | None
    payer: str
    note: str


def missing_in_promise(said: Promised, initiative: Initiative, *, on: date) -> Iterator[Problem]:
    """Everything that keeps it from being written down."""
    if not said.to_name:
        yield Problem(code="no_name", field="to_name", text=_("Ghi tên người được nhận"))
    if not said.giver:
        yield Problem(code="no_giver", field="giver", text=_("Ghi nơi chi, ví dụ: Công ty TNHH May Tiến Thuận"))
    if not said.basis:
        yield Problem(code="no_basis", field="basis", text=_("Ghi căn cứ hoặc cách tính"))
    yield from _amount(said.vnd)
    yield from _day(said.on, field="promised_on", on=on)


def missing_in_payment(said: Paid, *, left: int, on: date) -> Iterator[Problem]:
    """Everything that keeps it from being written down; `left`: what of the promise is still to be paid."""
    yield from _amount(said.vnd)
    if said.vnd and said.vnd > left:
        text = _("Khoản này chỉ còn %(left)s chưa chi, không ghi chi nhiều hơn số đã hứa")
        yield Problem(code="too_much", field="vnd", text=text % {"left": format_dong(left)})
    if not said.payer:
        yield Problem(code="no_payer", field="payer", text=_("Ghi ai đã chi"))
    if not said.note:
        yield Problem(code="no_note", field="note", text=_("Ghi chứng từ, ví dụ: phiếu chi số 12"))
    yield from _day(said.on, field="paid_on", on=on)


def missing_in_agreement(own: Own, since: date | None) -> Iterator[Problem]:
    """Everything that keeps the workplace's own rule from being written down."""
    if not own.source:
        yield Problem(code="no_title", field="title", text=_("Ghi tên quy chế hoặc thỏa thuận"))
    if since is None:
        yield Problem(code="no_since", field="since", text=_("Ghi ngày có hiệu lực, ví dụ 01/01/2022"))
    if own.yearly is None and own.transfer is None and own.fixed_vnd is None:
        text = _("Ghi ít nhất một điều: phần mỗi năm, phần khi chuyển giao, hoặc mức cố định")
        yield Problem(code="says_nothing", field="yearly", text=text)


def still_paid(paid: int) -> list[Problem]:
    """A promise of which something was paid is not taken back before that is."""
    text = _("Đã chi %(paid)s của khoản này. Ghi hoàn lại các lần chi trước, rồi mới rút khoản đã hứa.")
    return [Problem(code="still_paid", text=text % {"paid": format_dong(paid)})] if paid else []


def _amount(vnd: int | None) -> Iterator[Problem]:
    if vnd is None or not 0 < vnd <= MOST_DONG:
        yield Problem(code="no_amount", field="vnd", text=_("Ghi số tiền, ví dụ 8.400.000 đồng"))


def _day(day: date | None, *, field: str, on: date) -> Iterator[Problem]:
    if day is None or day > on:
        yield Problem(code="no_day", field=field, text=_("Ghi ngày, không sau hôm nay, ví dụ 18/05/2022"))
