"""A whole dossier in one request: what a phone hands in that was without a network."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.base.clock import now
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft, Initiative
from sangkien.web.tests.submitting import GOOD, Worker, content_typed, photo
from tests.cast import NOW, Cast

PAGES: dict[str, Any] = {name: typed for page in GOOD.values() for name, typed in page.items()}


class Phone:
    """A form filled in without a network, under a key of the phone's own."""

    def __init__(self, cast: Cast, login: str | None = "lan", *, key: UUID | None = None) -> None:
        self.cast, self.client, self.key = cast, cast.client(login), key or uuid4()

    @property
    def address(self) -> str:
        return f"/gui/{self.key}/gui-ca-bai/"

    def sends(self, **changes: Any) -> HttpResponse:
        """Everything in one go; `None` leaves something out."""
        told = {"programme": "CT1TSK", **PAGES, **changes}
        return self.client.post(self.address, {name: value for name, value in told.items() if value is not None})

    def asks(self) -> Any:
        return self.client.get(self.address).json()

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(key=self.key)


def said(answer: HttpResponse) -> Mapping[str, Any]:
    return answer.json()


class TestAWholeDossier:
    def test_that_the_server_never_saw_is_sent_in_one_request(self, cast: Cast) -> None:
        phone = Phone(cast)

        answer = phone.sends(publish_name="on")

        sent = Initiative.objects.get()
        assert answer.status_code == 201
        assert said(answer) == {
            "code": sent.code,
            "receipt": f"/gui/bien-nhan/{sent.code}/",
            "received_at": "2022-05-18T09:00:00+07:00",
        }
        assert (sent.key, sent.entered_by, sent.publish_name) == (phone.key, cast.person("lan"), True)

    def test_is_received_in_eight_trips_to_the_database(self, cast: Cast) -> None:
        phone = Phone(cast)
        Phone(cast).sends()  # whatever is read once is read

        with CaptureQueriesContext(connection) as asked:
            assert phone.sends().status_code == 201

        # session with the clock, person, programme, union, where it goes, code, accounts of authors, everything
        trips = [query["sql"].split()[0] for query in asked]
        assert len([trip for trip in trips if trip not in ("SAVEPOINT", "RELEASE")]) == 8  # those are the test's own

    def test_is_received_at_the_moment_by_the_clock_of_the_database(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
    ) -> None:
        settings.DEMO_CLOCK = NOW.isoformat()
        monkeypatch.setattr("sangkien.web.middleware.now", now)
        phone = Phone(cast)
        monkeypatch.setattr("sangkien.base.clock._CLOCK", lambda: pytest.fail("it has come along with the session"))
        monkeypatch.setattr("sangkien.base.clock._started", {})

        phone.sends()

        assert Initiative.objects.get().submitted_at == NOW

    def test_says_what_the_same_pages_say_one_by_one(self, cast: Cast) -> None:
        phone, worker = Phone(cast), Worker(cast, "lan").fills_in()

        phone.sends(title="Đồ gá", benefit_vnd="12 tỷ", benefit_sure="12000000000")
        worker.types("thay-doi", title="Đồ gá")
        worker.types("loi-ich", benefit_vnd="12 tỷ", benefit_sure="12000000000")
        worker.types("kiem-tra")

        assert phone.draft.answers == worker.draft.answers

    def test_sent_again_finds_its_receipt_again(self, cast: Cast) -> None:
        phone = Phone(cast)
        first = phone.sends()

        again = phone.sends()

        assert (again.status_code, said(again)) == (200, said(first))
        assert Initiative.objects.count() == 1
        assert phone.asks()["sent"] == said(first)

    def test_with_other_answers_than_another_phone_sent_is_told_where_the_receipt_is(self, cast: Cast) -> None:
        phone = Phone(cast)
        receipt = said(phone.sends())["receipt"]

        for other in [{"title": "Một tên khác hẳn tên đã gửi"}, {"benefit_vnd": "không biết"}]:
            answer = phone.sends(**other)
            assert (answer.status_code, said(answer)) == (410, {"sent": receipt, "same": False})
        assert Initiative.objects.get().title == PAGES["title"]
        assert phone.draft.answers["thay-doi"]["title"] == PAGES["title"]

    def test_that_is_not_ready_is_kept_and_told_all_that_is_missing(self, cast: Cast) -> None:
        phone = Phone(cast)

        answer = phone.sends(title="Đồ gá", unit="", benefit_vnd="mười hai gì đó", applied_on=None)

        assert (answer.status_code, said(answer)["saved"]) == (422, True)
        assert [(problem["step"], problem["field"]) for problem in said(answer)["problems"]] == [
            ("noi-lam-viec", "unit"),
            ("thay-doi", "title"),
            ("thay-doi", "applied_on"),
            ("loi-ich", "benefit_vnd"),
        ]
        assert all(problem["text"] for problem in said(answer)["problems"])
        assert phone.draft.answers["loi-ich"]["benefit_vnd"] == "mười hai gì đó"
        assert Initiative.objects.count() == 0

    def test_goes_on_with_a_draft_that_the_server_has(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")
        worker.types("cong-nhan", recognition_paper=photo())
        paper = worker.draft.answers["tep"]["recognition_paper"][0]

        answer = Phone(cast, key=worker.draft.key).sends(programme=None, recognition_paper="999")

        assert answer.status_code == 201
        assert Initiative.objects.get().recognition_paper_id == paper

    def test_leaves_alone_the_pages_of_which_nothing_came(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        phone = Phone(cast, key=worker.draft.key)

        page = GOOD["thay-doi"] | {"title": "Đồ gá may túi, bản thứ hai"}
        answer = phone.client.post(phone.address, page)

        assert answer.status_code == 201
        assert content_typed(worker) == cast.content(title="Đồ gá may túi, bản thứ hai")

    def test_for_a_colleague_says_so(self, cast: Cast) -> None:
        phone = Phone(cast, "hung")

        phone.sends(helping="on", publish_name="on")

        assert phone.draft.answers["bat-dau"] == {"helping": True}
        assert Initiative.objects.get().publish_name is False

    def test_completes_a_dossier_that_came_back(self, cast: Cast) -> None:
        returned = cast.returned()
        key = actions.start_correction(returned, by=cast.actor("lan"), at=NOW).key

        answer = Phone(cast, key=key).sends(benefit_method="Đếm trong một tháng")

        assert (answer.status_code, said(answer)["code"]) == (200, returned.code)
        assert cast.again(returned).benefit_method == "Đếm trong một tháng"


class TestWhoeverSends:
    def test_without_signing_in_is_told_how_and_loses_nothing(self, cast: Cast) -> None:
        phone = Phone(cast, None)

        answer = phone.sends()

        assert answer.status_code == 401
        assert (said(answer)["saved"], said(answer)["sign_in"]) == (True, "/dang-nhap/")
        assert phone.draft.answers["thay-doi"]["title"] == PAGES["title"]

        phone.client.force_login(cast.person("lan"))
        assert phone.sends(programme=None).status_code == 201
        assert phone.draft.person == cast.person("lan")

    def test_without_an_account_a_complete_dossier_goes_on_to_the_phone(self, cast: Cast, settings: Any) -> None:
        settings.SMS_URL = "https://sms.example/send"
        phone = Phone(cast, None)

        incomplete, complete = phone.sends(title=""), phone.sends()

        assert said(incomplete)["sign_in"] == "/dang-nhap/"
        assert said(complete)["sign_in"] == f"/gui/{phone.key}/dien-thoai/"
        shown = phone.client.get(said(complete)["sign_in"])
        assert shown.context["form"].initial["phone"] == "0912 345 001"

    def test_finds_the_draft_of_nobody_on_a_second_phone(self, cast: Cast) -> None:
        first = Phone(cast, None)
        first.sends()

        assert Phone(cast, key=first.key).sends(programme=None).status_code == 201

    def test_finds_nothing_of_somebody_else(self, cast: Cast) -> None:
        lan = Phone(cast)
        lan.sends(title="Đồ gá")
        before = lan.draft.answers
        hung, nobody = Phone(cast, "hung", key=lan.key), Phone(cast, None, key=lan.key)

        assert (hung.sends().status_code, hung.client.get(hung.address).status_code) == (404, 404)
        assert said(nobody.sends())["saved"] is False
        assert nobody.asks() | {"token": ""} == {"signed_in": False, "token": "", "sent": None}
        assert lan.draft.answers == before

    @pytest.mark.parametrize("code", [None, "", "KHONG-CO", "\0"])
    def test_a_new_form_says_for_which_programme(self, cast: Cast, code: str | None) -> None:
        answer = Phone(cast).sends(programme=code)

        assert (answer.status_code, said(answer)["problems"][0]["field"]) == (422, "programme")
        assert not Draft.objects.exists()

    def test_brings_the_token_of_the_site(self, cast: Cast) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.person("lan"))
        address, pages = f"/gui/{uuid4()}/gui-ca-bai/", {"programme": "CT1TSK", **PAGES}

        token = strict.get(address).json()["token"]

        assert strict.post(address, pages).status_code == 403
        assert strict.post(address, pages, headers={"X-CSRFToken": token}).status_code == 201

    @pytest.mark.parametrize("odd", [{"authors": "x"}, {"author-1-full_name": "\0"}, {"effects": "\ud800"}])
    def test_may_send_odd_things(self, cast: Cast, odd: dict[str, str]) -> None:
        body = {name: value.encode("utf-8", "surrogatepass") for name, value in odd.items()}

        assert Phone(cast).sends(**body).status_code in (201, 422)
