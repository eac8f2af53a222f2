"""A nation's dossiers in a scratch database: as many as are asked for, made by the server itself in minutes.

The stories are those of the demonstration; which story, place, union and day a dossier has follows from its number
alone, so the same size is always the same corpus. Of each thousand about 850 are valid, 75 wait, 30 are restricted and
10 double an earlier one. Only dossiers, their authors and, where a dossier waits, its first step are made: no files, no
counts, no log. Triggers sleep meanwhile; what a room derives from dossiers (an index, prints, flags) it makes
afterwards with its own means, which is what a bench wants to measure.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.models import Model

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Author, Event, Initiative
from sangkien.ops.demo import names
from sangkien.ops.demo.load import PROGRAMME, load_frame
from sangkien.ops.national.bulk import bare, copy
from sangkien.ops.national.load import load as load_tree
from sangkien.ops.national.tales import places, stories, terms_of
from sangkien.programmes.models import Programme

UNITS = 3_000  # made grassroots unions beside those of the demonstration
PEOPLE, STORIES = 2_000, 30_000
CHUNK = 50_000
DUPLICATES_PER_THOUSAND = 10
TABLES: list[type[Model]] = [Initiative, Author, Event]

Progress = Callable[[int], None]


def fill(records: int, *, units: int = UNITS, progress: Progress = lambda made: None) -> None:
    """`records` dossiers under a national tree of `units` made unions, in a database that was just migrated.

    `progress` is told after every chunk how many there are."""
    load_frame()
    load_tree(units)
    with connection.cursor() as cursor:
        _prepare(cursor)
        with bare(cursor, TABLES):
            for first in range(1, records + 1, CHUNK):
                last = min(records, first + CHUNK - 1)
                for statement in (_DOSSIERS, _AUTHORS, _COAUTHORS, _STEPS):
                    cursor.execute(statement, {"first": first, "last": last, "records": records})
                progress(last)
        cursor.execute(_NUMBERS_GO_ON)
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in TABLES)}")


def sweep() -> None:
    """As the tables are an hour later, when nobody has just loaded a nation."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


# What dossiers are put together from --------------------------------------------------------------------------


def _prepare(cursor: Any) -> None:
    _people()
    programme = Programme.objects.get(code=PROGRAMME)
    rng = Random(f"corpus/{programme.code}")
    _table(cursor, "story", "title text, folded text, before text, after text, kind_id bigint, field_id bigint",
           stories(rng, terms_of(programme), STORIES))  # fmt: skip
    _table(cursor, "place", "said text, folded text", places(rng))
    cursor.execute(_TABLES, {"programme": programme.pk})


def _table(cursor: Any, name: str, columns: str, rows: Iterator[tuple[Any, ...]]) -> None:
    cursor.execute(f"CREATE TEMP TABLE corpus_{name} (n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {columns})")
    copy(cursor, f"corpus_{name}", [column.split()[0] for column in columns.split(",")], rows)


def _people() -> None:
    rng, password = Random("corpus/people"), make_password(None)
    Person.objects.bulk_create(
        Person(username=f"mau{n}", full_name=names.full_name(rng), phone=f"+8433{n:07}", password=password)
        for n in range(PEOPLE)
    )


def _draw(salt: int, size: str) -> str:
    """SQL: a number from 0 to below `size` that follows from the dossier's number `d.source`."""
    return f"abs(hashint8extended(d.source, {salt}) %% ({size}))::int"


