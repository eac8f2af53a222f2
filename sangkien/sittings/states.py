"""The whole life of a sitting, and of a matter of its agenda, on one screen. Actions move along these arrows and no
others; triggers hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a sitting stands. People come and vote while it is open."""

    PLANNED = "PLANNED", _("Sắp họp")
    OPEN = "OPEN", _("Đang họp")
    CLOSED = "CLOSED", _("Đã bế mạc")
    CANCELLED = "CANCELLED", _("Không họp")


class MatterState(models.TextChoices):
    """Where a matter of the agenda stands. What was decided or put off stays so; it may come before a later sitting."""

    LISTED = "LISTED", _("Chờ biểu quyết")
    DECIDED = "DECIDED", _("Đã biểu quyết")
    PUT_OFF = "PUT_OFF", _("Để lại phiên sau")


S, M = State, MatterState
NEXT: dict[State, set[State]] = {
    S.PLANNED: {S.OPEN, S.CANCELLED},
    S.OPEN: {S.CLOSED},
    S.CLOSED: set(),
    S.CANCELLED: set(),
}
NEXT_OF_MATTERS: dict[MatterState, set[MatterState]] = {
    M.LISTED: {M.DECIDED, M.PUT_OFF},
    M.DECIDED: set(),
    M.PUT_OFF: set(),
}
OVER = [S.CLOSED, S.CANCELLED]
