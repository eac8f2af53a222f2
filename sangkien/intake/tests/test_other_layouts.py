"""Lists in layouts that were met later: made with other programs, headed and grouped in other ways."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from sangkien.intake.tests.layouts import workbook
from sangkien.intake.tests.understood import records, typed
from sangkien.intake.understanding import Author, Field, Per
from sangkien.intake.understanding.values import Amount, Scale, amount_of, day_of_cell, people_in
from sangkien.spreadsheets import Cell

HALF = Fraction(1, 2)


def shares(author: Author) -> tuple[str, Fraction | None]:
    return author.name, author.share


def names(typed_in: str) -> list[str]:
    return [author.name for author in people_in(typed_in).authors]


class TestHeaders:
    def test_what_a_heading_is_counted_in_may_stand_in_the_row_below(self) -> None:
        (table,) = typed(
            ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi", "Ghi chú"],
            ["", "", "", "(triệu đồng)", ""],
            [1, "Ván khuôn trượt cho tường chắn", "Trương Văn Kiên", "450", ""],
        )

        assert [record.benefit_vnd for record in table.records] == [450_000_000]

    def test_a_heading_over_names_and_posts_may_name_two_things(self, tmp_path: Path) -> None:
        found = records(
            workbook(
                tmp_path / "a.xlsx",
                [
                    ["TT", "Tên sáng kiến", "Tác giả/Đồng tác giả"],
                    ["", "", "Họ tên", "Chức danh", "% đóng góp"],
                    [1, "Cảnh báo mực nước bể chứa", "Trịnh Công Minh", "Kỹ sư", 60],
                    ["", "", "Vũ Thị Hạnh", "Công nhân", 40],
                ],
                merged=["C1:E1", "A1:A2", "B1:B2", "A3:A4", "B3:B4"],
            )
        )

        assert [[shares(author) for author in record.authors] for record in found] == [
            [("Trịnh Công Minh", Fraction(3, 5)), ("Vũ Thị Hạnh", Fraction(2, 5))]
        ]

    def test_in_two_languages_each_says_what_the_other_does_not(self) -> None:
        (table,) = typed(
            ["No.", "Tên cải tiến", "Người đề xuất", "Tỷ lệ", "Ngày thực hiện"],
            ["No.", "Kaizen name", "Proposer", "Ratio", "Done"],
            [1, "Giảm thời gian chờ sấy", "Park Min Ho", "100%", date(2022, 3, 1)],
        )

        assert (table.columns[Field.SHARE], table.columns[Field.APPLIED_ON]) == (3, 4)
        assert [record.applied_on for record in table.records] == [date(2022, 3, 1)]

    def test_the_answers_of_an_online_form(self) -> None:
        (table,) = typed(
            ["Dấu thời gian", "Họ và tên của anh/chị", "Anh/chị vui lòng cho biết tên sáng kiến",
             "Sáng kiến áp dụng từ khi nào?", "Giá trị làm lợi ước tính (nếu có)"],
            [date(2022, 5, 5), "Trịnh Thị Mơ", "Dao cắt đế hai lưỡi", "15/1/2022", "80 triệu/năm"],
        )  # fmt: skip

        (record,) = table.records
        assert (record.title, record.applied_on) == ("Dao cắt đế hai lưỡi", date(2022, 1, 15))
        assert (record.benefit_vnd, record.benefit_per) == (80_000_000, Per.YEAR)

    def test_a_column_of_decisions_is_known_by_its_cells(self) -> None:
        (table,) = typed(
            ["Tên ý tưởng", "Người có ý tưởng", "Đưa vào dùng từ", "Ước tiết kiệm mỗi năm (đ)", "Giấy tờ", "Ký ngày"],
            ["Gắn bánh xe vào kệ để khuôn", "Võ Thị Kim Anh", "Quý II/2022", "35.000.000", "12/QĐ-CT", "5/7/2022"],
            ["Thêm đèn báo hết chỉ", "Lê Thị Bé", "4/2022", "-", "nt", "nt"],
        )  # fmt: skip

        first, second = table.records
        assert (first.applied_on, first.benefit_per) == (date(2022, 4, 1), Per.YEAR)
        assert first.recognition and (first.recognition.number, first.recognition.date) == (
            "12/QĐ-CT",
            date(2022, 7, 5),
        )
        assert second.recognition == first.recognition


class TestRows:
    HEADER = ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi (triệu đồng)"]

    def test_a_sum_of_a_union_in_the_column_of_titles_is_no_record(self) -> None:
        (table,) = typed(
            self.HEADER,
            [1, "Cải tiến bàn ủi hơi", "Nguyễn Thị Lan", 45.5],
            ["", "Cộng CĐCS Công ty May A: 01 sáng kiến", "", 45.5],
            [1, "Thu hồi nước rửa chai", "Lê Minh Tâm", 1200],
            ["", "Cộng CĐCS Công ty Vĩnh Hảo: 01 sáng kiến", "", 1200],
            ["", "Cộng A+B", "", 1245.5],
        )

        assert [record.title for record in table.records] == ["Cải tiến bàn ủi hơi", "Thu hồi nước rửa chai"]
        assert [one.code for one in table.left_out] == ["sum", "sum", "sum"]

    def test_a_unit_that_heads_its_rows_may_say_what_they_come_to(self) -> None:
        (table,) = typed(
            ["TT", "Họ và tên tác giả", "Sáng kiến, giải pháp", "Số tiền làm lợi"],
            ["A", "KHỐI DOANH NGHIỆP"],
            ["I", "Công ty CP May Ninh Thuận", "", "135.000.000"],
            [1, "Nguyễn Thị Út", "Rập cải tiến túi mổ", "135.000.000"],
            ["II", "Công ty TNHH Innoflow", "01 sáng kiến", "60.000.000"],
            [2, "Lê Văn Sáu", "Sửa bơm chìm bằng khớp nối mềm", "60.000.000"],
        )

        assert [record.unit for record in table.records] == ["Công ty CP May Ninh Thuận", "Công ty TNHH Innoflow"]

    def test_numbers_before_titles_are_no_part_of_them_where_they_have_no_column(self) -> None:
        (table,) = typed(
            ["Tên sáng kiến", "Tác giả"],
            ["1. Làm cữ chặn lai quần", "Nguyễn Thị Lệ"],
            ["2. 5S ở kho chỉ", "Trần Thị Tuyết, 1990"],
        )

        assert [record.title for record in table.records] == ["Làm cữ chặn lai quần", "2. 5S ở kho chỉ"]
        assert [author.name for author in table.records[1].authors] == ["Trần Thị Tuyết"]

    def test_nobody_else_is_nobody_and_the_same_is_who_stands_above(self) -> None:
        (table,) = typed(
            ["STT", "Tên sáng kiến", "Tác giả", "Đồng tác giả"],
            [1, "Nuôi tôm hai giai đoạn", "Châu Văn Bảy", "Hứa Thị Mận"],
            [2, "Ương giống cá chim", "Đàm Thị Loan", "nt"],
            [3, "Máy cho ăn chạy pin", "Giang A Páo", "không"],
        )

        assert [[author.name for author in record.authors] for record in table.records] == [
            ["Châu Văn Bảy", "Hứa Thị Mận"],
            ["Đàm Thị Loan", "Hứa Thị Mận"],
            ["Giang A Páo"],
        ]


class TestCells:
    def test_shares_of_one(self) -> None:
        (table,) = typed(
            ["STT", "Tên giải pháp", "Tác giả", "Tỷ lệ đóng góp"],
            [1, "Xe nâng rulo cáp", "Bùi Tiến Dũng\nĐỗ Hùng Dũng", "0.5\n0.5"],
        )

        assert [shares(author) for author in table.records[0].authors] == [
            ("Bùi Tiến Dũng", HALF),
            ("Đỗ Hùng Dũng", HALF),
        ]

    def test_thousands_with_commas_before_a_point(self) -> None:
        (table,) = typed(
            ["STT", "Tên cải tiến", "Người đề xuất", "Tiết kiệm (nghìn đồng)"],
            [1, "Bố trí lại kho sợi", "Hồ Thị Ba", "8,250.5"],
        )

        assert [record.benefit_vnd for record in table.records] == [8_250_500]

    def test_a_certificate_has_a_number_and_a_day(self) -> None:
        (table,) = typed(
            ["STT", "Tên sáng kiến", "Tác giả", "Căn cứ công nhận"],
            [1, "Máy cho ăn chạy pin", "Giang A Páo", "Giấy chứng nhận số 11/GCN-SKHCN ngày 2/2/2022"],
        )

        said = table.records[0].recognition
        assert said and (said.number, said.date) == ("11/GCN-SKHCN", date(2022, 2, 2))

    def test_days_as_vietnamese_excel_and_other_programs_write_them(self) -> None:
        said = [day_of_cell(Cell(text)).value for text in ("05-Thg3-22", "05-thg 3-2022", "20220305", "Thg3-22")]

        assert said == [date(2022, 3, 5), date(2022, 3, 5), date(2022, 3, 5), date(2022, 3, 1)]

    def test_money_before_its_number(self) -> None:
        assert amount_of(Cell("VND 45,000,000"), Scale()).value == Amount(45_000_000, Per.ONCE)

    def test_a_body_before_its_people_and_others_without_a_name(self) -> None:
        assert names("Phòng KT: Nguyễn An, Trần Bình") == ["Nguyễn An", "Trần Bình"]
        assert names("Nhóm: Nguyễn An; Trần Bình") == ["Nguyễn An", "Trần Bình"]
        assert names("1/ Nguyễn Văn An 2/ Trần Bình") == ["Nguyễn Văn An", "Trần Bình"]
        assert names("Nguyễn Văn An + 2 người") == ["Nguyễn Văn An"]

    def test_an_apostrophe_that_says_that_a_text_follows(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("STT;Tên sáng kiến;Tác giả;Giá trị làm lợi\n'1;'5S ở kho chỉ;Lê Bé;'85000000\n")

        assert [(one.title, one.benefit_vnd) for one in records(path)] == [("5S ở kho chỉ", 85_000_000)]
