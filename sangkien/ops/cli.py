"""The command `sangkien`. Exit codes: 0 ok, 1 problems found, 2 wrong usage, 3 the environment is not ready."""

import os
import sys
from pathlib import Path

import click
import django

from sangkien.base.problems import NotPossible
from sangkien.embedded import CannotRun
from sangkien.ops import demo_clock


def main() -> None:
    """Prepare Django, run the command, turn what stands against it into a sentence and an exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
    demo_clock.heed(Path(os.environ.get("SANGKIEN_HOME", "var")))
    try:
        django.setup()
        _commands()()
    except NotPossible as no:
        _say(*(problem.text for problem in no.problems))
        sys.exit(1)
    except Exception as fault:
        if not _of_the_environment(fault):
            raise
        _say(str(fault).strip())
        sys.exit(3)


def _commands() -> click.Group:
    from sangkien.ops.commands import group

    return group


def _of_the_environment(fault: Exception) -> bool:
    """No database, a wrong setting: nothing that the command itself did wrong."""
    from django.db import OperationalError

    return isinstance(fault, CannotRun | OperationalError) or type(fault).__name__ == "BadSetting"


def _say(*sentences: str) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
