"""A gateway of our own on this machine's loopback: it behaves like the documented ones, on their bad days too."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway:
    """What it was asked, and what it answers: a status, a JSON body (or raw bytes), after so many seconds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.status, self.body, self.seconds = 200, {}, 0.0
        self.location = ""

    def answers(self, status: int, body: Any = None, *, seconds: float = 0, location: str = "") -> None:
        self.status, self.body, self.seconds, self.location = status, body, seconds, location


@contextmanager
def gateway() -> Iterator[Gateway]:
    """Open on a free port of 127.0.0.1 as long as the test needs it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.gateway = Gateway(f"http://127.0.0.1:{server.server_address[1]}/send")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        gateway: Gateway = self.server.gateway
        gateway.headers.append({name.lower(): value for name, value in self.headers.items()})
        gateway.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        time.sleep(gateway.seconds)
        body = gateway.body if isinstance(gateway.body, bytes) else json.dumps(gateway.body or {}).encode()
        try:
            self.send_response(gateway.status)
            if gateway.location:
                self.send_header("Location", gateway.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # whoever asked has hung up

    def log_message(self, *_: Any) -> None:
        """Silent."""
