"""What the database refuses by itself, whoever asks: a raw write that must fail, and by which rule."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import Error, connection, transaction


@contextmanager
def refused(rule: str) -> Iterator[None]:
    """The write inside is refused by this constraint or trigger and no other, at once or when the transaction ends."""
    with pytest.raises(Error) as no, transaction.atomic():
        yield
        connection.check_constraints()
    told = no.value.__cause__.diag
    assert rule in (told.constraint_name, told.message_primary), (told.constraint_name, told.message_primary)


def constraints_of(room: str) -> set[str]:
    """The names of everything that the models of a room promise."""
    return {rule.name for model in apps.get_app_config(room).get_models() for rule in model._meta.constraints}


def triggers_of(room: str) -> set[str]:
    """The triggers by which a room stands guard, over its own tables or over those of a room below (then the function
    bears its name); those that only take notes refuse nothing."""
    labels = [app.label for app in apps.get_app_configs()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND p.prosrc ~* 'raise exception' AND %s = CASE"
            " WHEN split_part(p.proname, '_', 1) = ANY (%s) THEN split_part(p.proname, '_', 1)"
            " ELSE split_part(c.relname, '_', 1) END",
            [room, labels],
        )
        return {name for (name,) in cursor.fetchall()}


def untried(room: str, tried: Iterable[str]) -> set[str]:
    """What is promised and not proven, or proven and no longer promised."""
    return (constraints_of(room) | triggers_of(room)) ^ set(tried)
