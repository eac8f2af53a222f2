"""Giving numbers to the unions below: the method, the table, the decision, as those who do it see them."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.organisations.actions import report_members
from sangkien.organisations.factories import union
from sangkien.registry.actions import number
from sangkien.registry.models import OfficialPaper
from sangkien.registry.tests.writing import found_right, headed, signed_by, went_out
from sangkien.targets.models import Allocation, Indicator, Target, TargetKind
from sangkien.web.tests.test_board_pages import text_of
from sangkien.web.tests.test_targets_pages import PROVINCE, dong, put
from tests.cast import NOW, TODAY, Cast

GIVE = f"{PROVINCE}giao/GD1/sang-kien/"
BY_MEMBERS = f"{GIVE}bang/?method=MEMBERS&floor="
PROPOSED = {"so-CD-KCN": "962", "so-CDN-GIAO-DUC": "15", "so-LDLD-NINH-PHUOC": "23"}
NUMBERS = {"so-CD-KCN": "961", "so-CDN-GIAO-DUC": "15", "so-LDLD-NINH-PHUOC": "24"}
SIGNED = {"number": "45/QĐ-LĐLĐ", "signed_on": "16/5/2022"}


def boxes(html: str) -> dict[str, str]:
    """What stands in the boxes of the table."""
    return dict(re.findall(r'name="(so-[A-Z-]+)" value="([^"]*)"', html))


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def previewed(cast: Cast, address: str = BY_MEMBERS, **changes: str) -> Any:
    return dong(cast).post(address, {**NUMBERS, **SIGNED, "viec": "xem", **changes})


def decided(cast: Cast, address: str = BY_MEMBERS, **changes: str) -> Allocation:
    page = previewed(cast, address, **changes).content.decode()
    answer = dong(cast).post(
        address,
        {**NUMBERS, **SIGNED, **changes, "tay": hidden(page, "tay"), "da-xem": hidden(page, "da-xem"), "viec": "ghi"},
    )
    assert answer.status_code == 302, text_of(answer.content)
    return Allocation.objects.latest("pk")


class TestChoosingTheMethod:
    def test_asks_how_and_says_for_how_many(self, cast: Cast) -> None:
        shown = text_of(dong(cast).get(GIVE).content)

        assert "Cho 3 đơn vị trực thuộc." in shown
        assert "Chỉ tiêu đem chia: 1.000" in shown

    def test_says_everything_that_is_missing(self, cast: Cast) -> None:
        for asked, said in [
            ("", "Chọn cách chia"),
            ("method=OF_MEMBERS", "Ghi tỷ lệ, ví dụ 10"),
            ("method=OF_MEMBERS&percent=muoi", "Ghi tỷ lệ phần trăm từ 0 đến 100"),
            ("method=RESULT", "Chọn lần lấy kết quả"),
            ("method=GIEO_QUE", "Chọn một mục trong danh sách"),
        ]:
            answer = dong(cast).get(f"{GIVE}bang/?{asked}")
            assert answer.status_code == 422
            assert said in text_of(answer.content), asked

    def test_without_a_number_of_its_own_a_union_has_nothing_to_divide(self, cast: Cast) -> None:
        answer = dong(cast).get(f"{PROVINCE}giao/GD1/nguoi/bang/?method=MEMBERS")

        assert "Đơn vị chưa có chỉ tiêu này để chia." in text_of(answer.content)

    def test_of_several_numbers_one_is_chosen(self, cast: Cast) -> None:
        put(cast, 1500, TargetKind.SELF_RAISED)

        answer = dong(cast).get(f"{GIVE}bang/?method=MEMBERS&divides=SELF_RAISED")

        assert "1.500 / 1.500" in text_of(answer.content)

    @pytest.mark.parametrize("login", ["minh", "mai", "ha", "thao"])
    def test_only_who_leads_the_union_itself_gives(self, cast: Cast, login: str) -> None:
        assert cast.client(login).get(GIVE).status_code == 404
        assert cast.client(login).get(BY_MEMBERS).status_code == 404


class TestTheTable:
    def test_proposes_numbers_that_come_to_the_whole(self, cast: Cast) -> None:
        page = dong(cast).get(BY_MEMBERS).content

        assert boxes(page.decode()) == PROPOSED
        assert "Tổng số giao 1.000 / 1.000 khớp" in text_of(page)

    def test_by_the_last_result(self, cast: Cast) -> None:
        cast.valid()
        put(cast, 400, phase="GD2")

        page = dong(cast).get(f"{PROVINCE}giao/GD2/sang-kien/bang/?method=RESULT&source=CT1TSK/GD1").content.decode()

        assert boxes(page) == {"so-CD-KCN": "400", "so-CDN-GIAO-DUC": "0", "so-LDLD-NINH-PHUOC": "0"}

    def test_by_a_percentage_of_members_or_employees(self, cast: Cast) -> None:
        page = dong(cast).get(f"{GIVE}bang/?method=OF_MEMBERS&percent=30").content
        assert boxes(page.decode()) == {"so-CD-KCN": "1.621", "so-CDN-GIAO-DUC": "26", "so-LDLD-NINH-PHUOC": "39"}
        assert "cao hơn chỉ tiêu: thành số tự phấn đấu" in text_of(page)

        school = cast.unit("CS-THPT-AN-PHUOC")
        report_members(school, counted_on=date(2022, 1, 31), members=85, employees=90, by=None, at=NOW)
        page = dong(cast).get(f"{GIVE}bang/?method=OF_EMPLOYEES&percent=30").content
        assert boxes(page.decode()) == {"so-CD-KCN": "", "so-CDN-GIAO-DUC": "27", "so-LDLD-NINH-PHUOC": ""}

    def test_names_unions_of_which_nothing_is_known(self, cast: Cast) -> None:
        union("LDLD-MOI", "DISTRICT", parent=cast.unit("LDLD-NINH-THUAN"))

        page = dong(cast).get(BY_MEMBERS).content

        assert boxes(page.decode())["so-LDLD-MOI"] == ""
        assert "chưa có số liệu để tính theo cách này" in text_of(page)

    def test_with_a_floor_they_get_it(self, cast: Cast) -> None:
        union("LDLD-MOI", "DISTRICT", parent=cast.unit("LDLD-NINH-THUAN"))

        page = dong(cast).get(f"{BY_MEMBERS}20").content.decode()

        assert boxes(page)["so-LDLD-MOI"] == boxes(page)["so-CDN-GIAO-DUC"] == "20"

    def test_what_was_put_by_hand_stays_and_the_rest_is_divided_again(self, cast: Cast) -> None:
        numbers = PROPOSED | {"so-CDN-GIAO-DUC": "115"}
        page = dong(cast).post(BY_MEMBERS, {**numbers, "viec": "chia-lai", "tay": ""}).content.decode()

        assert boxes(page) == {"so-CD-KCN": "864", "so-CDN-GIAO-DUC": "115", "so-LDLD-NINH-PHUOC": "21"}
        assert page.count("sửa tay") == 2  # the tag, and the caption below the table
        freed = {**boxes(page), "so-CDN-GIAO-DUC": "", "tay": hidden(page, "tay"), "viec": "chia-lai"}
        assert boxes(dong(cast).post(BY_MEMBERS, freed).content.decode()) == PROPOSED

    def test_numbers_by_hand_beyond_the_whole_are_not_divided_around(self, cast: Cast) -> None:
        answer = dong(cast).post(BY_MEMBERS, {**PROPOSED, "so-CDN-GIAO-DUC": "1.115", "viec": "chia-lai"})

        assert answer.status_code == 422
        assert "Các số nhập tay cộng lại đã nhiều hơn chỉ tiêu đem chia." in text_of(answer.content)
        assert boxes(answer.content.decode())["so-CDN-GIAO-DUC"] == "1.115"

    def test_a_sum_that_is_not_the_number_stops_with_the_difference_and_keeps_everything(self, cast: Cast) -> None:
        answer = previewed(cast, **{"so-CD-KCN": "950"})

        assert answer.status_code == 422
        assert "còn thiếu 11" in text_of(answer.content)
        assert boxes(answer.content.decode())["so-CD-KCN"] == "950"
        assert 'value="45/QĐ-LĐLĐ"' in answer.content.decode()
        assert not Allocation.objects.exists()

    def test_a_cell_that_cannot_be_read_or_is_empty_says_so_there(self, cast: Cast) -> None:
        answer = previewed(cast, **{"so-CD-KCN": "nhiều", "so-CDN-GIAO-DUC": ""})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#id_so-CD-KCN"' in page
        assert 'aria-describedby="id_so-CD-KCN_error"' in page
        assert "Ghi một số nguyên, ví dụ 120" in page
        assert "Ghi số giao cho đơn vị này; không giao thì ghi 0" in page

    def test_the_paper_has_to_be_named(self, cast: Cast) -> None:
        answer = previewed(cast, number="", signed_on="30/2/2022")

        assert answer.status_code == 422
        shown = text_of(answer.content)
        assert "Ghi số quyết định, ví dụ 45/QĐ-LĐLĐ" in shown
        assert shown.count("Cần xem lại 2 chỗ") == 1

    def test_lines_of_a_spreadsheet_are_put_in(self, cast: Cast) -> None:
        lines = "1\tCĐ Các KCN\t960\r\n2\tCDN-GIAO-DUC\t15\r\nliên đoàn lao động huyện ninh phước;25"
        page = dong(cast).post(f"{GIVE}bang/?method=BY_HAND", {"viec": "dan", "dan": lines}).content

        assert boxes(page.decode()) == {"so-CD-KCN": "960", "so-CDN-GIAO-DUC": "15", "so-LDLD-NINH-PHUOC": "25"}
        assert "khớp" in text_of(page)

    def test_lines_that_name_no_union_are_named_and_stay(self, cast: Cast) -> None:
        answer = dong(cast).post(f"{GIVE}bang/?method=BY_HAND", {"viec": "dan", "dan": "CĐ Các KCN\t960\nHuyện lạ\t3"})

        assert answer.status_code == 422
        assert "Không nhận ra đơn vị ở 1 dòng: “Huyện lạ 3”" in text_of(answer.content)
        assert boxes(answer.content.decode())["so-CD-KCN"] == "960"

    def test_costs_the_same_for_few_unions_and_for_many(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as few:
            dong(cast).get(BY_MEMBERS)
        for n in range(18):
            union(f"LDLD-MOI-{n}", "DISTRICT", parent=cast.unit("LDLD-NINH-THUAN"))
        with CaptureQueriesContext(connection) as many:
            dong(cast).get(BY_MEMBERS)

        assert len(many) <= len(few)


class TestDeciding:
    def test_shown_first_and_nothing_is_stored(self, cast: Cast) -> None:
        shown = text_of(previewed(cast).content)

        assert "Quyết định 45/QĐ-LĐLĐ ngày 16/05/2022. Chưa có gì được ghi." in shown
        assert "CĐ Các KCN 230 961 sửa tay tính được 962" in shown
        assert not Allocation.objects.exists()

    def test_then_decided_with_its_number_and_day(self, cast: Cast) -> None:
        made = decided(cast)

        shown = text_of(dong(cast).get(f"{PROVINCE}quyet-dinh/{made.pk}/").content)
        assert "Quyết định 45/QĐ-LĐLĐ ngày 16/05/2022 Đang áp dụng" in shown
        assert Target.objects.get(organisation=cast.unit("CD-KCN"), kind="ASSIGNED").value == 961

    def test_what_has_changed_since_is_shown_again_first(self, cast: Cast) -> None:
        page = previewed(cast).content.decode()
        put(cast, 231, unit="CD-KCN")

        answer = dong(cast).post(BY_MEMBERS, {**NUMBERS, **SIGNED, "da-xem": hidden(page, "da-xem"), "viec": "ghi"})

        assert answer.status_code == 409
        assert "Từ lúc anh/chị xem trước đã có thay đổi." in text_of(answer.content)
        assert not Allocation.objects.exists()

    def test_a_percentage_above_the_target_is_written_as_what_the_union_raises(self, cast: Cast) -> None:
        address = f"{GIVE}bang/?method=OF_MEMBERS&percent=30"
        numbers = {"so-CD-KCN": "1.621", "so-CDN-GIAO-DUC": "26", "so-LDLD-NINH-PHUOC": "39"}

        decided(cast, address, **numbers)

        own = Target.objects.filter(organisation=cast.unit("LDLD-NINH-THUAN"))
        assert dict(own.values_list("kind", "value")) == {"ASSIGNED": 1000, "SELF_RAISED": 1686}

    def test_the_draft_is_a_paper_of_the_registry_with_its_annex_and_no_number(self, cast: Cast) -> None:
        answer = previewed(cast, viec="du-thao", number="", signed_on="")

        drafted = OfficialPaper.objects.get()
        assert answer.headers["Location"] == f"/van-ban/{drafted.pk}/"
        shown = text_of(dong(cast).get(f"/van-ban/{drafted.pk}/").content)
        assert "Điều 1. Giao chỉ tiêu sáng kiến hợp lệ" in shown
        assert "1 Công đoàn Các khu công nghiệp tỉnh Ninh Thuận 230 961 Điều chỉnh" in shown
        assert "Tổng cộng 1.000" in shown
        assert not Allocation.objects.exists()

    def test_once_it_is_issued_the_targets_are_given_by_its_number_and_day(self, cast: Cast) -> None:
        headed(cast)
        previewed(cast, viec="du-thao", number="", signed_on="")
        paper, province, client = OfficialPaper.objects.get(), cast.actor("dong"), dong(cast)
        paper = found_right(cast, signed_by(cast, paper))
        number(paper, seen=paper.version, by=province, at=NOW)
        went_out(cast, paper)

        assert "Giao chỉ tiêu theo quyết định này" in text_of(client.get(f"/van-ban/{paper.pk}/").content)
        client.post(f"/van-ban/{paper.pk}/giao-chi-tieu/")
        client.post(f"/van-ban/{paper.pk}/giao-chi-tieu/")

        made = Allocation.objects.get()
        assert (made.number, made.signed_on, made.whole) == ("01/QĐ-LĐLĐ", TODAY, 1000)
        assert Target.objects.get(organisation=cast.unit("CD-KCN"), kind="ASSIGNED").value == 961
        assert f"/van-ban/{paper.pk}/" in client.get(f"{PROVINCE}quyet-dinh/{made.pk}/").content.decode()

    def test_the_annex_is_a_workbook_with_real_numbers(self, cast: Cast) -> None:
        made = decided(cast)

        answer = dong(cast).get(f"{PROVINCE}quyet-dinh/{made.pk}/phu-luc.xlsx")

        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Phụ lục").to_python()
        assert rows[3][1:5] == ["CD-KCN", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", 230.0, 961.0]
        assert rows[-1][2:5] == ["Tổng cộng", "", 1000.0]

    def test_another_paper_takes_it_back(self, cast: Cast) -> None:
        made = decided(cast)
        address = f"{PROVINCE}quyet-dinh/{made.pk}/thu-hoi/"
        assert dong(cast).post(address, {"number": "", "signed_on": "18/5/2022"}).status_code == 422

        answer = dong(cast).post(address, {"number": "47/QĐ-LĐLĐ", "signed_on": "18/5/2022"})

        assert answer.status_code == 302
        assert Target.objects.get(organisation=cast.unit("CD-KCN"), kind="ASSIGNED").value == 230
        assert "Đã thu hồi" in text_of(dong(cast).get(PROVINCE).content)
        again = dong(cast).post(address, {"number": "48/QĐ-LĐLĐ", "signed_on": "18/5/2022"})
        assert "đã có quyết định khác, hoặc nó đã được thu hồi" in text_of(again.content)

    def test_those_below_read_by_which_decision_they_have_their_number(self, cast: Cast) -> None:
        made = decided(cast)

        shown = text_of(cast.client("minh").get("/chi-tieu/CD-KCN/").content)

        assert "230 → 961 09:00 18/05/2022 · Đặng Quốc Đông · Quyết định 45/QĐ-LĐLĐ, 16/05/2022" in shown
        assert cast.client("minh").get(f"{PROVINCE}quyet-dinh/{made.pk}/").status_code == 404
        assert cast.client("ha").get(f"{PROVINCE}quyet-dinh/{made.pk}/").status_code == 200
        assert cast.client("ha").get(f"/chi-tieu/TLD/quyet-dinh/{made.pk}/").status_code == 404

    def test_a_decision_of_money_is_divided_by_the_million(self, cast: Cast) -> None:
        put(cast, 10_000_000_000, indicator=Indicator.BENEFIT)

        page = dong(cast).get(f"{PROVINCE}giao/GD1/lam-loi/bang/?method=MEMBERS").content.decode()

        assert boxes(page) == {
            "so-CD-KCN": "9.617.000.000",
            "so-CDN-GIAO-DUC": "151.000.000",
            "so-LDLD-NINH-PHUOC": "232.000.000",
        }

    def test_a_share_is_the_same_for_all_and_never_summed(self, cast: Cast) -> None:
        put(cast, 65_50, indicator=Indicator.PRODUCTION)
        address = f"{PROVINCE}giao/GD1/san-xuat/bang/?method=EQUALLY"
        numbers = dict.fromkeys(NUMBERS, "65,5") | {"so-CDN-GIAO-DUC": "0"}

        made = decided(cast, address, **numbers)

        assert sorted(made.allotments.values_list("value", "by_hand")) == [(0, True), (6550, False), (6550, False)]


class TestFurtherDown:
    def test_a_union_that_was_given_a_number_gives_on(self, cast: Cast) -> None:
        zones = cast.unit("CD-KCN")
        appoint(cast.person("yen"), role=Role.LEADER, organisation=zones, since=date(2022, 1, 1), by=None, at=NOW)

        page = cast.client("yen", role=Role.LEADER).get("/chi-tieu/CD-KCN/giao/GD1/sang-kien/bang/?method=MEMBERS")

        assert boxes(page.content.decode()) == {
            "so-CS-BQL-KCN": "2",
            "so-CS-MAY-TIEN-THUAN": "133",
            "so-CS-HAEMIN": "95",
        }
