"""What people see when something cannot be shown."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

_SECONDS = 30  # after which one may try again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or cookies are off: say so, and that nothing typed was sent anywhere."""
    return TemplateResponse(request, "403.html", {"csrf": True}, status=403).render()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not yours: the two look the same on purpose."""
    return TemplateResponse(request, "404.html", status=404).render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request itself is broken."""
    return TemplateResponse(request, "400.html", status=400).render()


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Known, but not allowed."""
    return TemplateResponse(request, "403.html", status=403).render()


def failed(request: HttpRequest) -> HttpResponse:
    """Our fault; called while the fault is being handled. Without a database it is 503 and "in a minute", which tells
    a phone to go on by itself. The page needs no database; where not even it can be drawn, the sentence stands alone.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        text = get_template("500.html").render({"away": away})
    except Exception:
        text = str(_("Hệ thống đang trục trặc"))
    if away:
        return HttpResponse(text, status=503, headers={"Retry-After": str(_SECONDS), "Cache-Control": "no-store"})
    return HttpResponse(text, status=500)
