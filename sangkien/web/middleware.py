"""Who is asking, when, and with which hat: read once per request."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject, cached_property

from sangkien.accounts.models import Appointment, Person
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.clock import now
from sangkien.base.days import day_of

BY_CODE = "by_code"  # of the session: when whoever is in it came in by a code sent to their phone


class Visit:
    """What a page knows of its visitor. Everything is read when first asked for, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def now(self) -> datetime:
        """The moment of the request by the database's clock, which comes along with the session."""
        return now(self._request.session.read_at)  # type: ignore[attr-defined]  # our own `SessionStore` has it

    @cached_property
    def person(self) -> Person | None:
        """Who is signed in."""
        user = self._request.user
        if isinstance(user, SimpleLazyObject):
            user = get_user(self._request)  # the person, not who stands in for them and is asked at every word
        return user if isinstance(user, Person) else None

    @cached_property
    def hats(self) -> list[Appointment]:
        """The appointments the person holds today; none for whoever came in by a code, also when an appointment
        began since: an office needs the password."""
        if self.person is None or BY_CODE in self._request.session:
            return []
        return hats(self.person, on=day_of(self.now))

    @cached_property
    def hat(self) -> Appointment | None:
        """The hat in use: the one chosen, else the first."""
        chosen = self._request.session.get("hat")
        return next((hat for hat in self.hats if hat.pk == chosen), self.hats[0] if self.hats else None)

    @cached_property
    def keys(self) -> frozenset[UUID]:
        """The keys of the drafts that were begun in this browser."""
        return frozenset(UUID(key) for key in self._request.session.get("drafts", []))

    @cached_property
    def actor(self) -> Actor:
        """The person on this day, wearing this hat."""
        return Actor(person=self.person, on=day_of(self.now), hat=self.hat, keys=self.keys)


class ContentPolicy:
    """Says what a page may load. It is the same for all, so it is put together once; an answer that says it itself
    keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response, self._policy = get_response, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault(HEADER, self._policy)
        return response


class ChosenLanguage:
    """Vietnamese, unless the visitor has chosen otherwise with the switch. The language of the phone is not a
    choice: many workers' phones speak English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._get_response(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class ActorMiddleware:
    """Hangs a `Visit` on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visit = Visit(request)  # type: ignore[attr-defined]  # `Request` in doors.py has it
        return self._get_response(request)
