"""Quyết định về tổ chức, and every row it wrote."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q

from sangkien.accounts.models import Person


class ReformQuerySet(models.QuerySet["Reform"]):
    """Decisions by where they stand."""

    def in_force(self) -> "ReformQuerySet":
        """Those written into the tree, today's and tomorrow's, and not taken back."""
        return self.filter(taken_back_at=None)

    def due(self, day: date) -> "ReformQuerySet":
        """Those that have taken effect by that day and whose open dossiers have not been moved yet."""
        return self.in_force().filter(effective__lte=day, carried_at=None).order_by("effective", "pk")


class Reform(models.Model):
    """A decision that was applied: who decided, from which day (00:00 in Vietnam), and the plan as it was read.

    `carried_at` is when the open dossiers were moved: at once where the day had come, otherwise on that day.
    A decision that was taken back may be applied again; the log keeps each time.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    title = models.CharField("tên", max_length=250)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True)
    issuer = models.CharField("nơi ban hành", max_length=250)
    effective = models.DateField("ngày có hiệu lực")
    plan = models.JSONField("nội dung")

    applied_at = models.DateTimeField("thực hiện lúc")
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện")
    carried_at = models.DateTimeField("chuyển hồ sơ lúc", null=True)
    taken_back_at = models.DateTimeField("hoàn tác lúc", null=True)
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="người hoàn tác"
    )

    objects = ReformQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định sắp xếp tổ chức"
        constraints = [
            CheckConstraint(name="a_reform_has_a_title", condition=~Q(title="")),
            CheckConstraint(
                name="only_a_reform_taken_back_was_taken_back_by_somebody",
                condition=Q(taken_back_by__isnull=True) | Q(taken_back_at__isnull=False),
            ),
            CheckConstraint(
                name="a_reform_is_taken_back_after_it_was_applied",
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("applied_at")),
            ),
        ]
        indexes = [models.Index(fields=["-effective", "-id"], name="reforms_newest_first")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Trace(models.Model):
    """One row of the tree that a decision wrote: as it was before (None: not there) and after (None: removed).

    Triggers write it while the setting `sangkien.reform` names the decision (migration 0002); taking the decision back
    puts every row back as it was, if it still is as the decision left it.
    """

    reform = models.ForeignKey(Reform, models.CASCADE, related_name="traces", verbose_name="quyết định")
    table_name = models.CharField("bảng", max_length=63)
    row_id = models.BigIntegerField("dòng")
    before: Any = models.JSONField("trước", null=True)
    after: Any = models.JSONField("sau", null=True)

    class Meta:
        verbose_name = "dòng đã ghi"
        constraints = [
            CheckConstraint(name="a_trace_is_of_a_row", condition=Q(before__isnull=False) | Q(after__isnull=False)),
        ]
        indexes = [models.Index(fields=["table_name", "row_id"], name="traces_of_a_row")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.table_name} {self.row_id}"
