"""A nation's ledger in a scratch database: the entries of as many dossiers as are asked for, made by the server itself.

Which union, day, people and traits a dossier has follows from its number alone. Of each hundred 85 are valid, most come
late in a phase, large unions have most, and their people more than one. Entries are folded when they are made; the
totals are what counting anew makes of them.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection

from sangkien.base.days import VIETNAM
from sangkien.counting.models import Entry
from sangkien.counting.rebuilding import rebuild
from sangkien.initiatives.focus import MARK
from sangkien.ops.bench.corpus import sweep
from sangkien.ops.demo.load import PROGRAMME
from sangkien.ops.national.bulk import bare
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.targets.models import Target

TODAY = date(2023, 3, 15)
SET_AT = datetime(2022, 1, 10, tzinfo=VIETNAM)
CHUNK = 100_000

Progress = Callable[[int], None]


def prepare() -> Programme:
    """Which unions have dossiers, and what the unions below the top are to reach. After the tree was loaded."""
    programme = Programme.objects.get(code=PROGRAMME)
    programme.milestones = []  # no dossier stands behind what is made
    programme.save(update_fields=["milestones"])
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"on": TODAY})
    return programme


def set_targets(programme: Programme, units: list[Organisation]) -> None:
    """A target for each in each phase."""
    Target.objects.filter(programme=programme).delete()
    Target.objects.bulk_create(
        Target(programme=programme, phase=phase, organisation=unit, kind="ASSIGNED", value=2_000 + place, set_at=SET_AT)
        for place, unit in enumerate(units)
        for phase in programme.phases.all()
    )


def fill(items: int, programme: Programme, *, progress: Progress = lambda made: None) -> None:
    """The entries of so many dossiers, and the totals. Called again after it was stopped while it counted, it counts;
    where all is there it does nothing. Stopped before, the database is good for nothing."""
    stands = how_far()
    if stands == NOTHING:
        _enter(items, programme, progress)
        _has_come(ENTERED)
    if stands != COUNTED:
        _count()
        sweep()
        _has_come(COUNTED)


NOTHING, ENTERED, COUNTED = "", "entered", "counted"


def how_far() -> str:
    """How far the filling of this database has come, written beside its units."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(obj_description(to_regclass('bench_unit')), '')")
        return str(cursor.fetchone()[0])


def _has_come(stands: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE bench_unit IS '{stands}'")


def _enter(items: int, programme: Programme, progress: Progress) -> None:
    phases = dict(programme.phases.values_list("code", "pk"))
    told: dict[str, Any] = {"programme": programme.pk, "gd1": phases["GD1"], "gd2": phases["GD2"], "today": TODAY}
    with connection.cursor() as cursor, bare(cursor, [Entry]):
        for begins in range(1, items + 1, CHUNK):
            ends = min(items, begins + CHUNK - 1)
            cursor.execute(_ENTRIES, told | {"first": begins, "last": ends})
            progress(ends)


def _count() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE counting_entry; SET work_mem = '256MB'; SET synchronous_commit = off; SET jit = off")
        rebuild()
        cursor.execute("RESET work_mem; RESET synchronous_commit; RESET jit")


_UNITS = """
CREATE TABLE bench_unit AS
SELECT row_number() OVER (ORDER BY hashint8extended(a.descendant_id, 1))::int - 1 AS n, a.descendant_id AS unit_id,
       array_agg(a.ancestor_id ORDER BY a.depth) AS chain,
       (SELECT ARRAY_REMOVE(ARRAY[CASE WHEN ownership = 'fdi' THEN 'FDI' END,
            CASE WHEN ownership IN ('private', 'fdi', 'cooperative') THEN 'PRODUCTION' END], NULL)::varchar[]
        FROM organisations_workplace w WHERE w.organisation_id = a.descendant_id ORDER BY id LIMIT 1) AS traits
FROM organisations_ancestry a
JOIN organisations_classification c ON c.organisation_id = a.descendant_id AND c.valid @> %(on)s::date
JOIN organisations_unitkind k ON k.code = c.kind_id AND k.takes_dossiers
WHERE a.valid @> %(on)s::date AND a.lives
GROUP BY a.descendant_id HAVING count(*) > 1;
CREATE UNIQUE INDEX ON bench_unit (n);
ANALYZE bench_unit;
"""

_DRAW = "abs(hashint8extended(n, {salt}) %% 1000000) / 1000000.0"

# What is made has numbers below 0: those of dossiers that are sent meanwhile go on from 1.
_ENTRIES = f"""
WITH drawn AS (
    SELECT n, {_DRAW.format(salt=1)} AS at, {_DRAW.format(salt=2)} AS place, {_DRAW.format(salt=3)} AS worth
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
), dossier AS (
    SELECT d.n, u.unit_id, u.chain, d.worth, COALESCE(u.traits, '{{}}') AS traits, d.n %% 100 < 29 AS early,
        CASE WHEN d.n %% 100 < 29 THEN date '2022-05-31' - floor(250 * d.at ^ 3)::int
             ELSE %(today)s - floor(280 * d.at ^ 1.2)::int END AS day
    FROM drawn d JOIN bench_unit u ON u.n = floor((SELECT count(*) FROM bench_unit) * d.place ^ 2)::int
)
INSERT INTO counting_entry (programme_id, phase_id, unit_id, chain, day, measure, count, benefit, initiative_id, folded,
    traits, people)
SELECT %(programme)s, CASE WHEN early THEN %(gd1)s ELSE %(gd2)s END, unit_id, chain, day, m.measure, 1,
    CASE WHEN m.measure = 'SUBMITTED' THEN 0 ELSE (10 ^ (5 + 4 * worth))::bigint END, -n, true,
    CASE WHEN m.measure = 'VALID' THEN CASE WHEN n %% 5 < 2 THEN ARRAY['DIRECT']::varchar[] ELSE '{{}}' END || traits
         ELSE '{{}}' END,
    CASE WHEN m.measure <> 'VALID' THEN '{{}}'
         ELSE ARRAY[{MARK.format(identity="unit_id || '/' || n %% 400")}] END
FROM dossier
CROSS JOIN LATERAL (
    SELECT 'SUBMITTED' AS measure UNION ALL SELECT 'VALID' WHERE n %% 100 < 85
    UNION ALL SELECT 'GRASSROOTS' WHERE n %% 100 < 60
) m
"""


def one_index_lookup(programme: Programme, unit: Organisation) -> Any:
    """The yardstick: what a figure costs that somebody has already worked out."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [unit.pk, programme.pk])
        return cursor.fetchall()


_LOOK_UP = """
SELECT measure, count FROM counting_periodtotal WHERE unit_id = %s AND programme_id = %s AND month IS NULL
"""
