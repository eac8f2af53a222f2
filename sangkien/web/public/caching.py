"""Public pages may be kept for a minute by anybody, as long as they belong to nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from sangkien.web.doors import Request, open_to_all

MINUTE = 60

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """A page open to all: a minute in any cache for who is not signed in, in none for who is."""
    return _marked(view, max_age=MINUTE)


def asked_each_time(view: View) -> View:
    """A page open to all that names people: no cache but the visitor's own keeps it, and that one asks before it shows
    it again. So a consent taken back counts at once."""
    return _marked(view, private=True, no_cache=True)


def fresh(view: View) -> View:
    """A page that names people and that a country may look at in one moment: every cache asks again, and the nearest
    one (`web.front`) answers with what is two seconds old at most."""
    return _marked(view, no_cache=True)


def _marked(view: View, **kept: Any) -> View:
    @open_to_all
    @require_safe
    @wraps(view)
    def shown(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(lambda rendered: _mark(request, rendered, **kept))
        else:
            _mark(request, response, **kept)
        return response

    return shown


def _mark(request: Request, response: HttpResponseBase, **kept: Any) -> None:
    """What anybody may keep must not carry somebody's cookie: a first visitor gets none, unless a form on the
    page needs its token."""
    if request.visit.person is not None:
        patch_cache_control(response, private=True, no_cache=True)
    elif response.status_code == 200 and not request.COOKIES and switch_needs_no_token():
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        patch_cache_control(response, **(kept if "private" in kept else {"public": True} | kept))
    else:
        patch_cache_control(response, **{"private": True} | kept)


def switch_needs_no_token() -> bool:
    """Is the one form of a public page, the language switch, accepted without a token? It changes nothing but
    the visitor's own language."""
    try:
        return bool(getattr(resolve(reverse("set_language")).func, "csrf_exempt", False))
    except NoReverseMatch:
        return True
