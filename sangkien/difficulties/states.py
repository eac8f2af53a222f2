"""The whole life of a difficulty on one screen. Actions move along these arrows and no others; a trigger holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a difficulty stands, in the words that people read."""

    RECEIVED = "RECEIVED", _("Đã nhận")
    WITH_UPPER = "WITH_UPPER", _("Cấp trên đang xem")
    ASKED_BACK = "ASKED_BACK", _("Chờ anh/chị nói thêm")
    ANSWERED = "ANSWERED", _("Đã trả lời")
    CLOSED = "CLOSED", _("Đã xong")
    REOPENED = "REOPENED", _("Mở lại")
    GROUPED = "GROUPED", _("Gộp với việc giống nhau")
    ASIDE = "ASIDE", _("Không xử lý")


S = State
_ON_A_DESK: set[State] = {S.WITH_UPPER, S.ASKED_BACK, S.ANSWERED, S.GROUPED, S.ASIDE}
NEXT: dict[State, set[State]] = {
    S.RECEIVED: _ON_A_DESK,
    # To itself: one level further; to RECEIVED: given back to the union that it came from.
    S.WITH_UPPER: {*_ON_A_DESK, S.RECEIVED},
    S.REOPENED: {*_ON_A_DESK, S.RECEIVED},
    S.ASKED_BACK: {S.RECEIVED, S.WITH_UPPER, S.ANSWERED, S.ASIDE},
    S.ANSWERED: {S.CLOSED, S.REOPENED},
    S.CLOSED: {S.REOPENED},
    # Its leading one was answered, or it stands by itself again.
    S.GROUPED: {S.ANSWERED, S.RECEIVED, S.WITH_UPPER},
    S.ASIDE: {S.RECEIVED, S.WITH_UPPER},
}
OPEN = [S.RECEIVED, S.WITH_UPPER, S.REOPENED]
"""A union has to act, by a last day."""
UNSETTLED = [*OPEN, S.ASKED_BACK, S.GROUPED]
"""Nobody has been answered yet."""
