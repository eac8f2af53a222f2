"""Files with tables as people send them, read as they are: xlsx, xls, ods, csv, tsv, and a table of a web page.

Nouns: a `Book` has `Sheet`s, a sheet has `Row`s, a row has `Cell`s. What a cell means is none of this room's business
(intake/understanding). Rule: nothing is ever run or fetched, and no file takes more memory than is stated
(limits.py); a file that cannot be read is answered with one sentence (`Unreadable`).
"""

from sangkien.spreadsheets.book import Book, Cell, Merge, Remark, Row, Sheet, Unreadable
from sangkien.spreadsheets.kinds import kind_of
from sangkien.spreadsheets.reading import read

__all__ = ["Book", "Cell", "Merge", "Remark", "Row", "Sheet", "Unreadable", "kind_of", "read"]
