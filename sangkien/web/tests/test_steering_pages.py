"""Đông launches a campaign and closes a phase on two pages, without scripts."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.programmes.models import Campaign
from sangkien.registry.models import OfficialPaper
from sangkien.registry.tests.writing import headed
from sangkien.standings.models import Snapshot
from sangkien.steering.models import Closing, Launch
from sangkien.targets.models import Allocation
from tests.booking import book
from tests.cast import NOW, Cast

PROVINCE = "/chi-dao/LDLD-NINH-THUAN/"
LAUNCH, CLOSE = f"{PROVINCE}phat-dong/", f"{PROVINCE}tong-ket/GD1/"
LATER = datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)


def typed(page: HttpResponse) -> dict[str, str]:
    """What stands in the page's form, as a browser would send it."""
    form = page.context["form"]  # type: ignore[attr-defined]  # Django's test answers have it
    values = {name: box.value() for name, box in ((box.name, box) for box in form)}
    sent = {name: str(value) for name, value in values.items() if value not in (None, False, "")}
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    boxes = re.findall(r'name="(so-[^"]+)" value="([^"]*)"', page.content.decode())
    return dict(hidden) | dict(boxes) | sent


def pressed(client: Client, address: str, page: HttpResponse, task: str, **changes: str) -> Any:
    return client.post(address, typed(page) | changes | {"viec": task})


@pytest.fixture
def dong(cast: Cast) -> Client:
    headed(cast)
    return cast.client("dong")


