"""The programme in plain words, and its open figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from sangkien.base.days import day_of
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, Edition, Programme, TermList, Workflow
from sangkien.programmes.queries import current
from sangkien.programmes.rules import OPENED
from sangkien.statistics.boards import board
from sangkien.statistics.figures import goal
from sangkien.statistics.opened import opened
from sangkien.statistics.stage import stage
from sangkien.statistics.stretches import Stretch, whole_stretch_on, whole_stretches
from sangkien.targets.queries import targets_of
from sangkien.web.addresses import canonical
from sangkien.web.board.mapped import mapped
from sangkien.web.board.tiles import until_when
from sangkien.web.councils.words import council_in_words
from sangkien.web.data.answering import FORMS
from sangkien.web.data.opening import UNITS, send_open
from sangkien.web.doors import Request
from sangkien.web.extensions import extensions_of
from sangkien.web.public.caching import public_page
from sangkien.web.public.home import when
from sangkien.web.public.milestones import milestone_lines
from sangkien.web.submit.questions import said


@public_page
def current_one(request: Request) -> HttpResponse:
    """The programme of the day."""
    programme = current(day_of(request.visit.now))
    if programme is None:
        return TemplateResponse(request, "public/no_programme.html", {"canonical": canonical(request)})
    return _page(request, programme)


@public_page
def one(request: Request, code: str) -> HttpResponse:
    """Any programme; an old one keeps its page."""
    return _page(request, get_object_or_404(Programme, code=code, rehearsal=False))


@public_page
def open_figures(request: Request, code: str) -> HttpResponseBase:
    """The open data of the programme by unit, at the address that links of old have."""
    return send_open(request, code, UNITS, FORMS["csv"])


def _page(request: Request, programme: Programme) -> HttpResponse:
    today = day_of(request.visit.now)
    here = _stage(programme, request)
    edition = programme.edition
    terms = edition.terms().values()
    page: dict[str, Any] = {
        "programme": programme,
        "about": programme.about_en if get_language() == "en" and programme.about_en else programme.about,
        "when": when(programme, today),
        "unit": here,
        "phases": [_with_target(stretch, here) for stretch in _whole(programme, here, request)],
        "campaigns": _campaigns(programme, request),
        "recognitions": [term for term in terms if term.list == TermList.RECOGNITION and term.counts],
        "refusals": [term for term in terms if term.list == TermList.REFUSAL_REASON],
        "papers": _papers(edition),
        "confirms": programme.workflow in {Workflow.TWO_STEPS, Workflow.THREE_STEPS, Workflow.COUNCIL},
        "endorses": programme.workflow == Workflow.THREE_STEPS,
        "council": council_in_words(edition),
        "decides": programme.workflow != Workflow.NONE,
        "edition": edition,
        "applied_until": _last_day_in(edition.applied),
        "recognised_until": _last_day_in(edition.recognised),
        "milestones": milestone_lines(programme),
        "canonical": canonical(request),
    }
    return TemplateResponse(request, "public/programme.html", page | _map(programme, here, request))


def _map(programme: Programme, here: Organisation, request: Request) -> dict[str, Any]:
    """The provinces as the public may see them: without the figures that open data leave out."""
    today = day_of(request.visit.now)
    shown = board(here, stretch=whole_stretch_on(programme, unit=here, on=today), as_of=today)
    left_out = opened(shown).hidden_units
    return mapped(request, shown, until=until_when(today, now=request.visit.now), to="unit", hiding=left_out)


@dataclass(frozen=True)
class PhaseLine:
    """A phase with what the unit is to reach in it; `target` is None where nobody set one; `extended` says
    why it ends later than planned."""

    stretch: Stretch
    target: int | None
    extended: list[str]


@dataclass(frozen=True)
class PaperLine:
    """A paper to send along; `goes_with` the forms of recognition it belongs to, empty for all."""

    name: str
    hint: str
    required: bool
    goes_with: str


@dataclass(frozen=True)
class CampaignLine:
    """A campaign with the name of the union that set it."""

    campaign: Campaign
    organiser: str


def _stage(programme: Programme, request: Request) -> Organisation:
    return stage(programme, on=day_of(request.visit.now))


def _whole(programme: Programme, here: Organisation, request: Request) -> list[Stretch]:
    return whole_stretches(programme, unit=here, on=day_of(request.visit.now))


def _with_target(stretch: Stretch, here: Organisation) -> PhaseLine:
    targets = targets_of([here.pk], programme=stretch.programme, phase=stretch.phase)
    return PhaseLine(stretch, goal(targets.get(here.pk)), extensions_of(stretch.programme, stretch.phase))


def _campaigns(programme: Programme, request: Request) -> list[CampaignLine]:
    opened = Q(by_unit=True, kind__in=OPENED)  # a nation's unions open thousands: each shows its own
    campaigns = list(programme.campaigns.exclude(opened).order_by("window", "pk"))
    organisers = Organisation.objects.filter(pk__in=[campaign.organiser_id for campaign in campaigns])
    names = {unit.pk: unit.short_name for unit in organisers.named(on=day_of(request.visit.now))}
    return [CampaignLine(campaign, names.get(campaign.organiser_id, "")) for campaign in campaigns]


def _papers(edition: Edition) -> list[PaperLine]:
    forms = {code: term.label for (name, code), term in edition.terms().items() if name == TermList.RECOGNITION}
    return [
        PaperLine(
            name=said(paper["name"]),
            hint=said(paper["hint"]),
            required=paper["required"],
            goes_with="; ".join(label for code, label in forms.items() if code in paper["when"]),
        )
        for paper in edition.papers
    ]


def _last_day_in(window: DateRange | None) -> date | None:
    """The last day of a rule's window; None where it has no end."""
    return window.upper - timedelta(days=1) if window and window.upper else None
