"""The whole life of a dossier on one screen. Actions move along these arrows and no others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sangkien.counting.models import Measure


class State(models.TextChoices):
    """Where a dossier stands, in the words that people read everywhere. With "Bản nháp" for a draft, which is not a
    dossier yet, they are seven, and "Đã rút". What is counted keeps its own words: nộp, hợp lệ."""

    SUBMITTED = "SUBMITTED", _("Đã gửi")
    REVIEWING = "REVIEWING", _("Đang thẩm định")
    RETURNED = "RETURNED", _("Cần bổ sung")
    VALID = "VALID", _("Đã công nhận")
    INELIGIBLE = "INELIGIBLE", _("Không công nhận")
    DUPLICATE = "DUPLICATE", _("Đã gộp")
    WITHDRAWN = "WITHDRAWN", _("Đã rút")


S = State
NEXT: dict[State, set[State]] = {
    # To itself: sent on to another union, which begins again at the first step of the programme.
    S.SUBMITTED: {S.SUBMITTED, S.REVIEWING, S.RETURNED, S.WITHDRAWN},
    S.REVIEWING: {S.SUBMITTED, S.REVIEWING, S.RETURNED, S.VALID, S.INELIGIBLE, S.DUPLICATE, S.WITHDRAWN},
    S.RETURNED: {S.SUBMITTED, S.REVIEWING, S.WITHDRAWN},
    # A verdict is undone before anybody is told, asked to be looked at again, or corrected.
    S.VALID: {S.REVIEWING, S.INELIGIBLE, S.DUPLICATE},
    S.INELIGIBLE: {S.REVIEWING, S.VALID, S.DUPLICATE},
    S.DUPLICATE: {S.REVIEWING, S.VALID, S.INELIGIBLE},
    S.WITHDRAWN: set(),
}
# A dossier is born in one of these; in the last where its programme counts at once and audits afterwards.
FIRST = [S.SUBMITTED, S.REVIEWING, S.VALID]

# In which figures a dossier of each state is counted. "Nộp" stays counted whatever the decision is. One that was merged
# counts as "trùng", be it a duplicate or an upgrade of the record: what was done there counts once, with the record.
COUNTS: dict[State, frozenset[Measure]] = {
    S.SUBMITTED: frozenset({Measure.SUBMITTED}),
    S.REVIEWING: frozenset({Measure.SUBMITTED}),
    S.RETURNED: frozenset({Measure.SUBMITTED, Measure.RETURNED}),
    S.VALID: frozenset({Measure.SUBMITTED, Measure.VALID}),
    S.INELIGIBLE: frozenset({Measure.SUBMITTED, Measure.INELIGIBLE}),
    S.DUPLICATE: frozenset({Measure.SUBMITTED, Measure.DUPLICATE}),
    S.WITHDRAWN: frozenset(),
}

# Whose turn it is, and on whose desk it lies at first. WITHDRAWN and the three verdicts wait for nobody.
WAITS_FOR: dict[State, str] = {
    S.SUBMITTED: "unit",
    S.REVIEWING: "superior",
    S.RETURNED: "author",
}
ON_A_DESK = [S.SUBMITTED, S.REVIEWING]
VERDICTS = [S.VALID, S.INELIGIBLE, S.DUPLICATE]
