"""From a sheet to its tables: where each begins, what holds for it, its records, and every row that is none."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from sangkien.intake.understanding import above, evidence
from sangkien.intake.understanding.forms import forms_in
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.headers import Block, blocks_at, has_title, header_rows
from sangkien.intake.understanding.records import Surroundings, record_of
from sangkien.intake.understanding.shapes import Field, LeftOut, Table
from sangkien.intake.understanding.walking import Entry, Walk
from sangkien.spreadsheets import Sheet

Remembered = Mapping[str, Field | None]


def tables_of(sheet: Sheet, remembered: Remembered) -> list[Table]:
    """The tables of a sheet; one without columns where it has none that could be of initiatives."""
    grid = Grid(sheet)
    if not grid.rows:
        return []
    starts = _starts(grid, header_rows(grid, remembered), remembered)
    if not starts:
        return [_form(grid, remembered) or _without_header(grid) or _none(grid)]
    tables: list[Table] = []
    tops = [above.rows_above(grid, row, after) for row, after in zip(starts, [0, *starts], strict=False)]
    for at, row in enumerate(starts):
        until = tops[at + 1][0] if at + 1 < len(starts) and tops[at + 1] else [*starts, max(grid.rows) + 1][at + 1]
        tables += _under(grid, row, until, tops[at], remembered)
    if not any(Field.TITLE in table.columns for table in tables) and (form := _form(grid, remembered)):
        return [form]
    return tables


def _starts(grid: Grid, headers: list[int], remembered: Remembered) -> list[int]:
    """Where tables begin: below the first, only where titles are headed in so many words, since a row of a list may
    sound like a header; and not where the same header stands again on a later page of the same decision."""
    starts = headers[:1]
    for row in headers[1:]:
        again = above.same_header(grid, starts[-1], row)
        over = above.rows_above(grid, row, starts[-1])
        if above.decision_above(grid, over) if again else has_title(grid, row, remembered):
            starts.append(row)
    return starts


def _under(grid: Grid, row: int, until: int, over: list[int], remembered: Remembered) -> list[Table]:
    tables = [_table(grid, block, until, over) for block in blocks_at(grid, row, remembered, until) if _is_one(block)]
    head = [LeftOut(number, "above", _("phần đầu trang, phía trên bảng")) for number in over]
    if not tables:
        rest = [number for number in sorted(grid.rows) if row <= number < until]
        return [Table(grid.name, 0, left_out=[*head, *(_not_ours(number) for number in rest)])]
    tables[0] = replace(tables[0], left_out=[*head, *tables[0].left_out])
    return tables


def _is_one(block: Block) -> bool:
    """Could it be of initiatives? Titles, or whose they are."""
    known = set(block.columns)
    return Field.TITLE in known or (bool(known & {Field.UNIT, Field.AUTHORS}) and len(known - {Field.NUMBER}) > 1)


def _table(grid: Grid, block: Block, until: int, over: list[int]) -> Table:
    walk = Walk(block, until)
    around = Surroundings(
        above.decision_above(grid, over), above.scale_of(grid, block, over), above.unit_above(grid, over)
    )
    return _made(block, walk.entries, walk.left_out, around)


def _made(block: Block, entries: list[Entry], left_out: list[LeftOut], around: Surroundings) -> Table:
    return Table(
        sheet=block.grid.name,
        header_row=block.row,
        header_rows=block.rows,
        columns=block.columns,
        headings=block.headings,
        decision=around.decision,
        records=[record_of(entry, block, around) for entry in entries],
        left_out=left_out,
    )


def _form(grid: Grid, remembered: Remembered) -> Table | None:
    found = forms_in(grid, remembered)
    if found is None:
        return None
    block, entries = found
    first = min(entry.row for entry in entries)
    over = [number for number in sorted(grid.rows) if number < first]
    around = Surroundings(
        above.decision_above(grid, over), above.scale_of(grid, block, over), above.unit_above(grid, over)
    )
    used = {number for entry in entries for number in entry.rows}
    rest = [number for number in sorted(grid.rows) if number not in used]
    return _made(block, entries, [LeftOut(number, "beside", _("ngoài các mục của phiếu")) for number in rest], around)


def _without_header(grid: Grid) -> Table | None:
    """Where nothing heads the columns, their cells must say it: one of titles and one of names."""
    rows = [number for number in sorted(grid.rows) if len(grid.filled(number, 0, grid.width)) > 1]
    cells = {c: [grid.own(number, c) for number in rows[: evidence.SAMPLE]] for c in range(grid.width)}
    titles = [column for column in cells if evidence.is_of_titles(cells[column])]
    names = [column for column in cells if evidence.is_of_names(cells[column])]
    if not titles or not names:
        return None
    columns = {Field.TITLE: titles[0], Field.AUTHORS: names[0]}
    left = [c for c in cells if c not in columns.values()]
    told = (
        (Field.NUMBER, evidence.is_of_numbers),
        (Field.BENEFIT, evidence.is_of_amounts),
        (Field.APPLIED_ON, evidence.is_of_days),
    )
    for wanted, holds in told:
        found = next((c for c in left if c not in columns.values() and holds(cells[c])), None)
        if found is not None:
            columns[wanted] = found
    block = Block(grid, 0, 0, 0, grid.width, columns, [])
    return _table(grid, block, max(grid.rows) + 1, [])


def _none(grid: Grid) -> Table:
    return Table(grid.name, 0, left_out=[_not_ours(number) for number in sorted(grid.rows)])


def _not_ours(number: int) -> LeftOut:
    return LeftOut(number, "no_table", _("không thuộc bảng sáng kiến nào"))
