"""Where the bytes lie: the one module that speaks to the store, be it a folder or an object store.

aa/bb/<sha256>              what is kept, under the hash of its content
aa/bb/<sha256>.1600.jpg     its previews, drawn by us
aa/bb/<sha256>.320.jpg
parts/<key>/<offset>        pieces of a file that is on its way
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from sangkien.files.refusals import refused

logger = logging.getLogger(__name__)
T = TypeVar("T")


def address(digest: str) -> str:
    """Where a file of this SHA-256 lies."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def preview_address(digest: str, side: int) -> str:
    """Where its preview lies whose longest side is `side` pixels."""
    return f"{address(digest)}.{side}.jpg"


def write(name: str, data: bytes) -> None:
    """Whole or not at all. Raises NotPossible (`file_store`) when the store cannot do it now."""
    _asked(lambda: default_storage.save(name, ContentFile(data)))


def write_once(name: str, data: bytes) -> None:
    """As `write`, for a name that is the hash of its content: what lies there already is the same."""
    if _asked(lambda: not default_storage.exists(name) or default_storage.size(name) != len(data)):
        write(name, data)


def read(name: str) -> bytes:
    """The whole content. Raises FileNotFoundError, and NotPossible when the store cannot be read now."""

    def content() -> bytes:
        with default_storage.open(name) as file:
            whole: bytes = file.read()
            return whole

    return _asked(content)


def remove(name: str) -> None:
    """Nothing lies there afterwards, whether or not something did."""
    _asked(lambda: default_storage.delete(name))


def folders_in(folder: str) -> list[str]:
    """The names of the folders that lie directly in it."""
    try:
        return _asked(lambda: default_storage.listdir(folder))[0]
    except FileNotFoundError:
        return []


def below(folder: str) -> Iterator[str]:
    """The names of everything in the folder and the folders in it."""
    try:
        folders, files = _asked(lambda: default_storage.listdir(folder))
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from below(f"{folder}/{name}")


def written_at(name: str) -> datetime:
    """When it was last written, by the store's clock. Raises FileNotFoundError."""
    return _asked(lambda: default_storage.get_modified_time(name))


def _asked(errand: Callable[[], T]) -> T:
    """What the store answers. Every kind of store fails in its own way (a full disk, no route, a wrong key); people
    are told one thing, and the log keeps the rest."""
    try:
        return errand()
    except FileNotFoundError:
        raise
    except Exception as fault:
        logger.exception("The store of files does not answer")
        raise refused("store") from fault
