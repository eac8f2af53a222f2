"""Who may enter a list for a union, and what stands against it."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.intake.models import Batch
from sangkien.intake.states import NEXT, BatchState
from sangkien.programmes.models import Programme

UNDO_WITHIN = timedelta(hours=24)
MOST_ROWS = 100_000
COMMAND = "nhap-bang-lenh"  # the account of those who run the command `sangkien import`: nobody signs in with it


def _officers_of(unit: str) -> list[Rule]:
    """Whoever may enter for others (nhập thay): the officers of the grassroots union, and those of a union above it,
    whom the letter of the 40 days, item 2, asks to help with what is recognised and was not entered yet."""
    return [Rule(role=Role.GRASSROOTS_OFFICER, at=unit), Rule(role=Role.REVIEWER, over=unit)]


BRING = Permission("intake.bring", gettext_lazy("nhập danh sách cho đơn vị"), _officers_of("pk"))
HANDLE = Permission(
    "intake.handle",
    gettext_lazy("xem và nhập lô từ tệp"),
    [*_officers_of("unit"), Rule(own="brought_by", when=Q(brought_by__username=COMMAND))],
)
# What somebody has sent in their own name, nobody else withdraws.
UNDO = Permission("intake.undo", gettext_lazy("hoàn tác lô đã nhập"), [Rule(own="entering_by")])


def must_move(batch: Batch, to: BatchState) -> list[Problem]:
    """Why the batch cannot go there from where it stands."""
    state = BatchState(batch.state)
    if to in NEXT[state]:
        return []
    text = _("Lô nhập đang ở trạng thái “%(state)s” nên chưa làm được việc này.") % {"state": state.label}
    return [Problem(code="no_such_arrow", text=text)]


def missing_to_bring(programme: Programme) -> list[Problem]:
    """What keeps a list from being brought into this programme."""
    if programme.rehearsal:
        return [Problem(code="rehearsal", text=_("Chương trình đang chạy thử nên chưa nhập danh sách được."))]
    return []


def missing_to_enter(*, ready: int) -> list[Problem]:
    """What keeps a batch from being entered."""
    if ready == 0:
        return [Problem(code="nothing_ready", text=_("Chưa có dòng nào sẵn sàng để nhập."))]
    return []


def settled() -> Problem:
    """Why a row does not change any more."""
    return Problem(code="settled", text=_("Dòng này đã nhập rồi. Muốn sửa, anh/chị mở hồ sơ của dòng đó."))


def missing_to_undo(entered_at: datetime | None, *, at: datetime) -> list[Problem]:
    """What keeps a batch from being taken back, whose newest dossier was entered then (None: it has none)."""
    if entered_at is None:
        return [Problem(code="nothing_entered", text=_("Chưa có dòng nào của danh sách này được nhập."))]
    if at > entered_at + UNDO_WITHIN:
        text = _("Đã quá 24 giờ từ lúc nhập xong nên không hoàn tác cả lô được nữa. Từng hồ sơ vẫn rút được.")
        return [Problem(code="too_late", text=text)]
    return []


def missing_to_put_away(*, entered: int) -> list[Problem]:
    """What keeps a list from being put away as one of which nothing was entered."""
    if entered:
        text = _(
            "Danh sách này đã có %(n)s dòng được nhập nên không bỏ được. Trong 24 giờ, anh/chị hoàn tác được cả lô."
        )
        return [Problem(code="some_entered", text=text % {"n": entered})]
    return []


def must_wait(*, is_worked_on: bool) -> list[Problem]:
    """Nobody changes a list while its rows are gone through."""
    if is_worked_on:
        text = _("Danh sách đang được xử lý. Anh/chị chờ xong, hoặc bấm dừng ở trang tiến độ, rồi làm tiếp nhé.")
        return [Problem(code="worked_on", text=text)]
    return []
