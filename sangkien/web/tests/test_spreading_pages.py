"""Asking to apply what was done elsewhere, on the pages of both unions; collections; small things."""

from typing import Any

import pytest
from django.test import Client

from sangkien.spreading.models import Adoption, Wish
from sangkien.spreading.tests.spreading import SAID, adopted, asked
from tests.cast import Cast


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer).decode()


def does(cast: Cast, login: str, wish: Wish, task: str, **said: Any) -> int:
    answer = cast.client(login).post(f"/nhan-rong/{wish.pk}/viec/", {"viec": task} | said)
    return int(answer.status_code)


def test_lead_from_an_initiative_to_its_use_elsewhere(cast: Cast) -> None:
    dossier = cast.valid()
    assert "Đơn vị tôi muốn áp dụng" in page(f"/sang-kien/{dossier.code}/")
    kim = cast.client("kim")

    assert kim.post(f"/nhan-rong/hoi/{dossier.code}/", SAID).status_code == 302
    wish = Wish.objects.get()
    assert dossier.title in page("/nhan-rong/", cast.client("mai"))
    assert does(cast, "mai", wish, "dong_y", answer="Mời sang xem") == 302
    said = {"applied_on": "18/05/2022", "effect": "Nhanh hơn 9 giây", "changed": "", "benefit_vnd": "70 triệu"}
    assert does(cast, "kim", wish, "ap_dung", **said) == 302

    assert Adoption.objects.get().benefit_vnd == 70_000_000
    text = page(f"/sang-kien/{dossier.code}/")
    assert "CĐCS Haemin Vina" in text and "Nhanh hơn 9 giây" in text and "70.000.000" not in text
    assert "70000000" in page("/nhan-rong.csv", kim).replace(".", "")


@pytest.mark.parametrize(
    ("login", "task", "said", "sentence"),
    [
        ("mai", "tu_choi", {"answer": ""}, "Ghi lý do để đơn vị bạn biết"),
        ("kim", "ap_dung", {"applied_on": "hôm qua"}, ""),
    ],
)
def test_a_task_says_what_is_wrong(cast: Cast, login: str, task: str, said: dict[str, str], sentence: str) -> None:
    wish = asked(cast)

    answer = cast.client(login).post(f"/nhan-rong/{wish.pk}/viec/", {"viec": task} | said)

    assert answer.status_code in (404, 422) and sentence in answer.content.decode()


def test_a_wish_without_a_place_stays_with_a_sentence_at_its_box(cast: Cast) -> None:
    answer = cast.client("kim").post(f"/nhan-rong/hoi/{cast.valid().code}/", {"where": "", "contact": "Kim"})

    assert answer.status_code == 422
    assert "Ghi nơi muốn áp dụng" in answer.content.decode() and 'value="Kim"' in answer.content.decode()


@pytest.mark.parametrize("login", ["lan", "thao", "hung"])
def test_others_find_nothing(cast: Cast, login: str) -> None:
    wish = asked(cast)

    assert cast.client(login).get(f"/nhan-rong/{wish.pk}/").status_code == 404
    assert does(cast, login, wish, "dong_y") == 404


def test_collections_show_where_it_went(cast: Cast) -> None:
    assert "Chưa có sáng kiến nào" in page("/bo-suu-tap/")
    adopted(cast)

    assert "Đã áp dụng thêm ở 1 đơn vị" in page("/bo-suu-tap/")


def test_small_things_encourage(cast: Cast) -> None:
    small = cast.valid(benefit_vnd=900_000, title="Móc treo kéo cạnh máy may")

    assert small.title in page("/viec-nho/")
    assert small.title in page("/viec-nho/?co-so=CS-MAY-TIEN-THUAN")
    assert "Anh/chị có thể là người đầu tiên" in page("/viec-nho/?co-so=CS-HAEMIN")
    assert page("/viec-nho/?co-so=%00")
