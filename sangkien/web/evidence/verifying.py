"""Đánh giá lại sau một năm: the list of what is due, one value, its sheet for paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Stale
from sangkien.evidence import actions
from sangkien.evidence.queries import due_for, seen_due, verifications_of
from sangkien.evidence.rules import VERIFY, due_on, missing_in, too_early, used_since
from sangkien.initiatives.levels import level_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.reckoning import formula_of
from sangkien.initiatives.rules import SEE
from sangkien.organisations.models import Organisation
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.evidence.forms import VerificationForm
from sangkien.web.evidence.worth import worth_of
from sangkien.web.people.forms import Seen
from sangkien.web.stretches import MOST_COUNTED, counted

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One dossier that is due, with its union's name and the days."""

    initiative: Initiative
    unit: str
    since: date
    due: date
    level: str


@wearing(*OFFICERS)
@require_safe
def values_due(request: Request) -> HttpResponse:
    """What the hat may look at again; for who oversees, what the unions below have to. `sau`: after which dossier."""
    actor = request.visit.actor
    waiting = _waiting(actor)
    shown = list(_after(waiting, request.GET.get("sau", "")).select_related("unit")[: A_PAGE + 1])
    number = counted(waiting)
    context = {
        "rows": _rows(shown[:A_PAGE], on=actor.on),
        "next": shown[A_PAGE - 1].pk if len(shown) > A_PAGE else None,
        "number": min(number, MOST_COUNTED),
        "is_more": number > MOST_COUNTED,
        "own": _looks_again(actor),
        "unit": Organisation.objects.named(on=actor.on).filter(pk=actor.office.pk).first(),
    }
    return TemplateResponse(request, "evidence/values_due.html", context)


@wearing(*OFFICERS)
@require_safe
def values_due_file(request: Request, form: Form) -> HttpResponseBase:
    """The whole list as a file."""
    actor = request.visit.actor
    return send_list(
        request,
        form,
        name="danh-gia-lai",
        title=_("Đánh giá lại giá trị sau một năm"),
        columns=[
            Column("code", _("Mã hồ sơ")),
            Column("title", _("Sáng kiến")),
            Column("unit", _("Đơn vị")),
            Column("since", _("Áp dụng từ"), Kind.DAY),
            Column("due", _("Đến hạn"), Kind.DAY, _("một năm sau ngày áp dụng")),
            Column("benefit_vnd", _("Giá trị kê khai"), Kind.DONG, _("giá trị một năm do tác giả kê khai")),
            Column("level", _("Mức xác nhận")),
        ],
        rows=map(_cells, in_parts(_waiting(actor).select_related("unit"), lambda some: _rows(some, on=actor.on))),
    )


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_value(request: Request, code: str) -> HttpResponse:
    """One value: what was declared and by whom it is attested, what was found before, and the questions."""
    initiative = _seen(request, code)
    if request.method != "POST":
        return _page(request, initiative, VerificationForm())
    form = VerificationForm(request.POST, request.FILES)
    readable = form.is_valid()
    try:
        found = form.found()
        if not readable:
            form.put(problem for problem in missing_in(found) if problem.field not in form.errors)
            return _page(request, initiative, form, status=422)
        seen = Seen(request.POST).seen()
        actions.verify(initiative, found, seen=seen, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, initiative, form, status=409 if isinstance(no, Stale) else 422)
    messages.success(request, _("Đã ghi kết quả đánh giá lại của hồ sơ %(code)s.") % {"code": initiative.code})
    return redirect("values-due")


@wearing(*OFFICERS)
@require_safe
def value_sheet(request: Request, code: str) -> HttpResponse:
    """The sheet to take along to the workplace, to be filled in and signed by hand."""
    initiative = _seen(request, code)
    return TemplateResponse(request, "evidence/value_sheet.html", _told(initiative, on=request.visit.actor.on))


# Helpers ----------------------------------------------------------------------------------------------------


def _seen(request: Request, code: str) -> Initiative:
    """The dossier, if the hat may see it and it has a value; otherwise 404."""
    read = Initiative.objects.filter(VERIFY.rules[0].when).select_related("unit", "field").prefetch_related("authors")
    return get_for(request.visit.actor, SEE, read, code=code)


def _page(request: Request, initiative: Initiative, form: VerificationForm, *, status: int = 200) -> HttpResponse:
    actor = request.visit.actor
    found = list(verifications_of(initiative))
    context = _told(initiative, on=actor.on) | {
        "form": form,
        "found": found,
        "seen": found[0].pk if found else 0,
        "may_verify": actor.may(VERIFY, initiative),
        "early": too_early(initiative, on=actor.on),
        "has_errors": status != 200,
    }
    return TemplateResponse(request, "evidence/verify_value.html", context, status=status)


def _told(initiative: Initiative, *, on: date) -> dict[str, Any]:
    return {
        "initiative": initiative,
        "unit": _names([initiative], on=on).get(initiative.unit_id, ""),
        "since": used_since(initiative),
        "due": due_on(initiative),
        "worth": worth_of(initiative, for_officers=True),
        "formula": formula_of(initiative),
    }


def _looks_again(actor: Actor) -> bool:
    return actor.holds(Role.GRASSROOTS_OFFICER, Role.REVIEWER)


def _waiting(actor: Actor) -> "QuerySet[Initiative]":
    return due_for(actor) if _looks_again(actor) else seen_due(actor)


def _after(waiting: "QuerySet[Initiative]", sau: str) -> "QuerySet[Initiative]":
    return waiting.filter(pk__gt=int(sau)) if sau.isdecimal() and len(sau) < 12 else waiting


def _rows(initiatives: Iterable[Initiative], *, on: date) -> list[Row]:
    """A line each; one query for the names."""
    shown = list(initiatives)
    names = _names(shown, on=on)
    return [Row(one, names.get(one.unit_id, ""), used_since(one), due_on(one), _level(one)) for one in shown]


def _level(initiative: Initiative) -> str:
    level = level_of(initiative)
    return str(level.label) if level else ""


def _names(initiatives: Sequence[Initiative], *, on: date) -> dict[int, str]:
    units = Organisation.objects.filter(pk__in={one.unit_id for one in initiatives}).named(on=on)
    return {unit.pk: unit.short_name or unit.name for unit in units}


def _cells(row: Row) -> list[Cell]:
    one = row.initiative
    return [one.code, one.title, row.unit, row.since, row.due, one.benefit_vnd, row.level]
