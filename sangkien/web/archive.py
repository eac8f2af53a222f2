"""An archive that is sent while it is made."""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header


def send_archive(name: str, files: Iterable[tuple[str, bytes]]) -> StreamingHttpResponse:
    """The files (name, content) as one ZIP to be saved, each made when its turn comes."""
    answer = StreamingHttpResponse(_archive(files), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


class _Written(RawIOBase):
    """What an archive has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces += piece
        return len(piece)

    def taken(self) -> bytes:
        piece, self._pieces = bytes(self._pieces), bytearray()
        return piece


def _archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    out = _Written()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield out.taken()
    yield out.taken()
