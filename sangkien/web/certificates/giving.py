"""A union's certificates, who may get one, and giving them in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.certificates import actions
from sangkien.certificates.content import Issuer
from sangkien.certificates.drawing import MOST_IN_A_FILE, as_a4
from sangkien.certificates.kinds import Kind
from sangkien.certificates.models import MOST_AT_ONCE, Batch, Certificate
from sangkien.certificates.numbering import as_typed
from sangkien.certificates.queries import batches_of, certificates_of, eligible, proposed_issuer
from sangkien.certificates.rules import (
    ISSUE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_OF_A_UNION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    OFFICERS,
    PREPARE,
)
from sangkien.certificates.states import State
from sangkien.certificates.subjects import KINDS
from sangkien.jobs.queries import latest
from sangkien.organisations.models import Organisation
from sangkien.registry.rules import signers
from sangkien.web.archive import send_archive
from sangkien.web.certificates.asked import file, is_key, kind_of, looked_up_at, unit_of, within
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.jobs.waiting import to_the_end
from sangkien.web.submit.fields import TextField, choice_field, day_field

_A_PAGE = 50
_ANY = ["GET", "HEAD", "POST"]
CONFIRMED, UNCONFIRMED, HELD = "da-xac-nhan", "chua-xac-nhan", "da-cap"
_CHOSEN, _ALL = "chon", "tat-ca"


class IssueForm(Questions):
    """Where, on which day and by whose hand."""

    field_order = ("signer", "title", "place", "day")
    signer = choice_field([], select=True, label=gettext_lazy("Người ký"))
    title = TextField(most=LONGEST_TITLE, lines=True, label=gettext_lazy("Chức vụ người ký"))
    place = TextField(most=LONGEST_PLACE, label=gettext_lazy("Địa danh"))
    day = day_field(label=gettext_lazy("Ngày trên giấy"))

    def __init__(self, data: Any, unit: Organisation, *, on: Any) -> None:
        self._proposed = proposed_issuer(unit, on=on)
        self._people = {str(one.pk): one for one in signers(unit, on=on)}
        proposed = {"title": self._proposed.title, "place": self._proposed.place, "day": format_day(on)}
        super().__init__(data, initial=proposed)
        self.fields["title"].widget.attrs["rows"] = 2
        people = [(key, person.full_name) for key, person in self._people.items()]
        self.fields["signer"].choices = [("", "–"), *people]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def signer_chosen(self) -> Any:
        """Who signs; None where nobody was chosen."""
        return self._people.get(self.cleaned_data.get("signer") or "")

    def issuer(self, on: Any) -> Issuer:
        """As it was said."""
        said = self.cleaned_data
        told = {"place": said.get("place") or "", "title": said.get("title") or "", "day": said.get("day") or on}
        return replace(self._proposed, **told)


class SlipForm(Questions):
    """How somebody has signed that the name is written, and on which slip."""

    name = TextField(most=LONGEST_OF_A_UNION, label=gettext_lazy("Tên in trên giấy"))
    note = TextField(most=LONGEST_NOTE, label=gettext_lazy("Theo phiếu nào"))


@wearing(*OFFICERS)
@require_safe
def own_certificates(request: Request) -> HttpResponse:
    """To the certificates of the hat's own union."""
    return redirect("certificates-of", code=request.visit.actor.office.code)


@wearing(*OFFICERS)
@require_safe
def given_page(request: Request, code: str) -> HttpResponse:
    """What the union has given; `tim` narrows to a serial or a name, `tinh-trang` to one state."""
    unit, actor = unit_of(request, code), request.visit.actor
    context = {
        "unit": unit,
        "page": Paginator(given_asked(request, unit), _A_PAGE).get_page(request.GET.get("page")),
        "states": list(State),
        "asked": request.GET.get("tinh-trang", ""),
        "typed": request.GET.get("tim", ""),
        "batches": batches_of(unit)[:5],
        "may_issue": actor.may(ISSUE, unit),
    }
    return TemplateResponse(request, "certificates/given.html", context)


