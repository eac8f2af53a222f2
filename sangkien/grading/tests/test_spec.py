"""Criteria as a file."""

from typing import Any

import pytest

from sangkien.base.problems import NotPossible
from sangkien.base.shapes import plain, written
from sangkien.grading.spec import EXAMPLE, CriteriaSpec, checked, read_text
from sangkien.grading.tests.criteria import SMALL, small

LINES = SMALL["groups"][1]["lines"]


def with_line(**said: Any) -> dict[str, Any]:
    """The small criteria with something else said of their last line."""
    group = SMALL["groups"][1]
    return SMALL | {"groups": [SMALL["groups"][0], group | {"lines": [*LINES[:-1], LINES[-1] | said]}]}


class TestTheExample:
    def test_is_a_hundred_points_of_which_the_programme_is_one_line(self) -> None:
        spec = read_text(EXAMPLE.read_bytes())

        assert spec.total == 100_00
        programme = spec.line("chi-tieu")
        assert programme and programme.auto and programme.points == 20_00

    def test_says_that_it_is_an_example_and_what_it_follows(self) -> None:
        spec = read_text(EXAMPLE.read_bytes())

        assert "ví dụ" in spec.name
        assert any("40 ngày" in source for source in spec.sources)


@pytest.mark.parametrize("spec", [small(), read_text(EXAMPLE.read_bytes())], ids=["small", "example"])
def test_written_and_read_again_they_are_the_same(spec: CriteriaSpec) -> None:
    assert read_text(written(plain(spec))) == spec


WRONG: dict[str, tuple[Any, str]] = {
    "no file": ("a: [", "expected"),
    "no table": ("[]", "criteria: cần một nhóm mục có tên"),
    "an unknown word": (SMALL | {"tong": 1}, "tong: không có mục nào tên như vậy"),
    "another sum": (SMALL | {"total": 90}, "các nhóm cộng lại được 100 điểm, không phải 90"),
    "thousandths": (with_line(points="1.005"), "nhiều nhất hai chữ số thập phân"),
    "no number": (with_line(points="nhiều"), "cần một con số"),
    "nothing": (with_line(points=0), "cần một con số lớn hơn 0"),
    "less than nothing": (with_line(points=-1), "cần một con số từ 0 đến 1000"),
    "not a number": (with_line(points="NaN"), "nhiều nhất hai chữ số thập phân"),
    "a code twice": (with_line(code="moi"), "mã moi đứng hai lần"),
    "an automatic deduction": (
        with_line(auto={"indicator": "TARGET", "full_at": 100}),
        "điểm trừ chỉ chấm bằng tay",
    ),
    "a way that does not grow": (
        with_line(kind="BONUS", auto={"indicator": "TARGET", "above": 100, "full_at": 100}),
        "full_at phải lớn hơn above",
    ),
    "grades upside down": (SMALL | {"grades": SMALL["grades"][::-1]}, "từ cao xuống thấp"),
    "a tie-break that is no line": (SMALL | {"ties": ["la"]}, "không có tiêu chí la"),
    "more than all": (
        SMALL | {"grades": [{"code": "a", "name": "A", "from": 50, "at_most": 101}, *SMALL["grades"][2:]]},
        "nhiều nhất là 100",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_by_its_place(case: str) -> None:
    told, says = WRONG[case]

    with pytest.raises(NotPossible, match=says):
        read_text(told) if isinstance(told, str) else checked(told)
