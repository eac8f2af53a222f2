"""Booking very many dossiers at a time, loaded in bulk: the same entries as one by one."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

_BOOK = """
INSERT INTO counting_entry (
    programme_id, phase_id, unit_id, chain, day, measure, count, benefit, traits, people, initiative_id, folded)
SELECT programme_id, phase_id, chain[1], chain, day, measure, 1, worth, traits, people, initiative_id, true
FROM ({crossings}) AS crossed ORDER BY day, initiative_id
"""


def book(crossings: str, values: Mapping[str, Any]) -> int:
    """Book what this SQL selects: `initiative_id`, `programme_id`, `phase_id`, `chain`, `day`, `measure`, `traits`,
    `people` and `worth` (đồng), a row for each measure that a dossier came to be in on a day; how many. They count as
    folded, so that figures show them once the totals are counted anew (`rebuilding.rebuild`)."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK.format(crossings=crossings), values)
        return int(cursor.rowcount)
