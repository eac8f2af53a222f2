"""The small province of the tests and people to send from it, in a database that keeps what it says it keeps.

To be imported when the environment says where the home is, not before: Django is made ready here."""

from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, transaction

from sangkien.embedded import Server

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def build(home: Path, *, people: int) -> list[str]:
    """Make it; the names to sign in with. The password is that of the cast."""
    Server(home).ensure_running()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        for setting, wanted in DURABLE.items():
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == (wanted,), setting
    logins = _people(people)
    connection.close()  # this database is about to be killed
    return logins


@transaction.atomic
def _people(count: int) -> list[str]:
    from sangkien.accounts.models import Person
    from tests.cast import seed

    cast = seed()
    logins = [f"tho{number}" for number in range(1, count + 1)]
    password = cast.person("lan").password
    for login in logins:
        Person.objects.create(username=login, full_name=f"Thợ {login}", password=password)
    return logins
