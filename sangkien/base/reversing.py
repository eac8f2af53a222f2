"""Migrations that are taken back: what the release before has no word for keeps them where they are."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError
from django.db.migrations import RunPython
from django.db.models import QuerySet


def stays_while(found: Callable[[Any], "QuerySet[Any]"], why: str) -> RunPython:
    """Not taken back as long as there is any of `found` (of the apps of that day). `why` says what they are and what to
    do, in both languages, with their number as `{n}`. Stands last among the operations, so that it is asked first."""

    def refuse(apps: Any, schema_editor: Any) -> None:
        if n := found(apps).count():
            raise CommandError(why.format(n=n))

    return RunPython(RunPython.noop, refuse)
