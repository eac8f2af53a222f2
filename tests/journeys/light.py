"""Fills an empty database with the cast of the tests: `python -m tests.journeys.light`."""

import os

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from tests.cast import seed

    seed()
