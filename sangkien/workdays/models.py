"""Ngày nghỉ và ngày làm bù: what was decided for a single day."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person


class Week(models.TextChoices):
    """Tuần làm việc: on which days of the week those who answer are at work."""

    MON_FRI = "MON_FRI", _("thứ Hai đến thứ Sáu")
    MON_SAT = "MON_SAT", _("thứ Hai đến thứ Bảy")
    ALL = "ALL", _("cả tuần")


class DecidedDay(models.Model):
    """Ngày theo quyết định: a day off that would be a working day, or a day at work that would be one of rest, whatever
    the week and the law say; by which `decision` (number, day, issuer)."""

    day = models.DateField("ngày", unique=True)
    works = models.BooleanField("đi làm")
    decision = models.CharField("căn cứ", max_length=300)
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "ngày theo quyết định"
        constraints = [CheckConstraint(name="a_decided_day_names_its_decision", condition=~Q(decision=""))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.day:%d/%m/%Y}"