def given_asked(request: Request, unit: Organisation) -> "QuerySet[Certificate]":
    """The union's certificates as they were asked for."""
    found, typed = certificates_of(unit), request.GET.get("tim", "").replace("\0", "").strip()[:LONGEST_NAME]
    asked = request.GET.get("tinh-trang", "")
    if asked in State:
        found = found.filter(state=asked)
    if typed:
        by_serial = found.filter(serial__startswith=as_typed(typed))
        found = by_serial if by_serial.exists() else found.filter(name__icontains=typed)
    return found


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def give_page(request: Request, code: str) -> HttpResponse:
    """Who may get one (`loai`, `ten`: narrowed), and by POST giving them to those that were picked or to all whose name
    is confirmed."""
    unit, actor, kind = unit_of(request, code), request.visit.actor, kind_of(request)
    form, problems = IssueForm(request.POST or None, unit, on=actor.on), list[Problem]()
    if request.method == "POST" and form.is_valid():
        try:
            keys = _keys(request, unit, kind)
            issuer, at = form.issuer(actor.on), request.visit.now
            signer = form.signer_chosen
            return to_the_end(actions.start(unit, kind.source, keys, issuer=issuer, signer=signer, by=actor, at=at))
        except NotPossible as no:
            form.put([one for one in no.problems if one.field in form.fields])
            problems = [one for one in no.problems if one.field not in form.fields]
    return _shown(request, unit, kind, form, problems)


def _shown(
    request: Request, unit: Organisation, kind: Kind, form: IssueForm, problems: Sequence[Problem]
) -> HttpResponse:
    actor = request.visit.actor
    page = Paginator(eligible_asked(request, unit, kind), _A_PAGE).get_page(request.GET.get("page"))
    may_write = actor.those(kind.vouch, kind.model, [row.pk for row in page.object_list])
    context = {
        "unit": unit,
        "kind": kind,
        "kinds": [one.source for one in KINDS.values()],
        "page": page,
        "rows": rows_of(page.object_list, unit, kind, on=actor.on, may_write=may_write),
        "asked": request.GET.get("ten", ""),
        "form": form,
        "problems": problems,
        "ready": _ready(request, unit, kind).count(),
        "within": {name: request.GET[name] for name in within(request, kind)},
        "most": MOST_AT_ONCE,
        "picked": set(request.POST.getlist("nguoi")),
        "to_all": request.POST.get("ai") == _ALL,
        "may_issue": actor.may(ISSUE, unit),
        "has_errors": bool(problems or form.errors),
    }
    return TemplateResponse(request, "certificates/give.html", context, status=422 if problems or form.errors else 200)


def eligible_asked(request: Request, unit: Organisation, kind: Kind) -> "QuerySet[Any]":
    """Who may get one, narrowed by `ten` to those whose name is confirmed, not yet, or who have theirs."""
    found, asked = _everybody(request, unit, kind), request.GET.get("ten", "")
    if asked == CONFIRMED:
        return found.filter(held=False).exclude(spelled=None)
    if asked == UNCONFIRMED:
        return found.filter(held=False, spelled=None)
    return found.filter(held=True) if asked == HELD else found


def _everybody(request: Request, unit: Organisation, kind: Kind) -> "QuerySet[Any]":
    """Of the union, or of the round or the paper that the address names."""
    return eligible(unit, kind, on=request.visit.actor.on).filter(*within(request, kind).values())


def _ready(request: Request, unit: Organisation, kind: Kind) -> "QuerySet[Any]":
    """Those of them who wait with a confirmed name."""
    return _everybody(request, unit, kind).filter(held=False).exclude(spelled=None)


