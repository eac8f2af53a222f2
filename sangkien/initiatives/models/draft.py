"""Bản nháp: what is being written and was not sent yet."""

import secrets
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from sangkien.accounts.models import Person
from sangkien.programmes.models import Edition, Programme

RESUME_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words come about


def resume_code() -> str:
    """Eight letters by which a draft is found again on another phone."""
    return "".join(secrets.choice(RESUME_LETTERS) for _place in range(8))


class Draft(models.Model):
    """Bản nháp: what somebody has typed so far, exactly as typed, step by step.

    `key` belongs to the form from its first page, and a phone without a network makes it itself: a dossier carries
    the key of the draft it came from, so that sending twice makes one dossier. A draft of `correcting` holds the
    answers to a returned dossier. `stamps` say for each page when its answers last changed (ISO 8601): a second
    phone that saw an older one is told. `resume_code` is emptied when it is sent: among those that are being
    written a new one hardly ever meets another. `by_phone`: a phone without a network began it, before the server
    knew. `finished_at` is the moment, by the phone's clock, at which somebody pressed "send" without a network; who
    changes an answer later has not finished. `discarded_at`: its writer does not want it any more; whoever writes
    on it does. `sender_mark` is a keyed hash of the address from which somebody without an account began it, for
    the daily quota, and is emptied after a day.
    """

    key = models.UUIDField("khóa", unique=True, default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="drafts", verbose_name="chương trình")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="drafts", verbose_name="người viết")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="phiên bản chương trình")
    resume_code = models.CharField(
        "mã viết tiếp", max_length=8, unique=True, null=True, blank=True, default=resume_code, editable=False
    )
    answers = models.JSONField("câu trả lời", default=dict)
    stamps = models.JSONField("lúc lưu từng trang", default=dict)
    correcting = models.ForeignKey(
        "Initiative", models.CASCADE, null=True, related_name="corrections", verbose_name="bổ sung cho hồ sơ"
    )
    seen_version = models.PositiveIntegerField("phiên bản đã xem", null=True)

    started_at = models.DateTimeField("bắt đầu lúc")
    saved_at = models.DateTimeField("lưu lúc")
    by_phone = models.BooleanField("máy tự bắt đầu", default=False)
    finished_at = models.DateTimeField("viết xong lúc (theo máy)", null=True)
    sender_mark = models.CharField("dấu của địa chỉ mạng", max_length=64, blank=True, default="", db_default="")
    discarded_at = models.DateTimeField("bỏ lúc", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    sent_digest = models.CharField("dấu của bản đã gửi", max_length=64, blank=True)

    class Meta:
        verbose_name = "bản nháp"
        constraints = [
            CheckConstraint(
                name="a_correction_names_the_version_it_saw",
                condition=Q(correcting__isnull=True) | Q(seen_version__isnull=False),
            ),
            CheckConstraint(
                name="a_sent_draft_keeps_its_digest", condition=Q(sent_at__isnull=True) ^ ~Q(sent_digest="")
            ),
            CheckConstraint(
                name="a_sent_draft_is_not_discarded", condition=Q(sent_at__isnull=True) | Q(discarded_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["sender_mark", "started_at"], name="drafts_of_a_network", condition=~Q(sender_mark="")
            ),
            models.Index(
                fields=["started_at"],
                name="drafts_of_nobody",
                condition=Q(correcting=None, person=None, sent_at=None),
            ),
            models.Index(fields=["discarded_at"], name="drafts_discarded", condition=Q(discarded_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"

    def says(self, step: str, typed: dict[str, Any]) -> bool:
        """Does the page say this already? A question that the page did not ask then is one without an answer."""
        return _answered(self.answers.get(step, {})) == _answered(typed) and step in self.answers


def _answered(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if value}
