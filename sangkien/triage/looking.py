"""Looking for signs: the worker does it within seconds of any change, and once a day for what only time brings."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sangkien.base.days import day_of, start_of
from sangkien.initiatives.models import Initiative
from sangkien.triage.models import HOURS, Flag, Kind, Place
from sangkien.triage.signs import Fact, looked_at

_AT_ONCE = 50  # dossiers, before other errands have their turn


def look(*, at: datetime, most: int = _AT_ONCE) -> int:
    """Look at the waiting dossiers that changed since somebody looked, or at which nobody has looked today, at most so
    many; how many. Several workers may do it at once, and one that ends in the middle leaves nothing half done."""
    done = 0
    while done < most and (found := _look_at_one(at)) is not None:
        _look_at_the_others_again(found)
        done += 1
    return done


def look_again(keys: Iterable[int]) -> None:
    """Something was said of these dossiers (keys) that may change what is odd about them."""
    Place.objects.filter(pk__in=list(keys)).update(looked_at=None)


@transaction.atomic
def _look_at_one(at: datetime) -> dict[Kind, list[Fact]] | None:
    """What was found about the one that waits longest to be looked at; None when there is none."""
    # Its place is locked and nothing else: who decides on the dossier meanwhile waits for this, never the reverse.
    due = Place.objects.filter(Q(looked_at=None) | Q(looked_at__lt=start_of(day_of(at))))
    place = due.order_by("looked_at").select_for_update(skip_locked=True, of=("self",)).first()
    if place is None:
        return None
    read_with = ("programme", "edition", "phase", "recognition", "entered_by", "unit")
    initiative = Initiative.objects.select_related(*read_with).prefetch_related("authors").get(pk=place.pk)
    found = looked_at(initiative, at=at)
    place.flags.all().delete()
    Flag.objects.bulk_create(
        Flag(place=place, kind=kind, hours=HOURS[kind], facts=facts) for kind, facts in found.items()
    )
    Place.objects.filter(pk=place.pk).update(looked_at=at)
    return found


def _look_at_the_others_again(found: dict[Kind, list[Fact]]) -> None:
    """What is like a dossier that came later was looked at when there was nothing like it."""
    keys = [key for fact in found.get(Kind.ALIKE, []) for key in fact["with"]]
    if keys:
        Place.objects.filter(pk__in=keys).exclude(marks__contains=[Kind.ALIKE]).update(looked_at=None)
