"""What a dossier has in common with others besides its words: photos, and the decision that it names."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.rules import READ_METHOD
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.review.alike import COMPARE_METHOD, standing_records
from sangkien.review.rules import NOTE_LISTING
from sangkien.similarity.apart import in_order, told_apart
from sangkien.similarity.decisions import Uses, uses_of
from sangkien.similarity.photos import PhotoAgain, photos_again
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import whole_number_field

_SHOWN = 6  # pairs of photos


class ListingForm(Questions):
    """How many initiatives the paper lists."""

    lists = whole_number_field(label=_("Quyết định này ghi bao nhiêu sáng kiến?"))


@dataclass(frozen=True)
class PhotoTwin:
    """A photo of the dossier and one of another that shows the same; without `theirs` the reader may not look at it."""

    mine: StoredFile
    theirs: StoredFile | None
    other: Initiative


def in_common(initiative: Initiative, actor: Actor, listing: ListingForm | None) -> dict[str, Any]:
    """For the dossier's page: `photo_twins`, the `uses` of its decision, and the form to say how many it lists."""
    uses = decision_uses(initiative, actor)
    notes = uses is not None and actor.may(NOTE_LISTING, initiative)
    initial = {"lists": uses.most if uses and uses.said else ""}
    return {
        "photo_twins": photo_twins(initiative, actor),
        "uses": uses,
        "listing": (listing or ListingForm(initial=initial)) if notes else None,
    }


def photo_twins(initiative: Initiative, actor: Actor) -> list[PhotoTwin]:
    """Those of which the reader may know; of two dossiers that were told apart nothing more is said."""
    if not actor.may(READ_METHOD, initiative):
        return []
    found = photos_again(initiative, among=actor.among(COMPARE_METHOD, standing_records()))
    apart = told_apart((initiative.pk, again.theirs.initiative_id) for again in found)
    found = [one for one in found if in_order(initiative.pk, one.theirs.initiative_id) not in apart][:_SHOWN]
    others = Initiative.objects.filter(pk__in=[one.theirs.initiative_id for one in found])
    reads = set(actor.among(READ_METHOD, others).values_list("pk", flat=True)) if found else set()
    return [_twin(one, reads) for one in found]


def decision_uses(initiative: Initiative, actor: Actor) -> Uses | None:
    """Among the dossiers that the reader sees whole: which decision a public one names is not public."""
    return uses_of(initiative, among=actor.among(SEE, standing_records()))


def _twin(again: PhotoAgain, reads: set[int]) -> PhotoTwin:
    other = again.theirs.initiative
    return PhotoTwin(again.mine.file, again.theirs.file if other.pk in reads else None, other)