def text(page: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


class TestLaunching:
    def test_goes_from_the_questions_over_the_preview_to_what_was_made(self, cast: Cast, dong: Client) -> None:
        page = dong.get(LAUNCH)
        divided = pressed(dong, LAUNCH, page, "chia", method="MEMBERS")
        preview = pressed(dong, LAUNCH, divided, "xem")
        made = pressed(dong, LAUNCH, preview, "ghi")

        launched = Launch.objects.get()
        assert made.status_code == 302 and made.url == f"{LAUNCH}{launched.pk}/"
        assert "Chiến dịch thi đua cao điểm 40 ngày" in text(preview) and "Kính gửi" in text(preview)
        assert launched.allocation is not None and launched.allocation.whole == 1000
        shown = text(dong.get(made.url))
        assert "Quyết định giao chỉ tiêu 01/QĐ-LĐLĐ" in shown and "A3, đen trắng" in shown

    def test_a_new_campaign_with_a_number_put_by_hand(self, cast: Cast, dong: Client) -> None:
        asked = {"joins": "moi", "name": "Chiến dịch nước rút", "method": "EQUALLY", "total": "1.000"}
        page = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", **asked)
        page = pressed(dong, LAUNCH, page, "chia", **{"so-CD-KCN": "500"})
        preview = pressed(dong, LAUNCH, page, "xem")
        pressed(dong, LAUNCH, preview, "ghi")

        allocation = Allocation.objects.get()
        parts = dict(allocation.allotments.values_list("organisation__code", "value"))
        assert parts == {"CD-KCN": 500, "CDN-GIAO-DUC": 250, "LDLD-NINH-PHUOC": 250}
        assert Campaign.objects.get(by_unit=True).title == "Chiến dịch nước rút"

    def test_pressed_twice_leads_to_the_same_page(self, cast: Cast, dong: Client) -> None:
        divided = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", method="MEMBERS")
        preview = pressed(dong, LAUNCH, divided, "xem")

        first, second = (pressed(dong, LAUNCH, preview, "ghi") for _time in range(2))

        assert first.url == second.url
        assert Launch.objects.count() == OfficialPaper.objects.count() == 1

    def test_what_is_wrong_stands_at_its_box_and_what_was_typed_stays(self, cast: Cast, dong: Client) -> None:
        asked = {"joins": "moi", "name": "", "first_day": "hôm qua", "total": "1000", "method": "EQUALLY"}
        page = pressed(dong, LAUNCH, dong.get(LAUNCH), "xem", **asked)

        assert page.status_code == 422
        assert 'value="hôm qua"' in page.content.decode()
        page = pressed(
            dong, LAUNCH, dong.get(LAUNCH), "xem", **asked | {"first_day": "20/05/2022", "last_day": "1/7/2022"}
        )
        assert page.status_code == 422
        assert set(page.context["form"].errors) == {"name", "first_day"}
        assert "Ghi tên, ví dụ: Chiến dịch thi đua cao điểm 40 ngày" in text(page)
        assert not Launch.objects.exists()

    def test_a_sum_that_is_not_the_target_is_told_in_the_table(self, cast: Cast, dong: Client) -> None:
        page = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", method="MEMBERS")
        wrong = pressed(dong, LAUNCH, page, "xem", **{"so-CD-KCN": "nhiều", "so-CDN-GIAO-DUC": "5"})

        assert wrong.status_code == 422
        assert 'value="nhiều"' in wrong.content.decode()
        assert "còn thiếu" in text(wrong)
        assert not Launch.objects.exists()

    def test_numbers_put_by_hand_come_again_when_the_total_could_not_be_read(self, cast: Cast, dong: Client) -> None:
        page = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", method="EQUALLY")
        page = pressed(dong, LAUNCH, page, "chia", **{"so-CD-KCN": "500"})
        wrong = pressed(dong, LAUNCH, page, "xem", total="một nghìn")

        again = pressed(dong, LAUNCH, wrong, "chia", total="1000")

        assert wrong.status_code == 422
        assert typed(again)["so-CD-KCN"] == "500"

    def test_says_that_a_heading_is_missing_and_where_to_set_it(self, cast: Cast) -> None:
        client = cast.client("dong")
        page = pressed(client, LAUNCH, client.get(LAUNCH), "xem")

        assert page.status_code == 422
        assert "/van-ban/LDLD-NINH-THUAN/tieu-de/" in page.content.decode()

    def test_what_changed_since_the_preview_is_looked_at_again(self, cast: Cast, dong: Client) -> None:
        page = pressed(dong, LAUNCH, dong.get(LAUNCH), "chia", method="MEMBERS")
        preview = pressed(dong, LAUNCH, page, "xem")

        again = pressed(dong, LAUNCH, preview, "ghi", name="Khác")

        assert again.status_code == 409 and not Launch.objects.exists()

    @pytest.mark.parametrize("sheet", ["a4", "a3", "a4-den-trang", "a3-den-trang"])
    def test_the_poster_says_the_slogan_the_days_and_where_to_send(self, cast: Cast, dong: Client, sheet: str) -> None:
        made = pressed(dong, LAUNCH, pressed(dong, LAUNCH, dong.get(LAUNCH), "xem"), "ghi")
        printed = dong.get(f"{made.url}ap-phich-{sheet}.pdf")

        with pypdfium2.PdfDocument(printed.content) as document:
            said = " ".join(document[0].get_textpage().get_text_range().split())
            width = document[0].get_width()
        assert "Tự hào trí tuệ lao động Việt Nam" in said
        assert "Từ 22/04/2022 đến hết 31/05/2022" in said and "testserver/gui" in said
        assert round(width) == (842 if sheet.startswith("a3") else 595)

    def test_the_poster_s_file_is_called_by_its_campaign(self, cast: Cast, dong: Client) -> None:
        made = pressed(dong, LAUNCH, pressed(dong, LAUNCH, dong.get(LAUNCH), "xem"), "ghi")

        name = unquote(dong.get(f"{made.url}ap-phich-a4.pdf")["Content-Disposition"])

        assert "Áp phích Chiến dịch thi đua cao điểm 40 ngày" in name and "(A4, màu).pdf" in name

    def test_what_was_typed_for_a_new_campaign_does_not_stand_in_the_way_of_another(
        self, cast: Cast, dong: Client
    ) -> None:
        preview = pressed(dong, LAUNCH, dong.get(LAUNCH), "xem", first_day="hôm nào đó", name="x" * 500)

        assert preview.status_code == 200 and "Sẽ được lập" in text(preview)

    def test_asks_for_name_and_days_of_a_new_campaign_alone(self, cast: Cast, dong: Client) -> None:
        page = dong.get(LAUNCH).content.decode()
        new = page[page.index('class="more"') : page.index('name="week_first"')]

        assert all(f'name="{name}"' in new for name in ("name", "first_day", "last_day"))
        assert re.search(r'name="joins" value="moi"[^>]*class="turns-on"', page)

    def test_only_who_leads_the_union_that_day_is_offered_to_sign(self, cast: Cast, dong: Client) -> None:
        province = cast.unit("LDLD-NINH-THUAN")
        appoint(cast.person("hung"), role=Role.REVIEWER, organisation=province, since=date(2022, 1, 1), by=None, at=NOW)

        for address in (LAUNCH, CLOSE):
            people = [name for _key, name in dong.get(address).context["form"].fields["signer"].choices]
            assert people == ["–", "Đặng Quốc Đông"]

    def test_is_taken_back_before_it_begins(self, cast: Cast, dong: Client) -> None:
        asked = {"joins": "moi", "name": "Chiến dịch nước rút", "first_day": "20/5/2022"}
        made = pressed(dong, LAUNCH, pressed(dong, LAUNCH, dong.get(LAUNCH), "xem", **asked), "ghi")

        assert "Rút lại chiến dịch" in text(dong.get(made.url))
        assert dong.post(f"{made.url}rut-lai/").url == PROVINCE
        assert not Campaign.objects.filter(by_unit=True).exists()


class TestClosing:
    @pytest.fixture(autouse=True)
    def _later(self, dong: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 1_396, on=NOW.date())
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: LATER)

    def test_tells_what_is_open_then_freezes_and_drafts(self, cast: Cast, dong: Client) -> None:
        page = dong.get(CLOSE)
        made = dong.post(CLOSE, typed(page))

        assert "2 đơn vị trực thuộc chưa có sáng kiến hợp lệ" in text(page)
        assert made.status_code == 302 and made.url == f"{CLOSE}1/"
        assert Closing.objects.get().snapshot == Snapshot.objects.get()
        assert "1.396" in text(dong.get(made.url))
        assert "Tổng kết lần 1" in text(dong.get(PROVINCE))

    def test_pressed_twice_closes_once(self, cast: Cast, dong: Client) -> None:
        page = dong.get(CLOSE)

        assert dong.post(CLOSE, typed(page)).url == dong.post(CLOSE, typed(page)).url

    def test_takes_stock_early_only_for_a_reason(
        self, cast: Cast, dong: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
        page = dong.get(CLOSE)
        refused = dong.post(CLOSE, typed(page))
        made = dong.post(CLOSE, typed(page) | {"reason": "Hội nghị sơ kết"})

        assert "Sơ kết Giai đoạn 1" in text(page) and refused.status_code == 422
        assert set(refused.context["form"].errors) == {"reason"}
        assert "Lý do: Hội nghị sơ kết" in text(dong.get(made.url))

    def test_a_phase_that_has_not_begun_is_not_there(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
        assert cast.client("dong").get(f"{PROVINCE}tong-ket/GD2/").status_code == 404


@pytest.mark.parametrize("address", [PROVINCE, LAUNCH, CLOSE])
@pytest.mark.parametrize("login", ["lan", "mai", "minh", "ha"])
def test_is_not_there_for_others(cast: Cast, address: str, login: str) -> None:
    assert cast.client(login).get(address).status_code == 404


def test_costs_the_same_whatever_was_launched(cast: Cast, dong: Client, django_assert_max_num_queries: Any) -> None:
    for nth in range(3):
        asked = {
            "joins": "moi",
            "name": f"Đợt {nth}",
            "first_day": f"{20 + nth}/5/2022",
            "last_day": f"{20 + nth}/5/2022",
        }
        pressed(dong, LAUNCH, pressed(dong, LAUNCH, dong.get(LAUNCH), "xem", **asked), "ghi")
    assert Launch.objects.count() == 3
    with django_assert_max_num_queries(25):
        assert dong.get(PROVINCE).status_code == 200
