"""The whole life of a nomination on one screen. Actions move along these arrows and no others; a trigger holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a nomination stands. Only what is AWARDED is an honour; what was revoked counts nowhere."""

    SENT = "SENT", _("Đã đề nghị")
    PASSED = "PASSED", _("Đã thông qua, chờ quyết định")
    REFUSED = "REFUSED", _("Không thông qua")
    WITHDRAWN = "WITHDRAWN", _("Đã rút đề nghị")
    AWARDED = "AWARDED", _("Đã khen thưởng")
    REVOKED = "REVOKED", _("Đã thu hồi")


S = State
NEXT: dict[State, set[State]] = {
    S.SENT: {S.PASSED, S.REFUSED, S.WITHDRAWN},
    # What came out before the decision was signed: concluded once more.
    S.PASSED: {S.AWARDED, S.REFUSED},
    S.REFUSED: set(),
    S.WITHDRAWN: set(),
    S.AWARDED: {S.REVOKED},
    # A plea was granted: the honour stands as if it had never been taken back.
    S.REVOKED: {S.AWARDED},
}
GIVEN_UP = [S.REFUSED, S.WITHDRAWN]
STANDING = [S.SENT, S.PASSED, S.AWARDED]
