"""The worker's form from the first page to the receipt."""

import io
import re
from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from sangkien.base.days import VIETNAM
from sangkien.files.models import StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import read
from sangkien.web.submit.answers import all_answers, answers_of, content_of
from sangkien.web.submit.answers import read as read_answers
from sangkien.web.submit.claim import claim_drafts
from sangkien.web.submit.sheet import Sheet
from sangkien.web.tests.submitting import GOOD, Worker, lines
from tests.cast import CATALOGUE, NOW, Cast

STEPS = ["noi-lam-viec", "tac-gia", "thay-doi", "loi-ich", "cong-nhan", "kiem-tra"]


class TestStarting:
    def test_needs_no_account(self, cast: Cast) -> None:
        worker = Worker(cast)

        assert worker.begun.status_code == 303
        assert worker.opens("noi-lam-viec").status_code == 200
        assert worker.draft.person is None

    def test_offers_to_go_on_with_what_was_begun(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        begun = worker.client.get("/gui/").context["begun"]

        assert [(one["title"], one["url"]) for one in begun] == [
            (GOOD["thay-doi"]["title"], worker.address("kiem-tra"))
        ]

    def test_goes_on_at_the_first_page_that_is_not_answered(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("noi-lam-viec")

        assert worker.client.get("/gui/").context["begun"][0]["url"] == worker.address("tac-gia")

    def test_a_closed_programme_says_since_when(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        _clock(monkeypatch, datetime(2023, 9, 1, 8, 0, tzinfo=VIETNAM))

        page = cast.client().get("/gui/")
        begun = cast.client().post("/gui/")

        assert "đã kết thúc nhận sáng kiến ngày 31/08/2023" in page.content.decode()
        assert (begun.status_code, Draft.objects.count()) == (422, 0)

    def test_a_programme_to_come_says_from_when(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        _clock(monkeypatch, datetime(2022, 1, 7, 23, 59, tzinfo=VIETNAM))

        assert "từ ngày 08/01/2022" in cast.client().get("/gui/").content.decode()

    def test_without_any_programme_it_says_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.submit.views.current", lambda day: None)

        page, begun = cast.client().get("/gui/"), cast.client().post("/gui/")

        assert "chưa có chương trình nào" in page.content.decode()
        assert (begun.status_code, Draft.objects.count()) == (422, 0)

    def test_an_unknown_programme_in_the_address_is_the_current_one(self, cast: Cast) -> None:
        assert cast.client().get("/gui/?chuong-trinh=KHONG%00CO").context["programme"] == cast.programme

    def test_a_poster_brings_the_union_along(self, cast: Cast) -> None:
        worker = Worker(cast, start="/gui/?co-so=CS-HAEMIN")

        page = worker.client.get(worker.begun["Location"])

        assert page.context["chain"][0].name == "Công đoàn cơ sở Công ty TNHH Haemin Vina"


class TestTheWorkplace:
    @pytest.mark.parametrize("typed", ["may tien thuan", "MAY TIẾN THUẬN", "tien thuan may", "CS-MAY-TIEN-THUAN"])
    def test_is_found_however_it_is_typed(self, cast: Cast, typed: str) -> None:
        page = Worker(cast).opens("noi-lam-viec", f"?q={typed}")

        assert page.context["found"][0].code == "CS-MAY-TIEN-THUAN"

    def test_shows_all_unions_above_each_result(self, cast: Cast) -> None:
        page = Worker(cast).opens("noi-lam-viec", "?q=tien thuan")

        assert page.context["found"][0].above == [
            "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
            "Liên đoàn Lao động tỉnh Ninh Thuận",
            "Tổng Liên đoàn Lao động Việt Nam",
        ]

    def test_says_what_to_do_when_nothing_is_found(self, cast: Cast) -> None:
        page = Worker(cast).opens("noi-lam-viec", "?q=xyzzy")

        assert page.context["found"] == []
        assert "Hỏi cán bộ công đoàn" in page.content.decode()

    def test_cannot_be_a_union_above_the_workplaces(self, cast: Cast) -> None:
        answer = Worker(cast).types("noi-lam-viec", unit="CD-KCN")

        assert (answer.status_code, lines(answer)) == (422, {"#id_unit": "Chọn nơi anh/chị làm việc"})

    def test_costs_the_same_for_one_result_and_for_many(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        worker = Worker(cast)

        with django_assert_max_num_queries(18):
            worker.opens("noi-lam-viec", "?q=cong doan")

    def test_is_suggested_from_the_last_dossier(self, cast: Cast) -> None:
        cast.submitted(by="lan")

        page = Worker(cast, "lan").opens("noi-lam-viec")

        assert page.context["chosen"] == "CS-MAY-TIEN-THUAN"


class TestTheAuthors:
    def test_knows_who_is_signed_in(self, cast: Cast) -> None:
        cast.submitted(by="lan")

        page = Worker(cast, "lan").opens("tac-gia").content.decode()

        assert 'value="Nguyễn Thị Lan"' in page
        assert 'value="0912 345 001"' in page
        assert 'value="Chuyền 7"' in page

    def test_a_helper_is_not_put_down_as_the_author(self, cast: Cast) -> None:
        page = Worker(cast, "mai", helping="1").opens("tac-gia").content.decode()

        assert "Trần Thị Mai" not in _main(page)
        assert "Anh/chị đang gửi giúp ai?" in page

    def test_says_how_much_is_not_shared_out(self, cast: Cast) -> None:
        answer = _group(Worker(cast), "60", "25")

        assert answer.status_code == 422
        assert lines(answer) == {"#id_shares": "Tổng phần đóng góp phải là 100%, hiện là 85%"}
        assert re.search(r"Còn chưa chia</span>\s*<span>15\s%", answer.content.decode())

    @pytest.mark.parametrize("shares", [("33,33", "33,33", "33,34"), ("99.99", "0,01"), ("50%", "50 %")])
    def test_takes_shares_that_make_up_exactly_the_whole(self, cast: Cast, shares: tuple[str, ...]) -> None:
        worker = Worker(cast)

        answer = _group(worker, *shares)

        assert answer["Location"] == worker.address("thay-doi")

    def test_refuses_an_author_without_a_part_in_it(self, cast: Cast) -> None:
        answer = _group(Worker(cast), "100", "0")

        assert lines(answer) == {"#id_author-2-share": "Phần đóng góp của mỗi tác giả cần lớn hơn 0"}

    def test_a_button_adds_an_author(self, cast: Cast) -> None:
        worker = Worker(cast)

        answer = _group(worker, "60", "40", go="add")

        assert answer["Location"] == worker.address("tac-gia") + "#id_author-3-full_name"
        assert worker.draft.answers["tac-gia"]["authors"][2] == {}

    def test_a_button_takes_an_author_out(self, cast: Cast) -> None:
        worker = Worker(cast)

        _group(worker, "60", "30", "10", go="remove-2")

        assert [author["share"] for author in worker.draft.answers["tac-gia"]["authors"]] == ["60", "10"]

    @pytest.mark.parametrize(
        ("people", "shares"), [(2, ["50", "50"]), (3, ["33,34", "33,33", "33,33"]), (7, ["14,32"] + ["14,28"] * 6)]
    )
    def test_a_button_shares_out_evenly(self, cast: Cast, people: int, shares: list[str]) -> None:
        worker = Worker(cast)

        _group(worker, *["1"] * people, go="even")

        assert [author["share"] for author in worker.draft.answers["tac-gia"]["authors"]] == shares

    def test_one_alone_has_all_of_it_and_the_others_are_not_forgotten(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        _group(worker, "60", "40")

        worker.types("tac-gia", **{"author-2-full_name": "Người thứ 2", "author-2-share": "40"})

        assert [author.share for author in _content(worker).authors] == [10_000]
        assert worker.draft.answers["tac-gia"]["authors"][1]["full_name"] == "Người thứ 2"


class TestATradeSecret:
    def test_asks_only_for_the_effect(self, cast: Cast) -> None:
        answer = Worker(cast).types("thay-doi", restricted="on", before="", after="")

        assert lines(answer) == {"#id_effect": "Tóm tắt hiệu quả của sáng kiến, không cần nói cách làm"}

    def test_what_was_told_before_stays_in_the_draft_and_is_not_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.types("thay-doi", restricted="on", effect="Mỗi túi nhanh hơn 11 giây.")

        worker.sends()

        sent = Initiative.objects.get()
        assert (sent.restricted, sent.before, sent.after) == (True, "", "")
        assert sent.effect == "Mỗi túi nhanh hơn 11 giây."
        assert worker.draft.answers["thay-doi"]["before"] == GOOD["thay-doi"]["before"]


class TestTheBenefit:
    def test_reads_the_amount_back_in_words(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("loi-ich")

        assert "Một trăm hai mươi triệu đồng" in worker.opens("loi-ich").content.decode()

    def test_above_ten_billion_asks_whether_it_is_meant(self, cast: Cast) -> None:
        worker = Worker(cast)

        asked = worker.types("loi-ich", benefit_vnd="12 tỷ")
        meant = worker.types("loi-ich", benefit_vnd="12 tỷ", benefit_sure="12000000000")

        assert list(lines(asked)) == ["#id_benefit_sure"]
        assert "mỗi năm làm lợi mười hai tỷ đồng" in asked.content.decode()
        assert meant["Location"] == worker.address("cong-nhan")

    def test_another_large_amount_is_asked_about_again(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("loi-ich", benefit_vnd="12 tỷ")

        answer = worker.types("loi-ich", benefit_vnd="13 tỷ", benefit_sure="12000000000")

        assert list(lines(answer)) == ["#id_benefit_sure"]

    def test_exactly_ten_billion_is_taken_at_once(self, cast: Cast) -> None:
        assert Worker(cast).types("loi-ich", benefit_vnd="10 tỷ").status_code == 303

    def test_an_amount_beside_the_point_is_neither_read_nor_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        answer = worker.types("loi-ich", benefit_kind="SOCIAL", benefit_vnd="nhiều lắm")
        worker.sends()

        assert answer.status_code == 303
        assert Initiative.objects.get().benefit_vnd is None


class TestTheRecognition:
    def test_a_decision_needs_number_day_and_issuer(self, cast: Cast) -> None:
        answer = Worker(cast).types("cong-nhan", recognition_number="", recognised_on="", recognition_issuer="")

        assert list(lines(answer)) == ["#id_recognition_number", "#id_recognised_on", "#id_recognition_issuer"]

    def test_not_yet_needs_nothing_more(self, cast: Cast) -> None:
        answer = Worker(cast).types("cong-nhan", recognition_form="not_yet", recognised_on="chưa có")

        assert answer.status_code == 303

    def test_keeps_the_photo_even_when_something_else_needs_a_look(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        answer = worker.types("cong-nhan", recognition_number="", recognition_paper=_photo())
        worker.types("cong-nhan")
        worker.sends()

        assert answer.status_code == 422
        assert "quyet-dinh.jpg" in answer.content.decode()
        assert Initiative.objects.get().recognition_paper == StoredFile.objects.get()

    def test_the_photo_can_be_taken_out_again(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("cong-nhan", recognition_paper=_photo())

        worker.types("cong-nhan", go="drop-paper")

        assert "quyet-dinh.jpg" not in worker.opens("cong-nhan").content.decode()

    def test_another_photo_takes_its_place(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("cong-nhan", recognition_paper=_photo())

        worker.types("cong-nhan", recognition_paper=_photo("trang-2.jpg"))

        assert _form(worker, "cong-nhan").paper.name == "trang-2.jpg"

    def test_nobody_names_somebody_elses_file(self, cast: Cast) -> None:
        other = Worker(cast)
        other.types("cong-nhan", recognition_paper=_photo())
        worker = Worker(cast)

        worker.types("cong-nhan", recognition_paper=str(StoredFile.objects.get().pk))

        assert _form(worker, "cong-nhan").paper is None

    def test_a_file_that_is_no_picture_is_refused_and_the_rest_is_kept(self, cast: Cast) -> None:
        worker = Worker(cast)
        note = io.BytesIO(b"MZ this is a programme")
        note.name = "quyet-dinh.exe"

        answer = worker.types("cong-nhan", recognition_paper=note)

        assert lines(answer) == {"#id_recognition_paper": "Chỉ nhận ảnh JPG, PNG hoặc tệp PDF."}
        assert worker.draft.answers["cong-nhan"]["recognition_number"] == "41/QĐ-TT"


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
        assert "<title>Lỗi:" in answer.content.decode()
        assert Initiative.objects.count() == 0
        assert worker.draft.answers["kiem-tra"] == {"publish_name": "on"}


class TestSending:
    def test_makes_the_dossier_that_was_typed(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()

        answer = worker.sends(publish_name="on")

        sent = Initiative.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/gui/bien-nhan/{sent.code}/")
        assert _content(worker) == cast.content()
        assert answers_of(sent)["kiem-tra"] == {"publish_name": "on"}
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
        _clock(monkeypatch, datetime(2023, 9, 1, 0, 0, 1, tzinfo=VIETNAM))

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
        assert worker.draft.answers["kiem-tra"] == {"publish_name": "on"}

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
        assert re.search(r"<b>CĐCS May Tiến Thuận</b> sẽ trả lời.*21/05/2022", page)

    def test_of_a_dossier_that_the_union_entered_names_the_superior(self, cast: Cast) -> None:
        initiative = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Nguyễn Thị Lan"),))

        page = cast.client("mai").get(f"/gui/bien-nhan/{initiative.code}/").content.decode()

        assert re.search(r"<b>CĐ Các KCN</b> sẽ trả lời.*23/05/2022", page)

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

        assert "Hợp lệ" in cast.client("lan").get(f"/gui/bien-nhan/{initiative.code}/").content.decode()


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


class TestCorrecting:
    def test_every_reason_stands_at_its_field_and_in_the_list(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")

        benefit = lan.get(f"/gui/{draft.key}/loi-ich/").content.decode()
        check = lan.get(f"/gui/{draft.key}/kiem-tra/")

        assert re.search(
            r"Công đoàn đề nghị bổ sung:</b> Anh/chị ghi cách tính\..*id=\"id_benefit_vnd\"", benefit, re.S
        )
        assert [
            (line.address.partition("/gui/")[2].partition("/")[2], line.text) for line in check.context["asked"]
        ] == [
            ("cong-nhan/?ve=kiem-tra#id_recognition_number", "Anh/chị ghi lại số quyết định."),
            ("loi-ich/?ve=kiem-tra#id_benefit_vnd", "Anh/chị ghi cách tính."),
        ]

    def test_starts_from_what_the_dossier_says(self, cast: Cast) -> None:
        draft = _correction(cast)

        assert content_of(Sheet(draft, NOW.date())) == cast.content()

    def test_changes_one_page_and_sends_the_same_dossier_again(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")

        mended = lan.post(f"/gui/{draft.key}/cong-nhan/", {**GOOD["cong-nhan"], "recognition_number": "57/QĐ-TT"})
        sent = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})
        again = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})

        initiative = Initiative.objects.get()
        assert mended["Location"] == f"/gui/{draft.key}/kiem-tra/"
        assert sent["Location"] == again["Location"] == f"/gui/bien-nhan/{initiative.code}/"
        assert (initiative.state, initiative.recognition_number) == (State.SUBMITTED, "57/QĐ-TT")
        assert initiative.title == cast.content().title

    def test_somebody_who_sent_it_first_is_named(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")
        actions.withdraw(draft.correcting, seen=draft.seen_version, by=cast.actor("lan"), at=NOW)

        answer = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})

        assert answer.status_code == 409
        assert "Nguyễn Thị Lan đã xử lý hồ sơ này" in answer.content.decode()

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"restricted": True, "before": "", "after": "", "effect": "Nhanh hơn 11 giây"},
            {"benefit_kind": "SOCIAL", "benefit_vnd": None, "benefit_method": ""},
            {"benefit_vnd": 15_000_000_000, "publish_name": True},
            {
                "authors": (
                    AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=3334),
                    AuthorEntry(full_name="Hồ Thị Lài", job="TECHNICAL", share=3333),
                    AuthorEntry(full_name="Trần Văn Tú", department="Chuyền 2", share=3333),
                )
            },
        ],
        ids=["whole", "secret", "social", "large", "group"],
    )
    def test_what_the_dossier_says_comes_back_unchanged(self, cast: Cast, changes: dict[str, Any]) -> None:
        content = cast.content(**changes)
        initiative = cast.returned(**changes)
        draft = actions.start_correction(initiative, by=cast.actor("lan"), at=NOW)

        assert content_of(Sheet(draft, NOW.date())) == content
        assert answers_of(initiative)["noi-lam-viec"] == {"unit": "CS-MAY-TIEN-THUAN"}


class TestAnotherProgramme:
    def test_asks_its_own_questions_and_leaves_out_what_it_does_not_need(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = _yearly(cast, monkeypatch)

        authors = worker.opens("tac-gia").content.decode()
        change = worker.opens("thay-doi").content.decode()
        benefit = worker.opens("loi-ich").content.decode()

        assert "Trình độ đào tạo của tác giả chính" in authors
        assert "Có thể áp dụng ở những nơi nào khác?" in change
        assert "Sáng kiến thuộc loại nào?" not in change
        assert "Đã áp dụng được bao nhiêu năm?" in benefit

    def test_a_required_question_is_required(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = _yearly(cast, monkeypatch).types("tac-gia")

        assert lines(answer) == {"#id_extra_training_0": "Trả lời câu hỏi: Trình độ đào tạo của tác giả chính"}

    def test_the_answers_come_with_the_dossier(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        worker = _yearly(cast, monkeypatch).fills_in()
        worker.types("tac-gia", extra_training="worker")
        worker.types("thay-doi", field="industry", kind=None, before="", applied_on="", extra_spread="Các chuyền may")
        worker.types("loi-ich", effects=["safety"], extra_years="3")
        worker.types("cong-nhan", recognition_form="council")

        worker.sends()

        sent = Initiative.objects.get()
        assert sent.programme.code == "LDST-2026"
        assert sent.extra == {"training": "worker", "spread": "Các chuyền may", "years": 3}
        assert (sent.kind, sent.before, sent.applied_on) == (None, "", None)


class TestEveryPage:
    @pytest.mark.parametrize("step", STEPS)
    def test_is_light_and_carries_no_style_and_no_script(self, cast: Cast, step: str) -> None:
        page = Worker(cast, "lan").fills_in().opens(step).content

        assert len(page) < 40_000
        assert b"style=" not in page
        assert b"<script" not in page

    @pytest.mark.parametrize("step", STEPS)
    def test_has_one_heading_and_says_which_step_it_is(self, cast: Cast, step: str) -> None:
        page = Worker(cast).opens(step).content.decode()

        assert page.count("<h1") == 1
        assert f"Bước {STEPS.index(step) + 1} trên 6" in page

    @pytest.mark.parametrize("step", STEPS)
    def test_ties_every_label_to_a_control(self, cast: Cast, step: str) -> None:
        page = Worker(cast, "lan").fills_in().opens(step).content.decode()

        wanted, ids = set(re.findall(r'<label[^>]* for="([^"]+)"', page)), set(re.findall(r' id="([^"]+)"', page))
        assert wanted <= ids

    def test_reads_all_pages_in_a_steady_number_of_queries(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        worker = Worker(cast, "lan").fills_in()

        with django_assert_max_num_queries(32):
            worker.opens("kiem-tra")


def _clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda: moment)


def _group(worker: Worker, *shares: str, go: str = "next") -> Any:
    typed = {"who": "group"}
    for number, share in enumerate(shares, start=1):
        typed |= {f"author-{number}-full_name": f"Người thứ {number}", f"author-{number}-share": share}
    return worker.types("tac-gia", go=go, **typed)


def _photo(name: str = "quyet-dinh.jpg") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


def _content(worker: Worker) -> Any:
    return content_of(Sheet(worker.draft, NOW.date()))


def _form(worker: Worker, slug: str) -> Any:
    sheet = Sheet(worker.draft, NOW.date())
    forms = read_answers(sheet, all_answers(sheet)).forms
    return next(form for step, form in forms.items() if step.slug == slug)


def _main(page: str) -> str:
    return page[page.index("<main") :]


def _correction(cast: Cast) -> Draft:
    return actions.start_correction(cast.returned(), by=cast.actor("lan"), at=NOW)


def _yearly(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Worker:
    _clock(monkeypatch, datetime(2026, 6, 1, 9, 0, tzinfo=VIETNAM))
    configure(read(CATALOGUE / "ldst.yaml"), by=None, at=NOW)
    return Worker(cast, "lan")
