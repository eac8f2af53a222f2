"""`sangkien audit draw`: whether the sample of an inspection follows from what was published."""

import json
from pathlib import Path
from typing import Any

import click

from sangkien.base.problems import NotPossible, Problem
from sangkien.evidence.drawing import SCHEME
from sangkien.evidence.models import Inspection
from sangkien.evidence.results import mistakes, published
from sangkien.ops.commands.common import as_json, print_json, start_database


@click.group()
def audit() -> None:
    """Hậu kiểm."""


@audit.command()
@click.argument("which")
@click.option("--verify", is_flag=True, help="Rút lại từ dữ liệu đã công bố và so với mẫu.")
@as_json
def draw(which: str, verify: bool, as_json: bool) -> None:
    """Dữ liệu công bố của một đợt hậu kiểm: WHICH là mã đợt, hoặc tệp đã tải từ trang công khai."""
    told = _published(which)
    wrong = _mistakes(told) if verify else []
    if as_json:
        print_json({**told, "ok": not wrong, "mistakes": wrong} if verify else told)
    elif verify:
        drawn = len(told.get("sample", []))
        click.echo(f"Không khớp: {', '.join(wrong)}." if wrong else f"Khớp: {told['population']} dòng, mẫu {drawn}.")
    else:
        click.echo("\n".join(f"{name}: {value}" for name, value in told.items() if name != "lines"))
    if wrong:
        raise click.exceptions.Exit(1)


def _published(which: str) -> dict[str, Any]:
    """From a file no database is needed."""
    file = Path(which)
    if file.is_file():
        try:
            told = json.loads(file.read_text("utf-8"))
        except ValueError:
            raise _not_ours() from None
        if not isinstance(told, dict) or told.get("scheme") != SCHEME:
            raise _not_ours()
        return told
    start_database()
    found = Inspection.objects.select_related("unit", "programme", "phase", "draw").filter(code=which).first()
    if found is None:
        raise NotPossible([Problem(code="no_inspection", text=f"Không có đợt hậu kiểm hay tệp nào tên {which}.")])
    return published(found)


def _mistakes(told: dict[str, Any]) -> list[str]:
    try:
        return mistakes(told)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _not_ours() from None


def _not_ours() -> NotPossible:
    return NotPossible([Problem(code="not_published", text="Tệp này không phải dữ liệu hậu kiểm do hệ thống công bố.")])
