"""A dossier's photos as pages show them: the old way beside the new, the first of one with the first of the other."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from sangkien.files.models import StoredFile
from sangkien.initiatives.content import Moment
from sangkien.initiatives.models import Initiative
from sangkien.web.files.shown import Shown, shown


@dataclass(frozen=True)
class Pair:
    """The old way and the new; one of them may be missing."""

    before: Shown | None
    after: Shown | None


def pairs_of(initiative: Initiative, *, by: Callable[[StoredFile], Shown] = shown) -> list[Pair]:
    """Each `by` the addresses at which the reader may look at it. One query."""
    photos: dict[str, list[Shown]] = {moment: [] for moment in Moment}
    for photo in initiative.photos.select_related("file").order_by("position"):
        photos[photo.moment].append(by(photo.file))
    return [Pair(*pair) for pair in zip_longest(photos[Moment.BEFORE], photos[Moment.AFTER])]
