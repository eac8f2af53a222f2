"""The province closes a phase: table and letter, from figures of one moment (letter of phase 2)."""

import json
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.registry.queries import saying
from sangkien.registry.tests.writing import PROVINCE, headed
from sangkien.standings.models import Kind, Snapshot
from sangkien.standings.reproducing import reproduced
from sangkien.statistics.stretches import stretches
from sangkien.steering.models import Closing
from sangkien.steering.queries import still_open
from sangkien.steering.tests.leading import AFTER, LAST, closed
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def booked(cast: Cast) -> Cast:
    book(cast, "CS-MAY-TIEN-THUAN", 1_000, on=date(2022, 5, 30))
    book(cast, "CS-THPT-AN-PHUOC", 396, on=LAST)
    headed(cast)
    return cast


def said(closing: Closing) -> str:
    body = saying(closing.paper, on=AFTER.date()).body
    return "\n".join("".join(piece.text for piece in paragraph) for paragraph in body)


def problems(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in no.value.problems]


class TestDong:
    def test_closes_the_phase_with_its_table_and_its_letter(self, booked: Cast) -> None:
        made = closed(booked)

        assert (made.number, made.interim, made.snapshot.kind, made.paper.template) == (
            1,
            False,
            Kind.FINAL,
            "phase-review",
        )
        assert "1.396 sáng kiến hợp lệ" in said(made) and "vượt 396 sáng kiến" in said(made)
        assert "trọng tâm là đoàn viên, công nhân lao động trong khu vực sản xuất, kinh doanh" in said(made)
        assert Record.objects.filter(verb="phase.close", target_id=str(made.pk)).exists()

    def test_letter_and_table_say_the_same(self, booked: Cast) -> None:
        made = closed(booked)
        book(booked, "CS-HAEMIN", 4, on=LAST)  # entered since, for a day that both cover

        lines = [line for group in json.loads(made.snapshot.content)["groups"] for line in group["lines"]]
        rows = made.paper.figures.rows
        assert made.snapshot.mark == made.paper.figures.mark
        assert {line["unit"]: line["valid"] for line in lines} == {row["code"]: row["valid"] for row in rows}
        assert sum(line["valid"] for line in lines) == made.paper.figures.facts["valid"] == 1396
        assert reproduced(made.snapshot).same

    def test_again_makes_the_next_number(self, booked: Cast) -> None:
        first, second = closed(booked), closed(booked)

        assert [first.number, second.number] == [1, 2]
        assert Snapshot.objects.filter(kind=Kind.FINAL).count() == 2

    def test_pressed_twice_closes_once(self, booked: Cast) -> None:
        key = uuid4()

        assert closed(booked, key=key) == closed(booked, key=key)

        assert (Closing.objects.count(), Snapshot.objects.count()) == (1, 1)

    def test_gives_the_next_phase_a_focus_of_its_own(self, booked: Cast) -> None:
        made = closed(booked, focus="doanh nghiệp có vốn đầu tư nước ngoài")

        assert "trọng tâm là doanh nghiệp có vốn đầu tư nước ngoài." in said(made)

    def test_closes_the_last_phase_with_a_letter_that_has_no_next(self, booked: Cast) -> None:
        at = datetime(2023, 9, 4, 9, 0, tzinfo=VIETNAM)

        made = closed(booked, at=at, code="GD2", as_of=date(2023, 8, 31), focus="")

        assert (made.paper.template, made.snapshot.period) == ("final-review", "GD2")

    def test_takes_stock_before_the_end_for_a_reason(self, booked: Cast) -> None:
        made = closed(booked, at=NOW, as_of=TODAY, reason="Hội nghị sơ kết tháng 5", focus="")

        assert (made.interim, made.reason, made.snapshot.kind) == (True, "Hội nghị sơ kết tháng 5", Kind.INTERIM)
        assert made.paper.template == "interim-review"


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("at", "changes", "expected"),
        [
            (NOW, {"as_of": TODAY}, ("not_over", "reason")),
            (NOW, {"as_of": LAST, "reason": "Hội nghị"}, ("not_come", "as_of")),
            (NOW, {"as_of": date(2022, 1, 7), "reason": "Hội nghị"}, ("before", "as_of")),
            (AFTER, {"as_of": date(2022, 5, 30)}, ("not_over", "as_of")),
            (AFTER, {"focus": " "}, ("no_focus", "focus")),
        ],
    )
    def test_is_told_at_its_box(
        self, booked: Cast, at: datetime, changes: dict[str, Any], expected: tuple[str, str]
    ) -> None:
        with pytest.raises(NotPossible) as no:
            closed(booked, at=at, **changes)

        assert expected in problems(no)
        assert not Snapshot.objects.exists()

    def test_the_last_day_itself_is_not_over(self, booked: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            closed(booked, at=datetime(2022, 5, 31, 23, 0, tzinfo=VIETNAM))

        assert problems(no) == [("not_over", "reason")]

    def test_a_heading_comes_first(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            closed(cast)

        assert problems(no) == [("no_heading", "")]


def test_what_is_still_open_is_told_before(booked: Cast) -> None:
    booked.submitted()
    booked.confirmed(title="Giá đỡ cuộn chỉ cho máy vắt sổ")
    booked.returned(title="Xe đẩy vải ba tầng cho chuyền may")
    unit = booked.unit(PROVINCE)
    stretch = next(one for one in stretches(booked.programme, unit=unit, on=AFTER.date()) if one.code == "GD1")

    open_now = still_open(unit, stretch, by=booked.actor("dong", on=AFTER.date()))

    assert (open_now.waiting.confirming, open_now.waiting.deciding, open_now.waiting.returned) == (1, 1, 1)
    assert [one.code for one in open_now.silent] == ["LDLD-NINH-PHUOC"]
    assert not open_now.is_clear


@pytest.mark.parametrize("login", ["lan", "mai", "minh", "ha"])
def test_nobody_closes_for_another_union(booked: Cast, login: str) -> None:
    with pytest.raises(NotAllowed):
        closed(booked, by=login)
