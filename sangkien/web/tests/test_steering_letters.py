"""The two letters of 2022 from the page on which somebody presses, part by part."""

from datetime import datetime

import pytest

from sangkien.base.days import VIETNAM
from sangkien.registry.models import OfficialPaper
from sangkien.registry.tests.test_letters import FORTY_DAYS, PHASE_2, assert_stands, in_word
from sangkien.registry.tests.writing import headed
from sangkien.web.tests.test_steering_pages import CLOSE, LATER, LAUNCH, pressed, typed
from tests.booking import book
from tests.cast import NOW, TODAY, Cast

FIRST_DAY = datetime(2022, 4, 22, 8, 0, tzinfo=VIETNAM)


def seen_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: moment)


def test_the_letter_of_the_forty_days_comes_of_launching_them(cast: Cast) -> None:
    headed(cast)
    dong = cast.client("dong")

    page = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", method="MEMBERS", total="1000")
    pressed(dong, LAUNCH, pressed(dong, LAUNCH, page, "xem"), "ghi")

    assert_stands(in_word(OfficialPaper.objects.get(), TODAY), FORTY_DAYS)


def test_the_same_letter_for_forty_days_of_the_provinces_own(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    headed(cast, at=FIRST_DAY)
    seen_at(monkeypatch, FIRST_DAY)
    dong = cast.client("dong")

    page = dong.get(LAUNCH)
    assert (typed(page)["first_day"], typed(page)["last_day"]) == ("22/04/2022", "31/05/2022")
    asked = {"joins": "moi", "name": "Chiến dịch thi đua cao điểm 40 ngày"}
    pressed(dong, LAUNCH, pressed(dong, LAUNCH, page, "xem", **asked), "ghi")

    assert_stands(in_word(OfficialPaper.objects.get(), FIRST_DAY.date()), FORTY_DAYS)


def test_the_letter_of_phase_two_comes_of_closing_phase_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    book(cast, "CS-MAY-TIEN-THUAN", 1_396, on=NOW.date())
    headed(cast)
    seen_at(monkeypatch, LATER)
    dong = cast.client("dong")

    dong.post(CLOSE, typed(dong.get(CLOSE)))

    assert_stands(in_word(OfficialPaper.objects.get(), LATER.date()), PHASE_2)
