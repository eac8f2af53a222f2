"""A phone that others use as well: nothing stays on it.

What the visitor answers is kept in the session, which then ends after 15 minutes without a request and takes the keys
of the drafts with it; the scripts clear what the phone itself holds. A draft stays on the server, to be found again by
its code.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sangkien.web.doors import Request, open_to_all, posts
from sangkien.web.submit.phone import IDLE_SECONDS, SHARED


@open_to_all
@posts(otherwise="start")
def whose_phone(request: Request) -> HttpResponse:
    """What the visitor says to "Đây là máy của anh/chị?"."""
    if request.POST.get("shared"):
        request.session[SHARED] = True
        request.session.set_expiry(IDLE_SECONDS)
    else:
        request.session.pop(SHARED, None)
        request.session.set_expiry(None)
    return redirect("start")


class IdleOut:
    """On a shared phone the 15 minutes begin anew with every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.session.accessed and request.session.get(SHARED):
            request.session.modified = True
        return response
