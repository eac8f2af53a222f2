"""Looking up a dossier without an account."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.accounts.models import Attempt
from sangkien.accounts.queries import MOST_FOR_A_NAME, MOST_FROM_AN_ADDRESS
from sangkien.initiatives.content import AuthorEntry
from tests.cast import Cast


def look_up(code: str, tail: str = "5001", address: str = "203.0.113.7") -> Any:
    return Client().post(reverse("look-up"), {"code": code, "tail": tail}, REMOTE_ADDR=address)


class TestLookUp:
    def test_says_where_the_dossier_is(self, cast: Cast) -> None:
        answer = look_up(cast.submitted().code)

        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Đã gửi</span>" in page
        assert "CĐCS May Tiến Thuận đang xem để xác nhận, hẹn trả lời chậm nhất ngày 23/05/2022." in page

    def test_shows_no_personal_data_and_not_the_content(self, cast: Cast) -> None:
        page = look_up(cast.returned().code).content.decode()

        for kept in ("Nguyễn Thị Lan", "0912 345", "+8491", "Đồ gá", "nam châm", "Trần Thị Mai", "số quyết định"):
            assert kept not in page

    def test_of_a_returned_one_says_how_many_points_and_not_which(self, cast: Cast) -> None:
        page = look_up(cast.returned().code).content.decode()

        assert "Cần bổ sung</span>" in page
        assert "Công đoàn đề nghị bổ sung 2 mục" in page
        assert "Đăng nhập để bổ sung" in page

    @pytest.mark.parametrize(
        "shape", ["{}", " {} ", "sk {year} {n}", "sk{year}{n:06}", "{year}-{n}", "SK–{year}–{n:06}"]
    )
    def test_reads_the_code_however_it_is_typed(self, cast: Cast, shape: str) -> None:
        code = cast.submitted().code
        _sk, year, n = code.split("-")

        assert look_up(shape.format(code, year=year, n=int(n))).status_code == 200

    def test_every_authors_phone_opens_it(self, cast: Cast) -> None:
        sent = cast.submitted(
            authors=(
                AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5000),
                AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=5000),
            )
        )

        assert [look_up(sent.code, tail).status_code for tail in ("5001", "5002", "5003")] == [200, 200, 422]

    def test_the_helpers_phone_opens_what_was_entered_for_somebody_without_one(self, cast: Cast) -> None:
        sent = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Chamaléa Thị Niêm"),))

        assert look_up(sent.code, "5003").status_code == 200

    def test_an_unknown_code_and_wrong_digits_look_the_same(self, cast: Cast) -> None:
        sent = cast.submitted()

        wrong, unknown = look_up(sent.code, "9999"), look_up("SK-2022-999999")

        assert wrong.status_code == unknown.status_code == 422
        assert wrong.context["form"].errors == unknown.context["form"].errors

    @pytest.mark.parametrize(
        ("code", "tail", "field", "said"),
        [
            ("", "5001", "code", "Ghi mã hồ sơ"),
            ("abc", "5001", "code", "gồm chữ SK, năm và số thứ tự"),
            ("SK-2022-" + "1" * 5000, "5001", "code", "ngắn"),
            ("<script>", "5001", "code", "gồm chữ SK"),
            ("SK-2022-1", "", "tail", "Ghi bốn số cuối"),
            ("SK-2022-1", "501", "tail", "Ghi đúng bốn số"),
            ("SK-2022-1", "%%%%", "tail", "Ghi đúng bốn số"),
            ("SK-2022-1\x00", "0912345001", "tail", "Ghi đúng bốn số"),
        ],
    )
    def test_says_beside_the_field_what_cannot_be_read(
        self, cast: Cast, code: str, tail: str, field: str, said: str
    ) -> None:
        answer = look_up(code, tail)

        assert answer.status_code == 422
        assert said in " ".join(answer.context["form"].errors[field])
        assert "<script>" not in answer.content.decode()
        assert not Attempt.objects.exists()

    def test_a_qr_code_brings_the_code_along(self, cast: Cast) -> None:
        page = Client().get(reverse("look-up"), {"ma": "SK-2022-000871"}).content.decode()

        assert 'value="SK-2022-000871"' in page
        assert "Đọc mã hồ sơ thế nào?" in page

    def test_keeps_what_was_typed(self, cast: Cast) -> None:
        page = look_up("SK-2022-000871", "12").content.decode()

        assert 'value="SK-2022-000871"' in page
        assert 'value="12"' in page


class TestGuessing:
    def test_ten_wrong_digits_for_a_code_are_enough(self, cast: Cast) -> None:
        code = cast.submitted().code
        for tail in range(MOST_FOR_A_NAME):
            look_up(code, f"{tail:04}")

        answer = look_up(code, "5001")

        assert answer.status_code == 429
        assert "khoảng mười phút" in answer.content.decode()

    def test_one_address_cannot_go_through_the_codes(self, cast: Cast) -> None:
        for n in range(MOST_FROM_AN_ADDRESS):
            look_up(f"SK-2022-{900_000 + n}")

        code = cast.submitted().code
        assert look_up(code).status_code == 429
        assert look_up(code, address="198.51.100.2").status_code == 200

    def test_looking_up_ones_own_again_and_again_is_no_guessing(self, cast: Cast) -> None:
        code = cast.submitted().code

        assert {look_up(code).status_code for _ in range(MOST_FROM_AN_ADDRESS + 2)} == {200}
