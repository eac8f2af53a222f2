"""Mai has a long file entered: she sees how far it is, leaves, comes back, stops it; nobody else's business."""

from contextlib import suppress
from datetime import timedelta

import pytest

from sangkien.base.clock import real_now
from sangkien.base.problems import NotPossible, Problem
from sangkien.jobs.actions import ask
from sangkien.jobs.models import Job, Worker
from sangkien.jobs.running import beat, take_up
from sangkien.jobs.states import State
from sangkien.jobs.tests import counting
from sangkien.jobs.tests.counting import COUNT, counted
from sangkien.jobs.tests.test_running import worker
from sangkien.jobs.tests.working import work_off
from sangkien.web.jobs.links import RESULTS, result_of
from sangkien.web.tests.reading import queries, read
from sangkien.web.tests.submitting import set_clock
from tests.cast import NOW, Cast

FILE = "DS sáng kiến May Tiến Thuận 2022.xlsx"


@pytest.fixture(autouse=True)
def four_minutes_later(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(minutes=4))


def asked(cast: Cast, *, rows: int = 3_000, by: str = "mai", unit: str = "CS-MAY-TIEN-THUAN") -> Job:
    return ask(COUNT, by=cast.person(by), unit=cast.unit(unit), subject=FILE, params={"rows": rows}, at=NOW)


def under_way(cast: Cast, *, done: int = 1_240) -> Job:
    job = asked(cast)
    taken = take_up(worker(), at=NOW, heard=real_now())
    assert taken is not None
    Job.objects.filter(pk=job.pk).update(done=done, total=3_000, message="Đang nhập")
    return job


def failed(cast: Cast, why: Exception) -> Job:
    job = asked(cast, rows=10)

    def fail(_job: Job) -> None:
        raise why

    counting.between.append(fail)
    with suppress(type(why)):
        work_off(NOW)
    counting.between.clear()
    return job


