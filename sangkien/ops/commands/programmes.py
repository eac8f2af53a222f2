"""`sangkien programme`: programmes from their YAML files, their editions, their extensions."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from sangkien.base.clock import now
from sangkien.base.days import format_day, format_moment
from sangkien.ops.commands.common import Day, as_json, phase_named, print_json, programme_named, with_database
from sangkien.ops.programme_file import load_programme, read
from sangkien.programmes import extending
from sangkien.programmes.history import changes


@click.group()
def programme() -> None:
    """Chương trình: kiểm tra và nạp từ tệp YAML, xem các phiên bản, gia hạn."""


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


@programme.command()
@click.argument("code")
@as_json
@with_database
def editions(code: str, as_json: bool) -> None:
    """Các phiên bản của chương trình CODE, và mỗi phiên bản đổi gì so với trước."""
    found = list(changes(programme_named(code)))
    if as_json:
        print_json(
            [
                {"number": edition.number, "since": edition.since.isoformat(), "changes": changed}
                for edition, changed in found
            ]
        )
        return
    for edition, changed in found:
        click.echo(f"{edition.number}  từ {format_moment(edition.since)}")
        for one in changed:
            click.echo(f"   {one}")


@programme.command()
@click.argument("code")
@click.argument("phase", required=False)
@click.option("--until", type=Day(), help="Ngày cuối mới.")
@click.option("--withdraw", is_flag=True, help="Thôi gia hạn: bỏ lần gia hạn sau cùng.")
@click.option("--decision", required=True, help="Quyết định: số, ngày, lý do.")
@as_json
@with_database
def extend(code: str, phase: str | None, until: date | None, withdraw: bool, decision: str, as_json: bool) -> None:
    """Gia hạn giai đoạn PHASE của chương trình CODE (không có giai đoạn thì cả chương trình) theo một quyết định."""
    if withdraw == bool(until):
        raise click.UsageError("Cho biết --until NGÀY, hoặc --withdraw.")
    named, at = programme_named(code), now()
    stretch = phase_named(named, phase)
    if until:
        extending.extend(named, stretch, until=until, decision=decision, by=None, at=at)
    else:
        extending.withdraw(named, stretch, decision=decision, by=None, at=at)
    last_day = (phase_named(named, phase) or programme_named(code)).last_day
    if as_json:
        print_json({"programme": code, "phase": phase, "last_day": last_day.isoformat() if last_day else None})
    elif last_day:
        click.echo(f"{code} {phase or ''}: nhận đến hết ngày {format_day(last_day)}.")
