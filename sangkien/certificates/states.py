"""The whole life of a certificate on one screen; a trigger holds it (`migrations/0002_what_stays.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether a certificate holds. What it says never changes."""

    ISSUED = "ISSUED", _("Còn hiệu lực")
    REPLACED = "REPLACED", _("Đã cấp giấy khác thay thế")
    REVOKED = "REVOKED", _("Đã thu hồi")


S = State
NEXT: dict[State, set[State]] = {
    S.ISSUED: {S.REPLACED, S.REVOKED},
    S.REPLACED: set(),
    S.REVOKED: set(),
}
ENDED = [S.REPLACED, S.REVOKED]
