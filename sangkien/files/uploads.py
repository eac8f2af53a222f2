"""A file that comes piece by piece over a poor network. Whatever is lost on the way (a piece, an answer, the server
itself), the phone asks how far it came and goes on from there; the same request twice is the same as once.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sangkien.accounts.marks import mark
from sangkien.accounts.models import Person
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line
from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.limits import Limits
from sangkien.files.models import Purpose, StoredFile, Upload
from sangkien.files.refusals import refused

CHUNK = 256 * 1024  # bytes, of one piece at most
# Bytes that may be begun for a draft, and in a day by a sender. Behind one address stands a whole factory, or all the
# phones of a network.
MOST_FOR_A_DRAFT, MOST_OF_A_PERSON, MOST_OF_AN_ADDRESS = 200_000_000, 2_000_000_000, 4_000_000_000
_A_DAY = timedelta(days=1)


class WrongOffset(NotPossible):
    """The piece does not join on to what is there; the phone goes on from `received`."""

    def __init__(self, received: int) -> None:
        text = _("Máy chủ đã nhận đến chỗ khác của tệp. Điện thoại sẽ gửi tiếp từ chỗ đó.")
        super().__init__([Problem(code="file_offset", text=text)])
        self.received = received


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What a phone says before it sends: the key of the draft that the file is for, what for, its name, its size in
    bytes and, if it likes, the SHA-256 of the whole (hexadecimal)."""

    draft_key: UUID
    purpose: Purpose
    name: str
    size: int
    sha256: str = ""


@transaction.atomic
def begin(
    key: UUID, sending: Sending, *, by: Person | None, address: str, at: datetime, limits: Limits | None = None
) -> Upload:
    """Begin to send a file, or find what was begun with the same key. `address` is the network address, for the quota
    of those who are not signed in.

    Raises NotPossible when it is empty or too large, when the key was used for another file, or when draft or sender
    have sent too much.
    """
    sender = _mark(by, address)
    hold(f"uploads of {sender}")
    if begun := _begun_before(key, sending):
        return begun
    _must_be_welcome(sending, by=by, address=address, at=at, limits=limits)
    return Upload.objects.create(
        key=key,
        draft_key=sending.draft_key,
        purpose=sending.purpose,
        name=_short(sending.name),
        size=sending.size,
        sha256=sending.sha256,
        sender_mark=sender,
        started_at=at,
    )


@transaction.atomic
def take(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """Take the piece that begins at byte `offset`. One that is here already is taken once more without harm.

    Raises WrongOffset when it does not join on, NotPossible when it is larger than a piece or than what was said.
    """
    upload = _locked(upload)
    end = offset + len(data)
    if not 0 < len(data) <= CHUNK or end > upload.size:
        raise refused("piece")
    if end <= upload.received:
        return upload
    if offset != upload.received:
        raise WrongOffset(upload.received)
    store.write(f"{_folder(upload)}/{offset}", data)
    upload.received = end
    upload.save(update_fields=["received"])
    return upload


@transaction.atomic
def finish(upload: Upload, *, by: Person | None, at: datetime, limits: Limits | None = None) -> StoredFile:
    """Put the pieces together, check the whole and keep it. Asked again, the answer is the same file.

    Raises WrongOffset while something is missing, NotPossible with what is wrong with the file.
    """
    upload = _locked(upload)
    if upload.file:
        return upload.file
    if upload.received < upload.size:
        raise WrongOffset(upload.received)
    upload.file = keep(_put_together(upload), name=upload.name, by=by, at=at, limits=limits)
    upload.save(update_fields=["file"])
    transaction.on_commit(lambda: remove_pieces(upload.key), robust=True)
    return upload.file


@transaction.atomic
def send_whole(
    key: UUID,
    data: bytes,
    sending: Sending,
    *,
    by: Person | None,
    address: str,
    at: datetime,
    field: str = "",
    limits: Limits | None = None,
) -> StoredFile:
    """A file that came in one piece, as a form sends it without a script: checked, kept and counted like the others.
    Before it is looked into, which is costly, and once more under the lock, the quota is asked.

    Raises NotPossible as `begin` and `keep`; the problem is tied to `field`.
    """
    try:
        if (before := _begun_before(key, sending)) and before.file:
            return before.file
        _must_be_welcome(sending, by=by, address=address, at=at, limits=limits)
        file = keep(data, name=sending.name, by=by, at=at, field=field, limits=limits)
        upload = begin(key, sending, by=by, address=address, at=at, limits=limits)
    except NotPossible as no:
        raise NotPossible([Problem(code=p.code, text=p.text, field=field) for p in no.problems]) from None
    Upload.objects.filter(pk=upload.pk).update(received=sending.size, file=file)
    return file


def remove_pieces(key: UUID | str) -> None:
    """Remove the pieces of an upload from the store."""
    folder = f"parts/{key}"
    for name in list(store.below(folder)):
        store.remove(name)
    store.remove(folder)


def _locked(upload: Upload) -> Upload:
    # The file is read apart: a row joined while waiting for the lock would be from before it.
    return Upload.objects.select_for_update().get(pk=upload.pk)


def _folder(upload: Upload) -> str:
    return f"parts/{upload.key}"


def _put_together(upload: Upload) -> bytes:
    """Piece after piece, each where the one before it ended."""
    whole = bytearray()
    try:
        while len(whole) < upload.size:
            whole += store.read(f"{_folder(upload)}/{len(whole)}")
    except FileNotFoundError:
        raise refused("broken") from None
    if upload.sha256 and hashlib.sha256(whole).hexdigest() != upload.sha256:
        raise refused("broken")
    return bytes(whole)


def _begun_before(key: UUID, sending: Sending) -> Upload | None:
    begun = Upload.objects.filter(key=key).first()
    said = (sending.draft_key, sending.purpose, _short(sending.name), sending.size, sending.sha256)
    if begun and said != (begun.draft_key, begun.purpose, begun.name, begun.size, begun.sha256):
        raise refused("other")
    return begun


def _must_be_welcome(sending: Sending, *, by: Person | None, address: str, at: datetime, limits: Limits | None) -> None:
    limits = limits or Limits()
    if sending.size <= 0:
        raise refused("empty")
    if sending.size > limits.largest:
        raise refused("too_large", most=limits.megabytes)
    _must_be_within_the_quota(sending, by=by, address=address, at=at)


def _must_be_within_the_quota(sending: Sending, *, by: Person | None, address: str, at: datetime) -> None:
    """Counted by what was said, so that nobody begins more than may be finished."""
    most = MOST_OF_A_PERSON if by else MOST_OF_AN_ADDRESS
    of_draft = Upload.objects.filter(draft_key=sending.draft_key)
    of_sender = Upload.objects.filter(sender_mark=_mark(by, address), started_at__gt=at - _A_DAY)
    for uploads, limit in [(of_draft, MOST_FOR_A_DRAFT), (of_sender, most)]:
        if (uploads.aggregate(bytes=Sum("size"))["bytes"] or 0) + sending.size > limit:
            raise refused("quota")


def _mark(by: Person | None, address: str) -> str:
    return mark(f"person {by.pk}" if by else f"address {address}", of="upload")


def _short(name: str) -> str:
    return one_line(name)[:120]
