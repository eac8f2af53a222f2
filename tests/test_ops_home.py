"""What the command finds, or leaves, in its home."""

import os
from pathlib import Path
from typing import Any

import pytest

from sangkien.ops import demo_clock
from sangkien.ops.commands import running


class TestStaticFiles:
    def test_are_gathered_in_a_home_that_has_none(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.STATIC_ROOT = tmp_path / "static"
        gathered: list[str] = []
        monkeypatch.setattr(running, "call_command", lambda name, **_how: gathered.append(name))

        running.gather_static_files()
        assert gathered == ["collectstatic"]
        settings.STATIC_ROOT.mkdir()
        settings.STATIC_ROOT.joinpath("staticfiles.json").write_text("{}")
        running.gather_static_files()
        assert gathered == ["collectstatic"]


class TestTheClockOfADemonstration:
    def test_is_heeded_by_every_command_in_its_home_and_by_none_elsewhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SANGKIEN_DEMO_CLOCK", "")
        demo_clock.start(tmp_path, "2025-07-01T08:00:00+07:00")

        for home, clock in ((tmp_path, "2025-07-01T08:00:00+07:00"), (tmp_path / "elsewhere", "")):
            monkeypatch.delenv("SANGKIEN_DEMO_CLOCK")
            demo_clock.heed(home)
            assert os.environ["SANGKIEN_DEMO_CLOCK"] == clock
