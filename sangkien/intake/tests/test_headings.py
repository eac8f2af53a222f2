"""What heads columns and groups, whatever words are used, and which rows are no initiatives."""

from datetime import date
from pathlib import Path

import pytest

from sangkien.intake.tests import layouts
from sangkien.intake.tests.understood import records, typed
from sangkien.intake.understanding import Author, Field, Recognition


class TestHeadings:
    HEADER = ["STT", "Tên sáng kiến", "Tác giả", "Đơn vị"]

    @pytest.mark.parametrize(
        "header",
        [
            ["TT", "TÊN ĐỀ TÀI/SÁNG KIẾN", "HỌ VÀ TÊN TÁC GIẢ", "ĐƠN VỊ CÔNG TÁC"],
            ["Số TT", "Ten sang kien, giai phap", "Ho ten tac gia", "Don vi"],
            ["No.", "Title", "Author", "Company"],
            ["번호", "제안명", "제안자", "회사"],
            ["STT\nNo.", "Tên sáng kiến\nKaizen title", "Người thực hiện\nProposer", "Nhà máy\nFactory"],
            ["Stt", "Sáng kiến", "Nhóm tác giả", "Nơi công tác"],
            ["stt", "tên sáng kiêns", "các tác giả", "Đơn vị (Công đoàn cơ sở)"],
        ],
    )
    def test_any_wording(self, header: list[object]) -> None:
        (table,) = typed(
            header, [1, "Cải tiến đồ gá", "Nguyễn Lan", "Công ty A"], [2, "Xe đẩy", "Trần Hùng", "Công ty B"]
        )

        assert table.columns == {Field.NUMBER: 0, Field.TITLE: 1, Field.AUTHORS: 2, Field.UNIT: 3}
        assert len(table.records) == 2

    def test_what_officers_said_a_heading_means_counts_first(self) -> None:
        header: list[object] = ["STT", "Sáng kiến", "Nội dung", "Tác giả"]
        rows = [header, [1, "SK-01", "Đồ gá may túi nhanh hơn 11 giây", "Nguyễn Lan"]]

        (before,), (after,) = typed(*rows), typed(*rows, remembered={"noi dung": Field.TITLE, "sang kien": Field.CODE})

        assert before.records[0].title == "SK-01"
        assert (after.records[0].title, after.columns[Field.CODE]) == ("Đồ gá may túi nhanh hơn 11 giây", 1)

    def test_a_row_of_numbers_under_the_header_is_no_record(self) -> None:
        (table,) = typed(self.HEADER, [1, 2, 3, 4], [1, "Đồ gá", "Nguyễn Lan", "Công ty A"])

        assert [record.title for record in table.records] == ["Đồ gá"]
        assert [one.code for one in table.left_out] == ["numbering"]

    def test_titles_that_begin_like_sums_and_signatures_are_titles(self) -> None:
        titles = ["Tổng hợp số liệu tự động", "Công cụ tính lương", "Cộng đồng học tập trực tuyến", "Giám đốc xưởng ảo"]
        (table,) = typed(self.HEADER, *([n, title, "Nguyễn Lan", "Công ty A"] for n, title in enumerate(titles, 1)))

        assert [record.title for record in table.records] == titles

    def test_sums_of_groups_and_the_foot_of_a_page_are_no_records(self) -> None:
        (table,) = typed(
            ["Đơn vị", "Tác giả", "Tên giải pháp", "Giá trị làm lợi (đ)"],
            ["CĐCS A", "Nguyễn Lan", "Đồ gá", 5_000_000],
            ["Cộng CĐCS A", "", "", 5_000_000],
            ["Trang 2"],
            ["CĐCS B", "Lê Cảnh", "Kệ", 7_000_000],
            ["Tổng cộng", "", "", 12_000_000],
        )

        assert [record.benefit_vnd for record in table.records] == [5_000_000, 7_000_000]
        assert [one.code for one in table.left_out] == ["sum", "note", "sum"]

    def test_groups_are_known_by_whatever_numbers_them(self) -> None:
        (table,) = typed(
            ["STT", "Tên sáng kiến", "Tác giả", "Chức vụ"],
            ["1", "Công ty TNHH May A"],
            ["1.1", "Đồ gá may", "Nguyễn Lan", "Công nhân"],
            ["2", "Trường Mầm non Hoa Sen"],
            ["2.1", "Đồ chơi tái chế", "Lê Bé", "Giáo viên"],
        )

        assert [record.unit for record in table.records] == ["Công ty TNHH May A", "Trường Mầm non Hoa Sen"]

    def test_a_field_of_work_may_head_a_group(self) -> None:
        (table,) = typed(self.HEADER, ["I", "LĨNH VỰC QUẢN LÝ"], [1, "Lịch họp chung", "Nguyễn Lan", "Công ty A"])

        assert (table.records[0].field, table.records[0].unit) == ("LĨNH VỰC QUẢN LÝ", "Công ty A")

    def test_a_unit_that_stands_once_holds_until_the_next_and_that_is_said(self) -> None:
        header: list[object] = ["STT", "Đơn vị", "Tên sáng kiến", "Tác giả"]
        (table,) = typed(
            header, [1, "CĐCS A", "Đồ gá", "Nguyễn Lan"], [2, "", "Xe đẩy", "Trần Hùng"], [3, "", "Kệ", "Lê Bé"]
        )

        assert [record.unit for record in table.records] == 3 * ["CĐCS A"]
        assert [(one.code, one.blocks) for one in table.records[1].troubles] == [("unit_from_above", False)]

    def test_a_name_over_two_columns_is_one(self) -> None:
        header: list[object] = ["STT", "Họ và tên đệm", "Tên", "Tên sáng kiến"]
        (table,) = typed(header, [1, "Nguyễn Thị", "Lan", "Đồ gá"])

        assert table.records[0].authors == [Author("Nguyễn Thị Lan")]
        assert table.records[0].title == "Đồ gá"

    def test_a_row_that_sounds_like_a_header_is_still_a_row(self) -> None:
        header: list[object] = ["Tác giả", "Đơn vị", "Tên sáng kiến", "Kết quả"]
        (table,) = typed(header, *(2 * [["Nguyễn Lan", "Công ty A", "Giải pháp nâng cao chất lượng", "Đạt giải"]]))

        assert len(table.records) == 2

    def test_a_title_over_two_rows_is_one(self) -> None:
        (table,) = typed(
            self.HEADER,
            [1, "Cải tiến đồ gá", "Nguyễn Lan", "Công ty A"],
            ["", "may túi áo vest"],
            [2, "Xe đẩy", "Trần Hùng", "Công ty B"],
        )

        assert [record.title for record in table.records] == ["Cải tiến đồ gá may túi áo vest", "Xe đẩy"]

    def test_an_author_in_a_row_of_their_own_belongs_above(self) -> None:
        (table,) = typed(
            self.HEADER,
            [1, "Đồ gá", "Nguyễn Lan", "Công ty A"],
            ["", "", "Trần Hùng"],
            [2, "Xe đẩy", "Lê Bé", "-nt-"],
        )

        assert [[author.name for author in record.authors] for record in table.records] == [
            ["Nguyễn Lan", "Trần Hùng"],
            ["Lê Bé"],
        ]
        assert table.records[1].unit == "Công ty A"

    def test_an_amount_joined_over_two_records_is_nobodys(self, tmp_path: Path) -> None:
        header = ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi"]
        rows = [header, [1, "Đồ gá", "Nguyễn Lan", 90_000_000], [2, "Xe đẩy", "Trần Hùng"]]

        first, second = records(layouts.workbook(tmp_path / "a.xlsx", rows, merged=["D2:D3"]))

        assert (first.benefit_vnd, second.benefit_vnd) == (90_000_000, None)
        assert second.troubles[0].code == "shared_amount"

    def test_the_line_above_says_how_money_is_counted_and_whose_list_it_is(self) -> None:
        (table,) = typed(
            ["Đơn vị: Công ty TNHH May Tiến Thuận"],
            ["", "", "", "Đơn vị tính: triệu đồng"],
            ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi"],
            [1, "Đồ gá", "Nguyễn Lan", 45],
        )

        assert (table.records[0].unit, table.records[0].benefit_vnd) == ("Công ty TNHH May Tiến Thuận", 45_000_000)

    def test_the_basis_of_a_decision_is_not_the_decision(self) -> None:
        (table,) = typed(
            ["Căn cứ Quyết định số 1/QĐ-TLĐ ngày 1/1/2020 của Tổng Liên đoàn;"],
            ["Kèm theo Quyết định số 22/QĐ-CT", ""],
            ["ngày 01/9/2022 của Giám đốc Công ty A"],
            self.HEADER,
            [1, "Đồ gá", "Nguyễn Lan", "Công ty A"],
        )

        assert table.decision == Recognition("22/QĐ-CT", date(2022, 9, 1), "Giám đốc Công ty A")

    def test_a_list_in_the_decision_itself_has_its_letterhead(self) -> None:
        (table,) = typed(
            ["TỔNG CÔNG TY A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["CÔNG TY B", "Độc lập - Tự do - Hạnh phúc"],
            ["Số: 45/QĐ-CTB", "Hà Nội, ngày 5 tháng 6 năm 2022"],
            ["Căn cứ Quyết định số 1/QĐ-TCT ngày 1/1/2020;"],
            self.HEADER,
            [1, "Đồ gá", "Nguyễn Lan", "Xưởng 1"],
        )

        assert table.decision == Recognition("45/QĐ-CTB", date(2022, 6, 5), "CÔNG TY B")

    def test_a_sheet_without_any_list_is_named_row_by_row(self) -> None:
        (table,) = typed(["Mã", "Tên huyện"], ["01", "Ninh Phước"])

        assert (table.columns, [one.code for one in table.left_out]) == ({}, ["no_table", "no_table"])
