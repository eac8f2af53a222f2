"""Kết luận và tin nhắn: what somebody decided about a dossier, and what was asked and answered about it."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Event, Initiative
from sangkien.organisations.models import Organisation


class Verdict(models.TextChoices):
    """The words of review."""

    CONFIRMED = "CONFIRMED", _("Công đoàn cơ sở xác nhận")
    VALID = "VALID", _("Hợp lệ")
    RETURNED = "RETURNED", _("Trả lại để bổ sung")
    INELIGIBLE = "INELIGIBLE", _("Không đủ điều kiện")
    DUPLICATE = "DUPLICATE", _("Trùng hồ sơ khác")
    REROUTED = "REROUTED", _("Chuyển đúng đơn vị")


class Decision(models.Model):
    """Kết luận: one verdict, by whom, on whose behalf, with its reasons.

    `reasons` is a list of {"code", "field", "text"}: the text is what the author reads. The database refuses
    a decision by somebody who entered, wrote or confirmed the dossier (trigger
    `nobody_decides_on_their_own`), and any change to a decision afterwards.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="decisions", verbose_name="hồ sơ")
    event = models.OneToOneField(Event, models.PROTECT, related_name="decision", verbose_name="bước")
    verdict = models.CharField("kết luận", max_length=12, choices=Verdict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="decisions", verbose_name="người kết luận")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")
    reasons = models.JSONField("lý do", default=list)
    note = models.TextField("lời nhắn", blank=True)
    duplicate_of = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", verbose_name="trùng với")
    to_unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="chuyển đến")

    class Meta:
        verbose_name = "kết luận"
        constraints = [
            CheckConstraint(name="verdict_is_known", condition=Q(verdict__in=Verdict.values)),
            CheckConstraint(
                name="a_return_or_refusal_gives_its_reasons",
                condition=~Q(verdict__in=[Verdict.RETURNED, Verdict.INELIGIBLE]) | ~Q(reasons=[]),
            ),
            CheckConstraint(
                name="only_a_duplicate_verdict_names_the_other_record",
                condition=Q(verdict=Verdict.DUPLICATE) ^ Q(duplicate_of__isnull=True),
            ),
            CheckConstraint(
                name="only_a_rerouting_names_the_new_unit",
                condition=Q(verdict=Verdict.REROUTED) ^ Q(to_unit__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="decisions_of_a_person")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verdict}"


class Message(models.Model):
    """Tin nhắn: one line of the talk between the people of a dossier and the unions that handle it.

    `unit` is the union on whose behalf it was written, None when the author (or who entered the dossier) writes.
    No step of the dossier's life: nothing is decided by it. Rows are only ever added (trigger
    `what_was_said_stays_said`).
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="messages", verbose_name="hồ sơ")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người viết")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    text = models.CharField("lời", max_length=2000)

    class Meta:
        verbose_name = "tin nhắn"
        constraints = [CheckConstraint(name="a_message_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["initiative", "id"], name="talk_of_a_dossier")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class ReadMark(models.Model):
    """Dấu đã đọc: up to which message a person has read the talk of a dossier."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+", verbose_name="hồ sơ")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="người đọc")
    message = models.ForeignKey(Message, models.PROTECT, related_name="+", verbose_name="đọc đến")

    class Meta:
        verbose_name = "dấu đã đọc"
        constraints = [
            UniqueConstraint(name="a_person_has_one_read_mark_in_a_dossier", fields=["initiative", "person"])
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} {self.initiative_id}"
