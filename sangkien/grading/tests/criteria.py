"""Criteria for tests: ten lines of a file, and sheets made of figures and points."""

from collections.abc import Mapping
from typing import Any

from sangkien.grading.facts import Facts
from sangkien.grading.reckoning import Given, Total, total
from sangkien.grading.spec import CriteriaSpec, checked
from sangkien.grading.states import Stage

SMALL: dict[str, Any] = {
    "name": "Bảng điểm nhỏ",
    "total": 100,
    "bonus_ceiling": 5,
    "total_ceiling": 100,
    "groups": [
        {
            "code": "ct",
            "name": "Chương trình",
            "lines": [
                {"code": "chi-tieu", "name": "Chỉ tiêu", "points": 20, "auto": {"indicator": "TARGET", "full_at": 100}}
            ],
        },
        {
            "code": "viec",
            "name": "Việc khác",
            "ceiling": 80,
            "lines": [
                {"code": "cham-lo", "name": "Chăm lo đoàn viên", "points": 50, "evidence": True},
                {"code": "bao-cao", "name": "Báo cáo", "points": 40},
                {
                    "code": "vuot",
                    "name": "Vượt chỉ tiêu",
                    "kind": "BONUS",
                    "points": 4,
                    "auto": {"indicator": "TARGET", "above": 100, "full_at": 150},
                },
                {"code": "moi", "name": "Mô hình mới", "kind": "BONUS", "points": 3},
                {"code": "tru", "name": "Báo cáo chậm", "kind": "DEDUCTION", "points": 5},
            ],
        },
    ],
    "grades": [
        {"code": "a", "name": "Xuất sắc", "from": 90, "at_most": 34, "needs": ["chi-tieu"]},
        {"code": "b", "name": "Tốt", "from": 60},
        {"code": "c", "name": "Hoàn thành", "from": 0},
    ],
    "ties": ["chi-tieu", "TARGET", "DEDUCTIONS"],
}


def small(**changes: Any) -> CriteriaSpec:
    return checked(SMALL | changes)


def given(**points: float) -> Mapping[str, Given]:
    """By hand: `cham_lo=12.5` is 12,5 points."""
    return {code.replace("_", "-"): Given(round(many * 100), Stage.COUNCIL) for code, many in points.items()}


def sheet(valid: int, target: int | None = 1_000, *, spec: CriteriaSpec | None = None, **points: float) -> Total:
    facts = Facts(submitted=max(valid, 1), valid=valid, target=target, members=1_000)
    return total(spec or small(), facts, given(**points))
