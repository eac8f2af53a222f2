"""Going on with a draft on another machine, by its code."""

import pytest

from sangkien.initiatives.models import Draft
from sangkien.web.submit.phone import shown_code
from sangkien.web.tests.submitting import STEPS, Worker
from tests.cast import Cast


class TestResumeCode:
    @pytest.mark.parametrize("said", ["{}", "{}-{}", " {} {} ", "{}.{}"])
    def test_goes_on_with_a_draft_of_nobody(self, cast: Cast, said: str) -> None:
        worker = Worker(cast)
        worker.types("noi-lam-viec")
        code = worker.draft.resume_code.lower()
        other, typed = cast.client(), said.format(code) if said == "{}" else said.format(code[:4], code[4:])

        answer = other.post("/gui/tiep/", {"code": typed})

        page = other.get(answer["Location"])
        assert page["Location"] == worker.address("tac-gia")
        assert other.get(page["Location"]).status_code == 200

    def test_goes_on_in_the_middle_of_a_page(self, cast: Cast) -> None:
        worker = Worker(cast)
        for step in ("noi-lam-viec", "tac-gia"):
            worker.types(step)
        worker.types("thay-doi", before="")

        answer = worker.client.get(worker.address("tiep"))

        assert answer["Location"] == worker.address("thay-doi")

    def test_goes_on_where_everything_is_checked_when_nothing_is_missing(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        assert worker.client.get(worker.address("tiep"))["Location"] == worker.address("kiem-tra")

    def test_leads_to_the_receipt_of_what_was_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.sends()

        assert "/bien-nhan/" in worker.client.get(worker.address("tiep"))["Location"]

    def test_is_nobody_else_s(self, cast: Cast) -> None:
        address = Worker(cast, "lan").address("tiep")

        assert cast.client("hung").get(address).status_code == 404
        assert cast.client().get(address)["Location"] == f"/dang-nhap/?next={address}"

    def test_forgives_what_looks_alike(self, cast: Cast) -> None:
        Draft.objects.filter(pk=Worker(cast).draft.pk).update(resume_code="ZSBGTQLV")

        assert cast.client().post("/gui/tiep/", {"code": "2586 70iu"}).status_code == 302

    def test_is_filled_in_by_the_qr_code_and_needs_a_press(self, cast: Cast) -> None:
        worker = Worker(cast)
        code, other = shown_code(worker.draft.resume_code), cast.client()

        page = other.get(f"/gui/tiep/{code}/")

        assert code in page.content.decode()
        assert other.get(worker.address("noi-lam-viec")).status_code == 302

    def test_of_an_account_asks_its_owner_to_sign_in(self, cast: Cast) -> None:
        code = Worker(cast, "lan").draft.resume_code

        nobody = cast.client().post("/gui/tiep/", {"code": code})
        stranger = cast.client("hung").post("/gui/tiep/", {"code": code})
        lan = cast.client("lan").post("/gui/tiep/", {"code": code})

        assert nobody["Location"] == f"/dang-nhap/?next=/gui/tiep/{shown_code(code)}/"
        assert (stranger.status_code, lan.status_code) == (422, 302)

    def test_of_what_was_sent_is_nobody_s_and_the_page_says_where_to_look(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        code = worker.draft.resume_code
        worker.sends()

        assert worker.draft.resume_code is None
        answer = worker.client.post("/gui/tiep/", {"code": code})
        assert answer.status_code == 422
        assert "Bài đã gửi thì không cần mã nữa" in answer.content.decode()

    @pytest.mark.parametrize("typed", ["", "BCDF", "BCDFGHJK", "<script>", "x" * 500, "BCDF\x00GHJ"])
    def test_that_fits_nothing_stays_with_a_sentence(self, cast: Cast, typed: str) -> None:
        answer = cast.client().post("/gui/tiep/", {"code": typed})

        assert answer.status_code == 422
        assert "Chưa thấy bài nào đang viết có mã này" in answer.content.decode()

    def test_cannot_be_guessed_by_trying(self, cast: Cast) -> None:
        client, code = cast.client(), Worker(cast).draft.resume_code

        tries = [
            client.post("/gui/tiep/", {"code": f"BCDF GH{one}{two}"}).status_code for one in "BCD" for two in "BCDFGHJ"
        ]

        assert tries == [422] * 20 + [429]
        assert client.post("/gui/tiep/", {"code": code}).status_code == 429

    def test_right_codes_are_no_tries(self, cast: Cast) -> None:
        client, code = cast.client(), Worker(cast).draft.resume_code

        assert {client.post("/gui/tiep/", {"code": code}).status_code for _time in range(25)} == {302}

    def test_stands_on_every_page_of_the_form(self, cast: Cast) -> None:
        worker = Worker(cast)

        for step in STEPS:
            assert shown_code(worker.draft.resume_code) in worker.opens(step).content.decode()
