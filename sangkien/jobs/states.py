"""The whole life of a job on one screen. Actions move along these arrows and no others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands. That it waits for a worker is no state of its own: nobody writes it down when the last one
    ends (`queries.waits_for_a_worker`)."""

    QUEUED = "QUEUED", _("Đang chờ đến lượt")
    RUNNING = "RUNNING", _("Đang làm")
    DONE = "DONE", _("Đã xong")
    FAILED = "FAILED", _("Chưa làm được")
    CANCELLED = "CANCELLED", _("Đã dừng")


S = State
NEXT: dict[State, set[State]] = {
    # Cancelled before its turn.
    S.QUEUED: {S.RUNNING, S.CANCELLED},
    # Back into the queue: its worker leaves. To itself: its worker was killed, and another goes on.
    S.RUNNING: {S.RUNNING, S.QUEUED, S.DONE, S.FAILED, S.CANCELLED},
    # Somebody asks to go on once what stood against it is out of the way.
    S.FAILED: {S.QUEUED},
    S.DONE: set(),
    S.CANCELLED: set(),
}
OPEN = [S.QUEUED, S.RUNNING]
ENDED = [S.DONE, S.FAILED, S.CANCELLED]
WAITING_FOR_A_WORKER = _("Đang chờ bộ xử lý")  # what people read instead while no worker is there
