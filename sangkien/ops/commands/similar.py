"""`sangkien similar`: which records tell of the same thing, and how alike pairs of titles are."""

import csv
from pathlib import Path
from typing import Any

import click

from sangkien.initiatives.models import Initiative
from sangkien.ops.commands.common import as_json, print_json, start_database
from sangkien.similarity.likeness import NEAR, likeness
from sangkien.similarity.queries import Alike, Told, alike_to
from sangkien.similarity.reading import described


@click.command()
@click.option("--title", help="Tên sáng kiến cần dò trong kho hồ sơ.")
@click.option("--content", default="", help="Nội dung: trước đây và bây giờ.")
@click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="Nhiều nhất bao nhiêu hồ sơ.")
@click.option(
    "--threshold", type=click.FloatRange(0, 1), default=NEAR, show_default=True, help="Từ mức nào thì coi là gần trùng."
)
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp CSV có cột a, b: chấm từng cặp tên, không đụng tới kho hồ sơ.",
)
@as_json
def similar(title: str | None, content: str, limit: int, threshold: float, pairs: Path | None, as_json: bool) -> None:
    """Tìm hồ sơ gần trùng với một tên (và nội dung), hoặc chấm từng cặp tên trong một tệp."""
    if (title is None) == (pairs is None):
        raise click.UsageError("Ghi --title hoặc --pairs, một trong hai.")
    rows = _pairs(pairs, threshold) if pairs else _records(title or "", content, threshold, limit)
    if as_json:
        print_json(rows)
    else:
        lines = [f"{row['score']:.2f}  {row.get('code', '')}  {row.get('title') or row['b']}" for row in rows]
        click.echo("\n".join(lines) or "Không thấy hồ sơ nào gần trùng.")


def _pairs(file: Path, threshold: float) -> list[dict[str, Any]]:
    try:
        table = csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True))
    except UnicodeDecodeError:
        raise click.UsageError("Tệp cần lưu ở dạng CSV UTF-8.") from None
    if not {"a", "b"} <= set(table.fieldnames or []):
        raise click.UsageError("Tệp cần có hai cột tên là a và b.")
    return [_pair(row["a"] or "", row["b"] or "", threshold) for row in table]


def _pair(one: str, other: str, threshold: float) -> dict[str, Any]:
    score = likeness(one, other).score
    return {"a": one, "b": other, "score": round(score, 4), "duplicate": score >= threshold}


def _records(title: str, content: str, threshold: float, limit: int) -> list[dict[str, Any]]:
    start_database()
    every = Initiative.objects.all()
    return [
        _record(one)
        for one in alike_to(Told(title, described(content)), among=every, readable=every, least=threshold, most=limit)
    ]


def _record(one: Alike) -> dict[str, Any]:
    found = one.initiative
    return {"code": found.code, "title": found.title, "score": round(one.score, 4), "reasons": one.reasons}
