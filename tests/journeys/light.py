"""Fills an empty database with the cast of the tests: `python -m tests.journeys.light`.

`python -m tests.journeys.light edition` changes the programme: those who begin now are asked by another edition.
"""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
    django.setup()
    from sangkien.ops.demo.load import PASSWORD
    from tests import cast

    if sys.argv[1:] == ["edition"]:
        from sangkien.programmes.actions import configure
        from sangkien.programmes.spec import read

        spec = read(cast.CATALOGUE / "ct1tsk.yaml")
        configure(spec.model_copy(update={"confirm_above": 9_000_000_000}), by=None, at=cast.NOW)
    else:
        call_command("migrate", interactive=False, verbosity=0)
        cast.PASSWORD = PASSWORD
        cast.seed()
