"""The two letters of 2022 come out of the system: their parts in their order, their figures, read back from the files.

The wording is ours; what is compared is what stands where (`domain.md`, appendix A of the design; letters of the LĐLĐ
tỉnh Ninh Thuận about the 40-day campaign and about phase 2).
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from unicodedata import normalize

import pypdfium2
import pytest

from sangkien.base.problems import NotPossible
from sangkien.documents.decree30 import docx
from sangkien.documents.printed import pdf
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import printed
from sangkien.registry.signing import check
from sangkien.registry.tests.writing import AFTER, drafted, headed, issued, lines, opened, signed_by
from tests.booking import book
from tests.cast import NOW, TODAY, Cast

# What stands on the letter of the 40-day campaign from top to bottom, one pattern a line of the paper.
FORTY_DAYS = [
    r"TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM",
    r"LIÊN ĐOÀN LAO ĐỘNG TỈNH\nNINH THUẬN",
    r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    r"Độc lập - Tự do - Hạnh phúc",
    r"Số: +/LĐLĐ",
    r"V/v triển khai thực hiện\nChiến dịch thi đua cao điểm 40 ngày",
    r"Ninh Thuận, ngày +tháng +năm 2022",
    r"Kính gửi:",
    r"- Liên đoàn Lao động huyện Ninh Phước;",
    r"- Công đoàn ngành Giáo dục tỉnh Ninh Thuận;",
    r"- Công đoàn Các khu công nghiệp tỉnh Ninh Thuận\.",
    r"Để .*“Chiến dịch thi đua cao điểm 40 ngày”.*Chương trình “01 triệu sáng kiến.*Ban Thường vụ LĐLĐ tỉnh .*:",
    r"1\. Thời gian, mục tiêu: .*đến hết ngày 31/05/2022.*1\.000 sáng kiến.*",
    r"2\. Nội dung và giải pháp:",
    r"- .*“Tuần cao điểm”, “Tháng cao điểm”.*",
    r"- .*câu chuyện sáng kiến.*mạng xã hội.*“Tự hào trí tuệ lao động Việt Nam”.*",
    r"- .*báo cáo sáng kiến.*người sử dụng lao động ra quyết định công nhận.*",
    r"- .*đã được công nhận mà chưa cập nhật.*phân công cán bộ.*“Ngày hội cập nhật sáng kiến”.*",
    r"- .*xếp loại thi đua.*khó khăn.*vốn đầu tư nước ngoài.*",
    r"Ban Thường vụ LĐLĐ tỉnh Ninh Thuận .*khó khăn, vướng mắc.*báo cáo về LĐLĐ tỉnh.*\./\.",
    r"Nơi nhận:",
    r"- Như trên;",
    r"- Thường trực LĐLĐ tỉnh Ninh Thuận;",
    r"- Website LĐLĐ tỉnh Ninh Thuận;",
    r"- Lưu: VT, Ban CTCS\.",
    r"TM\. BAN THƯỜNG VỤ",
    r"CHỦ TỊCH",
    r"Đặng Quốc Đông",
]
PHASE_2 = [
    *FORTY_DAYS[:5],
    r"V/v tiếp tục triển khai giai đoạn 2\nChương trình 01 triệu sáng kiến",
    *FORTY_DAYS[6:11],
    r"Kết thúc giai đoạn 1 .*1\.396 sáng kiến hợp lệ.*139,6\s%.*chỉ tiêu 1\.000 sáng kiến; vượt 396 sáng kiến.*",
    r"Phát huy .*giai đoạn 2 \(từ ngày 01/06/2022 đến hết ngày 31/08/2023\), Ban Thường vụ .*:",
    r"1\. Đánh giá kết quả giai đoạn 1; .*biểu dương, khen thưởng.*",
    r"2\. .*câu chuyện sáng kiến.*",
    r"3\. Tiếp tục triển khai giai đoạn 2.*sản xuất, kinh doanh.*giá trị làm lợi.*cấp trên trực tiếp.*công nhận.*",
    r"4\. Vận động chính quyền.*người sử dụng lao động.*nguồn lực.*",
    r"Trong quá trình thực hiện, .*cách làm hay, mô hình mới.*khó khăn, vướng mắc.*\./\.",
    *FORTY_DAYS[20:],  # "Như trên", as the decree has it, where the letter of 2022 has "Như kính gửi"
]


def launched(cast: Cast) -> OfficialPaper:
    """The letter of the 40-day campaign, drafted a month before its end."""
    headed(cast)
    return signed_by(cast, drafted(cast))


def reviewed(cast: Cast) -> OfficialPaper:
    """The letter of phase 2: phase 1 is over, and the province has 1.396."""
    book(cast, "CS-MAY-TIEN-THUAN", 1_396, on=date(2022, 5, 30))
    headed(cast)
    return signed_by(cast, drafted(cast, "phase-review", stretch="GD1", at=AFTER), at=AFTER)


def assert_stands(said: Sequence[str], expected: Sequence[str]) -> None:
    """Line by line, so that a failure shows the first part that is not where it belongs."""
    for line, pattern in zip(said, expected, strict=False):
        assert re.fullmatch(pattern, line, re.DOTALL), f"{pattern!r} is not {line!r}"
    assert len(said) == len(expected)


def in_word(paper: OfficialPaper, on: date) -> list[str]:
    return lines(opened(BytesIO(docx(printed(paper, on=on)))))


def in_pdf(paper: OfficialPaper, on: date) -> str:
    with pypdfium2.PdfDocument(pdf(printed(paper, on=on), at=NOW)) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(normalize("NFC", text).split())


class TestTheLetterOfTheFortyDays:
    def test_has_the_parts_of_the_original_in_their_order(self, cast: Cast) -> None:
        assert_stands(in_word(launched(cast), TODAY), FORTY_DAYS)

    def test_is_the_same_as_pdf(self, cast: Cast) -> None:
        paper = launched(cast)

        printed_words, written_words = in_pdf(paper, TODAY), in_word(paper, TODAY)
        assert [line for line in written_words if " ".join(line.split()) not in printed_words] == []

    def test_a_draft_leaves_number_and_day_blank_and_the_year_not(self, cast: Cast) -> None:
        said = in_word(launched(cast), TODAY)

        assert said[4] == "Số:         /LĐLĐ"
        assert said[6] == "Ninh Thuận, ngày      tháng      năm 2022"

    def test_issued_it_has_both(self, cast: Cast) -> None:
        said = in_word(issued(cast), TODAY)

        assert (said[4], said[6]) == ("Số: 01/LĐLĐ", "Ninh Thuận, ngày 18 tháng 5 năm 2022")


class TestTheLetterOfPhaseTwo:
    def test_has_the_parts_and_figures_of_the_original(self, cast: Cast) -> None:
        assert_stands(in_word(reviewed(cast), AFTER.date()), PHASE_2)


class TestTheReport:
    # Both letters ask for results, good practice, difficulties, commendation, tasks and proposals.
    PARTS = ["CÔNG TÁC LÃNH ĐẠO", "KẾT QUẢ", "CÁCH LÀM HAY", "KHÓ KHĂN", "BIỂU DƯƠNG", "NHIỆM VỤ", "KIẾN NGHỊ"]

    def test_has_its_parts_in_their_order_and_a_title_of_its_own(self, cast: Cast) -> None:
        headed(cast)
        said = in_word(drafted(cast, "phase-report", stretch="GD1"), TODAY)

        heads = [line for line in said if re.match(r"[IV]+\. [A-ZĐ]", line)]
        assert [part in head for part, head in zip(self.PARTS, heads, strict=True)] == [True] * 7
        assert said[4:6] == ["Số:         /BC-LĐLĐ", "Ninh Thuận, ngày      tháng      năm 2022"]
        assert said[6] == "BÁO CÁO"
        assert "Chưa có giá trị làm lợi được kê khai. Cả 3 đơn vị trực thuộc đều chưa có sáng kiến" in "\n".join(said)

    def test_of_a_campaign_says_since_when_its_figures_are_those_of_the_phase(self, cast: Cast) -> None:
        said = in_word(drafted(cast, "phase-report", stretch="CD40N"), TODAY)

        assert "báo cáo kết quả giai đoạn 1 (từ ngày 08/01/2022 đến hết ngày 18/05/2022)" in "\n".join(said)

    def test_what_nobody_has_written_yet_keeps_it_from_its_number(self, cast: Cast) -> None:
        headed(cast)
        paper = signed_by(cast, drafted(cast, "phase-report", stretch="GD1"))

        with pytest.raises(NotPossible) as no:
            check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)

        assert {problem.code for problem in no.value.problems} == {"left_open"}
        assert len(no.value.problems) == 5


class TestTheReminder:
    def test_says_who_has_none_and_lists_where_everybody_stands(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 115, on=TODAY)
        headed(cast)
        paper = signed_by(cast, drafted(cast, "reminder", stretch="GD1"))

        document = opened(BytesIO(docx(printed(paper, on=TODAY))))

        assert "trong 3 đơn vị trực thuộc còn 2 đơn vị chưa có sáng kiến hợp lệ" in "\n".join(lines(document))
        assert [[cell.text for cell in row.cells] for row in document.tables[-1].rows] == [
            ["TT", "Đơn vị", "Chỉ tiêu", "Hợp lệ", "Đạt"],
            ["1", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "230", "115", "50,0\u00a0%"],
            ["2", "Công đoàn ngành Giáo dục tỉnh Ninh Thuận", "170", "0", "0,0\u00a0%"],
            ["3", "Liên đoàn Lao động huyện Ninh Phước", "95", "0", "0,0\u00a0%"],
            ["", "Tổng cộng", "495", "115", "23,2\u00a0%"],
        ]


@pytest.mark.parametrize("letters", ["ằẵỗữợỷỹĐđƯưƠơ", "“…”–₫"])
def test_every_letter_of_vietnamese_print_comes_out_of_the_pdf(cast: Cast, letters: str) -> None:
    paper = launched(cast)
    paper.body = letters

    assert letters in in_pdf(paper, TODAY)
