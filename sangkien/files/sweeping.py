"""The broom: what was begun and never finished, and what lies in the store although nothing names it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from sangkien.base.locks import hold
from sangkien.files import store
from sangkien.files.models import StoredFile, Upload
from sangkien.files.queries import sent_for
from sangkien.files.uploads import remove_pieces

ABANDONED = timedelta(hours=48)
SLICES = 256  # the store is swept a slice at a time: what begins with the same byte
_A_DAY = timedelta(days=1)
_AT_ONCE = 100


def sweep_uploads(*, at: datetime) -> int:
    """Forget uploads that were abandoned 48 hours ago, with their pieces, and the marks of senders after a day. How
    many uploads were forgotten; never more than 100 in one go."""
    Upload.objects.filter(started_at__lte=at - _A_DAY).exclude(sender_mark="").update(sender_mark="")
    old = Upload.objects.filter(file=None, started_at__lte=at - ABANDONED).values_list("pk", flat=True)[:_AT_ONCE]
    return sum(_forgotten(key) for key in list(old)) + _swept_pieces()


@transaction.atomic
def _forgotten(key: UUID) -> bool:
    """Unless somebody is just sending a piece of it."""
    upload = Upload.objects.select_for_update(skip_locked=True).filter(pk=key, file=None).first()
    if upload is None:
        return False
    remove_pieces(upload.key)
    upload.delete()
    return True


def _swept_pieces() -> int:
    """Pieces that a server which ended too soon has left behind."""
    folders = {name for name in store.folders_in("parts") if _is_key(name)}
    waiting = {str(key) for key in Upload.objects.filter(file=None, pk__in=folders).values_list("pk", flat=True)}
    for key in folders - waiting:
        remove_pieces(key)
    return len(folders - waiting)


def _is_key(name: str) -> bool:
    """What else lies there is not ours: a disk of its own has a folder `lost+found`."""
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


@transaction.atomic
def forget_sent_for(draft_key: UUID) -> int:
    """Forget what was sent for a draft that nobody goes on with; how many files. One that something else names stays,
    and what lies in the store goes with the orphans."""
    files = list(sent_for(draft_key))
    for upload in Upload.objects.filter(draft_key=draft_key):
        transaction.on_commit(partial(remove_pieces, upload.key), robust=True)
        upload.delete()
    return sum(_unnamed(file) for file in files)


def _unnamed(file: StoredFile) -> bool:
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    return True


def sweep_orphans(slice_: int, *, at: datetime) -> int:
    """Remove files (and their previews) of one slice (0 to 255) of the store that lie there for 48 hours and that no
    row names: their transaction was rolled back. How many were removed.

    A file that is just being kept again is safe: keeping it and removing it wait for each other.
    """
    found = 0
    for names in _batches(store.below(f"{slice_ % SLICES:02x}")):
        digests = {name: _digest(name) for name in names}
        known = set(StoredFile.objects.filter(sha256__in=digests.values()).values_list("sha256", flat=True))
        lost = [name for name in names if digests[name] not in known and store.written_at(name) < at - ABANDONED]
        found += sum(_removed(name, digests[name]) for name in lost)
    return found


@transaction.atomic
def _removed(name: str, digest: str) -> bool:
    hold(f"file {digest}")
    if StoredFile.objects.filter(sha256=digest).exists():
        return False
    store.remove(name)
    return True


def _digest(name: str) -> str:
    """Of a file or its preview; empty for what a crash has left unfinished."""
    return name.rpartition("/")[2].partition(".")[0]


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, 500)):
        yield batch
