"""`sangkien recount`: whether the ledger says what the dossiers say, and the totals what the ledger says."""

import click

from sangkien.base.clock import now
from sangkien.counting.rebuilding import rebuild, wrong_totals
from sangkien.initiatives.recounting import MOST, book_differences, differences
from sangkien.ops.commands.common import as_json, print_json, with_database


@click.command()
@click.option("--repair", is_flag=True, help="Ghi thêm vào sổ đếm phần chênh, vào ngày hôm nay, và tính lại các tổng.")
@as_json
@with_database
def recount(repair: bool, as_json: bool) -> None:
    """Đếm lại mọi hồ sơ, so với sổ đếm theo từng chỉ số; rồi cộng lại sổ đếm, so với các tổng."""
    found = differences()
    booked = book_differences(at=now()) if repair and found else 0
    wrong = rebuild() if repair else wrong_totals()
    if as_json:
        told = [
            {"initiative": one.initiative, "measure": one.measure, "count": one.count, "benefit_vnd": one.benefit}
            for one in found
        ]
        print_json({"ok": not found and not wrong, "differences": told, "booked": booked, "wrong_totals": wrong})
    else:
        _say(len(found), wrong, booked=booked, repaired=repair)
    if (found or wrong) and not repair:
        raise click.exceptions.Exit(1)


def _say(found: int, wrong: int, *, booked: int, repaired: bool) -> None:
    if found:
        more = "ít nhất " if found == MOST else ""
        click.echo(f"Sổ đếm chênh hồ sơ {more}{found} chỗ." + (f" Đã ghi {booked} chỗ." if repaired else ""))
    if wrong:
        click.echo(f"{wrong} tổng chênh sổ đếm." + (" Đã tính lại." if repaired else ""))
    if not found and not wrong:
        click.echo("Sổ đếm khớp với hồ sơ, các tổng khớp với sổ đếm.")
