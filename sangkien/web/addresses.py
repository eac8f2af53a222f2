"""The whole address of a page, for QR codes, paper and messages: under the product's public name, or else the one under
which the visitor came."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Address:
    """The whole of it, and as it is said ("sangkien.vn/n")."""

    url: str

    @property
    def said(self) -> str:
        """Without the protocol."""
        return self.url.split("://", 1)[-1]


def full(request: HttpRequest, path: str) -> Address:
    """The address of this path."""
    return Address(public(path) if settings.PUBLIC_URL else request.build_absolute_uri(path))


def public(path: str) -> str:
    """Under the public name, which must be set."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def canonical(request: HttpRequest) -> str:
    """The one address of this page, without what was asked of it."""
    return full(request, request.path).url


def beginning_of(request: HttpRequest, unit: Organisation) -> Address:
    """Where this union's workers begin: the form, with the union already found."""
    return full(request, f"{reverse('start')}?co-so={unit.code}")
