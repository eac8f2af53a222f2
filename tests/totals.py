"""Totals that a test begins with, as if they had been folded of dossiers that nobody has to make."""

from datetime import date

from sangkien.counting.models import Measure, PeriodTotal, Total
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase


def total(unit: Organisation, count: int, *, phase: Phase, day: date, measure: Measure = Measure.VALID) -> None:
    """So much more of a union on a day, in its month and in the whole."""
    asked = {"unit": unit, "programme": phase.programme, "phase": phase, "measure": measure}
    Total.objects.create(**asked, day=day, count=count, benefit=0)
    for month in (None, day.replace(day=1)):
        period, _made = PeriodTotal.objects.get_or_create(**asked, month=month, defaults={"count": 0, "benefit": 0})
        period.count += count
        period.save(update_fields=["count"])