@pytest.mark.django_db
class TestTheJob:
    def test_says_how_far_it_is_and_how_long_it_will_take(self, cast: Cast) -> None:
        job = under_way(cast)

        page = read(cast.client("mai"), f"/viec/{job.key}/")

        assert FILE in page
        assert "Đang làm" in page and "1.240 / 3.000 dòng" in page and "41 %" in page
        assert "Đang nhập" in page
        assert "còn khoảng 6 phút" in page  # 1.240 in four minutes
        assert "đóng trang này lúc nào cũng được" in page

    def test_is_asked_for_again_by_a_browser_without_scripts_as_long_as_it_is_open(self, cast: Cast) -> None:
        job, mai = under_way(cast), cast.client("mai")
        again = '<noscript><meta http-equiv="refresh" content="15"></noscript>'
        assert again in mai.get(f"/viec/{job.key}/").content.decode()

        Job.objects.update(state=State.DONE, worker=None, ended_at=NOW)
        assert "refresh" not in mai.get(f"/viec/{job.key}/").content.decode()

    def test_says_that_no_worker_is_there_rather_than_that_it_is_under_way(self, cast: Cast) -> None:
        job, mai = under_way(cast), cast.client("mai")
        Worker.objects.update(seen_at=real_now() - timedelta(seconds=61))

        page = read(mai, f"/viec/{job.key}/")
        assert "Đang chờ bộ xử lý" in page and "Chưa có bộ xử lý nào đang chạy." in page
        assert "còn khoảng" not in page

        beat(Worker.objects.get().key, heard=real_now())
        assert "Chưa có bộ xử lý" not in read(mai, f"/viec/{job.key}/")

    def test_shows_what_came_of_it_where_there_is_such_a_page(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(RESULTS, COUNT, lambda job: f"/ket-qua/{job.params['rows']}/")
        job = asked(cast, rows=10)
        work_off(NOW)

        page = cast.client("mai").get(f"/viec/{job.key}/").content.decode()

        assert "Đã xong" in page and 'href="/ket-qua/10/"' in page and "10 / 10 dòng" in page

    def test_of_a_list_leads_to_the_list(self) -> None:
        assert result_of(Job(kind="intake.enter", about="intake.batch:12")).endswith("/lo/12/")

    def test_says_why_it_failed_and_what_to_tell_whoever_runs_the_platform(self, cast: Cast) -> None:
        job = failed(cast, ValueError("secret"))

        page = read(cast.client("mai"), f"/viec/{job.key}/")

        assert "Hệ thống gặp lỗi khi đang làm." in page and "secret" not in page
        assert f"anh/chị đọc mã {Job.objects.get().reference}" in page

    def test_that_failed_goes_on_where_it_was_when_somebody_presses_the_button(self, cast: Cast) -> None:
        job = failed(cast, NotPossible([Problem("full", "Kho tệp đã đầy.")]))
        mai = cast.client("mai")
        assert "Kho tệp đã đầy." in read(mai, f"/viec/{job.key}/")

        mai.post(f"/viec/{job.key}/lam-tiep/")
        work_off(NOW)

        assert "Đã xong" in read(mai, f"/viec/{job.key}/")
        assert counted() == list(range(10))

    def test_of_a_kind_that_is_gone_still_has_a_page(self, cast: Cast) -> None:
        job = asked(cast)
        Job.objects.update(kind="test.of_yesterday")

        assert "test.of_yesterday" in read(cast.client("mai"), f"/viec/{job.key}/")


@pytest.mark.django_db
class TestStopping:
    def test_before_its_turn_ends_it_at_once(self, cast: Cast) -> None:
        job, mai = asked(cast), cast.client("mai")

        page = mai.post(f"/viec/{job.key}/dung/", follow=True).content.decode()

        assert "Đã dừng." in page and "Việc dừng trước khi bắt đầu" in page

    def test_while_it_is_under_way_says_that_it_will_stop(self, cast: Cast) -> None:
        job, mai = under_way(cast), cast.client("mai")

        page = mai.post(f"/viec/{job.key}/dung/", follow=True).content.decode()

        assert "Đã yêu cầu dừng." in page and "Dừng việc này" not in page

    def test_twice_or_too_late_says_so_kindly(self, cast: Cast) -> None:
        job, mai = asked(cast), cast.client("mai")
        mai.post(f"/viec/{job.key}/dung/")

        page = mai.post(f"/viec/{job.key}/dung/", follow=True).content.decode()

        assert "Việc này vừa kết thúc, hoặc đã có người yêu cầu dừng." in page

    def test_by_its_address_alone_does_nothing(self, cast: Cast) -> None:
        job, mai = asked(cast), cast.client("mai")

        assert mai.get(f"/viec/{job.key}/dung/").status_code == 302
        assert Job.objects.get().state == State.QUEUED


@pytest.mark.django_db
class TestOthers:
    @pytest.mark.parametrize("way", ["", "tien-do/", "dung/", "lam-tiep/"])
    def test_find_no_such_page(self, cast: Cast, way: str) -> None:
        job, kim = asked(cast), cast.client("kim")
        ask_for = kim.post if way in {"dung/", "lam-tiep/"} else kim.get

        assert ask_for(f"/viec/{job.key}/{way}").status_code == 404

    def test_who_do_the_work_of_the_same_union_see_it(self, cast: Cast) -> None:
        job = asked(cast, by="minh", unit="CD-KCN")

        assert FILE in read(cast.client("yen"), f"/viec/{job.key}/")


@pytest.mark.django_db
class TestTheList:
    def test_marks_what_ended_until_it_is_looked_at(self, cast: Cast) -> None:
        job, mai = asked(cast, rows=10), cast.client("mai")
        work_off(NOW)
        assert "Anh/chị chưa xem kết quả" in read(mai, "/viec/")

        read(mai, f"/viec/{job.key}/")
        assert "Anh/chị chưa xem kết quả" not in read(mai, "/viec/")

    def test_is_spoken_of_where_the_officers_work_is_listed(self, cast: Cast) -> None:
        asked(cast, rows=10)
        mai = cast.client("mai")
        assert "việc dài của anh/chị" not in read(mai, "/ban-viec/")

        work_off(NOW)

        assert "1 việc dài của anh/chị đã kết thúc." in read(mai, "/ban-viec/")

    def test_is_empty_for_whoever_asked_for_nothing(self, cast: Cast) -> None:
        asked(cast)
        assert "Chưa có việc nào" in read(cast.client("lan"), "/viec/")

    def test_costs_the_same_for_two_and_for_twenty(self, cast: Cast) -> None:
        mai = cast.client("mai")
        for _job in range(2):
            asked(cast)
        few = queries(mai, "/viec/")
        for _job in range(18):
            asked(cast)

        assert queries(mai, "/viec/") == few

    def test_stands_in_the_menu_of_whoever_has_an_office(self, cast: Cast) -> None:
        assert 'href="/viec/"' in cast.client("mai").get("/viec/").content.decode()


@pytest.mark.django_db
def test_what_moves_is_a_part_without_the_page_around_it(cast: Cast) -> None:
    job = under_way(cast)

    part = cast.client("mai").get(f"/viec/{job.key}/tien-do/").content.decode()

    assert "<html" not in part and "1.240 / 3.000 dòng" in part and 'data-said="Đang làm: 41 %"' in part