# The unions in the order of their keys, each with its chain on the day; the first ones have the most dossiers.
_TABLES = """
CREATE TEMP TABLE corpus_unit AS
SELECT row_number() OVER (ORDER BY hashint8extended(a.descendant_id, 1))::int - 1 AS n, a.descendant_id AS unit_id,
       (array_agg(a.ancestor_id ORDER BY a.depth))[2] AS superior_id, array_agg(a.ancestor_id ORDER BY a.depth) AS chain
FROM organisations_ancestry a
JOIN organisations_classification c ON c.organisation_id = a.descendant_id AND c.valid @> date '2022-01-10'
JOIN organisations_unitkind k ON k.code = c.kind_id AND k.takes_dossiers
WHERE a.valid @> date '2022-01-10' AND a.lives
GROUP BY a.descendant_id HAVING count(*) > 1;
CREATE UNIQUE INDEX ON corpus_unit (n);
CREATE TEMP TABLE corpus_person AS
SELECT row_number() OVER (ORDER BY id)::int - 1 AS n, id, full_name, phone
FROM accounts_person WHERE username LIKE 'mau%%';
CREATE UNIQUE INDEX ON corpus_person (n);
CREATE TEMP TABLE corpus_of AS
SELECT p.id AS programme_id, (SELECT max(id) FROM programmes_edition WHERE programme_id = p.id) AS edition_id,
       (SELECT id FROM programmes_phase WHERE programme_id = p.id AND code = 'GD1') AS first_phase,
       (SELECT id FROM programmes_phase WHERE programme_id = p.id AND code = 'GD2') AS second_phase,
       (SELECT count(*) FROM corpus_unit) AS units, (SELECT count(*) FROM corpus_person) AS people,
       (SELECT count(*) FROM corpus_story) AS stories, (SELECT count(*) FROM corpus_place) AS places
FROM programmes_programme p WHERE p.id = %(programme)s;
ANALYZE corpus_unit; ANALYZE corpus_person; ANALYZE corpus_of; ANALYZE corpus_story; ANALYZE corpus_place;
"""

# `n` is the dossier's own number; what it says follows from `source`, which of a double is that of an earlier one.
_NUMBERED = f"""
    SELECT n, CASE WHEN n > 1000 AND n %% 1000 < {DUPLICATES_PER_THOUSAND} THEN n - 997 ELSE n END AS source
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
"""

