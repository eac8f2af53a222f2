"""Entries of before learn their traits and whose they are, so many at a time, and the totals what follows from them.

Folding waits for the second step alone; pages are read and dossiers received meanwhile. What the release before still
books or folds until it is restarted lacks both: `sangkien recount --repair` sets it right."""

from django.db import migrations, transaction

from sangkien.base.resuming import Resumable

AT_ONCE = 20_000
WHOSE = """
WITH credited AS (
    SELECT e.id,
        array_agg(DISTINCT ('x' || left(md5(a.identity), 16))::bit(64)::bigint) AS people,
        bool_or(a.job = 'DIRECT') FILTER (WHERE a.position = 1) AS direct
    FROM counting_entry e JOIN initiatives_author a ON a.initiative_id = e.initiative_id
    WHERE e.measure = 'VALID' AND e.id BETWEEN %s AND %s GROUP BY e.id
)
UPDATE counting_entry e SET people = credited.people,
    traits = CASE WHEN credited.direct THEN ARRAY['DIRECT']::varchar[] ELSE '{}' END || i.focus
FROM credited, initiatives_initiative i WHERE credited.id = e.id AND i.id = e.initiative_id
"""

# Only the totals of days are rows of before; own figures, traits, who takes part and periods are new.
COUNT = """
LOCK TABLE counting_total, counting_periodtotal IN EXCLUSIVE MODE;
WITH own AS (
    SELECT unit_id, programme_id, phase_id, day, measure, sum(count) AS count, sum(benefit) AS benefit
    FROM counting_entry WHERE folded GROUP BY 1, 2, 3, 4, 5
)
UPDATE counting_total t SET own_count = own.count, own_benefit = own.benefit FROM own
WHERE (t.unit_id, t.programme_id, t.day, t.measure) = (own.unit_id, own.programme_id, own.day, own.measure)
  AND t.phase_id IS NOT DISTINCT FROM own.phase_id;

INSERT INTO counting_total
    (unit_id, programme_id, phase_id, day, measure, count, benefit, own_count, own_benefit)
SELECT above.unit_id, e.programme_id, e.phase_id, e.day, trait, sum(e.count), sum(e.benefit),
    COALESCE(sum(e.count) FILTER (WHERE height = 1), 0), COALESCE(sum(e.benefit) FILTER (WHERE height = 1), 0)
FROM counting_entry e CROSS JOIN LATERAL unnest(e.chain) WITH ORDINALITY AS above (unit_id, height)
CROSS JOIN LATERAL unnest(e.traits) AS trait
WHERE e.folded AND e.measure = 'VALID' GROUP BY 1, 2, 3, 4, 5;

WITH shares AS (
    SELECT keys.kind, keys.key, e.programme_id, e.phase_id, e.chain, e.day, sum(e.count) AS n
    FROM counting_entry e CROSS JOIN LATERAL (
        SELECT 'UNIONS' AS kind, e.unit_id AS key
        UNION ALL SELECT 'FDI_UNIONS', e.unit_id WHERE 'FDI' = ANY(e.traits)
        UNION ALL SELECT 'PEOPLE', unnest(e.people)
    ) keys WHERE e.measure = 'VALID' AND e.folded GROUP BY 1, 2, 3, 4, 5, 6
), days AS (
    SELECT kind, key, programme_id, scope.phase_id, above.unit_id, day, sum(n) AS n
    FROM shares CROSS JOIN LATERAL unnest(chain) AS above (unit_id)
    CROSS JOIN LATERAL (
        SELECT NULL::bigint AS phase_id UNION ALL SELECT shares.phase_id WHERE shares.phase_id IS NOT NULL
    ) scope
    GROUP BY 1, 2, 3, 4, 5, 6
), running AS (
    SELECT *, (sum(n) OVER so_far > 0)::int AS there
    FROM days WINDOW so_far AS (PARTITION BY kind, key, programme_id, phase_id, unit_id ORDER BY day)
), steps AS (
    SELECT *, there - lag(there, 1, 0) OVER one AS step
    FROM running WINDOW one AS (PARTITION BY kind, key, programme_id, phase_id, unit_id ORDER BY day)
)
INSERT INTO counting_total
    (unit_id, programme_id, phase_id, day, measure, count, benefit, own_count, own_benefit)
SELECT unit_id, programme_id, phase_id, day, kind, sum(step), 0,
    COALESCE(sum(step) FILTER (WHERE kind <> 'PEOPLE' AND key = unit_id), 0), 0
FROM steps WHERE step <> 0 GROUP BY 1, 2, 3, 4, 5;

INSERT INTO counting_periodtotal
    (unit_id, programme_id, phase_id, month, measure, count, benefit, own_count, own_benefit)
SELECT unit_id, programme_id, phase_id, of.month, measure, sum(count), sum(benefit), sum(own_count), sum(own_benefit)
FROM counting_total t CROSS JOIN LATERAL (VALUES (NULL::date), (date_trunc('month', t.day)::date)) AS of (month)
GROUP BY 1, 2, 3, 4, 5;
"""


def say_whose(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(min(id), 0), COALESCE(max(id), -1) FROM counting_entry")
        first, last = cursor.fetchone()
        for start in range(first, last + 1, AT_ONCE):
            cursor.execute(WHOSE, [start, start + AT_ONCE - 1])


def count(apps, schema_editor):
    with transaction.atomic(), schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM counting_periodtotal")
        cursor.execute("DELETE FROM counting_total WHERE measure = ANY(%s)", [list(_NEW)])
        cursor.execute(COUNT)


_NEW = ("PRODUCTION", "FDI", "DIRECT", "UNIONS", "FDI_UNIONS", "PEOPLE")


class Migration(Resumable):
    dependencies = [("counting", "0004_who_takes_part"), ("initiatives", "0024_what_the_workplace_was")]
    operations = [
        migrations.RunPython(say_whose, migrations.RunPython.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
