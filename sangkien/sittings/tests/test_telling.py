"""What members of a council are told of a sitting."""

from datetime import time, timedelta

from sangkien.notices.models import Notice
from sangkien.notices.wording import message
from sangkien.sittings import meeting
from sangkien.sittings.telling import tell_agendas
from sangkien.sittings.tests.holding import SEATED, council, planned, put
from tests.cast import NOW, TODAY, Cast

HOA = "+84912345011"
TOMORROW = TODAY + timedelta(days=1)


def heard(kind: str) -> list[str]:
    """What Hoa reads of the kind."""
    found = Notice.objects.filter(kind=kind, to=HOA).order_by("pk")
    return [message(one.key, kind, to=HOA, params=one.params, language="vi").text for one in found]


def test_members_are_called_and_told_of_another_day_and_that_it_is_off(cast: Cast) -> None:
    thao, sitting = cast.actor("thao"), planned(cast)
    meeting.move(sitting, day=TOMORROW, hour=time(14, 30), place="Họp trực tuyến", by=thao, at=NOW)
    meeting.call_off(sitting, reason="Chủ tịch đi công tác", by=thao, at=NOW)

    assert Notice.objects.filter(kind="sitting_called").count() == len(SEATED)
    assert heard("sitting_called") == [
        "Mời anh/chị họp Hội đồng thi đua, khen thưởng: 18/05/2022, tại Phòng họp số 2."
        " Chương trình có trong Sáng Kiến, mục Hội đồng."
    ]
    assert "nay là: 14:30 19/05/2022, tại Họp trực tuyến" in heard("sitting_moved")[0]
    assert "(14:30 19/05/2022) không họp nữa" in heard("sitting_off")[0]


def test_the_agenda_is_told_once_on_the_eve_and_again_for_another_day(cast: Cast) -> None:
    thao = cast.actor("thao")
    sitting = meeting.plan(council(cast), day=TOMORROW, place="Phòng họp số 2", by=thao, at=NOW)
    assert tell_agendas(at=NOW) == 0  # nothing is on it
    put(cast, sitting)

    assert [tell_agendas(at=NOW), tell_agendas(at=NOW)] == [1, 0]
    assert "Chương trình có 1 nội dung, mở đầu là “Tặng Bằng khen cho chị Nguyễn Thị Lan”" in heard("sitting_agenda")[0]

    meeting.move(sitting, day=TOMORROW + timedelta(days=1), place="Phòng họp số 2", by=thao, at=NOW)
    assert [tell_agendas(at=NOW), tell_agendas(at=NOW + timedelta(days=1))] == [0, 1]
