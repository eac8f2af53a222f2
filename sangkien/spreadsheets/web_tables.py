"""Tables of a web page: what many programs call an .xls file is one."""

from html.parser import HTMLParser

from sangkien.spreadsheets.book import EMPTY, Book, Cell, Merge, Row, Sheet
from sangkien.spreadsheets.delimited import text_of
from sangkien.spreadsheets.letters import readable
from sangkien.spreadsheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from sangkien.spreadsheets.refusals import refused

_MOST_JOINED = 1000
_MOST_PLACES = 300_000  # that cells take in rows below their own
_BREAKS = {"br", "p", "div", "li"}


def read_page(data: bytes) -> Book:
    """All tables of the page below one another on one sheet, as Excel opens it.

    Raises Unreadable: no_table, too_many_rows, too_many_cells.
    """
    page = _Page()
    page.feed(text_of(data))
    page.close()
    if not page.rows:
        raise refused("no_table")
    rows = [Row(number, _cells(row)) for number, row in sorted(page.rows.items()) if any(row.values())]
    return Book("html", [Sheet("", rows, merged=tuple(page.merged))])


def _cells(row: dict[int, str]) -> list[Cell]:
    last = max(column for column, text in row.items() if text)
    texts = readable([row.get(column, "") for column in range(last + 1)])
    return [Cell(text) if text else EMPTY for text in texts]


class _Page(HTMLParser):
    """Cells by row and column, where joined cells push the others aside as in a browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[Merge] = []
        self._number = self._next = self._cells = 0
        self._taken: set[tuple[int, int]] = set()  # by cells that reach down from rows above
        self._at: tuple[int, int] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell. Raises Unreadable: too_many_rows, too_many_cells."""
        if tag == "tr":
            self._end_cell()
            if self._number >= MOST_ROWS:
                raise refused("too_many_rows")
            self._number, self._next = self._number + 1, 0
            self.rows[self._number] = {}
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what began; HTML may leave the end out, so the next beginning ends it, too."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Line ends of the source are spaces, as in a browser."""
        self._text.append(" ".join(data.split("\n")))

    def close(self) -> None:
        """The last cell may be open."""
        super().close()
        self._end_cell()

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        if not self._number:
            return
        column = self._next
        while (self._number, column) in self._taken:
            column += 1
        down, right = _span(attrs.get("rowspan")), _span(attrs.get("colspan"))
        self._take(column, down, right)
        self._taken |= {(self._number + i, column + j) for i in range(1, down) for j in range(right)}
        if down > 1 or right > 1:
            self.merged.append(Merge(self._number, column, self._number + down - 1, column + right - 1))
        self._at, self._text, self._next = (self._number, column), [], column + right

    def _take(self, column: int, down: int, right: int) -> None:
        """Raise Unreadable: too_many_cells."""
        self._cells += column - self._next + right
        is_wide = self._cells > MOST_CELLS or column + right > MOST_COLUMNS
        if is_wide or len(self._taken) + (down - 1) * right > _MOST_PLACES:
            raise refused("too_many_cells")

    def _end_cell(self) -> None:
        if self._at:
            number, column = self._at
            lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
            self.rows[number][column] = "\n".join(line for line in lines if line)
        self._at = None


def _span(said: str | None) -> int:
    """At most so many; of a number without end its first digits tell as much."""
    return min(int(said[:6]), _MOST_JOINED) or 1 if said and said.isdecimal() else 1
