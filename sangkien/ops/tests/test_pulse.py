"""The worker sees for itself whether dossiers can be sent."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from sangkien.ops.pulse import leave_a_beat
from sangkien.programmes.models import Beat


class Site(BaseHTTPRequestHandler):
    """Answers what `says` says, and remembers how it was asked."""

    says, asked = 200, list[dict[str, str]]()

    def do_GET(self) -> None:
        Site.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        self.send_response(Site.says)
        self.end_headers()

    def log_message(self, *told: Any) -> None:
        """Nothing."""


@pytest.fixture
def site(db: None, settings: Settings) -> Iterator[type[Site]]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.BEAT_URL, settings.PUBLIC_URL = f"http://127.0.0.1:{server.server_port}", "https://sangkien.example.vn"
    Site.says, Site.asked = 200, []
    yield Site
    server.shutdown()
    server.server_close()


def test_the_form_that_answers_leaves_a_beat(site: type[Site]) -> None:
    leave_a_beat()

    assert Beat.objects.count() == 1
    assert (site.asked[0]["path"], site.asked[0]["host"]) == ("/gui/", "sangkien.example.vn")
    assert site.asked[0]["x-forwarded-proto"] == "https"


@pytest.mark.parametrize("status", [500, 502, 503, 301, 404])
def test_an_answer_that_is_no_form_leaves_none(site: type[Site], status: int) -> None:
    site.says = status

    leave_a_beat()

    assert not Beat.objects.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://::1:8000", "127.0.0.1:1"])
def test_nobody_there_leaves_none(site: type[Site], settings: Settings, address: str) -> None:
    settings.BEAT_URL = address

    assert leave_a_beat() == 0
    assert not Beat.objects.exists()


def test_nobody_looks_where_no_address_is_given(site: type[Site], settings: Settings) -> None:
    settings.BEAT_URL = ""

    leave_a_beat()

    assert site.asked == []
