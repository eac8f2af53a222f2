"""The addresses of links, and the door at which somebody could try one token after another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sangkien.accounts.models import AttemptKind
from sangkien.confirmations.models import AuthorLink, EmployerLink
from sangkien.confirmations.tokens import new_key
from sangkien.notices.wording import LONGEST_LINK
from sangkien.web.doors import Request
from sangkien.web.people.guard import admitted

L = TypeVar("L", AuthorLink, EmployerLink)


@dataclass(frozen=True)
class Address:
    """A link to hand on: the whole of it, and as it is said ("sangkien.vn/xn/…")."""

    url: str

    @property
    def said(self) -> str:
        """Without the protocol."""
        return self.url.split("://", 1)[-1]


def path_to(link: AuthorLink | EmployerLink) -> str:
    """Where the link leads."""
    return reverse("author-link" if isinstance(link, AuthorLink) else "employer-link", args=[link.token])


def address_of(link: AuthorLink | EmployerLink, request: HttpRequest) -> Address:
    """The link with the product's public address, or the one under which the visitor came."""
    return Address(public_address(link) if settings.PUBLIC_URL else request.build_absolute_uri(path_to(link)))


def public_address(link: AuthorLink | EmployerLink) -> str:
    """The link under the product's public address, for messages."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path_to(link)}"


def letters_too_many() -> int:
    """By how many letters the product's public address is too long for a message with a link; mostly 0."""
    return max(0, len(public_address(AuthorLink(key=new_key()))) - LONGEST_LINK) if settings.PUBLIC_URL else 0


def opened(request: Request, token: str, look: Callable[[str], L | None]) -> tuple[L | None, int]:
    """The link that the token opens, and 200; none and 404, or 429 after too many that opened nothing."""
    link = look(token)
    if link is not None:
        return link, 200
    return None, 404 if admitted(request, AttemptKind.LOOK_UP, name=token) else 429
