"""The yardstick: the very rows of real submissions, inserted with no question asked.

The same tables with the same constraints, indexes and triggers, the same durability, one transaction each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model

from sangkien.audit.models import Record
from sangkien.counting.models import Entry
from sangkien.initiatives.models import Author, BenefitLine, Draft, Event, Initiative

SAMPLES = 40


@dataclass(frozen=True)
class Insert:
    """The rows of one table that one submission wrote. `own` are the places (row, column) of what each submission
    has for itself: its key, its code, the number of its dossier."""

    statement: str
    values: tuple[Any, ...]
    own: dict[int, str]

    def filled(self, told: dict[str, Any]) -> list[Any]:
        """The values with a submission's own."""
        return [told[self.own[place]] if place in self.own else value for place, value in enumerate(self.values)]


class Plain:
    """Rows that real submissions wrote, to be written again and again."""

    def __init__(self) -> None:
        newest = Initiative.objects.order_by("-pk")[:SAMPLES]
        self._samples = [[_insert(rows) for rows in _written(initiative) if rows] for initiative in newest]
        self._turn = count()

    def insert(self) -> None:
        """One submission's rows, in one transaction of the current connection."""
        turn = next(self._turn)
        key = uuid4()
        told: dict[str, Any] = {"key": key, "code": f"X-{key.hex[:20]}"}
        with transaction.atomic(), connection.cursor() as cursor:
            for insert in self._samples[turn % len(self._samples)]:
                cursor.execute(insert.statement, insert.filled(told))
                if "initiative" not in told and "initiatives_initiative" in insert.statement:
                    told["initiative"] = cursor.fetchone()[0]
                    told["target"] = str(told["initiative"])


def _written(initiative: Initiative) -> list[list[Model]]:
    """Everything that sending this dossier wrote, table by table, in the order in which it can be written."""
    of_it = {"target_type": Initiative._meta.label_lower, "target_id": str(initiative.pk)}
    return [
        [Draft.objects.get(key=initiative.key)],
        [initiative],
        list(Author.objects.filter(initiative=initiative)),
        list(BenefitLine.objects.filter(initiative=initiative)),
        list(Event.objects.filter(initiative=initiative)),
        list(Entry.objects.filter(initiative_id=initiative.pk)),
        list(Record.objects.filter(**of_it)),
    ]


# What a submission has for itself, by table and column.
_OWN = {
    (Draft, "key"): "key",
    (Initiative, "key"): "key",
    (Initiative, "code"): "code",
    (Author, "initiative_id"): "initiative",
    (BenefitLine, "initiative_id"): "initiative",
    (Event, "initiative_id"): "initiative",
    (Entry, "initiative_id"): "initiative",
    (Record, "target_id"): "target",
}


def _insert(rows: Sequence[Model]) -> Insert:
    model = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = [str(field.column) for field in fields]
    row = f"({', '.join(['%s'] * len(columns))})"
    own = {
        line * len(columns) + place: _OWN[model, column]
        for line in range(len(rows))
        for place, column in enumerate(columns)
        if (model, column) in _OWN
    }
    values = tuple(
        field.get_db_prep_save(getattr(each, field.attname), connection) for each in rows for field in fields
    )
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {', '.join([row] * len(rows))}"
    return Insert(f"{into} RETURNING id", values, own)
