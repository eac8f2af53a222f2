"""Looking at what dossiers bring besides words: their photos, and the decision that they name."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from sangkien.files.models import StoredFile
from sangkien.files.previews import has_preview, preview
from sangkien.files.workshop.sizes import SMALL
from sangkien.initiatives.models import Initiative, Photo
from sangkien.similarity.decisions import mark_of
from sangkien.similarity.models import CitedDecision, PhotoPrint, Unmarked
from sangkien.similarity.photo_prints import bands_of, print_of

_AT_ONCE = 50


@transaction.atomic
def take_marks() -> int:
    """Look at what is new or changed, at most 50 dossiers; how many. Several workers may do it at once. Raises
    NotPossible when the store of files does not answer: then nothing is done, and all is tried again."""
    waiting = list(Unmarked.objects.order_by("pk").select_for_update(skip_locked=True)[:_AT_ONCE])
    if waiting:
        keys = sorted({one.initiative_id for one in waiting})
        _note_decisions(keys)
        _take_photo_prints(keys)
        Unmarked.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return len(waiting)


def _note_decisions(keys: Iterable[int]) -> None:
    # Locked, so that no older reading overwrites a newer one.
    read = Initiative.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    named = {
        one: mark_of(one.recognition_number, one.recognition_issuer, one.recognised_on)
        for one in read.only("recognition_number", "recognition_issuer", "recognised_on")
    }
    CitedDecision.objects.filter(initiative__in=[one for one, mark in named.items() if not mark]).delete()
    CitedDecision.objects.bulk_create(
        [CitedDecision(initiative=one, mark=mark) for one, mark in named.items() if mark],
        update_conflicts=True,
        unique_fields=["initiative"],
        update_fields=["mark"],
    )


def _take_photo_prints(keys: Iterable[int]) -> None:
    shown = Photo.objects.filter(initiative__in=keys).values("file")
    known = PhotoPrint.objects.filter(file__in=shown).values("file")
    files = StoredFile.objects.filter(pk__in=shown).exclude(pk__in=known).order_by("pk")
    PhotoPrint.objects.bulk_create(_prints(files), ignore_conflicts=True)


def _prints(files: Iterable[StoredFile]) -> Iterator[PhotoPrint]:
    """Of those that have a picture. One whose content is lost is left out: the pages say so where it is looked at."""
    for file in files:
        try:
            bits = print_of(preview(file, SMALL)) if has_preview(file) else None
        except FileNotFoundError:
            bits = None
        if bits is not None:
            yield PhotoPrint(file=file, bits=bits, bands=bands_of(bits))
