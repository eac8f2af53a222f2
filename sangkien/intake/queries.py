"""Questions: how many rows lie on which pile, and what `sangkien import` tells."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from sangkien.accounts.permissions import Actor
from sangkien.files.limits import PAPERS
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.intake.models import Batch, Row
from sangkien.intake.rules import HANDLE
from sangkien.intake.states import Pile
from sangkien.review.alike import COMPARE


def counts_of(batches: Iterable[Batch]) -> dict[int, dict[Pile, int]]:
    """How many rows of each batch, by its key, lie on each pile, 0 where none do. One query."""
    found = {batch.pk: dict.fromkeys(Pile, 0) for batch in batches}
    lying = Row.objects.filter(batch__in=found).order_by().values_list("batch", "pile").annotate(n=Count("pk"))
    for batch, pile, n in lying:
        found[batch][Pile(pile)] = n
    return found


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell; `column` from 0, None for the row as a whole."""

    sheet: str
    row: int
    column: int | None
    code: str
    message: str


def faults_of(batch: Batch, *, piles: Collection[Pile] = tuple(Pile)) -> list[Fault]:
    """Everything that stands against a row of the batch, on these piles, in the order of the file. One query."""
    rows = Row.objects.filter(batch=batch, pile__in=piles).exclude(troubles=[]).order_by("place")
    return [
        Fault(row.sheet, row.number, trouble["column"], trouble["code"], trouble["message"])
        for row in rows.iterator()
        for trouble in row.troubles
        if trouble["blocks"]
    ]


@dataclass(frozen=True)
class Kind:
    """A kind of fault, what is said of it where it is met first, and against how many rows it stands."""

    code: str
    message: str
    count: int


def common_faults(batch: Batch) -> list[Kind]:
    """What stands against the rows that are to be put right, the most frequent first. One query."""
    counts: dict[str, int] = {}
    said: dict[str, str] = {}
    found = Row.objects.filter(batch=batch, pile=Pile.TO_FIX).order_by("place").values_list("troubles", flat=True)
    for troubles in found.iterator():
        for code, message in {each["code"]: each["message"] for each in troubles if each["blocks"]}.items():
            counts[code] = counts.get(code, 0) + 1
            said.setdefault(code, message)
    kinds = [Kind(code, said[code], count) for code, count in counts.items()]
    return sorted(kinds, key=lambda kind: (-kind.count, kind.code))


def told_counts(batch: Batch) -> dict[str, Any]:
    """For programs: `ready` are those that were found ready, entered since or not."""
    lying = counts_of([batch])[batch.pk]
    return {
        "rows": sum(lying.values()),
        "ready": lying[Pile.READY] + lying[Pile.ENTERED],
        "to_fix": lying[Pile.TO_FIX],
        "duplicates": lying[Pile.DUPLICATE],
        "entered": lying[Pile.ENTERED],
        "entered_before": Row.objects.filter(batch=batch, pile=Pile.LEFT_OUT).exclude(troubles=[]).count(),
    }


def likes_of(batch: Batch) -> list[dict[str, Any]]:
    """For programs: of each row that is suspected, what it may double, a dossier's code or another row. One query."""
    rows = Row.objects.filter(batch=batch, pile=Pile.DUPLICATE).order_by("place")
    return [
        {"sheet": row.sheet, "row": row.number, "code": like["code"], "other": like["row"], "score": like["score"]}
        for row in rows.iterator()
        for like in row.likes
    ]


def tellable(rows: Iterable[Row], *, to: Actor) -> set[str]:
    """Of the dossiers that the rows may double the codes of those that this reader may be told of: whoever had the list
    checked may have seen more. Two queries."""
    codes = {like["code"] for row in rows for like in row.likes if like["code"]}
    found = dict(Initiative.objects.filter(code__in=codes).values_list("pk", "code")) if codes else {}
    return {found[key] for key in to.those(COMPARE, Initiative, found)} if found else set()


def is_list(file: StoredFile) -> bool:
    """Did the file come as a list to be entered? No other place takes spreadsheets."""
    return file.kind not in PAPERS


def may_open_list(file: StoredFile, *, by: Actor) -> bool:
    """A list tells the phones and birth dates of everybody in it: it is for whoever may handle it, also where it is the
    paper of somebody's dossier. One query."""
    of_it = Batch.objects.filter(Q(file=file) | Q(rows__dossier__recognition_paper=file))
    return by.among(HANDLE, of_it).exists()


def last_entered(batch: Batch) -> datetime | None:
    """When the newest of its dossiers was entered that still is. One query."""
    rows = Row.objects.filter(batch=batch, pile=Pile.ENTERED)
    newest: datetime | None = rows.aggregate(at=Max("dossier__submitted_at"))["at"]
    return newest
