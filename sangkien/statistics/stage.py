"""Whose figures the public sees first."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from sangkien.counting.models import Entry
from sangkien.organisations.models import Ancestry, Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme
from sangkien.targets.models import Target


def stage(programme: Programme, *, on: date) -> Organisation:
    """The union that the home page speaks for, named: the programme's owner, or where the owner has only one
    union below it that reviews initiatives, that one, and so on down: a province that runs the platform for
    itself sees itself, a confederation with all its provinces sees the country. Once one of the unions directly
    below the owner takes part in the programme, those that do not are passed over."""
    here = Organisation.objects.named(on=on).get(pk=programme.owner_id)
    below = _taking_part(children(here, on), programme, on)
    while only := _only_one(below, on):
        here, below = only, children(only, on)
    return here


def _taking_part(below: QuerySet[Organisation], programme: Programme, on: date) -> QuerySet[Organisation]:
    """Those that take part, or two of them, which is as good as all; where none does yet, all."""
    two = list(below.filter(Exists(_shares(programme, on))).order_by().values_list("pk", flat=True)[:2])
    return below.filter(pk__in=two) if two else below


def _shares(programme: Programme, on: date) -> QuerySet[Ancestry]:
    """What makes the outer union one that takes part: in its subtree, and in what the subtree took over, somebody has
    a target or something counted."""
    target = Target.objects.filter(programme=programme, organisation=OuterRef("descendant"))
    entry = Entry.objects.filter(programme=programme, unit=OuterRef("descendant"))
    lines = Ancestry.objects.on(on, ended=True).filter(ancestor=OuterRef("pk"))
    return lines.filter(Exists(target) | Exists(entry))


def _only_one(below: QuerySet[Organisation], on: date) -> Organisation | None:
    """The only union there, if it reviews initiatives."""
    reviewing = below.filter(classifications__valid__contains=on, classifications__kind__reviews=True)
    first = reviewing.first()
    return None if first is None or below.exclude(pk=first.pk).exists() else first
