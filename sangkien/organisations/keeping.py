"""Sums that boards ask for are kept (headcounts.py), each time something that they were summed of has changed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection, transaction

from sangkien.base.locks import hold
from sangkien.organisations.headcounts import STILL_TRUE, Headcount, TreeChange
from sangkien.organisations.membership import employees_of_many, members_of_many, unions_of_many
from sangkien.organisations.models import Ancestry

_SIZE = 5_000  # rows of one statement


def keep(days: Collection[date]) -> int:
    """Keep the sums of these days and of no other, of every union that has others below it; how many were summed anew.
    Where nothing changed it costs one query a day."""
    with transaction.atomic():
        hold("organisations: sums that are kept")
        Headcount.objects.exclude(day__in=days).delete()
        summed = sum(_keep(day) for day in days if not _is_true(day))
        TreeChange.objects.extra(where=[_SAY_NOTHING]).delete()
    return summed


def _keep(day: date) -> int:
    """What changes from here on is not seen: it leaves at worst one summing too many."""
    seen = _asked("SELECT pg_current_snapshot()::text")
    Headcount.objects.filter(day=day).delete()
    units = list(Ancestry.objects.on(day).filter(depth__gt=0).values_list("ancestor", flat=True).distinct())
    members, employees = members_of_many(units, day), employees_of_many(units, day)
    unions = unions_of_many(units, day)
    rows = [
        Headcount(
            organisation_id=unit,
            day=day,
            members=members[unit],
            employees=employees[unit],
            unions=unions[unit].all,
            foreign=unions[unit].foreign,
            seen=seen,
        )
        for unit in units
    ]
    Headcount.objects.bulk_create(rows, batch_size=_SIZE)
    return len(rows)


def _is_true(day: date) -> bool:
    """Is something kept of the day, and has nothing changed since?"""
    return bool(_asked(_TRUE, day))


def _asked(sql: str, *values: date) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


_TRUE = f"""
SELECT count(*) > 0 AND count(*) FILTER (WHERE NOT ({STILL_TRUE})) = 0 FROM organisations_headcount h WHERE h.day = %s
"""
# Changes that all that is kept has seen say nothing any more; nor do those of another server (headcounts.STILL_TRUE).
_SAY_NOTHING = """
number < (SELECT min(pg_snapshot_xmin(seen)::text::bigint)::text::xid8 FROM organisations_headcount)
OR number >= pg_snapshot_xmax(pg_current_snapshot())
"""
