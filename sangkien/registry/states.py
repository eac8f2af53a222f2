"""The whole life of a paper, and of a number, on one screen. Actions move along these arrows and no others; triggers
hold them (`migrations/0004_the_life_of_a_paper.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a paper stands. From NUMBERED on its words and figures never change."""

    DRAFT = "DRAFT", _("Dự thảo")
    CHECKED = "CHECKED", _("Đã soát, chờ lấy số")
    NUMBERED = "NUMBERED", _("Đã lấy số, chờ ký")
    SIGNED = "SIGNED", _("Đã ký, chờ ban hành")
    ISSUED = "ISSUED", _("Đã ban hành")
    CANCELLED = "CANCELLED", _("Đã hủy số")
    REPLACED = "REPLACED", _("Đã được thay thế")
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
    # To itself: it is written further. What was checked and is written again is a draft again.
    S.DRAFT: {S.DRAFT, S.CHECKED, S.DISCARDED},
    S.CHECKED: {S.DRAFT, S.NUMBERED, S.DISCARDED},
    # Issued from here: without a signed copy, for a reason.
    S.NUMBERED: {S.SIGNED, S.ISSUED, S.CANCELLED},
    # To itself: a better copy takes the place of the first.
    S.SIGNED: {S.SIGNED, S.ISSUED, S.CANCELLED},
    S.ISSUED: {S.REPLACED, S.WITHDRAWN},
    S.CANCELLED: set(),
    S.REPLACED: set(),
    S.WITHDRAWN: set(),
    S.DISCARDED: set(),
}
# The number that a paper of each state has in the register; one that is still written has none.
NUMBER_OF: dict[State, NumberState] = {
    S.NUMBERED: N.RESERVED,
    S.SIGNED: N.RESERVED,
    S.ISSUED: N.ISSUED,
    S.CANCELLED: N.CANCELLED,
    S.REPLACED: N.ISSUED,
    S.WITHDRAWN: N.ISSUED,
}
NEXT_OF_NUMBERS: dict[NumberState, set[NumberState]] = {
    N.RESERVED: {N.ISSUED, N.CANCELLED},
    N.ISSUED: set(),
    N.CANCELLED: set(),
}
WRITTEN = [S.DRAFT, S.CHECKED]
TO_BE_SIGNED = [S.NUMBERED, S.SIGNED]
WITHOUT_A_NUMBER = [*WRITTEN, S.DISCARDED]
WITH_A_DAY = [S.ISSUED, S.REPLACED, S.WITHDRAWN]
HOLDING = [*TO_BE_SIGNED, S.ISSUED]  # what a number stands on and nothing has taken the place of
ENDED_FOR_A_REASON = [S.CANCELLED, S.WITHDRAWN]
NO_LONGER = [S.REPLACED, S.WITHDRAWN]
GIVEN_UP = [S.CANCELLED, S.DISCARDED]
