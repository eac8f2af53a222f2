"""`sangkien demo`: set up, load the demonstration, print who can sign in, serve."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from sangkien.accounts.models import Role
from sangkien.ops import demo_clock
from sangkien.ops.commands.common import with_database
from sangkien.ops.commands.running import start_serving
from sangkien.ops.demo import council, load, registers
from sangkien.ops.national.grassroots import MOST_UNITS
from sangkien.ops.national.load import load as load_nation

CAST = ["lan", "mai", "minh", "thao", "hung", "kim", "dong", "ha", council.SECRETARY, council.COUNCILLORS[0]]


@click.command()
@click.option("--no-serve", is_flag=True, help="Nạp xong thì dừng, không mở trang web.")
@click.option("--national", is_flag=True, help="Nạp thêm cả nước: các công đoàn năm 2022 và công đoàn cơ sở dựng thêm.")
@click.option(
    "--grassroots",
    type=click.IntRange(0, MOST_UNITS),
    default=120_000,
    show_default=True,
    help="Cùng --national: dựng thêm bao nhiêu công đoàn cơ sở.",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--clock", default=load.CLOCK, show_default=True, help="Đồng hồ của bản trình diễn bắt đầu từ lúc nào.")
@with_database
def demo(no_serve: bool, national: bool, grassroots: int, host: str, port: int, clock: str) -> None:
    """Bản trình diễn: giai đoạn 1 tại Ninh Thuận, từ 08/01 đến 31/05/2022."""
    call_command("migrate", interactive=False, verbosity=0)
    if not load.loaded():
        click.echo("Đang dựng lại giai đoạn 1 tại Ninh Thuận, khoảng hai đến bốn phút, chỉ làm một lần…", err=True)
        load.load(progress=_progress)
    if national:
        _load_the_nation(grassroots)
    _set_clock(clock)
    click.echo(_table())
    if not no_serve:
        click.echo(f"\nMở http://{host}:{port} trên trình duyệt. Ctrl+C để dừng; dữ liệu được giữ lại.")
        start_serving(host=host, port=port)


def _load_the_nation(grassroots: int) -> None:
    """Twice is harmless: what is there already stays as it is."""
    click.echo(f"Đang nạp cả nước với {_thousands(grassroots)} công đoàn cơ sở; 100.000 đơn vị mất vài phút…", err=True)
    report = load_nation(grassroots)
    click.echo(f"Đã nạp thêm {_thousands(report.created)} đơn vị.", err=True)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _set_clock(clock: str) -> None:
    """For this process and for every command that works in this home from now on."""
    try:
        datetime.fromisoformat(clock)
    except ValueError:
        raise click.BadParameter(f"{clock}: ghi như {load.CLOCK}") from None
    demo_clock.start(Path(settings.HOME), clock)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r  {done}/{total} việc", nl=done == total, err=True)
    elif done == total or done % 2000 == 0:
        click.echo(f"  {done}/{total} việc", err=True)


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
