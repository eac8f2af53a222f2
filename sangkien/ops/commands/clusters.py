"""`sangkien cluster`: clusters from a YAML file and back, targets of single quarters."""

from pathlib import Path

import click

from sangkien.base.clock import now
from sangkien.clusters.actions import set_quarter_targets
from sangkien.clusters.spec import configure, read, written
from sangkien.ops.commands.common import as_json, print_json, programme_named, unit_named, with_database
from sangkien.statistics.quarters import Quarter


@click.group()
def cluster() -> None:
    """Cụm, khối thi đua: nạp từ tệp YAML, xem, đặt chỉ tiêu quý."""


@cluster.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@with_database
def load(file: Path, as_json: bool) -> None:
    """Nạp các cụm, khối trong FILE; nạp lại cùng tệp thì không đổi gì."""
    spec = read(file)
    changes = configure(spec, at=now())
    if as_json:
        print_json({"organiser": spec.organiser, "clusters": len(spec.clusters), "changes": changes})
    else:
        click.echo(f"{spec.organiser}: {len(spec.clusters)} cụm, khối; {changes} thay đổi.")


@cluster.command()
@click.argument("organiser")
@with_database
def show(organiser: str) -> None:
    """Các cụm, khối của đơn vị ORGANISER, dạng YAML nạp lại được."""
    click.echo(written(unit_named(organiser)), nl=False)


@cluster.command("set-quarter")
@click.argument("unit_code", metavar="UNIT")
@click.option("--programme", "programme_code", required=True, help="Mã chương trình.")
@click.option("--quarter", "quarter_written", required=True, help="Quý, ghi như 2022-Q2.")
@click.option("--value", type=click.IntRange(0), required=True, help="Số sáng kiến hợp lệ trong quý.")
@click.option("--decision", required=True, help="Căn cứ: số, ngày, nơi ban hành.")
@with_database
def set_quarter(unit_code: str, programme_code: str, quarter_written: str, value: int, decision: str) -> None:
    """Đặt chỉ tiêu một quý của đơn vị UNIT, thay cho phần chia theo số ngày."""
    quarter = Quarter.read(quarter_written)
    set_quarter_targets(
        {unit_named(unit_code): value},
        programme=programme_named(programme_code),
        year=quarter.year,
        number=quarter.number,
        decision=decision,
        by=None,
        at=now(),
    )
    click.echo(f"{unit_code} {quarter}: {value}.")
