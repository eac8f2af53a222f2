"""The verbs of review, as an officer meets them on the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review.models import Decision
from sangkien.similarity.actions import take_prints
from sangkien.statistics.figures import figures
from tests.cast import NOW, Cast

VERBS = ["xac-nhan", "hop-le", "tra-lai", "khong-du-dieu-kien", "trung", "chuyen"]


def post(client: Client, initiative: Initiative, verb: str, **data: Any) -> Any:
    return client.post(f"/duyet/{initiative.code}/{verb}/", {"seen": initiative.version, **data})


def province(cast: Cast) -> tuple[int, int]:
    """Submitted and valid."""
    counted = figures(cast.unit("LDLD-NINH-THUAN"), programme=cast.programme, phase=cast.phase, as_of=NOW.date())
    return counted.submitted, counted.valid


def said(response: Any) -> str:
    """The message on the page to which the verb led."""
    return "".join(str(message) for message in response.context["messages"])


class TestConfirm:
    def test_sends_the_dossier_on_to_the_superior(self, cast: Cast) -> None:
        one = cast.submitted()

        response = post(cast.client("mai"), one, "xac-nhan")

        assert response.status_code == 302
        assert cast.again(one).state == State.REVIEWING
        assert cast.again(one).confirmed_by == cast.person("mai")
        assert province(cast) == (1, 0)

    def test_leads_back_to_the_day_when_nothing_is_left(self, cast: Cast) -> None:
        response = cast.client("mai").post(f"/duyet/{cast.submitted().code}/xac-nhan/", {"seen": 1}, follow=True)

        assert response.redirect_chain == [("/co-so/", 302)]
        assert "Đã xác nhận" in said(response)

    def test_may_be_done_by_the_superior_when_the_union_does_not(self, cast: Cast) -> None:
        one = cast.submitted(at=NOW - timedelta(days=9))

        post(cast.client("minh"), one, "xac-nhan")

        assert cast.again(one).state == State.REVIEWING


class TestValidate:
    def test_counts_the_dossier_against_the_target(self, cast: Cast) -> None:
        one = cast.confirmed()
        assert province(cast) == (1, 0)

        post(cast.client("minh"), one, "hop-le")

        assert cast.again(one).state == State.VALID
        assert province(cast) == (1, 1)

    def test_opens_the_next_dossier_of_the_list_with_its_filters(self, cast: Cast) -> None:
        first = cast.confirmed(title="Xe đẩy hàng thứ nhất")
        cast.confirmed(title="Giá treo dụng cụ cơ điện")
        second = cast.confirmed(title="Xe đẩy hàng thứ hai")
        client = cast.client("minh")

        response = client.post(f"/duyet/{first.code}/hop-le/?tim=xe+day", {"seen": 2}, follow=True)

        assert response.redirect_chain == [(f"/duyet/{second.code}/?tim=xe+day", 302)]
        assert (
            said(response) == "“Xe đẩy hàng thứ nhất” hợp lệ và đã được tính vào chỉ tiêu. "
            "Tác giả được báo sau mười phút. Dưới đây là hồ sơ tiếp theo."
        )

    def test_never_leads_to_a_dossier_that_the_officer_may_not_decide(self, cast: Cast) -> None:
        one = cast.confirmed()
        cast.confirmed(authors=(AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),))

        response = post(cast.client("minh"), one, "hop-le")

        assert response.url == "/duyet/"

    def test_is_refused_while_the_initiative_is_not_recognised(self, cast: Cast) -> None:
        one = cast.confirmed(recognition=Recognition(form="not_yet"))

        page = cast.client("minh").get(f"/duyet/{one.code}/")
        response = post(cast.client("minh"), one, "hop-le")

        assert "chưa thể kết luận hợp lệ" in page.content.decode()
        assert f"/duyet/{one.code}/hop-le/" not in page.content.decode()
        assert response.status_code == 422
        assert cast.again(one).state == State.REVIEWING


class TestSendBack:
    def test_tells_the_author_all_reasons_at_once_in_the_officers_words(self, cast: Cast) -> None:
        one = cast.confirmed()

        post(
            cast.client("minh"),
            one,
            "tra-lai",
            reasons=["benefit_unexplained", "recognition_unclear"],
            loi_benefit_unexplained="Chị Lan ghi giúp 900 túi một ngày lấy từ đâu.",
            loi_recognition_unclear="Số quyết định thiếu năm.",
            note="Gọi cho tôi nếu cần.",
        )

        decision = Decision.objects.get(initiative=one, verdict="RETURNED")
        assert cast.again(one).state == State.RETURNED
        assert decision.note == "Gọi cho tôi nếu cần."
        assert decision.reasons == [
            {"code": "recognition_unclear", "field": "recognition_number", "text": "Số quyết định thiếu năm."},
            {
                "code": "benefit_unexplained",
                "field": "benefit_vnd",
                "text": "Chị Lan ghi giúp 900 túi một ngày lấy từ đâu.",
            },
        ]
        assert province(cast) == (1, 0)

    def test_offers_every_reason_of_the_programme_with_the_words_for_the_author(self, cast: Cast) -> None:
        one = cast.confirmed()

        html = cast.client("minh").get(f"/duyet/{one.code}/?viec=tra-lai").content.decode()

        assert "Chưa rõ trước đây và bây giờ làm thế nào" in html
        assert "Anh/chị kể thêm: trước đây vướng gì, bây giờ khác ra sao." in html

    def test_without_a_reason_is_refused_and_keeps_everything_typed(self, cast: Cast) -> None:
        one = cast.confirmed()

        response = post(cast.client("minh"), one, "tra-lai", loi_other="Lời đang viết dở", note="Lời nhắn dài")

        html = response.content.decode()
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reasons"]
        assert 'href="#id_reasons_0"' in html
        assert "Chọn ít nhất một lý do, để tác giả biết cần làm gì." in html
        assert "Lời đang viết dở" in html
        assert "Lời nhắn dài" in html
        assert "<title>Cần xem lại:" in html
        assert cast.again(one).state == State.REVIEWING

    def test_with_another_reason_asks_for_its_words_at_its_box(self, cast: Cast) -> None:
        one = cast.confirmed()

        response = post(
            cast.client("minh"),
            one,
            "tra-lai",
            reasons=["other", "author_missing"],
            loi_author_missing="Thiếu anh Tú.",
            loi_other="  ",
        )

        form = response.context["form"]
        assert response.status_code == 422
        assert form.errors["loi_other"] == ["Mỗi lý do cần một lời giải thích để tác giả đọc."]
        assert "loi_author_missing" not in form.errors
        assert form["reasons"].value() == ["other", "author_missing"]

    def test_cleans_what_was_pasted_and_refuses_what_nobody_can_read(self, cast: Cast) -> None:
        one = cast.confirmed()
        client = cast.client("minh")

        refused = post(client, one, "tra-lai", reasons=["other"], loi_other="<script>alert(1)</script>")
        post(client, one, "tra-lai", reasons=["other"], loi_other="Thi\u00ea\u0301u\u200b n\u0103m")

        assert refused.status_code == 422
        assert "<script>alert" not in refused.content.decode()
        assert Decision.objects.get(verdict="RETURNED").reasons[0]["text"] == "Thiếu năm"

    @pytest.mark.parametrize("words", ["x" * 2_001, "ế" * 300_000, "\x00", "a\x07b", "\ufffd"])
    def test_never_fails_on_what_is_typed(self, cast: Cast, words: str) -> None:
        one = cast.confirmed()

        response = post(cast.client("minh"), one, "tra-lai", reasons=["other"], loi_other=words, note=words)

        assert response.status_code in {302, 422}

    def test_refuses_a_reason_that_the_programme_does_not_know(self, cast: Cast) -> None:
        response = post(cast.client("minh"), cast.confirmed(), "tra-lai", reasons=["made_up"])

        assert response.context["form"].errors["reasons"] == ["Danh sách lý do vừa thay đổi, anh/chị chọn lại."]

    def test_may_be_done_by_the_union_before_it_confirms(self, cast: Cast) -> None:
        one = cast.submitted()

        post(cast.client("mai"), one, "tra-lai", reasons=["wrong_unit"], loi_wrong_unit="Chị xem lại nơi làm việc.")

        assert cast.again(one).state == State.RETURNED


class TestRefuse:
    def test_closes_the_dossier_with_its_reasons(self, cast: Cast) -> None:
        one = cast.confirmed()

        post(
            cast.client("minh"),
            one,
            "khong-du-dieu-kien",
            reasons=["ip_protected"],
            loi_ip_protected="Giải pháp đang được bảo hộ.",
        )

        assert cast.again(one).state == State.INELIGIBLE
        assert province(cast) == (1, 0)

    def test_needs_a_reason(self, cast: Cast) -> None:
        response = post(cast.client("minh"), cast.confirmed(), "khong-du-dieu-kien")

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reasons"]


class TestMarkDuplicate:
    def test_names_the_record_chosen_among_the_alike(self, cast: Cast) -> None:
        original, double = cast.valid(), cast.confirmed()
        take_prints()

        post(cast.client("minh"), double, "trung", record=original.code)

        assert cast.again(double).state == State.DUPLICATE
        assert cast.again(double).duplicate_of == original
        assert province(cast) == (2, 1)

    def test_takes_a_typed_code_before_a_chosen_one(self, cast: Cast) -> None:
        chosen, double = cast.valid(), cast.confirmed()
        typed = cast.valid(title="Khác hẳn về câu chữ nhưng cùng việc")

        given = {"record": chosen.code, "code": f"  {typed.code.lower()} ", "xac-nhan": typed.code}
        post(cast.client("minh"), double, "trung", **given)

        assert cast.again(double).duplicate_of == typed

    @pytest.mark.parametrize("code", ["", "SK-2022-999999", "'; DROP", "x" * 5_000])
    def test_says_at_the_box_when_no_such_record_is_found(self, cast: Cast, code: str) -> None:
        response = post(cast.client("minh"), cast.confirmed(), "trung", code=code)

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["code"]

    def test_a_dossier_does_not_double_itself(self, cast: Cast) -> None:
        one = cast.confirmed()

        response = post(cast.client("minh"), one, "trung", code=one.code)

        assert response.context["form"].errors["code"] == ["Một hồ sơ không thể trùng với chính nó."]

    def test_does_not_tell_of_a_dossier_that_the_officer_may_not_see(self, cast: Cast) -> None:
        elsewhere = cast.submitted(by="hung", unit=cast.unit("CS-HTX-PHUOC-HAU").pk)

        response = post(cast.client("minh"), cast.confirmed(), "trung", code=elsewhere.code)

        assert response.context["form"].errors["code"] == [
            "Chưa thấy hồ sơ nào mang mã này. Anh/chị xem lại từng chữ số."
        ]


class TestReroute:
    def test_finds_the_right_union_by_its_name_without_marks(self, cast: Cast) -> None:
        one = cast.confirmed()

        page = cast.client("minh").get(f"/duyet/{one.code}/?viec=chuyen&noi=phuoc hau")

        assert [unit.code for unit in page.context["found"]] == ["CS-HTX-PHUOC-HAU"]
        assert "Liên đoàn Lao động huyện Ninh Phước" in page.content.decode()

    def test_does_not_offer_the_union_where_the_dossier_is(self, cast: Cast) -> None:
        page = cast.client("minh").get(f"/duyet/{cast.confirmed().code}/?viec=chuyen&noi=may tien thuan")

        assert "CS-MAY-TIEN-THUAN" not in [unit.code for unit in page.context["found"]]

    def test_sends_the_dossier_and_its_count_to_the_other_union(self, cast: Cast) -> None:
        one = cast.confirmed()

        post(cast.client("minh"), one, "chuyen", to_unit="CS-HTX-PHUOC-HAU", note="Tác giả là xã viên.")

        moved = cast.again(one)
        assert (moved.state, moved.superior.code) == (State.SUBMITTED, "LDLD-NINH-PHUOC")
        assert cast.client("minh").get(f"/duyet/{one.code}/").status_code == 404

    @pytest.mark.parametrize("code", ["", "KHONG-CO", "\x00", "CS-MAY-TIEN-THUAN"])
    def test_asks_again_when_no_other_union_was_chosen(self, cast: Cast, code: str) -> None:
        response = post(cast.client("minh"), cast.confirmed(), "chuyen", to_unit=code, noi="phuoc hau")

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["to_unit"]
        assert [unit.code for unit in response.context["found"]] == ["CS-HTX-PHUOC-HAU"]
