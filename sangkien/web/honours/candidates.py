"""Candidates of a form in a round, each with why and why not, and proposing one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible, Problem
from sangkien.honours.actions import nominate
from sangkien.honours.assessing import Assessed, Subject, assess
from sangkien.honours.facts import authored
from sangkien.honours.models import Quota
from sangkien.honours.queries import assessed_people, assessed_units, people_for
from sangkien.honours.rules import NOMINATE, OFFICERS
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.organisations.models import Organisation
from sangkien.web.certificates.asked import is_key
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.honours.asked import quota_of
from sangkien.web.honours.forms import NominationForm, OtherForm

A_PAGE = 20


@dataclass(frozen=True)
class Candidate:
    """One line of the page: who, a person with their union, and all reasons; `mark` leads to proposing them, and names
    nobody."""

    assessed: Assessed
    name: str
    unit: str
    mark: str


@wearing(*OFFICERS)
@require_safe
def candidates_page(request: Request, key: int, form: str) -> HttpResponse:
    """Of the actor's union and those below it: whoever made most first; of collectives those whom the rules propose, or
    for who only proposes, each of its own."""
    quota = quota_of(request, key, form)
    may_nominate(request)
    page, found, marks = _asked(request, quota)
    names = {unit.pk: unit for unit in _named([one.subject.unit.pk for one in found], request)}
    lines = [_line(one, names[one.subject.unit.pk], mark) for one, mark in zip(found, marks, strict=True)]
    return TemplateResponse(request, "honours/candidates.html", {"quota": quota, "page": page, "lines": lines})


def may_nominate(request: Request) -> None:
    """404 for whoever may propose nobody."""
    actor = request.visit.actor
    get_for(actor, NOMINATE, Organisation.objects.all(), pk=actor.office.pk)


def _line(assessed: Assessed, unit: Organisation, mark: str) -> Candidate:
    person = assessed.subject.full_name
    return Candidate(assessed, person or unit.name, unit.short_name if person else "", mark)


def _asked(request: Request, quota: Quota) -> tuple["Page[Any]", list[Assessed], list[str]]:
    actor, asked = request.visit.actor, request.GET.get("page")
    below = Organisation.objects.under(actor.office, on=actor.on)
    if quota.form.is_personal:
        page = Paginator(people_for(quota).filter(initiative__unit__in=below.values("pk")), A_PAGE).get_page(asked)
        rows = list(page)
        return page, assessed_people(quota, rows), [f"tac-gia={row['last']}" for row in rows]
    if actor.office == quota.round.unit:
        page = Paginator(assessed_units(quota), A_PAGE).get_page(asked)
        found = list(page)
    else:
        page = Paginator(below.order_by("code"), A_PAGE).get_page(asked)
        found = assess(quota, [Subject(unit) for unit in page])
    return page, found, [f"don-vi={one.subject.unit.code}" for one in found]


def _named(keys: list[int], request: Request) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=keys).named(on=request.visit.actor.on))


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def nominate_page(request: Request, key: int, form: str) -> HttpResponse:
    """What the rules say of them, and why the union proposes them."""
    quota = quota_of(request, key, form)
    may_nominate(request)
    subject = _subject(request, quota)
    [assessed] = assess(quota, [subject])
    first = {"dossiers": ", ".join(made.initiative.code for made in assessed.made[:5])}
    asked = NominationForm(request.POST or None, request.FILES or None, initial=first)
    [unit] = _named([subject.unit.pk], request)
    page = {"quota": quota, "assessed": assessed, "name": subject.full_name or unit.name, "unit": unit}
    return _answered(request, asked, lambda: _proposed(request, quota, subject, asked), page)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def other_page(request: Request, key: int, form: str) -> HttpResponse:
    """Somebody whom no list of candidates has, such as a person without a dossier."""
    quota, actor = quota_of(request, key, form), request.visit.actor
    may_nominate(request)
    initial = {"unit": actor.office.code}
    asked = OtherForm(request.POST or None, request.FILES or None, initial=initial, form=quota.form)
    page: dict[str, Any] = {"quota": quota}

    def proposed() -> int:
        subject = asked.subject(Organisation.objects.under(actor.office, on=actor.on))
        [page["assessed"]] = assess(quota, [subject])
        return _proposed(request, quota, subject, asked)

    return _answered(request, asked, proposed, page)


def _answered(
    request: Request, asked: NominationForm, propose: Callable[[], int], page: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and asked.is_valid():
        try:
            made = propose()
        except NotPossible as no:
            asked.put(no.problems)
        else:
            messages.success(request, _("Đã ghi đề nghị."))
            return redirect("nomination", key=made)
    return TemplateResponse(
        request, "honours/nominate.html", page | {"form": asked}, status=422 if asked.errors else 200
    )


def _subject(request: Request, quota: Quota) -> Subject:
    """An author of something recognised in the round, or a union; of the actor's own union and those below it."""
    actor = request.visit.actor
    below = Organisation.objects.under(actor.office, on=actor.on)
    if quota.form.is_personal:
        asked = request.GET.get("tac-gia", "")
        authors = authored(quota.round).filter(initiative__unit__in=below.values("pk"))
        found = authors.filter(pk=asked).select_related("initiative__unit").first() if is_key(asked) else None
        if found is None:
            raise Http404
        return Subject(found.initiative.unit, found.identity, found.full_name)
    unit = below.filter(code=request.GET.get("don-vi", "").replace("\0", "")).first()
    if unit is None:
        raise Http404
    return Subject(unit)


def _proposed(request: Request, quota: Quota, subject: Subject, asked: NominationForm) -> int:
    actor, said = request.visit.actor, asked.cleaned_data
    dossiers = list(actor.among(SEE, Initiative.objects.filter(code__in=asked.codes)))
    if unknown := sorted(set(asked.codes) - {one.code for one in dossiers}):
        text = _("Không tìm thấy hồ sơ: %(codes)s") % {"codes": ", ".join(unknown[:5])}
        raise NotPossible([Problem(code="no_dossier", field="dossiers", text=text)])
    words = {"achievement": said["achievement"], "beside": said["beside"]}
    exhibits: Any = {"dossiers": dossiers, "papers": asked.papers}
    return nominate(quota, subject, **words, **exhibits, by=actor, at=request.visit.now).pk
