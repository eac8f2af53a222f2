"""The ledger as it stood: up to where it is settled, and what was entered after that."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from sangkien.base.problems import NotPossible, Problem
from sangkien.counting.queries import DayFigure, View, told
from sangkien.programmes.models import Phase, Programme

_PATIENCE = "2s"


def settled() -> int:
    """The number of the ledger's last entry, when none with a smaller number can still come: 0 while it is empty.

    Entries get their numbers before they are committed, so 105 may be there before 104. For the moment of asking nobody
    writes: whoever does is waited for, two seconds at most. Raises NotPossible when that was not enough; asked outside
    a larger transaction, so that nobody waits for more than this."""
    try:
        return _last_of_all()
    except OperationalError as no:
        if not isinstance(no.__cause__, LockNotAvailable):
            raise
        text = _("Sổ đếm đang ghi nhiều hồ sơ. Anh/chị chờ ít phút rồi làm lại.")
        raise NotPossible([Problem(code="busy", text=text)]) from no


@transaction.atomic
def _last_of_all() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        cursor.execute("LOCK TABLE counting_entry IN SHARE MODE")
        cursor.execute("SELECT coalesce(max(id), 0) FROM counting_entry")
        return int(cursor.fetchone()[0])


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is read as of one moment, however many questions it takes, and nothing is written. Within
    a larger transaction it is that one's: only tests do so."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


_AS_THEN = """
SELECT above.unit_id, e.day, m.measure, sum(e.count)::bigint, sum(e.benefit)
FROM counting_entry e
CROSS JOIN unnest(e.chain) AS above (unit_id) CROSS JOIN unnest(e.measure || e.traits) AS m (measure)
WHERE e.id > %(mark)s AND above.unit_id = ANY(%(units)s) AND e.programme_id = %(programme)s AND e.day <= %(as_of)s
  AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
GROUP BY 1, 2, 3
"""
_RESTATED = """
SELECT a.ancestor_id, e.day, m.measure, sum(e.count)::bigint, sum(e.benefit)
FROM counting_entry e CROSS JOIN unnest(e.measure || e.traits) AS m (measure)
JOIN organisations_ancestry a ON a.descendant_id = e.unit_id AND a.valid @> %(as_of)s::date
WHERE e.id > %(mark)s AND a.ancestor_id = ANY(%(units)s) AND e.programme_id = %(programme)s AND e.day <= %(as_of)s
  AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
GROUP BY 1, 2, 3
"""


def entered_after(
    mark: int,
    unit_ids: Sequence[int],
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
) -> list[DayFigure]:
    """What was entered for these units after an entry of the ledger, for days up to `as_of`: to be taken away from
    figures that are to be as they were. Reads what was entered since, and nothing before it. Who takes part, each
    counted once, is not among it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _AS_THEN if view == View.AS_THEN else _RESTATED,
            {
                "mark": mark,
                "units": list(unit_ids),
                "programme": programme.pk,
                "phase": phase.pk if phase else None,
                "as_of": as_of,
            },
        )
        return told(cursor.fetchall())
