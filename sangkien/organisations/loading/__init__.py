"""Loading unions from a plain file: all mistakes are said at once, and nothing is written until all is right.

`read_units` turns the bytes of a CSV file or an Excel workbook into rows, `import_units` writes them. The columns are
`COLUMNS`, or their Vietnamese headings (`headings.py`); rows may come in any order. An empty cell says nothing: it
changes nothing. A cell that differs from what is known corrects the row in force last; a change *from a day on* is an
action (`rename`, `place`, `classify`), not an import.
"""

from sangkien.organisations.loading.csv_file import read_csv
from sangkien.organisations.loading.headings import heading
from sangkien.organisations.loading.importing import ImportReport, import_units
from sangkien.organisations.loading.rows import COLUMNS, RowError
from sangkien.organisations.loading.workbook import must_not_be_too_large
from sangkien.organisations.loading.xlsx_file import is_workbook, read_xlsx

__all__ = ["COLUMNS", "ImportReport", "RowError", "heading", "import_units", "read_csv", "read_units", "read_xlsx"]


def read_units(data: bytes) -> list[dict[str, str]]:
    """The rows of a file, whichever of the two kinds it is of. Raises NotPossible where it cannot be read."""
    must_not_be_too_large(data)
    return read_xlsx(data) if is_workbook(data) else read_csv(data)
