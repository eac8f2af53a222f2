"""Reading dossiers into the index: what is new, and everything anew."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from sangkien.initiatives.models import Initiative
from sangkien.search.documents import SLICE, Part, known_of, parts_of
from sangkien.search.models import Moved, Unread

AT_ONCE = 300


@transaction.atomic
def read_new(*, limit: int = AT_ONCE) -> int:
    """Read what is new or has changed, at most so many notes; how many.

    What misleads comes first, since until then it answers to nobody: a new name of a large union, or a filter that is
    new to all dossiers, keeps nobody waiting. One reader at a time: two could write an older reading over a newer one.
    Whoever comes second has nothing to do. What changes while it is read has a note of its own, which stays."""
    if not _alone():
        return 0
    notes = Unread.objects.order_by("pk")
    waiting = list(notes.filter(misleads=True)[:limit] or notes[:limit])
    if waiting:
        Unread.objects.filter(pk__in=[one.pk for one in waiting]).delete()
        _read(sorted({one.initiative_id for one in waiting}))
    return len(waiting)


@transaction.atomic
def follow_moves(*, limit: int = AT_ONCE) -> int:
    """Read the next dossiers of a union above which another one stands, at most so many; how many.

    After the last of them the union is no longer looked for by itself. A move that is decided meanwhile waits for this
    one reading, and begins anew."""
    moved = Moved.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if moved is None or not _alone():
        return 0
    theirs = Initiative.objects.filter(Q(unit_id=moved.pk) | Q(judged_for_id=moved.pk), pk__gt=moved.after)
    keys = list(theirs.order_by("pk").values_list("pk", flat=True)[:limit])
    _read(keys)
    if len(keys) < limit:
        moved.delete()
    else:
        Moved.objects.filter(pk=moved.pk).update(after=keys[-1])
    return max(1, len(keys))


def read_all(*, after: int = 0, until: int | None = None, at_once: int = 1_000) -> int | None:
    """Read the next dossiers anew, of those with a key greater than `after` (and at most `until`), in one transaction.
    The last key that was read, to go on from; None when all are read. Several may do it at once, each with its own
    keys; nobody changes these dossiers meanwhile."""
    among = Initiative.objects.filter(pk__gt=after).order_by("pk")
    if until is not None:
        among = among.filter(pk__lte=until)
    with transaction.atomic():
        keys = list(among.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)[:at_once])
        _read(keys)
    return keys[-1] if keys else None


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('search.read_new', 0))")
        return bool(cursor.fetchone()[0])


def _read(keys: Sequence[int]) -> None:
    """Write the documents of these dossiers, and the words that nobody has met before."""
    with_it = (
        Initiative.objects.filter(pk__in=keys).select_related("entered_by", "withheld").prefetch_related("authors")
    )
    found = list(with_it.order_by("pk"))
    known = known_of(found)
    documents = [(one.pk, parts_of(one, known)) for one in found]
    columns: list[Any] = [
        [pk for pk, _parts in documents],
        *([str(parts[part]) for _pk, parts in documents] for part in Part),
    ]
    words = {word for _pk, parts in documents for vector in parts.values() for word in vector.words()}
    when = {(trait, pk // SLICE) for pk, parts in documents for part in parts.values() for trait in part.of_a_time()}
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)
        cursor.execute(_MEET, [sorted(words)])
        cursor.execute(_SPAN, [[trait for trait, _slice in when], [slice_ for _trait, slice_ in when]])


_WRITE = """
INSERT INTO search_document (initiative_id, public, inside, method)
SELECT id, public::tsvector, inside::tsvector, method::tsvector
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS d (id, public, inside, method)
ON CONFLICT (initiative_id) DO UPDATE
SET public = excluded.public, inside = excluded.inside, method = excluded.method
"""
_SPAN = """
INSERT INTO search_span (trait, first, last)
SELECT trait, min(slice), max(slice) FROM unnest(%s::text[], %s::bigint[]) AS met (trait, slice)
GROUP BY trait ORDER BY trait
ON CONFLICT (trait) DO UPDATE
SET first = least(search_span.first, excluded.first), last = greatest(search_span.last, excluded.last)
WHERE excluded.first < search_span.first OR excluded.last > search_span.last
"""
_MEET = """
INSERT INTO search_knownword (word)
SELECT word FROM unnest(%s::text[]) AS met (word)
WHERE word ~ '^[a-z]+$' AND NOT EXISTS (SELECT FROM search_knownword k WHERE k.word = met.word)
ON CONFLICT DO NOTHING
"""
