"""Who comes to no verdict on the pages: whoever has a part, whoever has no hat for it, whoever comes second."""

from datetime import timedelta

import pytest

from sangkien.accounts.models import Role
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions as review
from sangkien.web.tests.test_review_verbs import VERBS, post
from tests.cast import NOW, Cast


class TestNobodyDecidesOnTheirOwn:
    @pytest.mark.parametrize("verb", VERBS)
    def test_an_author_finds_no_verb_to_press(self, cast: Cast, verb: str) -> None:
        own = cast.confirmed(authors=(AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),))

        page = cast.client("minh").get(f"/duyet/{own.code}/")
        response = post(cast.client("minh"), own, verb, reasons=["other"], loi_other="x", to_unit="CS-HTX-PHUOC-HAU")

        assert "Anh/chị là tác giả của sáng kiến này" in page.content.decode()
        assert page.context["ways"] == []
        assert response.status_code in {404, 422}
        assert cast.again(own).version == own.version

    def test_who_entered_it_is_told_that_a_colleague_will_decide(self, cast: Cast) -> None:
        entered = cast.confirmed(by="minh", authors=(AuthorEntry(full_name="Lê Thị Mận"),))

        page = cast.client("minh").get(f"/duyet/{entered.code}/")

        assert "Anh/chị đã nhập hồ sơ này" in page.content.decode()
        assert post(cast.client("minh"), entered, "hop-le").status_code == 404
        assert post(cast.client("yen"), entered, "hop-le").status_code == 302

    def test_the_superior_reads_from_when_it_may_confirm_in_the_unions_place(self, cast: Cast) -> None:
        one, late = cast.submitted(), cast.submitted(at=NOW - timedelta(days=9))

        page = cast.client("minh").get(f"/duyet/{one.code}/")
        said = "Công đoàn cơ sở còn hạn xác nhận đến hết ngày 23/05/2022. Từ ngày 24/05/2022 mà chưa xong"
        assert said in page.content.decode()
        assert [way.task for way, _url in page.context["ways"]] == ["chuyen"]
        refused = post(cast.client("minh"), one, "xac-nhan")
        assert (refused.status_code, said in refused.content.decode()) == (422, True)

        ways = cast.client("minh").get(f"/duyet/{late.code}/").context["ways"]
        assert [str(way.task) for way, _url in ways] == ["xac-nhan", "chuyen"]

    def test_who_confirmed_it_does_not_decide(self, cast: Cast) -> None:
        one = cast.confirmed_in_its_place()

        page = cast.client("minh").get(f"/duyet/{one.code}/")

        assert "Anh/chị đã xác nhận hồ sơ này thay công đoàn cơ sở" in page.content.decode()
        assert post(cast.client("minh"), one, "hop-le").status_code == 404
        assert cast.again(one).state == State.REVIEWING


class TestDoors:
    @pytest.mark.parametrize("login", ["thao", "lan", "kim"])
    def test_another_unions_dossier_is_not_there(self, cast: Cast, login: str) -> None:
        one = cast.confirmed()
        client = cast.client(login)

        assert client.get(f"/duyet/{one.code}/").status_code == 404
        assert [post(client, one, verb).status_code for verb in VERBS] == [404] * len(VERBS)
        assert cast.again(one).version == one.version

    @pytest.mark.parametrize("login", ["dong", "ha"])
    def test_leaders_and_administrators_read_and_settle_nothing(self, cast: Cast, login: str) -> None:
        one = cast.confirmed()
        client = cast.client(login)

        assert client.get(f"/duyet/{one.code}/").context["ways"] == []
        assert post(client, one, "hop-le").status_code == 404
        assert cast.again(one).state == State.REVIEWING

    @pytest.mark.parametrize("verb", VERBS)
    def test_a_verb_is_never_done_by_following_a_link(self, cast: Cast, verb: str) -> None:
        one = cast.confirmed()

        assert cast.client("minh").get(f"/duyet/{one.code}/{verb}/").status_code == 302

    def test_the_page_offers_what_the_hat_may_do_now(self, cast: Cast) -> None:
        waiting, reviewing = cast.submitted(), cast.confirmed()

        def offered(login: str, one: Initiative, role: Role | None = None) -> list[str]:
            page = cast.client(login, role=role).get(f"/duyet/{one.code}/")
            return [str(way.task) for way, _url in page.context["ways"]]

        assert offered("mai", waiting) == ["xac-nhan", "tra-lai", "chuyen"]
        assert offered("mai", reviewing) == []
        assert offered("minh", waiting) == ["chuyen"]
        assert offered("minh", reviewing) == ["hop-le", "tra-lai", "khong-du-dieu-kien", "chuyen", "trung"]


class TestTheSecondIsTold:
    def test_who_did_what_and_keeps_the_words_that_were_typed(self, cast: Cast) -> None:
        one = cast.confirmed()
        review.validate(one, seen=2, by=cast.actor("yen"), at=NOW)

        response = post(
            cast.client("minh"), one, "tra-lai", reasons=["other"], loi_other="Cần ảnh rõ hơn.", note="Cảm ơn chị."
        )

        html = response.content.decode()
        assert response.status_code == 409
        assert "Lý Ngọc Yến đã xử lý hồ sơ này" in html
        assert response.context["initiative"].state == State.VALID
        assert "Cần ảnh rõ hơn." in html
        assert "Cảm ơn chị." in html
        assert cast.again(one).state == State.VALID

    def test_may_send_the_words_again_when_the_verb_is_still_open(self, cast: Cast) -> None:
        one = cast.confirmed()
        stale = cast.again(one)
        stale.version = 1

        response = post(cast.client("minh"), stale, "tra-lai", reasons=["other"], loi_other="Cần ảnh rõ hơn.")

        assert response.status_code == 409
        assert response.context["form"]["loi_other"].value() == "Cần ảnh rõ hơn."
        assert 'name="seen" value="2"' in response.content.decode()

    @pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 50])
    def test_a_form_that_saw_nothing_changes_nothing(self, cast: Cast, seen: str) -> None:
        one = cast.confirmed()

        response = cast.client("minh").post(f"/duyet/{one.code}/hop-le/", {"seen": seen})

        assert response.status_code == 409
        assert cast.again(one).version == one.version
