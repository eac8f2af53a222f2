"""Xếp loại thi đua of a union, as the room that grades wrote it down."""

from collections.abc import Collection, Mapping

from sangkien.grading.models import Result


def grades_of(units: Collection[int], *, year: int) -> Mapping[int, str]:
    """The grade of each of the units (keys) by the last round of the year whose result was locked, in words; who was
    not graded is not there. One query."""
    of_the_year = Result.objects.filter(sheet__unit__in=units, sheet__round__as_of__year=year).order_by("pk")
    return dict(of_the_year.values_list("sheet__unit", "grade_name"))
