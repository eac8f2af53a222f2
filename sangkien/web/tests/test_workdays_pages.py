"""The page of single days: off or at work, declared with what it moves said before, withdrawn with a way back."""

from datetime import date, timedelta
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.web.tests.reading import read
from sangkien.web.tests.submitting import set_clock
from sangkien.workdays.models import DecidedDay
from tests.cast import NOW, Cast

DECLARE = "/ngay-lam-viec/ghi/"
TYPED = {
    "day": "20/05/2022",
    "what": "off",
    "number": "12/TB-LĐTBXH",
    "signed": "01/05/2022",
    "issuer": "Bộ Lao động",
}
FRIDAY = date(2022, 5, 20)


def declared(cast: Cast, **changes: str) -> Any:
    """Shown first, then said yes."""
    ha, typed = cast.client("ha"), TYPED | changes
    shown = ha.post(DECLARE, typed)
    return ha.post(DECLARE, typed | {"da-xem": shown.context["seal"]}, follow=True)


class TestTheList:
    @pytest.mark.parametrize("login", [None, "lan", "minh", "ha"])
    def test_is_for_everybody_and_names_the_law(self, cast: Cast, login: str | None) -> None:
        page = read(cast.client(login), "/ngay-lam-viec/")

        assert "Ngày nghỉ, ngày làm bù năm 2022" in page and "02/09/2022" in page
        assert ("Ghi một ngày" in page) == (login == "ha")

    @pytest.mark.parametrize(("asked", "status"), [("2023", 200), ("x", 200), ("9999", 404), ("²⁰²²", 200)])
    def test_takes_any_year_that_it_knows(self, cast: Cast, asked: str, status: int) -> None:
        assert cast.client().get("/ngay-lam-viec/", {"nam": asked}).status_code == status


class TestDeclaring:
    @pytest.mark.parametrize("day", ["31/12/1999", "02/09/1945"])
    def test_a_day_that_no_page_shows_is_refused_with_the_years_there_are(self, cast: Cast, day: str) -> None:
        answer = cast.client("ha").post(DECLARE, TYPED | {"day": day})

        assert answer.status_code == 422
        assert "Chọn một ngày từ năm 2000 đến năm 2100" in answer.content.decode()

    def test_says_before_how_many_last_days_move_and_then_moves_them(self, cast: Cast) -> None:
        before, after = cast.submitted(), cast.submitted(at=NOW - timedelta(days=9))
        ha = cast.client("ha")

        shown = ha.post(DECLARE, TYPED)
        assert "1 hồ sơ đang chờ sẽ có hạn trả lời khác." in shown.content.decode()
        assert not DecidedDay.objects.exists()

        done = ha.post(DECLARE, TYPED | {"da-xem": shown.context["seal"]}, follow=True).content.decode()

        assert "Đã ghi ngày 20/05/2022. 1 hồ sơ đã có hạn mới." in done
        assert "12/TB-LĐTBXH, 01/05/2022, Bộ Lao động" in done
        assert (cast.again(before).due_on, cast.again(after).due_on) == (date(2022, 5, 24), after.due_on)
        assert Record.objects.get(verb="workdays.declare").by_id == cast.person("ha").pk

    def test_again_says_which_decision_the_new_one_replaces(self, cast: Cast) -> None:
        declared(cast)

        again = cast.client("ha").post(DECLARE, TYPED | {"number": "13/TB-LĐTBXH"}).content.decode()

        assert "đã ghi là ngày nghỉ theo 12/TB-LĐTBXH, 01/05/2022, Bộ Lao động; điều ghi mới thay điều ấy." in again

    def test_of_another_day_than_the_one_shown_is_shown_first(self, cast: Cast) -> None:
        ha = cast.client("ha")
        seal = ha.post(DECLARE, TYPED).context["seal"]

        again = ha.post(DECLARE, TYPED | {"day": "23/05/2022", "da-xem": seal})

        assert "Chưa ghi gì" in again.content.decode() and not DecidedDay.objects.exists()

    def test_waits_for_no_moment_in_which_nobody_sends(self, cast: Cast) -> None:
        ha = cast.client("ha")
        seal = ha.post(DECLARE, TYPED).context["seal"]
        cast.submitted()

        ha.post(DECLARE, TYPED | {"da-xem": seal})

        assert DecidedDay.objects.get().day == FRIDAY

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"day": ""}, "Ghi ngày, ví dụ 02/05/2022"),
            ({"what": ""}, "Chọn ngày nghỉ hay ngày làm bù"),
            ({"number": " ", "signed": "", "issuer": ""}, "Ghi số văn bản"),
            ({"day": "21/05/2022"}, "Ngày này vốn là ngày nghỉ rồi."),
            ({"day": "21/05/2022", "number": ""}, "Ngày này vốn là ngày nghỉ rồi."),
            ({"what": "works"}, "Ngày này vốn là ngày làm việc rồi."),
            ({"day": "32/05/2022"}, "Tháng này không có ngày vừa ghi"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, cast: Cast, changes: dict[str, str], said: str) -> None:
        answer = cast.client("ha").post(DECLARE, TYPED | changes)

        assert answer.status_code == 422
        page = answer.content.decode()
        typed = [value for name, value in (TYPED | changes).items() if value.strip() and name != "what"]
        assert (said in page, [value for value in typed if f'value="{value}"' not in page]) == (True, [])
        assert not DecidedDay.objects.exists()

    @pytest.mark.parametrize(("login", "status"), [(None, 302), ("lan", 404), ("minh", 404), ("dong", 404)])
    def test_is_for_the_administrator_of_the_whole(self, cast: Cast, login: str | None, status: int) -> None:
        assert cast.client(login).get(DECLARE).status_code == status
        assert cast.client(login).post(DECLARE, TYPED).status_code == status
        assert not DecidedDay.objects.exists()