_DOSSIERS = f"""
INSERT INTO initiatives_initiative (
    id, code, key, programme_id, edition_id, phase_id, unit_id, superior_id, desk_id, chain, chain_on,
    state, version, waiting_since, title, folded_title, kind_id, field_id, restricted, before, after, effect,
    applied_on, submitted_at, closed_at, benefit_kind, benefit_vnd, benefit_method, benefit_period, benefit_cost,
    effects, recognition_number, recognition_issuer, extra, publish_name, parties, entered_by_id, duplicate_of_id, made)
SELECT n, 'SK-2022-' || lpad(n::text, 7, '0'), lpad(to_hex(n), 32, '0')::uuid, programme_id, edition_id,
    CASE WHEN sent < timestamptz '2022-06-01 00:00+07' THEN first_phase ELSE second_phase END,
    unit_id, superior_id, CASE state WHEN 'SUBMITTED' THEN unit_id WHEN 'REVIEWING' THEN superior_id END,
    chain, date '2022-01-10',
    state, 1, sent, said, folded, kind_id, field_id, restricted,
    CASE WHEN restricted THEN '' ELSE before END, CASE WHEN restricted THEN '' ELSE after || added END,
    CASE WHEN restricted OR n %% 3 = 0 THEN 'Mỗi ca đỡ được ' || (n %% 90 + 10) || ' phút.' ELSE '' END,
    (sent - interval '20 days')::date, sent,
    CASE WHEN state IN ('VALID', 'INELIGIBLE', 'DUPLICATE', 'WITHDRAWN')
         THEN sent + (n %% 96 + 1) * interval '2 hours' END,
    CASE WHEN in_money THEN 'MONEY' ELSE 'NOT_COMPUTABLE' END,
    CASE WHEN in_money THEN (10 ^ (5 + (n %% 4001) / 1000.0))::bigint END, '', '', 0,
    '[]', '', '', '{{}}', n %% 3 = 0, ARRAY[phone::text], person_id, CASE WHEN state = 'DUPLICATE' THEN n - 1 END, true
FROM (
    SELECT d.n, o.*, u.unit_id, u.superior_id, u.chain, p.id AS person_id, p.phone,
        s.kind_id, s.field_id, s.before, s.after,
        left(s.title || CASE WHEN {_draw(1, "10")} < 6 THEN w.said ELSE '' END
            || CASE WHEN {_draw(2, "10")} = 0 THEN ', máy TB' || {_draw(3, "90000")} + 10000 ELSE '' END, 250) AS said,
        left(s.folded || CASE WHEN {_draw(1, "10")} < 6 THEN ' ' || w.folded ELSE '' END
            || CASE WHEN {_draw(2, "10")} = 0 THEN ' may tb' || {_draw(3, "90000")} + 10000 ELSE '' END, 250) AS folded,
        ' Cả tổ ' || {_draw(4, "60")} + 3 || ' người làm theo, sau ' || {_draw(5, "20")} + 2
            || ' tuần thành nếp.' AS added,
        timestamptz '2022-01-08 07:00+07' + d.n * (interval '600 days' / %(records)s) AS sent,
        abs(hashint8extended(d.n, 7) %% 100) < 3 AS restricted, d.n %% 10 < 6 AS in_money,
        CASE WHEN d.n = 1 OR m.mark < 850 THEN 'VALID' WHEN m.mark < 885 THEN 'REVIEWING'
             WHEN m.mark < 925 THEN 'SUBMITTED' WHEN m.mark < 950 THEN 'RETURNED' WHEN m.mark < 975 THEN 'INELIGIBLE'
             WHEN m.mark < 990 THEN 'DUPLICATE' ELSE 'WITHDRAWN' END AS state
    FROM ({_NUMBERED}) d
    CROSS JOIN LATERAL (SELECT abs(hashint8extended(d.n, 8) %% 1000) AS mark) m
    CROSS JOIN corpus_of o
    JOIN corpus_story s ON s.n = 1 + {_draw(9, "o.stories")}
    JOIN corpus_place w ON w.n = 1 + {_draw(10, "o.places")}
    JOIN corpus_unit u ON u.n = floor(o.units * (abs(hashint8extended(d.n, 11) %% 10000) / 10000.0) ^ 2.5)::int
    JOIN corpus_person p ON p.n = abs(hashint8extended(d.n, 12) %% o.people)::int
) made
"""

_AUTHORS = """
INSERT INTO initiatives_author (initiative_id, position, full_name, phone, department, job, share, person_id, identity)
SELECT i.id, 1, p.full_name, p.phone, '', '', CASE WHEN i.id %% 6 = 0 THEN 6000 ELSE 10000 END, p.id, p.phone
FROM initiatives_initiative i JOIN accounts_person p ON p.id = i.entered_by_id
WHERE i.id BETWEEN %(first)s AND %(last)s
"""

_COAUTHORS = """
INSERT INTO initiatives_author (initiative_id, position, full_name, phone, department, job, share, identity)
SELECT i.id, 2, p.full_name, '', '', '', 4000, i.id || ' @ ' || i.unit_id
FROM initiatives_initiative i CROSS JOIN corpus_of o JOIN corpus_person p ON p.n = (i.id * 7 %% o.people)::int
WHERE i.id BETWEEN %(first)s AND %(last)s AND i.id %% 6 = 0
"""

_STEPS = """
INSERT INTO initiatives_event (initiative_id, at, verb, from_state, to_state, by_id, version, detail)
SELECT id, submitted_at, 'submit', '', state, entered_by_id, version, '{}'
FROM initiatives_initiative WHERE id BETWEEN %(first)s AND %(last)s AND closed_at IS NULL
"""

_NUMBERS_GO_ON = """
SELECT setval('initiatives_initiative_id_seq', max(id)), setval('initiatives_code', max(id)) FROM initiatives_initiative
"""
