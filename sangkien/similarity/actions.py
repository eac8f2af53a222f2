"""Taking prints: of what is new, and of everything anew."""

from collections.abc import Sequence

from django.db import transaction

from sangkien.initiatives.models import Initiative
from sangkien.similarity.models import Print, Unread
from sangkien.similarity.prints import content_bands, title_bands
from sangkien.similarity.reading import described

_AT_ONCE = 200


@transaction.atomic
def take_prints() -> int:
    """Read what is new or changed, at most 200 dossiers; how many. Several workers may do it at once."""
    waiting = list(Unread.objects.order_by("pk").select_for_update(skip_locked=True)[:_AT_ONCE])
    if waiting:
        Unread.objects.filter(pk__in=[one.pk for one in waiting]).delete()
        _take(sorted({one.initiative_id for one in waiting}))
    return len(waiting)


def take_all_prints(*, after: int = 0, at_once: int = 1_000) -> int | None:
    """Read the next dossiers anew, those with a greater key than `after`, in one transaction. The last key that was
    read, to go on from; None when all are read."""
    keys = list(Initiative.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:at_once])
    with transaction.atomic():
        _take(keys)
    return keys[-1] if keys else None


def _take(keys: Sequence[int]) -> None:
    # Locked, so that no older reading overwrites a newer one.
    read = Initiative.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    prints = [
        Print(initiative=one, title=title_bands(one.title), content=content_bands(described(one.before, one.after)))
        for one in read.only("title", "before", "after")
    ]
    Print.objects.bulk_create(
        prints, update_conflicts=True, unique_fields=["initiative"], update_fields=["title", "content"]
    )
