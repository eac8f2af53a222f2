"""Loading unions from a plain file: all mistakes are said at once, and nothing is written until all is right.

`read_csv` turns bytes into rows, `import_units` writes them. The columns are `COLUMNS`; rows may come in any order.
An empty cell says nothing: it changes nothing. A cell that differs from what is known corrects the row in force
last; a change *from a day on* is an action (`rename`, `place`, `classify`), not an import.
"""

from sangkien.organisations.loading.csv_file import read_csv
from sangkien.organisations.loading.importing import ImportReport, import_units
from sangkien.organisations.loading.rows import COLUMNS, RowError

__all__ = ["COLUMNS", "ImportReport", "RowError", "import_units", "read_csv"]
