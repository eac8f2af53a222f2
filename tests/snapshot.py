"""The small province, made once a process through the product's own actions and then put back as rows.

Seeding takes a fifth of a second, and nearly every test begins with it. The rows were let in by every constraint and
trigger when they were made; putting the same rows back into an empty database asks none of them again. They are kept
beside the tables, in a schema that the product knows nothing of, so that one question puts all of them back.
"""

from collections.abc import Callable
from typing import LiteralString

from django.db import ProgrammingError, connection, transaction
from psycopg import sql

SCHEMA = "kept_for_tests"
_kept: set[str] = set()  # the schemas that this process has filled


def seeded(seed: Callable[[], object], schema: str = SCHEMA) -> None:
    """Seed the empty database: through `seed` the first time in this process, with its rows afterwards."""
    if schema in _kept:
        _put_back(schema)
        return
    seed()
    if _may_go_past_the_rules():
        _keep(_taken(), schema)
        _kept.add(schema)


def _may_go_past_the_rules() -> bool:
    """Only a superuser of the database may; elsewhere every test seeds anew."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL session_replication_role = origin")
    except ProgrammingError:
        return False
    return True


def _taken() -> dict[str, bytes]:
    connection.check_constraints()
    tables = [name for name in connection.introspection.table_names() if not name.startswith(("django_", "auth_"))]
    found = {name: _copied(name) for name in tables}
    return {name: rows for name, rows in found.items() if rows}


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as out:
        return b"".join(out)


def _keep(rows: dict[str, bytes], schema: str) -> None:
    """Through a connection of its own: what the test does meanwhile is taken back, this is not."""
    anew = sql.SQL("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}").format(sql.Identifier(schema))
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(anew)
            for table, lines in rows.items():
                cursor.execute(_of(table, schema, "CREATE TABLE {kept} (LIKE {table})"))
                with cursor.copy(_of(table, schema, "COPY {kept} FROM STDIN")) as into:
                    into.write(lines)
            cursor.execute(_putting_back(list(rows), schema))
    finally:
        beside.close()


def _putting_back(tables: list[str], schema: str) -> sql.Composed:
    inserts = [_of(table, schema, "INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {kept};") for table in tables]
    body = sql.Literal(f"BEGIN {sql.SQL(' ').join(inserts).as_string()} END")
    name = sql.Identifier(schema, "put_back")
    past_the_rules = "RETURNS void LANGUAGE plpgsql SET session_replication_role = replica"
    return sql.SQL("CREATE FUNCTION {}() " + past_the_rules + " AS {}").format(name, body)


def _of(table: str, schema: str, statement: LiteralString) -> sql.Composed:
    return sql.SQL(statement).format(table=sql.Identifier(table), kept=sql.Identifier(schema, table))


def _put_back(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}()").format(sql.Identifier(schema, "put_back")))
