"""`sangkien calendar`: on which days offices work, and what is declared for single days."""

from datetime import date

import click

from sangkien.base.clock import now
from sangkien.base.days import format_day
from sangkien.initiatives.turns import redate
from sangkien.ops.commands.common import Day, as_json, print_json, today, with_database
from sangkien.workdays import actions
from sangkien.workdays.queries import special_days

_WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@click.group()
def calendar() -> None:
    """Ngày làm việc: xem ngày nghỉ của một năm, ghi ngày nghỉ hoặc ngày làm bù mới được quyết định."""


@calendar.command()
@click.argument("year", type=click.IntRange(2000, 2100), required=False)
@as_json
@with_database
def show(year: int | None, as_json: bool) -> None:
    """Ngày nghỉ và ngày làm bù của năm YEAR (không ghi thì năm nay)."""
    found = special_days(year or today().year, language="vi")
    if as_json:
        print_json(
            [
                {"day": one.day.isoformat(), "works": one.works, "why": one.why, "declared": one.decided is not None}
                for one in found
            ]
        )
        return
    for one in found:
        what = "làm bù" if one.works else "nghỉ"
        click.echo(f"{format_day(one.day)}  {_WEEKDAYS[one.day.weekday()]:<9}  {what:<6}  {one.why}".rstrip())


@calendar.command()
@click.argument("day", type=Day())
@click.option("--works/--off", "works", required=True, help="Ngày làm bù, hay ngày nghỉ.")
@click.option("--decision", required=True, help="Căn cứ: số, ngày, nơi ban hành.")
@as_json
@with_database
def declare(day: date, works: bool, decision: str, as_json: bool) -> None:
    """Ghi ngày DAY là ngày nghỉ hoặc ngày làm bù; hạn của các hồ sơ đang chờ được tính lại."""
    actions.declare(day, works=works, decision=decision, by=None, at=now())
    _told(day, "ngày làm bù" if works else "ngày nghỉ", as_json=as_json)


@calendar.command()
@click.argument("day", type=Day())
@as_json
@with_database
def retract(day: date, as_json: bool) -> None:
    """Bỏ điều đã ghi cho ngày DAY; hạn của các hồ sơ đang chờ được tính lại."""
    actions.retract(day, by=None, at=now())
    _told(day, "theo luật", as_json=as_json)


def _told(day: date, what: str, *, as_json: bool) -> None:
    moved = redate()
    if as_json:
        print_json({"day": day.isoformat(), "redated": moved})
    else:
        click.echo(f"{format_day(day)}: {what}. Đã tính lại hạn của {moved} hồ sơ.")
