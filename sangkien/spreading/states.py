"""Where a wish to apply an initiative stands. Actions move along these arrows and no others; a trigger holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """From the asking union's word to what was done there."""

    ASKED = "ASKED", _("Đã đề nghị")
    AGREED = "AGREED", _("Được đồng ý, đang làm")
    REFUSED = "REFUSED", _("Không chuyển giao")
    ADOPTED = "ADOPTED", _("Đã áp dụng")
    DROPPED = "DROPPED", _("Đã thôi")


S = State
NEXT: dict[State, set[State]] = {
    S.ASKED: {S.AGREED, S.REFUSED, S.DROPPED},
    S.AGREED: {S.ADOPTED, S.DROPPED},
    S.REFUSED: set(),
    S.ADOPTED: set(),
    S.DROPPED: set(),
}
UNDER_WAY = [S.ASKED, S.AGREED]
