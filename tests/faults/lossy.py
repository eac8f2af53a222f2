"""A bad network: some requests and some answers are cut off in the middle or before their first byte."""

import random
import socket
import socketserver
import threading
from collections import Counter
from contextlib import suppress

REQUESTS_CUT, ANSWERS_CUT = 0.02, 0.06


class LossyNetwork(socketserver.ThreadingTCPServer):
    """Stands before the site on a port of its own and passes on what comes, or only a part of it."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 64

    def __init__(self, to: int, *, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.to, self.cuts = to, Counter[str]()
        self._rng = random.Random(f"network/{seed}")
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def passed(self, piece: bytes, share: float, what: str) -> tuple[bytes, bool]:
        """What gets through of a piece, and whether the line still holds after it."""
        if self._rng.random() >= share:
            return piece, True
        self.cuts[what] += 1
        return piece[: self._rng.choice([0, len(piece) // 2])], False


class _Connection(socketserver.BaseRequestHandler):
    server: LossyNetwork

    def handle(self) -> None:
        try:
            site = socket.create_connection(("127.0.0.1", self.server.to), timeout=30)
        except OSError:
            return
        with site:
            answers = threading.Thread(target=self._pump, args=(site, self.request, ANSWERS_CUT, "answers cut off"))
            answers.start()
            self._pump(self.request, site, REQUESTS_CUT, "requests cut off")
            answers.join()

    def _pump(self, source: socket.socket, target: socket.socket, share: float, what: str) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                through, holds = self.server.passed(piece, share, what)
                target.sendall(through)
                if not holds:
                    break
        for end in (source, target):
            _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
