"""`sangkien demo`: set up, load the demonstration, print who can sign in, serve."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from sangkien.accounts.models import Role
from sangkien.base.numbers import format_int
from sangkien.base.rubbish import spare_what_is_loaded
from sangkien.ops import demo_clock
from sangkien.ops.commands.common import with_database
from sangkien.ops.commands.running import start_serving
from sangkien.ops.demo import council, load, registers
from sangkien.ops.national import nation
from sangkien.ops.national.checks import check as checks_of
from sangkien.ops.national.grassroots import MOST_UNITS, SEED
from sangkien.ops.national.load import load as load_units
from sangkien.ops.national.plan import CLOCK
from sangkien.ops.national.site import Asked
from sangkien.ops.progress import progress

NATIONAL = "national"
MOST_IN_USE = 120_000  # about as many as the country has
CAST = ["lan", "mai", "kim", "hung", "minh", "bao.tn", "thao", "huong.dtm", "dong", "phuoc.dq", "ha"]
CAST += [council.SECRETARY, council.COUNCILLORS[0]]


@click.command()
@click.argument("which", type=click.Choice([NATIONAL]), required=False, metavar="[national]")
@click.option("--no-serve", is_flag=True, help="Nạp xong thì dừng, không mở trang web.")
@click.option(
    "--items",
    type=click.IntRange(0, 2_400_000),
    default=50_000,
    show_default=True,
    help="Cùng national: dựng bao nhiêu hồ sơ (0: chỉ các đơn vị; cả chương trình 2022-2023: 2.400.000).",
)
@click.option(
    "--grassroots",
    type=click.IntRange(0, MOST_UNITS),
    help="Cùng national: dựng thêm bao nhiêu công đoàn cơ sở; không ghi là theo số hồ sơ, nhiều nhất 120.000.",
)
@click.option("--seed", type=click.IntRange(0, 9_999), default=SEED, show_default=True, help="Cùng national: mầm số.")
@click.option("--check", is_flag=True, help="Cùng national: so bản dựng với số liệu đã công bố, rồi dừng.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--clock", help="Đồng hồ của bản trình diễn bắt đầu từ lúc nào, ví dụ 2022-05-31T16:30:00+07:00.")
@with_database
def demo(
    which: str | None,
    no_serve: bool,
    items: int,
    grassroots: int | None,
    seed: int,
    check: bool,
    host: str,
    port: int,
    clock: str | None,
) -> None:
    """Bản trình diễn: giai đoạn 1 tại Ninh Thuận, từ 08/01 đến 31/05/2022; hoặc (national) cả nước, 2022-2023."""
    spare_what_is_loaded()
    call_command("migrate", interactive=False, verbosity=0)
    if which == NATIONAL and items:
        _load_the_nation(Asked(items, nation.grassroots_for(items) if grassroots is None else grassroots, seed))
    elif not load.loaded() and nation.loaded() is None:
        click.echo("Đang dựng lại giai đoạn 1 tại Ninh Thuận, khoảng hai đến bốn phút, chỉ làm một lần…", err=True)
        with progress("Dựng lại") as show:
            load.load(progress=show)
    if which == NATIONAL and not items:
        _load_units(MOST_IN_USE if grassroots is None else grassroots)
    if which == NATIONAL and items and check:
        sys.exit(_checked(items))
    _set_clock(clock or (load.CLOCK if nation.loaded() is None else CLOCK.isoformat()))
    click.echo(_table())
    if not no_serve:
        click.echo(f"\nMở http://{host}:{port} trên trình duyệt. Ctrl+C để dừng; dữ liệu được giữ lại.")
        start_serving(host=host, port=port)


def _load_the_nation(asked: Asked) -> None:
    """Twice is harmless: what is there already stays as it is, and what was stopped goes on."""
    sizes = f"{format_int(asked.grassroots)} công đoàn cơ sở, {format_int(asked.items)} hồ sơ"
    click.echo(f"Đang nạp cả nước: {sizes}. Dừng giữa chừng thì chạy lại, bản dựng làm tiếp.", err=True)
    with progress("Cả nước") as show:
        nation.load(asked, progress=lambda what, done, whole: show(done, whole, what))
        nation.read_newest(progress=lambda what, done, whole: show(done, whole, what))
    click.echo(f"Đăng nhập thêm bằng mã đơn vị, ví dụ tld.ld, ldld-thanh-hoa.ld, ldld-001: {load.PASSWORD}")


def _load_units(grassroots: int) -> None:
    """The tree alone, around the small demonstration."""
    click.echo(f"Đang nạp cả nước với {format_int(grassroots)} công đoàn cơ sở; 100.000 đơn vị mất vài phút…", err=True)
    report = load_units(grassroots)
    click.echo(f"Đã nạp thêm {format_int(report.created)} đơn vị.", err=True)


def _checked(items: int) -> int:
    """How many figures are too far off, each printed beside what it ought to be."""
    checks = checks_of(items)
    for one in checks:
        said = f"{one.found:>22,.3f}  {one.expected:>22,.3f}"
        click.echo(f"{'✓' if one.met else '✗'} {one.name:<44}{said}")
    return sum(not one.met for one in checks)


def _set_clock(clock: str) -> None:
    """For this process and for every command that works in this home from now on."""
    try:
        datetime.fromisoformat(clock)
    except ValueError:
        raise click.BadParameter(f"{clock}: ghi như {load.CLOCK}") from None
    demo_clock.start(Path(settings.HOME), clock)


def _table() -> str:
    """The cast with their roles and sign-ins, one line each."""
    lines = [f"{'Đăng nhập':<10} {'Mật khẩu':<13} {'Họ và tên':<18} Vai trò"]
    for login in CAST:
        hats = [hat for hat in registers.hats() if hat.login == login]
        seats = [replace(hats[0], role=Role.COUNCILLOR, unit=council.SUPERIOR)] if login in council.COUNCILLORS else []
        roles = "; ".join(_role(hat) for hat in [*seats, *hats])
        lines.append(f"{login:<10} {load.PASSWORD:<13} {hats[0].full_name:<18} {roles}")
    return "\n".join(lines)


def _role(hat: registers.Hat) -> str:
    role = str(Role(hat.role).label) if hat.role else "Người lao động"
    unit = registers.units()[hat.unit]
    return f"{role}, {unit.short_name or unit.name}"
