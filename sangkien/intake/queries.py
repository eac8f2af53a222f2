"""Questions: how many rows lie on which pile, and what `sangkien import` tells."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT

from sangkien.accounts.permissions import Actor
from sangkien.base.text import fold
from sangkien.files.limits import PAPERS
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.intake.contents import TERMS, Reader
from sangkien.intake.learning import terms_of
from sangkien.intake.models import Batch, Row
from sangkien.intake.rules import HANDLE
from sangkien.intake.states import Pile
from sangkien.intake.understanding import Field
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


@dataclass(frozen=True)
class Wording:
    """What rows say in a column, in how many of them, and the code of what it means, empty where nobody knows."""

    text: str
    count: int
    means: str


def wordings_of(batch: Batch) -> dict[Field, list[Wording]]:
    """What the rows say where an entry of a list is meant, the most frequent first; and the names of unions that are
    not clear, or were explained. A hundred of each at most. Six queries."""
    terms = terms_of(batch)
    reader = Reader(batch.edition, {TERMS: terms})
    units = terms.get(Field.UNIT.value, {})
    told = {of: _said_in(batch.rows.all(), _WHERE[of]) for of in (Field.KIND, Field.FIELD, Field.RECOGNITION)}
    found = {
        of: [Wording(text, count, reader.meant(of, text)) for text, count in said.items()] for of, said in told.items()
    }
    names = {**_said_in(_of_unclear_unions(batch), _WHERE[Field.UNIT]), **_explained(batch, units)}
    return found | {Field.UNIT: [Wording(text, count, units.get(fold(text), "")) for text, count in names.items()]}


_WHERE = {  # of what was read of a row
    Field.KIND: KT("told__texts__kind"),
    Field.FIELD: KT("told__field"),
    Field.RECOGNITION: KT("told__texts__recognition_form"),
    Field.UNIT: KT("told__unit"),
}
_UNCLEAR_UNITS = ("unit_doubtful", "unit_unknown", "other_firm")
EXPLAINED = (*_UNCLEAR_UNITS, "unknown_kind", "unknown_field")  # what explaining a wording puts right
_MOST_WORDINGS = 100


def _said_in(rows: "QuerySet[Row]", where: Combinable) -> dict[str, int]:
    """One of each that is the same but for marks and case, with the number of rows."""
    said = rows.annotate(said=where).exclude(said=None).exclude(said="").order_by()
    counts = said.values_list("said").annotate(n=Count("pk")).order_by("-n", "said")[: 3 * _MOST_WORDINGS]
    found: dict[str, tuple[str, int]] = {}
    for text, count in counts:
        first, before = found.get(fold(text), (text, 0))
        found[fold(text)] = (first, before + count)
    some = sorted(found.items(), key=lambda one: -one[1][1])[:_MOST_WORDINGS]
    return {text: count for folded, (text, count) in some if folded}


def _of_unclear_unions(batch: Batch) -> "QuerySet[Row]":
    unclear = [Q(troubles__contains=[{"code": code}]) for code in _UNCLEAR_UNITS]
    return batch.rows.filter(reduce(or_, unclear), pile=Pile.TO_FIX).exclude(typed__has_key=Field.UNIT.value)


def _explained(batch: Batch, units: Mapping[str, str]) -> dict[str, int]:
    """Names that an officer explained, as far as the list has them."""
    if not units:
        return {}
    return {
        text: count for text, count in _said_in(batch.rows.all(), _WHERE[Field.UNIT]).items() if fold(text) in units
    }


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
