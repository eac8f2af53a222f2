"""The log of the tree: every decision, the newest effect first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.text import forbidden, one_line
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import Deed, deeds, listed, planned, years
from sangkien.reforms.rules import READING
from sangkien.reforms.spec import understand
from sangkien.web.doors import Request, wearing
from sangkien.web.reforms.words import State, state_of, summary
from sangkien.web.review.desk import names_of

A_PAGE = 20
_MOST_LETTERS = 100


@dataclass(frozen=True)
class Line:
    """One decision in the list: where it stands and what it does, in words."""

    reform: Reform
    state: State
    summary: str


@wearing(*READING)
@require_safe
def log(request: Request) -> HttpResponse:
    """Every decision, narrowed by year and words when asked."""
    actor = request.visit.actor
    there, text = years(actor), _words(request)
    year = _year(request, there)
    page = Paginator(listed(actor, year=year, text=text), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": _lines(list(page.object_list), actor),
        "years": there,
        "year": year,
        "text": text,
        "is_narrowed": bool(year or text),
        "may_decide": actor.holds(Role.ADMINISTRATOR),
    }
    return TemplateResponse(request, "reforms/log.html", context)


def _words(request: Request) -> str:
    typed = one_line(request.GET.get("q", "")[:_MOST_LETTERS])
    return "" if forbidden(typed) else typed


def _year(request: Request, there: Sequence[int]) -> int | None:
    return next((year for year in there if str(year) == request.GET.get("nam")), None)


def _lines(reforms: Sequence[Reform], actor: Actor) -> list[Line]:
    done = deeds(reforms)
    into = [deed.into for of_one in done.values() for deed in of_one if deed.into]
    names = names_of(into, on=max([actor.on, *(reform.effective for reform in reforms)]))
    return [Line(reform, state_of(reform, actor.on), _summary(reform, done, names)) for reform in reforms]


def _summary(reform: Reform, done: Mapping[int, Sequence[Deed]], names: Mapping[int, Any]) -> str:
    return summary(done[reform.pk] or planned(understand(reform.plan)), names)
