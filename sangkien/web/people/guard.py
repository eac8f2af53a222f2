"""At the doors where a key can be tried: note the try, and say when there were too many."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sangkien.accounts.actions import note_attempt, take_back_attempt
from sangkien.accounts.models import Attempt, AttemptKind
from sangkien.accounts.queries import too_many_attempts
from sangkien.web.doors import Request


def admitted(request: Request, kind: AttemptKind, *, name: str) -> Attempt | None:
    """The try, noted before the key is looked at; None when there were too many and nothing may be tried."""
    attempt = note_attempt(kind, address=address_of(request), name=name, at=request.visit.now)
    if too_many_attempts(attempt):
        take_back_attempt(attempt)
        return None
    return attempt


def too_often() -> str:
    """What to say then."""
    return _("Có nhiều lần thử chưa khớp. Anh/chị nghỉ tay khoảng mười phút rồi thử lại, tài khoản vẫn an toàn.")


def address_of(request: HttpRequest) -> str:
    """Where the visitor comes from. Of IPv6 the network: a household or a phone has a whole /64 of addresses.

    Behind TLS there is a proxy in front (see settings): then the address is the one that this proxy added,
    the last in its list; all before it is what the visitor claims.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    return str(IPv6Address(int(known) >> 64 << 64)) if known.version == 6 else str(known)
