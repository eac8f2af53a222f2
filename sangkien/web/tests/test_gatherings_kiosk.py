"""The shared machine: one person after the other, and none finds anything of the one before."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sangkien.accounts.queries import MOST_FOR_A_NAME
from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.gatherings.tests.holding import DURING, PIN, held
from sangkien.initiatives.models import Draft
from sangkien.web.gatherings.mode import COOKIE
from sangkien.web.tests.submitting import GOOD, set_clock
from tests.cast import Cast

PAGE = {"headers": {"Accept": "text/html"}}


@pytest.fixture
def day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> UpdateDay:
    set_clock(monkeypatch, DURING)
    return held(cast)


def opened(day: UpdateDay, client: Client | None = None) -> Client:
    """A machine that an officer has opened for the event."""
    client = client or Client()
    client.post(f"/n/{day.code}/kiosk/", {"pin": PIN})
    return client


def goes(client: Client, path: str) -> HttpResponse:
    """Somebody opens a page, not a picture of it."""
    return client.get(path, **PAGE)


def sits_down(client: Client, day: UpdateDay) -> str:
    """The next person presses the button; the address of their form without its step."""
    goes(client, f"/n/{day.code}/kiosk/")
    return client.post(f"/n/{day.code}/kiosk/bat-dau/")["Location"].rsplit("/", 2)[0]


class TestOneAfterTheOther:
    def test_everybody_has_a_number_and_a_form_of_their_own(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)

        first = sits_down(machine, day)
        machine.post(f"{first}/tac-gia/", {**GOOD["tac-gia"], "go": "next"})
        assert "Số của anh/chị: <b>1</b>" in goes(machine, f"{first}/thay-doi/").content.decode()
        second = sits_down(machine, day)

        assert first != second
        assert "Số của anh/chị: <b>2</b>" in goes(machine, f"{second}/tac-gia/").content.decode()
        assert "Nguyễn Thị Lan" not in goes(machine, f"{second}/tac-gia/").content.decode()
        assert goes(machine, f"{first}/tac-gia/")["Location"] == reverse("kiosk-pause", args=[day.code])
        assert [start.number for start in Start.objects.order_by("pk")] == [1, 2]
        assert Scan.objects.count() == 0

    def test_what_is_begun_without_a_network_has_its_number_too(self, cast: Cast, day: UpdateDay) -> None:
        machine, keys = opened(day), [uuid4(), uuid4()]

        for key, address in zip(keys, ("tac-gia/luu/", "gui-ca-bai/"), strict=True):
            for _again in "12":
                machine.post(f"/gui/{key}/{address}", {**GOOD["tac-gia"], "programme": "CT1TSK", "leaving": "1"})

        assert list(Start.objects.values_list("number", "draft_key")) == [(1, keys[0]), (2, keys[1])]

    def test_after_a_time_without_a_network_nothing_is_left_for_the_next(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        form = sits_down(machine, day)
        machine.post(f"{form}/tac-gia/", GOOD["tac-gia"])

        first_page = goes(machine, "/gui/?moi=1")["Location"]
        assert first_page == f"/n/{day.code}/kiosk/"
        goes(machine, first_page)

        back = goes(machine, f"{form}/tac-gia/")["Location"]  # the browser's Back asks nobody to sign in
        assert goes(machine, back)["Location"] == first_page

    def test_a_link_that_leads_out_shows_the_code_before_anything_is_forgotten(
        self, cast: Cast, day: UpdateDay
    ) -> None:
        machine = opened(day)
        form = sits_down(machine, day)
        machine.post(f"{form}/tac-gia/", GOOD["tac-gia"])

        out = goes(machine, "/quyen-rieng-tu/")

        assert out["Location"] == f"/n/{day.code}/kiosk/tam-dung/"
        code = Draft.objects.get().resume_code
        assert f"{code[:4]}-{code[4:]}" in goes(machine, out["Location"]).content.decode()

    def test_who_leaves_gets_a_code_to_go_on_with_at_home(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        form = sits_down(machine, day)
        left = machine.post(f"{form}/tac-gia/", {**GOOD["tac-gia"], "go": "exit"})

        assert left["Location"] == "/gui/"
        assert goes(machine, "/gui/")["Location"] == f"/n/{day.code}/kiosk/tam-dung/"
        pause = goes(machine, f"/n/{day.code}/kiosk/tam-dung/")
        code = Draft.objects.get().resume_code

        assert f"{code[:4]}-{code[4:]}" in pause.content.decode()
        assert "Bài của số 1 đã được lưu" in pause.content.decode()
        assert "Lúc nào rảnh anh/chị viết tiếp nhé" not in pause.content.decode()  # said once is enough
        assert pause["Refresh"] == f"30; url=/n/{day.code}/kiosk/"
        goes(machine, f"/n/{day.code}/kiosk/")
        assert goes(machine, f"/n/{day.code}/kiosk/tam-dung/")["Location"] == f"/n/{day.code}/kiosk/"
        assert Draft.objects.get().answers["tac-gia"]["authors"]

    def test_who_signed_in_is_signed_out_before_the_next(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        sits_down(machine, day)
        machine.force_login(cast.person("lan"))

        goes(machine, f"/n/{day.code}/kiosk/")

        assert "_auth_user_id" not in machine.session
        assert "Nguyễn Thị Lan" not in goes(machine, f"/n/{day.code}/kiosk/").content.decode()

    def test_the_next_person_reads_vietnamese_again(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        machine.post("/ngon-ngu/", {"language": "en", "next": f"/n/{day.code}/kiosk/"})
        goes(machine, f"/n/{day.code}/kiosk/")

        assert 'lang="vi"' in goes(machine, f"/n/{day.code}/kiosk/").content.decode()

    def test_without_scripts_the_form_makes_room_by_itself_in_time(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        form = goes(machine, f"{sits_down(machine, day)}/tac-gia/").content.decode()

        assert (
            f'<noscript><meta http-equiv="refresh" content="900;url=/n/{day.code}/kiosk/tam-dung/"></noscript>' in form
        )
        assert "kiosk.js" not in goes(machine, f"/n/{day.code}/kiosk/").content.decode()

    def test_with_scripts_it_waits_a_minute_on_every_page(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        form = goes(machine, f"{sits_down(machine, day)}/tac-gia/").content.decode()

        assert 'data-shared="60-' in form
        assert 'data-seconds="60"' in goes(machine, "/dang-nhap/").content.decode()


class TestTheMachineStaysWhereItIs:
    @pytest.mark.parametrize("path", ["/", "/sang-kien/", "/toi/", "/co-so/", "/ngay-hoi/", "/to-chuc/", "/tra-cuu/"])
    def test_every_other_page_leads_back(self, cast: Cast, day: UpdateDay, path: str) -> None:
        machine = opened(day)
        machine.force_login(cast.person("mai"))

        assert goes(machine, path)["Location"] == f"/n/{day.code}/kiosk/tam-dung/"

    def test_signing_out_does_not_open_it(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        machine.force_login(cast.person("lan"))
        machine.post("/dang-xuat/")

        assert goes(machine, "/")["Location"] == f"/n/{day.code}/kiosk/tam-dung/"

    def test_pictures_and_signing_in_are_open(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)

        assert goes(machine, "/dang-nhap/").status_code == 200
        assert goes(machine, "/dang-ky/").status_code == 200
        assert machine.get("/livez", headers={"Accept": "*/*"}).status_code == 200

    def test_another_event_does_not_take_it_over_without_its_pin(self, cast: Cast, day: UpdateDay) -> None:
        other, machine = held(cast, by="minh", unit="CD-KCN"), opened(day)

        assert goes(machine, f"/n/{other.code}/kiosk/")["Location"] == f"/n/{day.code}/kiosk/tam-dung/"

    def test_a_cookie_of_ones_own_making_opens_nothing(self, cast: Cast, day: UpdateDay) -> None:
        client = Client()
        client.cookies[COOKIE] = f"{day.code}:made:up"

        assert goes(client, "/").status_code == 200
        assert "Biến máy này thành máy dùng chung" in goes(client, f"/n/{day.code}/kiosk/").content.decode()
        assert client.post(f"/n/{day.code}/kiosk/bat-dau/")["Location"] == f"/n/{day.code}/kiosk/"


class TestThePin:
    def test_opens_and_signs_out_the_officer_who_opened_it(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day, cast.client("mai"))

        assert "Bắt đầu" in goes(machine, f"/n/{day.code}/kiosk/").content.decode()
        assert "_auth_user_id" not in machine.session

    def test_closes(self, cast: Cast, day: UpdateDay) -> None:
        machine = opened(day)
        assert goes(machine, f"/n/{day.code}/kiosk/thoat/").status_code == 200

        wrong = machine.post(f"/n/{day.code}/kiosk/thoat/", {"pin": "1111"})
        assert wrong.status_code == 422 and "Mã PIN chưa khớp" in wrong.content.decode()
        assert goes(machine, "/").status_code == 302

        machine.post(f"/n/{day.code}/kiosk/thoat/", {"pin": " 27 05 "})
        assert goes(machine, "/").status_code == 200
        assert goes(machine, f"/n/{day.code}/kiosk/thoat/")["Location"] == f"/n/{day.code}/"

    @pytest.mark.parametrize("pin", ["", "0", "x" * 500, "\0", "２７０６"])
    def test_a_wrong_one_is_said_at_its_field(self, cast: Cast, day: UpdateDay, pin: str) -> None:
        answer = Client().post(f"/n/{day.code}/kiosk/", {"pin": pin})

        assert answer.status_code == 422
        assert answer.context["form"].errors["pin"]
        assert COOKIE not in answer.cookies

    def test_cannot_be_guessed(self, cast: Cast, day: UpdateDay) -> None:
        client = Client()
        answers = [client.post(f"/n/{day.code}/kiosk/", {"pin": f"{n:04}"}) for n in range(MOST_FOR_A_NAME + 1)]

        assert [answer.status_code for answer in answers] == [422] * MOST_FOR_A_NAME + [429]
        assert client.post(f"/n/{day.code}/kiosk/", {"pin": PIN}).status_code == 429
        assert "mười phút" in answers[-1].content.decode()
