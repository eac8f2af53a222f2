"""Targets of single quarters, given on a page."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.clusters.models import QuarterTarget
from sangkien.organisations.actions import create_organisation
from sangkien.organisations.models import UnitKind
from sangkien.web.tests.reading import read, said
from sangkien.web.tests.submitting import set_clock
from tests.booking import book
from tests.cast import NOW, Cast

PAGE = "/chi-tieu/LDLD-NINH-THUAN/quy/"
BASIS = "12/QĐ-LĐLĐ ngày 01/04/2022"


def put(cast: Cast, login: str = "dong", **typed: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in typed.items() if name != "decision"}
    return cast.client(login).post(PAGE, {"decision": typed.get("decision", BASIS), **told}, follow=True)


class TestTheQuartersTargets:
    def test_a_leader_gives_a_union_below_another_target_for_the_quarter_and_the_table_goes_by_it(
        self, cast: Cast
    ) -> None:
        book(cast, "CS-HTX-PHUOC-HAU", 90, on=date(2022, 5, 17))

        page = said(put(cast, so_CD_KCN="1.200").content)

        assert "Đã ghi chỉ tiêu quý." in page and BASIS in page
        kept = QuarterTarget.objects.get()
        assert (kept.organisation.code, kept.value, kept.year, kept.number) == ("CD-KCN", 1200, 2022, 2)
        assert f"đặt riêng theo {BASIS}" in read(cast.client("dong"), "/xep-hang/LDLD-NINH-THUAN/khen-quy/")
        own = read(cast.client("minh"), "/chi-tieu/CD-KCN/")
        assert "Quý 2/2022 1.200 · " + BASIS in own
        assert Record.objects.get(verb="quarter_target.set").by_id == cast.person("dong").pk

    def test_says_beside_each_box_what_the_days_give(self, cast: Cast) -> None:
        page = read(cast.client("dong"), PAGE)

        assert "Chỉ tiêu quý 2/2022" in page and "Tính theo ngày" in page and "theo số ngày" in page

    def test_an_emptied_box_goes_by_the_days_again(self, cast: Cast) -> None:
        put(cast, so_CD_KCN="60")

        put(cast, so_CD_KCN="", decision="15/QĐ-LĐLĐ")

        assert not QuarterTarget.objects.exists()
        assert Record.objects.filter(verb="quarter_target.set").latest("pk").before["value"] == 60

    def test_what_cannot_be_read_is_said_at_its_box_and_nothing_typed_is_lost(self, cast: Cast) -> None:
        answer = put(cast, so_CD_KCN="nhiều", so_CDN_GIAO_DUC="40", decision="")

        html = answer.content.decode()
        assert answer.status_code == 422 and not QuarterTarget.objects.exists()
        assert 'href="#id_so-CD-KCN"' in html and 'id="id_so-CD-KCN_error"' in html
        assert 'value="nhiều"' in html and 'value="40"' in html

    def test_a_number_too_large_is_said_at_its_box(self, cast: Cast) -> None:
        html = put(cast, so_CD_KCN="999.999.999.999").content.decode()

        assert 'id="id_so-CD-KCN_error"' in html and "Số này quá lớn" in html

    def test_is_set_for_the_quarter_that_was_read_whatever_the_day_it_is_sent(self, cast: Cast) -> None:
        assert 'action="?quy=2022-Q2"' in cast.client("dong").get(PAGE).content.decode()

    def test_asks_for_the_paper(self, cast: Cast) -> None:
        answer = put(cast, so_CD_KCN="60", decision=" ")

        assert answer.status_code == 422
        assert "Ghi căn cứ: số, ngày và nơi ban hành văn bản" in said(answer.content)

    def test_says_when_nothing_is_another_than_it_was(self, cast: Cast) -> None:
        put(cast, so_CD_KCN="60")

        answer = put(cast, so_CD_KCN="60")

        assert answer.status_code == 422 and "Chưa có số nào thay đổi" in said(answer.content)

    def test_of_a_quarter_that_is_over_it_is_read_and_not_set(self, cast: Cast) -> None:
        address = f"{PAGE}?quy=2022-Q1"

        assert "đã kết thúc ngày 31/03/2022" in read(cast.client("dong"), address)
        assert cast.client("dong").post(address, {"so-CD-KCN": "5", "decision": BASIS}).status_code == 422
        assert not QuarterTarget.objects.exists()

    def test_opens_on_a_quarter_of_the_programme_whatever_the_day(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_clock(monkeypatch, NOW.replace(year=2024))

        assert "Chỉ tiêu quý" in read(cast.client("dong"), PAGE)

    def test_is_for_whoever_leads_the_union(self, cast: Cast) -> None:
        seen = {login: cast.client(login).get(PAGE).status_code for login in ("minh", "ha", "thao", "mai", "lan")}

        assert set(seen.values()) == {404}
        assert "/quy/" in cast.client("dong").get("/chi-tieu/LDLD-NINH-THUAN/").content.decode()
        assert PAGE not in cast.client("ha").get("/chi-tieu/LDLD-NINH-THUAN/").content.decode()
        assert [cast.client("dong").get(f"{PAGE}?quy={quarter}").status_code for quarter in ("sai", "2030-Q1")] == [
            404,
            404,
        ]

    def test_costs_the_same_for_two_unions_as_for_twenty(self, cast: Cast) -> None:
        dong, costs = cast.client("dong"), []
        for stage in range(2):
            with CaptureQueriesContext(connection) as asked:
                dong.get(PAGE)
            costs.append(len(asked))
            for n in range(20 if not stage else 0):
                create_organisation(
                    code=f"CD-MOI-{n}",
                    kind=UnitKind.objects.get(code="LOCAL_SECTOR"),
                    name=f"Công đoàn mới {n}",
                    short_name=f"CĐ mới {n}",
                    parent=cast.unit("LDLD-NINH-THUAN"),
                    since=date(2020, 1, 1),
                    by=None,
                    at=NOW,
                )

        assert costs[0] == costs[1]
