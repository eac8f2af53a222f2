"""What the public sees of a valid initiative: decided here and nowhere else.

A restricted one is its title and its effect: neither its union, field, value nor authors are shown, since those
could tell what the owner keeps to themselves. Authors are named only with their own consent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.consents.queries import may_be_named
from sangkien.initiatives.models import Author, Initiative
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
    """The cards of initiatives that were read with their fields, authors and senders. Two queries: the names of their
    unions, and who may be named."""
    units = Organisation.objects.filter(pk__in={initiative.unit_id for initiative in initiatives}).named(on=on)
    names = {unit.pk: unit.short_name or unit.code for unit in units}
    named = may_be_named(initiatives)
    return [card(one, unit=names.get(one.unit_id, ""), named=named[one.pk]) for one in initiatives]


def card(initiative: Initiative, *, unit: str, named: Sequence[Author]) -> Card:
    """The card of one initiative of the union so called; `named`: its authors who may be (`may_be_named`)."""
    if initiative.restricted:
        return Card(initiative.code, initiative.title, initiative.effect, restricted=True)
    return Card(
        code=initiative.code,
        title=initiative.title,
        effect=initiative.effect,
        restricted=False,
        field=initiative.field.label if initiative.field else "",
        value=initiative.benefit_vnd,
        authors=credited(initiative, named),
        unit=unit,
    )


def credited(initiative: Initiative, named: Sequence[Author]) -> str:
    """The names of those who agreed to that, and how many others there are."""
    others = len(initiative.credited) - len(named)
    names = ", ".join(author.full_name for author in named)
    if not others:
        return names
    if named:
        text = ngettext("%(names)s và %(n)s tác giả khác", "%(names)s và %(n)s tác giả khác", others)
        return text % {"names": names, "n": others}
    if others == 1:
        return _("một tác giả")
    return ngettext("%(n)s tác giả", "%(n)s tác giả", others) % {"n": others}
