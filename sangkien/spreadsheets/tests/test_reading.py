"""Files as people send them: what is in them is read as it is, whatever they are called."""

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from sangkien.spreadsheets import Book, Cell, Merge, read
from sangkien.spreadsheets.tests.made import FILES, sheet_of, with_part, workbook

TITLE = "Cải tiến đồ gá may túi"


def texts(book: Book, sheet: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.sheets[sheet].rows]


def written(path: Path, data: bytes) -> Book:
    path.write_bytes(data)
    return read(path, path.name)


def in_windows_1258(text: str) -> bytes:
    """Letters with their quality in one byte, their tone in another, as Windows types Vietnamese."""
    apart = unicodedata.normalize("NFD", text)
    for letter in "âăêôơư":
        plain, quality = unicodedata.normalize("NFD", letter)
        for tone in "\u0301\u0300\u0309\u0303\u0323":
            apart = apart.replace(f"{plain}{tone}{quality}", f"{letter}{tone}").replace(
                f"{plain}{quality}{tone}", f"{letter}{tone}"
            )
        apart = apart.replace(f"{plain}{quality}", letter)
    return apart.encode("cp1258")


class TestWorkbooks:
    def test_an_xlsx_gives_exact_numbers_days_and_text(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, [TITLE, 120000000, 0.1 + 0.2, "00123", True])
        sheet.write_datetime(1, 0, date(2022, 5, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        book.close()

        first, second = read(tmp_path / "a.xlsx", "a.xlsx").sheets[0].rows

        assert [cell.value for cell in first.cells] == [TITLE, 120000000, Decimal("0.3"), "00123", True]
        assert second.cells == [Cell(date(2022, 5, 31))]
        assert [cell.text for cell in first.cells[1:3]] == ["120000000", "0,3"]
        assert second.cells[0].text == "31/05/2022"

    def test_yes_is_no_number(self, tmp_path: Path) -> None:
        book = read(workbook(tmp_path / "a.xlsx", [[1, True, 0, False, 1.0]]), "a.xlsx")

        assert [cell.value for cell in book.sheets[0].rows[0].cells] == [1, True, 0, False, 1]
        assert [type(cell.value) for cell in book.sheets[0].rows[0].cells] == [int, bool, int, bool, int]

    def test_what_is_said_of_a_row_is_said_of_that_row_in_a_long_list_too(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        sheet = book.add_worksheet()
        for number in range(2_500):
            sheet.write_row(number, 0, [number, "Cải tiến", f"dòng {number % 7}"])
        sheet.set_row(2_100, None, None, {"hidden": True})
        sheet.write_formula(2_200, 3, "=A1/0", None, "#DIV/0!")
        sheet.write_formula(2_300, 0, "=A1", None, 5)
        book.close()

        rows = read(tmp_path / "a.xlsx", "a.xlsx").sheets[0].rows

        assert [row.number for row in rows if row.hidden] == [2_101]
        assert [(row.number, row.cells[3]) for row in rows if len(row.cells) > 3] == [
            (2_201, Cell(None, "#DIV/0!", True))
        ]
        assert [row.number for row in rows if row.cells[0].formula] == [2_301]
        assert [row.cells[2].text for row in rows[1_998:2_002]] == ["dòng 3", "dòng 4", "dòng 5", "dòng 6"]

    def test_rows_have_the_numbers_that_excel_shows(self, tmp_path: Path) -> None:
        book = read(workbook(tmp_path / "a.xlsx", [[], [], ["", "", TITLE], [], ["x"]]), "a.xlsx")

        assert [row.number for row in book.sheets[0].rows] == [3, 5]
        assert texts(book) == [["", "", TITLE], ["x"]]

    def test_hidden_rows_and_sheets_are_read_and_said(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        shown, other = book.add_worksheet("Một"), book.add_worksheet("Hai")
        shown.write_column(0, 0, ["a", "b"])
        shown.set_row(1, None, None, {"hidden": True})
        other.write(0, 0, "c")
        other.hide()
        book.close()

        read_back = read(tmp_path / "a.xlsx", "a.xlsx")

        assert [row.hidden for row in read_back.sheets[0].rows] == [False, True]
        assert [sheet.hidden for sheet in read_back.sheets] == [False, True]
        assert {remark.code for remark in read_back.remarks} == {"hidden_rows", "hidden_sheets"}

    def test_a_failed_formula_is_an_error_and_another_has_its_value(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 1, "=6*7", None, 42)
        book.close()

        read_back = read(tmp_path / "a.xlsx", "a.xlsx")

        assert read_back.sheets[0].rows[0].cells == [Cell(None, "#DIV/0!", True), Cell(42, None, True)]
        assert [remark.code for remark in read_back.remarks] == ["failed_formulas"]

    def test_joined_cells_end_where_the_sheet_ends(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        sheet = book.add_worksheet()
        sheet.merge_range("A1:XFD4", TITLE)  # met in a real list: 16,384 columns
        sheet.write_row(4, 0, ["a", "b"])
        book.close()

        assert read(tmp_path / "a.xlsx", "a.xlsx").sheets[0].merged == (Merge(1, 0, 4, 1),)

    def test_an_xls_is_read(self) -> None:
        book = read(FILES / "annex.xls", "annex.xls")

        assert book.kind == "xls"
        assert [cell.value for cell in book.sheets[0].rows[3].cells] == [
            1,
            TITLE,
            "Nguyễn Thị Lan",
            120000000,
            date(2022, 1, 5),
        ]
        assert Merge(5, 1, 6, 1) in book.sheets[0].merged

    def test_an_ods_is_read_with_its_joined_cells_and_hidden_rows(self) -> None:
        book = read(FILES / "union.ods", "union.ods")

        assert book.kind == "ods"
        assert texts(book)[2] == ["1", "CĐCS Điện lực", "Gậy thao tác", "Nguyễn Văn An\nLê Văn Bảy"]
        assert book.sheets[0].merged == (Merge(1, 0, 1, 3), Merge(3, 1, 4, 1))
        assert [row.hidden for row in book.sheets[0].rows] == [False, False, False, True]

    def test_no_module_comes_from_where_the_service_was_started(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "json.py").write_text("raise SystemExit")
        monkeypatch.chdir(tmp_path)

        assert texts(read(workbook(tmp_path / "a.xlsx", [[TITLE]]), "a.xlsx")) == [[TITLE]]

    def test_macros_are_not_run_and_that_is_said(self, tmp_path: Path) -> None:
        path = with_part(workbook(tmp_path / "a.xlsm", [[TITLE]]), "xl/vbaProject.bin", b"Sub Auto_Open()")

        book = read(path, "a.xlsm")

        assert texts(book) == [[TITLE]]
        assert [remark.code for remark in book.remarks] == ["macros"]

    def test_links_to_other_files_are_not_followed_and_that_is_said(self, tmp_path: Path) -> None:
        path = with_part(workbook(tmp_path / "a.xlsx", [[TITLE]]), "xl/externalLinks/externalLink1.xml", b"<a/>")

        assert [remark.code for remark in read(path, "a.xlsx").remarks] == ["links"]

    def test_a_million_empty_rows_are_nothing(self, tmp_path: Path) -> None:
        rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(f'<row r="{n}"/>' for n in range(2, 1_000_001))
        path = with_part(workbook(tmp_path / "a.xlsx", [["x"]]), "xl/worksheets/sheet1.xml", sheet_of(rows))

        assert texts(read(path, "a.xlsx")) == [["1"]]

    def test_old_fonts_are_readable(self, tmp_path: Path) -> None:
        book = read(workbook(tmp_path / "a.xlsx", [["C¶i tiÕn ®å g¸ may tói", "NguyÔn ThÞ Lan"]]), "a.xlsx")

        assert texts(book) == [[TITLE, "Nguyễn Thị Lan"]]


class TestText:
    ROWS = f"STT;Tên sáng kiến;Tác giả\r\n1;{TITLE};Nguyễn Thị Lan\r\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_a_csv_of_any_unicode(self, tmp_path: Path, encoding: str) -> None:
        assert texts(written(tmp_path / "a.csv", self.ROWS.encode(encoding)))[1] == ["1", TITLE, "Nguyễn Thị Lan"]

    def test_a_csv_in_windows_1258(self, tmp_path: Path) -> None:
        rows = texts(written(tmp_path / "a.csv", in_windows_1258(self.ROWS)))

        assert rows[1] == ["1", TITLE, "Nguyễn Thị Lan"]

    def test_a_csv_in_tcvn3(self, tmp_path: Path) -> None:
        data = "STT,Tªn s¸ng kiÕn,T¸c gi¶\n1,C¶i tiÕn ®å g¸ may tói,NguyÔn ThÞ Lan\n"

        assert texts(written(tmp_path / "a.csv", data.encode("cp1252")))[1] == ["1", TITLE, "Nguyễn Thị Lan"]

    def test_a_long_csv_in_tcvn3_with_good_lines_among_the_old_ones(self, tmp_path: Path) -> None:
        old = ["STT;Tªn s¸ng kiÕn"] + [f"{n};C¶i tiÕn ®å g¸ may tói" for n in range(1, 12_001)]
        data = "\n".join([*old, f"12001;{TITLE}; ", old[1]])

        rows = texts(written(tmp_path / "a.csv", data.encode()))

        assert {row[1] for row in rows[1:]} == {TITLE}
        assert len(rows) == 12_003

    def test_decomposed_letters_are_composed(self, tmp_path: Path) -> None:
        rows = texts(written(tmp_path / "a.csv", "a;Ca\u0309i tiê\u0301n\n".encode()))

        assert rows == [["a", "Cải tiến"]]

    @pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
    def test_whatever_divides_the_cells(self, tmp_path: Path, separator: str) -> None:
        line = separator.join(["{}", '"Đồ gá, máy; và \t tủ | kệ"', "Lan"])
        data = "\n".join([separator.join(["STT", "Tên, mô tả", "Tác giả"]), line.format(1), line.format(2)])

        assert texts(written(tmp_path / "a.csv", data.encode()))[2] == ["2", "Đồ gá, máy; và \t tủ | kệ", "Lan"]

    def test_the_line_that_tells_excel_the_separator_is_no_row(self, tmp_path: Path) -> None:
        book = written(tmp_path / "a.csv", b"sep=,\r\na;b,c\r\n")

        assert (texts(book), book.sheets[0].rows[0].number) == ([["a;b", "c"]], 1)

    def test_a_tsv_whose_quotes_are_text(self, tmp_path: Path) -> None:
        book = written(tmp_path / "a.tsv", 'a\t"Nâng cao" chất lượng\nb\tThước 5" mới\n'.encode())

        assert texts(book) == [["a", '"Nâng cao" chất lượng'], ["b", 'Thước 5" mới']]

    def test_a_web_page_called_xls_gives_its_table(self, tmp_path: Path) -> None:
        page = (
            "<html><meta charset=utf-8><style>td{x}</style><table><tr><th colspan=2>Danh s&aacute;ch<th>C"
            f"<tr><td rowspan=2>1</td><td>{TITLE}<br>mới</td></tr><tr><td>hai</td></tr></table></html>"
        )

        book = written(tmp_path / "a.xls", page.encode())

        assert book.kind == "html"
        assert texts(book) == [["Danh sách", "", "C"], ["1", f"{TITLE}\nmới"], ["", "hai"]]
        assert book.sheets[0].merged == (Merge(1, 0, 1, 1), Merge(2, 0, 3, 0))

    def test_a_workbook_called_csv_is_read_as_what_it_is(self, tmp_path: Path) -> None:
        assert read(workbook(tmp_path / "a.csv", [[TITLE]]), "a.csv").kind == "xlsx"
