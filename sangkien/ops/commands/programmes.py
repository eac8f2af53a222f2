"""`sangkien programme`: programmes from their YAML files."""

from importlib.resources import files
from pathlib import Path

import click

from sangkien.base.clock import now
from sangkien.ops.commands.common import as_json, print_json, with_database
from sangkien.ops.programme_file import load_programme, read


@click.group()
def programme() -> None:
    """Chương trình: kiểm tra và nạp từ tệp YAML."""


@programme.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra tệp.")
@as_json
@with_database
def load(file: Path, dry_run: bool, as_json: bool) -> None:
    """Nạp chương trình trong FILE; nạp lại cùng tệp thì không đổi gì."""
    spec = read(file)
    if not dry_run:
        load_programme(spec, by=None, at=now())
    if as_json:
        print_json({"programme": spec.code, "loaded": not dry_run})
    else:
        click.echo(f"{spec.code}: {'tệp đúng' if dry_run else 'đã nạp'}.")


@programme.command("catalogue")
def catalogue() -> None:
    """Các tệp chương trình đi kèm sản phẩm."""
    for file in sorted(files("sangkien.programmes").joinpath("catalogue").iterdir(), key=lambda file: file.name):
        click.echo(str(file))
