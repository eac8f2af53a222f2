"""Whose figures the public sees first."""

from datetime import date

from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme


def stage(programme: Programme, *, on: date) -> Organisation:
    """The union that the home page speaks for, named: the programme's owner, or where the owner has only one
    union below it that reviews initiatives, that one, and so on down: a province that runs the platform for
    itself sees itself, a confederation with all its provinces sees the country."""
    here = Organisation.objects.named(on=on).get(pk=programme.owner_id)
    while True:
        below = children(here, on)
        reviewing = below.filter(classifications__valid__contains=on, classifications__kind__reviews=True)
        following = list(reviewing[:2])
        if len(following) != 1 or below.exclude(pk=following[0].pk).exists():
            return here
        here = following[0]
