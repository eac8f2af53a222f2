"""An update day as workers meet it: the page behind the QR code, the form, the projector."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sangkien.gatherings.actions import cancel
from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.gatherings.tests.holding import DURING, EVENING, MORNING, held
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft, Initiative
from sangkien.statistics.turnouts import Turnout, turnout
from sangkien.web.tests.submitting import Worker, set_clock
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _on_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, DURING)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


class TestLanScansThePoster:
    """Lan scans the poster in the canteen, writes, sends; the screen on the wall goes from 0 to 1."""

    def test_and_her_dossier_is_counted_with_the_event(self, cast: Cast) -> None:
        day = held(cast)
        lan = Worker(cast, start=f"/n/{day.code}/bat-dau/")
        lan.client.get(f"/n/{day.code}/")
        assert lan.begun["Location"] == f"/gui/{lan.key}/tac-gia/"  # her workplace is known

        lan.fills_in()
        lan.client.force_login(cast.person("lan"))
        session = lan.client.session
        session["drafts"] = [lan.key]
        session.save()
        receipt = lan.client.get(lan.sends()["Location"])

        dossier = Initiative.objects.get()
        assert dossier.unit == cast.unit("CS-MAY-TIEN-THUAN")
        assert "Số thứ tự tại Ngày hội: <b>1</b>" in receipt.content.decode()
        assert turnout(day) == Turnout(scans=1, starts=1, sent=1)
        assert '<p class="screen-number">1</p>' in page(Client(), f"/n/{day.code}/man-hinh/")

    def test_her_colleague_may_write_for_her(self, cast: Cast) -> None:
        helper = Worker(cast, start=f"/n/{held(cast).code}/bat-dau/", helping="1")

        assert helper.draft.answers["bat-dau"] == {"helping": True}
        assert "Anh/chị đang gửi giúp ai?" in helper.opens("tac-gia").content.decode()

    def test_at_a_superiors_event_everybody_finds_their_own_union(self, cast: Cast) -> None:
        worker = Worker(cast, start=f"/n/{held(cast, by='minh', unit='CD-KCN').code}/bat-dau/")

        assert worker.begun["Location"].endswith("/noi-lam-viec/")

    def test_pressed_twice_the_button_begins_one_form(self, cast: Cast) -> None:
        day, client, key = held(cast), Client(), str(uuid4())

        places = {client.post(f"/n/{day.code}/bat-dau/", {"key": key})["Location"] for _press in range(3)}
        places |= {Client().post(f"/n/{day.code}/bat-dau/", {"key": key})["Location"]}  # its first answer was lost

        assert places == {f"/gui/{key}/tac-gia/"}
        assert Start.objects.get().number == 1

    def test_going_back_after_writing_begins_another_form(self, cast: Cast) -> None:
        day, key = held(cast), str(uuid4())
        worker = Worker(cast, start=f"/n/{day.code}/bat-dau/", key=key)
        worker.types("tac-gia")

        again = worker.client.post(f"/n/{day.code}/bat-dau/", {"key": key})

        assert key not in again["Location"]
        assert [start.number for start in Start.objects.order_by("pk")] == [1, 2]

    def test_whatever_stands_in_the_key_a_form_is_begun(self, cast: Cast) -> None:
        for key in ("", "không phải khóa", "\0", "x" * 5000):
            assert Client().post(f"/n/{held(cast).code}/bat-dau/", {"key": key}).status_code == 303


class TestThePageBehindTheCode:
    def test_says_where_and_when_and_counts_a_browser_once(self, cast: Cast) -> None:
        day, client = held(cast), Client()

        text = page(client, f"/n/{day.code}/")
        page(client, f"/n/{day.code}/")
        Client().head(f"/n/{day.code}/")

        assert "7:30–17:00, thứ Sáu 20/05/2022" in text and "Nhà ăn ca, xưởng 2" in text
        assert "CĐCS May Tiến Thuận đã có sẵn" in text
        assert "Ngày hội đang diễn ra" in text
        assert Scan.objects.count() == 1

    @pytest.mark.parametrize(
        ("moment", "said"),
        [
            (MORNING - timedelta(hours=1), "Ngày hội chưa bắt đầu"),
            (EVENING + timedelta(hours=1), "Ngày hội đã kết thúc"),
            (EVENING + timedelta(days=30), "Chương trình hôm nay"),
        ],
    )
    def test_before_and_after_it_still_leads_to_the_form(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, moment: object, said: str
    ) -> None:
        day = held(cast)
        if said == "Chương trình hôm nay":
            cast.programme.opens = day.campaign.window
            cast.programme.save()
        set_clock(monkeypatch, moment)

        assert said in page(Client(), f"/n/{day.code}/")
        assert Client().post(f"/n/{day.code}/bat-dau/")["Location"].startswith("/gui/")

    def test_called_off_it_says_so_and_counts_nobody(self, cast: Cast) -> None:
        day = cancel(held(cast), seen=1, by=cast.actor("mai"), at=cast.now)

        assert "Ngày hội này đã hủy" in page(Client(), f"/n/{day.code}/")
        assert Client().post(f"/n/{day.code}/bat-dau/").status_code == 303
        assert (Draft.objects.count(), Start.objects.count()) == (1, 0)

    def test_a_form_begun_on_another_day_is_not_the_events(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        day = held(cast)
        set_clock(monkeypatch, EVENING + timedelta(days=1))

        Client().post(f"/n/{day.code}/bat-dau/")

        assert (Draft.objects.count(), Start.objects.count()) == (1, 0)

    @pytest.mark.parametrize("spell", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
    def test_the_code_is_typed_without_care(self, cast: Cast, spell: object) -> None:
        day = held(cast)
        typed = spell(day.code)

        assert Client().get(f"/n/{typed}/")["Location"] == f"/n/{day.code}/"
        assert Client().get("/n/", {"ma": typed})["Location"] == f"/n/{day.code}/"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("TT-9999", "Không có ngày hội mang mã TT-9999"),
            ("xin chào", "hai chữ cái và bốn chữ số"),
            ("<b>", "&lt;b&gt;"),
        ],
    )
    def test_a_wrong_code_says_how_to_read_it_and_keeps_what_was_typed(self, cast: Cast, typed: str, said: str) -> None:
        for path in (f"/n/{typed}/", f"/n/?ma={typed}"):
            answer = Client().get(path)
            assert answer.status_code == 404
            assert said in answer.content.decode()
            assert "Đọc mã thế nào?" in answer.content.decode()
        assert Client().get("/n/").status_code == 200

    def test_hostile_codes_are_only_wrong(self, cast: Cast) -> None:
        for typed in ("%00", "%F0%9F%98%80", "a" * 900, "TT-05%0A21"):
            assert Client().get(f"/n/{typed}/").status_code == 404
            assert Client().get(f"/n/{typed}/man-hinh/").status_code == 404
            assert Client().get(f"/n/{typed}/kiosk/").status_code == 404
            assert Client().post(f"/n/{typed}/bat-dau/").status_code == 404


class TestTheScreen:
    def test_counts_what_was_sent_asks_again_and_names_nobody(self, cast: Cast) -> None:
        day = held(cast, goal=2)
        _sent_there(cast, day.code, 3)

        answer = Client().get(f"/n/{day.code}/man-hinh/")
        text = answer.content.decode()

        assert answer["Refresh"] == "15"
        assert '<p class="screen-number">3</p>' in text
        assert "Đã đạt mức phấn đấu 2" in text and day.code in text
        assert "Nguyễn Thị Lan" not in text and "Đồ gá" not in text

    def test_what_was_withdrawn_no_longer_counts(self, cast: Cast) -> None:
        day = held(cast)
        _sent_there(cast, day.code, 1)
        actions.withdraw(Initiative.objects.get(), seen=1, by=cast.actor("lan"), at=DURING)

        assert turnout(day) == Turnout(scans=0, starts=1, sent=0)
        assert '<p class="screen-number">0</p>' in page(Client(), f"/n/{day.code}/man-hinh/")

    def test_costs_the_same_for_one_as_for_ten(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        day = held(cast)
        _sent_there(cast, day.code, 1)
        with CaptureQueriesContext(connection) as asked:
            page(Client(), f"/n/{day.code}/man-hinh/")
        of_one = len(asked)
        _sent_there(cast, day.code, 9)

        with django_assert_num_queries(of_one):
            text = page(Client(), f"/n/{day.code}/man-hinh/")

        assert '<p class="screen-number">10</p>' in text


def _sent_there(cast: Cast, code: str, times: int) -> None:
    day = UpdateDay.objects.get(code=code)
    for nth in range(times):
        by = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=by, at=DURING, update_day=day)
        content = cast.content(title=f"Đồ gá may túi giúp giữ mép vải, kiểu thứ {nth}")
        actions.submit(draft, content, by=by, at=DURING)
