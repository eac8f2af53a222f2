"""`sangkien reference`: the pages of docs/reference that are written by the code itself."""

from pathlib import Path

import click

from sangkien.ops.references import PAGES


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/reference"),
    show_default=True,
)
def reference(into: Path) -> None:
    """Viết lại các trang tra cứu: trạng thái, quyền, cài đặt."""
    into.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (into / name).write_text(page(), encoding="utf-8")
        click.echo(str(into / name))
