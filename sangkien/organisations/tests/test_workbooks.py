"""Unions in an Excel workbook: read as Excel shows it, refused with a reason, and the blank one that we hand out."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sangkien.base.problems import NotPossible
from sangkien.organisations import queries
from sangkien.organisations.factories import AT
from sangkien.organisations.loading import COLUMNS, ImportReport, RowError, import_units
from sangkien.organisations.loading import read_units as read_file
from sangkien.organisations.loading.headings import HEADINGS, column_headed
from sangkien.organisations.loading.template import EXAMPLE, template
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.spreadsheets import kinds

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 31)
HEADER = [
    "STT",
    "Mã đơn vị",
    "Đơn vị cấp trên",
    "Loại",
    "TEN DON VI",
    "Từ ngày (dd/mm/yyyy)",
    "Số đoàn viên",
    "Tính đến ngày",
]
UNITS: list[list[Any]] = [
    [1, "TLD", "", "Tổng Liên đoàn Lao động Việt Nam", "Tổng LĐLĐ Việt Nam", "28/7/1929", "", ""],
    [2, "LDLD-A", "TLD", "PROVINCIAL", "LĐLĐ tỉnh A", date(1992, 4, 1), "", ""],
    [3, "CS-1", "LDLD-A", "CĐCS", "CĐCS Một", date(2011, 10, 15), 3120.0, date(2021, 12, 31)],
]
Grid = Sequence[Sequence[Any]]


def xlsx(*sheets: Grid) -> bytes:
    """A workbook of these sheets, each from cell A1 on."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
    return file.getvalue()


