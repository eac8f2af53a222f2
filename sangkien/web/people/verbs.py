"""What the people of a dossier may do with it: take it back, complete it, show their names, ask the union."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Stale
from sangkien.consents.actions import say
from sangkien.consents.models import Purpose
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import WITHDRAW
from sangkien.initiatives.states import State
from sangkien.review import again, talking
from sangkien.review.deciding import looked_at_again
from sangkien.review.rules import appeal_closes
from sangkien.web.consents.asking import told
from sangkien.web.doors import Request, posts, signed_in
from sangkien.web.people import shelf
from sangkien.web.people.dossier import may_appeal, oneself, own, show
from sangkien.web.people.forms import AppealForm, Seen
from sangkien.web.talk import ANCHOR, MessageForm


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, code: str) -> HttpResponse:
    """Ask once more, then take the dossier back."""
    initiative = own(request, code)
    if request.method == "GET":
        if not request.visit.actor.may(WITHDRAW, initiative):
            return redirect("dossier", code)
        return _ask_to_withdraw(request, initiative)
    try:
        actions.withdraw(initiative, seen=Seen(request.POST).seen(), by=request.visit.actor, at=request.visit.now)
    except Stale as no:
        if initiative.state == State.WITHDRAWN:
            return redirect("dossier", code)  # the same button pressed twice
        return _ask_to_withdraw(request, initiative, problems=no.problems, status=409)
    except NotPossible as no:
        return show(request, initiative, problems=no.problems, status=422)
    messages.info(request, _("Anh/chị đã rút hồ sơ %(code)s. Hồ sơ không còn được tính.") % {"code": code})
    return redirect("dossier", code)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def appeal(request: Request, code: str) -> HttpResponse:
    """Say why the refusal ought to be looked at again; somebody else will."""
    initiative = own(request, code)
    if request.method == "GET":
        return (
            _ask_to_appeal(request, initiative, AppealForm())
            if may_appeal(request.visit.actor, initiative)
            else (redirect("dossier", code))
        )
    form, seen = AppealForm(request.POST), Seen(request.POST).seen()
    if not form.is_valid():
        return _ask_to_appeal(request, initiative, form, status=422)
    try:
        again.appeal(initiative, form.written, seen=seen, by=request.visit.actor, at=request.visit.now)
    except Stale as no:
        return _ask_to_appeal(request, initiative, form, problems=no.problems, status=409)
    except NotPossible as no:
        form.put(no.problems)
        return _ask_to_appeal(request, initiative, form, status=422)
    messages.info(request, _("Đã gửi đề nghị xem lại. Một người khác sẽ xem và trả lời anh/chị."))
    return redirect("dossier", code)


@signed_in
@posts(otherwise="dossier")
def complete(request: Request, code: str) -> HttpResponse:
    """Open the returned dossier in the form, at the first page that is asked about."""
    initiative = own(request, code)
    try:
        draft = actions.start_correction(initiative, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, initiative, problems=no.problems, status=422)
    return redirect("form-step", draft.key, shelf.first_asked_step(initiative))


@signed_in
@posts(otherwise="dossier")
def publish_name(request: Request, code: str) -> HttpResponse:
    """Show one's name to everybody, or no longer: the button says which, so that pressing it twice is the same as
    once."""
    initiative, publish = own(request, code), request.POST.get("publish") == "yes"
    try:
        say(initiative, Purpose.PUBLISH_NAME, agrees=publish, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, initiative, problems=no.problems, status=422)
    messages.info(request, told(Purpose.PUBLISH_NAME, agrees=publish))
    return redirect("dossier", code)


@signed_in
@posts(otherwise="dossier")
def ask(request: Request, code: str) -> HttpResponse:
    """Write to the unions that handle the dossier."""
    initiative, form = own(request, code), MessageForm(request.POST)
    if form.is_valid():
        try:
            talking.ask(initiative, form.written, by=oneself(request.visit.actor), at=request.visit.now)
            return redirect(reverse("dossier", args=[code]) + ANCHOR)
        except NotPossible as no:
            form.put(no.problems)
    return show(request, initiative, message=form, status=422)


def _ask_to_appeal(request: Request, initiative: Initiative, form: AppealForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    refusal = looked_at_again(initiative)
    known = {"initiative": initiative, "form": form, "reasons": refusal.reasons if refusal else [], **more}
    known |= {"until": appeal_closes(initiative), "has_errors": status == 422}
    return TemplateResponse(request, "people/appeal.html", known, status=status)


def _ask_to_withdraw(request: Request, initiative: Initiative, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    return TemplateResponse(request, "people/withdraw.html", {"initiative": initiative, **more}, status=status)
