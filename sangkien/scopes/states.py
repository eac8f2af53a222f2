"""The whole life of a request on one screen. Actions move along these arrows and no others; triggers hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a request stands."""

    ASKED = "ASKED", _("Chờ hội đồng")
    FOUND = "FOUND", _("Hội đồng đã kết luận")
    WITHDRAWN = "WITHDRAWN", _("Đã rút đề nghị")


NEXT: dict[State, set[State]] = {
    State.ASKED: {State.FOUND, State.WITHDRAWN},
    State.FOUND: set(),
    State.WITHDRAWN: set(),
}
