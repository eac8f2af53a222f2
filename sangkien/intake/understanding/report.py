"""What was understood, as JSON: the shape that `sangkien import --json` prints (docs/reference)."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from sangkien.intake.understanding.shapes import Author, Field, Recognition, Record, Table, Trouble


def understood_json(tables: Sequence[Table]) -> dict[str, Any]:
    """From reading alone, before anything is asked of the register: `ready` is what has no trouble in any cell.

    Rows are counted as Excel shows them, columns are letters; a field that no column holds is null.
    """
    records = [record for table in tables for record in table.records]
    to_fix = sum(any(trouble.blocks for trouble in record.troubles) for record in records)
    return {
        "tables": [_table(table) for table in tables if table.columns],
        "rows": len(records),
        "ready": len(records) - to_fix,
        "to_fix": to_fix,
        "duplicates": 0,
        "errors": [_trouble(record, one) for record in records for one in record.troubles if one.blocks],
        "notes": [_trouble(record, one) for record in records for one in record.troubles if not one.blocks],
        "left_out": [
            {"sheet": table.sheet, "row": one.row, "code": one.code, "reason": one.reason}
            for table in tables
            for one in table.left_out
        ],
        "records": [_record(record) for record in records],
    }


def letter_of(column: int | None) -> str | None:
    """0 is A, 27 is AB; None stays None."""
    return None if column is None else str(xl_col_to_name(column))


def _table(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": {field.value: letter_of(table.columns.get(field)) for field in Field},
        "decision": _recognition(table.decision),
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "sheet": record.sheet,
        "row": record.row,
        "title": record.title or None,
        "authors": [_author(author) for author in record.authors],
        "unit": record.unit or None,
        "field": record.field or None,
        "applied_on": record.applied_on.isoformat() if record.applied_on else None,
        "benefit_vnd": record.benefit_vnd,
        "benefit_per": record.benefit_per.value if record.benefit_vnd is not None else None,
        "recognition": _recognition(record.recognition),
    }


def _author(author: Author) -> dict[str, Any]:
    """The share in percent, a whole number where it is one."""
    percent = None if author.share is None else float(author.share * 100)
    return {"name": author.name, "share": int(percent) if percent is not None and percent.is_integer() else percent}


def _recognition(said: Recognition | None) -> dict[str, Any] | None:
    if said is None:
        return None
    day = said.date.isoformat() if said.date else None
    return {"number": said.number or None, "date": day, "issuer": said.issuer or None, "form": said.form or None}


def _trouble(record: Record, trouble: Trouble) -> dict[str, Any]:
    return {
        "sheet": record.sheet,
        "row": record.row,
        "column": letter_of(trouble.column),
        "code": trouble.code,
        "message": trouble.message,
    }
