"""The worker's side: the workplace is not in the list, the union is asked, the answer is there in the draft."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.queries import MOST_FROM_AN_ADDRESS
from sangkien.directory import actions
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.tests.asking import founding, request_of
from sangkien.initiatives.actions import submit
from sangkien.initiatives.models import Initiative
from sangkien.web.tests.submitting import Worker, lines
from tests.cast import NOW, Cast

GOOD = {
    "workplace": "Công ty TNHH Nhuộm Tháp Chàm",
    "place": "phường Đô Vinh",
    "province": "LDLD-NINH-THUAN",
    "near": "CD-KCN",
    "tax_code": "",
    "full_name": "Nguyễn Văn Nam",
    "phone": "0912 345 999",
    "note": "",
}


class Asker(Worker):
    """Somebody whose workplace is not in the list."""

    @property
    def place(self) -> str:
        return f"/gui/{self.key}/noi-lam-viec/nho-tim/"

    def asks(self, go: str = "send", **changes: Any) -> HttpResponse:
        typed = GOOD | {"go": go} | changes
        told = {name: value for name, value in typed.items() if value is not None}
        return self.client.post(self.place, told)

    @property
    def request(self) -> WorkplaceRequest:
        return WorkplaceRequest.objects.get(draft__key=self.key)


def text(response: HttpResponse) -> str:
    return response.content.decode()


class TestTheWayThere:
    def test_is_shown_when_nothing_is_found(self, cast: Cast) -> None:
        asker = Asker(cast)

        shown = text(asker.opens("noi-lam-viec", "?q=nhuom thap cham"))

        assert f"{asker.place}?q=nhuom%20thap%20cham" in shown

    def test_takes_along_what_was_searched(self, cast: Cast) -> None:
        asker = Asker(cast)

        assert 'value="nhuom thap cham"' in text(asker.client.get(asker.place, {"q": "nhuom thap cham"}))

    def test_is_closed_to_others(self, cast: Cast) -> None:
        asker = Asker(cast)

        assert cast.client().get(asker.place).status_code == 302
        assert cast.client("hung").get(asker.place).status_code == 404

    def test_is_not_needed_once_the_dossier_is_sent(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")
        submit(asker.draft, cast.content(), by=cast.actor("lan"), at=NOW)

        assert asker.client.get(asker.place)["Location"] == asker.address("noi-lam-viec")


class TestAsking:
    def test_without_an_account_goes_to_the_union_that_was_picked(self, cast: Cast) -> None:
        asker = Asker(cast)

        answer = asker.asks()

        assert (answer.status_code, answer["Location"]) == (303, asker.address("noi-lam-viec"))
        assert asker.request.responsible == cast.unit("CD-KCN")
        assert (asker.request.full_name, asker.request.phone) == ("Nguyễn Văn Nam", "+84912345999")

    @pytest.mark.parametrize(
        ("picked", "responsible"),
        [
            ({"near": "-"}, "LDLD-NINH-THUAN"),
            ({"province": "", "near": None}, "TLD"),
            ({"near": "LDLD-NINH-PHUOC"}, "LDLD-NINH-PHUOC"),
        ],
    )
    def test_who_does_not_know_the_union_names_the_province_or_nothing(
        self, cast: Cast, picked: dict[str, Any], responsible: str
    ) -> None:
        asker = Asker(cast)

        asker.asks(**picked)

        assert asker.request.responsible.code == responsible

    def test_the_unions_below_are_asked_for_once_the_province_is_known(self, cast: Cast) -> None:
        asker = Asker(cast)

        answer = asker.asks(go="near", near=None)

        assert answer.status_code == 200
        offered = [code for _group, units in answer.context["form"].fields["near"].choices[2:] for code, _name in units]
        assert offered == ["LDLD-NINH-PHUOC", "CD-KCN", "CDN-GIAO-DUC"]
        assert "Nhuộm Tháp Chàm" in text(answer)
        assert not WorkplaceRequest.objects.exists()

    def test_sending_before_that_asks_the_same_question(self, cast: Cast) -> None:
        asker = Asker(cast)

        answer = asker.asks(near=None)

        assert (answer.status_code, "near" in answer.context["form"].fields) == (200, True)
        assert not WorkplaceRequest.objects.exists()

    def test_another_province_asks_for_its_own_unions(self, cast: Cast) -> None:
        asker = Asker(cast)

        assert asker.asks(near="LDLD-DAU-DO").status_code == 422
        assert not WorkplaceRequest.objects.exists()

    def test_everything_that_needs_a_look_is_said_at_once_and_what_was_typed_stays(self, cast: Cast) -> None:
        asker = Asker(cast)

        answer = asker.asks(
            workplace="", place="", tax_code="12 34", full_name="", phone="không nhớ", note="Tối gọi nhé"
        )

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"workplace", "place", "tax_code", "full_name", "phone"}
        assert all(typed in text(answer) for typed in ["12 34", "không nhớ", "Tối gọi nhé"])

    def test_who_is_signed_in_need_not_say_who_they_are(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")

        assert 'value="Nguyễn Thị Lan"' in text(asker.client.get(asker.place))
        assert asker.asks(full_name="", phone="").status_code == 303
        assert (asker.request.asked_by, asker.request.phone) == (cast.person("lan"), "+84912345001")

    def test_says_how_long_the_name_is_kept(self, cast: Cast, settings: Any) -> None:
        settings.ASKER_KEPT_DAYS = 45
        asker = Asker(cast)

        assert "45 ngày sau khi trả lời" in text(asker.client.get(asker.place))
        assert "45 ngày sau khi công đoàn trả lời" in text(cast.client().get("/quyen-rieng-tu/"))

    def test_twice_is_once(self, cast: Cast) -> None:
        asker = Asker(cast)

        assert [asker.asks().status_code, asker.asks().status_code] == [303, 303]
        assert WorkplaceRequest.objects.count() == 1

    def test_too_many_from_one_address_have_to_rest(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.accounts.queries.MOST_FROM_AN_ADDRESS", 2)

        answers = [Asker(cast).asks() for _n in range(3)]

        assert [answer.status_code for answer in answers] == [303, 303, 429]
        assert "Nhuộm Tháp Chàm" in text(answers[2])
        assert MOST_FROM_AN_ADDRESS > 2

    @pytest.mark.parametrize("typed", ["\0", "<script>", "a" * 100_000, "\ud800".encode("utf-16", "surrogatepass")])
    def test_bad_input_breaks_nothing(self, cast: Cast, typed: Any) -> None:
        asker = Asker(cast)

        answer = asker.asks(**dict.fromkeys(GOOD, typed))

        assert answer.status_code == 422
        assert not WorkplaceRequest.objects.exists()


class TestWaiting:
    def test_the_first_page_says_who_is_looking_and_leads_on(self, cast: Cast) -> None:
        asker = Asker(cast)
        asker.asks()

        shown = text(asker.opens("noi-lam-viec"))

        assert "CĐ Các KCN nhận yêu cầu lúc 09:00 18/05/2022" in shown
        assert asker.address("tac-gia") in shown

    def test_the_other_pages_can_be_filled_in(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")
        asker.asks()
        asker.fills_in().types("noi-lam-viec", unit="")

        answer = asker.sends()

        assert list(lines(answer).values()) == ["Chọn nơi anh/chị làm việc"]

    def test_a_second_request_leads_to_the_first(self, cast: Cast) -> None:
        asker = Asker(cast)
        asker.asks()

        assert asker.client.get(asker.place)["Location"] == asker.address("noi-lam-viec")

    def test_the_union_of_the_last_dossier_is_not_proposed_meanwhile(self, cast: Cast) -> None:
        cast.submitted()
        asker = Asker(cast, "lan")
        asker.asks()

        assert asker.opens("noi-lam-viec").context["chain"] == []

    def test_who_finds_it_after_all_is_not_bothered_any_more(self, cast: Cast) -> None:
        asker = Asker(cast)
        asker.asks()
        asker.types("noi-lam-viec")

        assert asker.opens("noi-lam-viec").context["standing"] is None

    def test_ones_own_page_shows_it(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")
        asker.asks()

        shown = text(asker.client.get("/toi/"))

        assert "Công ty TNHH Nhuộm Tháp Chàm" in shown
        assert "Đang chờ trả lời" in shown
        assert "Nhuộm" not in text(cast.client("hung").get("/toi/"))


class TestAnAnswer:
    @pytest.mark.parametrize("signed_in", [None, "lan"])
    def test_with_a_new_union_is_there_to_be_confirmed_and_sent(self, cast: Cast, signed_in: str | None) -> None:
        asker = Asker(cast, signed_in)
        asker.asks()
        actions.answer_by_creating(asker.request, founding(cast), by=cast.actor("yen"), at=NOW)

        page = asker.opens("noi-lam-viec")
        assert page.context["chosen"] == "CS-NHUOM-THAP-CHAM"
        assert [link.name for link in page.context["chain"]][1] == "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận"
        assert "CĐCS Nhuộm Tháp Chàm" in text(page)

        asker.fills_in().types("noi-lam-viec", unit="CS-NHUOM-THAP-CHAM")
        if signed_in:
            seen = asker.opens("kiem-tra").context["seen"]
            asker.sends(seen=seen)
            assert Initiative.objects.get().unit.code == "CS-NHUOM-THAP-CHAM"
        assert asker.draft.answers["noi-lam-viec"] == {"unit": "CS-NHUOM-THAP-CHAM"}

    def test_is_there_too_when_the_page_was_saved_empty(self, cast: Cast) -> None:
        asker = Asker(cast)
        asker.types("noi-lam-viec", unit="", go="exit")
        asker.asks()
        actions.answer_by_linking(asker.request, cast.unit("CS-HAEMIN"), by=cast.actor("yen"), at=NOW)

        assert asker.opens("noi-lam-viec").context["chosen"] == "CS-HAEMIN"

    def test_is_not_taken_for_the_workers_word(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")
        asker.asks()
        asker.fills_in().types("noi-lam-viec", unit="")
        actions.answer_by_linking(asker.request, cast.unit("CS-HAEMIN"), by=cast.actor("yen"), at=NOW)

        assert asker.sends().status_code == 422
        assert not Initiative.objects.exists()

    def test_that_refuses_gives_the_reason_and_lets_one_ask_again(self, cast: Cast) -> None:
        asker = Asker(cast, "lan")
        asker.asks()
        actions.refuse(asker.request, reason="Nơi này thuộc Khánh Hòa.", by=cast.actor("yen"), at=NOW)

        assert "Nơi này thuộc Khánh Hòa." in text(asker.opens("noi-lam-viec"))
        assert "Nơi này thuộc Khánh Hòa." in text(asker.client.get("/toi/"))
        assert asker.client.get(asker.place).status_code == 200
        assert asker.asks(place="đường 21/8").status_code == 303
        assert WorkplaceRequest.objects.filter(draft=asker.draft).count() == 2


def test_a_dossier_that_came_back_keeps_its_union(cast: Cast) -> None:
    returned = cast.returned()
    client = cast.client("lan")
    address = client.post(f"/toi/ho-so/{returned.code}/bo-sung/")["Location"]

    page = client.get(address.rsplit("/", 2)[0] + "/noi-lam-viec/")

    assert page.context["chosen"] == "CS-MAY-TIEN-THUAN"
    assert page.context["standing"] is None


def test_ones_own_page_costs_the_same_for_one_request_and_for_five(cast: Cast, django_assert_num_queries: Any) -> None:
    client = cast.client("lan")
    request_of(cast)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/toi/")
    for _n in range(4):
        request_of(cast)

    with django_assert_num_queries(len(one)):
        client.get("/toi/")
