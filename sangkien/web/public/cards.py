"""What the public sees of a valid initiative: decided here and nowhere else.

A restricted one is its title and its effect: neither its union, field, value nor authors are shown, since those
could tell what the owner keeps to themselves. Authors are named only with their consent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Card:
    """One initiative in a list. Empty where there is nothing to show, or nothing that may be shown."""

    code: str
    title: str
    effect: str
    restricted: bool
    field: str = ""
    value: int | None = None
    authors: str = ""
    unit: str = ""


def cards(initiatives: Sequence[Initiative], *, on: date) -> list[Card]:
    """The cards of initiatives that were read with `for_list`: one query more, for the names of their unions."""
    units = Organisation.objects.filter(pk__in={initiative.unit_id for initiative in initiatives}).named(on=on)
    names = {unit.pk: unit.short_name or unit.code for unit in units}
    return [card(initiative, unit=names.get(initiative.unit_id, "")) for initiative in initiatives]


def card(initiative: Initiative, *, unit: str) -> Card:
    """The card of one initiative of the union so called."""
    if initiative.restricted:
        return Card(initiative.code, initiative.title, initiative.effect, restricted=True)
    return Card(
        code=initiative.code,
        title=initiative.title,
        effect=initiative.effect,
        restricted=False,
        field=initiative.field.label if initiative.field else "",
        value=initiative.benefit_vnd,
        authors=credited(initiative),
        unit=unit,
    )


def credited(initiative: Initiative) -> str:
    """The authors' names where they agreed to that, otherwise how many they are."""
    authors = initiative.credited
    if initiative.publish_name:
        return ", ".join(author.full_name for author in authors)
    if len(authors) == 1:
        return _("một tác giả")
    return ngettext("%(n)s tác giả", "%(n)s tác giả", len(authors)) % {"n": len(authors)}
