"""A shared machine (kiosk) at an update day. Which event it serves is kept in a signed cookie of its own: a session
belongs to the person at the machine and ends with each, the cookie stays until somebody with the PIN takes it away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

COOKIE = "__Host-sk-kiosk" if settings.SECURE else "sk-kiosk"
NUMBER = "number"  # in the session: the number of who is at the machine
# Untouched for so long it makes room for the next person; without scripts, where no touch is seen, it waits longer.
IDLE_SECONDS, SECONDS_WITHOUT_SCRIPTS = 60, 15 * 60
_SALT = "sangkien.web.gatherings.kiosk"
_LASTS = timedelta(hours=24)  # an update day is a day


def kiosk_of(request: HttpRequest) -> str:
    """The code of the event that this machine serves; empty on everybody's own."""
    return request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_LASTS) or ""


def enter(response: HttpResponse, code: str) -> None:
    """The browser serves this event from now on."""
    response.set_signed_cookie(
        COOKIE, code, salt=_SALT, max_age=_LASTS, httponly=True, samesite="Lax", secure=settings.SECURE
    )


def leave(response: HttpResponse) -> None:
    """The browser is an ordinary one again."""
    response.delete_cookie(COOKIE, samesite="Lax")


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Whoever sat here is gone: the keys of their drafts, who signed in, the language they chose."""
    logout(request)
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")


class SharedMachine:
    """On a shared machine only the event, the form and signing in are open; all else leads back to its first page. So
    does what belongs to who sat here before, such as by the browser's Back: nobody is asked to sign in for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = kiosk_of(request)
        if code and _is_page(request) and not _open(request, code):
            # the pause shows the code of what was begun before it forgets; the phone's own page knows who is gone
            return redirect("kiosk" if "moi" in request.GET else "kiosk-pause", code)
        answer = self._get_response(request)
        if code and _is_page(request) and _asks_to_sign_in(answer):
            return redirect("kiosk-pause", code)
        return answer


def _asks_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("sign-in"))


def _is_page(request: HttpRequest) -> bool:
    """Is this somebody going somewhere, and not a picture or a script of a page?"""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def _open(request: HttpRequest, code: str) -> bool:
    own = reverse("kiosk", args=[code])
    if request.path.startswith((own, reverse("sign-in"), reverse("register"))):
        return True
    return request.path.startswith(reverse("start")) and request.path != reverse("start")


def around(request: HttpRequest) -> dict[str, Any] | None:
    """What every page shows on a shared machine: the event's code, the number of who is there, and how long it waits
    for them."""
    code = kiosk_of(request)
    if not code:
        return None
    return {
        "code": code,
        "number": request.session.get(NUMBER),
        "seconds": IDLE_SECONDS,
        "seconds_without_scripts": SECONDS_WITHOUT_SCRIPTS,
    }
