"""Mốc: the N-th valid initiative of a programme."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme


class Milestone(models.Model):
    """Mốc: with this entry of the ledger the programme had `nth` valid initiatives for the first time.

    `at` is when the dossier was found valid, None where only its day is known. Rows are only ever added (trigger)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reached", verbose_name="chương trình")
    nth = models.PositiveIntegerField("thứ")
    entry = models.BigIntegerField("bút toán")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    day = models.DateField("ngày")
    at = models.DateTimeField("lúc", null=True)
    decided_at = models.DateTimeField("xác định lúc")

    class Meta:
        verbose_name = "mốc"
        constraints = [
            UniqueConstraint(name="a_milestone_is_reached_once", fields=["programme", "nth"]),
            CheckConstraint(name="the_first_milestone_is_one", condition=Q(nth__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.programme_id}/{self.nth}"
