"""What rows with days have in common: the question `on`, the constraints, the index of likeness."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, Q

Row = TypeVar("Row", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows that hold for a range of days."""

    def on(self, day: date) -> Self:
        """Those in force that day."""
        return self.filter(valid__contains=day)


def dated(name: str, of: str = "organisation") -> list[models.BaseConstraint]:
    """What every dated row obeys: of one `of` (a field; in the sentences "unit" for an organisation) there is at most
    one on any day. `name` is the noun in the sentences."""
    owner = "unit" if of == "organisation" else of
    return [
        CheckConstraint(name=f"{name}_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
        CheckConstraint(name=f"{name}_begins_on_a_day", condition=Q(valid__lower_inf=False)),
        ExclusionConstraint(
            name=f"one_{name}_of_a_{owner}_on_any_day",
            expressions=[(of, RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
        ),
    ]


def found_by(name: str) -> list[models.Index]:
    """How rows with keys in `folded` are found by likeness to another; by their words search finds units
    (search_entries.py)."""
    return [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name=f"{name}_by_likeness")]
