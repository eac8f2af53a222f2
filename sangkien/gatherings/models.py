"""Ngày hội cập nhật sáng kiến: the day, who opened its page, and what was begun there."""

from datetime import date, datetime

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.base.days import day_of
from sangkien.gatherings.codes import SHAPE
from sangkien.programmes.models import Campaign


class UpdateDay(models.Model):
    """Ngày hội cập nhật sáng kiến: a campaign of one day, inside the campaign of a superior or of the same union, with
    a place and hours (letter of the 40-day campaign, item 2, fourth dash).

    Its union and its programme are those of its `campaign`, which lasts just that day (trigger). `pin` (hashed) opens
    and closes a shared machine.
    `contact` is a public role and where to find it ("Ban Chấp hành công đoàn, phòng 203"), not a private number.
    `version` rises with every change; who changes names the version they saw.
    """

    campaign = models.OneToOneField(
        Campaign, models.PROTECT, related_name="update_day", verbose_name="chiến dịch của ngày hội"
    )
    code = models.CharField("mã ngắn", max_length=7, unique=True)
    place = models.CharField("địa điểm", max_length=200)
    starts_at = models.DateTimeField("bắt đầu lúc")
    ends_at = models.DateTimeField("kết thúc lúc")
    contact = models.CharField("người đón tiếp", max_length=200, blank=True)
    goal = models.PositiveIntegerField("phấn đấu (sáng kiến)", null=True)
    pin = models.CharField("mã PIN của máy dùng chung", max_length=128)
    cancelled_at = models.DateTimeField("hủy lúc", null=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "ngày hội cập nhật sáng kiến"
        constraints = [
            CheckConstraint(name="an_update_day_code_can_be_read_aloud", condition=Q(code__regex=SHAPE)),
            CheckConstraint(name="an_update_day_has_a_place", condition=~Q(place="")),
            CheckConstraint(name="an_update_day_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            CheckConstraint(name="a_goal_is_above_nothing", condition=Q(goal__isnull=True) | Q(goal__gt=0)),
        ]
        indexes = [models.Index(fields=["-starts_at", "-id"], name="update_days_newest_first")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    @property
    def day(self) -> date:
        """Its day in Vietnam."""
        return day_of(self.starts_at)

    def counts_at(self, moment: datetime) -> bool:
        """Does a dossier that is begun at that moment belong to it? From the first minute of its day to the last:
        people come early and stay late."""
        return self.cancelled_at is None and day_of(moment) == self.day


class Scan(models.Model):
    """Lượt quét mã: a browser that opened the event's page, once. `mark` is a random number kept in that browser's
    session: it says nothing about anybody. Rows are only ever added (trigger)."""

    update_day = models.ForeignKey(UpdateDay, models.PROTECT, related_name="scans", verbose_name="ngày hội")
    mark = models.UUIDField("dấu ngẫu nhiên")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lượt quét mã"
        constraints = [UniqueConstraint(name="a_browser_is_counted_once", fields=["update_day", "mark"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.update_day_id}"


class Start(models.Model):
    """Lượt bắt đầu: a form that was begun at the event, and its number there (số thứ tự), counted without gaps.

    A dossier carries the key of the draft it came from: that is how the rooms above know what was sent (decision 16).
    Whatever becomes of the draft, that it was begun stays. Rows are only ever added (trigger).
    """

    update_day = models.ForeignKey(UpdateDay, models.PROTECT, related_name="starts", verbose_name="ngày hội")
    number = models.PositiveIntegerField("số thứ tự")
    draft_key = models.UUIDField("khóa bản nháp", unique=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lượt bắt đầu"
        constraints = [
            UniqueConstraint(name="a_number_is_given_once_at_an_event", fields=["update_day", "number"]),
            CheckConstraint(name="numbers_begin_with_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.update_day_id} {self.number}"
