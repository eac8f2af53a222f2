"""Whatever somebody's sheet looks like: nothing breaks, and each row is a record's or left out with a reason."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sangkien.intake.understanding import Field, Learned, understand, understood_json
from sangkien.spreadsheets import Book, Cell, Merge, Row, Sheet

HEADINGS = [
    "STT",
    "Tên sáng kiến",
    "Tác giả",
    "Đơn vị",
    "Họ và tên",
    "Giá trị làm lợi (triệu đồng)",
    "Số",
    "Ngày",
    "Tên",
]
CELLS = [
    *(
        None,
        "",
        1,
        2,
        "3",
        "I",
        "A.",
        "nt",
        '"',
        "-",
        "Cộng",
        "Tổng số",
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "Ghi chú: xem sau",
        "(1)",
    ),
    *("Cải tiến đồ gá may túi giúp nhanh hơn", "Nguyễn Thị Lan", "Trần Văn Hùng (40%)", "II. Công đoàn Công ty A"),
    *("Lĩnh vực cơ khí", "Tên sáng kiến: Xe đẩy hàng", "Tác giả:", "15,9 tỷ", "5/2022", 44712),
    "QĐ số 12/QĐ-CT ngày 1/2/2022 của Giám đốc",
]
ROWS = st.lists(st.lists(st.sampled_from([*HEADINGS, *CELLS]), max_size=6), max_size=14)
PLACES = st.lists(st.tuples(st.integers(1, 14), st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)), max_size=4)


def sheet(rows: list[list[object]], places: list[tuple[int, int, int, int]]) -> Sheet:
    """A sheet with those rows, in which places (row, column, more rows, more columns) are joined."""
    merged = tuple(Merge(top, left, top + down, left + right) for top, left, down, right in places if down or right)
    cells = ([Cell(value or None) for value in row] for row in rows)  # type: ignore[arg-type]  # as typed
    filled = [Row(number, row) for number, row in enumerate(cells, 1) if any(cell.text for cell in row)]
    return Sheet("Trang 1", filled, merged=merged)


@given(ROWS, PLACES)
@example([["STT", "Tên sáng kiến"], [None, None, "STT"]], [(1, 1, 1, 1)])
@settings(max_examples=300, deadline=None)
def test_each_row_is_told(rows: list[list[object]], places: list[tuple[int, int, int, int]]) -> None:
    made = sheet(rows, places)

    tables = understand(Book("xlsx", [made]), Learned())

    told = {row for table in tables for record in table.records for row in record.rows}
    told |= {one.row for table in tables for one in table.left_out}
    told |= {row for table in tables for row in range(table.header_row, table.header_row + table.header_rows)}
    assert {row.number for row in made.rows} <= told
    assert understood_json(tables)["rows"] == sum(len(table.records) for table in tables)


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_the_same_sheet_is_understood_the_same(rows: list[list[object]]) -> None:
    made = sheet(rows, [])

    assert understand(Book("xlsx", [made]), Learned()) == understand(Book("xlsx", [made]), Learned())


@given(
    st.lists(
        st.sampled_from(["Cải tiến đồ gá", "Xe đẩy hàng", "Giá treo khuôn", "Tủ chống bụi"]), min_size=1, max_size=20
    )
)
def test_as_many_records_as_numbered_titles(titles: list[str]) -> None:
    header: list[object] = ["STT", "Tên sáng kiến", "Tác giả"]
    rows: list[list[object]] = [[number, title, "Nguyễn Thị Lan"] for number, title in enumerate(titles, 1)]

    (table,) = understand(Book("xlsx", [sheet([header, *rows], [])]), Learned())

    assert [record.title for record in table.records] == titles
    assert set(table.columns) == {Field.NUMBER, Field.TITLE, Field.AUTHORS}
