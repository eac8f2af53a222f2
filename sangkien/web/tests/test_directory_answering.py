"""The officer's side: what waits, one request, three answers, two officers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from sangkien.directory import actions
from sangkien.directory.models import Answer, Outcome, WorkplaceRequest
from sangkien.directory.tests.asking import request_of
from sangkien.organisations.models import Organisation
from tests.cast import NOW, Cast, seed

GOOD = {
    "name": "Công đoàn cơ sở Công ty TNHH Nhuộm Tháp Chàm",
    "short_name": "CĐCS Nhuộm Tháp Chàm",
    "kind": "GRASSROOTS",
    "parent": "CD-KCN",
    "code": "CS-NHUOM-THAP-CHAM",
    "since": "18/5/2022",
    "workplace": "Công ty TNHH Nhuộm Tháp Chàm",
    "ownership": "private",
    "tax_code": "0100109106",
    "looked": "on",
}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def address(request: WorkplaceRequest, verb: str = "") -> str:
    return f"/yeu-cau/{request.pk}/{verb}"


class TestTheList:
    def test_holds_what_waits_for_the_office_and_below_the_oldest_first(self, cast: Cast) -> None:
        young = request_of(cast, workplace="Xưởng trẻ", near=cast.unit("LDLD-NINH-PHUOC"))
        old = request_of(cast, workplace="Xưởng già")
        WorkplaceRequest.objects.filter(pk=old.pk).update(asked_at=NOW - timedelta(days=4))

        seen = {
            login: [line.request.pk for line in cast.client(login).get("/yeu-cau/").context["lines"]]
            for login in ["minh", "thao", "dong", "ha"]
        }

        assert seen == {
            "minh": [old.pk],
            "thao": [young.pk],
            "dong": [old.pk, young.pk],
            "ha": [old.pk, young.pk],
        }
        assert "4 ngày" in text(cast.client("minh").get("/yeu-cau/"))

    def test_says_so_when_nothing_waits(self, cast: Cast) -> None:
        assert "Không có yêu cầu nào đang chờ" in text(cast.client("minh").get("/yeu-cau/"))

    def test_forgets_what_is_answered(self, cast: Cast) -> None:
        actions.refuse(request_of(cast), reason="Không rõ.", by=cast.actor("yen"), at=NOW)

        assert cast.client("minh").get("/yeu-cau/").context["lines"] == []

    def test_has_a_second_page(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.directory.requests.A_PAGE", 2)
        for n in range(3):
            request_of(cast, workplace=f"Xưởng {n}")

        shown = text(cast.client("minh").get("/yeu-cau/?page=2"))

        assert "Xưởng 2" in shown
        assert "Xưởng 0" not in shown

    def test_its_count_stands_in_the_navigation(self, cast: Cast) -> None:
        for _n in range(3):
            request_of(cast)

        counts = {
            login: {item.url: item.count for item in cast.client(login).get("/toi/").context["nav"]}.get("/yeu-cau/")
            for login in ["minh", "thao", "mai", "lan"]
        }

        assert counts == {"minh": 3, "thao": 0, "mai": None, "lan": None}

    def test_costs_the_same_for_one_and_for_ten(self, cast: Cast, django_assert_num_queries: Any) -> None:
        client = cast.client("dong")
        request_of(cast)
        with CaptureQueriesContext(connection) as one:
            client.get("/yeu-cau/")
        for _n in range(9):
            request_of(cast)

        with django_assert_num_queries(len(one)):
            client.get("/yeu-cau/")


class TestOneRequest:
    def test_is_seen_by_its_office_and_nobody_else(self, cast: Cast) -> None:
        request = request_of(cast)

        seen = {
            login: cast.client(login or None).get(address(request)).status_code
            for login in ["", "lan", "mai", "minh", "thao", "dong", "ha"]
        }

        assert seen == {"": 302, "lan": 404, "mai": 404, "minh": 200, "thao": 404, "dong": 200, "ha": 200}

    def test_shows_units_that_are_alike_before_anything_else(self, cast: Cast) -> None:
        request = request_of(cast, workplace="May Tiến Thuận 2")

        page = cast.client("minh").get(address(request))

        assert page.context["found"][0].code == "CS-MAY-TIEN-THUAN"
        assert text(page).index("CS-MAY-TIEN-THUAN") < text(page).index("Thêm đơn vị mới")

    def test_finds_other_units_by_a_search(self, cast: Cast) -> None:
        page = cast.client("minh").get(address(request_of(cast)), {"q": "haemin"})

        assert [unit.code for unit in page.context["found"]] == ["CS-HAEMIN"]

    def test_shows_whom_to_call(self, cast: Cast) -> None:
        assert "0912 345 001" in text(cast.client("minh").get(address(request_of(cast))))

    def test_of_ones_own_says_that_a_colleague_answers(self, cast: Cast) -> None:
        request = request_of(cast, "yen", full_name="", phone="")

        own, other = (cast.client(login).get(address(request)) for login in ("yen", "minh"))

        assert "một đồng nghiệp khác sẽ trả lời" in text(own)
        assert "Thêm đơn vị mới" not in text(own)
        assert "một đồng nghiệp khác sẽ trả lời" not in text(other)
        assert cast.client("yen").post(address(request, "tu-choi/"), {"reason": "Không rõ."}).status_code == 404

    def test_that_is_answered_shows_the_answer_and_no_more_verbs(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.refuse(request, reason="Nơi này thuộc Khánh Hòa.", by=cast.actor("yen"), at=NOW)

        shown = text(cast.client("minh").get(address(request)))

        assert "Nơi này thuộc Khánh Hòa." in shown
        assert "Lý Ngọc Yến trả lời lúc 09:00 18/05/2022" in shown
        assert "Thêm đơn vị mới" not in shown

    def test_no_longer_says_who_asked_once_that_is_forgotten(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.refuse(request, reason="Không rõ.", by=cast.actor("yen"), at=NOW)
        actions.forget_askers(answered_before=NOW + timedelta(days=1), at=NOW)

        shown = text(cast.client("minh").get(address(request)))

        assert "Đã xóa theo quy định" in shown
        assert "Nguyễn Thị Lan" not in shown

    @pytest.mark.parametrize("verb", ["gan/", "them/", "tu-choi/"])
    def test_a_verb_by_its_address_alone_leads_to_the_request(self, cast: Cast, verb: str) -> None:
        request = request_of(cast)

        assert cast.client("minh").get(address(request, verb))["Location"] == address(request)


class TestAnswering:
    def test_with_a_unit_of_the_list(self, cast: Cast) -> None:
        request = request_of(cast)

        answer = cast.client("minh").post(address(request, "gan/"), {"unit": "CS-HAEMIN"})

        assert (answer.status_code, answer["Location"]) == (302, "/yeu-cau/")
        assert Answer.objects.get().unit == cast.unit("CS-HAEMIN")

    @pytest.mark.parametrize("code", ["", "CD-KCN", "KHONG-CO", "x" * 300])
    def test_with_none_says_so(self, cast: Cast, code: str) -> None:
        answer = cast.client("minh").post(address(request_of(cast), "gan/"), {"unit": code})

        assert answer.status_code == 422
        assert "Chọn một công đoàn cơ sở đang hoạt động." in text(answer)

    def test_with_a_new_unit_starts_from_what_was_asked(self, cast: Cast) -> None:
        request = request_of(cast, tax_code="0100109106")

        form = cast.client("minh").get(address(request), {"viec": "them"}).context["form"]

        proposed = {name: form[name].value() for name in GOOD if name in form.fields}
        assert proposed == {name: said for name, said in GOOD.items() if name != "looked"} | {
            "ownership": None,
            "since": "18/05/2022",
        }

    def test_with_a_new_unit(self, cast: Cast) -> None:
        answer = cast.client("minh").post(address(request_of(cast), "them/"), GOOD)

        assert answer.status_code == 302
        unit = Organisation.objects.get(code="CS-NHUOM-THAP-CHAM")
        assert Answer.objects.get().unit == unit
        assert unit.workplaces.get().tax_code == "0100109106"

    def test_with_a_new_unit_says_all_that_is_missing_and_keeps_the_rest(self, cast: Cast) -> None:
        typed = GOOD | {"parent": "", "ownership": "", "code": "", "since": "31/2/2022", "name": "Công đoàn Tôi"}

        answer = cast.client("minh").post(address(request_of(cast), "them/"), typed)

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"parent", "ownership", "code", "since"}
        assert "Công đoàn Tôi" in text(answer)

    def test_with_a_code_that_is_taken_says_so_at_the_code(self, cast: Cast) -> None:
        answer = cast.client("minh").post(address(request_of(cast), "them/"), GOOD | {"code": "cs-haemin"})

        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"code"})

    def test_where_units_are_alike_a_new_one_needs_a_look_at_them(self, cast: Cast) -> None:
        request = request_of(cast, workplace="May Tiến Thuận")
        typed = {name: said for name, said in GOOD.items() if name != "looked"}

        answer = cast.client("minh").post(address(request, "them/"), typed)

        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"looked"})
        assert cast.client("minh").post(address(request, "them/"), GOOD).status_code == 302

    def test_a_unit_cannot_be_hung_elsewhere(self, cast: Cast) -> None:
        answer = cast.client("minh").post(address(request_of(cast), "them/"), GOOD | {"parent": "LDLD-NINH-PHUOC"})

        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"parent"})

    def test_with_a_refusal(self, cast: Cast) -> None:
        request = request_of(cast)

        assert cast.client("minh").post(address(request, "tu-choi/"), {"reason": ""}).status_code == 422
        assert cast.client("minh").post(address(request, "tu-choi/"), {"reason": "Không rõ."}).status_code == 302
        assert Answer.objects.get().reason == "Không rõ."

    def test_twice_is_once(self, cast: Cast) -> None:
        request, client = request_of(cast), cast.client("minh")

        answers = [client.post(address(request, "gan/"), {"unit": "CS-HAEMIN"}).status_code for _n in range(2)]

        assert answers == [302, 302]
        assert Answer.objects.count() == 1

    def test_after_a_colleague_keeps_what_was_written_in_sight(self, cast: Cast) -> None:
        request = request_of(cast)
        actions.answer_by_linking(request, cast.unit("CS-HAEMIN"), by=cast.actor("yen"), at=NOW)

        answer = cast.client("minh").post(address(request, "tu-choi/"), {"reason": "Nơi này thuộc tỉnh khác."})

        assert answer.status_code == 409
        assert "Lý Ngọc Yến đã trả lời yêu cầu này" in text(answer)
        assert "Nơi này thuộc tỉnh khác." in text(answer)

    @pytest.mark.parametrize("typed", ["\0", "<script>alert(1)</script>", "a" * 50_000])
    def test_bad_input_breaks_nothing(self, cast: Cast, typed: str) -> None:
        request, client = request_of(cast), cast.client("minh")

        answers = {
            client.post(address(request, "them/"), dict.fromkeys(GOOD, typed)).status_code,
            client.post(address(request, "tu-choi/"), {"reason": typed}).status_code,
            client.post(address(request, "gan/"), {"unit": typed}).status_code,
            client.get(address(request), {"q": typed, "viec": typed}).status_code,
        }

        assert answers == {422, 200}


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_answers_and_the_other_is_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast = seed()
    request, together = request_of(cast), Barrier(2, timeout=20)
    minh, yen = cast.client("minh"), cast.client("yen")

    def press(client: Any, verb: str, typed: dict[str, str]) -> int:
        try:
            together.wait()
            return int(client.post(address(request, verb), typed).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        one = people.submit(press, minh, "them/", GOOD)
        other = people.submit(press, yen, "tu-choi/", {"reason": "Không rõ."})
        answers = [one.result(), other.result()]

    outcome = Answer.objects.get().outcome
    assert sorted(answers) == [302, 409]
    assert outcome == (Outcome.CREATED if answers[0] == 302 else Outcome.REFUSED)
    assert Organisation.objects.filter(code=GOOD["code"]).exists() == (outcome == Outcome.CREATED)
