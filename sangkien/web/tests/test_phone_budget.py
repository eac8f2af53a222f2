"""What the scripts of a worker's page weigh, and in which language of which year they are written."""

import re
from pathlib import Path

import brotli
import pytest

from sangkien.web.submit.offline import WORKER

SCRIPTS = Path(__file__).resolve().parent.parent / "static" / "phone"
SHARED = {"store", "sync", "net", "pieces", "fields", "typing", "idle", "list", "spoken"}
# Bytes, brotli, with photo.js, which every page of a draft has. The page that is kept for times without a network comes
# in the background.
LIMITS = {"page": 12 * 1024, "shell": 14 * 1024}
_DECLARED = r"^(?:export )?(?:async )?(?:function|const|let) (\w+)"


@pytest.mark.parametrize("entry", LIMITS)
def test_the_scripts_of_a_page_are_light(entry: str) -> None:
    names = {entry, "photo"} | _imports(entry) | _imports("photo")
    weights = {name: len(brotli.compress(_read(name).encode())) for name in names}

    assert set(weights) <= {entry, "photo", *SHARED}
    assert sum(weights.values()) <= LIMITS[entry], weights


@pytest.mark.parametrize("name", sorted(path.stem for path in SCRIPTS.glob("*.js")))
def test_a_browser_of_2018_reads_them(name: str) -> None:
    newer = re.findall(
        r"\?\.|\?\?|\|\|=|&&=|\.flat\(|\.at\(|\.replaceAll\(|Object\.fromEntries|\bstatic \b|#\w+\(", _read(name)
    )

    assert newer == [], "not in Chrome 70"


def test_the_modules_of_the_service_worker_stand_in_one_script() -> None:
    declared = [name for module in WORKER for name in re.findall(_DECLARED, _read(module), re.MULTILINE)]

    assert [name for name in declared if declared.count(name) > 1] == []


def test_they_ask_nobody_else() -> None:
    assert [name for name in ("page", "shell", "worker", "photo", "versions", *SHARED) if "http" in _read(name)] == []


def _read(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def _imports(name: str) -> set[str]:
    direct = set(re.findall(r'from "\./(\w+)\.js"', _read(name)))
    return direct.union(*(_imports(other) for other in direct))
