"""Which grassroots unions send how much: 45 in a hundred nothing (assumed), the others by Zipf.

Inside a central union its direct superiors weigh 1, 2^-0.8, 3^-0.8 …, and below each of them the grassroots unions 1,
1/2, 1/3 …, the largest first. What each central union has is published or fitted (`published`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from sangkien.base.text import fold
from sangkien.ops.national.bulk import copy
from sangkien.ops.national.published import FIRST, SECOND, Result, results, shared
from sangkien.ops.national.site import Asked, make
from sangkien.ops.national.tales import Terms, stories_of, terms_of
from sangkien.organisations.seats import first_workplace
from sangkien.programmes.models import Programme

_UNITS = f"""
CREATE TABLE nation.unit AS
WITH links AS (
    SELECT a.descendant_id AS unit_id, array_agg(a.ancestor_id ORDER BY a.depth) AS chain
    FROM organisations_ancestry a WHERE a.valid @> date '2022-01-10' AND a.lives GROUP BY 1 HAVING count(*) > 2
), found AS (
    SELECT l.unit_id, l.chain, l.chain[2] AS superior_id, l.chain[cardinality(l.chain) - 1] AS central_id, o.code,
           w.name AS workplace, w.sector, CASE WHEN kind.is_foreign THEN ARRAY['FDI']::varchar[] ELSE '{{}}' END
               || CASE WHEN kind.production THEN ARRAY['PRODUCTION']::varchar[] ELSE '{{}}' END AS focus,
           coalesce((SELECT max(m.members) FROM organisations_membercount m WHERE m.organisation_id = l.unit_id), 0)
               AS members,
           CASE WHEN drawn < 0.45 THEN 0 WHEN drawn < 0.60 THEN 1 ELSE 2 END AS zeal
    FROM links l JOIN organisations_organisation o ON o.id = l.unit_id
    CROSS JOIN LATERAL nation.u(hashtextextended(o.code, 0), 61) AS drawn  -- whatever its key in this database
    JOIN organisations_classification c ON c.organisation_id = l.unit_id AND c.valid @> date '2022-01-10'
    JOIN organisations_unitkind k ON k.code = c.kind_id AND k.takes_dossiers
    CROSS JOIN LATERAL (SELECT name, sector FROM organisations_workplace w WHERE w.organisation_id = l.unit_id
                        ORDER BY w.id LIMIT 1) w
    CROSS JOIN LATERAL ({first_workplace("l.unit_id")}) kind
), superiors AS (
    SELECT superior_id,
           row_number() OVER (PARTITION BY central_id ORDER BY count(*) DESC, superior_id) ^ -0.8::float8 AS weight
    FROM found GROUP BY central_id, superior_id
), weighed AS (
    SELECT f.*, s.weight * row_number() OVER (
        PARTITION BY f.superior_id ORDER BY (f.zeal = 0), f.members DESC, f.code) ^ -1.0::float8 AS weight
    FROM found f JOIN superiors s USING (superior_id)
)
SELECT row_number() OVER (ORDER BY w.code)::int AS n, w.*, central.code AS central, zeal > 0 AS sends, 0 AS senders,
       ''::text AS folded_place
FROM weighed w JOIN organisations_organisation central ON central.id = w.central_id;
ALTER TABLE nation.unit ADD PRIMARY KEY (unit_id);
CREATE TABLE nation.quota (unit_id bigint, phase text, sent int, PRIMARY KEY (unit_id, phase));
CREATE TABLE nation.result (central_id bigint, central text, phase text, sent int, valid int);
CREATE TABLE nation.story (sector text, n int, title text, folded text, before text, after text, kind_id bigint,
                           field_id bigint, PRIMARY KEY (sector, n));
"""
_SENDERS = """
UPDATE nation.unit u SET folded_place = f.folded, senders = CASE
    WHEN NOT u.sends OR nation.u(u.unit_id, 62) < 0.25 THEN 0
    ELSE least(400, (coalesce((SELECT sum(sent) FROM nation.quota q WHERE q.unit_id = u.unit_id), 0) + 2) / 3) END
FROM nation.folded f WHERE f.unit_id = u.unit_id;
DROP TABLE nation.folded;
ANALYZE nation.unit; ANALYZE nation.quota; ANALYZE nation.story;
"""


@dataclass(frozen=True)
class _Unit:
    unit_id: int
    central_id: int
    central: str
    weight: float
    zeal: int
    workplace: str
    sector: str


def lay_out(programme: Programme, asked: Asked) -> None:
    """Who sends how much in which phase, and what workplaces of each sector tell."""
    terms = terms_of(programme)
    make(_UNITS)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, central_id, central, weight, zeal, workplace, sector FROM nation.unit ORDER BY code"
        )
        units = [_Unit(*row) for row in cursor.fetchall()]
        came = results(asked.items, among=_that_send(units), seed=asked.seed)
        copy(cursor, "nation.result", ["central_id", "central", "phase", "sent", "valid"], _results(units, came))
        copy(cursor, "nation.quota", ["unit_id", "phase", "sent"], _quotas(units, came))
        cursor.execute("CREATE TABLE nation.folded (unit_id bigint PRIMARY KEY, folded text)")
        copy(cursor, "nation.folded", ["unit_id", "folded"], ((one.unit_id, fold(one.workplace)) for one in units))
        columns = ["sector", "n", "title", "folded", "before", "after", "kind_id", "field_id"]
        copy(cursor, "nation.story", columns, _stories(units, terms, asked))
    make(_SENDERS)


def _that_send(units: list[_Unit]) -> list[str]:
    """The central unions with somebody who sends in either phase, in the order of their codes."""
    return sorted({one.central for one in units if one.zeal == 2})


def _results(units: list[_Unit], came: dict[tuple[str, str], Result]) -> Iterator[tuple[object, ...]]:
    keys = {one.central: one.central_id for one in units}
    for (central, phase), result in came.items():
        yield keys[central], central, phase, result.sent, result.valid


def _quotas(units: list[_Unit], came: dict[tuple[str, str], Result]) -> Iterator[tuple[object, ...]]:
    under: dict[str, list[_Unit]] = defaultdict(list)
    for one in units:
        under[one.central].append(one)
    for (central, phase), result in came.items():
        zeal = {FIRST: 2, SECOND: 1}[phase]
        sending = [one for one in under[central] if one.zeal >= zeal]
        least = 1 if result.sent >= len(sending) else 0  # who takes part sends something, where there is enough
        parts = shared(result.sent - least * len(sending), [one.weight for one in sending])
        yield from (
            (one.unit_id, phase, least + part) for one, part in zip(sending, parts, strict=True) if least + part
        )


def _stories(units: list[_Unit], terms: Terms, asked: Asked) -> Iterator[tuple[object, ...]]:
    for sector in sorted({one.sector for one in units}):
        told = stories_of(sector, terms, count=asked.stories, seed=asked.seed)
        yield from ((sector, n, *story) for n, story in enumerate(told))