class TestWithdrawing:
    def test_says_what_it_moves_and_is_taken_back_within_ten_minutes(self, cast: Cast) -> None:
        dossier, ha = cast.submitted(), cast.client("ha")
        declared(cast)

        retract = f"/ngay-lam-viec/{DecidedDay.objects.get().pk}/bo/"
        assert retract in ha.get("/ngay-lam-viec/").content.decode()
        assert "1 hồ sơ đang chờ sẽ có hạn trả lời khác." in read(ha, retract)
        page = ha.post(retract, follow=True)
        assert (cast.again(dossier).due_on, DecidedDay.objects.count()) == (date(2022, 5, 23), 0)

        [(_day, taken)] = page.context["undoable"]
        assert "Vừa bỏ điều đã ghi cho ngày 20/05/2022." in page.content.decode()
        ha.post(f"/ngay-lam-viec/hoan-tac/{taken.pk}/")

        again = DecidedDay.objects.get()
        assert (again.day, again.works, again.decision) == (FRIDAY, False, "12/TB-LĐTBXH, 01/05/2022, Bộ Lao động")
        assert cast.again(dossier).due_on == date(2022, 5, 24)
        assert ha.get("/ngay-lam-viec/").context["undoable"] == []

    def test_is_not_taken_back_later_nor_of_what_was_declared_anew(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        declared(cast)
        ha = cast.client("ha")
        ha.post(f"/ngay-lam-viec/{DecidedDay.objects.get().pk}/bo/")
        key = Record.objects.get(verb="workdays.retract").pk
        set_clock(monkeypatch, NOW + timedelta(minutes=10))

        told = ha.post(f"/ngay-lam-viec/hoan-tac/{key}/", follow=True).content.decode()

        assert "Đã quá mười phút" in told and not DecidedDay.objects.exists()

    def test_of_what_nobody_declared_is_not_there(self, cast: Cast) -> None:
        ha = cast.client("ha")

        assert [ha.get(f"/ngay-lam-viec/{key}/bo/").status_code for key in (0, 10**30)] == [404, 404]
