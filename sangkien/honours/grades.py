"""Xếp loại thi đua of a union, as far as there is a room that grades."""

from collections.abc import Collection, Mapping
from typing import Any

from django.apps import apps


def grades_of(units: Collection[int], *, year: int) -> Mapping[int, str]:
    """The grade of each of the units (keys) by the last round of the year whose result was locked, in words; who was
    not graded is not there. One query."""
    # Asked for by its name, so that honours are given where nobody grades.
    if not apps.is_installed("sangkien.grading"):
        return {}
    results: Any = apps.get_app_config("grading").get_model("Result")._default_manager
    of_the_year = results.filter(sheet__unit__in=units, sheet__round__as_of__year=year).order_by("pk")
    return dict(of_the_year.values_list("sheet__unit", "grade_name"))
