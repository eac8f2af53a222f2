"""Who knows what is inside a union: its numbers of members, who is in charge there, how to reach them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.organisations.models import Organisation

# That a union exists, its name, kind and place in the tree are public. What is inside it is known to every hat of
# its own union and of those above it; no hat knows a neighbour's.
SEE_INSIDE = Permission(
    "organisation.inside",
    gettext_lazy("xem số đoàn viên, người phụ trách và cách liên hệ của đơn vị"),
    [Rule(role=role, over="pk") for role in Role],
)


def seen_inside(actor: Actor, units: Iterable[int]) -> set[int]:
    """Of these unions (keys) those into which the actor sees. One query; none for who wears no hat."""
    if not actor.holds(*Role):
        return set()
    seen = actor.among(SEE_INSIDE, Organisation.objects.filter(pk__in=units))
    return set(seen.values_list("pk", flat=True))
