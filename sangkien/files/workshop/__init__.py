"""Where strangers' pictures and PDF are opened: a process of its own, which may use little memory and little time.

Readers of pictures and PDF are large and have had holes. What goes wrong in them (a crash, an endless loop, a
picture that swells to gigabytes) ends that process and nothing else, and it knows no key and no database.
"""

import os
import subprocess
import sys
import threading
from dataclasses import dataclass

from sangkien.files.workshop.pieces import Spoilt, unpack

SECONDS = 30  # after that nobody waits any longer; the process itself stops sooner
_AT_ONCE = threading.BoundedSemaphore(2)  # so many side by side for each process of the server
_NEEDED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")  # of the environment; the rest holds keys


@dataclass(frozen=True)
class Drawn:
    """What the workshop made, each a JPEG but `clean`, which is what is kept; empty where the file stays as it is."""

    clean: bytes
    large: bytes
    small: bytes


def drawn(form: str, data: bytes) -> Drawn:
    """Draw a picture anew ("JPEG", "PNG", "HEIF") or look through a PDF ("PDF"), and make the previews of it.

    Raises Spoilt.
    """
    with _AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", "sangkien.files.workshop", form],
                input=data,
                capture_output=True,
                timeout=SECONDS,
                env={name: os.environ[name] for name in _NEEDED if name in os.environ},
            )
        except subprocess.TimeoutExpired:
            raise Spoilt("slow") from None
    said, pieces = unpack(done.stdout)
    if said != "made":
        raise Spoilt(said or "broken")
    return Drawn(*pieces)
