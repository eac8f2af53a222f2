"""What a paper says of its figures in words: only what is so, naturally, and by the name of the target."""

from typing import Any

import pytest

from sangkien.registry import sentences
from sangkien.registry.filling import plain
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import saying
from sangkien.registry.tests.writing import drafted
from sangkien.targets.models import Target, TargetKind
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


def facts(**told: Any) -> dict[str, Any]:
    """Of a province with a thousand to reach, and three unions below."""
    usual = {"valid": 1_396, "submitted": 1_500, "target": 1_000, "target_kind": "ASSIGNED", "percent": "139.6"}
    rest = {"over": 396, "below": 3, "silent": 1, "given": 3, "there": 2, "phase": "Giai đoạn 1"}
    return usual | rest | told


def body(paper: OfficialPaper) -> str:
    return "\n".join("".join(piece.text for piece in one) for one in saying(paper, on=TODAY).body)


NONE: dict[str, Any] = {"target": None, "target_kind": None, "percent": None, "over": None}


@pytest.mark.parametrize(
    ("field", "told", "said"),
    [
        (
            "kết quả so với chỉ tiêu",
            {},
            "Đạt 139,6\u00a0% chỉ tiêu được giao (chỉ tiêu 1.000 sáng kiến; vượt 396 sáng kiến)",
        ),
        ("kết quả so với chỉ tiêu", {"target_kind": "REGISTERED", "over": 0}, "bằng chỉ tiêu"),
        ("kết quả so với chỉ tiêu", {"target_kind": "SELF_RAISED"}, "Đạt 139,6\u00a0% chỉ tiêu tự phấn đấu"),
        ("kết quả so với chỉ tiêu", NONE, "Chưa có chỉ tiêu để so sánh"),
        ("mục tiêu", {"target_kind": "REGISTERED"}, "Hoàn thành chỉ tiêu đăng ký giai đoạn 1 là 1.000 sáng kiến"),
        ("mục tiêu", NONE, "Có thêm nhiều sáng kiến hợp lệ"),
        ("đã có sáng kiến", {"valid": 0}, "Chưa có sáng kiến hợp lệ"),
        ("kết quả", {"submitted": 0, "valid": 0}, "Chưa có lượt nộp nào"),
        ("kết quả", {"submitted": 4, "valid": 0}, "Có 4 lượt nộp, chưa có sáng kiến hợp lệ"),
        ("việc đã triển khai", {}, "giao chỉ tiêu cho cả 3 đơn vị"),
        ("việc đã triển khai", {"given": 2}, "giao chỉ tiêu cho 2 đơn vị"),
        ("việc đã triển khai", {"given": 0}, "tới 3 đơn vị trực thuộc và theo dõi kết quả"),
        ("việc đã triển khai", {"below": 0}, "Đã triển khai và theo dõi kết quả"),
        ("đơn vị trực thuộc", {}, "Trong 3 đơn vị trực thuộc còn 1 đơn vị chưa có sáng kiến hợp lệ"),
        ("đơn vị trực thuộc", {"silent": 0}, "Cả 3 đơn vị trực thuộc đều đã có sáng kiến hợp lệ"),
        ("đơn vị trực thuộc", {"silent": 3}, "Cả 3 đơn vị trực thuộc đều chưa có sáng kiến hợp lệ"),
        ("đơn vị trực thuộc", {"below": 1, "silent": 0}, "Đơn vị trực thuộc đã có sáng kiến hợp lệ"),
        ("kết quả đơn vị", {"below": 0, "silent": 0}, ""),
        ("biểu dương", {}, "Biểu dương 2 đơn vị đã hoàn thành chỉ tiêu; đề nghị các đơn vị còn lại"),
        ("biểu dương", {"there": 0}, "Đề nghị các đơn vị"),
        ("tổng giá trị làm lợi", {"benefit": 0}, "Chưa có giá trị làm lợi được kê khai"),
        ("tổng giá trị làm lợi", {"benefit": 5, "attested": "0.0"}, "là 5 đồng, chưa có phần nào được xác nhận"),
        (
            "tổng giá trị làm lợi",
            {"benefit": 5, "attested": "40.0"},
            "trong đó 40,0\u00a0% có xác nhận của doanh nghiệp",
        ),
    ],
)
def test_a_paper_says_what_is_so(field: str, told: dict[str, Any], said: str) -> None:
    found = plain(f"{{{field}}}", facts(**told))

    assert said in found if said else found == ""


def test_a_phase_has_a_capital_at_the_head_of_a_sentence_alone() -> None:
    text = "{giai đoạn} đã hết. {giai đoạn} đạt kết quả. Kết thúc {giai đoạn}, các đơn vị báo cáo."

    expected = "Giai đoạn 1 đã hết. Giai đoạn 1 đạt kết quả. Kết thúc giai đoạn 1, các đơn vị báo cáo."
    assert plain(text, facts()) == expected
    assert sentences.within("Về đích") == "Về đích"


def test_a_union_without_a_target_is_held_against_none(cast: Cast) -> None:
    Target.objects.all().delete()
    book(cast, "CS-MAY-TIEN-THUAN", 2, on=TODAY)

    said = body(drafted(cast, "phase-report", stretch="GD1"))

    assert "2 sáng kiến hợp lệ, chưa có chỉ tiêu để so sánh" in said
    assert "giao chỉ tiêu" not in said and "chỉ tiêu được giao" not in said


def test_a_letter_names_the_target_by_its_kind(cast: Cast) -> None:
    Target.objects.filter(organisation__code="LDLD-NINH-THUAN").update(kind=TargetKind.REGISTERED)

    said = body(drafted(cast, at=NOW))

    assert "phấn đấu hoàn thành chỉ tiêu đăng ký giai đoạn 1 là 1.000 sáng kiến." in said
    assert "được giao" not in said
