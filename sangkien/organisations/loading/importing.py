"""Writing a checked file: one transaction, the same facts twice change nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from sangkien.organisations.actions import lock_tree
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading.checks import intended, problems_between
from sangkien.organisations.loading.correcting import correct, shakes
from sangkien.organisations.loading.founding import found
from sangkien.organisations.loading.register import Standing, codes_above, codes_below, standing
from sangkien.organisations.loading.rows import RowError, UnitRow, read_rows
from sangkien.organisations.models import UnitKind


@dataclass(frozen=True)
class ImportReport:
    """How many unions the file makes, corrects, leaves as they are; or why nothing was written."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)


_MANY = 500  # rows, from which on it pays to count the tables first


class _Undo(Exception):
    """Take back everything and report."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def import_units(
    rows: Iterable[Mapping[str, str]], *, by: Model | None, at: datetime, dry_run: bool = False
) -> ImportReport:
    """Make the unions what the file says, all or nothing; `dry_run` does the same and takes it back.

    Kinds come from `kinds.yaml` when none are loaded yet. Every union made or corrected is written to the log.
    """
    try:
        with transaction.atomic():
            report = _import(list(rows), by=by, at=at)
            if dry_run or report.errors:
                raise _Undo(report)
    except _Undo as undo:
        return undo.report
    return report


def _import(cells: list[Mapping[str, str]], *, by: Model | None, at: datetime) -> ImportReport:
    lock_tree()
    if not UnitKind.objects.exists():
        load_kinds()
    rows, errors = read_rows(cells)
    known = _known(rows)
    errors = errors + problems_between(rows, intended(rows, known), known)
    if errors:
        return ImportReport(errors=_in_order(errors))
    return _write(rows, known, by=by, at=at)


def _known(rows: list[UnitRow]) -> dict[str, Standing]:
    """The unions that the rows name, all above them, and those under a union whose kind or days would change."""
    if len(rows) > _MANY:
        _let_the_planner_know()
    named = {row.code for row in rows} | {row.parent for row in rows}
    known = standing(named | codes_above(named))
    shaken = {row.code for row in rows if row.code in known and shakes(row, known[row.code])}
    return known | standing(codes_below(shaken) - known.keys())


def _write(rows: list[UnitRow], known: Mapping[str, Standing], *, by: Model | None, at: datetime) -> ImportReport:
    new = [row for row in rows if row.code not in known]
    old = [row for row in rows if row.code in known]
    units = {code: unit.organisation for code, unit in known.items()}
    units |= found(new, units, by=by, at=at)
    if len(new) > _MANY:
        _let_the_planner_know()
    changed = sum(correct(known[row.code], row, units, by=by, at=at) for row in old)
    try:
        _have_the_tree_checked()
    except IntegrityError:
        return ImportReport(errors=[RowError(0, "", _broken_history())])
    return ImportReport(created=len(new), changed=changed, unchanged=len(old) - changed)


def _let_the_planner_know() -> None:
    """Otherwise the first questions about a nation are planned as if the tables were still empty: so they are after it
    came in, and so they look to whoever tidies up while the transaction that brought it is open."""
    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("organisations").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _have_the_tree_checked() -> None:
    """What the database would check at the end of the transaction, now. Past periods that no row shows can fail."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _broken_history() -> str:
    return _(
        "Theo tệp này, ở một giai đoạn trước đây có đơn vị không còn cấp trên hoạt động. "
        "Các thay đổi theo ngày cần làm trên cây tổ chức, không qua tệp."
    )


def _in_order(errors: Iterable[RowError]) -> list[RowError]:
    return sorted(set(errors), key=lambda error: (error.row, error.column, error.message))
