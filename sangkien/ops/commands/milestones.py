"""`sangkien milestone`: which milestones a programme has reached, reckoned again from the ledger."""

import sys

import click

from sangkien.base.days import format_day, format_moment
from sangkien.base.numbers import format_int
from sangkien.milestones.queries import proof, reached
from sangkien.ops.commands.common import as_json, print_json, programme_named, with_database


@click.group()
def milestone() -> None:
    """Các mốc đã đạt của chương trình."""


@milestone.command()
@click.argument("programme_code", metavar="PROGRAMME")
@as_json
@with_database
def check(programme_code: str, as_json: bool) -> None:
    """Các mốc của PROGRAMME, mỗi mốc được tính lại từ sổ đếm."""
    found = [(one, proof(one)) for one in reached(programme_named(programme_code))]
    if as_json:
        print_json(
            [
                {
                    "nth": one.nth,
                    "initiative": one.initiative.code,
                    "entry": one.entry,
                    "day": one.day.isoformat(),
                    "at": one.at.isoformat() if one.at else None,
                    "before": told.before,
                    "reached": told.reached,
                    "holds": told.holds,
                }
                for one, told in found
            ]
        )
    else:
        for one, told in found:
            when = format_moment(one.at) if one.at else format_day(one.day)
            counts = f"{format_int(told.before)} → {format_int(told.reached)}"
            click.echo(
                f"{'✓' if told.holds else '✗'} {format_int(one.nth):>12}  {when}  {one.initiative.code}  {counts}"
            )
    sys.exit(0 if all(told.holds for _one, told in found) else 1)
