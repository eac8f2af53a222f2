"""A phone that others use as well: nothing stays on it.

What a visitor answers is kept in a signed cookie, which stays when they sign out, until somebody says otherwise. A
session then ends after 15 minutes without a request and takes the keys of the drafts with it; the scripts clear what
the phone itself holds. A draft stays on the server, to be found again by
its code.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sangkien.web.doors import Request, open_to_all, posts
from sangkien.web.submit.phone import COOKIE, IDLE_SECONDS, LASTS, SALT, VISIT, said_to_be_shared


@open_to_all
@posts(otherwise="start")
def whose_phone(request: Request) -> HttpResponse:
    """What the visitor says to "Đây là máy của anh/chị?"."""
    response = redirect("start")
    if request.POST.get("shared"):
        request.session.set_expiry(IDLE_SECONDS)
        response.set_signed_cookie(
            COOKIE, "1", salt=SALT, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.SECURE
        )
    else:
        request.session.pop(VISIT, None)
        request.session.set_expiry(None)
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


class IdleOut:
    """On a shared phone the 15 minutes begin anew with every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        session, answered = request.session, COOKIE in response.cookies
        if session.accessed and not session.is_empty() and said_to_be_shared(request) and not answered:
            session.set_expiry(IDLE_SECONDS)
        return response
