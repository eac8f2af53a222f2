"""`sangkien stats` and `sangkien ranking`: the same figures as the board."""

from datetime import date
from typing import Any

import click

from sangkien.base.numbers import format_int, format_percent
from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.ops.commands.common import (
    Day,
    as_json,
    exactly,
    phase_named,
    print_json,
    programme_named,
    today,
    unit_named,
    with_database,
    worth,
    worth_in_words,
)
from sangkien.statistics.crossviews import CrossView, Group, by_place, by_sector
from sangkien.statistics.figures import Figures, figures, people
from sangkien.statistics.focus import shares, unions_of
from sangkien.statistics.ranking import Ranked
from sangkien.statistics.ranking import ranking as ranking_of
from sangkien.statistics.values import median

VIEWS = click.Choice([view.value for view in View])
CROSSVIEWS = {"place": by_place, "sector": by_sector}


@click.command()
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị.")
@click.option("--programme", "programme_code", required=True, help="Mã chương trình.")
@click.option("--phase", "phase_code", help="Mã giai đoạn; không ghi là cả chương trình.")
@click.option("--as-of", type=Day(), help="Tính đến hết ngày nào; không ghi là hôm nay.")
@click.option("--view", type=VIEWS, default=View.AS_THEN.value, show_default=True, help="Cây tổ chức lúc đó hay nay.")
@click.option("--by", type=click.Choice(list(CROSSVIEWS)), help="Xếp cùng những hồ sơ ấy theo địa bàn hay theo ngành.")
@as_json
@with_database
def stats(
    unit_code: str,
    programme_code: str,
    phase_code: str | None,
    as_of: date | None,
    view: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Số liệu của một đơn vị và mọi đơn vị bên dưới."""
    programme = programme_named(programme_code)
    unit, phase = unit_named(unit_code), phase_named(programme, phase_code)
    seen: dict[str, Any] = {"programme": programme, "phase": phase, "as_of": as_of or today(), "view": View(view)}
    reached = figures(unit, **seen)
    crossed = CROSSVIEWS[by](unit, **seen) if by else None
    if as_json:
        more = {"people": people(unit, **seen), "benefit_median_vnd": median(unit, **seen)}
        print_json(_document(reached) | more | _focus(reached) | _groups(crossed))
    else:
        click.echo("\n".join([_sentence(reached), *_group_lines(crossed)]))


def _focus(reached: Figures) -> dict[str, Any]:
    """Each figure with what it is a share of."""
    told = shares(reached, unions_of(reached.unit, on=reached.as_of))
    return {
        "focus": [
            {"indicator": one.statistic.value, "count": one.count, "of": one.of, "percent": exactly(one.percent)}
            for one in told
        ]
    }


def _groups(crossed: CrossView | None) -> dict[str, Any]:
    return {} if crossed is None else {"groups": [_group(group) for group in crossed.groups]}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "submitted": group.submitted,
        "valid": group.valid,
        **worth(group.value),
    }


def _group_lines(crossed: CrossView | None) -> list[str]:
    return [
        f"{format_int(group.valid):>7} hợp lệ  {format_int(group.submitted):>7} lượt nộp  {group.name}"
        for group in (crossed.groups if crossed else [])
    ]


def _document(reached: Figures) -> dict[str, Any]:
    targets = reached.targets
    return {
        "unit": reached.unit.code,
        "programme": reached.programme.code,
        "phase": reached.phase.code if reached.phase else None,
        "as_of": reached.as_of.isoformat(),
        "view": reached.view.value,
        "target": targets
        and {
            "assigned": targets.assigned,
            "registered": targets.registered,
            "self_raised": targets.self_raised,
        },
        "submitted": reached.submitted,
        "valid": reached.valid,
        "returned": reached.counts.get(Measure.RETURNED, 0),
        "ineligible": reached.counts.get(Measure.INELIGIBLE, 0),
        "duplicate": reached.counts.get(Measure.DUPLICATE, 0),
        **worth(reached.value),
        "percent": exactly(reached.achievement.percent),
        "over": reached.achievement.over,
        "per_1000_members": exactly(reached.per_1000),
    }


def _sentence(reached: Figures) -> str:
    said = [f"{format_int(reached.valid)} sáng kiến hợp lệ trên {format_int(reached.submitted)} lượt nộp"]
    achievement = reached.achievement
    if achievement.percent is not None:
        said.append(f"đạt {format_percent(achievement.percent)} chỉ tiêu {format_int(achievement.target or 0)}")
    if achievement.over and achievement.over > 0:
        said.append(f"vượt {format_int(achievement.over)}")
    said.append(worth_in_words(reached.value))
    return ", ".join(said) + "."


@click.command()
@click.option("--parent", "parent_code", required=True, help="Xếp hạng các đơn vị trực thuộc đơn vị này.")
@click.option("--programme", "programme_code", required=True, help="Mã chương trình.")
@click.option("--phase", "phase_code", help="Mã giai đoạn; không ghi là cả chương trình.")
@click.option("--as-of", type=Day(), help="Tính đến hết ngày nào; không ghi là hôm nay.")
@click.option("--view", type=VIEWS, default=View.AS_THEN.value, show_default=True, help="Cây tổ chức lúc đó hay nay.")
@as_json
@with_database
def ranking(
    parent_code: str, programme_code: str, phase_code: str | None, as_of: date | None, view: str, as_json: bool
) -> None:
    """Bảng xếp hạng các đơn vị trực thuộc, theo phần trăm chỉ tiêu."""
    programme = programme_named(programme_code)
    lines = ranking_of(
        unit_named(parent_code),
        programme=programme,
        phase=phase_named(programme, phase_code),
        as_of=as_of or today(),
        view=View(view),
    )
    if as_json:
        print_json([_line(line) for line in lines])
    else:
        for line in lines:
            percent = format_percent(line.figures.achievement.percent)
            click.echo(f"{line.rank or '–':>3}  {percent:>9}  {line.figures.valid:>6}  {line.figures.unit.name}")


def _line(line: Ranked) -> dict[str, Any]:
    reached = line.figures
    return {
        "rank": line.rank,
        "unit": reached.unit.code,
        "name": reached.unit.name,
        "target": reached.achievement.target,
        "valid": reached.valid,
        "percent": exactly(reached.achievement.percent),
        "per_1000_members": exactly(reached.per_1000),
        **worth(reached.value),
    }
