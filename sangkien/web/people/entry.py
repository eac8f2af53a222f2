"""Coming in and going out: sign in, register, change the hat, sign out."""

from dataclasses import replace

from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language as django_set_language

from sangkien.accounts import actions
from sangkien.accounts.models import AttemptKind, Person
from sangkien.base.problems import NotPossible
from sangkien.notices.queries import can_send
from sangkien.web.doors import Request, open_to_all, posts, signed_in
from sangkien.web.people.arriving import arrive, own_address, wanted, work_of
from sangkien.web.people.forms import Register, SignIn
from sangkien.web.people.guard import admitted, too_often
from sangkien.web.submit.drafts import title_of, unfinished
from sangkien.web.submit.phone import is_shared, shown_code


@open_to_all
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """Name and password. Unknown name, wrong password and closed account get the same sentence."""
    if request.method == "GET":
        return redirect(_wanted(request)) if request.visit.person else _show_sign_in(request, SignIn())
    form = SignIn(request.POST)
    if not form.is_valid():
        return _show_sign_in(request, form, status=422)
    attempt = admitted(request, AttemptKind.SIGN_IN, name=form.cleaned_data["name"])
    if attempt is None:
        form.add_error(None, too_often())
        return _show_sign_in(request, form, status=429)
    person = authenticate(request, **form.cleaned_data)
    if not isinstance(person, Person):
        form.add_error(None, _("Số điện thoại (tên đăng nhập) và mật khẩu chưa khớp. Anh/chị thử lại nhé."))
        return _show_sign_in(request, form, status=422)
    actions.take_back_attempt(attempt)
    return _come_in(request, person)


@open_to_all
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: Request) -> HttpResponse:
    """Open an account and come in at once: what was begun in this browser is then one's own."""
    if request.method == "GET":
        return redirect(_wanted(request)) if request.visit.person else _show_register(request, Register())
    form = Register(request.POST)
    if not form.is_valid():
        return _show_register(request, form, status=422)
    try:
        person = actions.register(**form.cleaned_data, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _show_register(request, form, status=422)
    return _come_in(request, person)


@open_to_all
@posts(otherwise="home")
def sign_out(request: Request) -> HttpResponse:
    """Leave; on a shared phone nothing of one's own stays in the browser's session. Whoever has drafts says first
    what becomes of them on this phone; the server keeps them."""
    drafts = unfinished(request.visit.actor) if request.visit.person else []
    if drafts and "phone" not in request.POST:
        unsent = [{"title": title_of(draft), "code": shown_code(draft.resume_code)} for draft in drafts]
        return TemplateResponse(request, "people/sign_out.html", {"unsent": unsent, "shared": is_shared(request)})
    logout(request)
    return redirect("home")


@signed_in
@posts(otherwise="home")
def set_hat(request: Request) -> HttpResponse:
    """Put on another of one's hats, and go to where its work lies."""
    chosen = next((hat for hat in request.visit.hats if str(hat.pk) == request.POST.get("hat")), None)
    if chosen is None:
        raise Http404
    request.session["hat"] = chosen.pk
    return redirect(work_of(replace(request.visit.actor, hat=chosen)))


# Changing the language changes nothing else, and a token would set a cookie on every public page.
set_language = open_to_all(csrf_exempt(django_set_language))


def _come_in(request: Request, person: Person) -> HttpResponse:
    arrive(request, person)
    return redirect(_wanted(request))


def _wanted(request: Request) -> str:
    return wanted(request, _next(request))


def _next(request: Request) -> str:
    return own_address(request, request.POST.get("next", request.GET.get("next", "")))


def _show_sign_in(request: Request, form: SignIn, status: int = 200) -> HttpResponse:
    return _show(request, "people/sign_in.html", form, status)


def _show_register(request: Request, form: Register, status: int = 200) -> HttpResponse:
    return _show(request, "people/register.html", form, status)


def _show(request: Request, page: str, form: SignIn | Register, status: int) -> HttpResponse:
    known = {"form": form, "next": _next(request), "has_errors": bool(form.errors), "by_code": can_send()}
    return TemplateResponse(request, page, known, status=status)
