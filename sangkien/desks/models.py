"""Giao việc, vắng mặt, báo quá hạn: who works on what lies on a union's desk."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation


class Sharing(models.Model):
    """Giao việc tự động: a union has what comes to its desk given out among its officers. Its row is the lock under
    which that is done."""

    unit = models.OneToOneField(Organisation, models.PROTECT, related_name="sharing", verbose_name="đơn vị")
    on = models.BooleanField("đang bật", default=False)
    at = models.DateTimeField("đổi lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người đổi")

    class Meta:
        verbose_name = "giao việc tự động"

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id}"


class Absence(models.Model):
    """Vắng mặt: days on which a person is given nothing. Why is nobody's business."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences", verbose_name="người")
    days = DateRangeField("những ngày")
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "vắng mặt"
        constraints = [
            CheckConstraint(name="an_absence_lasts_at_least_a_day", condition=Q(days__isempty=False)),
            ExclusionConstraint(
                name="a_person_is_away_once_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} {self.days}"


class Why(models.TextChoices):
    """How an officer came to a dossier, or away from it."""

    SHARED = "SHARED", _("hệ thống giao, cho người đang ít việc nhất")
    TAKEN = "TAKEN", _("tự nhận")
    PASSED = "PASSED", _("đồng nghiệp chuyển")
    RELEASED = "RELEASED", _("trả lại để giao người khác")
    AWAY = "AWAY", _("người được giao vắng mặt")


class Assignment(models.Model):
    """Lượt giao: from this moment an `officer` of the desk's union works on the dossier, or nobody (None).

    The last one of a dossier is also its `officer`, as long as it lies on that desk. Rows are only ever added, and
    nobody is given what they entered, wrote or confirmed (triggers). `by` None: nobody chose, the rule did.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="assignments", verbose_name="hồ sơ")
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    officer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="assigned", verbose_name="cán bộ")
    why = models.CharField("vì sao", max_length=8, choices=Why)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người giao")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lượt giao"
        constraints = [
            CheckConstraint(name="why_of_an_assignment_is_known", condition=Q(why__in=Why.values)),
            CheckConstraint(
                name="what_is_released_is_nobodys",
                condition=Q(why__in=[Why.RELEASED, Why.AWAY]) ^ Q(officer__isnull=False),
            ),
            CheckConstraint(
                name="only_the_rule_gives_without_a_person",
                condition=Q(why__in=[Why.SHARED, Why.AWAY]) ^ Q(by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "-id"], name="assignments_of_a_dossier"),
            models.Index(fields=["desk", "officer", "-at"], name="assignments_at_a_desk"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id} {self.why}"


class Escalation(models.Model):
    """Báo quá hạn: the desk did not answer by `due_on`; the union above was told, once for each turn (`since` is when
    it began). It stands for as long as the dossier waits in that turn. Rows are only ever added (trigger)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="escalations", verbose_name="hồ sơ")
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nơi đang giữ")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="báo cho")
    since = models.DateTimeField("giữ từ lúc")
    due_on = models.DateField("hạn trả lời")
    at = models.DateTimeField("báo lúc")

    class Meta:
        verbose_name = "báo quá hạn"
        constraints = [
            UniqueConstraint(name="a_turn_is_escalated_once", fields=["initiative", "since"]),
            CheckConstraint(name="an_escalation_goes_to_another_union", condition=~Q(desk=F("to"))),
        ]
        indexes = [models.Index(fields=["to", "-at"], name="escalations_to_a_union")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class Reminder(models.Model):
    """Lời nhắc: the union above asked the desk once more, in the same words for everybody; not again before
    `again_at`. Rows are only ever added (trigger)."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="reminders", verbose_name="báo quá hạn")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người nhắc")
    at = models.DateTimeField("lúc")
    again_at = models.DateTimeField("nhắc lại từ lúc")

    class Meta:
        verbose_name = "lời nhắc"
        constraints = [
            CheckConstraint(name="a_reminder_gives_some_quiet", condition=Q(again_at__gt=F("at"))),
            ExclusionConstraint(
                name="nobody_is_reminded_before_the_quiet_is_over",
                expressions=[
                    ("escalation", RangeOperators.EQUAL),
                    (
                        Func("at", "again_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.escalation_id}"
