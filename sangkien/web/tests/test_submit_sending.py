"""From the last page to the receipt: check, send once, with or without an account."""

import re
from datetime import datetime

import pytest

from sangkien.base.days import VIETNAM
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.web.submit.answers import answers_of
from sangkien.web.submit.claim import claim_drafts
from sangkien.web.tests.submitting import GOOD, STEPS, Worker, content_typed, lines, set_clock
from tests.cast import Cast


class TestCheckingTheAnswers:
    def test_lists_all_that_is_missing_each_with_the_way_to_its_field(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")

        missing = worker.opens("kiem-tra").context["missing"]

        places = [line.address.removeprefix(f"/gui/{worker.key}/") for line in missing]
        assert places == [
            "noi-lam-viec/?ve=kiem-tra#id_unit",
            "tac-gia/?ve=kiem-tra#id_author-1-full_name",
            "thay-doi/?ve=kiem-tra#id_title",
            "thay-doi/?ve=kiem-tra#id_kind_0",
            "thay-doi/?ve=kiem-tra#id_field",
            "thay-doi/?ve=kiem-tra#id_before",
            "thay-doi/?ve=kiem-tra#id_after",
            "thay-doi/?ve=kiem-tra#id_applied_on",
            "loi-ich/?ve=kiem-tra#id_benefit_kind_0",
            "cong-nhan/?ve=kiem-tra#id_recognition_form_0",
        ]

    def test_every_link_lands_on_something_that_is_there(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")
        missing = worker.opens("kiem-tra").context["missing"]

        for line in missing:
            address, _hash, place = line.address.partition("#")
            assert f'id="{place}"' in worker.client.get(address).content.decode(), line

    def test_a_change_comes_back_here(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        answer = worker.types("thay-doi", query="?ve=kiem-tra", title="Đồ gá may túi, bản thứ hai")

        assert answer["Location"] == worker.address("kiem-tra")

    def test_shows_every_answer_as_it_will_be_read(self, cast: Cast) -> None:
        page = Worker(cast, "lan").fills_in().opens("kiem-tra").content.decode()

        for shown in [
            "Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
            "Nguyễn Thị Lan",
            "Chuyền 7",
            "Giải pháp kỹ thuật",
            "01/03/2022",
            "120.000.000 đồng",
            "Một trăm hai mươi triệu đồng",
            "Nhanh hơn, chất lượng hơn",
            "41/QĐ-TT",
            "12/04/2022",
            "Gửi cho CĐCS May Tiến Thuận",
        ]:
            assert shown in page

    def test_consent_is_never_ticked_beforehand(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        assert "checked" not in worker.opens("kiem-tra").content.decode()
        worker.sends()
        assert Initiative.objects.get().publish_name is False

    def test_sending_what_is_incomplete_names_everything_and_sends_nothing(self, cast: Cast) -> None:
        worker = Worker(cast, "lan")
        worker.types("noi-lam-viec")

        answer = worker.sends(publish_name="on")

        assert answer.status_code == 422
        assert len(lines(answer)) == 9
        assert "<title>Cần xem lại:" in answer.content.decode()
        assert Initiative.objects.count() == 0
        assert worker.draft.answers["kiem-tra"] == {"publish_name": "on", "upgrade_of": ""}


class TestSending:
    def test_makes_the_dossier_that_was_typed(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        answer = worker.sends(publish_name="on")

        sent = Initiative.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/gui/bien-nhan/{sent.code}/")
        assert content_typed(worker) == cast.content()
        assert answers_of(sent)["kiem-tra"] == {"publish_name": "on", "upgrade_of": ""}
        assert (sent.state, sent.superior.code, sent.entered_by) == (State.SUBMITTED, "CD-KCN", cast.person("lan"))

    def test_twice_makes_one_dossier_and_one_receipt(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        first, second = worker.sends(), worker.sends()

        assert first["Location"] == second["Location"]
        assert Initiative.objects.count() == 1

    def test_going_back_from_the_receipt_leads_to_it_again(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        receipt = worker.sends()["Location"]

        assert [worker.opens(step)["Location"] for step in STEPS] == [receipt] * 6

    def test_a_second_window_cannot_change_what_was_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.sends()

        answer = worker.types("thay-doi", title="Một tên khác hẳn tên đã gửi")

        assert answer.status_code == 422
        assert "Bài này đã được gửi" in answer.content.decode()
        assert "Một tên khác hẳn tên đã gửi" in answer.content.decode()
        assert Initiative.objects.get().title == GOOD["thay-doi"]["title"]

    def test_another_consent_on_the_second_press_is_not_taken_for_the_first(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.sends()

        answer = worker.sends(publish_name="on")

        assert answer.status_code == 422
        assert Initiative.objects.get().publish_name is False

    def test_nobody_sends_answers_they_have_not_seen(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        seen = worker.opens("kiem-tra").context["seen"]
        worker.types("thay-doi", title="Sửa ở một cửa sổ khác, chưa xem lại")

        answer = worker.sends(seen=seen)
        again = worker.sends(seen=answer.context["seen"])

        assert (answer.status_code, again.status_code) == (409, 303)

    def test_a_programme_that_closed_meanwhile_says_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        worker = Worker(cast, "lan").fills_in()
        set_clock(monkeypatch, datetime(2023, 9, 1, 0, 0, 1, tzinfo=VIETNAM))

        answer = worker.sends()

        assert answer.status_code == 422
        assert "Chương trình đã kết thúc nhận sáng kiến ngày 31/08/2023." in answer.content.decode()
        assert Initiative.objects.count() == 0


class TestWithoutAnAccount:
    def test_everything_can_be_written_and_only_sending_needs_one(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        page = worker.opens("kiem-tra")
        door = worker.types("kiem-tra", go="sign-in", publish_name="on")

        assert page.context["missing"] == []
        assert door["Location"].startswith("/dang-nhap/?next=%2Fgui%2F")
        assert worker.draft.answers["kiem-tra"] == {"publish_name": "on", "upgrade_of": ""}

    def test_nothing_is_sent_without_one(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        worker.sends()

        assert Initiative.objects.count() == 0

    def test_signing_in_makes_the_draft_ones_own(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        signed_in = worker.client.post(
            f"/dang-nhap/?next={worker.address('kiem-tra')}",
            {"name": "lan", "password": "mot hai ba sang kien", "next": worker.address("kiem-tra")},
        )

        assert signed_in["Location"] == worker.address("kiem-tra")
        assert worker.draft.person == cast.person("lan")
        assert worker.sends().status_code == 303

    def test_claiming_takes_the_drafts_of_this_browser_and_no_others(self, cast: Cast) -> None:
        mine, theirs = Worker(cast), Worker(cast)
        mine.client.force_login(cast.person("lan"))
        request = mine.client.get("/gui/").wsgi_request

        assert claim_drafts(request) == 1
        assert (mine.draft.person, theirs.draft.person) == (cast.person("lan"), None)


class TestSomebodyElsesDraft:
    @pytest.mark.parametrize("step", STEPS)
    def test_is_not_there(self, cast: Cast, step: str) -> None:
        lan = Worker(cast, "lan")

        hung = cast.client("hung")

        assert hung.get(lan.address(step)).status_code == 404
        assert hung.post(lan.address(step), GOOD.get(step, {})).status_code == 404
        assert lan.draft.answers == {}

    def test_without_a_name_one_is_sent_to_the_door(self, cast: Cast) -> None:
        lan = Worker(cast, "lan")

        answer = cast.client().get(lan.address("thay-doi"))

        assert answer["Location"] == f"/dang-nhap/?next={lan.address('thay-doi')}"

    def test_an_unknown_page_is_not_there(self, cast: Cast) -> None:
        assert Worker(cast).opens("khong-co").status_code == 404


class TestLeaving:
    def test_keeps_what_is_wrong_without_a_word(self, cast: Cast) -> None:
        worker = Worker(cast)

        answer = worker.types("loi-ich", go="exit", benefit_vnd="hơn trăm triệu")

        assert (answer.status_code, answer["Location"]) == (303, "/gui/")
        assert 'value="hơn trăm triệu"' in worker.opens("loi-ich").content.decode()


class TestTheReceipt:
    def test_says_who_reads_it_and_until_when(self, cast: Cast) -> None:
        initiative = cast.submitted()

        page = cast.client("lan").get(f"/gui/bien-nhan/{initiative.code}/").content.decode()

        assert initiative.code in page
        assert "Máy chủ đã nhận lúc 09:00 18/05/2022" in page
        assert re.search(r"<b>CĐCS May Tiến Thuận</b> sẽ trả lời.*23/05/2022", page)

    def test_of_a_dossier_that_the_union_entered_names_the_superior(self, cast: Cast) -> None:
        initiative = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Nguyễn Thị Lan"),))

        page = cast.client("mai").get(f"/gui/bien-nhan/{initiative.code}/").content.decode()

        assert re.search(r"<b>CĐ Các KCN</b> sẽ trả lời.*25/05/2022", page)

    def test_carries_a_code_to_look_it_up_and_no_style(self, cast: Cast) -> None:
        initiative = cast.submitted()

        answer = cast.client("lan").get(f"/gui/bien-nhan/{initiative.code}/")

        assert answer.context["look_up"] == f"http://testserver/tra-cuu/?ma={initiative.code}"
        assert "style=" not in answer.content.decode()

    def test_is_for_the_dossiers_own_people(self, cast: Cast) -> None:
        address = f"/gui/bien-nhan/{cast.submitted().code}/"

        statuses = {login: cast.client(login or None).get(address).status_code for login in ["", "lan", "hung"]}

        assert statuses == {"": 302, "lan": 200, "hung": 404}

    def test_of_a_decided_dossier_says_where_it_stands(self, cast: Cast) -> None:
        initiative = cast.valid()

        assert "Đã công nhận" in cast.client("lan").get(f"/gui/bien-nhan/{initiative.code}/").content.decode()


class TestHelping:
    def test_the_dossier_is_the_authors_and_names_who_entered_it(self, cast: Cast) -> None:
        worker = Worker(cast, "mai", helping="1").fills_in()

        worker.sends()

        sent = Initiative.objects.get()
        assert [author.full_name for author in sent.credited] == ["Nguyễn Thị Lan"]
        assert sent.entered_by == cast.person("mai")

    @pytest.mark.parametrize("step", STEPS)
    def test_every_page_opens(self, cast: Cast, step: str) -> None:
        assert Worker(cast, "mai", helping="1").opens(step).status_code == 200
