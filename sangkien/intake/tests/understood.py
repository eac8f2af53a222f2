"""What is understood of a file, and of rows as somebody types them."""

from pathlib import Path

from sangkien.intake.understanding import Field, Learned, Record, Table, understand
from sangkien.spreadsheets import Book, Cell, Row, Sheet, read


def tables(path: Path) -> list[Table]:
    return understand(read(path, path.name), Learned())


def records(path: Path) -> list[Record]:
    return [record for table in tables(path) for record in table.records]


def typed(*rows: list[object], remembered: dict[str, Field] | None = None) -> list[Table]:
    """The tables of a sheet with those rows."""
    filled = [Row(number, [Cell(value or None) for value in row]) for number, row in enumerate(rows, 1) if any(row)]
    return understand(Book("xlsx", [Sheet("Sheet1", filled)]), Learned(remembered or {}))
