"""Articles on the screen: found, read, judged, written."""

import pytest
from django.test import Client

from sangkien.guidance.models import Article, Opinion
from sangkien.guidance.shipped import load_guidance
from sangkien.guidance.topics import steps
from sangkien.web.submit.steps import ALL
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
WRITTEN = {"title": "Ảnh quyết định bị mờ", "body": "Chụp lại **ban ngày**.", "topics": ["sending"]}


def test_the_steps_of_the_form_are_topics() -> None:
    assert set(steps()) == {step.slug for step in ALL}


class TestReading:
    def test_anybody_finds_without_marks_and_reads(self, cast: Cast) -> None:
        load_guidance(at=NOW)

        page = Client().get("/huong-dan/bai/", {"hoi": "khong nhan duoc ma"}).text
        assert page.index("Không nhận được mã 6 số") < page.index("Quên mật khẩu")
        article = Client().get("/huong-dan/bai/khong-nhan-duoc-ma-dang-nhap/").text
        assert "<strong>Xem lại số điện thoại</strong>" in article
        assert "Bài có sẵn trong Sáng Kiến" in article

    def test_in_english(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        client = Client()
        client.post("/ngon-ngu/", {"language": "en"})

        assert "The six digits" in client.get("/huong-dan/bai/khong-nhan-duoc-ma-dang-nhap/").text

    def test_what_nobody_has_written_leads_to_the_union(self, cast: Cast) -> None:
        page = Client().get("/huong-dan/bai/?hoi=zzzz").text

        assert "Chưa có bài nào trả lời câu này" in page
        assert "/kho-khan/" in page

    @pytest.mark.parametrize("asked", ["?hoi=%00", "?chu-de=khong-co", "?page=99", "?hoi=(((*"])
    def test_broken_addresses_open_the_page(self, cast: Cast, asked: str) -> None:
        assert Client().get(f"/huong-dan/bai/{asked}").status_code == 200

    def test_an_article_that_is_none(self, cast: Cast) -> None:
        assert Client().get("/huong-dan/bai/khong-co/").status_code == 404


class TestOpinions:
    def test_a_browser_counts_once_and_an_account_once(self, cast: Cast) -> None:
        load_guidance(at=NOW)
        browser, lan, at = Client(), cast.client("lan"), "/huong-dan/bai/bi-mat-cong-nghe/y-kien/"
        for client in (browser, browser, lan, lan):
            client.post(at, {"helpful": "1"})
        cast.client("lan").post(at, {"helpful": "0"})

        assert sorted(Opinion.objects.values_list("helpful", flat=True)) == [False, True]
        assert "1 người thấy có ích, 1 người thấy chưa rõ" in Client().get(at.removesuffix("y-kien/")).text


class TestWriting:
    def test_published_revised_taken_back(self, cast: Cast) -> None:
        minh = cast.client("minh")
        assert "Đã đăng bài hướng dẫn." in minh.post("/huong-dan/bai/viet/", WRITTEN, follow=True).text
        at = f"/huong-dan/bai/{Article.objects.get().code}/"
        assert "CĐ Các KCN" in Client().get(at).text

        minh.post(f"{at}sua/", WRITTEN | {"title": "Ảnh mờ", "version": "1"})
        assert "<h1>Ảnh mờ</h1>" in Client().get(at).text
        minh.post(f"{at}go/", {"version": "2"})
        assert Client().get(at).status_code == 404
        assert "Bài này đã gỡ" in minh.get(at, follow=True).text

    def test_what_is_missing_stands_beside_its_box_and_what_was_typed_stays(self, cast: Cast) -> None:
        answer = cast.client("minh").post("/huong-dan/bai/viet/", {"title": "", "body": "Lời đã gõ", "title_en": "x"})

        assert answer.status_code == 422
        for text in ("Ghi tên bài", "Chọn ít nhất một chủ đề", "cả tên bài và nội dung", "Lời đã gõ"):
            assert text in answer.text

    def test_what_a_colleague_changed_meanwhile_is_not_overwritten(self, cast: Cast) -> None:
        minh = cast.client("minh")
        minh.post("/huong-dan/bai/viet/", WRITTEN)
        at = f"/huong-dan/bai/{Article.objects.get().code}/sua/"
        minh.post(at, WRITTEN | {"version": "1"})

        assert minh.post(at, WRITTEN | {"version": "1", "body": "Lời đã gõ"}).status_code == 409

    def test_others_do_not_write(self, cast: Cast) -> None:
        load_guidance(at=NOW)

        assert cast.client("mai").get("/huong-dan/bai/viet/").status_code == 404
        assert cast.client("minh").get("/huong-dan/bai/bi-mat-cong-nghe/sua/").status_code == 404
        assert cast.client("ha").get("/huong-dan/bai/bi-mat-cong-nghe/sua/").status_code == 200
