"""Who may look at the figures of a union."""

from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule

# Every hat sees the figures of its own union and of all below it that day; no hat sees a neighbour's.
SEE_FIGURES = Permission(
    "statistics.see",
    gettext_lazy("xem số liệu của đơn vị"),
    [Rule(role=role, over="pk") for role in Role],
)
