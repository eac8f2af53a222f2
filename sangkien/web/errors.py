"""What people see when something cannot be shown."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


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
    """Our fault. The page needs no database; where not even it can be drawn, the sentence stands alone."""
    try:
        text = get_template("500.html").render({})
    except Exception:
        text = str(_("Hệ thống đang trục trặc"))
    return HttpResponse(text, status=500)
