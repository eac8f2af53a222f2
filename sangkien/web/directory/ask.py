"""Asking for a workplace that is not in the list."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.directory.actions import ask_for_workplace
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.queries import last_request
from sangkien.directory.rules import LONGEST_NAME, missing_to_ask
from sangkien.initiatives.models import Draft
from sangkien.web.directory.asking import AskForm, known_of
from sangkien.web.doors import Request, open_to_all
from sangkien.web.people.guard import admitted
from sangkien.web.review.desk import names_of
from sangkien.web.submit.drafts import draft_for
from sangkien.web.submit.page import SeeOther
from sangkien.web.submit.steps import WORKPLACE


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, key: UUID) -> HttpResponse:
    """The form, for whoever writes this draft. While a request is open its state is on the draft's first page."""
    try:
        draft = draft_for(request, key)
    except Http404:
        if request.visit.person is None:
            return redirect_to_login(request.get_full_path())
        raise
    last = last_request(draft)
    if draft.sent_at or (last and not hasattr(last, "answer")):
        return SeeOther(_first_page(draft))
    if request.method != "POST":
        return _show(request, draft, _new_form(request))
    return _settled(request, draft) if request.POST.get("go") == "send" else _further(request, draft)


def _new_form(request: Request) -> AskForm:
    person = request.visit.person
    searched = one_line(request.GET.get("q", "")[:LONGEST_NAME])
    return AskForm(on=request.visit.actor.on, person=person, initial=known_of(person, searched))


def _further(request: Request, draft: Draft) -> HttpResponse:
    """The same page with everything as it was typed, and the question that follows from the province."""
    visit = request.visit
    form = AskForm(on=visit.actor.on, person=visit.person, initial=request.POST.dict())
    return _show(request, draft, form)


def _settled(request: Request, draft: Draft) -> HttpResponse:
    visit = request.visit
    form = AskForm(request.POST, on=visit.actor.on, person=visit.person)
    complete = form.is_valid()
    form.put([problem for problem in missing_to_ask(form.said(), by=visit.actor) if problem.field not in form.errors])
    if not complete or form.errors:
        return _show(request, draft, form, status=422)
    if form.asks_further:
        return _further(request, draft)
    attempt = admitted(request, AttemptKind.ASK, name=str(draft.key))
    if attempt is None:
        form.add_error(None, _("Có nhiều yêu cầu từ nơi này quá. Anh/chị nghỉ tay khoảng mười phút rồi gửi lại nhé."))
        return _show(request, draft, form, status=429)
    try:
        asked = ask_for_workplace(draft, form.said(), by=visit.actor, at=visit.now)
    except NotPossible as no:
        take_back_attempt(attempt)
        form.put(no.problems)
        return _show(request, draft, form, status=422)
    messages.success(request, _said(asked, request))
    return SeeOther(_first_page(draft))


def _said(asked: WorkplaceRequest, request: Request) -> str:
    names = names_of([asked.responsible_id], on=request.visit.actor.on)
    union = names.get(asked.responsible_id, asked.responsible.code)
    return _("Đã gửi yêu cầu đến %(union)s. Bài của anh/chị vẫn còn nguyên.") % {"union": union}


def _first_page(draft: Draft) -> str:
    return reverse("form-step", args=[draft.key, WORKPLACE.slug])


def _show(request: Request, draft: Draft, form: AskForm, status: int = 200) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "back": _first_page(draft),
        "signed_in": request.visit.person is not None,
        "kept_days": settings.ASKER_KEPT_DAYS,
        "asks_near": "near" in form.fields,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "directory/ask.html", context, status=status)
