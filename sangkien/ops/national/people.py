"""The people of a made nation: officers of every union, who sign in by its code, and workers with a phone.

Assumed: in a quarter of the unions an officer types for all; elsewhere every third dossier has a sender of its own.
Officers' user names are the code of their union in small letters: `ldld-001` and `ldld-001.2` review, `cs-00000012` and
`cs-00000012.2` are those of a grassroots union, `ldld-thanh-hoa.ld` leads. Phones begin with 030, which nobody has.
"""

from functools import partial
from itertools import islice
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection

from sangkien.base.text import fold
from sangkien.ops.demo import names
from sangkien.ops.demo.load import BEGINS, PASSWORD
from sangkien.ops.national.bulk import copy
from sangkien.ops.national.site import Asked, make

_NAMES = (
    "CREATE TABLE nation.name (n int GENERATED ALWAYS AS IDENTITY (MINVALUE 0) PRIMARY KEY, said text, folded text)"
)

_PEOPLE = """
CREATE TABLE nation.person AS
SELECT p.*, m.said AS full_name, m.folded AS folded_name,
       (SELECT max(id) FROM accounts_person) + row_number() OVER (ORDER BY unit_id, role, k) AS person_id,
       CASE WHEN role = 'WORKER' THEN '+8430' || 1000000 + row_number() OVER (ORDER BY role = 'WORKER', unit_id, k) END
           AS phone
FROM (
    SELECT unit_id, 'GRASSROOTS_OFFICER' AS role, k, lower(code) || CASE k WHEN 0 THEN '' ELSE '.2' END AS login
    FROM nation.unit CROSS JOIN generate_series(0, CASE WHEN sends THEN 1 ELSE 0 END) AS k
    UNION ALL
    SELECT o.id, 'REVIEWER', k, lower(o.code) || CASE k WHEN 0 THEN '' ELSE '.2' END
    FROM organisations_organisation o CROSS JOIN generate_series(0, 1) AS k
    WHERE o.id IN (SELECT superior_id FROM nation.unit)
    UNION ALL
    SELECT o.id, 'LEADER', 0, lower(o.code) || '.ld' FROM organisations_organisation o
    WHERE o.id IN (SELECT central_id FROM nation.unit UNION SELECT chain[cardinality(chain)] FROM nation.unit)
    UNION ALL
    SELECT unit_id, 'WORKER', k, NULL FROM nation.unit CROSS JOIN generate_series(0, senders - 1) AS k
) p
JOIN nation.name m
  ON m.n = nation.name_of(p.unit_id * 1000 + p.k + CASE role WHEN 'REVIEWER' THEN 900 ELSE 0 END, role <> 'WORKER');
CREATE UNIQUE INDEX ON nation.person (unit_id, role, k);
INSERT INTO accounts_person (id, full_name, username, phone, password, vouched_at, vouched_by, is_active)
SELECT person_id, full_name, login, phone, %(password)s, %(at)s, 'UNION', true FROM nation.person ORDER BY person_id;
INSERT INTO accounts_appointment (person_id, organisation_id, role, valid)
SELECT person_id, unit_id, role, daterange('2021-01-01', NULL) FROM nation.person WHERE role <> 'WORKER';
SELECT setval(pg_get_serial_sequence('accounts_person', 'id'), max(id)) FROM accounts_person;
ANALYZE nation.person;
"""


def settle(asked: Asked) -> None:
    """Everybody, with their appointments."""
    _name(asked)
    make(_PEOPLE, {"password": make_password(PASSWORD), "at": BEGINS})


def _name(asked: Asked) -> None:
    rng = Random(f"{asked.seed}/names")
    officers = [names.full_name(rng) for _number in range(asked.officers)]
    taken = set(officers)
    others = (name for name in iter(partial(names.full_name, rng), None) if name not in taken)
    called = [*officers, *islice(others, asked.names - asked.officers)]
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        copy(cursor, "nation.name", ["said", "folded"], ((name, fold(name)) for name in called))
