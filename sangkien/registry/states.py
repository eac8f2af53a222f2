"""The whole life of a paper, and of a number, on one screen. Actions move along these arrows and no others; triggers
hold them (`migrations/0002_what_stays.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a paper stands. From NUMBERED on its words and figures never change."""

    DRAFT = "DRAFT", _("Dự thảo")
    NUMBERED = "NUMBERED", _("Đã lấy số, chờ ký")
    ISSUED = "ISSUED", _("Đã ban hành")
    CANCELLED = "CANCELLED", _("Đã hủy số")
    WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
    DISCARDED = "DISCARDED", _("Đã bỏ")


class NumberState(models.TextChoices):
    """Where a number of the register stands: kept for a paper, on one that was issued, or struck out. It is never given
    again."""

    RESERVED = "RESERVED", _("Giữ số")
    ISSUED = "ISSUED", _("Đã ban hành")
    CANCELLED = "CANCELLED", _("Đã hủy")


S, N = State, NumberState
NEXT: dict[State, set[State]] = {
    # To itself: it is written further.
    S.DRAFT: {S.DRAFT, S.NUMBERED, S.DISCARDED},
    S.NUMBERED: {S.ISSUED, S.CANCELLED},
    S.ISSUED: {S.WITHDRAWN},
    S.CANCELLED: set(),
    S.WITHDRAWN: set(),
    S.DISCARDED: set(),
}
# The number that a paper of each state has in the register; a draft has none.
NUMBER_OF: dict[State, NumberState] = {
    S.NUMBERED: N.RESERVED,
    S.ISSUED: N.ISSUED,
    S.CANCELLED: N.CANCELLED,
    S.WITHDRAWN: N.ISSUED,
}
NEXT_OF_NUMBERS: dict[NumberState, set[NumberState]] = {
    N.RESERVED: {N.ISSUED, N.CANCELLED},
    N.ISSUED: set(),
    N.CANCELLED: set(),
}
WITH_A_DAY = [S.ISSUED, S.WITHDRAWN]
ENDED_FOR_A_REASON = [S.CANCELLED, S.WITHDRAWN]
