"""The command as it is called from a shell, for its tests."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sangkien.ops import cli
from tests.cast import NOW, Cast


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said where."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on stdout: anything before or after it is a fault."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`sangkien …` as it is called from a shell, on the day of the cast."""
    monkeypatch.setattr("sangkien.ops.commands.common.now", lambda: NOW)
    monkeypatch.setattr("signal.signal", lambda *_asked: None)
    monkeypatch.setenv("SANGKIEN_DEMO_CLOCK", "")

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["sangkien", *map(str, arguments)])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


def stats(run: Run, unit: str = "LDLD-NINH-THUAN", *more: object) -> Outcome:
    return run("stats", "--unit", unit, "--programme", "CT1TSK", *more, "--json")
