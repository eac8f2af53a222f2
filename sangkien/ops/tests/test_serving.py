"""What `serve` tells its children."""

from typing import Any

import httpx
import pytest

from sangkien.ops.commands import running
from sangkien.ops.serving import reached_at


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("sangkien.example.vn", "http://sangkien.example.vn:8000"),
    ],
)
def test_the_worker_reaches_the_site_wherever_it_listens(host: str, address: str) -> None:
    assert reached_at(host, 8000) == address
    assert httpx.URL(address).port == 8000


class Child:
    """A process that has ended as soon as it was begun."""

    begun: list[tuple[list[str], dict[str, str]]] = []

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        Child.begun.append((command, env))

    def poll(self) -> int:
        return 0

    def terminate(self) -> None:
        """It has ended."""

    def wait(self, timeout: float) -> int:
        return 0


def test_the_pages_and_the_worker_live_by_one_clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr("subprocess.Popen", Child)
    monkeypatch.setattr("signal.signal", lambda *_asked: None)
    monkeypatch.setattr(Child, "begun", [])
    settings.BEAT_URL = ""

    with pytest.raises(SystemExit):
        running.start_serving(host="::1", port=8000)

    [(_pages, pages), (command, worker)] = Child.begun
    assert command[-1] == "worker"
    assert pages["SANGKIEN_DEMO_BEGAN"] == worker["SANGKIEN_DEMO_BEGAN"] != ""
    assert worker["SANGKIEN_BEAT_URL"] == "http://[::1]:8000"
    assert (pages["SANGKIEN_POOL"], worker["SANGKIEN_POOL"]) == ("1", "0")
