"""The files that leave: the one to begin with, and the officer's own with what is wrong in it."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.text import fold
from sangkien.files import store
from sangkien.files.models import StoredFile
from sangkien.intake.models import Batch, Row
from sangkien.intake.queries import tellable
from sangkien.intake.rules import BRING
from sangkien.intake.states import Pile
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme, TermList
from sangkien.programmes.queries import current
from sangkien.spreadsheets import read
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.intake.blank import Blank, workbook
from sangkien.web.intake.given_back import Fault, Marked, given_back
from sangkien.web.intake.lists import BRINGING, batch_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_UNITS = 5_000


@wearing(*BRINGING)
@never_cache
@require_safe
def blank(request: Request) -> HttpResponse:
    """The file to begin with: for the hat's own union and the programme of the day, or those of the address."""
    actor = request.visit.actor
    units = Organisation.objects.named(on=actor.on)
    unit = get_for(actor, BRING, units, code=request.GET.get("don-vi") or actor.office.code)
    code = request.GET.get("chuong-trinh")
    programme = Programme.objects.filter(code=code, rehearsal=False).first() if code else current(actor.on)
    if programme is None:
        raise Http404
    return sent(workbook(_blank(unit, programme, actor)), f"mau-nhap-sang-kien-{unit.code.lower()}.xlsx")


def _blank(unit: Organisation, programme: Programme, actor: Actor) -> Blank:
    edition = programme.edition
    terms = edition.terms()
    window = edition.applied
    return Blank(
        unit=unit.name or unit.code,
        programme=programme.name,
        units=_below(unit, actor),
        fields=[term.name for (kind, _code), term in terms.items() if kind == TermList.FIELD],
        forms=[term.name for (kind, _code), term in terms.items() if kind == TermList.RECOGNITION],
        applied=(
            window.lower if window else None,
            window.upper - timedelta(days=1) if window and window.upper else None,
        ),
        mark=secrets.token_hex(4).upper(),
    )


def _below(unit: Organisation, actor: Actor) -> Sequence[str]:
    """The grassroots unions to choose from; none for one of them."""
    taking = Organisation.objects.under(unit, on=actor.on).filter(
        classifications__valid__contains=actor.on, classifications__kind__takes_dossiers=True
    )
    named = Organisation.objects.filter(pk__in=taking.values("pk")).exclude(pk=unit.pk).named(on=actor.on)
    return sorted((one.name for one in named[:_MOST_UNITS] if one.name), key=fold)


@wearing(*BRINGING)
@never_cache
@require_safe
def marked(request: Request, key: UUID) -> HttpResponse:
    """The list as it came, with a column "Lỗi" and its troubled cells coloured."""
    batch = batch_for(request, key)
    with at_hand_again(batch.file) as path:
        book = read(path, batch.file.name)
        data = given_back(path.read_bytes(), book, marks_of(batch, to=request.visit.actor))
    stem = batch.file.name.rsplit(".", 1)[0]
    return sent(data, f"{stem} - {_('cần sửa')}.xlsx")


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


def sent(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
