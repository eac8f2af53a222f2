"""The whole life of a batch, and of a row in it, on one screen. Actions move along these arrows and no others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where a batch stands."""

    RECEIVED = "RECEIVED", _("Đã nhận tệp")
    READ = "READ", _("Đã đọc tệp")
    CHECKED = "CHECKED", _("Đã kiểm tra")
    ENTERING = "ENTERING", _("Đang nhập")
    ENTERED = "ENTERED", _("Đã nhập")
    CANCELLED = "CANCELLED", _("Đã bỏ")
    UNDOING = "UNDOING", _("Đang hoàn tác")
    UNDONE = "UNDONE", _("Đã hoàn tác")


S = BatchState
NEXT: dict[BatchState, set[BatchState]] = {
    # Read in the background; what cannot be read is put away by itself.
    S.RECEIVED: {S.READ, S.CANCELLED},
    # Other columns, another file, something put right: it is read or checked anew.
    S.READ: {S.READ, S.CHECKED, S.CANCELLED, S.UNDOING},
    S.CHECKED: {S.READ, S.CHECKED, S.ENTERING, S.CANCELLED, S.UNDOING},
    # Stopped half-way, what is entered stays; the rest can be gone on with.
    S.ENTERING: {S.ENTERED, S.CHECKED},
    # What was to be fixed is fixed, or the file comes again: the rest is entered too.
    S.ENTERED: {S.READ, S.CHECKED, S.ENTERING, S.UNDOING},
    S.UNDOING: {S.UNDONE},
    S.CANCELLED: set(),
    S.UNDONE: set(),
}
OPEN_TO_CHANGE = [S.READ, S.CHECKED, S.ENTERED]


class Pile(models.TextChoices):
    """On which pile a row lies."""

    UNCHECKED = "UNCHECKED", _("Chưa kiểm tra")
    READY = "READY", _("Sẵn sàng")
    TO_FIX = "TO_FIX", _("Cần sửa")
    DUPLICATE = "DUPLICATE", _("Nghi trùng")
    LEFT_OUT = "LEFT_OUT", _("Để lại")
    ENTERED = "ENTERED", _("Đã nhập")
    UNDONE = "UNDONE", _("Đã hoàn tác")


SETTLED = [Pile.ENTERED, Pile.UNDONE]  # what became of these is known: nothing changes them
