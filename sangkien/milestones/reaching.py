"""Which entries of the ledger brought a programme to its N-th valid initiative."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

# The running sum in the order of the ledger. A dossier that is booked anew (another union, another value) leaves with
# one entry and comes back with the next: between the two the sum is one lower, and with the second it is what it was.
_REACHING = """
SELECT id, initiative_id, day FROM (
    SELECT id, initiative_id, day, count, sum(count) OVER (ORDER BY id) AS reached
    FROM counting_entry
    WHERE programme_id = %(programme)s AND measure = 'VALID' AND id <= %(up_to)s
) ledger
WHERE reached = %(nth)s AND count = 1 ORDER BY id
"""
_COUNT = """
SELECT coalesce(sum(count), 0) FROM counting_entry
WHERE programme_id = %(programme)s AND measure = 'VALID' AND id <= %(up_to)s
"""


@dataclass(frozen=True)
class Reaching:
    """An entry with which the number of valid initiatives was just N."""

    entry: int
    initiative_id: int
    day: date


def reaching(programme_id: int, *, nth: int, up_to: int) -> Iterator[Reaching]:
    """Every such entry up to one of the ledger, in its order: the first time, and again after each fall below N. One
    query, which reads the programme's valid entries: asked when a milestone is at hand, not by pages."""
    with connection.cursor() as cursor:
        cursor.execute(_REACHING, {"programme": programme_id, "nth": nth, "up_to": up_to})
        rows = cursor.fetchall()
    return (Reaching(*row) for row in rows)


def counted(programme_id: int, *, up_to: int) -> int:
    """How many valid initiatives the ledger shows up to an entry. One query, as above."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"programme": programme_id, "up_to": up_to})
        return int(cursor.fetchone()[0])
