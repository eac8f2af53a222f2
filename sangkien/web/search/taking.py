"""What a search found, as a file: every dossier that answers, the newest first."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.search.queries import Order, find
from sangkien.search.rules import Reader
from sangkien.triage.actions import take_along
from sangkien.triage.models import List
from sangkien.web.data import dossiers
from sangkien.web.data.answering import Form, send
from sangkien.web.data.sheets import Cell, Sheet
from sangkien.web.doors import Request, wearing
from sangkien.web.review.page import OFFICERS
from sangkien.web.search.filters import INSIDE, Sieve
from sangkien.web.search.hits import inside_hits
from sangkien.web.templatetags.components import moment


@wearing(*OFFICERS)
@require_safe
@never_cache
def search_file(request: Request, form: Form) -> HttpResponseBase:
    """All hits of the officers' search as a file; what is taken is written down. 404 where nothing was asked."""
    actor = request.visit.actor
    sieve = Sieve(request.GET, INSIDE, on=actor.on)
    if not sieve.narrows:
        raise Http404
    take_along(List.RECORDS, sieve.query, form=form.ending, by=actor, at=request.visit.now)
    return send(_sheet(actor, sieve, until=moment(request.visit.now)), form, by=request.visit)


def _sheet(actor: Actor, sieve: Sieve, *, until: str) -> Sheet:
    asked = [sieve.question.typed, *(chip.label for chip in sieve.chips)]
    facts = [
        (_("Tìm"), "; ".join(part for part in asked if part)),
        (_("Thời điểm"), _("lúc %(moment)s") % {"moment": until}),
        (_("Thứ tự"), _("mới nhất trước, nhiều nhất %(n)s hồ sơ") % {"n": format_int(dossiers.MOST)}),
    ]
    name = f"tim-{actor.office.code}-{actor.on.isoformat()}"
    return Sheet(name, _("Hồ sơ tìm thấy"), facts, dossiers.columns(), _lines(actor, sieve))


def _lines(actor: Actor, sieve: Sieve) -> Iterator[list[Cell]]:
    asked = replace(sieve.asked, order=Order.NEWEST, place="")
    for _piece in range(dossiers.MOST // dossiers.AT_ONCE):
        found = find(asked, Reader(actor), size=dossiers.AT_ONCE)
        for hit in inside_hits(found.keys, found.question, actor):
            yield dossiers.cells(hit.initiative, unit=hit.unit)
        if not found.following:
            return
        asked = replace(asked, place=found.following)
