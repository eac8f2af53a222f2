"""`sangkien calendar`: what an administrator declares in the shell moves what was promised."""

from datetime import date

from tests.cast import Cast
from tests.commands import Run

DECISION = "Thông báo 9/TB-BNV ngày 18/05/2022"


class TestCalendar:
    def test_shows_a_years_days_off(self, run: Run) -> None:
        told = run("calendar", "show", "2025").out.splitlines()

        assert told[0] == "01/01/2025  thứ Tư     nghỉ    Tết Dương lịch"
        assert "26/04/2025  thứ Bảy    làm bù" in told
        assert len(told) == 14

    def test_a_declared_day_moves_the_last_day_of_what_waits(self, run: Run, cast: Cast) -> None:
        waiting = cast.submitted()

        answer = run("calendar", "declare", "20/05/2022", "--off", "--decision", DECISION, "--json").document

        assert answer == {"day": "2022-05-20", "redated": 1}
        assert cast.again(waiting).due_on == date(2022, 5, 24)
        assert [one["why"] for one in run("calendar", "show", "2022", "--json").document if one["declared"]] == [
            DECISION
        ]

        assert (
            run("calendar", "retract", "20/05/2022").out.strip()
            == "20/05/2022: theo luật. Đã tính lại hạn của 1 hồ sơ."
        )
        assert cast.again(waiting).due_on == date(2022, 5, 23)

    def test_says_what_stands_against_it(self, run: Run) -> None:
        refused = run("calendar", "declare", "21/05/2022", "--off", "--decision", DECISION)

        assert (refused.code, refused.err.strip()) == (1, "Ngày này vốn là ngày nghỉ rồi.")
        assert run("calendar", "declare", "20/05/2022", "--off").code == 2
