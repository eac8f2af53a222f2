"""Lists as unions, schools, factories and hospitals lay them out, made with invented people; each tells what it has."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

DECISION = "(Kèm theo Quyết định số 123/QĐ-LĐLĐ ngày 31 tháng 5 năm 2022 của Liên đoàn Lao động tỉnh Ninh Thuận)"
Rows = Sequence[Sequence[Any]]


def workbook(
    path: Path, rows: Rows, *, merged: Sequence[str] = (), hidden: Sequence[int] = (), name: str = "Sheet1"
) -> Path:
    """A workbook of one sheet; `merged` are ranges, `hidden` rows, both as Excel writes them."""
    return sheets(path, {name: (rows, merged, hidden)})


def sheets(path: Path, contents: dict[str, tuple[Rows, Sequence[str], Sequence[int]]]) -> Path:
    """A workbook of several sheets: rows, joined ranges, hidden rows of each."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, (rows, merged, hidden) in contents.items():
        sheet = book.add_worksheet(name)
        for place in merged:
            sheet.merge_range(place, "")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    _write(sheet, at, column, value, day)
        for number in hidden:
            sheet.set_row(number - 1, None, None, {"hidden": True})
    book.close()
    return path


def _write(sheet: Any, at: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(at, column, value, day)
    elif value == "=1/0":
        sheet.write_formula(at, column, value, None, "#DIV/0!")
    else:
        sheet.write(at, column, value)


def school_department(path: Path) -> Path:
    """SKKN of a department of education: schools as headings, one by one, graded, a year at school for a date."""
    return workbook(
        path,
        [
            ["UBND HUYỆN NINH PHƯỚC", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["DANH SÁCH SÁNG KIẾN KINH NGHIỆM ĐƯỢC CÔNG NHẬN CẤP HUYỆN"],
            ["Năm học 2021 - 2022"],
            ["(Ban hành kèm theo Quyết định số: 456/QĐ-PGDĐT ngày 20/5/2022 của Trưởng phòng GD&ĐT huyện Ninh Phước)"],
            [],
            ["TT", "Họ và tên", "Chức vụ", "Tên đề tài SKKN", "Môn/Lĩnh vực", "Xếp loại"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["I", "Trường Tiểu học Phước Dân 1"],
            [
                1,
                "Nguyễn Thị Hoa",
                "Giáo viên",
                "Một số biện pháp giúp học sinh lớp 2 đọc đúng và hay",
                "Tiếng Việt",
                "A",
            ],
            [
                2,
                "Trần Văn Bình",
                "Hiệu trưởng",
                "Nâng cao chất lượng sinh hoạt chuyên môn trong nhà trường",
                "Quản lý",
                "B",
            ],
            ["II", "Trường THCS Huỳnh Phước"],
            [1, "Lê Thị Mai", "Giáo viên", "Ứng dụng sơ đồ tư duy trong dạy học môn Sinh học lớp 8", "Sinh học", "A"],
            ["", "Cộng: 03 sáng kiến"],
            [],
            ["", "Người lập bảng", "", "", "TRƯỞNG PHÒNG"],
            ["", "(Ký, ghi rõ họ tên)", "", "", "(Ký tên, đóng dấu)"],
            [],
            ["", "Phạm Thị Lan", "", "", "Đỗ Văn Nam"],
        ],
        merged=["A1:D1", "E1:F1", "A2:D2", "E2:F2", "A4:F4", "A5:F5", "A6:F6", "B10:F10", "B13:F13"],
    )


def kaizen_log(path: Path) -> Path:
    """A Korean factory's log: headings in three languages, savings in millions, months for days."""
    return workbook(
        path,
        [
            ["KAIZEN MASTER LIST 2022 / 카이젠 목록"],
            ["", "", "", "", "", "", "", "ĐVT: VNĐ"],
            [
                "No",
                "Kaizen 제목 (Title)",
                "제안자\nProposer",
                "부서 (Dept)",
                "개선 전 Before",
                "개선 후 After",
                "적용일 (Date)",
                "절감액 Saving (triệu đồng/năm)",
                "Status",
            ],
            [
                1,
                "Đồ gá may túi giúp nhanh hơn 11 giây",
                "Nguyễn Thị Lan",
                "Line 5",
                "May tay",
                "Dùng đồ gá",
                "2022.03.15",
                45.5,
                "Done",
            ],
            [2, "Giảm lỗi đứt chỉ bằng dẫn chỉ sứ", "Kim Min Su", "QC", "Đứt chỉ", "Dẫn chỉ sứ", "Mar-22", 120, "Done"],
            [
                3,
                "Jig kiểm tra khuy nhanh",
                "Park Ji Hoon / Trần Văn Hùng",
                "Line 2",
                "",
                "",
                date(2022, 5, 4),
                "1,2 tỷ",
                "OK",
            ],
            ["Total", "", "", "", "", "", "", 165.5],
        ],
        merged=["A1:I1"],
    )


def annex_by_unit(path: Path) -> Path:
    """The annex of a federation's decision, in groups with a heading for each union."""
    return workbook(
        path,
        [
            ["PHỤ LỤC"],
            ["DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN"],
            [DECISION],
            [],
            ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi (đồng)", "Ngày áp dụng"],
            ["I. Công đoàn Công ty TNHH May Tiến Thuận"],
            [1, "Cải tiến đồ gá may túi", "Nguyễn Thị Lan (60%), Trần Văn Hùng (40%)", 120000000, date(2022, 1, 5)],
            [2, "Bàn nâng hạ cuộn vải", "Ông Lê Văn Tám", "1.200.000.000 đồng", "15/02/2022"],
            ["II. Công đoàn Công ty Cổ phần Muối Cà Ná"],
            [3, "Máy cào muối chạy điện", "- Phạm Văn Đông\n- Nguyễn Thị Thảo", "15,9 tỷ", "tháng 3/2022"],
            [4, "Tận dụng nước ót", "nt", "1,2 triệu/năm", "quý II/2022"],
            ["", "Tổng cộng", "", "", ""],
            ["Danh sách này gồm 04 sáng kiến."],
        ],
        merged=["A1:E1", "A2:E2", "A3:E3", "A6:E6", "A9:E9", "A13:E13"],
    )


def union_merged_down(path: Path) -> Path:
    """A union's own list: the unit joined down over its rows, the title over its authors; a header of two rows."""
    return workbook(
        path,
        [
            ["DANH SÁCH SÁNG KIẾN CẬP NHẬT LÊN PHẦN MỀM"],
            ["STT", "Đơn vị", "Tên giải pháp", "Tác giả", "", "", "Quyết định công nhận", "", ""],
            ["", "", "", "Họ và tên", "Chức vụ", "Tỷ lệ %", "Số", "Ngày", "Nơi ban hành"],
            [
                1,
                "CĐCS Công ty Điện lực Ninh Thuận",
                "Gậy thao tác tháo kẹp rẽ nhánh",
                "Nguyễn Văn An",
                "Công nhân",
                50,
                "12/QĐ-PC",
                "1/3/2022",
                "Công ty Điện lực",
            ],
            ["", "", "", "Lê Văn Bảy", "Tổ trưởng", 50],
            [
                2,
                "",
                "Phần mềm theo dõi công tơ",
                "Trần Thị Cúc",
                "Kỹ sư",
                100,
                "13/QĐ-PC",
                "2/3/22",
                "Công ty Điện lực",
            ],
            [3, "CĐCS Trường THPT Nguyễn Trãi", "Sổ tay ôn thi môn Toán", "Đỗ Thị Dung", "Giáo viên", 1, "", "", ""],
        ],
        merged=[
            "A1:I1",
            "A2:A3",
            "B2:B3",
            "C2:C3",
            "D2:F2",
            "G2:I2",
            "A4:A5",
            "B4:B6",
            "C4:C5",
            "G4:G5",
            "H4:H5",
            "I4:I5",
        ],
    )


def side_by_side(path: Path) -> Path:
    """Two tables beside one another on a landscape page."""
    return workbook(
        path,
        [
            ["SÁNG KIẾN KHỐI SẢN XUẤT", "", "", "", "SÁNG KIẾN KHỐI VĂN PHÒNG"],
            ["STT", "Tên sáng kiến", "Tác giả", "", "STT", "Tên sáng kiến", "Tác giả"],
            [1, "Máy cắt chỉ tự động", "Nguyễn Văn Một", "", 1, "Biểu mẫu chấm công điện tử", "Trần Thị Ba"],
            [2, "Xe đẩy hàng ba tầng", "Nguyễn Văn Hai", "", 2, "Lịch họp dùng chung", "Trần Thị Bốn"],
            [3, "Giá treo khuôn", "Lê Thị Năm"],
        ],
    )


def forms(path: Path) -> Path:
    """A sheet with one form below the other."""
    return workbook(
        path,
        [
            ["PHIẾU ĐĂNG KÝ SÁNG KIẾN"],
            ["Tên sáng kiến:", "Cải tiến vòi phun lò hơi"],
            ["Tác giả:", "Nguyễn Văn Sáu"],
            ["Đơn vị:", "Công ty CP Mía đường", "Ngày áp dụng:", "05/01/2022"],
            ["Giá trị làm lợi:", "350 triệu đồng/năm"],
            ["Nội dung:", "Đổi góc phun 15 độ"],
            [],
            ["PHIẾU ĐĂNG KÝ SÁNG KIẾN"],
            ["Tên sáng kiến:", "Bộ lọc bụi ba lớp"],
            ["Tác giả:", "Lê Thị Bảy và Trần Văn Tám"],
            ["Đơn vị:", "Công ty CP Mía đường", "Ngày áp dụng:", "10/02/2022"],
            ["Giá trị làm lợi:", "80.000.000 đ"],
        ],
    )


def turned(path: Path) -> Path:
    """Questions in the first column, an initiative in each of the others."""
    return workbook(
        path,
        [
            ["Tên sáng kiến", "Máy vớt rác mini", "Xe rửa đường cải tiến"],
            ["Họ và tên tác giả", "Nguyễn Văn Chín", "Lê Văn Mười"],
            ["Lĩnh vực", "Môi trường", "Cơ khí"],
            ["Giá trị làm lợi", 25000000, "40 triệu"],
        ],
    )


def two_annexes(path: Path) -> Path:
    """Two annexes on one sheet, each with its decision and the same header; the second goes over two pages."""
    header = ["STT", "Tên sáng kiến", "Họ tên tác giả", "Đơn vị công tác"]
    return workbook(
        path,
        [
            ["Phụ lục 1"],
            ["(Kèm theo Quyết định số 11/QĐ-CT ngày 1/3/2022 của Giám đốc Công ty A)"],
            header,
            [1, "Cải tiến băng tải", "Nguyễn Văn A", "Phân xưởng 1"],
            [2, "Tận dụng nhiệt thừa", "Trần Thị B", "nt"],
            ["", "", "GIÁM ĐỐC"],
            [],
            ["Phụ lục 2"],
            ["(Kèm theo Quyết định số 22/QĐ-CT ngày 1/9/2022 của Giám đốc Công ty A)"],
            header,
            [1, "Cảm biến mức bồn", "Lê Văn C", "Phân xưởng 2"],
            header,
            [2, "Tủ điện chống bụi", "Phạm Văn D", '"'],
        ],
    )


def authors_beside(path: Path) -> Path:
    """A column for each author and for each share; names split into family and given name."""
    return workbook(
        path,
        [
            ["STT", "Sáng kiến, giải pháp", "Tác giả 1", "Tỷ lệ", "Tác giả 2", "Tỷ lệ", "Nơi áp dụng"],
            [1, "Bộ định vị khoan", "Nguyễn Văn An", 0.7, "Lê Bình", 0.3, "Xưởng cơ khí"],
            [2, "Khay chống tĩnh điện", "Trần Cường", 1, "", "", "Chuyền 3"],
        ],
    )


def without_header(path: Path) -> Path:
    """Nothing heads the columns."""
    return workbook(
        path,
        [
            [1, "Cải tiến quy trình vệ sinh khuôn đúc bằng khí nén", "Nguyễn Văn An", "05/01/2022", "12 triệu đồng"],
            [2, "Lắp cảm biến dừng băng chuyền khi có người", "Trần Thị Bé", "06/01/2022", "8.500.000"],
            [3, "Sơ đồ hóa kho vật tư theo màu để lấy hàng nhanh", "Lê Văn Cảnh", "07/01/2022", "20 triệu"],
        ],
    )


def unknown_wording(path: Path) -> Path:
    """Headings that nobody foresaw; what the cells hold says the rest."""
    return workbook(
        path,
        [
            ["STT", "Việc tốt đã làm", "Ai làm", "Đơn vị", "Được gì"],
            [1, "Làm giá đỡ cuộn dây hàn để thợ không phải cúi", "Nguyễn Văn An", "Tổ hàn", "Đỡ mỏi lưng"],
            [2, "Sơn vạch đường đi cho xe nâng trong kho thành phẩm", "Trần Thị Bé", "Kho", "Không còn va quệt"],
        ],
    )


def hidden_and_failed(path: Path) -> Path:
    """A hidden row, a hidden sheet with another list, a formula that failed, money without its size."""
    return sheets(
        path,
        {
            "Chính": (
                [
                    ["STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi"],
                    [1, "Cải tiến một", "Nguyễn Văn An", 5000000],
                    [2, "Cải tiến hai", "Trần Thị Bé", "=1/0"],
                    [3, "Cải tiến ba", "Lê Văn Cảnh", 120],
                ],
                (),
                (3,),
            ),
            "Danh mục": ([["Mã", "Lĩnh vực"], [1, "Cơ khí"], [2, "Điện"]], (), ()),
        },
    )


ALL = {
    made.__name__: made
    for made in (
        school_department, kaizen_log, annex_by_unit, union_merged_down, side_by_side, forms, turned, two_annexes,
        authors_beside, without_header, unknown_wording, hidden_and_failed,
    )
}  # fmt: skip
