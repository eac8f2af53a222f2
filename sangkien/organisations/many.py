"""The verbs of a reform, for many unions at once: as many statements for ten thousand as for one.

The caller has the lock of the tree (`actions.lock_tree`) and writes the log. `since` is the first day (Vietnam) on
which the change holds.
"""

from collections.abc import Collection
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from sangkien.base.problems import NotPossible
from sangkien.organisations import rules
from sangkien.organisations.models import Manner, Organisation, Placement, Succession


def hang(units: Collection[int], parent: Organisation, *, since: date) -> int:
    """Hang these unions (keys) under `parent` from `since` on, each until the end of the placement it has that day.
    Those that hang there already stay as they are. How many moved?

    Raises NotPossible: one does not exist that day, would come below itself, or is of a kind that does not hang
    under the parent's; or the parent does not exist on all these days.
    """
    if problems := rules.wrong_moves(units, parent, since):
        raise NotPossible(problems)
    return _hang(units, parent, since=since)


def _hang(units: Collection[int], parent: Organisation, *, since: date) -> int:
    now = list(Placement.objects.on(since).filter(organisation__in=units).exclude(parent=parent).order_by("pk"))
    fresh = [row for row in now if row.valid.lower == since]
    cut = [row for row in now if row.valid.lower < since]
    moved = [
        Placement(organisation_id=row.organisation_id, parent=parent, valid=DateRange(since, row.valid.upper))
        for row in cut
    ]
    for row in fresh:
        row.parent = parent
    for row in cut:
        row.valid = DateRange(row.valid.lower, since)
    Placement.objects.bulk_update(fresh + cut, ["parent", "valid"], batch_size=5_000)
    Placement.objects.bulk_create(moved, batch_size=5_000)
    return len(now)


def end(units: Collection[int], *, heir: Organisation, manner: Manner, since: date) -> int:
    """Let these unions (keys) end: `since` is the first day without them. `heir` stands for them from then on, and
    for whomever one of them would have stood from that very day. What still hangs under them follows the heir.

    Raises NotPossible: one does not exist on the day before or is the heir itself, the heir is not there that day,
    or something that hangs below cannot hang under the heir.
    """
    if problems := rules.wrong_end(units, heir, since):
        raise NotPossible(problems)
    orphans = Placement.objects.on(since).filter(parent__in=units).exclude(organisation__in=units)
    hang(list(orphans.values_list("organisation", flat=True)), heir, since=since)
    _pass_on(units, heir, since=since)
    _cut(units, since=since)
    Succession.objects.bulk_create(
        Succession(organisation_id=unit, successor=heir, since=since, manner=manner) for unit in sorted(units)
    )
    return len(units)


def _pass_on(units: Collection[int], heir: Organisation, *, since: date) -> None:
    """Whoever was to be succeeded by one of `units` from this very day is succeeded by the heir; a part that comes
    back to what it came out of on the day it was to leave never left."""
    that_day = Succession.objects.filter(since=since)
    inherited = that_day.filter(successor__in=units)
    named = list(that_day.filter(successor=heir, heir=True).values_list("organisation", flat=True))
    inherited.filter(Q(organisation=heir) | Q(organisation__in=named), heir=False).delete()
    bequeathed = list(inherited.filter(heir=True).values_list("organisation", flat=True))
    that_day.filter(successor=heir, heir=False, organisation__in=bequeathed).delete()
    inherited.filter(heir=False, organisation__in=bequeathed).delete()
    inherited.update(successor=heir)


def part(unit: Organisation, into: Collection[Organisation], *, since: date) -> None:
    """Write down that these unions came out of `unit`, beside its heir or while it goes on.

    Raises NotPossible: one of them is the union itself or is not there that day.
    """
    if problems := rules.wrong_parts(unit, into, since):
        raise NotPossible(problems)
    named = set(Succession.objects.filter(organisation=unit, since=since).values_list("successor", flat=True))
    Succession.objects.bulk_create(
        Succession(organisation=unit, successor=new, since=since, manner=Manner.SPLIT, heir=False)
        for new in into
        if new.pk not in named
    )


def _cut(units: Collection[int], *, since: date) -> None:
    later = Placement.objects.filter(organisation__in=units)
    later.filter(valid__startswith__gte=since).delete()
    now = list(later.filter(valid__contains=since))
    for row in now:
        row.valid = DateRange(row.valid.lower, since)
    Placement.objects.bulk_update(now, ["valid"], batch_size=5_000)
