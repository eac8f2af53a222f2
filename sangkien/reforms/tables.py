"""The tables whose rows a decision may write, and what their traces know."""

from django.db import connection

from sangkien.reforms.models import Reform

TABLES = (
    "organisations_organisation",
    "organisations_externalcode",
    "organisations_unitname",
    "organisations_classification",
    "organisations_placement",
    "organisations_succession",
    "accounts_appointment",
)


def changed_since(reform: Reform, table: str) -> list[int]:
    """Keys of the rows of a table that are no longer as the decision left them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reforms_changed_since(%s, %s)", [reform.pk, table])
        return [key for (key,) in cursor.fetchall()]


def put_back(reform: Reform, table: str) -> None:
    """Make the rows of a table what they were when the decision found them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reforms_put_back(%s, %s)", [reform.pk, table])
