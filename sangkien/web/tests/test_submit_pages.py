"""The pages of the worker's form, one by one."""

import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.base.days import VIETNAM
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Draft, Initiative
from sangkien.organisations.factories import union
from sangkien.web.tests.submitting import GOOD, STEPS, Worker, content_typed, form_of, group, lines, photo, set_clock
from tests.cast import Cast

MORE = "Còn nơi khác khớp với từ khóa, anh/chị gõ thêm tên hoặc xã, phường."


class TestStarting:
    def test_needs_no_account(self, cast: Cast) -> None:
        worker = Worker(cast)

        assert worker.begun.status_code == 303
        assert worker.opens("noi-lam-viec").status_code == 200
        assert worker.draft.person is None

    def test_offers_to_go_on_with_what_was_begun(self, cast: Cast) -> None:
        worker = Worker(cast).fills_in()

        begun = worker.client.get("/gui/").context["begun"]

        assert [(one["title"], one["url"]) for one in begun] == [(GOOD["thay-doi"]["title"], worker.address("tiep"))]

    def test_a_closed_programme_says_since_when(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, datetime(2023, 9, 1, 8, 0, tzinfo=VIETNAM))

        page = cast.client().get("/gui/")
        begun = cast.client().post("/gui/")

        assert "đã kết thúc nhận sáng kiến ngày 31/08/2023" in page.content.decode()
        assert (begun.status_code, Draft.objects.count()) == (422, 0)

    def test_a_programme_to_come_says_from_when(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, datetime(2022, 1, 7, 23, 59, tzinfo=VIETNAM))

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

    def test_the_only_one_that_is_found_is_chosen_by_the_button_below(self, cast: Cast) -> None:
        several = Worker(cast).opens("noi-lam-viec", "?q=cong ty").content.decode()
        one = Worker(cast).opens("noi-lam-viec", "?q=may tien thuan").content.decode()

        assert re.findall(r'<input type="radio"[^>]*name="unit"[^>]*checked', several) == []
        assert len(re.findall(r'<input type="radio"[^>]*name="unit"[^>]*checked', one)) == 1

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

    def test_says_why_a_place_was_found_where_its_name_does_not_tell(self, cast: Cast) -> None:
        cast.unit("CS-HAEMIN").workplaces.create(name="Kho Sao Mai", folded="kho sao mai", ownership="fdi")

        page = Worker(cast).opens("noi-lam-viec", "?q=sao mai")

        assert "Nơi làm việc Kho Sao Mai" in page.content.decode()

    def test_says_that_there_are_more_places_than_it_shows(self, cast: Cast) -> None:
        for number in range(1, 10):
            union(f"CS-MAY-{number}", parent=cast.unit("CD-KCN"), name=f"CĐCS Tổ May {number}")

        many, few = (Worker(cast).opens("noi-lam-viec", f"?q={typed}") for typed in ("tổ may", "tổ may 7"))

        assert (len(many.context["found"]), len(few.context["found"])) == (8, 1)
        assert MORE in many.content.decode()
        assert MORE not in few.content.decode()

    def test_that_was_chosen_before_stands_first(self, cast: Cast) -> None:
        for number in (1, 2, 3):
            union(f"CS-MAY-{number}", parent=cast.unit("CD-KCN"), name=f"CĐCS Tổ May {number}")
        Worker(cast, "lan").types("noi-lam-viec", unit="CS-MAY-3")

        hers, anybodys = (Worker(cast, who).opens("noi-lam-viec", "?q=tổ may") for who in ("lan", "hung"))

        assert [page.context["found"][0].code for page in (hers, anybodys)] == ["CS-MAY-3", "CS-MAY-1"]

    def test_cannot_be_a_union_above_the_workplaces(self, cast: Cast) -> None:
        answer = Worker(cast).types("noi-lam-viec", unit="CD-KCN")

        assert (answer.status_code, lines(answer)) == (422, {"#id_unit": "Chọn nơi anh/chị làm việc"})

    def test_costs_the_same_for_one_result_and_for_many(self, cast: Cast, django_assert_num_queries: Any) -> None:
        worker = Worker(cast)
        for number in range(1, 8):
            union(f"CS-MAY-{number}", parent=cast.unit("CD-KCN"), name=f"CĐCS Tổ May {number}")
        worker.opens("noi-lam-viec")  # the programme's lists are read once and kept
        with CaptureQueriesContext(connection) as asked:
            one = worker.opens("noi-lam-viec", "?q=tổ may 7")
        of_one = len(asked)

        with django_assert_num_queries(of_one):
            many = worker.opens("noi-lam-viec", "?q=tổ may")

        assert (len(one.context["found"]), len(many.context["found"])) == (1, 7)

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
        answer = group(Worker(cast), "60", "25")

        assert answer.status_code == 422
        assert lines(answer) == {"#id_shares": "Tổng phần đóng góp phải là 100%, hiện là 85%"}
        assert re.search(r"Còn chưa chia</span>\s*<span>15\s%", answer.content.decode())

    @pytest.mark.parametrize("shares", [("33,33", "33,33", "33,34"), ("99.99", "0,01"), ("50%", "50 %")])
    def test_takes_shares_that_make_up_exactly_the_whole(self, cast: Cast, shares: tuple[str, ...]) -> None:
        worker = Worker(cast)

        answer = group(worker, *shares)

        assert answer["Location"] == worker.address("thay-doi")

    def test_refuses_an_author_without_a_part_in_it(self, cast: Cast) -> None:
        answer = group(Worker(cast), "100", "0")

        assert lines(answer) == {"#id_author-2-share": "Phần đóng góp của mỗi tác giả cần lớn hơn 0"}

    def test_a_button_adds_an_author(self, cast: Cast) -> None:
        worker = Worker(cast)

        answer = group(worker, "60", "40", go="add")

        assert answer["Location"] == worker.address("tac-gia") + "#id_author-3-full_name"
        assert worker.draft.answers["tac-gia"]["authors"][2] == {}

    def test_a_button_takes_an_author_out(self, cast: Cast) -> None:
        worker = Worker(cast)

        group(worker, "60", "30", "10", go="remove-2")

        assert [author["share"] for author in worker.draft.answers["tac-gia"]["authors"]] == ["60", "10"]

    @pytest.mark.parametrize(
        ("people", "shares"), [(2, ["50", "50"]), (3, ["33,34", "33,33", "33,33"]), (7, ["14,32"] + ["14,28"] * 6)]
    )
    def test_a_button_shares_out_evenly(self, cast: Cast, people: int, shares: list[str]) -> None:
        worker = Worker(cast)

        group(worker, *["1"] * people, go="even")

        assert [author["share"] for author in worker.draft.answers["tac-gia"]["authors"]] == shares

    def test_one_alone_has_all_of_it_and_the_others_are_not_forgotten(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        group(worker, "60", "40")

        worker.types("tac-gia", **{"author-2-full_name": "Người thứ 2", "author-2-share": "40"})

        assert [author.share for author in content_typed(worker).authors] == [10_000]
        assert worker.draft.answers["tac-gia"]["authors"][1]["full_name"] == "Người thứ 2"


class TestATradeSecret:
    def test_asks_only_for_the_effect(self, cast: Cast) -> None:
        answer = Worker(cast).types("thay-doi", restricted="on", before="", after="")

        assert lines(answer) == {"#id_effect": "Tóm tắt hiệu quả của sáng kiến, không cần nói cách làm"}

    def test_what_was_told_before_stays_in_the_draft_until_it_is_sent_and_is_not_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.types("thay-doi", restricted="on", effect="Mỗi túi nhanh hơn 11 giây.")
        kept = worker.draft.answers["thay-doi"]["before"]

        worker.sends()

        sent = Initiative.objects.get()
        assert (sent.restricted, sent.before, sent.after) == (True, "", "")
        assert sent.effect == "Mỗi túi nhanh hơn 11 giây."
        assert kept == GOOD["thay-doi"]["before"]
        assert kept not in str(worker.draft.answers)


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

        answer = worker.types("cong-nhan", recognition_number="", recognition_paper=photo())
        worker.types("cong-nhan")
        worker.sends()

        assert answer.status_code == 422
        assert "quyet-dinh.jpg" in answer.content.decode()
        assert Initiative.objects.get().recognition_paper == StoredFile.objects.get()

    def test_the_photo_can_be_taken_out_again(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("cong-nhan", recognition_paper=photo())

        worker.types("cong-nhan", go="drop-recognition_paper")

        assert "quyet-dinh.jpg" not in worker.opens("cong-nhan").content.decode()

    def test_another_photo_takes_its_place(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("cong-nhan", recognition_paper=photo())

        worker.types("cong-nhan", recognition_paper=photo("trang-2.jpg"))

        assert [file.name for file in form_of(worker, "cong-nhan").decision.files] == ["trang-2.jpg"]

    def test_nobody_names_somebody_elses_file(self, cast: Cast) -> None:
        other = Worker(cast)
        other.types("cong-nhan", recognition_paper=photo())
        worker = Worker(cast)

        worker.types("cong-nhan", recognition_paper=str(StoredFile.objects.get().pk))

        assert form_of(worker, "cong-nhan").decision.files == []

    def test_a_file_that_is_no_picture_is_refused_and_the_rest_is_kept(self, cast: Cast) -> None:
        worker = Worker(cast)
        note = io.BytesIO(b"MZ this is a programme")
        note.name = "quyet-dinh.exe"

        answer = worker.types("cong-nhan", recognition_paper=note)

        said = "Đây là một chương trình máy tính nên không nhận. Anh/chị chọn lại tệp giúp nhé."
        assert lines(answer) == {"#id_recognition_paper": said}
        assert worker.draft.answers["cong-nhan"]["recognition_number"] == "41/QĐ-TT"


class TestEveryPage:
    @pytest.mark.parametrize("step", STEPS)
    def test_is_light_and_carries_nothing_inline(self, cast: Cast, step: str) -> None:
        page = Worker(cast, "lan").fills_in().opens(step).content

        assert len(page) < 40_000
        assert b"style=" not in page
        assert re.findall(rb"<script.*?</script>", page) == [
            b'<script type="module" src="/static/phone/page.js"></script>',
            b'<script type="module" src="/static/phone/photo.js"></script>',
        ]

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

    def test_reads_all_pages_in_a_steady_number_of_queries(self, cast: Cast, django_assert_num_queries: Any) -> None:
        worker = Worker(cast, "lan").fills_in()
        with CaptureQueriesContext(connection) as asked:
            worker.opens("kiem-tra")
        of_one_author = len(asked)
        group(worker, "40", "30", "20", "10")

        with django_assert_num_queries(of_one_author):
            page = worker.opens("kiem-tra").content.decode()

        assert "Người thứ 4" in page


def _main(page: str) -> str:
    return page[page.index("<main") :]
