"""`sangkien org apply`: decisions on the organisation from their YAML files."""

import sys
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
from django.db import transaction

from sangkien.base.clock import now
from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.counting.queries import View
from sangkien.ops.commands.common import as_json, print_json, with_database, worth
from sangkien.ops.commands.organisations import org
from sangkien.reforms.actions import Outcome, Refused, apply, preview, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import without_reviewer
from sangkien.reforms.spec import Plan, read
from sangkien.reforms.totals import Total


@org.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "rehearsed", is_flag=True, help="Chỉ cho biết sẽ thay đổi gì, không ghi gì.")
@click.option("--undo", is_flag=True, help="Hoàn tác quyết định, khi chưa có gì về sau dựa vào nó.")
@as_json
@with_database
def apply_(file: Path, rehearsed: bool, undo: bool, as_json: bool) -> None:
    """Thực hiện quyết định sắp xếp tổ chức trong FILE (hoặc tên một tệp đi kèm sản phẩm)."""
    try:
        plan = read(_found(file))
        answer = _undone(plan, rehearsed) if undo else _applied(plan, rehearsed)
    except NotPossible as no:
        answer = {"created": 0, "changed": 0, "unchanged": 0, "errors": _errors(no)}
    if as_json:
        print_json(answer)
    else:
        _tell(answer)
    sys.exit(1 if answer["errors"] else 0)


def _found(file: Path) -> Path:
    """The file itself, or the one of that name among those that come with the product."""
    shipped = Path(str(files("sangkien.reforms").joinpath("catalogue")))
    there = [file, *sorted(shipped.glob(f"*/{file.name}"))]
    for path in there:
        if path.is_file():
            return path
    raise NotPossible([Problem(code="no_file", text=f"Không có tệp {file}.")])


def _applied(plan: Plan, rehearsed: bool) -> dict[str, Any]:
    outcome = (preview if rehearsed else apply)(plan, by=None, at=now())
    return _document(plan, outcome, rehearsed)


def _document(plan: Plan, outcome: Outcome, rehearsed: bool) -> dict[str, Any]:
    carried = outcome.carried
    return {
        "reform": plan.code,
        "effective": plan.effective.isoformat(),
        "dry_run": rehearsed,
        "created": carried.founded,
        "changed": carried.changed + carried.ended,
        "unchanged": carried.unchanged,
        "ended": carried.ended,
        "offices_ended": carried.offices_ended,
        "offices_moved": carried.offices_moved,
        "dossiers_moved": outcome.dossiers.total(),
        "dossiers_moved_to": dict(outcome.dossiers.most_common()),
        "without_reviewer": sorted(without_reviewer(outcome.dossiers, on=plan.effective)),
        "dossiers_rebooked": outcome.rebooked,
        "scheduled": bool(outcome.reform and outcome.reform.carried_at is None),
        "totals": {"before": _totals(outcome.before), "after": _totals(outcome.after)},
        "errors": [],
    }


def _undone(plan: Plan, rehearsed: bool) -> dict[str, Any]:
    reform = Reform.objects.in_force().filter(code=plan.code).first()
    if reform is None:
        text = f"Quyết định {plan.code} chưa được thực hiện, hoặc đã hoàn tác."
        raise NotPossible([Problem(code="not_applied", text=text)])
    rows = reform.traces.count()
    with transaction.atomic():
        returned = take_back(reform, by=None, at=now())
        transaction.set_rollback(rehearsed)
    return {
        "reform": plan.code,
        "effective": plan.effective.isoformat(),
        "dry_run": rehearsed,
        "created": 0,
        "changed": rows,
        "unchanged": 0,
        "dossiers_moved": returned,
        "undone": True,
        "errors": [],
    }


def _totals(totals: list[Total]) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for total in totals:
        numbers = {"submitted": total.submitted, "valid": total.valid, **worth(total.value)}
        found.setdefault(total.programme, {})[View(total.view).value] = numbers
    return found


def _errors(no: NotPossible) -> list[dict[str, Any]]:
    number, name = (no.number, no.name) if isinstance(no, Refused) else (0, "")
    return [{"row": number, "column": problem.field or name, "message": str(problem.text)} for problem in no.problems]


def _tell(answer: dict[str, Any]) -> None:
    for error in answer["errors"]:
        click.echo(f"Việc {error['row']} ({error['column']}): {error['message']}", err=True)
    if not answer["errors"]:
        click.echo("\n".join(_told(answer)))


def _told(answer: dict[str, Any]) -> Iterator[str]:
    """The outcome in sentences."""
    if answer["dry_run"]:
        yield "Thử trước, chưa ghi gì:"
    if "undone" in answer:
        yield f"Hoàn tác {answer['reform']}: {format_int(answer['changed'])} dòng trở lại như trước."
    else:
        yield (
            f"{answer['reform']}: lập {format_int(answer['created'])} đơn vị, kết thúc {format_int(answer['ended'])}, "
            f"chuyển hoặc đổi {format_int(answer['changed'] - answer['ended'])}, "
            f"{format_int(answer['unchanged'])} việc đã đúng như vậy; "
            f"{format_int(answer['offices_ended'])} phân công kết thúc."
        )
        yield from _told_totals(answer["totals"])
    if answer.get("scheduled"):
        yield f"Có hiệu lực từ 00:00 ngày {format_day(date.fromisoformat(answer['effective']))}; hồ sơ chuyển lúc đó."
    else:
        yield f"{format_int(answer['dossiers_moved'])} hồ sơ đang mở chuyển nơi xử lý."
    yield from _told_desks(answer)


def _told_desks(answer: dict[str, Any]) -> Iterator[str]:
    if nobody := answer.get("without_reviewer"):
        named = ", ".join(nobody[:5]) + ("…" if len(nobody) > 5 else "")
        yield f"Chú ý: {format_int(len(nobody))} nơi nhận hồ sơ chưa có cán bộ thẩm định vào ngày đó: {named}."


def _told_totals(totals: dict[str, Any]) -> Iterator[str]:
    for programme, views in totals["after"].items():
        same = views == totals["before"][programme]
        then = views["as-then"]
        yield (
            f"{programme}, cả nước: {format_int(then['submitted'])} lượt nộp, {format_int(then['valid'])} hợp lệ, "
            + ("trước và sau như nhau." if same else "TRƯỚC VÀ SAU KHÁC NHAU.")
        )
