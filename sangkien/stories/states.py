"""The whole life of a story on one screen. Actions move along these arrows and no others; a trigger holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a story stands. Only what is PUBLISHED is read by anybody but officers."""

    DRAFT = "DRAFT", _("Đang viết")
    CONSENT = "CONSENT", _("Chờ đồng ý và kiểm tra")
    CHECKED = "CHECKED", _("Đã kiểm tra")
    SCHEDULED = "SCHEDULED", _("Đã hẹn giờ đăng")
    PUBLISHED = "PUBLISHED", _("Đã đăng")
    WITHDRAWN = "WITHDRAWN", _("Đã gỡ")


S = State
NEXT: dict[State, set[State]] = {
    S.DRAFT: {S.CONSENT, S.WITHDRAWN},
    # Back to its writer: somebody found something, or the text was changed after it had been handed on.
    S.CONSENT: {S.DRAFT, S.CHECKED, S.WITHDRAWN},
    S.CHECKED: {S.DRAFT, S.SCHEDULED, S.PUBLISHED, S.WITHDRAWN},
    S.SCHEDULED: {S.DRAFT, S.CHECKED, S.PUBLISHED, S.WITHDRAWN},
    S.PUBLISHED: {S.WITHDRAWN},
    # Written anew: it goes the whole way once more.
    S.WITHDRAWN: {S.DRAFT},
}
OPEN = [S.DRAFT, S.CONSENT, S.CHECKED, S.SCHEDULED]
LOOKED_AT = [S.CHECKED, S.SCHEDULED, S.PUBLISHED]
