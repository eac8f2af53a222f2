"""The targets of a union, and giving numbers to those below it, as their readers see them."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from python_calamine import CalamineWorkbook

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.organisations.actions import report_members
from sangkien.organisations.factories import union
from sangkien.targets.actions import set_target
from sangkien.targets.models import Allocation, Indicator, Target, TargetKind
from sangkien.web.tests.test_board_pages import counted, text_of
from tests.cast import NOW, TODAY, Cast

PROVINCE = "/chi-tieu/LDLD-NINH-THUAN/"
GIVE = f"{PROVINCE}giao/GD1/sang-kien/"
BY_MEMBERS = f"{GIVE}bang/?method=MEMBERS&floor="
PROPOSED = {"so-CD-KCN": "962", "so-CDN-GIAO-DUC": "15", "so-LDLD-NINH-PHUOC": "23"}
NUMBERS = {"so-CD-KCN": "961", "so-CDN-GIAO-DUC": "15", "so-LDLD-NINH-PHUOC": "24"}
SIGNED = {"number": "45/QĐ-LĐLĐ", "signed_on": "16/5/2022"}


def dong(cast: Cast) -> Client:
    return cast.client("dong")


def put(
    cast: Cast,
    value: int,
    kind: TargetKind = TargetKind.ASSIGNED,
    *,
    unit: str = "LDLD-NINH-THUAN",
    phase: str = "GD1",
    indicator: Indicator = Indicator.VALID,
) -> None:
    """A target of the province for the first phase."""
    stage = cast.programme.phases.get(code=phase)
    key = {"programme": cast.programme, "phase": stage, "indicator": indicator}
    set_target(cast.unit(unit), kind=kind, value=value, by=None, at=NOW, **key)


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


class TestTargetsOfAUnion:
    def test_the_three_numbers_stand_side_by_side_with_what_was_reached(self, cast: Cast) -> None:
        for _n in range(3):
            cast.valid()
        put(cast, 2)
        put(cast, 3, TargetKind.REGISTERED)
        put(cast, 4, TargetKind.SELF_RAISED)

        shown = text_of(dong(cast).get(PROVINCE).content)

        assert ": Sáng kiến hợp lệ, Giai đoạn 1 3 2 150,0 % 3 100,0 % 4 75,0 %" in shown
        assert "tính đến 09:00 18/05/2022" in shown

    def test_what_was_passed_on_is_said_with_what_is_left(self, cast: Cast) -> None:
        shown = text_of(dong(cast).get(PROVINCE).content)

        assert "495 3/3 đơn vị; còn 505 chưa giao" in shown

    def test_each_indicator_is_counted_for_itself(self, cast: Cast) -> None:
        cast.valid()
        for indicator, value in zip(Indicator, (2, 1, 240_000_000, 4, 1, 50_00), strict=True):
            put(cast, value, indicator=indicator)

        shown = text_of(dong(cast).get(PROVINCE).content)

        for line in (
            "Người có sáng kiến hợp lệ, Giai đoạn 1 1 1 100,0 %",
            "Giá trị làm lợi, Giai đoạn 1 120.000.000 đồng 240.000.000 đồng 50,0 %",
            "Công đoàn cơ sở tham gia, Giai đoạn 1 1 4 25,0 %",
            "Doanh nghiệp FDI tham gia, Giai đoạn 1 0 1 0,0 %",
            "Tỷ trọng khu vực sản xuất, kinh doanh, Giai đoạn 1 100 % 50 % đạt",
        ):
            assert line in shown

    def test_a_sum_over_phases_is_no_target_while_one_of_them_has_none(self, cast: Cast) -> None:
        shown = text_of(dong(cast).get(PROVINCE).content)
        assert "Cả chương trình Đặt chỉ tiêu khác" in shown

        put(cast, 2_000, phase="GD2")

        shown = text_of(dong(cast).get(PROVINCE).content)
        assert "Sáng kiến hợp lệ, Cả chương trình 0 3.000 0,0 %" in shown

    def test_a_money_target_is_printed_in_dong_and_a_share_in_percent(self, cast: Cast) -> None:
        for indicator, value in ((Indicator.BENEFIT, 5_000_000_000), (Indicator.PRODUCTION, 65_50)):
            put(cast, value, indicator=indicator)

        shown = text_of(dong(cast).get(PROVINCE).content)

        assert "5.000.000.000 đồng" in shown
        assert "65,5 %" in shown

    def test_a_union_without_any_is_told_so_and_offered_to_register(self, cast: Cast) -> None:
        shown = text_of(cast.client("mai").get("/chi-tieu/CS-MAY-TIEN-THUAN/").content)

        assert "Sáng kiến hợp lệ Đăng ký, tự phấn đấu" in shown

    @pytest.mark.parametrize(("login", "code"), [("mai", 404), ("minh", 404), ("dong", 200), ("ha", 200)])
    def test_only_a_union_and_those_above_it_see_its_targets(self, cast: Cast, login: str, code: int) -> None:
        assert cast.client(login).get(PROVINCE).status_code == code

    def test_costs_the_same_for_two_unions_below_and_for_twenty(self, cast: Cast) -> None:
        with CaptureQueriesContext(
            connection,
        ) as few:
            dong(cast).get(PROVINCE)
        for n in range(18):
            union(f"LDLD-MOI-{n}", "DISTRICT", parent=cast.unit("LDLD-NINH-THUAN"))
        with CaptureQueriesContext(connection) as many:
            dong(cast).get(PROVINCE)

        assert len(many) <= len(few)

    def test_the_boards_and_the_units_page_lead_here(self, cast: Cast) -> None:
        for page in ("/bang/LDLD-NINH-THUAN/", "/to-chuc/LDLD-NINH-THUAN/"):
            assert f'href="{PROVINCE}"' in dong(cast).get(page).content.decode()


class TestPledge:
    ADDRESS = "/chi-tieu/CD-KCN/dang-ky/GD1/sang-kien/"

    def test_the_unions_officer_registers_and_raises(self, cast: Cast) -> None:
        answer = cast.client("minh").post(self.ADDRESS, {"registered": "1.300", "self_raised": ""})

        assert answer.status_code == 302
        target = Target.objects.get(organisation=cast.unit("CD-KCN"), kind="REGISTERED")
        assert target.value == 1300

    def test_what_cannot_be_read_is_said_beside_it_and_stays(self, cast: Cast) -> None:
        answer = cast.client("minh").post(self.ADDRESS, {"registered": "hai trăm", "self_raised": "300"})

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Ghi một số nguyên, ví dụ 120" in page
        assert 'value="hai trăm"' in page
        assert 'value="300"' in page

    def test_nothing_at_all_is_asked_about(self, cast: Cast) -> None:
        answer = cast.client("minh").post(self.ADDRESS, {"registered": " ", "self_raised": ""})

        assert "Ghi ít nhất một trong hai số" in answer.content.decode()

    def test_money_and_shares_are_read_as_such(self, cast: Cast) -> None:
        cast.client("minh").post("/chi-tieu/CD-KCN/dang-ky/GD1/lam-loi/", {"registered": "1,5 tỷ"})
        cast.client("minh").post("/chi-tieu/CD-KCN/dang-ky/GD1/san-xuat/", {"registered": "65,5"})

        found = Target.objects.filter(organisation=cast.unit("CD-KCN"), kind="REGISTERED")
        assert dict(found.values_list("indicator", "value")) == {"BENEFIT": 1_500_000_000, "PRODUCTION": 65_50}

    def test_more_than_the_whole_is_no_share(self, cast: Cast) -> None:
        answer = cast.client("minh").post("/chi-tieu/CD-KCN/dang-ky/GD1/san-xuat/", {"registered": "165,5"})

        assert "Ghi tỷ lệ phần trăm từ 0 đến 100" in answer.content.decode()

    def test_nobody_above_or_beside_speaks_for_it(self, cast: Cast) -> None:
        for login in ("dong", "ha", "mai", "thao"):
            assert cast.client(login).get(self.ADDRESS).status_code == 404
        assert cast.client("minh").get("/chi-tieu/CD-KCN/dang-ky/GD9/sang-kien/").status_code == 404
        assert cast.client("minh").get("/chi-tieu/CD-KCN/dang-ky/GD1/gi-do/").status_code == 404


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

    def test_the_draft_is_a_paper_with_its_annex_and_no_number(self, cast: Cast) -> None:
        answer = previewed(cast, viec="du-thao", number="", signed_on="")

        paper = Document(io.BytesIO(answer.content))
        text = " ".join(paragraph.text for paragraph in paper.paragraphs)
        assert "Giao chỉ tiêu sáng kiến hợp lệ, Giai đoạn 1" in text
        assert "cho 3 đơn vị trực thuộc, với tổng số 1.000 (phụ lục kèm theo)." in text
        cells = [[cell.text for cell in row.cells] for row in paper.tables[-1].rows]
        assert cells[1] == ["1", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "230", "961", "Điều chỉnh"]
        assert cells[-1][1:4] == ["Tổng cộng", "", "1.000"]

    def test_the_annex_is_a_workbook_with_real_numbers(self, cast: Cast) -> None:
        made = decided(cast)

        answer = dong(cast).get(f"{PROVINCE}quyet-dinh/{made.pk}/phu-luc.xlsx")

        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Phụ lục").to_python()
        assert rows[3][1:5] == ["CD-KCN", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", 230.0, 961.0]
        assert rows[-1][2:5] == ["Tổng cộng", "", 1000.0]

    def test_the_paper_of_a_decision_has_its_number_and_day(self, cast: Cast) -> None:
        made = decided(cast)

        paper = Document(io.BytesIO(dong(cast).get(f"{PROVINCE}quyet-dinh/{made.pk}/quyet-dinh.docx").content))

        assert (
            "(Kèm theo Quyết định số 45/QĐ-LĐLĐ ngày 16 tháng 5 năm 2022 của Liên đoàn Lao động tỉnh Ninh Thuận)"
            in [paragraph.text for paragraph in paper.paragraphs]
        )

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


class TestTheBoardComparesWithTheTargetAskedFor:
    def test_with_the_first_that_is_set_and_the_others_beside_it(self, cast: Cast) -> None:
        counted(cast, "LDLD-NINH-THUAN", 600, on=TODAY)
        put(cast, 1200, TargetKind.SELF_RAISED)

        first = text_of(dong(cast).get("/bang/LDLD-NINH-THUAN/").content)
        other = text_of(dong(cast).get("/bang/LDLD-NINH-THUAN/?so-voi=phan-dau").content)

        assert "Được giao 1.000: đạt 60,0 % Tự phấn đấu 1.200: đạt 50,0 %" in first
        assert "600 / 1.000 sáng kiến hợp lệ" in first
        assert "600 / 1.200 sáng kiến hợp lệ" in other

    def test_a_row_says_when_it_is_not_the_assigned_one(self, cast: Cast) -> None:
        Target.objects.filter(organisation=cast.unit("CD-KCN")).update(kind="REGISTERED")

        shown = text_of(dong(cast).get("/bang/LDLD-NINH-THUAN/").content)

        assert "0/230 đăng ký" in shown
