"""The targets of a union and what it says of itself, as their readers see them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.organisations.factories import union
from sangkien.targets.actions import set_target
from sangkien.targets.models import Indicator, Target, TargetKind
from sangkien.web.tests.test_board_pages import counted, text_of
from tests.cast import NOW, TODAY, Cast

PROVINCE = "/chi-tieu/LDLD-NINH-THUAN/"


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
