"""The form's addresses: begin, one page at a time, send, the receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.rules import SEE
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from sangkien.programmes.rules import may_try
from sangkien.web.addresses import full
from sangkien.web.doors import Request, get_for, open_to_all, signed_in
from sangkien.web.extensions import extension_on
from sangkien.web.middleware import Visit
from sangkien.web.programmes.trial import on_trial
from sangkien.web.submit.answers import first_open
from sangkien.web.submit.drafts import draft_for, network_of, receipt_of, remember, title_of, unfinished, way_on
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.phone import shared_mark, shell_of, shown_code
from sangkien.web.submit.questions import said
from sangkien.web.submit.receipt import receipt_for
from sangkien.web.submit.saving import around, save
from sangkien.web.submit.sending import asked_to_send, shown_for_check
from sangkien.web.submit.sheet import START, Sheet
from sangkien.web.submit.steps import BENEFIT, CHECK, WORKPLACE, step_at


def _of_own_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the draft with this key, if it is the visitor's."""

    @wraps(view)
    def found(request: Request, key: UUID, **rest: Any) -> HttpResponse:
        try:
            draft = draft_for(request, key)
        except Http404:
            if request.visit.person is None:
                return _to_the_door(request, key)
            raise
        return view(request, draft, **rest)

    return found


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """What it takes, and three ways to begin. `?chuong-trinh=` names a programme, `?co-so=` a union (a QR event)."""
    programme = _programme(request)
    can_begin = programme is not None and (programme.rehearsal or programme.is_open_on(request.visit.actor.on))
    if request.method != "POST":
        return _start_page(request, programme, can_begin=can_begin)
    if programme is None or not can_begin:
        return _start_page(request, programme, can_begin=can_begin, status=422)
    try:
        return SeeOther(_begun(request, programme))
    except NotPossible as no:
        messages.warning(request, str(no))
        return _start_page(request, programme, can_begin=can_begin, status=429)


@open_to_all
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_own_draft
def form_step(request: Request, draft: Draft, step: str) -> HttpResponse:
    """One page of the form. What was typed is kept, right or wrong, before anything is said about it.

    The browser may keep the page: Back to one with messages on it then shows it, instead of asking whether to
    send the form again.
    """
    page = _page(request, draft, step)
    if request.method == "POST":
        return asked_to_send(page) if page.step == CHECK else save(page)
    if draft.sent_at:
        return _to_its_receipt(draft)
    return shown_for_check(page) if page.step == CHECK else page.shown(around(page))


@open_to_all
@never_cache
@require_safe
@_of_own_draft
def form_on(request: Request, draft: Draft) -> HttpResponse:
    """Go on writing: the first page on which something is still missing."""
    if draft.sent_at:
        return _to_its_receipt(draft)
    return SeeOther(_address(draft, first_open(Sheet(draft, request.visit.actor.on)).slug))


@signed_in
@never_cache
@require_safe
def receipt(request: Request, code: str) -> HttpResponse:
    """The receipt, for whoever may see the dossier."""
    dossiers = Initiative.objects.select_related("programme", "edition")
    initiative = get_for(request.visit.actor, SEE, dossiers, code=code)
    look_up = f"{reverse('look-up')}?ma={initiative.code}"
    context = {"receipt": receipt_for(initiative), "look_up": full(request, look_up).url}
    context |= {"done_text": said(initiative.edition.texts.get("done"))}
    return TemplateResponse(request, "submit/receipt.html", context)


def _programme(request: Request) -> Programme | None:
    """The programme that the address names, else the current one."""
    named = Programme.objects.filter(code=request.GET.get("chuong-trinh", "").replace("\0", "")).first()
    if named and named.rehearsal and not may_try(request.visit.actor, named):
        raise Http404
    programme = named or current(request.visit.actor.on)
    if programme:
        on_trial(request, programme)
    return programme


def _start_page(request: Request, programme: Programme | None, *, can_begin: bool, status: int = 200) -> HttpResponse:
    begun = [
        {
            "draft": draft,
            "title": title_of(draft),
            "url": way_on(draft),
            "code": shown_code(draft.resume_code),
        }
        for draft in unfinished(request.visit.actor)
    ]
    opens = programme.opens.lower if programme else None
    context = {
        "programme": programme,
        "can_begin": can_begin,
        "begun": begun,
        "shell": shell_of(programme.edition) if programme and can_begin and not programme.rehearsal else "",
        "shared": shared_mark(request),
        "start_text": said(programme.edition.texts.get("start")) if programme else "",
        "extended": extension_on(programme, request.visit.actor.on) if programme else "",
        "opens_later": opens is not None and request.visit.actor.on < opens,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "submit/start.html", context, status=status)


def _begun(request: Request, programme: Programme) -> str:
    """Begin a draft; the address of its first page."""
    by, at = request.visit.actor, request.visit.now
    draft = actions.start_draft(programme, by=by, at=at, network=network_of(request))
    remember(request, draft)
    if "helping" in request.POST:
        by = Visit(request).actor  # one who carries the new draft's key
        actions.save_step(draft, step=START, answers={"helping": True}, by=by, at=at)
    return _address(draft, WORKPLACE.slug) + _event(request.GET)


def _to_the_door(request: Request, key: UUID) -> HttpResponse:
    """Whoever signed out meanwhile finds their draft again. One that is no longer known may lie on the phone, whose
    list begins it anew."""
    if Draft.objects.filter(key=key).exists():
        return redirect_to_login(request.get_full_path())
    return redirect("start")


def _event(params: QueryDict) -> str:
    """A QR poster's union goes along to the first page."""
    passed = QueryDict(mutable=True)
    if code := params.get("co-so"):
        passed["co-so"] = code
    return f"?{passed.urlencode()}" if passed else ""


def _to_its_receipt(draft: Draft) -> HttpResponse:
    return SeeOther(reverse("receipt", args=[receipt_of(draft).code]))


def _page(request: Request, draft: Draft, slug: str) -> Page:
    step = step_at(draft.edition, slug)
    if step is None:
        raise Http404
    return Page(request, Sheet(draft, request.visit.actor.on, asks_twice=step == BENEFIT), step)


def _address(draft: Draft, slug: str) -> str:
    return reverse("form-step", args=[draft.key, slug])
