"""Questions: which photos of a dossier stand in others too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sangkien.base.statements import Statement
from sangkien.initiatives.models import Initiative, Photo
from sangkien.similarity.models import PhotoPrint
from sangkien.similarity.photo_prints import MOST_APART, apart, bands_near, turned

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What so many dossiers of so many unions show is a logo, a letterhead, a picture from a handbook: it tells of nobody.
COMMON_DOSSIERS, COMMON_UNIONS = 10, 4
_LOOKED_AT = 200  # pictures like one, before it is common anyway


@dataclass(frozen=True)
class PhotoAgain:
    """A photo of the dossier, and one of another that shows the same."""

    mine: Photo
    theirs: Photo


def photos_again(initiative: Initiative, *, among: "QuerySet[Initiative]") -> list[PhotoAgain]:
    """The photos of the dossier that stand in others as well, in the order of its photos and the oldest other first.
    `among`: the dossiers of which may be told. Its own photos are never held against each other; what many show says
    nothing. Three queries, and one more for each photo."""
    photos = list(initiative.photos.select_related("file").order_by("moment", "position"))
    prints = dict(PhotoPrint.objects.filter(file__in=[one.file_id for one in photos]).values_list("file", "bits"))
    alike = {one: _showing_the_same(prints[one.file_id], initiative) for one in photos if one.file_id in prints}
    told = _told_of({other.initiative_id for others in alike.values() for other in others}, among)
    return [
        PhotoAgain(mine, theirs)
        for mine, others in alike.items()
        if not _is_common(others)
        for theirs in others
        if theirs.initiative_id in told
    ]


def _showing_the_same(bits: int, initiative: Initiative) -> Sequence[Photo]:
    """The photos of other dossiers that show the same."""
    prints = turned(bits)
    near = [file for file, other in _NEAR(bands_near(bits)) if min(apart(one, other) for one in prints) <= MOST_APART]
    photos = Photo.objects.filter(file__in=near).exclude(initiative=initiative)
    return list(photos.select_related("file", "initiative").order_by("initiative", "moment", "position")[:_LOOKED_AT])


def _is_common(photos: Iterable[Photo]) -> bool:
    dossiers: dict[int, set[int]] = defaultdict(set)
    for photo in photos:
        dossiers[photo.initiative.unit_id].add(photo.initiative_id)
    return len(dossiers) >= COMMON_UNIONS and sum(map(len, dossiers.values())) >= COMMON_DOSSIERS


def _told_of(keys: Iterable[int], among: "QuerySet[Initiative]") -> set[int]:
    found = list(keys)
    return set(among.filter(pk__in=found).values_list("pk", flat=True)) if found else set()


_NEAR = Statement("SELECT file_id, bits FROM similarity_photoprint WHERE bands && %s::int[]")
