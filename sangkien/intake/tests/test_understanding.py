"""An officer's list comes in as it is: every initiative in it is a record, every other row is named with why not."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from sangkien.intake.tests import layouts
from sangkien.intake.tests.understood import records, tables, typed
from sangkien.intake.understanding import (
    Author,
    Field,
    Learned,
    Per,
    Recognition,
    Table,
    understand,
    understood_json,
)
from sangkien.spreadsheets import Book, Cell, Merge, Row, Sheet, read

FILES = Path(__file__).parent / "files"
Made = dict[str, list[Table]]


class TestTablesOneBelowTheOther:
    def test_of_narrow_ones_without_numbers_no_row_is_lost(self) -> None:
        head: list[object] = ["Tên sáng kiến", "Tác giả", "Bộ phận"]
        lines: list[list[object]] = [
            ["Nẹp chặn vải thừa ở máy vắt sổ", "Nguyễn Thị Lan", "Chuyền 1"],
            ["Thước đo nhanh độ co vải sau giặt", "Võ Văn Hùng", ""],
        ]

        first, second = typed(head, *lines, [], ["TỔ CẮT"], head[:2], ["Thùng gom chỉ vụn có bánh xe", "Lê Thị Cúc"])

        assert [record.title for record in first.records] == [line[0] for line in lines]
        assert len(second.records) == 1


class TestHeaders:
    def test_family_and_given_names_under_one_heading_are_one_person(self) -> None:
        rows = [Row(1, [Cell("STT"), Cell("Họ và tên tác giả"), Cell(), Cell("Tên sáng kiến")])]
        rows += [Row(2, [Cell(), Cell("Họ đệm"), Cell("Tên"), Cell()])]
        rows += [Row(3, [Cell(1), Cell("Nguyễn Văn"), Cell("An"), Cell("Giỏ phân loại dụng cụ trước khi hấp")])]
        joined = (Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(1, 3, 2, 3))

        (table,) = understand(Book("xlsx", [Sheet("S", rows, merged=joined)]), Learned())

        assert [author.name for author in table.records[0].authors] == ["Nguyễn Văn An"]

    def test_what_we_wrote_into_a_file_that_we_gave_back_is_no_title(self) -> None:
        said = "Thời điểm: Ngày áp dụng đang ở tương lai. Anh/chị xem lại giúp"
        (table,) = typed(
            ["Tên CĐCS", "Nội dung sáng kiến", "Chủ nhiệm", "Lỗi", "Mã dòng"],
            ["CĐCS May A", "Máy cuốn biên tự chế từ mô tơ cũ", "Nguyễn Thị Lan", said, "k-1"],
            ["CĐCS May A", "Rút gọn quy trình duyệt mẫu đầu chuyền", "Trần Thị Mai", f"{said}.", "k-2"],
        )

        assert table.columns[Field.TITLE] == 1

    def test_in_two_languages_one_below_the_other_they_head_one_table(self) -> None:
        (table,) = typed(
            ["No.", "Tên cải tiến", "Người đề xuất"],
            ["번호", "개선명", "제안자"],
            ["1", "Giảm phế phẩm ép nhựa bằng khuôn làm mát", "Trần Văn Minh"],
        )

        assert [record.row for record in table.records] == [3]

    def test_that_stand_again_on_each_page_do_not_keep_a_broken_title_apart(self) -> None:
        head: list[object] = ["STT", "Tên sáng kiến", "Tác giả", "Tiền"]
        (table,) = typed(
            head,
            ["1", "Thanh gạt phoi tự động ở máy phay", "Nguyễn Văn An", "5 triệu"],
            ["Cộng trang 1", "", "", "5 triệu"],
            head,
            ["2", "Giá để dao phay có đánh số", "Lê Văn Bình", "1 triệu"],
            ["", "và bảng tra tốc độ cắt", "", ""],
        )

        assert [record.title for record in table.records] == [
            "Thanh gạt phoi tự động ở máy phay",
            "Giá để dao phay có đánh số và bảng tra tốc độ cắt",
        ]
        assert table.records[1].benefit_vnd == 1_000_000


class TestFilesThatPeopleSent:
    @pytest.mark.parametrize(
        ("name", "count"),
        [
            ("01_cao_dang_danh_sach_sang_kien.xls", 139),
            ("02_mau_DETAI_thi_dua_khen_thuong.xlsx", 40),
            ("03_bieu_tong_hop_ket_qua.xlsx", 16),
            ("04_sang_kien_lam_loi_excel_csv.csv", 31),
        ],
    )
    def test_every_file_yields_its_full_set_of_records(self, name: str, count: int) -> None:
        assert len(records(FILES / name)) == count

    def test_a_college_names_several_authors_in_a_cell(self) -> None:
        last = records(FILES / "01_cao_dang_danh_sach_sang_kien.xls")[134]

        assert (last.row, len(last.authors)) == (137, 5)
        assert last.title.startswith("Thiết kế và triển khai giao diện")

    def test_a_hospital_mixes_days_months_numbers_and_decisions(self) -> None:
        found = records(FILES / "02_mau_DETAI_thi_dua_khen_thuong.xlsx")

        assert {record.recognition.date for record in found[:5] if record.recognition} == {
            date(2025, 10, 21),
            date(2025, 10, 1),
        }
        assert found[3].recognition == Recognition("3189/QĐ-BV", date(2025, 10, 1))
        assert [author.name for author in found[3].authors] == ["N.T.A.", "H.V.T.", "C.S.H."]

    def test_results_of_unions_are_no_initiatives_and_each_row_says_so(self) -> None:
        found = records(FILES / "03_bieu_tong_hop_ket_qua.xlsx")

        assert [record.row for record in found] == [*range(9, 19), *range(20, 24), 25, 26]
        assert all("no_title" in {trouble.code for trouble in record.troubles} for record in found)
        assert found[6].unit == "LĐLĐ tỉnh Ninh Thuận"

    def test_benefits_are_exact_or_asked_about(self) -> None:
        found = records(FILES / "04_sang_kien_lam_loi_excel_csv.csv")

        assert (found[0].benefit_vnd, found[0].benefit_per) == (16_000_000_000, Per.YEAR)
        assert [found[n].troubles[0].code for n in (2, 4, 8)] == ["roughly", "currency", "no_number"]
        assert found[13].title.startswith("Cải tạo bơm ngầm ЭЦВ6-6,3")


class TestLayouts:
    """Each made file is one layout that is met; what it must yield stands beside its name."""

    def found(self, name: str, folder: Path) -> list[Table]:
        return tables(layouts.ALL[name](folder / f"{name}.xlsx"))

    def test_a_school_department(self, tmp_path: Path) -> None:
        (table,) = self.found("school_department", tmp_path)

        assert [record.unit for record in table.records] == 2 * ["Trường Tiểu học Phước Dân 1"] + [
            "Trường THCS Huỳnh Phước"
        ]
        assert table.records[0].authors == [Author("Nguyễn Thị Hoa", position="Giáo viên")]
        assert table.records[0].field == "Tiếng Việt"
        issuer = "Trưởng phòng GD&ĐT huyện Ninh Phước"
        assert table.records[1].recognition == Recognition("456/QĐ-PGDĐT", date(2022, 5, 20), issuer, "B")

    def test_a_factory_log_in_three_languages(self, tmp_path: Path) -> None:
        first, second, third = self.found("kaizen_log", tmp_path)[0].records

        assert (first.benefit_vnd, first.benefit_per, first.applied_on) == (45_500_000, Per.YEAR, date(2022, 3, 15))
        assert first.content == "Trước đây: May tay\nBây giờ: Dùng đồ gá"
        assert (second.authors[0].name, second.applied_on) == ("Kim Min Su", date(2022, 3, 1))
        assert (third.benefit_vnd, len(third.authors)) == (1_200_000_000, 2)

    def test_an_annex_in_groups(self, tmp_path: Path) -> None:
        (table,) = self.found("annex_by_unit", tmp_path)

        assert [record.unit for record in table.records] == [
            *2 * ["Công đoàn Công ty TNHH May Tiến Thuận"],
            *2 * ["Công đoàn Công ty Cổ phần Muối Cà Ná"],
        ]
        assert [record.benefit_vnd for record in table.records] == [
            120_000_000,
            1_200_000_000,
            15_900_000_000,
            1_200_000,
        ]
        assert table.records[0].authors == [
            Author("Nguyễn Thị Lan", Fraction(3, 5)),
            Author("Trần Văn Hùng", Fraction(2, 5)),
        ]
        assert table.records[3].authors == table.records[2].authors  # "nt"
        assert table.decision == table.records[0].recognition
        assert [(one.row, one.code) for one in table.left_out[-4:]] == [
            (6, "group"), (9, "group"), (12, "sum"), (13, "closing")
        ]  # fmt: skip

    def test_a_union_joins_cells_downwards(self, tmp_path: Path) -> None:
        first, second, third = self.found("union_merged_down", tmp_path)[0].records

        assert first.rows == (4, 5)
        assert first.authors == [
            Author("Nguyễn Văn An", Fraction(1, 2), "Công nhân"),
            Author("Lê Văn Bảy", Fraction(1, 2), "Tổ trưởng"),
        ]
        assert first.recognition == Recognition("12/QĐ-PC", date(2022, 3, 1), "Công ty Điện lực")
        assert (second.unit, third.unit) == ("CĐCS Công ty Điện lực Ninh Thuận", "CĐCS Trường THPT Nguyễn Trãi")
        assert third.recognition is None

    def test_two_tables_beside_one_another(self, tmp_path: Path) -> None:
        left, right = self.found("side_by_side", tmp_path)

        assert [record.title for record in left.records] == [
            "Máy cắt chỉ tự động",
            "Xe đẩy hàng ba tầng",
            "Giá treo khuôn",
        ]
        assert [record.authors[0].name for record in right.records] == ["Trần Thị Ba", "Trần Thị Bốn"]
        assert right.columns[Field.TITLE] == 5

    def test_forms_below_one_another(self, tmp_path: Path) -> None:
        first, second = self.found("forms", tmp_path)[0].records

        assert (first.title, first.benefit_vnd, first.benefit_per) == (
            "Cải tiến vòi phun lò hơi",
            350_000_000,
            Per.YEAR,
        )
        assert (first.applied_on, first.content) == (date(2022, 1, 5), "Đổi góc phun 15 độ")
        assert [author.name for author in second.authors] == ["Lê Thị Bảy", "Trần Văn Tám"]

    def test_questions_in_a_column_answers_beside(self, tmp_path: Path) -> None:
        first, second = self.found("turned", tmp_path)[0].records

        assert (first.title, first.field, first.benefit_vnd) == ("Máy vớt rác mini", "Môi trường", 25_000_000)
        assert (second.title, second.authors[0].name) == ("Xe rửa đường cải tiến", "Lê Văn Mười")

    def test_two_annexes_on_a_sheet_and_a_header_again_on_the_next_page(self, tmp_path: Path) -> None:
        first, second = self.found("two_annexes", tmp_path)

        found = [record.recognition for table in (first, second) for record in table.records]
        assert [recognition.number for recognition in found if recognition] == [
            *2 * ["11/QĐ-CT"], *2 * ["22/QĐ-CT"]
        ]  # fmt: skip
        assert [record.unit for record in second.records] == 2 * ["Phân xưởng 2"]
        assert (12, "header_again") in {(one.row, one.code) for one in second.left_out}

    def test_a_column_for_each_author(self, tmp_path: Path) -> None:
        first, second = self.found("authors_beside", tmp_path)[0].records

        assert first.authors == [Author("Nguyễn Văn An", Fraction(7, 10)), Author("Lê Bình", Fraction(3, 10))]
        assert second.authors == [Author("Trần Cường", Fraction(1))]

    def test_without_any_header(self, tmp_path: Path) -> None:
        found = self.found("without_header", tmp_path)[0].records

        assert [record.benefit_vnd for record in found] == [12_000_000, 8_500_000, 20_000_000]
        assert found[0].applied_on == date(2022, 1, 5)

    def test_headings_that_nobody_foresaw(self, tmp_path: Path) -> None:
        (table,) = self.found("unknown_wording", tmp_path)

        assert (table.columns[Field.TITLE], table.columns[Field.AUTHORS]) == (1, 2)

    def test_hidden_rows_and_failed_formulas(self, tmp_path: Path) -> None:
        table, _lists = self.found("hidden_and_failed", tmp_path)

        assert [record.hidden for record in table.records] == [False, True, False]
        assert [trouble.code for record in table.records for trouble in record.troubles] == ["formula", "no_size"]

    @pytest.mark.parametrize("name", layouts.ALL)
    def test_no_row_is_dropped_silently(self, tmp_path: Path, name: str) -> None:
        path = layouts.ALL[name](tmp_path / "a.xlsx")
        book = read(path, "a.xlsx")
        found = understand(book, Learned())

        for sheet in book.sheets:
            of_sheet = [table for table in found if table.sheet == sheet.name]
            told = {row for table in of_sheet for record in table.records for row in record.rows}
            told |= {one.row for table in of_sheet for one in table.left_out}
            told |= {row for table in of_sheet for row in range(table.header_row, table.header_row + table.header_rows)}
            assert {row.number for row in sheet.rows} <= told


def test_json_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    path = layouts.annex_by_unit(tmp_path / "a.xlsx")

    said = understood_json(tables(path))

    assert (said["rows"], said["ready"], said["to_fix"], said["duplicates"], said["errors"]) == (4, 4, 0, 0, [])
    assert said["tables"][0]["header_row"] == 5
    assert said["tables"][0]["columns"] | {} == {
        **dict.fromkeys((field.value for field in Field), None),
        "number": "A", "title": "B", "authors": "C", "benefit_vnd": "D", "applied_on": "E",
    }  # fmt: skip
    assert said["records"][0] == {
        "sheet": "Sheet1",
        "row": 7,
        "title": "Cải tiến đồ gá may túi",
        "authors": [{"name": "Nguyễn Thị Lan", "share": 60}, {"name": "Trần Văn Hùng", "share": 40}],
        "unit": "Công đoàn Công ty TNHH May Tiến Thuận",
        "field": None,
        "applied_on": "2022-01-05",
        "benefit_vnd": 120_000_000,
        "benefit_per": "once",
        "recognition": {
            "number": "123/QĐ-LĐLĐ",
            "date": "2022-05-31",
            "issuer": "Liên đoàn Lao động tỉnh Ninh Thuận",
            "form": None,
        },
    }


def test_troubles_name_their_cell(tmp_path: Path) -> None:
    said = understood_json(tables(FILES / "04_sang_kien_lam_loi_excel_csv.csv"))

    assert said["errors"][0] | {"message": ""} == {
        "sheet": "",
        "row": 4,
        "column": "G",
        "code": "roughly",
        "message": "",
    }
