"""Loading unions from a plain file: all mistakes are said at once, and nothing is written until all is right.

`read_units` turns an Excel workbook, an .ods or a CSV file into rows, `import_units` writes them. The columns are
`COLUMNS`, or their Vietnamese headings (`headings.py`); rows may come in any order. An empty cell says nothing: it
changes nothing. A cell that differs from what is known corrects the row in force last; a change *from a day on* is an
action (`rename`, `place`, `classify`), not an import.
"""

from sangkien.organisations.loading.headings import heading
from sangkien.organisations.loading.importing import ImportReport, import_units
from sangkien.organisations.loading.reading import read_units
from sangkien.organisations.loading.rows import COLUMNS, RowError

__all__ = ["COLUMNS", "ImportReport", "RowError", "heading", "import_units", "read_units"]
