"""The addresses of links, and the door at which somebody could try one token after another."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.urls import reverse

from sangkien.accounts.models import AttemptKind
from sangkien.confirmations.models import AuthorLink, EmployerLink
from sangkien.confirmations.tokens import new_key
from sangkien.notices.wording import LONGEST_LINK
from sangkien.web.addresses import public
from sangkien.web.doors import Request
from sangkien.web.people.guard import admitted

L = TypeVar("L", AuthorLink, EmployerLink)


def path_to(link: AuthorLink | EmployerLink) -> str:
    """Where the link leads."""
    return reverse("author-link" if isinstance(link, AuthorLink) else "employer-link", args=[link.token])


def public_address(link: AuthorLink | EmployerLink) -> str:
    """The link under the product's public address, for messages."""
    return public(path_to(link))


def letters_too_many() -> int:
    """By how many letters the product's public address is too long for a message with a link; mostly 0."""
    return max(0, len(public_address(AuthorLink(key=new_key()))) - LONGEST_LINK) if settings.PUBLIC_URL else 0


def opened(request: Request, token: str, look: Callable[[str], L | None]) -> tuple[L | None, int]:
    """The link that the token opens, and 200; none and 404, or 429 after too many that opened nothing."""
    link = look(token)
    if link is not None:
        return link, 200
    return None, 404 if admitted(request, AttemptKind.LOOK_UP, name=token) else 429
