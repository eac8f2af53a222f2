"""Laying all dossiers of a programme, or of all programmes, beside each other: near duplicates, in clusters.

Every dossier is laid beside those sent before it that share bands with it. What was found and how far it got are
written together, so that a scan that ended goes on where it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from rapidfuzz import fuzz

from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.similarity.likeness import NEAR, likeness
from sangkien.similarity.models import Likes, Scan
from sangkien.similarity.queries import CONTENT, by_content, commonplaces_in, content_likeness
from sangkien.similarity.reading import described

if TYPE_CHECKING:
    from django.db.models import QuerySet

_AT_ONCE = 200
_BESIDE_EACH = 25  # of those before it, with the most bands in common
_GLANCE = 70  # of 100: titles less alike at a glance are no near duplicates
_CONTENT_SHARED = 3  # bands: contents with fewer in common are not compared


@dataclass(frozen=True)
class Cluster:
    """Dossiers that tell of what the first of them tells of; `members` their keys, the oldest first. `score`: of the
    one least like the first; `reasons`: in which ways they are like it, each once."""

    members: Sequence[int]
    score: float
    reasons: Sequence[str]


def begin(programme: Programme | None, *, anew: bool = False) -> Scan:
    """The scan of this programme, or of all; one that has finished, and any if `anew`, begins again."""
    scan, _is_new = Scan.objects.get_or_create(programme=programme)
    if anew or scan.finished:
        scan.delete()
        scan = Scan.objects.create(programme=programme)
    return scan


@transaction.atomic
def go_on(scan: Scan) -> int:
    """Lay the next 200 dossiers beside those before them; how many there were. Nobody else goes on with it then."""
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    keys = list(_dossiers(held).filter(pk__gt=held.reached).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    Likes.objects.bulk_create(_near(held, keys), ignore_conflicts=True)
    held.reached, held.finished = (keys[-1] if keys else held.reached), not keys
    held.save(update_fields=["reached", "finished"])
    return len(keys)


def left(scan: Scan) -> int:
    """How many dossiers it has not come to yet."""
    reached = Scan.objects.values_list("reached", flat=True).get(pk=scan.pk)
    return _dossiers(scan).filter(pk__gt=reached).count()


def clusters(scan: Scan) -> list[Cluster]:
    """By the pairs found so far, the largest first: around each dossier those that resemble none older than it.

    Every member resembles the first one, which is the record into which the others would be merged; nobody is in a
    cluster only by way of a third. What resembles a later member but not the first is gathered around that member, so
    that nothing found is lost. Memory grows with the pairs, not with the dossiers."""
    around: dict[int, list[Likes]] = defaultdict(list)
    gathered: set[int] = set()
    for pair in scan.likes.order_by("older_id", "newer_id").iterator():
        if pair.newer_id not in gathered:
            gathered.add(pair.newer_id)
            around[pair.older_id].append(pair)
    found = [_cluster(first, pairs) for first, pairs in around.items()]
    return sorted(found, key=lambda cluster: (-len(cluster.members), cluster.members[0]))


def _cluster(first: int, pairs: Sequence[Likes]) -> Cluster:
    reasons = dict.fromkeys(reason for pair in pairs for reason in pair.reasons)
    return Cluster([first, *(pair.newer_id for pair in pairs)], min(pair.score for pair in pairs) / 10_000, [*reasons])


def _dossiers(scan: Scan) -> "QuerySet[Initiative]":
    every = Initiative.objects.all()
    return every.filter(programme_id=scan.programme_id) if scan.programme_id else every


def _near(scan: Scan, keys: Sequence[int]) -> Iterator[Likes]:
    candidates = _candidates(scan, keys)
    told = {one.pk: one for one in _texts({key for newer, older, _shared in candidates for key in (newer, older)})}
    for newer, older, shared_content in candidates:
        score, reasons = _weighed(told[newer], told[older], compares_content=shared_content >= _CONTENT_SHARED)
        if score >= NEAR:
            yield Likes(scan=scan, older_id=older, newer_id=newer, score=round(score * 10_000), reasons=reasons)


def _texts(keys: Iterable[int]) -> Iterable[Initiative]:
    return Initiative.objects.filter(pk__in=keys).only("title", "before", "after")


def _weighed(one: Initiative, other: Initiative, *, compares_content: bool) -> tuple[float, list[str]]:
    content = _content(one, other) if compares_content else 0.0
    is_worth_a_look = content >= NEAR or fuzz.token_set_ratio(fold(one.title), fold(other.title)) >= _GLANCE
    title = likeness(one.title, other.title, least=NEAR) if is_worth_a_look else None
    told = by_content(content, title=title.score) if title else 0.0
    reasons = [*(title.reasons if title and title.near else []), *([CONTENT] if told >= NEAR else [])]
    return max(title.score if title else 0.0, told), reasons


def _content(one: Initiative, other: Initiative) -> float:
    texts = described(one.before, one.after), described(other.before, other.after)
    return content_likeness(*texts, commonplaces=commonplaces_in(*texts))


def _candidates(scan: Scan, keys: Sequence[int]) -> list[tuple[int, int, int]]:
    """(newer, older, how many bands of the content they share)."""
    asked = {"keys": list(keys), "programme": scan.programme_id, "most": _BESIDE_EACH}
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, asked)
        return list(cursor.fetchall())


_CANDIDATES = """
    SELECT newer.initiative_id, older.initiative_id, older.of_content
    FROM similarity_print newer, LATERAL (
        SELECT p.initiative_id, icount(p.content & newer.content) AS of_content FROM similarity_print p
        WHERE (p.title && newer.title OR p.content && newer.content) AND p.initiative_id < newer.initiative_id
            AND (%(programme)s::bigint IS NULL OR EXISTS (
                SELECT FROM initiatives_initiative i WHERE i.id = p.initiative_id AND i.programme_id = %(programme)s))
        ORDER BY icount(p.title & newer.title) + 3 * icount(p.content & newer.content) DESC, p.initiative_id
        LIMIT %(most)s
    ) AS older
    WHERE newer.initiative_id = ANY(%(keys)s)
    ORDER BY 1, 2
"""
