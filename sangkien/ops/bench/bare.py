"""The other yardstick: a view behind the same web server that does nothing but the inserts of one submission.

    granian --interface wsgi sangkien.ops.bench.bare:application

It gets the same forms and reads none of them. Before it stands what stands before any page of Django: nothing of
sessions, people, languages or tokens.
"""

import os
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: TID251 a door, if only a bench's
from django.urls import path
from django.utils.module_loading import import_string


def insert(_request: HttpRequest) -> HttpResponse:
    """One submission's rows; acknowledged once they are on the disk."""
    _inserts()()
    return JsonResponse({"inserted": True}, status=201)


def ready(_request: HttpRequest) -> HttpResponse:
    """It answers."""
    return JsonResponse({"ok": True})


@cache
def _inserts() -> Callable[[], None]:
    from sangkien.ops.bench.plain import Plain  # it needs the application first

    return Plain().insert


urlpatterns = [path("", insert), path("readyz", ready)]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
application = import_string(settings.WSGI_APPLICATION)  # started as the product is