def rows_of(
    found: Iterable[Any], unit: Organisation, kind: Kind, *, on: Any, may_write: Iterable[int] = ()
) -> list[dict[str, Any]]:
    """Each of these as the page shows it. The same queries, however many."""
    rows = list(found)
    told, may = kind.told(unit, [row.pk for row in rows], on), set(may_write)
    return [
        {"subject": told[row.pk], "spelled": row.spelled, "held": row.held, "may_write": row.pk in may}
        for row in rows
        if row.pk in told
    ]


def _keys(request: Request, unit: Organisation, kind: Kind) -> list[int]:
    """Those that were picked, or all who wait with a confirmed name, by the order in which they were recognised."""
    if request.POST.get("ai") != _ALL:
        return [int(key) for key in request.POST.getlist("nguoi") if is_key(key)]
    on, by = request.visit.actor.on, request.visit.actor.somebody
    ready = _ready(request, unit, kind).filter(Q(holder=None) | ~Q(holder=by.pk)).order_by("pk")
    keys = list(ready.values_list("pk", flat=True)[:MOST_AT_ONCE])
    told = kind.told(unit, keys, on)
    return [key for key in keys if told[key].basis]


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def slip_page(request: Request, code: str, key: int) -> HttpResponse:
    """Write down from a signed slip how somebody's name is written."""
    unit, actor, kind = unit_of(request, code), request.visit.actor, kind_of(request)
    row = get_for(actor, kind.vouch, kind.rows(), pk=key)
    form = SlipForm(request.POST or None, initial={"name": row.recorded})
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, request.visit.now
        try:
            name, note = said.get("name") or "", said.get("note") or ""
            actions.write_down_name(kind, row, name, note=note, by=actor, at=at)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi cách viết tên của %(name)s.") % {"name": name})
            return redirect(f"{reverse('give-certificates', args=[code])}?loai={kind.source}")
    context = {"unit": unit, "form": form, "recorded": row.recorded, "kind": kind}
    return TemplateResponse(request, "certificates/slip.html", context, status=422 if form.errors else 200)


@wearing(*OFFICERS)
@require_safe
def batch_page(request: Request, key: int) -> HttpResponse:
    """What was given in one go, and how far it is; a page is what one file to print holds."""
    batch = _batch(request, key)
    page = Paginator(_certificates(batch), MOST_IN_A_FILE).get_page(request.GET.get("page"))
    context = {"batch": batch, "page": page, "job": latest(actions.ISSUE, about=batch), "total": page.paginator.count}
    return TemplateResponse(request, "certificates/batch.html", context)


@wearing(*OFFICERS)
@require_safe
def batch_print(request: Request, key: int) -> HttpResponse:
    """Those of one page of the batch that hold, a sheet each, to print."""
    batch = _batch(request, key)
    page = Paginator(_certificates(batch), MOST_IN_A_FILE).get_page(request.GET.get("page"))
    held = [one for one in page.object_list if one.state == State.ISSUED]
    if not held:
        raise Http404
    made = as_a4(held, address=lambda serial: looked_up_at(request, serial))
    return file(made, "application/pdf", f"giay-chung-nhan-{key}-{page.number}.pdf", save=False)


@wearing(*OFFICERS)
@require_safe
def batch_files(request: Request, key: int) -> HttpResponseBase:
    """All that hold as PDF in one archive, sent while they are set."""
    batch = _batch(request, key)
    every = _certificates(batch).filter(state=State.ISSUED).iterator(chunk_size=MOST_IN_A_FILE)
    files = ((f"{one.serial}.pdf", as_a4([one], address=lambda serial: looked_up_at(request, serial))) for one in every)
    return send_archive(f"giay-chung-nhan-{key}.zip", files)


def _certificates(batch: Batch) -> "QuerySet[Certificate]":
    return Certificate.objects.filter(batch=batch).select_related("key").order_by("number")


def _batch(request: Request, key: int) -> Batch:
    """The batch, for the officers of its union; 404 otherwise."""
    found = Batch.objects.select_related("unit", "signer", "by").filter(pk=key).first()
    if found is None or not request.visit.actor.may(PREPARE, found.unit):
        raise Http404
    return found
