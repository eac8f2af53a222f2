"""`sangkien import`: a list of initiatives becomes dossiers."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

import click
from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.clock import now
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.intake import actions, queries
from sangkien.intake.checking import InOneGo, check
from sangkien.intake.models import Batch
from sangkien.intake.reading import Understood, tables_of
from sangkien.intake.rules import BRING
from sangkien.intake.states import Pile
from sangkien.intake.understanding.report import letter_of, understood_json
from sangkien.ops.commands.common import as_json, print_json, programme_named, unit_named, with_database
from sangkien.ops.hands import carry_out_here
from sangkien.ops.progress import follow, progress, quiet
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

_SHOWN = 50  # faults that people read
Report = dict[str, Any]


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "code", required=True, help="Mã đơn vị có danh sách.")
@click.option("--programme", "programme_code", required=True, help="Mã chương trình.")
@click.option("--by", "login", help="Tên đăng nhập của cán bộ đứng tên nhập; không ghi là nhập bằng lệnh.")
@click.option("--answers", type=click.File(encoding="utf-8"), help="Tệp JSON: điều chung cho mọi dòng.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và kiểm tra, không ghi gì.")
@quiet
@as_json
@with_database
def import_(
    file: Path,
    code: str,
    programme_code: str,
    login: str | None,
    answers: IO[str] | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Nhập danh sách sáng kiến từ tệp Excel (.xlsx, .xls), .ods hoặc .csv.

    Dòng sẵn sàng được nhập; dòng cần sửa hoặc nghi trùng thì để lại và được kể ra. Mã thoát 1 khi còn dòng như vậy.
    """
    unit, programme = unit_named(code), programme_named(programme_code)
    list_ = List(file, unit, programme, _officer(login, unit), _answers(answers))
    report = list_.tried(shown=not quiet) if dry_run else list_.entered(shown=not quiet)
    if as_json:
        print_json(report)
    else:
        _say(report)
    sys.exit(1 if report["to_fix"] or report["duplicates"] else 0)


@dataclass(frozen=True)
class List:
    """A list of a union, entered by an officer (None: by the command itself), with what holds for all its rows."""

    file: Path
    unit: Organisation
    programme: Programme
    by: Actor | None
    answers: Mapping[str, Any]

    def tried(self, *, shown: bool) -> Report:
        """What would become of it; everything is as it was afterwards."""
        read, at = self._read(), now()
        with transaction.atomic(), progress("Đã đọc tệp", shown=shown) as show:
            batch = self._bring(read, is_tried=True)
            check(batch, InOneGo(at, show), by=self.by, on=day_of(at))
            report = _report(batch, read)
            transaction.set_rollback(True)
        return report

    def entered(self, *, shown: bool) -> Report:
        """What became of it. One that is stopped goes on in the worker, or when it is asked for again."""
        read = self._read()
        batch = self._bring(read)
        with progress("Đã đọc tệp", shown=shown) as show:
            carry_out_here(actions.ask_to_check(batch, by=self.by, at=now()), told=partial(follow, show))
            if queries.told_counts(batch)["ready"]:
                carry_out_here(actions.ask_to_enter(batch, by=self.by, at=now()), told=partial(follow, show))
        return _report(batch, read)

    def _read(self) -> Understood:
        return tables_of(self.file, name=self.file.name, unit=self.unit)

    def _bring(self, read: Understood, *, is_tried: bool = False) -> Batch:
        return actions.bring(
            self.file,
            self.file.name,
            unit=self.unit,
            programme=self.programme,
            by=self.by,
            at=now(),
            answers=self.answers,
            read=read,
            is_tried=is_tried,
        )


def _report(batch: Batch, read: Understood) -> Report:
    """As contracted: what was understood, and on which pile each row lies."""
    counts = queries.told_counts(batch)
    errors = [
        {"sheet": one.sheet, "row": one.row, "column": letter_of(one.column), "code": one.code, "message": one.message}
        for one in queries.faults_of(batch, piles=[Pile.TO_FIX])
    ]
    return (
        understood_json(read.tables)
        | counts
        | {"errors": errors, "likes": queries.likes_of(batch), "remarks": read.remarks}
    )


def _say(report: Report) -> None:
    click.echo(
        f"{report['rows']} dòng: {report['ready']} sẵn sàng ({report['entered']} đã nhập), {report['to_fix']} cần sửa, "
        f"{report['duplicates']} nghi trùng, {report['entered_before']} đã nhập trước đây."
    )
    for remark in report["remarks"]:
        click.echo(remark, err=True)
    for error in report["errors"][:_SHOWN]:
        column = f", cột {error['column']}" if error["column"] else ""
        click.echo(f"{error['sheet']}, dòng {error['row']}{column}: {error['message']}", err=True)
    for like in report["likes"][:_SHOWN]:
        click.echo(f"{like['sheet']}, dòng {like['row']}: có thể trùng với {like['code'] or like['other']}", err=True)
    if (left := len(report["errors"]) - _SHOWN) > 0:
        click.echo(f"… và {left} chỗ nữa; thêm --json để xem tất cả.", err=True)


def _officer(login: str | None, unit: Organisation) -> Actor | None:
    """The person, in the office in which they may enter for the union; None: the command itself. Raises NotPossible."""
    if login is None:
        return None
    on = day_of(now())
    person = Person.objects.filter(username=login, is_active=True).first()
    worn = [Actor(person, on, hat) for hat in hats(person, on=on)] if person else []
    if found := next((actor for actor in worn if actor.may(BRING, unit)), None):
        return found
    raise NotPossible([Problem(code="not_allowed", text=f"{login} không nhập được danh sách cho {unit.code}.")])


def _answers(file: IO[str] | None) -> dict[str, Any]:
    try:
        said = json.load(file) if file else {}
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise click.UsageError('Tệp --answers cần là một tài liệu JSON dạng {"kind": "…"}.')
    return said
