"""Pictures and papers of two records beside each other, each only for who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.rules import READ_METHOD
from sangkien.files.models import StoredFile
from sangkien.initiatives.content import Moment
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE


@dataclass(frozen=True)
class Beside:
    """One kind of picture or paper of both. `papers`: shown with their names, to be saved."""

    label: str
    one: Sequence[StoredFile]
    other: Sequence[StoredFile]
    papers: bool


@dataclass(frozen=True)
class Shots:
    """All of them. `withheld`: those of the other record are not for the reader to look at, whether there are any or
    not."""

    lines: Sequence[Beside]
    withheld: bool


def beside_each_other(one: Initiative, other: Initiative, *, actor: Actor) -> Shots:
    """What either of the two has."""
    left, right = _shown(one, actor), _shown(other, actor)
    lines = [
        Beside(label, left[label], right[label], papers)
        for label, papers in [(_("Ảnh trước đây"), False), (_("Ảnh bây giờ"), False), (_("Giấy tờ"), True)]
        if left[label] or right[label]
    ]
    return Shots(lines, withheld=not actor.may(READ_METHOD, other))


def _shown(initiative: Initiative, actor: Actor) -> dict[str, list[StoredFile]]:
    reads = actor.may(READ_METHOD, initiative)
    photos = list(initiative.photos.select_related("file").order_by("position")) if reads else []
    papers = list(initiative.papers.select_related("file").order_by("position")) if reads else []
    scan = [initiative.recognition_paper] if initiative.recognition_paper and actor.may(SEE, initiative) else []
    return {
        _("Ảnh trước đây"): [photo.file for photo in photos if photo.moment == Moment.BEFORE],
        _("Ảnh bây giờ"): [photo.file for photo in photos if photo.moment == Moment.AFTER],
        _("Giấy tờ"): [*scan, *(paper.file for paper in papers)],
    }
