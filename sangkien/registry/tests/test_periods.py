"""Reports of periods: what came in one, beside the one before, and where the phase stands on its last day."""

from datetime import date
from typing import Any

import pytest

from sangkien.base.problems import NotPossible
from sangkien.clusters.models import QuarterTarget
from sangkien.counting.models import Measure
from sangkien.registry import actions
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import list_of, saying
from sangkien.registry.reaching import OfPeriod
from sangkien.registry.tests.writing import PROVINCE
from sangkien.statistics.periods import Period
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


def reported(cast: Cast, code: str, written: str) -> OfficialPaper:
    """A draft of the province about that period."""
    of = OfPeriod(cast.programme, Period.read(written), TODAY)
    return actions.draft(cast.unit(PROVINCE), code, of, by=cast.actor("dong"), at=NOW)


def facts(paper: OfficialPaper) -> dict[str, Any]:
    assert paper.figures is not None
    return paper.figures.facts


def body(paper: OfficialPaper) -> str:
    return "\n".join("".join(piece.text for piece in one) for one in saying(paper, on=TODAY).body)


@pytest.fixture
def booked(cast: Cast) -> Cast:
    """3 in April, 10 on 3 May, 20 in the week of the 16th, of which 5 on the 18th."""
    for count, day in ((3, date(2022, 4, 20)), (10, date(2022, 5, 3)), (15, date(2022, 5, 16)), (5, TODAY)):
        book(cast, "CS-MAY-TIEN-THUAN", count, on=day)
    return cast


@pytest.mark.parametrize(
    ("code", "written", "gained", "before", "whole"),
    [
        ("day-report", "2022-05-18", 5, 0, 33),
        ("day-report", "2022-05-16", 15, 0, 28),
        ("week-report", "2022-W20", 20, 0, 33),
        ("month-report", "2022-05", 30, 0, 33),  # 18 days, beside 18 days of April
        ("month-report", "2022-04", 3, 0, 3),
        ("quarter-report", "2022-Q2", 33, 0, 33),
        ("year-report", "2022", 33, 0, 33),
    ],
)
def test_tells_what_came_in_it_and_in_the_one_before_and_the_whole_by_its_last_day(
    booked: Cast, code: str, written: str, gained: int, before: int, whole: int
) -> None:
    told = facts(reported(booked, code, written))

    assert (told["gained"], told["gained_before"], told["valid"]) == (gained, before, whole)
    assert told["change"] == gained - before
    assert told["target"] == 1000


def test_the_months_of_a_quarter_sum_to_the_quarter(booked: Cast) -> None:
    months = [facts(reported(booked, "month-report", f"2022-0{month}")) for month in (4, 5)]
    quarter = facts(reported(booked, "quarter-report", "2022-Q2"))

    for key in ("gained", "sent", "gained_benefit"):
        assert sum(month[key] for month in months) == quarter[key]


def test_ends_today_while_it_runs_and_says_so(booked: Cast) -> None:
    paper = reported(booked, "month-report", "2022-05")

    assert "từ ngày 01/05/2022 đến hết ngày 18/05/2022" in body(paper)
    same_days = "tăng 30 sáng kiến so với cùng số ngày của kỳ trước (18 ngày đầu tháng 4 năm 2022 chưa có sáng kiến)"
    assert f"Trong kỳ chưa có lượt nộp mới, có thêm 30 sáng kiến hợp lệ, {same_days}." in body(paper)
    assert paper.figures and (paper.figures.source, paper.figures.stretch) == ("PERIOD", "2022-05")


def test_a_whole_period_is_laid_beside_a_whole_one(booked: Cast) -> None:
    paper = reported(booked, "month-report", "2022-04")

    assert "có thêm 3 sáng kiến hợp lệ, tăng 3 sáng kiến so với kỳ trước (tháng 3 năm 2022 chưa có sáng kiến)." in body(
        paper
    )


def test_two_periods_without_any_are_not_called_equal(cast: Cast) -> None:
    said = body(reported(cast, "month-report", "2022-04"))

    assert "chưa có thêm sáng kiến hợp lệ, tháng 3 năm 2022 cũng chưa có." in said


