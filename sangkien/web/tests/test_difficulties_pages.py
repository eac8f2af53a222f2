"""Difficulties on the screen: asked from anywhere, answered at a desk, found again by a code."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from sangkien.difficulties import handling
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.tests.asking import TOLD, again, told
from sangkien.guidance.actions import publish
from sangkien.guidance.models import Article
from sangkien.guidance.rules import Written
from sangkien.guidance.shipped import load_guidance
from sangkien.initiatives.actions import start_draft
from sangkien.registry.models import OfficialPaper
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
ASKED = {"kind": "fdi", "text": TOLD, "unit": "CS-HAEMIN", "q": "haemin", "go": "send"}
ASKED |= {"full_name": "Lê Văn Tâm", "phone": "0912 345 090"}


def sent(client: Client, **changes: Any) -> Any:
    return client.post("/kho-khan/", ASKED | changes, follow=True)


def a_photo() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(data, "PNG")
    return SimpleUploadedFile("man-hinh.png", data.getvalue(), "image/png")


class TestAsking:
    def test_without_an_account_from_a_phone(self, cast: Cast) -> None:
        page = sent(Client()).text

        one = Difficulty.objects.get()
        assert "CĐCS Haemin Vina phụ trách, trả lời chậm nhất ngày 20/05/2022." in page
        assert one.code in page
        assert (one.full_name, one.phone, one.foreign) == ("Lê Văn Tâm", "+84912345090", True)

    def test_the_workplace_is_searched_for_and_what_was_typed_stays(self, cast: Cast) -> None:
        page = Client().post("/kho-khan/", ASKED | {"go": "find", "unit": "", "q": "haemin vina"}).text

        assert TOLD in page
        assert 'value="CS-HAEMIN"' in page
        assert not Difficulty.objects.exists()

    def test_everything_that_is_missing_stands_beside_its_box(self, cast: Cast) -> None:
        answer = Client().post("/kho-khan/", {"go": "send"})

        assert answer.status_code == 422
        for text in (
            "Chọn điều anh/chị đang vướng",
            "Kể vài lời",
            "Chọn nơi anh/chị làm việc",
            "Ghi họ và tên",
            "Ghi số di động",
        ):
            assert text in answer.text

    def test_photos_and_spoken_words_are_kept_even_if_a_word_is_missing(self, cast: Cast) -> None:
        client = Client()
        voice = SimpleUploadedFile("ghi-am.m4a", b"\0\0\0\x20ftypM4A " + b"\0" * 64, "audio/mp4")
        first = client.post("/kho-khan/", ASKED | {"text": "", "photos": a_photo(), "voice": voice})
        key = re.search(r'name="key" value="([^"]+)"', first.text)
        assert first.status_code == 422
        assert "man-hinh.png" in first.text and key

        page = sent(client, key=key[1]).text
        assert "<audio" in page
        files = [one.file for one in Difficulty.objects.get().attachments.order_by("position")]
        assert sorted(file.kind for file in files) == ["audio/mp4", "image/png"]
        assert client.get(f"/tep/{files[0].pk}/").status_code == 200
        assert cast.client("kim").get(f"/tep/{files[0].pk}/").status_code == 200
        assert cast.client("mai").get(f"/tep/{files[0].pk}/").status_code == 404

    def test_a_program_is_no_spoken_word(self, cast: Cast) -> None:
        bad = SimpleUploadedFile("ghi-am.m4a", b"MZ" + b"\0" * 64, "audio/mp4")

        answer = Client().post("/kho-khan/", ASKED | {"voice": bad})

        assert answer.status_code == 422
        assert "chương trình máy tính" in answer.text

    def test_a_double_tap_is_one(self, cast: Cast) -> None:
        client, key = Client(), "11111111-1111-1111-1111-111111111111"
        sent(client, key=key)
        sent(client, key=key)

        assert Difficulty.objects.count() == 1

    def test_from_a_step_of_the_form_with_its_workplace_and_kind(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        draft = start_draft(cast.programme, by=cast.actor("lan"), at=NOW)
        draft.answers = {"noi-lam-viec": {"unit": "CS-MAY-TIEN-THUAN"}}
        draft.save()

        step = cast.client("lan").get(f"/gui/{draft.key}/thay-doi/").text
        assert f"/kho-khan/?buoc=thay-doi&amp;nhap={draft.key}" in step
        assert "/huong-dan/bai/" in step
        page = cast.client("lan").get(f"/kho-khan/?buoc=thay-doi&nhap={draft.key}").text
        assert 'value="CS-MAY-TIEN-THUAN"' in page
        assert re.search(r'value="secrecy"[^>]*checked', page)

    def test_about_a_dossier_of_ones_own(self, cast: Cast) -> None:
        dossier, lan = cast.submitted(), cast.client("lan")
        at = f"/kho-khan/?ho-so={dossier.code}"
        assert at in lan.get(f"/toi/ho-so/{dossier.code}/").text

        lan.post(at, {"kind": "recognition", "text": TOLD, "unit": "CS-MAY-TIEN-THUAN", "go": "send"})
        assert Difficulty.objects.get().dossier == dossier

    def test_anothers_dossier_is_none(self, cast: Cast) -> None:
        dossier = cast.submitted()
        cast.client("hung").post(f"/kho-khan/?ho-so={dossier.code}", ASKED)

        assert Difficulty.objects.get().dossier is None

    def test_what_a_union_has_answered_is_offered_to_its_own_workers_at_that_step(self, cast: Cast) -> None:
        written = Written(title="Không cho chụp ảnh máy", body="Gửi dạng bí mật.", topics=("thay-doi",))
        publish(cast.unit("CD-KCN"), written, by=cast.actor("minh"), at=NOW)

        def step_of(login: str, unit: str) -> str:
            draft = start_draft(cast.programme, by=cast.actor(login), at=NOW)
            draft.answers = {"noi-lam-viec": {"unit": unit}}
            draft.save()
            return cast.client(login).get(f"/gui/{draft.key}/thay-doi/").text

        assert written.title in step_of("lan", "CS-MAY-TIEN-THUAN")
        assert written.title not in step_of("hung", "CS-THPT-AN-PHUOC")

    @pytest.mark.parametrize("key", ["", "x", "\0", "../.."])
    def test_a_broken_key_is_no_fault(self, cast: Cast, key: str) -> None:
        assert sent(Client(), key=key).status_code == 200

    @pytest.mark.parametrize("asked", ["?nhap=x&buoc=y&ho-so=z", "?ho-so=%00", "?q=%00"])
    def test_broken_addresses_open_the_plain_page(self, cast: Cast, asked: str) -> None:
        assert Client().get(f"/kho-khan/{asked}").status_code == 200


class TestFindingAgain:
    def test_by_code_and_the_end_of_the_number_on_another_phone(self, cast: Cast) -> None:
        one = told(cast)

        page = Client().post("/kho-khan/tra-cuu/", {"code": one.code.lower(), "tail": "5090"}, follow=True).text
        assert TOLD in page

    def test_wrong_digits_and_an_unknown_code_get_the_same_sentence(self, cast: Cast) -> None:
        one = told(cast)
        pages = [
            Client().post("/kho-khan/tra-cuu/", {"code": code, "tail": "0000"}) for code in (one.code, "KK-BBBBBB")
        ]

        assert [page.status_code for page in pages] == [422, 422]
        assert all("Chưa thấy vướng mắc nào khớp" in page.text for page in pages)

    def test_a_stranger_with_the_code_alone_reads_nothing(self, cast: Cast) -> None:
        one = told(cast)

        answer = Client().get(f"/kho-khan/{one.code}/", follow=True)
        assert TOLD not in answer.text
        assert Client().post(f"/kho-khan/{one.code}/y-kien/", {"helped": "1"}).status_code == 404

    def test_who_asked_says_that_it_did_not_help_and_then_that_it_did(self, cast: Cast) -> None:
        client = Client()
        sent(client)
        one = Difficulty.objects.get()
        handling.answer(one, "Anh gửi ở dạng bí mật", seen=1, by=cast.actor("kim"), at=NOW)

        silent = client.post(f"/kho-khan/{one.code}/y-kien/", {"helped": "0"})
        assert silent.status_code == 422
        page = client.post(f"/kho-khan/{one.code}/y-kien/", {"helped": "0", "y-text": "Vẫn báo lỗi"}, follow=True).text
        assert "Đã mở lại" in page
        handling.answer(again(one), "Anh gửi lại nhé", seen=3, by=cast.actor("kim"), at=NOW)
        assert "Cảm ơn" in client.post(f"/kho-khan/{one.code}/y-kien/", {"helped": "1"}, follow=True).text

    def test_notes_and_names_of_officers_are_not_for_who_asked(self, cast: Cast) -> None:
        client = Client()
        sent(client)
        one = Difficulty.objects.get()
        handling.note(one, "Ghi riêng cho cán bộ", by=cast.actor("kim"), at=NOW)
        handling.answer(one, "Anh gửi lại nhé", seen=1, by=cast.actor("kim"), at=NOW)

        page = client.get(f"/kho-khan/{one.code}/").text
        assert "Ghi riêng" not in page
        assert "Kim Min-ji" not in page
        assert "Cán bộ công đoàn cơ sở, CĐCS Haemin Vina" in page


class TestTheDesk:
    def test_the_queue_is_its_own_and_what_is_dangerous_stands_first(self, cast: Cast) -> None:
        told(cast)
        told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text="Quản lý đe dọa đuổi việc nếu tôi gửi bài")

        page = cast.client("kim").get("/vuong-mac/").text
        assert page.index("đe dọa") < page.index("chụp ảnh máy")
        assert "2 vướng mắc" in page
        assert "Không có vướng mắc nào ở đây" in cast.client("mai").get("/vuong-mac/").text
        assert cast.client("lan").get("/vuong-mac/").status_code == 404

    def test_upper_unions_see_all_below_without_what_belongs_to_a_person(self, cast: Cast) -> None:
        told(cast, text=f"{TOLD}, gọi tôi 0912 345 090")

        page = cast.client("dong").get("/vuong-mac/?xem=chua-xong&fdi=1").text
        assert "1 vướng mắc" in page
        assert "0912 345 090" not in page
        row = cast.client("dong").get("/vuong-mac/danh-sach.json?xem=tat-ca").getvalue().decode()
        assert "0912 345 090" not in row

    def test_the_phone_is_whole_for_the_desk_alone(self, cast: Cast) -> None:
        one = told(cast)

        assert "0912 345 090" in cast.client("kim").get(f"/vuong-mac/{one.code}/").text
        assert "0912 345 090" not in cast.client("dong").get(f"/vuong-mac/{one.code}/").text
        assert cast.client("mai").get(f"/vuong-mac/{one.code}/").status_code == 404

    def test_up_and_answered_and_made_an_article_in_one_click(self, cast: Cast) -> None:
        one = told(cast)
        at = f"/vuong-mac/{one.code}/"
        up = {"chuyen-len-text": "Cần cấp trên", "chuyen-len-version": "1"}
        assert "Đã chuyển lên cấp trên." in cast.client("kim").post(f"{at}chuyen-len/", up, follow=True).text
        minh = cast.client("minh")
        page = minh.post(f"{at}tra-loi/", {"tra-loi-text": "Gửi dạng bí mật", "tra-loi-version": "2"}, follow=True).text
        assert "Đã gửi trả lời." in page

        filled = dict(re.findall(r'name="(thanh-bai-title)" value="([^"]+)"', page))
        filled |= {"thanh-bai-body": "Gửi dạng bí mật", "thanh-bai-topics": "fdi"}
        assert "Đã đăng bài hướng dẫn." in minh.post(f"{at}thanh-bai/", filled, follow=True).text
        article = Article.objects.get()
        assert "Gửi dạng bí mật" in Client().get(f"/huong-dan/bai/{article.code}/").text

    def test_an_answer_without_words_stays_on_the_page(self, cast: Cast) -> None:
        one = told(cast)

        answer = cast.client("kim").post(f"/vuong-mac/{one.code}/tra-loi/", {"tra-loi-version": "1"})
        assert answer.status_code == 422
        assert "Viết vài lời để người khác hiểu" in answer.text

    def test_what_was_written_while_a_colleague_was_faster_is_not_lost(self, cast: Cast) -> None:
        one = told(cast)
        handling.ask_back(one, "Anh làm ở đâu?", seen=1, by=cast.actor("kim"), at=NOW)

        answer = cast.client("kim").post(
            f"/vuong-mac/{one.code}/tra-loi/", {"tra-loi-text": "Lời dài đã viết", "tra-loi-version": "1"}
        )
        assert answer.status_code == 409
        assert "Lời dài đã viết" in answer.text

    def test_similar_ones_are_grouped_and_parted(self, cast: Cast) -> None:
        one, two = told(cast), told(cast, phone="+84912345091", full_name="Đỗ Thị Hạnh", text=f"{TOLD} nữa")
        kim, at = cast.client("kim"), f"/vuong-mac/{two.code}/"
        assert one.code in kim.get(at).text

        kim.post(f"{at}gop/", {"gop-leading": one.code, "gop-version": "1"})
        assert again(two).state == "GROUPED"
        kim.post(f"{at}tach/", {"tach-version": "2"})
        assert again(two).state == "RECEIVED"

    def test_a_list_of_many_costs_what_one_of_few_costs(self, cast: Cast) -> None:
        kim = cast.client("kim")

        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                kim.get("/vuong-mac/")
            return len(asked)

        told(cast)
        few = cost()
        for n in range(12):
            told(cast, phone=f"+849123451{n:02}", full_name=f"Người {n}")
        assert cost() == few

    def test_the_menu_says_how_many_wait(self, cast: Cast) -> None:
        told(cast)

        assert re.search(
            r'/vuong-mac/"[^>]*>Khó khăn, vướng mắc <span class="badge">1', cast.client("kim").get("/toi/").text
        )


class TestFiguresAndDigest:
    def test_the_months_report_is_drafted_in_one_click_with_figures_and_list(self, cast: Cast) -> None:
        one = told(cast, text=f"{TOLD}, gọi tôi 0912 345 090")
        handling.hand_up(one, "Cần cấp trên", seen=1, by=cast.actor("kim"), at=NOW)
        minh = cast.client("minh")
        assert "Soạn báo cáo" in minh.get("/vuong-mac/so-lieu/").text

        minh.post("/vuong-mac/so-lieu/bao-cao/", {"month": "2022-05"})
        paper = OfficialPaper.objects.get()
        page = minh.get(f"/van-ban/van-ban/{paper.pk}/", follow=True)
        assert paper.figures is not None
        assert paper.figures.facts["difficulties"]["received"] == 1
        [row] = paper.figures.facts["difficulties_open"]
        assert (row["code"], row["unit"]) == (one.code, "CĐCS Haemin Vina")
        assert "0912 345 090" not in row["text"]
        assert page.status_code in (200, 404)

    @pytest.mark.parametrize("month", ["", "x", "2022-13", "1999-01"])
    def test_a_month_that_is_none_is_a_sentence(self, cast: Cast, month: str) -> None:
        assert cast.client("minh").post("/vuong-mac/so-lieu/bao-cao/", {"month": month}, follow=True).status_code == 200

    def test_before_anything_came(self, cast: Cast) -> None:
        assert cast.client("dong").get("/vuong-mac/so-lieu/").status_code == 200
