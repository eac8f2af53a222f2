"""The files that leave: the one to begin with, and the officer's own with what is wrong in it."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.text import fold
from sangkien.files import store
from sangkien.intake import actions
from sangkien.intake.marking import marked_file, name_of
from sangkien.intake.models import Batch
from sangkien.intake.rules import BRING, HANDLE
from sangkien.jobs.models import Job
from sangkien.jobs.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme, TermList
from sangkien.programmes.queries import current
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.intake.arriving import is_small
from sangkien.web.intake.blank import Blank, workbook
from sangkien.web.intake.lists import BRINGING, batch_for
from sangkien.web.jobs.waiting import to_the_end

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_UNITS = 5_000
_MOST_AT_ONCE = 3_000  # rows of which the file that goes back is made while a page waits


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
    """The list as it came, with a column "Lỗi" and its troubled cells coloured. Of a large one it is made in the
    background (`make`)."""
    batch = batch_for(request, key)
    if not is_made_at_once(batch):
        return redirect(reverse("intake-rows", args=[key]))
    return sent(marked_file(batch, to=request.visit.actor), name_of(batch))


@wearing(*BRINGING)
@posts("intake-rows")
def make(request: Request, key: UUID) -> HttpResponse:
    """The same made in the background: to where it is fetched, or to the page that says how far it is."""
    return to_the_end(actions.ask_to_mark(batch_for(request, key), by=request.visit.actor, at=request.visit.now))


@wearing(*BRINGING)
@never_cache
@require_safe
def made(request: Request, key: UUID) -> HttpResponse:
    """What was made: for whoever asked, since another may not be told of everything in it."""
    mine = Job.objects.filter(kind=actions.MARK, state=State.DONE, asked_by=request.visit.actor.person)
    job = get_object_or_404(mine, key=key)
    batch = get_for(request.visit.actor, HANDLE, Batch.objects.all(), pk=job.params["batch"])
    try:
        return sent(store.read(store.address(job.result["sha256"])), job.result["name"])
    except FileNotFoundError:
        messages.info(request, _("Tệp này đã được dọn sau hai ngày. Anh/chị bấm tải lại để có tệp mới."))
        return redirect("intake-rows", batch.key)


def is_made_at_once(batch: Batch) -> bool:
    """Is it small enough for a page to wait for?"""
    return is_small(batch.file.size) and sum(table["records"] for table in batch.tables) <= _MOST_AT_ONCE


def sent(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
