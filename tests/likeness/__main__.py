"""`python -m tests.likeness --titles FILE.csv [--pairs FILE.csv]…`: the methods held against each other.

Prints the tables of docs/near-duplicates.md and draws its curves. `--titles`: a CSV with a column `title`, whose titles
are altered here; `--pairs`: CSVs with columns a, b, label, judged by people or made elsewhere.
"""

import argparse
import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import django

django.setup()

from sangkien.similarity.likeness import NEAR  # noqa: E402 after Django is set up
from tests.likeness.alterations import Pair, pairs  # noqa: E402 after Django is set up
from tests.likeness.drawing import panels  # noqa: E402 after Django is set up
from tests.likeness.methods import Method, Point, best, curve, methods, recall_at  # noqa: E402 after Django is set up

EACH, SEED = 60, 20_261_129
OWN = Path(__file__).parent / "titles.txt"


def main() -> None:
    """Read, judge, print, draw."""
    asked = _asked()
    titles = sorted({row["title"] for row in _rows(asked.titles)}) if asked.titles else []
    sets = {_name(file): list(_labelled(file)) for file in asked.pairs}
    if titles:
        sets["real titles, altered"] = list(pairs(titles, seed=SEED, each=EACH))
    sets["made titles, altered"] = list(pairs(OWN.read_text(encoding="utf-8").splitlines(), seed=SEED, each=EACH))
    known = methods(titles or [pair.a for those in sets.values() for pair in those])
    curves = {name: {method: curve(those, known[method]) for method in known} for name, those in sets.items()}
    for name, those in sets.items():
        print("\n".join(_table(name, those, curves[name], known)))  # noqa: T201 a tool for people
    if asked.draw:
        asked.draw.write_text(panels(curves, title="Precision over recall of each method"), encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--titles", type=Path)
    parser.add_argument("--pairs", type=Path, action="append", default=[])
    parser.add_argument("--draw", type=Path)
    return parser.parse_args()


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _labelled(file: Path) -> Iterator[Pair]:
    for row in _rows(file):
        yield Pair(row["a"], row["b"], row["label"] == "duplicate", row.get("phenomenon", ""))


def _name(file: Path) -> str:
    names = {"ab": "judged by hand", "made": "made elsewhere", "reworded": "reworded by hand"}
    return names.get(file.stem.rpartition("_")[2], file.stem)


def _table(
    name: str, those: Sequence[Pair], curves: Mapping[str, Sequence[Point]], known: Mapping[str, Method]
) -> Iterator[str]:
    yield f"\n**{name}**: {sum(pair.same for pair in those)} the same, {sum(not pair.same for pair in those)} not\n"
    yield "| method | best F1 | at line | precision | recall | recall at precision 0.95 | ms a pair |"
    yield "|---|---|---|---|---|---|---|"
    for method, points in curves.items():
        top = best(points)
        figures = [top.f1, top.line, top.precision, top.recall, recall_at(points, 0.95), _cost(those, known[method])]
        yield f"| {method} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"
    near = [point for point in curves["side by side, weighed"] if point.line >= NEAR][-1]
    yield f"\nThe product's own line, {NEAR}: precision {near.precision:.3f}, recall {near.recall:.3f}."


def _cost(those: Sequence[Pair], method: Method) -> float:
    began = time.process_time()
    for pair in those[::3]:
        method(pair.a, pair.b)
    return 1000 * (time.process_time() - began) / len(those[::3])


main()
