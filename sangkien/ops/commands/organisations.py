"""`sangkien org`: show, search and import unions."""

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from sangkien.base.clock import now
from sangkien.base.problems import NotPossible, Problem
from sangkien.ops.commands.common import Day, as_json, print_json, today, with_database
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import RowError, heading, import_units, read_units
from sangkien.organisations.loading.template import template as blank
from sangkien.organisations.places_loading import load_map
from sangkien.organisations.queries import describe
from sangkien.organisations.search import search_workplaces


@click.group()
def org() -> None:
    """Tổ chức công đoàn: xem, tìm, nạp từ tệp."""


@org.command()
@click.argument("code")
@click.option("--on", type=Day(), help="Vào ngày nào; không ghi là hôm nay.")
@as_json
@with_database
def show(code: str, on: date | None, as_json: bool) -> None:
    """Một đơn vị: tên, loại, cấp trên, cấp dưới, số đoàn viên."""
    found = describe(code, on or today())
    if found is None:
        raise NotPossible([Problem(code="not_found", text=f"Chưa có đơn vị mang mã {code} vào ngày này.")])
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            click.echo(f"{name}: {value}")


@org.command()
@click.argument("text")
@click.option("--limit", default=10, show_default=True)
@click.option("--on", type=Day(), help="Vào ngày nào; không ghi là hôm nay.")
@as_json
@with_database
def search(text: str, limit: int, on: date | None, as_json: bool) -> None:
    """Tìm đơn vị theo tên, nơi làm việc, mã số thuế; có dấu hay không đều được."""
    found = search_workplaces(text, on or today(), limit, every_kind=True)
    if as_json:
        print_json(
            [{"code": f.code, "name": f.name, "kind": f.kind, "chain": f.chain, "score": f.score} for f in found]
        )
    else:
        for hit in found:
            click.echo(f"{hit.code}  {' → '.join(hit.chain)}")


@org.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@as_json
@with_database
def import_(file: Path, dry_run: bool, as_json: bool) -> None:
    """Nạp đơn vị từ tệp Excel (.xlsx, .xls), .ods hoặc CSV; có lỗi ở bất kỳ ô nào thì không ghi gì."""
    load_kinds()
    load_map()
    report = import_units(read_units(file), by=None, at=now(), dry_run=dry_run)
    if as_json:
        print_json(asdict(report))
    else:
        click.echo(f"Thêm {report.created}, đổi {report.changed}, giữ nguyên {report.unchanged}.")
        for error in report.errors:
            click.echo(f"{_place(error)}: {error.message}", err=True)
    sys.exit(1 if report.errors else 0)


@org.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Tạo tệp Excel mẫu để ghi danh sách đơn vị."""
    if file.exists():
        raise NotPossible([Problem(code="exists", text=f"Đã có tệp {file}; chọn tên khác để không ghi đè.")])
    file.write_bytes(blank())
    click.echo(f"Đã tạo {file}.")


def _place(error: RowError) -> str:
    """Where a mistake stands, as the spreadsheet shows it."""
    return f"Dòng {error.row}, cột {heading(error.column)} ({error.column})" if error.column else f"Dòng {error.row}"
