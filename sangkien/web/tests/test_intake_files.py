"""The file to begin with, and the officer's own file given back: both as other programs read them."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sangkien.intake.given_back import ERROR, MARK, Fault, Marked, given_back
from sangkien.spreadsheets import Book, Cell, Row, Sheet
from sangkien.spreadsheets.book import Merge, Value
from sangkien.spreadsheets.tests.made import with_part
from sangkien.web.intake.blank import Blank, workbook

BLANK = Blank(
    unit="Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
    programme="1 triệu sáng kiến",
    units=(),
    fields=("Kỹ thuật", "Quản lý"),
    forms=("Quyết định công nhận", "Khen thưởng trực tiếp"),
    applied=(date(2021, 9, 1), None),
    mark="K7F3M2QA",
)
HEADINGS = ["STT", "Tên sáng kiến", "Ngày áp dụng"]
LINES: list[list[Value]] = [
    [1, "Đồ gá may túi áo", date(2022, 3, 15)],
    [2, "=cmd|'/c calc'!A0", "30/02/2022"],
]
FAULTS = {4: [Fault(2, "Ngày áp dụng: không có ngày 30/02/2022"), Fault(None, "Chưa có tác giả")]}
KEYS = {3: "khoa-1", 4: "khoa-2"}
MARKED = {"Danh sách": Marked(heads=[2], faults=FAULTS, keys=KEYS)}


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_of(data: bytes, name: str = "Danh sách") -> Worksheet:
    sheet = opened(data)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def as_book(kind: str = "csv", *, merged: Sequence[Merge] = (), lines: Sequence[Sequence[Value]] = LINES) -> Book:
    rows = [["DANH SÁCH"], HEADINGS, *lines]
    read = [Row(number, [Cell(value) for value in row]) for number, row in enumerate(rows, start=1)]
    return Book(kind, [Sheet("Danh sách", read, merged=tuple(merged))])


def as_xlsx() -> bytes:
    """The same as somebody keeps it: a joined title, a wide column, a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh sách"
    for row in [["DANH SÁCH"], HEADINGS, *LINES]:
        sheet.append(row)
    sheet["B4"].data_type = "s"
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["B"].width = 77
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestTheFileToBeginWith:
    def test_offers_what_the_programme_offers_and_names_the_union(self) -> None:
        sheet = sheet_of(workbook(BLANK))

        assert sheet["A2"].value == "Đơn vị: Công đoàn cơ sở Công ty TNHH May Tiến Thuận"
        assert "Đơn vị" not in values(sheet, 7), "there is only one"
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert [rule.formula1 for rule in lists] == ["'Danh mục'!$D$1:$D$2", "'Danh mục'!$H$1:$H$2"]
        offered = opened(workbook(BLANK))["Danh mục"]
        assert [cell.value for cell in offered["D"]] == ["Kỹ thuật", "Quản lý"]

    def test_says_beside_each_column_how_to_write_in_it(self) -> None:
        sheet = sheet_of(workbook(BLANK))

        said = {rule.promptTitle: rule.prompt for rule in sheet.data_validations.dataValidation}
        assert said["Ngày áp dụng"] == "Ngày bắt đầu áp dụng, từ 01/09/2021. Ví dụ: 15/03/2022"
        assert said["Tác giả"].endswith("Ví dụ: Nguyễn Thị Lan (60%); Võ Văn Hùng (40%)")
        assert sheet["C7"].comment is not None
        assert sheet["C7"].comment.text == said["Tác giả"]

    def test_marks_every_line_in_a_hidden_column(self) -> None:
        sheet = sheet_of(workbook(BLANK))

        column = values(sheet, 7).index(MARK)
        marks = [row[column].value for row in sheet.iter_rows(min_row=8)]
        assert marks[:2] == ["K7F3M2QA-1", "K7F3M2QA-2"]
        assert len(set(marks)) == len(marks) == 300
        assert sheet.column_dimensions["M"].hidden

    def test_lets_a_union_with_others_below_it_choose_among_them(self) -> None:
        book = opened(workbook(Blank(**{**vars(BLANK), "units": ["CĐCS A", "CĐCS B"]})))

        assert values(book["Danh sách"], 7)[3] == "Đơn vị"
        assert [cell.value for cell in book["Danh mục"]["D"]] == ["CĐCS A", "CĐCS B"]
        assert book["Danh mục"].sheet_state == "veryHidden"


