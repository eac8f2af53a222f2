"""Việc, bộ xử lý, yêu cầu dừng: long work, who carries it out, and who wants it to stop."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.jobs.states import ENDED, OPEN, State
from sangkien.organisations.models import Organisation

LEASE = timedelta(seconds=30)  # silent for so long, a worker is taken for dead and its job is taken up by another


class Worker(models.Model):
    """Máy xử lý: one hand that carries out jobs, one at a time, and says every few seconds that it is still there.

    `seen_at` is the database's own clock, also in a demonstration: it tells how long ago, never of which day.
    """

    key = models.UUIDField("khóa", primary_key=True, default=uuid4, editable=False)
    seen_at = models.DateTimeField("lần cuối báo còn chạy")

    class Meta:
        verbose_name = "bộ xử lý"

    def __str__(self) -> str:
        return f"{self.key}"


class JobQuerySet(models.QuerySet["Job"]):
    """The words in which workers and lists speak of jobs."""

    def to_take_up(self, heard: datetime) -> "JobQuerySet":
        """Whose turn it is, the oldest first: those in the queue, and those whose worker has fallen silent. `heard` is
        the database's own clock."""
        silent = Q(state=State.RUNNING, worker__seen_at__lt=heard - LEASE)
        return self.filter(Q(state=State.QUEUED) | silent).order_by("pk")

    def about(self, thing: models.Model) -> "JobQuerySet":
        """Those that were asked for about this thing, the newest first."""
        return self.filter(about=named(thing)).order_by("-pk")


def named(thing: models.Model) -> str:
    """By what a job names the thing it is about: "intake.batch:12"."""
    return f"{thing._meta.label_lower}:{thing.pk}"


class Job(models.Model):
    """Việc: a piece of long work of a kind that some room above knows how to do, from being asked for to its end.

    `about` names the thing it is about (`named`), empty for the whole platform; `subject` is the same in words, such as
    a file's name; `params` is what else its kind needs. `done` of `total` (unknown: null) are what its kind counts.
    `place` is where to go on; `attempt` how often somebody has begun, by which a worker that was taken for dead learns
    that the job is no longer its own; `lost` how many in a row have ended without a step; `moved_at` when it was last
    taken up, gone on with, or came a step further. `message`, `failure` are in
    the `language` in which it was asked for.
    """

    key = models.UUIDField("địa chỉ", unique=True, default=uuid4, editable=False)
    kind = models.CharField("loại việc", max_length=40)
    about = models.CharField("về", max_length=120, blank=True)
    subject = models.CharField("về, bằng lời", max_length=200, blank=True, db_default="", default="")
    params = models.JSONField("yêu cầu", default=dict)
    language = models.CharField("ngôn ngữ", max_length=2, default="vi")

    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="jobs", null=True, verbose_name="người yêu cầu")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="jobs", null=True, verbose_name="của đơn vị")
    asked_at = models.DateTimeField("yêu cầu lúc")

    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.QUEUED)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="jobs", null=True, verbose_name="bộ xử lý")
    attempt = models.PositiveIntegerField("lần làm", default=0)
    lost = models.PositiveSmallIntegerField("số lần đứt liền nhau", default=0)

    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tất cả", null=True)
    message = models.CharField("đang làm gì", max_length=200, blank=True)
    place = models.JSONField("làm tiếp từ", default=dict)

    began_at = models.DateTimeField("bắt đầu lúc", null=True)
    moved_at = models.DateTimeField("lần cuối nhích lên", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    result = models.JSONField("kết quả", default=dict)
    failure = models.TextField("vì sao chưa làm được", blank=True)
    reference = models.CharField("mã tra cứu", max_length=8, blank=True)
    looked_at = models.DateTimeField("người yêu cầu xem kết quả lúc", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc"
        constraints = [
            CheckConstraint(name="job_language_is_known", condition=Q(language__in=["vi", "en"])),
            CheckConstraint(
                name="a_running_job_and_no_other_is_in_some_hand",
                condition=Q(state=State.RUNNING, worker__isnull=False)
                | Q(~Q(state=State.RUNNING), worker__isnull=True),
            ),
            CheckConstraint(
                name="a_job_that_has_ended_and_no_other_says_when",
                condition=Q(state__in=ENDED, ended_at__isnull=False) | Q(state__in=OPEN, ended_at__isnull=True),
            ),
            CheckConstraint(
                name="a_failed_job_and_no_other_says_why",
                condition=Q(Q(state=State.FAILED), ~Q(failure="")) | Q(~Q(state=State.FAILED), failure=""),
            ),
            CheckConstraint(
                name="no_more_of_a_job_is_done_than_there_is",
                condition=Q(total__isnull=True) | Q(done__lte=F("total")),
            ),
            UniqueConstraint(
                name="a_thing_or_the_platform_has_one_open_job_of_a_kind",
                fields=["about", "kind"],
                condition=Q(state__in=OPEN) & (~Q(about="") | Q(unit__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="jobs_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["about", "-id"], name="jobs_about"),
            models.Index(fields=["ended_at"], name="jobs_by_end", condition=Q(state__in=ENDED)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.state}"

    @property
    def about_id(self) -> int:
        """The key of the thing it is about. Raises ValueError: it is about the whole platform."""
        return int(self.about.rpartition(":")[2])

    @property
    def is_open(self) -> bool:
        """Whether it has yet to end."""
        return self.state in OPEN

    @property
    def percent(self) -> int | None:
        """How much of it is done, rounded down: 100 only when all is. None: how much there is, is not known yet."""
        return None if not self.total else self.done * 100 // self.total


class Cancellation(models.Model):
    """Yêu cầu dừng: somebody wants the job to stop. A row of its own, so that asking waits for no step to end."""

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="cancellation", verbose_name="việc")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="người yêu cầu dừng")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "yêu cầu dừng"

    def __str__(self) -> str:
        return f"#{self.pk}"
