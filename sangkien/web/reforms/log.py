"""The log of the tree: every decision, the newest effect first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.text import forbidden, one_line
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import Deed, deeds, listed, planned, years
from sangkien.reforms.rules import READING
from sangkien.reforms.spec import understand
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
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


@wearing(*READING)
@require_safe
def log_file(request: Request, form: Form) -> HttpResponseBase:
    """The same decisions as a file."""
    actor, text = request.visit.actor, _words(request)
    year = _year(request, years(actor))
    return send_list(
        request,
        form,
        name="sap-xep-to-chuc",
        title=_("Sắp xếp tổ chức"),
        columns=[
            Column("code", _("Mã quyết định")),
            Column("number", _("Số quyết định")),
            Column("signed_on", _("Ngày quyết định"), Kind.DAY),
            Column("issuer", _("Nơi ban hành")),
            Column("title", _("Quyết định")),
            Column("summary", _("Nội dung")),
            Column("effective", _("Có hiệu lực"), Kind.DAY),
            Column("state", _("Tình trạng")),
        ],
        rows=map(_cells, in_parts(listed(actor, year=year, text=text), lambda some: _lines(some, actor))),
        facts=[(_("Điều kiện lọc"), "; ".join(filter(None, [str(year or ""), text])))] if year or text else [],
    )


def _cells(line: Line) -> list[Cell]:
    one = line.reform
    said = [one.code, one.number, one.signed_on, one.issuer, one.title]
    return [*said, line.summary, one.effective, str(line.state.text)]


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
