"""Counting anew: do the totals say what the ledger says?"""

from django.db import connection, transaction

from sangkien.counting.actions import FOLDER, GAINED, added
from sangkien.counting.crossings import CROSSED, EVERYTHING

_COLUMNS = "unit_id, programme_id, phase_id, {time}, measure, count, benefit, own_count, own_benefit"
_LESS = "unit_id, programme_id, phase_id, {time}, measure, -count, -benefit, -own_count, -own_benefit"
_OFF = """
SELECT unit_id, programme_id, phase_id, {time}, measure, sum(count) AS count, sum(benefit) AS benefit,
       sum(own_count) AS own_count, sum(own_benefit) AS own_benefit
FROM (SELECT {columns} FROM {should} UNION ALL SELECT {less} FROM {table} WHERE {which}) AS both_ways
GROUP BY 1, 2, 3, 4, 5
HAVING sum(count) <> 0 OR sum(benefit) <> 0 OR sum(own_count) <> 0 OR sum(own_benefit) <> 0"""


def _off(table: str, should: str, time: str, which: str = "true") -> str:
    names = {"columns": _COLUMNS.format(time=time), "less": _LESS.format(time=time)}
    return _OFF.format(table=table, should=should, time=time, which=which, **names)


# What every total should be by all entries that were folded, less what it is: of days, and of periods.
_WRONG = f"""
WITH taken AS (SELECT * FROM counting_entry WHERE folded), {EVERYTHING}, {CROSSED}, {GAINED}, of_periods AS (
    SELECT spread.*, of.month
    FROM spread CROSS JOIN LATERAL (VALUES (NULL::date), (date_trunc('month', spread.day)::date)) AS of (month)
), wrong_days AS ({_off("counting_total", "spread", "day")}
), wrong_periods AS ({_off("counting_periodtotal", "of_periods", "month")}
)"""
# A cache of what each entry is taken apart into is emptied and made anew for every entry, in gigabytes of zeros.
_QUICK = "SET LOCAL enable_memoize = off"
_HOW_MANY = "SELECT (SELECT count(*) FROM wrong_days) + (SELECT count(*) FROM wrong_periods)"


@transaction.atomic
def wrong_totals() -> int:
    """How many totals, of days, months and the whole, are not what the folded entries make them. Reads the whole
    ledger: minutes for a nation."""
    with connection.cursor() as cursor:
        cursor.execute(_QUICK)
    return _counted(f"{_WRONG} {_HOW_MANY}")


@transaction.atomic
def rebuild() -> int:
    """Set right every total that is not what the folded entries make it; how many. Meanwhile the folder waits; pages
    are read and dossiers received as ever, and what is not folded counts all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDER])
        cursor.execute(_QUICK)
        cursor.execute("LOCK TABLE counting_total, counting_periodtotal IN EXCLUSIVE MODE")
    days = added("counting_total", "day", "wrong_days")
    periods = added("counting_periodtotal", "month", "wrong_periods")
    return _counted(f"{_WRONG}, days_added AS ({days}), periods_added AS ({periods}) {_HOW_MANY}")


# Of some unions that booked something themselves: what they booked day by day, by their entries; and their months and
# the whole, by their days.
_SAMPLE = f"""
WITH met AS (
    SELECT DISTINCT unit_id FROM (
        (SELECT unit_id FROM counting_periodtotal WHERE id >= %(first)s AND own_count <> 0 ORDER BY id LIMIT %(most)s)
        UNION ALL
        (SELECT unit_id FROM counting_periodtotal WHERE id < %(first)s AND own_count <> 0 ORDER BY id LIMIT %(most)s)
        LIMIT %(most)s) AS those
), booked AS (
    SELECT e.unit_id, e.programme_id, e.phase_id, e.day, m.measure, e.count, e.benefit
    FROM met JOIN counting_entry e USING (unit_id) CROSS JOIN unnest(e.measure || e.traits) AS m (measure)
    WHERE e.folded
    UNION ALL
    SELECT t.unit_id, t.programme_id, t.phase_id, t.day, t.measure, -t.own_count, -t.own_benefit
    FROM met JOIN counting_total t USING (unit_id) WHERE t.measure NOT IN ('UNIONS', 'FDI_UNIONS', 'PEOPLE')
), wrong_days AS (
    SELECT FROM booked GROUP BY unit_id, programme_id, phase_id, day, measure
    HAVING sum(count) <> 0 OR sum(benefit) <> 0
), of_periods AS (
    SELECT t.unit_id, t.programme_id, t.phase_id, of.month, t.measure, t.count, t.benefit, t.own_count, t.own_benefit
    FROM met JOIN counting_total t USING (unit_id)
    CROSS JOIN LATERAL (VALUES (NULL::date), (date_trunc('month', t.day)::date)) AS of (month)
), wrong_periods AS ({_off("counting_periodtotal", "of_periods", "month", "unit_id IN (SELECT unit_id FROM met)")}
) {_HOW_MANY}"""


def wrong_in_a_sample(*, place: float, most: int = 200) -> int:
    """The same of a few unions (of `most` of their totals), in a moment: `place`, from 0 to 1, says where to begin."""
    [(last,)] = _rows("SELECT COALESCE(max(id), 0) FROM counting_periodtotal")
    return _counted(_SAMPLE, first=int(last * place), most=most)


def _counted(sql: str, **values: int) -> int:
    [(number,)] = _rows(sql, **values)
    return int(number)


def _rows(sql: str, **values: int) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[int]] = cursor.fetchall()
    return rows
