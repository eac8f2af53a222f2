"""One at a time, for what no row stands for yet."""

from django.db import connection


def hold(*what: str) -> None:
    """Wait until nobody else holds any of these, one after the other, and hold them until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(one, 0)) FROM unnest(%s::text[]) one", [[*what]])
