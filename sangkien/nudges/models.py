"""Lời nhắc đơn vị."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q

from sangkien.accounts.models import Person
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme


class Nudge(models.Model):
    """Lời nhắc đơn vị: the `office` above asked a silent union to take part, in words that are everybody's, sent to so
    many `phones`. `last_on` is the day on which the union had last sent something, None: never. Not again before
    `again_at`. Rows are only ever added (trigger)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="nudges", verbose_name="đơn vị")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người nhắc")
    last_on = models.DateField("ngày nộp gần nhất", null=True)
    phones = models.PositiveSmallIntegerField("số người nhận")
    at = models.DateTimeField("lúc")
    again_at = models.DateTimeField("nhắc lại từ lúc")

    class Meta:
        verbose_name = "lời nhắc đơn vị"
        constraints = [
            CheckConstraint(name="a_nudge_reaches_somebody", condition=Q(phones__gte=1)),
            CheckConstraint(name="a_nudge_gives_some_quiet", condition=Q(again_at__gt=F("at"))),
            CheckConstraint(name="a_union_does_not_nudge_itself", condition=~Q(unit=F("office"))),
            ExclusionConstraint(
                name="no_union_is_nudged_before_the_quiet_is_over",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func("at", "again_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id}"