class TestTheFileGivenBack:
    @pytest.mark.parametrize(("data", "kind"), [(as_xlsx(), "xlsx"), (b"", "csv")], ids=["kept", "made"])
    def test_says_row_by_row_what_is_wrong_and_colours_the_cell(self, data: bytes, kind: str) -> None:
        sheet = sheet_of(given_back(data, as_book(kind), MARKED))

        assert values(sheet, 2) == [*HEADINGS, ERROR, MARK]
        assert values(sheet, 3)[3:] == [None, "khoa-1"]
        assert values(sheet, 4)[3:] == ["Ngày áp dụng: không có ngày 30/02/2022\nChưa có tác giả", "khoa-2"]
        assert sheet["C4"].fill.fgColor.rgb.endswith("FBE1E2")
        assert sheet["C3"].fill.fill_type is None
        assert sheet.column_dimensions["E"].hidden

    @pytest.mark.parametrize(("data", "kind"), [(as_xlsx(), "xlsx"), (b"", "csv")], ids=["kept", "made"])
    def test_runs_nothing(self, data: bytes, kind: str) -> None:
        faults = {4: [Fault(None, "=1+1")]}

        sheet = sheet_of(given_back(data, as_book(kind), {"Danh sách": Marked([2], faults, KEYS)}))

        texts = {cell.coordinate: (cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row}
        assert texts["B4"] == ("=cmd|'/c calc'!A0", "s")
        assert texts["D4"] == ("=1+1", "s")
        assert "f" not in {kind for _value, kind in texts.values()}

    def test_keeps_the_layout_of_an_xlsx(self) -> None:
        sheet = sheet_of(given_back(as_xlsx(), as_book("xlsx"), MARKED))

        assert sheet.column_dimensions["B"].width == 77
        assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]

    def test_a_column_of_the_officers_own_that_is_called_so_is_kept(self) -> None:
        book = as_book("csv", lines=[[*line, "Vải lệch"] for line in LINES])
        book.sheets[0].rows[1].cells.append(Cell(ERROR))

        sheet = sheet_of(given_back(b"", book, MARKED))

        assert values(sheet, 2) == [*HEADINGS, ERROR, ERROR, MARK]
        assert values(sheet, 3)[3:] == ["Vải lệch", None, "khoa-1"]

    def test_given_back_twice_has_its_columns_once(self) -> None:
        first = given_back(as_xlsx(), as_book("xlsx"), MARKED)
        told: list[list[Value]] = [[*line, "cũ", "khoa"] for line in LINES]
        again = as_book("xlsx", lines=told)
        again.sheets[0].rows[1].cells.extend([Cell(ERROR), Cell(MARK)])
        right = {"Danh sách": Marked([2], {}, KEYS)}

        for sheet in (
            sheet_of(given_back(first, again, right)),
            sheet_of(given_back(b"", Book("csv", again.sheets), right)),
        ):
            assert values(sheet, 2) == [*HEADINGS, ERROR, MARK]
            assert values(sheet, 4)[3:] == [None, "khoa-2"]

    def test_what_another_reader_does_not_understand_is_given_back_anew(self) -> None:
        broken = io.BytesIO()
        openpyxl.Workbook().save(broken)

        sheet = sheet_of(given_back(broken.getvalue(), as_book("xlsx"), MARKED))

        assert values(sheet, 4)[1] == "=cmd|'/c calc'!A0"

    @pytest.mark.parametrize("what", ["mergeCell", "hyperlink"])
    def test_cells_joined_over_the_whole_sheet_do_not_halt_the_page(self, what: str, tmp_path: Path) -> None:
        whole = {"mergeCell": "<mergeCells>%s</mergeCells>", "hyperlink": "<hyperlinks>%s</hyperlinks>"}[what]
        sheet = "xl/worksheets/sheet1.xml"
        (tmp_path / "a.xlsx").write_bytes(as_xlsx())
        with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
            said = re.sub(rb"<mergeCells.*</mergeCells>", b"", package.read(sheet))
        area = (whole % f'<{what} ref="A1:XFD1048576"/>').encode()
        path = with_part(tmp_path / "a.xlsx", sheet, said.replace(b"</sheetData>", b"</sheetData>" + area))

        given = sheet_of(given_back(path.read_bytes(), as_book("xlsx"), MARKED))

        assert (values(given, 2)[:3], values(given, 3)[1]) == (HEADINGS, LINES[0][1])

    def test_numbers_and_days_stay_what_they_are(self) -> None:
        lines: list[list[Value]] = [[Decimal("45.5"), 10**16, date(2022, 5, 31)], [True, date(1890, 1, 1), None]]

        sheet = sheet_of(given_back(b"", as_book(lines=lines), {}))

        assert [cell.value for cell in sheet[3]][:2] == [45.5, "10000000000000000"]
        assert sheet["C3"].is_date
        assert values(sheet, 4)[:2] == [True, "01/01/1890"]

    def test_the_error_column_stands_beyond_joined_cells(self) -> None:
        merged = [Merge(top=2, left=2, bottom=2, right=5)]

        sheet = sheet_of(given_back(b"", as_book(merged=merged), MARKED))

        assert values(sheet, 2) == [*HEADINGS, None, None, None, ERROR, MARK]
