"""From a sheet to its tables: where each begins, what holds for it, its records, and every row that is none."""

from dataclasses import replace

from django.utils.translation import gettext as _

from sangkien.base.text import one_line
from sangkien.intake.understanding import above, evidence
from sangkien.intake.understanding.forms import forms_in
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.headers import Block, blocks_at, has_title, header_rows
from sangkien.intake.understanding.learned import Learned, Which, line_of
from sangkien.intake.understanding.records import Surroundings, record_of
from sangkien.intake.understanding.shapes import Field, LeftOut, Table
from sangkien.intake.understanding.walking import Entry, Walk
from sangkien.spreadsheets import Sheet

_SHOWN, _LONGEST_SHOWN, _LOOKED_AT, _MOST_SHOWN = 3, 80, 30, 100  # cells of a column, letters, records, columns


def tables_of(sheet: Sheet, learned: Learned) -> list[Table]:
    """The tables of a sheet; one without columns where it has none that could be of initiatives."""
    grid = Grid(sheet)
    if not grid.rows:
        return []
    if learned.is_no_list(sheet.name):
        return [_none(grid)]
    starts = _starts(grid, header_rows(grid, learned), learned)
    if not starts:
        return [_form(grid, learned) or _without_header(grid, learned) or _none(grid)]
    tables: list[Table] = []
    tops = [above.rows_above(grid, row, after) for row, after in zip(starts, [0, *starts], strict=False)]
    for at, row in enumerate(starts):
        until = tops[at + 1][0] if at + 1 < len(starts) and tops[at + 1] else [*starts, max(grid.rows) + 1][at + 1]
        tables += _under(grid, row, until, tops[at], learned, len(tables))
    is_said = grid.name in learned.heads
    if not is_said and not any(Field.TITLE in table.columns for table in tables) and (form := _form(grid, learned)):
        return [form]
    return tables


def _starts(grid: Grid, headers: list[int], learned: Learned) -> list[int]:
    """Where tables begin: below the first, only where somebody said so, or titles are headed in so many words, since a
    row of a list may sound like a header; and not where the same header stands again on a later page of the same
    decision."""
    starts = headers[:1]
    for row in headers[1:]:
        again = above.same_header(grid, starts[-1], row)
        over = above.rows_above(grid, row, starts[-1])
        is_said = learned.height(grid, row) and not (again and grid.name not in learned.heads)
        if is_said or (above.decision_above(grid, over) if again else has_title(grid, row, learned.headings)):
            is_the_same = not is_said and not any(starts[-1] < number < row for number in grid.rows)
            if is_the_same:  # directly below, as in another language
                starts.pop()
            starts.append(row)
    return starts


def _under(grid: Grid, row: int, until: int, over: list[int], learned: Learned, place: int) -> list[Table]:
    """The tables under a header; `place`: how many the sheet has before them. One that somebody pointed to is shown
    even where nobody knows yet what its columns hold."""
    ours = [block for block in blocks_at(grid, row, learned, until) if _is_one(block) or learned.height(grid, row)]
    tables = [_table(grid, block, until, over, learned, at) for at, block in enumerate(ours, start=place)]
    head = [LeftOut(number, "above", _("phần đầu trang, phía trên bảng")) for number in over]
    if not tables:
        rest = [number for number in sorted(grid.rows) if row <= number < until]
        return [Table(grid.name, 0, left_out=[*head, *(_not_ours(number) for number in rest)])]
    tables[0] = replace(tables[0], left_out=[*head, *tables[0].left_out])
    beside = [LeftOut(number, "beside", _("ngoài các cột của bảng")) for number in _untold(grid, tables, row, until)]
    if beside:
        left_out = sorted([*tables[-1].left_out, *beside], key=lambda one: one.row)
        tables[-1] = replace(tables[-1], left_out=left_out)
    return tables


def _untold(grid: Grid, tables: list[Table], first: int, until: int) -> list[int]:
    """The rows that say something, but nothing in a column of any of these tables."""
    told = {row for table in tables for record in table.records for row in record.rows}
    told |= {one.row for table in tables for one in table.left_out}
    told |= {row for table in tables for row in range(table.header_row, table.header_row + table.header_rows)}
    return [
        number
        for number in sorted(grid.rows)
        if first <= number < until and number not in told and any(grid.texts(number))
    ]


def _is_one(block: Block) -> bool:
    """Could it be of initiatives? Titles, or whose they are."""
    known = set(block.columns)
    return Field.TITLE in known or (bool(known & {Field.UNIT, Field.AUTHORS}) and len(known - {Field.NUMBER}) > 1)


def _table(grid: Grid, block: Block, until: int, over: list[int], learned: Learned, place: int) -> Table:
    block = block.with_columns(learned.columns.get(Which(grid.name, place), {}))
    walk = Walk(block, until)
    return _made(block, walk.entries, walk.left_out, _surroundings(grid, block, over, learned, place))


def _surroundings(grid: Grid, block: Block, over: list[int], learned: Learned, place: int) -> Surroundings:
    """What holds for all of a table: the decision as somebody said it, else as it stands above."""
    decision = learned.decisions.get(Which(grid.name, place)) or above.decision_above(grid, over)
    return Surroundings(decision, above.scale_of(grid, block, over), above.unit_above(grid, over))


def _made(block: Block, entries: list[Entry], left_out: list[LeftOut], around: Surroundings) -> Table:
    return Table(
        sheet=block.grid.name,
        header_row=block.row,
        header_rows=block.rows,
        line=line_of(block.grid, block.row),
        columns=block.columns,
        also=block.also,
        headings=["" for _before in range(block.left)] + block.headings,
        samples=[_sample(block.grid, entries, column) for column in range(min(block.right + 1, _MOST_SHOWN))],
        decision=around.decision,
        records=[record_of(entry, block, around) for entry in entries],
        left_out=left_out,
    )


def _sample(grid: Grid, entries: list[Entry], column: int) -> list[str]:
    """What its first cells say that say anything."""
    texts = (one_line(grid.at(entry.row, column).text)[:_LONGEST_SHOWN] for entry in entries[:_LOOKED_AT])
    return [text for text in texts if text][:_SHOWN]


def _form(grid: Grid, learned: Learned) -> Table | None:
    found = forms_in(grid, learned.headings)
    if found is None:
        return None
    block, entries = found
    first = min(entry.row for entry in entries)
    over = [number for number in sorted(grid.rows) if number < first]
    around = _surroundings(grid, block, over, learned, 0)
    used = {number for entry in entries for number in entry.rows}
    rest = [number for number in sorted(grid.rows) if number not in used]
    return _made(block, entries, [LeftOut(number, "beside", _("ngoài các mục của phiếu")) for number in rest], around)


def _without_header(grid: Grid, learned: Learned) -> Table | None:
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
    return _table(grid, block, max(grid.rows) + 1, [], learned, 0)


def _none(grid: Grid) -> Table:
    return Table(grid.name, 0, left_out=[_not_ours(number) for number in sorted(grid.rows)])


def _not_ours(number: int) -> LeftOut:
    return LeftOut(number, "no_table", _("không thuộc bảng sáng kiến nào"))
