"""What the phone's copy of a draft and the server say to each other."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client

from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft
from sangkien.web.submit import keeping
from sangkien.web.submit.keeping import fields_of
from sangkien.web.submit.phone import shown_code
from sangkien.web.submit.sheet import Sheet
from sangkien.web.submit.steps import steps_of
from sangkien.web.tests.submitting import GOOD, STEPS, Worker, group, set_clock
from tests.cast import NOW, PASSWORD, Cast

CHANGE = GOOD["thay-doi"]
LINES = {
    "line-1-label": "Công thợ",
    "line-1-quantity": "15",
    "line-1-unit": "công",
    "line-1-unit_price": "350.000",
    "line-2-label": "Điện",
    "line-2-quantity": "900 × 300",
    "line-2-unit_price": "12",
}


def keeps(client: Client, key: Any, step: str = "thay-doi", **typed: Any) -> HttpResponse:
    return client.post(f"/gui/{key}/{step}/luu/", {**CHANGE, "seen": "", **typed})


def mark(client: Client) -> str:
    """Who is at the phone, as the page tells its scripts."""
    return client.get("/gui/").content.decode().split('data-shared="')[1].split('"')[0]


class TestKeeping:
    def test_a_page_is_kept_as_it_is_typed_right_or_wrong(self, cast: Cast) -> None:
        worker = Worker(cast)

        answer = keeps(worker.client, worker.key, applied_on="mùng một").json()

        assert answer == {"stamp": worker.draft.stamps["thay-doi"], "at": "09:00"}
        assert worker.draft.answers["thay-doi"]["applied_on"] == "mùng một"

    def test_the_page_and_the_phone_keep_the_same(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()
        before = worker.draft

        for step, typed in GOOD.items():
            assert keeps(worker.client, worker.key, step, **typed, seen=before.stamps[step]).status_code == 200

        assert worker.draft.answers == before.answers
        assert worker.draft.stamps == before.stamps

    def test_a_draft_that_the_phone_began_is_begun_here_once(self, cast: Cast) -> None:
        client, key = cast.client(), uuid4()

        first = keeps(client, key, programme="CT1TSK", helping="1")
        second = keeps(client, key, programme="CT1TSK", helping="1", title="Đổi tên", seen=first.json()["stamp"])

        assert (first.status_code, second.status_code) == (200, 200)
        draft = Draft.objects.get()
        assert (draft.key, draft.answers["thay-doi"]["title"]) == (key, "Đổi tên")
        assert draft.answers["bat-dau"] == {"helping": True}
        assert client.get(f"/gui/{key}/thay-doi/").status_code == 200

    def test_nobody_begins_a_draft_for_an_unknown_programme(self, cast: Cast) -> None:
        assert keeps(cast.client(), uuid4(), programme="KHONG-CO").status_code == 404
        assert keeps(cast.client(), uuid4()).status_code == 404
        assert not Draft.objects.exists()

    def test_of_two_phones_the_second_is_shown_the_version_of_the_first(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = Worker(cast)
        stamp = keeps(worker.client, worker.key).json()["stamp"]
        set_clock(monkeypatch, NOW + timedelta(minutes=1))
        theirs = keeps(worker.client, worker.key, title="Bản ở máy kia", seen=stamp).json()["stamp"]

        answer = keeps(worker.client, worker.key, title="Bản ở máy này", seen=stamp)

        assert answer.status_code == 409
        assert (answer.json()["stamp"], dict(answer.json()["fields"])["title"]) == (theirs, "Bản ở máy kia")
        assert worker.draft.answers["thay-doi"]["title"] == "Bản ở máy kia"
        assert keeps(worker.client, worker.key, title="Bản ở máy này", seen=theirs).status_code == 200

    def test_the_same_answers_again_are_no_second_version(self, cast: Cast) -> None:
        worker = Worker(cast)
        keeps(worker.client, worker.key)

        assert keeps(worker.client, worker.key, seen="").status_code == 200

    def test_what_was_sent_stays_and_the_receipt_is_named(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        receipt = worker.sends()["Location"]

        same = keeps(worker.client, worker.key)
        other = keeps(worker.client, worker.key, title="Tên khác hẳn")

        assert (same.status_code, same.json()) == (410, {"sent": receipt, "same": True})
        assert (other.status_code, other.json()) == (410, {"sent": receipt, "same": False})

    @pytest.mark.parametrize(("typed", "same"), [({}, True), ({"title": "Tên khác hẳn"}, False)])
    def test_sent_in_this_very_moment_it_says_whether_with_these_answers(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str], same: bool
    ) -> None:
        worker, page = Worker(cast, "lan").fills_in(), keeping.step_at

        def while_the_other_tab_sends(*asked: Any) -> Any:
            worker.sends()
            return page(*asked)

        monkeypatch.setattr(keeping, "step_at", while_the_other_tab_sends)
        answer = keeps(worker.client, worker.key, **typed)

        assert (answer.status_code, answer.json()["same"]) == (410, same)

    def test_a_draft_that_was_forgotten_here_is_begun_anew(self, cast: Cast) -> None:
        worker = Worker(cast)
        seen = keeps(worker.client, worker.key).json()["stamp"]
        worker.draft.delete()

        assert worker.opens("thay-doi")["Location"] == "/gui/"  # its list brings back what the phone holds
        told = {"programme": "CT1TSK", "seen": seen, "title": "Viết tiếp sau hai tháng"}
        assert keeps(worker.client, worker.key, **told).status_code == 200

        assert worker.draft.answers["thay-doi"]["title"] == "Viết tiếp sau hai tháng"
        assert worker.opens("thay-doi").status_code == 200

    def test_of_too_many_from_one_network_it_asks_to_sign_in(self, cast: Cast, settings: Any) -> None:
        settings.DRAFTS_PER_ADDRESS = 1
        client, key = cast.client(), uuid4()
        assert keeps(client, key, programme="CT1TSK").status_code == 200

        answer = keeps(client, uuid4(), programme="CT1TSK")
        assert (answer.status_code, answer.json()) == (401, {"sign_in": "/dang-nhap/"})
        page = cast.client().post("/gui/")
        assert page.status_code == 429
        assert "Hôm nay có rất nhiều bài được bắt đầu từ mạng này" in page.content.decode()
        assert (Draft.objects.get().key, keeps(client, key).status_code) == (key, 200)

    def test_a_draft_of_an_account_is_its_owners(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")

        stranger, nobody = keeps(cast.client("hung"), worker.key), keeps(cast.client(), worker.key)

        assert (stranger.status_code, nobody.status_code) == (404, 401)
        assert nobody.json() == {"sign_in": "/dang-nhap/"}
        assert "thay-doi" not in worker.draft.answers

    def test_there_is_no_such_page(self, cast: Cast) -> None:
        worker = Worker(cast)

        assert keeps(worker.client, worker.key, "khong-co").status_code == 404
        assert worker.client.get(f"/gui/{worker.key}/thay-doi/luu/").status_code == 405

    def test_what_no_database_keeps_is_kept_as_a_broken_letter(self, cast: Cast) -> None:
        worker = Worker(cast)

        assert keeps(worker.client, worker.key, title="a\x00b").status_code == 200
        assert worker.draft.answers["thay-doi"]["title"] == "a\ufffdb"

    def test_a_name_typed_without_a_network_is_searched_when_the_page_is_opened(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.client.post(f"/gui/{worker.key}/noi-lam-viec/luu/", {"q": "may tien thuan", "unit": ""})

        page = worker.opens("noi-lam-viec").content.decode()

        assert 'value="CS-MAY-TIEN-THUAN"' in page
        worker.types("noi-lam-viec")
        assert 'type="radio"' not in worker.opens("noi-lam-viec").content.decode()


class TestCopy:
    def test_holds_every_page_as_its_form_would_send_it(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()
        group(worker, "60", "40")

        copy = worker.client.get(f"/gui/{worker.key}/luu/").json()

        assert copy["code"] == shown_code(worker.draft.resume_code)
        assert copy["union"] == "Công đoàn cơ sở Công ty TNHH May Tiến Thuận"
        assert set(copy["pages"]) == set(STEPS[:-1])
        before = worker.draft.answers
        for step, page in copy["pages"].items():
            typed: dict[str, list[str]] = {}
            for name, value in page["fields"]:
                typed.setdefault(name, []).append(value)
            worker.client.post(f"/gui/{worker.key}/{step}/luu/", {**typed, "seen": page["stamp"]})
        assert worker.draft.answers == before

    def test_gives_every_page_back_as_it_was_typed_the_calculators_lines_too(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()
        group(worker, "60", "40")
        worker.types("loi-ich", benefit_way="lines", benefit_vnd=None, **LINES)

        sheet = Sheet(worker.draft, NOW.date())

        for step in steps_of(sheet.edition)[:-1]:
            typed, sent = worker.draft.answers[step.slug], QueryDict(mutable=True)
            form = step.form(sheet, typed)
            for name, value in fields_of(typed):
                sent.appendlist(name, value)
            assert form.typed(sent) == typed, step.slug
        assert [line["label"] for line in worker.draft.answers["loi-ich"]["lines"]] == ["Công thợ", "Điện"]

    def test_says_where_the_receipt_is(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        receipt = worker.sends()["Location"]

        assert worker.client.get(f"/gui/{worker.key}/luu/").json()["sent"] == receipt

    def test_of_a_correction_starts_from_the_dossier(self, cast: Cast) -> None:
        initiative = cast.returned()
        draft = actions.start_correction(initiative, by=cast.actor("lan"), at=NOW)

        pages = cast.client("lan").get(f"/gui/{draft.key}/luu/").json()["pages"]

        assert ["title", initiative.title] in pages["thay-doi"]["fields"]
        assert pages["thay-doi"]["stamp"] == ""

    def test_is_not_for_who_only_knows_the_address(self, cast: Cast) -> None:
        worker = Worker(cast)

        assert cast.client().get(f"/gui/{worker.key}/luu/").status_code == 404


class TestSharedPhone:
    def test_forgets_the_draft_after_fifteen_idle_minutes(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.client.post("/gui/may/", {"shared": "1"})
        worker.types("noi-lam-viec")

        assert worker.client.session.get_expiry_age() == 15 * 60
        first = worker.client.cookies["sk"]["expires"]
        worker.opens("tac-gia")
        assert worker.client.cookies["sk"]["max-age"] == 15 * 60
        assert first

    def test_is_ones_own_again_when_one_says_so(self, cast: Cast) -> None:
        client = cast.client()
        client.post("/gui/may/", {"shared": "1"})

        client.post("/gui/may/")

        assert client.session.get_expiry_age() == 14 * 24 * 3600
        assert "Không, máy dùng chung" in client.get("/gui/").content.decode()

    def test_stays_one_when_somebody_signs_out(self, cast: Cast) -> None:
        client = cast.client("lan")
        client.post("/gui/may/", {"shared": "1"})

        client.post("/dang-xuat/", {"phone": "forget"})

        assert "Đây là máy của tôi" in client.get("/gui/").content.decode()
        assert client.session.get_expiry_age() == 15 * 60

    def test_knows_who_is_at_it_from_who_was(self, cast: Cast) -> None:
        client = cast.client("lan")
        client.post("/gui/may/", {"shared": "1"})

        first, again = mark(client), mark(client)
        client.post("/dang-xuat/")

        assert first == again != mark(client)
        assert first.startswith("900-")
        assert mark(cast.client()) == ""

    @pytest.mark.parametrize("left", [{"leaving": "true"}, {"shared": "900-nguoi-truoc"}])
    @pytest.mark.parametrize("login", ["hung", None])
    def test_what_somebody_left_is_kept_and_is_not_the_next_persons(
        self, cast: Cast, left: dict[str, str], login: str | None
    ) -> None:
        client, key = cast.client(login), uuid4()
        client.post("/gui/may/", {"shared": "1"})
        mark(client)

        kept = keeps(client, key, programme="CT1TSK", **left)
        more = keeps(client, key, title="Thêm một chữ", seen=kept.json()["stamp"], **left)

        draft = Draft.objects.get()
        assert (kept.status_code, more.status_code) == (200, 200)
        assert (draft.person, draft.answers["thay-doi"]["title"]) == (None, "Thêm một chữ")
        assert client.get(f"/gui/{key}/thay-doi/").status_code != 200
        client.post("/dang-nhap/", {"name": "hung", "password": PASSWORD})
        draft.refresh_from_db()
        assert draft.person is None

    def test_what_somebody_left_finished_is_not_sent_by_the_next_person(self, cast: Cast) -> None:
        client, key = cast.client("hung"), uuid4()
        client.post("/gui/may/", {"shared": "1"})
        mark(client)
        typed = {name: value for page in GOOD.values() for name, value in page.items()}

        answer = client.post(f"/gui/{key}/gui-ca-bai/", {**typed, "programme": "CT1TSK", "shared": "900-nguoi-truoc"})

        assert (answer.status_code, answer.json()["saved"]) == (401, True)
        assert (Draft.objects.get().person, Draft.objects.get().sent_at) == (None, None)
        assert client.get(f"/gui/{key}/kiem-tra/").status_code == 404

    def test_who_wrote_without_a_network_until_the_session_ran_out_goes_on(self, cast: Cast) -> None:
        client, key = cast.client("lan"), uuid4()

        keeps(client, key, programme="CT1TSK", shared="900-chinh-minh")

        assert client.get(f"/gui/{key}/thay-doi/").status_code == 200
        assert Draft.objects.get().person == cast.person("lan")

    def test_signing_out_asks_about_unsent_drafts(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")
        worker.types("thay-doi")

        asked = worker.client.post("/dang-xuat/")

        assert asked.status_code == 200
        assert shown_code(worker.draft.resume_code) in asked.content.decode()
        assert worker.client.get("/toi/").status_code == 200
        worker.client.post("/dang-xuat/", {"phone": "forget"})
        assert worker.client.get("/toi/").status_code == 302
        assert Draft.objects.exists()

    def test_signing_out_without_drafts_asks_nothing(self, cast: Cast) -> None:
        assert cast.client("lan").post("/dang-xuat/")["Location"] == "/"


class TestWholeDossier:
    def test_says_when_it_was_finished_by_the_phones_clock(self, cast: Cast) -> None:
        client, key = cast.client("lan"), uuid4()
        typed = {name: value for page in GOOD.values() for name, value in page.items()}
        moment = NOW - timedelta(hours=2)

        answer = client.post(
            f"/gui/{key}/gui-ca-bai/", {**typed, "programme": "CT1TSK", "finished_at": moment.isoformat()}
        )

        assert answer.status_code == 201
        assert Draft.objects.get().finished_at == moment

    @pytest.mark.parametrize(
        "said",
        ["", "hôm qua", "2022-05-18T09:00:00", "9" * 400, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
    )
    def test_believes_no_moment_that_is_none(self, cast: Cast, said: str) -> None:
        client, key = cast.client("lan"), uuid4()

        client.post(f"/gui/{key}/gui-ca-bai/", {**CHANGE, "programme": "CT1TSK", "finished_at": said})

        assert Draft.objects.get().finished_at is None

    def test_overwrites_nothing_from_another_phone(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        worker = Worker(cast, "lan").fills_in()
        seen = worker.draft.stamps["thay-doi"]
        set_clock(monkeypatch, NOW + timedelta(minutes=1))
        worker.types("thay-doi", title="Bản ở máy kia, mới hơn")

        answer = worker.client.post(
            f"/gui/{worker.key}/gui-ca-bai/", {**CHANGE, "title": "Bản ở máy này", "seen-thay-doi": seen}
        )

        assert answer.status_code == 409
        assert [(one["step"], one["field"]) for one in answer.json()["problems"]] == [("thay-doi", "")]
        assert (worker.draft.sent_at, worker.draft.answers["thay-doi"]["title"]) == (None, "Bản ở máy kia, mới hơn")
