"""Doors: every view carries one. A view without a door fails the tests; deny is the default.

A view that raises `NotAllowed` answers 404: what is not yours looks like what is not there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor, Permission
from sangkien.base.problems import NotAllowed
from sangkien.web.middleware import Visit

View = Callable[..., HttpResponseBase]
M = TypeVar("M", bound=Model)


class Request(HttpRequest):
    """A request that went through ActorMiddleware."""

    visit: Visit


def open_to_all(view: View) -> View:
    """Anybody may come in; the page itself shows only what is public or one's own."""
    return _door(view, "open_to_all", lambda visit: True)


def signed_in(view: View) -> View:
    """Anybody with an account."""
    return _door(_unkept(view), "signed_in", lambda visit: visit.person is not None)


def wearing(*roles: Role) -> Callable[[View], View]:
    """Anybody who wears a hat of one of these roles; signed in without it: 404."""

    def with_door(view: View) -> View:
        name = f"wearing {', '.join(roles)}"
        return _door(_unkept(view), name, lambda visit: visit.actor.holds(*roles))

    return with_door


def _unkept(view: View) -> View:
    """The view, its answers kept in no cache unless it says otherwise itself: on a shared computer, Back after
    signing out must show nothing of others."""

    @wraps(view)
    def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answered


def _door(view: View, name: str, opens: Callable[[Visit], bool]) -> View:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not opens(request.visit):
            if request.visit.person is None:
                return redirect_to_login(request.get_full_path())
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as no:
            raise Http404 from no

    guarded.door = name  # type: ignore[attr-defined]  # what the tests of all doors ask for
    return guarded


def posts(otherwise: str) -> Callable[[View], View]:
    """A verb: it is done by POST only. Whoever comes by its address alone (after signing in again, by the
    address bar) is led to the page `otherwise`, which takes the same arguments."""

    def with_verb(view: View) -> View:
        @wraps(view)
        def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            done = view(request, *args, **kwargs) if request.method == "POST" else None
            return done or redirect(otherwise, *args, **kwargs)

        return asked

    return with_verb


def get_for(actor: Actor, permission: Permission, objects: "QuerySet[M]", **which: Any) -> M:
    """The one that is asked for, if the actor holds the permission on it; otherwise 404."""
    found = actor.among(permission, objects).filter(**which).first()
    if found is None:
        raise Http404
    return found


def person_of(request: Request) -> Person:
    """Who is signed in, behind a door that made sure of it."""
    assert request.visit.person is not None
    return request.visit.person