def read_units(data: bytes) -> list[dict[str, str]]:
    """The rows of a file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "don-vi.xlsx"
        file.write_bytes(data)
        return read_file(file)


def load(data: bytes, *, dry_run: bool = False) -> ImportReport:
    return import_units(read_units(data), by=None, at=AT, dry_run=dry_run)


def refusal(data: bytes) -> str:
    with pytest.raises(NotPossible) as no:
        read_units(data)
    return no.value.problems[0].code


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The workbook with one of its parts written differently."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


class TestAWorkbook:
    def test_is_read_with_the_headings_of_an_officer(self) -> None:
        assert load(xlsx([HEADER, *UNITS])) == ImportReport(created=3)

        union = Organisation.objects.get(code="CS-1")
        assert [link.name for link in queries.chain(union, DAY)] == ["CĐCS Một", "LĐLĐ tỉnh A", "Tổng LĐLĐ Việt Nam"]
        assert union.member_counts.get().members == 3120
        assert union.placements.get().valid.lower == date(2011, 10, 15)

    def test_read_twice_changes_nothing(self) -> None:
        load(xlsx([HEADER, *UNITS]))

        assert load(xlsx([HEADER, *UNITS])) == ImportReport(unchanged=3)

    def test_tried_out_writes_nothing(self) -> None:
        assert load(xlsx([HEADER, *UNITS]), dry_run=True) == ImportReport(created=3)
        assert not Organisation.objects.exists()

    def test_says_mistakes_at_the_rows_that_excel_shows(self) -> None:
        wrong = [*UNITS[:2], [], [3, "CS-1", "LDLD-X", "CĐCS", "", date(2011, 10, 15), 12.5, date(2021, 12, 31)]]
        above = [["DANH SÁCH ĐƠN VỊ"], [], HEADER, list(range(1, 9))]

        errors = load(xlsx([*above, *wrong])).errors

        assert [(error.row, error.column) for error in errors] == [(8, "members"), (8, "name"), (8, "parent")]

    def test_may_have_its_table_on_a_later_sheet(self) -> None:
        cover, second = [["Kính gửi"], ["Mã", "Tên"]], [HEADER, *UNITS]

        assert load(xlsx(cover, second, [HEADER])) == ImportReport(created=3)

    def test_may_join_cells_in_its_title_and_for_what_many_unions_have_in_common(self) -> None:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            sheet.merge_range("A1:E2", "Danh sách đơn vị")
            sheet.write_row("A3", ["Mã", "Cấp trên", "Loại", "Tên", "Từ ngày"])
            sheet.write_row("A4", ["TLD", "", "CONFEDERATION", "TLĐ", "1/1/1990"])
            sheet.merge_range("B5:B6", "TLD")
            sheet.merge_range("C5:C6", "PROVINCIAL")
            sheet.merge_range("E5:E6", "1/1/2000")
            for row, code in [("A5", "LDLD-A"), ("A6", "LDLD-B")]:
                sheet.write(row, code)
                sheet.write(row.replace("A", "D"), code)

        assert load(file.getvalue()) == ImportReport(created=3)

    def test_counts_a_formula_as_what_it_gave_last(self) -> None:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            sheet.write_row("A1", ["Mã", "Cấp trên", "Loại", "Tên", "Từ ngày", "Ngành"])
            sheet.write_row("A2", ["TLD", "", "CONFEDERATION", "", "1/1/1990"])
            sheet.write_formula("D2", '="TL"&"Đ"', None, "TLĐ")
            sheet.write_formula("F2", "=1/0", None, "#DIV/0!")

        rows = read_units(file.getvalue())

        assert rows[0]["name"] == "TLĐ"
        assert RowError(2, "sector", "Công thức ở ô này đang báo lỗi. Anh/chị sửa công thức hoặc ghi giá trị.") in (
            import_units(rows, by=None, at=AT).errors
        )

    def test_asks_for_zeros_that_excel_ate(self) -> None:
        header = ["Mã", "Cấp trên", "Loại", "Tên", "Từ ngày", "Nơi làm việc", "Loại hình", "MST", "Mã xã"]
        row = ["TLD", "", "CONFEDERATION", "TLĐ", "1/1/1990", "TLĐ", "Nhà nước", 123456787, 123]

        errors = load(xlsx([header, row])).errors

        eaten = {error.column for error in errors if error.message.startswith("Có thể bảng tính đã bỏ số 0")}
        assert eaten == {"tax_code", "commune_code"}

    def test_typed_in_the_fonts_of_old_is_made_readable(self) -> None:
        header = ["M· ®¬n vÞ", "§¬n vÞ cÊp trªn", "Lo¹i", "Tªn ®¬n vÞ", "Tõ ngµy"]
        row = ["TLD", "", "CONFEDERATION", "Tæng Liªn ®oµn Lao ®éng ViÖt Nam", "1/1/1990"]

        assert read_units(xlsx([header, row]))[0]["name"] == "Tổng Liên đoàn Lao động Việt Nam"

    def test_with_formats_down_to_its_last_row_and_column_is_no_larger_for_it(self) -> None:
        far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        sheet = "xl/worksheets/sheet1.xml"

        styled = with_part(xlsx([HEADER, *UNITS]), sheet, lambda xml: xml.replace(b"</sheetData>", far))

        assert load(styled) == ImportReport(created=3)


class TestARefusal:
    def test_of_a_file_is_that_of_whatever_reads_lists(self) -> None:
        locked = kinds.OLD_BINARY + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

        assert refusal(locked) == "under_password"
        assert refusal(xlsx([HEADER, *UNITS])[:800]) == "broken"
        assert refusal(b"%PDF-1.7 no table") == "wrong_type"
        assert refusal(b"") == "empty"

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ([["Kính gửi"]], "missing_columns"),
            ([["Mã", "Tên", "Loại"]], "missing_columns"),
            ([[*HEADER, "Màu"]], "unknown_columns"),
            ([[*HEADER, "Đơn vị"]], "double_columns"),
        ],
    )
    def test_of_a_table_that_is_not_ours(self, rows: Grid, code: str) -> None:
        assert refusal(xlsx(rows)) == code

    def test_names_the_columns_as_an_officer_does(self) -> None:
        with pytest.raises(NotPossible) as no:
            read_units(xlsx([["Mã", "Tên", "Loại", "Từ ngày"]]))

        assert no.value.problems[0].text == "Dòng tiêu đề của bảng còn thiếu cột: Đơn vị cấp trên (parent)."


class TestTheTemplate:
    def test_is_read_and_only_its_example_stands_against_it(self) -> None:
        load(xlsx([HEADER, *UNITS]))

        errors = load(template()).errors

        assert [(error.row, error.column) for error in errors] == [(2, "parent")]
        assert Organisation.objects.count() == 3

    def test_filled_in_is_accepted(self) -> None:
        load(xlsx([HEADER, *UNITS]))
        filled = [row | {"parent": "LDLD-A"} for row in read_units(template())]

        assert import_units(filled, by=None, at=AT) == ImportReport(created=1)

    def test_explains_every_column_and_offers_every_kind(self) -> None:
        with zipfile.ZipFile(io.BytesIO(template())) as package:
            texts = package.read("xl/sharedStrings.xml").decode()

        assert all(HEADINGS[column][0] in texts for column in COLUMNS)
        load(xlsx([HEADER, *UNITS]))
        assert all(kind.name in texts for kind in UnitKind.objects.all())

    def test_is_the_same_every_time(self) -> None:
        assert template() == template()
        assert isinstance(EXAMPLE["valid_from"], date)


class TestHeadings:
    def test_name_one_column_each(self) -> None:
        told = [(column, text) for column, texts in HEADINGS.items() for text in texts]

        assert all(column_headed(text) == column for column, text in told)
        assert set(HEADINGS) == set(COLUMNS)

    @pytest.mark.parametrize(
        "text", ["MÃ SỐ THUẾ", "ma so thue", "Mã số thuế *", "Mã số thuế (nếu có)", "tax_code", "MST:"]
    )
    def test_are_found_however_they_are_written(self, text: str) -> None:
        assert column_headed(text) == "tax_code"

    def test_may_stand_over_a_day_with_its_time(self) -> None:
        moment = datetime(2022, 1, 31, 15, 30)  # noqa: DTZ001 as Excel keeps it

        [row] = read_units(xlsx([HEADER, [1, "A", "", "B", "C", moment, 7, ""]]))

        assert (row["valid_from"], row["members"]) == ("31/01/2022", "7")
