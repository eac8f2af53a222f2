"""The workshop's own process: the file comes in by stdin, its form is the only argument, the answer goes out."""

import resource
import sys

from sangkien.files.workshop import pictures, portable
from sangkien.files.workshop.pieces import Spoilt, pack

_MEMORY = 1 << 30  # bytes of address space, libraries included
_CPU = 15  # seconds


def main() -> None:
    """Answer once."""
    form, data = sys.argv[1], sys.stdin.buffer.read()
    _confine()
    try:
        answer = pack("made", portable.seen(data) if form == "PDF" else pictures.redrawn(data, form))
    except Spoilt as no:
        answer = pack(no.code)
    except Exception:  # readers fail in more ways than they document; each means the same to people
        answer = pack("broken" if form == "PDF" else "picture_broken")
    sys.stdout.buffer.write(answer)


def _confine() -> None:
    """From here on: little memory, little time, no files written."""
    for limit, most in [(resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU), (resource.RLIMIT_FSIZE, 0)]:
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
