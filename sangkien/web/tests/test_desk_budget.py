"""What the scripts of an officer's page weigh, and that they ask nobody else."""

from pathlib import Path

import brotli

DESK = Path(__file__).resolve().parent.parent / "static" / "desk"
LIMIT = 30 * 1024  # bytes, brotli, all of them


def test_the_scripts_of_an_officers_page_are_light() -> None:
    weights = {path.name: len(brotli.compress(path.read_bytes())) for path in DESK.glob("*.js")}

    assert set(weights) == {"ahead.js", "desk.js", "keys.js", "palette.js"}
    assert sum(weights.values()) <= LIMIT, weights


def test_they_ask_nobody_else() -> None:
    assert [path.name for path in DESK.glob("*.js") if "http" in path.read_text(encoding="utf-8")] == []
