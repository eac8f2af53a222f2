"""The life of a round of grading on one screen, and whose points are given when. Actions move along these arrows and no
others; a trigger holds them (`migrations/0002_hands_and_states.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a round stands."""

    SELF = "SELF", _("Đơn vị tự chấm")
    REVIEW = "REVIEW", _("Cấp trên chấm")
    COUNCIL = "COUNCIL", _("Hội đồng xét")
    APPEAL = "APPEAL", _("Kết quả dự kiến, nhận khiếu nại")
    LOCKED = "LOCKED", _("Đã khóa kết quả")
    CANCELLED = "CANCELLED", _("Đã hủy")


class Stage(models.TextChoices):
    """Whose points they are; of several the later stage counts. Those of the last are in the answer to an appeal."""

    SELF = "SELF", _("Tự chấm")
    SUPERIOR = "SUPERIOR", _("Cấp trên")
    COUNCIL = "COUNCIL", _("Hội đồng")
    APPEAL = "APPEAL", _("Sau khiếu nại")


S = State
NEXT: dict[State, set[State]] = {
    S.SELF: {S.REVIEW, S.CANCELLED},
    # Back: a union has something to add, the council wants it looked at again.
    S.REVIEW: {S.SELF, S.COUNCIL, S.CANCELLED},
    S.COUNCIL: {S.REVIEW, S.APPEAL, S.CANCELLED},
    S.APPEAL: {S.LOCKED, S.CANCELLED},
    S.LOCKED: set(),
    S.CANCELLED: set(),
}
GIVEN_IN: dict[State, Stage] = {
    S.SELF: Stage.SELF,
    S.REVIEW: Stage.SUPERIOR,
    S.COUNCIL: Stage.COUNCIL,
}
TOLD = [S.APPEAL, S.LOCKED]
RUNNING = [S.SELF, S.REVIEW, S.COUNCIL, S.APPEAL]
SHOWN = [*RUNNING, S.LOCKED]
BEFORE: dict[Stage, Stage | None] = {Stage.SELF: None, Stage.SUPERIOR: Stage.SELF, Stage.COUNCIL: Stage.SUPERIOR}
STAGES_BY_HAND = tuple(BEFORE)
