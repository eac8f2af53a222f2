"""Handing links on and recording consents."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.base.phones import masked
from sangkien.base.problems import NotPossible
from sangkien.confirmations import actions, employers
from sangkien.consents.models import Consent, Purpose
from sangkien.consents.rules import RECORD_CONSENT
from sangkien.consents.words import version_of, words_of
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.notices.queries import can_send, shown_in_a_demonstration
from sangkien.organisations.models import Organisation
from sangkien.web.confirmations.forms import EmployerLinkForm, SlipForm
from sangkien.web.confirmations.overview import of_dossier, show
from sangkien.web.doors import Request, get_for, posts, signed_in
from sangkien.web.files.limits import given_paper
from sangkien.web.people.forms import Code
from sangkien.web.people.guard import address_of, admitted, too_often


@signed_in
@posts(otherwise="confirmations")
def ask_employer(request: Request, code: str) -> HttpResponse:
    """Make a link for the employer."""
    initiative, form = of_dossier(request, code), EmployerLinkForm(request.POST)
    if form.is_valid():
        try:
            employers.ask_employer(initiative, form.addressee, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.info(request, _("Đã tạo liên kết. Anh/chị chép hoặc đưa mã QR cho người nhận."))
            return redirect("confirmations", code)
    return show(request, initiative, form=form, status=422)


@signed_in
@posts(otherwise="confirmations")
def revoke_employer_link(request: Request, code: str) -> HttpResponse:
    """End a link for the employer."""
    link = get_object_or_404(of_dossier(request, code).employer_links, pk=_number(request, "link"))
    employers.revoke(link, by=request.visit.actor, at=request.visit.now)
    messages.info(request, _("Đã thu hồi liên kết. Câu trả lời đã nhận vẫn được lưu."))
    return redirect("confirmations", code)


@signed_in
@posts(otherwise="confirmations")
def renew_author_link(request: Request, code: str) -> HttpResponse:
    """Make an author's link anew."""
    link = get_object_or_404(of_dossier(request, code).author_links, pk=_number(request, "link"))
    try:
        actions.renew_link(link, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
    else:
        messages.info(request, _("Đã tạo liên kết mới, liên kết cũ không còn dùng được."))
    return redirect("confirmations", code)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def consent_slip(request: Request, code: str, position: int) -> HttpResponse:
    """The slip for an author to sign, and the place to keep its photo."""
    initiative, author = _author(request, code, position)
    form = SlipForm(request.POST, request.FILES) if request.method == "POST" else SlipForm()
    if form.is_bound and form.is_valid():
        try:
            given = given_paper(form.cleaned_data["slip"], field="slip")
            actions.consent_by_slip(initiative, author, given, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.info(request, _("Đã lưu phiếu đồng ý của %(name)s.") % {"name": author.full_name})
            return redirect("confirmations", code)
    context = {
        "initiative": initiative,
        "author": author,
        "unit": Organisation.objects.named(on=request.visit.actor.on).get(pk=initiative.unit_id),
        "helper": initiative.entered_by.full_name,
        "agreement": words_of(Purpose.ENTERED_FOR_ME),
        "version": version_of(Purpose.ENTERED_FOR_ME),
        "form": form,
        "has_errors": bool(form.errors),
    }
    return TemplateResponse(request, "confirmations/slip.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def consent_code(request: Request, code: str, position: int) -> HttpResponse:
    """Send the author a code, and take it from the helper to whom the author has read it out."""
    initiative, author = _author(request, code, position)
    if not author.phone or not can_send():
        raise Http404
    if request.POST.get("go") == "send":
        return _send_code(request, initiative, author)
    form = Code(request.POST) if request.method == "POST" else Code()
    if form.is_bound and form.is_valid() and _proven(request, initiative, author, form):
        messages.info(request, _("Đã ghi sự đồng ý của %(name)s.") % {"name": author.full_name})
        return redirect("confirmations", code)
    context = {
        "initiative": initiative,
        "author": author,
        "phone": masked(author.phone),
        "agreement": words_of(Purpose.ENTERED_FOR_ME),
        "form": form,
        "mark": request.POST.get("mark") or uuid4().hex,
        "shown": shown_in_a_demonstration(author.phone, at=request.visit.now),
        "has_errors": bool(form.errors),
    }
    return TemplateResponse(request, "confirmations/code.html", context, status=422 if form.errors else 200)


def _send_code(request: Request, initiative: Initiative, author: Author) -> HttpResponse:
    by, address = request.visit.actor, address_of(request)
    try:
        actions.ask_consent_code(initiative, author, by=by, address=address, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
    else:
        messages.info(request, _("Đã gửi mã tới %(phone)s.") % {"phone": masked(author.phone)})
    return redirect("consent-code", initiative.code, author.position)


def _proven(request: Request, initiative: Initiative, author: Author, form: Code) -> bool:
    """Was it the right code? If not, the form says why."""
    attempt = admitted(request, AttemptKind.CODE, name=author.phone)
    if attempt is None:
        form.add_error(None, too_often())
        return False
    by, digits, at = request.visit.actor, form.cleaned_data["code"], request.visit.now
    try:
        actions.consent_by_code(initiative, author, digits, form=request.POST.get("mark", ""), by=by, at=at)
    except NotPossible as no:
        form.put(no.problems)
        return False
    take_back_attempt(attempt)
    return True


@signed_in
@posts(otherwise="confirmations")
def withdraw_consent(request: Request, code: str) -> HttpResponse:
    """Record that an author no longer agrees."""
    given = get_object_or_404(Consent, initiative=of_dossier(request, code), pk=_number(request, "consent"))
    actions.withdraw_consent(given, by=request.visit.actor, at=request.visit.now)
    messages.info(request, _("Đã ghi việc tác giả rút lại sự đồng ý."))
    return redirect("confirmations", code)


def _author(request: Request, code: str, position: int) -> tuple[Initiative, Author]:
    """The dossier and its author at that place, for who may record consents."""
    every = Initiative.objects.select_related("entered_by").prefetch_related("authors")
    initiative = get_for(request.visit.actor, RECORD_CONSENT, every, code=code)
    author = next((one for one in initiative.credited if one.position == position), None)
    if author is None or mark_of(author) in initiative.entered_by.marks:
        raise Http404
    return initiative, author


def _number(request: Request, name: str) -> int:
    """The key of a row that a button names; no row has 0."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
