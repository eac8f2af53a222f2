"""The list of units that have sent nothing, and its button."""

from datetime import date

import pytest

from sangkien.counting.models import Measure
from sangkien.initiatives.actions import withdraw
from sangkien.notices.models import Notice
from sangkien.nudges.models import Nudge
from sangkien.web.tests.reading import read
from tests.booking import book
from tests.cast import NOW, Cast

PAGE = "/bang/CD-KCN/chua-gui/"


def test_names_the_longest_silent_first_and_tells_never_from_lately(cast: Cast) -> None:
    book(cast, "CS-MAY-TIEN-THUAN", 1, on=date(2022, 5, 1), measure=Measure.SUBMITTED)
    book(cast, "CS-BQL-KCN", 1, on=date(2022, 5, 17), measure=Measure.SUBMITTED)

    minh = cast.client("minh")
    page = read(minh, PAGE)

    assert "2 trong 3 đơn vị trực thuộc không gửi sáng kiến nào trong 7 ngày qua." in page
    assert page.index("CĐCS Haemin Vina") < page.index("CĐCS May Tiến Thuận") and "17 ngày trước" in page
    assert "CĐCS May Tiến Thuận" not in read(minh, PAGE + "?loai=chua")
    assert "CĐCS May Tiến Thuận" not in read(minh, PAGE + "?so-ngay=28")


def test_the_button_reminds_one_or_all_and_is_gone_for_three_days(cast: Cast) -> None:
    minh = cast.client("minh")

    one = minh.post(PAGE + "nhac/", {"don-vi": "CS-HAEMIN"}, follow=True).content.decode()
    assert "Đã nhắc 1 đơn vị." in one and Notice.objects.count() == 1
    again = minh.post(PAGE + "nhac/", {"don-vi": "CS-HAEMIN"}, follow=True).content.decode()
    assert "CĐCS Haemin Vina: Đơn vị này vừa được nhắc." in again

    rest = minh.post(PAGE + "nhac/", {}, follow=True).content.decode()
    assert "Đã nhắc 2 đơn vị." in rest and Nudge.objects.count() == 3
    assert "Nhắc cả" not in read(minh, PAGE)


@pytest.mark.parametrize(("login", "status"), [(None, 302), ("lan", 404), ("kim", 404), ("thao", 404), ("ha", 404)])
def test_nobody_else_reminds(cast: Cast, login: str | None, status: int) -> None:
    assert cast.client(login).post(PAGE + "nhac/", {}).status_code == status
    assert not Nudge.objects.exists()


def test_the_days_work_leads_there(cast: Cast) -> None:
    assert f'href="{PAGE}"' in cast.client("minh").get("/bang/CD-KCN/").content.decode()


def test_what_was_withdrawn_was_not_sent(cast: Cast) -> None:
    dossier = cast.submitted(by="kim", unit=cast.unit("CS-HAEMIN").pk)
    withdraw(dossier, seen=1, by=cast.actor("kim"), at=NOW)

    [line] = [
        line for line in cast.client("minh").get(PAGE).context["lines"] if line.figures.unit == cast.unit("CS-HAEMIN")
    ]

    assert (line.last_on, line.figures.submitted) == (None, 0)