def test_a_shorter_period_before_is_never_told_beyond_its_end(cast: Cast) -> None:
    of = OfPeriod(cast.programme, Period.read("2022-03"), date(2022, 3, 30))

    assert (of.days, of.beside) == (30, date(2022, 2, 28))


def test_a_day_that_is_not_over_says_until_when_and_is_compared_with_none(booked: Cast) -> None:
    book(booked, "CS-MAY-TIEN-THUAN", 4, on=date(2022, 5, 17))

    said = body(reported(booked, "day-report", "2022-05-18"))

    assert (
        "Trong ngày chưa có lượt nộp mới, có thêm 5 sáng kiến hợp lệ; số liệu lấy lúc 9:00, ngày chưa hết; cả" in said
    )
    assert "cả ngày 17/05/2022 có 4 sáng kiến." in said


def test_what_went_down_says_so_and_why_and_no_bare_sign(booked: Cast) -> None:
    """Withdrawn dossiers were more than new ones, and two verdicts were looked at again."""
    book(booked, "CS-MAY-TIEN-THUAN", 6, on=date(2022, 4, 20), measure=Measure.SUBMITTED)
    book(booked, "CS-MAY-TIEN-THUAN", -4, on=date(2022, 5, 17), measure=Measure.SUBMITTED)
    book(booked, "CS-MAY-TIEN-THUAN", -32, on=date(2022, 5, 17))

    paper = reported(booked, "month-report", "2022-05")

    listed = list_of(paper)
    assert "số lượt nộp giảm 4 do hồ sơ rút lại hoặc chuyển sang đơn vị khác nhiều hơn hồ sơ mới" in body(paper)
    assert "số sáng kiến hợp lệ giảm 2 do hồ sơ được xem xét lại" in body(paper)
    assert listed is not None and listed.rows[0][2:4] == ["giảm 4", "giảm 2"]
    assert "lượt nộp mới trừ hồ sơ rút lại hoặc chuyển" in listed.note
    assert not any("-" in cell for row in [*listed.rows, listed.totals] for cell in row)


def test_lists_every_union_below_with_columns_of_its_own(booked: Cast) -> None:
    listed = list_of(reported(booked, "month-report", "2022-05"))

    assert listed is not None
    assert [column.heading for column in listed.columns][2:5] == ["Nộp trong kỳ", "Hợp lệ trong kỳ", "Hợp lệ kỳ trước"]
    name = "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận"
    assert listed.rows[0] == ["1", name, "0", "30", "0", "33", "230", "14,3\u00a0%"]
    assert list(listed.totals) == ["", "Tổng cộng", "0", "30", "0", "33", "495", "6,7\u00a0%"]


def test_a_quarter_is_held_against_its_share_of_the_phases_by_days(booked: Cast) -> None:
    told = facts(reported(booked, "quarter-report", "2022-Q2"))

    # 1.000 over the 144 days of phase 1, of which 61 lie in the quarter; phase 2 has no target.
    assert told["period_target"] == "7625/18"
    assert "Chỉ tiêu quý là 424 sáng kiến, đạt 7,8\u00a0%." in body(reported(booked, "quarter-report", "2022-Q2"))


def test_a_quarter_s_own_target_goes_before(booked: Cast) -> None:
    QuarterTarget.objects.create(
        organisation=booked.unit(PROVINCE),
        programme=booked.programme,
        year=2022,
        number=2,
        value=300,
        decision="12/QĐ-TLĐ",
        at=NOW,
    )

    told = facts(reported(booked, "quarter-report", "2022-Q2"))

    assert (told["period_target"], told["period_percent"]) == ("300", "11.0")


def test_a_report_is_not_written_from_figures_of_another_kind(cast: Cast) -> None:
    stretch_report = "phase-report"

    with pytest.raises(NotPossible, match="lấy số liệu từ: Giai đoạn hoặc chiến dịch"):
        reported(cast, stretch_report, "2022-05")


def test_costs_the_same_for_any_number_of_unions_below(booked: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(61):
        reported(booked, "quarter-report", "2022-Q2")
