"""The lists of pages as files: every line that the page would show, not only those of one page of it.

A list's file lies beside its page, at `….<form:form>`, behind the same door; who takes it may see it line by line.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from sangkien.organisations.models import Organisation
from sangkien.web.data.answering import Form, send
from sangkien.web.data.sheets import Cell, Column, Sheet
from sangkien.web.doors import Request
from sangkien.web.templatetags.components import moment

AT_ONCE = 500
"""So many lines are made at a time."""

M = TypeVar("M", bound=Model)
L = TypeVar("L")
Facts = Sequence[tuple[str, str]]


def send_list(
    request: Request,
    form: Form,
    *,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    facts: Facts = (),
) -> HttpResponseBase:
    """The list as a file, with whose it is and when it was taken."""
    actor = request.visit.actor
    told = [*_office(request), *facts, (_("Thời điểm"), _("lúc %(moment)s") % {"moment": moment(request.visit.now)})]
    return send(Sheet(f"{name}-{actor.on.isoformat()}", title, told, columns, rows), form, by=request.visit)


def in_parts(found: "QuerySet[M]", lines: Callable[[list[M]], Iterable[L]]) -> Iterator[L]:
    """What the page makes of its things, `AT_ONCE` of them at a time, in their order. They are asked for once, so that
    none is left out or told twice when others come and go meanwhile."""
    every = found.iterator(chunk_size=AT_ONCE)
    while some := list(islice(every, AT_ONCE)):
        yield from lines(some)


def _office(request: Request) -> Facts:
    unit = request.visit.actor.unit
    named = Organisation.objects.named(on=request.visit.actor.on).filter(pk=unit.pk) if unit else ()
    return [(_("Đơn vị"), one.name) for one in named]
