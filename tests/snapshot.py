"""The small province, made once a process through the product's own actions and then put back as rows.

Seeding takes a fifth of a second, and nearly every test begins with it. The rows were let in by every constraint and
trigger when they were made; putting the same rows back into an empty database asks none of them again.
"""

from collections.abc import Callable

from django.db import ProgrammingError, connection, transaction

_rows: dict[str, bytes] = {}


def seeded(seed: Callable[[], object]) -> None:
    """Seed the empty database: through `seed` the first time in this process, with its rows afterwards."""
    if _rows:
        _put_back()
        return
    seed()
    if _may_go_past_the_rules():
        _rows.update(_taken())


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


def _put_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in _rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                into.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
