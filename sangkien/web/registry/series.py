"""Loạt văn bản: one paper for each of many unions below; each step of all at once, counted before it is done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of, format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.documents.printed import pdf
from sangkien.jobs.models import Job
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.registry import serial
from sangkien.registry.models import OfficialPaper, Series
from sangkien.registry.queries import known, printed
from sangkien.registry.rules import KEEP, LEAD, OFFICERS, signers
from sangkien.registry.states import GIVEN_UP
from sangkien.registry.templates import templates
from sangkien.web.archive import send_archive
from sangkien.web.doors import Request, wearing
from sangkien.web.files.names import file_name
from sangkien.web.forms import Questions
from sangkien.web.jobs.waiting import to_the_end
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.forms import offer_signers
from sangkien.web.registry.reports import asked_reports
from sangkien.web.registry.sources import FiguresForm
from sangkien.web.submit.fields import TextField, choice_field, choices_field, day_field

_A_PAGE = 50
_VERBS = {"soat": serial.CHECK, "lay-so": serial.NUMBER, "ban-hanh": serial.ISSUE}


class SeriesForm(FiguresForm):
    """From which words, with which figures, signed by whom, for which of the unions below."""

    needed: ClassVar[dict[str, Any]] = {"template": gettext_lazy("Chọn mẫu văn bản")}
    field_order = ("template", "stretch", "as_of", "signer", "units")
    template = choice_field([], label=gettext_lazy("Mẫu văn bản"))
    signer = choice_field([], select=True, label=gettext_lazy("Người ký"))
    units = choices_field([], label=gettext_lazy("Gửi cho từng đơn vị"))

    def __init__(
        self, data: Any, unit: Organisation, programme: Programme, *, below: Iterable[Organisation], by: Actor
    ) -> None:
        self._below = {one.code: one for one in below}
        self._signers, self._by = signers(unit, on=by.on), by.somebody
        super().__init__(data, unit, programme, None, today=by.on)

    def prepare(self) -> None:
        super().prepare()
        self.offer("template", [(code, one.name) for code, one in serial.serial().items()])
        self._people = offer_signers(self.fields["signer"], self._signers)
        self.offer("units", [(code, one.short_name) for code, one in self._below.items()])
        self.initial["units"] = list(self._below)
        self.initial["signer"] = self._by.pk

    @property
    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        said, of = self.cleaned_data, self.of
        units = [self._below[code] for code in said.get("units") or []]
        signer = self._people.get(said.get("signer") or "")
        return {"stretch": of.stretch, "as_of": of.as_of, "units": units, "signer": signer}


class IssueAllForm(Questions):
    """The day that stands on all of them, and why copies are missing where they are."""

    day = day_field(label=gettext_lazy("Ngày ký"), help_text=gettext_lazy("Ví dụ 20/04/2022"))
    unsigned = TextField(most=300, label=gettext_lazy("Lý do ban hành khi chưa có bản đã ký"))


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_series(request: Request, code: str) -> HttpResponse:
    """Choose words, figures and unions (those that have not reported of `chang`, where one is asked about); the drafts
    are made in the background."""
    unit, actor = unit_of(request, code), request.visit.actor
    below, form = list(children(unit, actor.on)), None
    if (programme := current(actor.on)) and below:
        form = SeriesForm(request.POST or None, unit, programme, below=below, by=actor)
    if form and form.is_empty:
        form = None
    if form and (chosen := _without_report(request, unit)):
        form.initial["units"] = chosen
    if request.method == "POST" and form and form.is_valid():
        try:
            job = serial.start(unit, form.cleaned_data["template"], **form.chosen, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            return to_the_end(job)
    page = {"unit": unit, "form": form, "possible": form is not None, "before": _last_of(unit)}
    return TemplateResponse(request, "registry/begin_series.html", page, status=422 if form and form.errors else 200)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def series_page(request: Request, key: int) -> HttpResponse:
    """Its papers, and what all of them wait for; by POST one verb (`viec`) on those that were seen (`da-thay`)."""
    series = _series(request, key)
    form = IssueAllForm(None, initial={"day": format_day(request.visit.actor.on)})
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        verb = _VERBS.get(request.POST.get("viec", ""))
        form = IssueAllForm(request.POST) if verb == serial.ISSUE else form
        try:
            if verb and (verb != serial.ISSUE or form.is_valid()):
                return to_the_end(_carried(request, series, verb, form))
        except NotPossible as no:
            inside = [one for one in no.problems if one.field in form.fields]
            if form.is_bound:
                form.put(inside)
            wrong = tuple(one for one in no.problems if one not in inside)
    return _shown(request, series, form=form, wrong=wrong)


@wearing(*OFFICERS)
@require_safe
def series_files(request: Request, key: int) -> HttpResponseBase:
    """All its papers as PDF in one archive, sent while they are set."""
    series, visit = _series(request, key), request.visit
    papers = known().filter(series=series).exclude(state__in=GIVEN_UP).order_by("outgoing__number", "pk")
    on, now = visit.actor.on, visit.now
    named = _named(series, series.units)
    files = ((_name(paper, named), pdf(printed(paper, on=on), at=paper.issued_at or now)) for paper in papers)
    return send_archive(f"loat-van-ban-{key}.zip", files)


def _shown(request: Request, series: Series, **more: Any) -> HttpResponse:
    actor = request.visit.actor
    papers = series.papers.exclude(state__in=GIVEN_UP).select_related("outgoing", "figures")
    page = Paginator(papers.order_by("outgoing__number", "pk"), _A_PAGE).get_page(request.GET.get("page"))
    waits = {name: serial.waiting(series, verb) for verb, name in _NAMES.items()}
    named = _named(series, [key for one in page.object_list for key in one.receivers])
    context = {
        "series": series,
        "name": templates()[series.template].name,
        "page": page,
        "papers": [(one, named.get(one.receivers[0])) for one in page.object_list],
        "total": page.paginator.count,
        "waits": {name: len(papers) for name, papers in waits.items()},
        "seals": {name: serial.seal(papers) for name, papers in waits.items()},
        "job": Job.objects.about(series).first(),
        "may_lead": actor.may(LEAD, series.unit),
        "own_words": serial.own_words(series, actor),
        **more,
    }
    wrong = more["wrong"] or more["form"].errors
    return TemplateResponse(request, "registry/series.html", context, status=422 if wrong else 200)


_NAMES = {serial.CHECK: "check", serial.NUMBER: "number", serial.ISSUE: "issue"}


def _carried(request: Request, series: Series, verb: str, form: IssueAllForm) -> Job:
    said = form.cleaned_data if form.is_bound else {}
    day: date | None = said.get("day")
    return serial.carry(
        verb,
        series,
        seen=request.POST.get("da-thay", ""),
        day=day,
        unsigned=said.get("unsigned") or "",
        by=request.visit.actor,
        at=request.visit.now,
    )


def _series(request: Request, key: int) -> Series:
    """The series, for the union's own officers; 404 otherwise."""
    found = Series.objects.select_related("unit", "programme", "by").filter(pk=key).first()
    if found is None or not request.visit.actor.may(KEEP, found.unit):
        raise Http404
    return found


def _last_of(unit: Organisation) -> list[tuple[Series, str]]:
    known = templates()
    return [(one, known[one.template].name) for one in Series.objects.filter(unit=unit).order_by("-at")[:10]]


def _without_report(request: Request, unit: Organisation) -> list[str]:
    found = asked_reports(request, unit)[1] if "chang" in request.GET else []
    return [one.unit.code for one in found if one.paper is None]


def _named(series: Series, keys: Sequence[int]) -> dict[int, str]:
    """What the unions that it goes to were called then."""
    names = Organisation.objects.filter(pk__in=keys).named(on=day_of(series.at))
    return {one.pk: one.short_name or one.code for one in names}


def _name(paper: OfficialPaper, named: Mapping[int, str]) -> str:
    """By its number, and whom it is for."""
    number = getattr(paper, "outgoing", None)
    line = number.line if number else f"Dự thảo {paper.pk}"
    return file_name(f"{line} {' '.join(named[key] for key in paper.receivers)}", "pdf")
