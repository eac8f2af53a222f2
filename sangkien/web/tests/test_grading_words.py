"""The arithmetic of a sheet in words, as pages and files print it."""

import pytest

from sangkien.grading.tests.criteria import sheet, small
from sangkien.web.grading import words


@pytest.mark.parametrize(
    ("valid", "target", "says"),
    [
        (46, 230, "46 ÷ 230 = 20\u00a0%; 20 × 1/5 = 4 điểm"),
        (109, 130, "109 ÷ 130 ≈ 83,85\u00a0%; 20 × 109/130 ≈ 16,77 điểm"),
        (1_396, 1_000, "1.396 ÷ 1.000 = 139,6\u00a0%; từ 100\u00a0% trở lên: đủ 20 điểm"),
        (0, 230, "0 ÷ 230 = 0\u00a0%; chưa quá 0\u00a0%: 0 điểm"),
        (5, None, "chưa có chỉ tiêu thì tính 0 điểm"),
    ],
)
def test_the_line_of_the_target(valid: int, target: int | None, says: str) -> None:
    assert words.arithmetic(sheet(valid, target).lines["chi-tieu"]) == says


def test_a_bonus_counts_from_the_target_on() -> None:
    assert words.arithmetic(sheet(120, 100).lines["vuot"]) == "120 ÷ 100 = 120\u00a0%; 4 × 2/5 = 1,6 điểm"


def test_the_total_names_every_ceiling_that_cuts() -> None:
    spec = small()

    assert words.added_up(sheet(150, 100, cham_lo=50, bao_cao=40, moi=3), spec) == (
        "20 + 80 + 5 (điểm cộng, nhiều nhất 5) = 105 điểm; lấy nhiều nhất 100 điểm"
    )
    assert words.added_up(sheet(0, tru=5), spec) == "0 + 0 − 5 (điểm trừ) = 0 điểm (không tính dưới 0)"


def test_a_grade_says_what_it_asks() -> None:
    spec = small()

    assert words.bounds(spec.grades[0], spec, 6) == (
        "từ 90 điểm; cần đủ điểm ở “Chỉ tiêu”; không quá 34\u00a0% số đơn vị (nhiều nhất 2 trong 6)"
    )
