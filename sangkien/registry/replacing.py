"""A paper that is issued in the place of another."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import format_day
from sangkien.organisations.models import Organisation
from sangkien.registry import rules
from sangkien.registry.models import OfficialPaper
from sangkien.registry.moving import held
from sangkien.registry.revising import keep
from sangkien.registry.states import GIVEN_UP

_COPIED = ("kind", "template", "edition", "adaptation", "figures", "receivers", *rules.TEXTS, "authority", "signer")


@transaction.atomic
def replace(paper: OfficialPaper, *, by: Actor, at: datetime) -> OfficialPaper:
    """Begin a paper that is to replace an issued one, with its words and figures; asked again, it is the one that was
    begun. Only when it is issued does the old one cease to hold. Raises NotAllowed, NotPossible."""
    old = held(paper, rules.REPLACE, by)
    if begun := old.replacements.exclude(state__in=GIVEN_UP).first():
        return begun
    new = OfficialPaper(unit=old.unit, replaces=old, by=by.somebody, at=at)
    for name in _COPIED:
        setattr(new, name, getattr(old, name))
    new.body = f"{old.body}\n{_said(old)}"
    new.save()
    keep(new, by=by.somebody, at=at)
    record(verb="paper.draft", target=new, by=by.person, at=at, unit=old.unit, after={"replaces": old.pk})
    return new


def _said(old: OfficialPaper) -> str:
    """The last sentence of the new paper: which one it replaces."""
    assert old.day
    unit = Organisation.objects.named(on=old.day).get(pk=old.unit_id).name
    return f"Văn bản này thay thế văn bản số {old.outgoing.line} ngày {format_day(old.day)} của {unit}."
