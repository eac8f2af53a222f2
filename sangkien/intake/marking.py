"""What is wrong with the rows of a list, as it is written into the file that goes back to the officer."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.files import store
from sangkien.files.models import StoredFile
from sangkien.intake.given_back import Fault, Marked, given_back
from sangkien.intake.models import Batch, Row
from sangkien.intake.queries import tellable
from sangkien.intake.states import Pile
from sangkien.spreadsheets import read


def marked_file(batch: Batch, *, to: Actor) -> bytes:
    """The list as it came, with a column "Lỗi" and its troubled cells coloured, for this reader."""
    with at_hand_again(batch.file) as path:
        book = read(path, batch.file.name)
        return given_back(path.read_bytes(), book, marks_of(batch, to=to))


def name_of(batch: Batch) -> str:
    """What the file that goes back is called."""
    return f"{batch.file.name.rsplit('.', 1)[0]} - {_('cần sửa')}.xlsx"


@contextmanager
def at_hand_again(file: StoredFile) -> Iterator[Path]:
    """A list that was kept, as a file for a reader."""
    with NamedTemporaryFile() as copy:
        copy.write(store.read(store.address(file.sha256)))
        copy.flush()
        yield Path(copy.name)


def marks_of(batch: Batch, *, to: Actor) -> dict[str, Marked]:
    """What is to be said of each sheet to this reader; nothing of entered rows that the file no longer has. Four
    queries."""
    told = tellable(Row.objects.filter(batch=batch, pile=Pile.DUPLICATE).only("likes").iterator(), to=to)
    faults: dict[str, dict[int, list[Fault]]] = defaultdict(dict)
    keys: dict[str, dict[int, str]] = defaultdict(dict)
    for row in Row.objects.filter(batch=batch, number__gt=0).order_by("place").iterator():
        keys[row.sheet][row.number] = row.own_key or str(row.draft_key)
        if found := list(_faults(row, batch.tables[row.table], told)):
            faults[row.sheet][row.number] = found
    heads: dict[str, list[int]] = defaultdict(list)
    for table in batch.tables:
        if table["header_row"] and table["records"]:
            heads[table["sheet"]].append(table["header_row"] + table["header_rows"] - 1)
    return {sheet: Marked(heads[sheet], faults[sheet], keys[sheet]) for sheet in keys}


def _faults(row: Row, table: Mapping[str, Any], told: Collection[str]) -> Iterator[Fault]:
    if row.pile in (Pile.TO_FIX, Pile.LEFT_OUT):
        for trouble in row.troubles:
            if trouble["blocks"]:
                yield Fault(trouble["column"], _at_its_column(trouble, table["headings"]))
    elif row.pile == Pile.DUPLICATE:
        yield from (Fault(None, _like(like, told)) for like in row.likes)


def _at_its_column(trouble: Mapping[str, Any], headings: Sequence[str]) -> str:
    at = trouble["column"]
    heading = headings[at] if at is not None and at < len(headings) else ""
    return f"{heading}: {trouble['message']}" if heading else str(trouble["message"])


def _like(like: Mapping[str, Any], told: Collection[str]) -> str:
    if like["code"] and like["code"] not in told:
        return _("Nghi trùng một sáng kiến khác đã có")
    if like["code"]:
        return _("Nghi trùng hồ sơ %(code)s: “%(title)s”") % {"code": like["code"], "title": like["title"]}
    return _("Nghi trùng dòng %(row)s của tệp") % {"row": like["row"]}
