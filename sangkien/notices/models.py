"""Tin nhắn: the outbox. A row is written with what it tells of and sent afterwards."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What has become of a notice."""

    QUEUED = "QUEUED", _("chờ gửi")
    SENT = "SENT", _("đã gửi")
    FAILED = "FAILED", _("không gửi được")


SCREEN = "screen"  # the channel of a demonstration: it leaves messages readable until they expire


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The words in which the postman speaks of notices."""

    def due(self, at: datetime) -> "NoticeQuerySet":
        """Those whose turn it is, first what loses its point first: no code waits behind news."""
        return self.filter(state=State.QUEUED, next_try_at__lte=at, expires_at__gt=at).order_by("expires_at", "pk")

    def over(self, at: datetime) -> "NoticeQuerySet":
        """Those that waited until they were of no use to anybody."""
        return self.filter(state=State.QUEUED, expires_at__lte=at)


class Notice(models.Model):
    """Tin nhắn: one message to one phone, of a kind whose wording stands in `wording.yaml`.

    `key` goes along as the request's id: a gateway that gets it twice sends it once. `params` fill in the wording;
    of a `secret` one nothing is kept once it is over. `channel` is what carried it, empty as long as none has.
    """

    key = models.UUIDField("khóa gửi", unique=True, default=uuid4, editable=False)
    kind = models.CharField("loại tin", max_length=40)
    to = models.CharField("số điện thoại (E.164)", max_length=16)
    language = models.CharField("ngôn ngữ", max_length=2, default="vi")
    params = models.JSONField("nội dung điền vào mẫu", default=dict)
    secret = models.BooleanField("bí mật", default=False)

    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.QUEUED)
    written_at = models.DateTimeField("viết lúc")
    expires_at = models.DateTimeField("hết giá trị lúc")
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0)
    next_try_at = models.DateTimeField("gửi tiếp lúc", null=True)
    channel = models.CharField("kênh", max_length=12, blank=True)
    sent_at = models.DateTimeField("gửi được lúc", null=True)
    provider_id = models.CharField("mã của nhà cung cấp", max_length=80, blank=True)
    last_error = models.CharField("lý do lần trước", max_length=80, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin nhắn"
        constraints = [
            CheckConstraint(name="a_notice_goes_to_an_e164_phone", condition=Q(to__regex=r"^\+[1-9][0-9]{6,14}$")),
            CheckConstraint(name="notice_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="notice_language_is_known", condition=Q(language__in=["vi", "en"])),
            CheckConstraint(
                name="only_a_queued_notice_has_a_next_try",
                condition=Q(state=State.QUEUED, next_try_at__isnull=False)
                | Q(~Q(state=State.QUEUED), next_try_at__isnull=True),
            ),
            CheckConstraint(
                name="a_sent_notice_says_when_and_by_which_channel",
                condition=Q(Q(state=State.SENT), ~Q(channel=""), sent_at__isnull=False)
                | Q(~Q(state=State.SENT), channel="", sent_at__isnull=True),
            ),
            CheckConstraint(
                name="a_secret_is_forgotten_once_it_is_over",
                condition=Q(secret=False) | Q(state=State.QUEUED) | Q(params={}) | Q(channel=SCREEN),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="notices_waiting", condition=Q(state=State.QUEUED)),
            models.Index(fields=["expires_at", "id"], name="notices_by_end", condition=Q(state=State.QUEUED)),
            models.Index(fields=["written_at"], name="notices_by_age"),
            models.Index(fields=["to", "-id"], name="notices_of_a_phone"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.state}"
