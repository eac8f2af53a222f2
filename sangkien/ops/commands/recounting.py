"""`sangkien recount`: whether the ledger says what the dossiers say."""

import click

from sangkien.base.clock import now
from sangkien.initiatives.recounting import MOST, book_differences, differences
from sangkien.ops.commands.common import as_json, print_json, with_database


@click.command()
@click.option("--repair", is_flag=True, help="Ghi bút toán cho phần chênh, vào ngày hôm nay.")
@as_json
@with_database
def recount(repair: bool, as_json: bool) -> None:
    """Đếm lại mọi hồ sơ, so với sổ đếm: số hồ sơ và số tiền theo từng mức xác nhận."""
    found = differences()
    booked = book_differences(at=now()) if repair and found else 0
    if as_json:
        told = [
            {"initiative": one.initiative, "measure": one.measure, "count": one.count, "benefit_vnd": one.benefit}
            for one in found
        ]
        print_json({"ok": not found, "differences": told, "booked": booked})
    elif found:
        more = "ít nhất " if len(found) == MOST else ""
        click.echo(f"Chênh {more}{len(found)} chỗ." + (f" Đã ghi {booked} chỗ." if repair else ""))
    else:
        click.echo("Sổ đếm khớp với hồ sơ.")
    if found and not repair:
        raise click.exceptions.Exit(1)
