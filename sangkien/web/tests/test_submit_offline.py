"""The page for times without a network, and the worker that brings it up."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db.models import F
from django.test import Client

from sangkien.programmes.models import Programme
from sangkien.web.submit import offline
from sangkien.web.tests.submitting import GOOD, STEPS
from tests.cast import Cast

CHANGE = GOOD["thay-doi"]


class TestWithoutANetwork:
    def test_one_page_holds_the_questions_of_all(self, cast: Cast) -> None:
        page = cast.client("lan").get("/gui/ngoai-tuyen/CT1TSK/1/vi/toi/").content.decode()

        for step in STEPS:
            assert f'data-page="{step}"' in page
        for name in ("unit", "author-1-full_name", "title", "benefit_vnd", "recognition_number", "publish_name"):
            assert f'name="{name}"' in page

    def test_what_only_the_server_reckons_is_no_button_there(self, cast: Cast) -> None:
        page = cast.client().get("/gui/ngoai-tuyen/CT1TSK/1/vi/toi/").content.decode()

        assert 'value="add-line"' in page and 'value="count"' not in page
        assert "Có mạng lại, máy chủ tính tổng giúp anh/chị." in page

    def test_it_belongs_to_nobody(self, cast: Cast) -> None:
        page = cast.client("lan").get("/gui/ngoai-tuyen/CT1TSK/1/vi/toi/")

        assert page.content == cast.client().get("/gui/ngoai-tuyen/CT1TSK/1/vi/toi/").content
        assert "Nguyễn Thị Lan" not in page.content.decode()
        assert "csrfmiddlewaretoken" not in page.content.decode()
        assert not page.cookies

    @pytest.mark.parametrize(
        ("address", "heading"),
        [
            ("CT1TSK/1/en/toi/", "Where do you work?"),
            ("CT1TSK/1/vi/giup/", "Anh/chị đang gửi giúp ai?"),
        ],
    )
    def test_there_is_one_for_each_reader(self, cast: Cast, address: str, heading: str) -> None:
        assert heading in cast.client().get(f"/gui/ngoai-tuyen/{address}").content.decode()

    @pytest.mark.parametrize(
        "address", ["KHONG-CO/1/vi/toi/", "CT1TSK/99/vi/toi/", "CT1TSK/1/xx/toi/", "CT1TSK/1/vi/ai/"]
    )
    def test_there_is_no_other(self, cast: Cast, address: str) -> None:
        assert cast.client().get(f"/gui/ngoai-tuyen/{address}").status_code == 404

    def test_the_worker_names_what_it_keeps_and_touches_no_draft(self, cast: Cast) -> None:
        answer = cast.client().get("/gui/sw.js")
        script = answer.content.decode()

        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Cache-Control"] == "no-cache"
        files = json.loads(script.split("const FILES = ")[1].split(";\n")[0])
        assert any(file.endswith("shell.js") for file in files)
        assert "import " not in script.replace("important", "")
        assert "export " not in script
        assert "deleteDatabase" not in script

    def test_a_changed_word_or_list_is_a_new_worker(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def version() -> str:
            return str(cast.client().get("/gui/sw.js").content).split(";")[0]

        first = version()
        Programme.objects.update(revision=F("revision") + 1)
        other_list = version()
        (tmp_path / "authors.py").write_text("Họ, chữ đệm và tên")
        monkeypatch.setattr(offline, "_PRODUCT", tmp_path)
        monkeypatch.setattr(offline, "_release", offline._release.__wrapped__)
        offline._version.cache_clear()

        assert len({first, other_list, version()}) == 3
        offline._version.cache_clear()

    def test_the_worker_keeps_every_script_of_the_page(self, cast: Cast) -> None:
        script = cast.client().get("/gui/sw.js").content.decode()
        files = json.loads(script.split("const FILES = ")[1].split(";\n")[0])
        scripts = offline._SCRIPTS

        imported = {name for file in scripts.glob("*.js") for name in re.findall(r'"\./(\w+)\.js"', file.read_text())}

        assert {f"/static/phone/{name}.js" for name in imported} <= set(files)

    def test_the_manifest_opens_the_form(self, cast: Cast) -> None:
        answer = cast.client().get("/gui/sang-kien.webmanifest")

        assert answer["Content-Type"] == "application/manifest+json"
        assert answer.json()["start_url"] == "/gui/"

    def test_the_probe_gives_a_token_that_works(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        token = client.get("/gui/mang/").json()["csrf"]
        typed = {**CHANGE, "programme": "CT1TSK"}

        bare = client.post(f"/gui/{uuid4()}/thay-doi/luu/", typed)
        with_it = client.post(f"/gui/{uuid4()}/thay-doi/luu/", typed, headers={"X-CSRFToken": token})

        assert (bare.status_code, with_it.status_code) == (403, 200)
