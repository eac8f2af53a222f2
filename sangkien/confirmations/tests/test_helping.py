"""When a helper's work is odd: many in an hour, few authors who say yes, one amount for all."""

from datetime import timedelta
from typing import Any

import pytest

from sangkien.confirmations.helping import Credit, Habit, credit_of, entered_for_others, habit_of, oddities
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast

GOOD = Habit(entered=40, hour=12, old=30, answered=28, same_amount=6, same_title=1)


def entered(cast: Cast, number: int, **changes: Any) -> Initiative:
    """Mai enters for somebody else."""
    author = AuthorEntry(full_name=f"Người thứ {number}")
    return cast.submitted(by="mai", authors=(author,), **changes)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hour": 31}, "31 hồ sơ trong một giờ"),
        ({"answered": 23}, "mới 23 trên 30 hồ sơ đã quá một tuần được tác giả xác nhận"),
        ({"same_amount": 21}, "21 hồ sơ ghi cùng một số tiền"),
        ({"same_title": 21}, "21 hồ sơ cùng tên"),
    ],
)
def test_what_is_odd_is_said(changed: dict[str, int], said: str) -> None:
    assert oddities(Habit(**{**GOOD.__dict__, **changed})) == [said]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"hour": 30},
        {"answered": 24},
        {"same_amount": 20},
        {"old": 9, "answered": 0},
        {"entered": 9, "same_title": 9},
    ],
)
def test_what_is_usual_is_not(changed: dict[str, int]) -> None:
    assert oddities(Habit(**{**GOOD.__dict__, **changed})) == []


def test_a_habit_counts_what_was_entered_for_others(cast: Cast) -> None:
    for number in range(3):
        entered(cast, number, at=NOW - timedelta(days=8))
    entered(cast, 4, benefit_vnd=7_000_000, title="Giá treo kéo tại từng bàn may")
    cast.submitted()

    habit = habit_of(cast.person("mai"), at=NOW)

    assert habit == Habit(entered=4, hour=3, old=3, answered=0, same_amount=3, same_title=3)


def test_ones_own_by_account_or_by_phone_is_not_for_others(cast: Cast) -> None:
    mai = AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003")
    cast.submitted(by="mai", authors=(mai,))

    assert not entered_for_others(cast.person("mai")).exists()


def test_credit_is_given_for_what_stands(cast: Cast) -> None:
    entered(cast, 1)
    entered(cast, 2)

    assert credit_of(cast.person("mai")) == Credit(entered=2, confirmed=0, valid=0)
