"""One at a time, for what no row stands for yet."""

from django.db import connection


def hold(what: str) -> None:
    """Wait until nobody else holds `what`, and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
