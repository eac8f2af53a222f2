"""The whole life of a dossier on one screen. Actions move along these arrows and no others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sangkien.counting.models import Measure


class State(models.TextChoices):
    """Where a dossier stands. A draft is not a dossier yet and has no state."""

    SUBMITTED = "SUBMITTED", _("Đã gửi, chờ cơ sở xác nhận")
    REVIEWING = "REVIEWING", _("Đang thẩm định")
    RETURNED = "RETURNED", _("Cần bổ sung")
    VALID = "VALID", _("Hợp lệ")
    INELIGIBLE = "INELIGIBLE", _("Không đủ điều kiện")
    DUPLICATE = "DUPLICATE", _("Trùng hồ sơ khác")
    WITHDRAWN = "WITHDRAWN", _("Đã rút")


S = State
NEXT: dict[State, set[State]] = {
    # To itself: sent on to another union, which begins again at the first step of the programme.
    S.SUBMITTED: {S.SUBMITTED, S.REVIEWING, S.RETURNED, S.WITHDRAWN},
    S.REVIEWING: {S.SUBMITTED, S.REVIEWING, S.RETURNED, S.VALID, S.INELIGIBLE, S.DUPLICATE, S.WITHDRAWN},
    S.RETURNED: {S.SUBMITTED, S.REVIEWING, S.WITHDRAWN},
    S.VALID: set(),
    S.INELIGIBLE: set(),
    S.DUPLICATE: set(),
    S.WITHDRAWN: set(),
}

# In which figures a dossier of each state is counted. "Nộp" stays counted whatever the decision is.
COUNTS: dict[State, frozenset[Measure]] = {
    S.SUBMITTED: frozenset({Measure.SUBMITTED}),
    S.REVIEWING: frozenset({Measure.SUBMITTED}),
    S.RETURNED: frozenset({Measure.SUBMITTED, Measure.RETURNED}),
    S.VALID: frozenset({Measure.SUBMITTED, Measure.VALID}),
    S.INELIGIBLE: frozenset({Measure.SUBMITTED, Measure.INELIGIBLE}),
    S.DUPLICATE: frozenset({Measure.SUBMITTED, Measure.DUPLICATE}),
    S.WITHDRAWN: frozenset(),
}

# Whose turn it is. WITHDRAWN and the three verdicts wait for nobody.
WAITS_FOR: dict[State, str] = {
    S.SUBMITTED: "unit",
    S.REVIEWING: "superior",
    S.RETURNED: "author",
}
