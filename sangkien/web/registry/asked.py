"""What an address asks for: a union of the hat, or a paper that it may read."""

from sangkien.accounts.permissions import Permission
from sangkien.organisations.models import Organisation
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import known
from sangkien.registry.rules import KEEP, SEE
from sangkien.web.doors import Request, get_for


def unit_of(request: Request, code: str, permission: Permission = KEEP) -> Organisation:
    """The union, named, for whoever holds the permission there; 404 otherwise."""
    on = request.visit.actor.on
    return get_for(request.visit.actor, permission, Organisation.objects.on(on).named(on=on), code=code)


def paper_of(request: Request, key: int, permission: Permission | None = None) -> OfficialPaper:
    """The paper, for whoever may read it, or holds the permission on it whatever its state; 404 otherwise."""
    asked = permission.whenever() if permission else SEE
    return get_for(request.visit.actor, asked, known(), pk=key)
