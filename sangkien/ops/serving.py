"""How the pages are served: the web server's command line and what its processes are told."""

import os
import sys
from datetime import UTC, datetime

THREADS = 4  # of a process that answers requests


def web_server(application: str, *, host: str, port: int, workers: int) -> list[str]:
    """The command that serves a WSGI application. A process that is killed takes no other with it."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--log-level", "warning"]
    return [*server, "--respawn-failed-workers", "--respawn-interval", "0.5", application]


def reached_at(host: str, port: int) -> str:
    """The address at which this machine itself reaches a server that listens there."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"


def environment() -> dict[str, str]:
    """That of this process; connections to the database are kept, and a demonstration's clock starts now."""
    return os.environ | {"SANGKIEN_POOL": "1", "SANGKIEN_DEMO_BEGAN": datetime.now(UTC).isoformat()}
