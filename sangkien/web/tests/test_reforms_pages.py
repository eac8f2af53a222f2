"""The log of decisions, a decision in full, taking it back, and what a union's own page says of them."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.organisations.factories import union
from sangkien.organisations.models import Organisation
from sangkien.reforms.actions import apply, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.tests.plans import KHANH_HOA, create, plan
from tests.cast import NOW, TODAY, Cast, seed

LOG, ONE, UNDO = "/to-chuc/sap-xep/", "/to-chuc/sap-xep/QD-1/", "/to-chuc/sap-xep/QD-1/hoan-tac/"
DISTRICT = "LDLD-NINH-PHUOC"
MERGE = {"merge": {"units": ["CD-KCN"], "into": DISTRICT}}
NEW_NAME = {"rename": {"unit": "CS-HAEMIN", "name": "Haemin Mới"}}


def text(answer: HttpResponse) -> str:
    middle = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", middle).split()).replace("\xa0", " ")


def shown(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return text(answer)


def decided(
    *operations: dict[str, Any], code: str = "QD-1", effective: str = "2022-05-18", at: datetime = NOW
) -> Reform:
    apply(plan(*operations or (MERGE,), code=code, effective=effective), by=None, at=at)
    return Reform.objects.get(code=code)


class TestTheLog:
    def test_is_empty_at_first_and_leads_on(self, cast: Cast) -> None:
        assert "Chưa có quyết định nào" in shown(cast.client("dong"), LOG)
        assert "/to-chuc/sap-xep/moi/" in cast.client("ha").get(LOG).content.decode()
        assert "/to-chuc/sap-xep/moi/" not in cast.client("dong").get(LOG).content.decode()

    def test_says_of_each_what_it_does_and_where_it_stands(self, cast: Cast) -> None:
        decided(MERGE)
        decided(NEW_NAME, code="QD-2", effective="2022-06-01")
        decided({"rename": {"unit": "CS-BQL-KCN", "name": "Ban"}}, code="QD-3", effective="2022-01-01")
        take_back(Reform.objects.get(code="QD-3"), by=None, at=NOW)

        page = shown(cast.client("dong"), LOG)

        assert "Sáp nhập 1 đơn vị vào LĐLĐ huyện Ninh Phước; chuyển 3 đơn vị về trực thuộc đơn vị khác" in page
        assert "Số 12/QĐ-LĐLĐ, ngày 20/05/2022 · Ban Thường vụ LĐLĐ tỉnh" in page
        assert "18/05/2022 Đang có hiệu lực" in page
        assert "Đổi tên 1 đơn vị 01/06/2022 Sắp có hiệu lực, từ 00:00 ngày 01/06/2022" in page
        assert "Đổi tên 1 đơn vị 01/01/2022 Đã hoàn tác ngày 18/05/2022" in page
        assert page.index("01/06/2022") < page.index("18/05/2022 Đang")

    def test_is_narrowed_by_year_and_words(self, cast: Cast) -> None:
        decided(MERGE)
        decided(NEW_NAME, code="QD-2", effective="2021-06-01")
        dong = cast.client("dong")

        assert "1 quyết định" in shown(dong, LOG, nam="2021")
        assert "2 quyết định" in shown(dong, LOG, q="ban thuong vu")
        assert "Chưa thấy quyết định nào như vậy" in shown(dong, LOG, q="hoàn toàn khác")
        assert "2 quyết định" in shown(dong, LOG, nam="abc", q="", page="99")

    @pytest.mark.parametrize("typed", ["\0", "<script>alert(1)</script>", "a" * 5_000, "'; --"])
    def test_takes_whatever_is_typed(self, cast: Cast, typed: str) -> None:
        answer = cast.client("dong").get(LOG, {"q": typed, "nam": typed, "page": typed})

        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()

    def test_holds_twenty_a_page(self, cast: Cast) -> None:
        for number in range(21):
            rename = {"rename": {"unit": "CS-HAEMIN", "name": f"Tên {number}"}}
            decided(rename, code=f"QD-{number}", effective=f"2022-02-{number + 1:02}")

        page = cast.client("dong").get(LOG)

        assert len(page.context["lines"]) == 20
        assert "page=2" in page.content.decode()

    def test_costs_the_same_for_two_and_for_twelve(self, cast: Cast) -> None:
        dong, costs = cast.client("dong"), set()
        for number in range(12):
            rename = {"rename": {"unit": "CS-HAEMIN", "name": f"Tên {number}"}}
            decided(rename, code=f"QD-{number}", effective=f"2022-02-{number + 1:02}")
            if number in (1, 11):
                with CaptureQueriesContext(connection) as made:
                    dong.get(LOG)
                costs.add(len(made))

        assert len(costs) == 1


class TestADecision:
    def test_tells_every_part_by_the_names_of_those_days(self, cast: Cast) -> None:
        decided(*KHANH_HOA)

        page = shown(cast.client("ha"), ONE)

        for said in [
            "Thành lập Liên đoàn Lao động tỉnh Khánh Hòa, trực thuộc Tổng LĐLĐ Việt Nam",
            "Chuyển 3 đơn vị về trực thuộc Công đoàn phường Đô Vinh",
            "Sáp nhập LĐLĐ tỉnh Ninh Thuận vào Liên đoàn Lao động tỉnh Khánh Hòa",
            "Giải thể 3 đơn vị, đoàn viên chuyển về công đoàn cấp trên",
            "Chỉ tiêu cộng vào đơn vị tiếp nhận",
            "Được giao · Sáng kiến hợp lệ · Giai đoạn 1 1.000",
            "quản trị máy chủ, lúc 09:00 18/05/2022",
        ]:
            assert said in page

    def test_says_whose_office_ended_to_those_who_see_into_the_union(self, cast: Cast) -> None:
        decided(MERGE)
        stranger = union("LDLD-KHAC", "PROVINCIAL", parent=cast.unit("TLD"))
        hat = {"role": Role.LEADER, "organisation": stranger, "since": date(2022, 1, 1)}
        appoint(cast.person("hung"), **hat, by=None, at=NOW)

        assert "Phạm Văn Minh Cán bộ thẩm định" in shown(cast.client("dong"), ONE)
        assert "Phạm Văn Minh" not in shown(cast.client("hung"), ONE)
        assert "Nhiệm vụ kết thúc 4" in shown(cast.client("hung"), ONE)

    def test_says_where_open_dossiers_went(self, cast: Cast) -> None:
        cast.confirmed()
        decided(MERGE)

        page = shown(cast.client("dong"), ONE)

        assert "Hồ sơ đang chờ chuyển nơi xét 1" in page
        assert "Hồ sơ đang chờ đã chuyển về Liên đoàn Lao động huyện Ninh Phước 1" in page

    def test_of_a_day_to_come_says_that_dossiers_wait_for_it(self, cast: Cast) -> None:
        cast.confirmed()
        decided(MERGE, effective="2022-06-01")

        page = shown(cast.client("dong"), ONE)

        assert "Hồ sơ đang chờ chuyển nơi xét – vào ngày có hiệu lực" in page
        assert "Hồ sơ đang chờ đã chuyển về" not in page

    def test_folds_a_long_list_after_twenty_and_prints_it_whole(self, cast: Cast) -> None:
        for number in range(22):
            union(f"CS-{number:02}", parent=cast.unit("CDN-GIAO-DUC"))
        decided({"move": {"units": {"under": ["CDN-GIAO-DUC"]}, "to": "CD-KCN"}})

        page = cast.client("dong").get(ONE).content.decode()

        assert "Xem cả 23 đơn vị" in page
        assert page.count('<tbody class="rest">') == 1
        rest = page.partition('<tbody class="rest">')[2].partition("</tbody>")[0]
        assert rest.count("<tr>") == 3

    def test_is_headed_as_an_annex_on_paper(self, cast: Cast) -> None:
        decided(MERGE)

        page = shown(cast.client("dong"), ONE)

        assert "PHỤ LỤC" in page
        assert "(Kèm theo Quyết định số 12/QĐ-LĐLĐ ngày 20 tháng 5 năm 2022 của Ban Thường vụ LĐLĐ tỉnh)" in page

    def test_leaves_room_for_what_is_not_known_yet(self, cast: Cast) -> None:
        decided(MERGE)
        Reform.objects.update(number="", signed_on=None)

        assert "Quyết định số ………… ngày …… tháng …… năm ……… của" in shown(cast.client("dong"), ONE)

    def test_of_all_kinds_has_a_sentence(self, cast: Cast) -> None:
        split = {"unit": "CDN-GIAO-DUC", "into": ["GD-1", "GD-2"], "heir": "GD-1", "people": "move"}
        part = {"unit": "CD-KCN", "into": ["KCN-2"], "children": {"CS-HAEMIN": "KCN-2"}}
        decided(
            *(create(code, "LDLD-NINH-THUAN", "LOCAL_SECTOR") for code in ("GD-1", "GD-2")),
            create("KCN-2", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES"),
            {"split": split},
            {"split": part},
            {"rename": {"unit": "CS-BQL-KCN", "name": "Ban"}},
            {"reclassify": {"units": ["CS-BQL-KCN"], "kind": "OCCUPATIONAL"}},
            {"dissolve": {"units": {"under": [DISTRICT], "except": ["CS-HAEMIN"]}, "members": "leave"}},
        )

        page = shown(cast.client("dong"), ONE)

        for said in [
            "Chia CĐ ngành Giáo dục thành GD-1 và GD-2; GD-1 nhận hồ sơ và số liệu",
            "Người phụ trách tiếp tục nhiệm vụ ở đơn vị tiếp nhận.",
            "Tách KCN-2 ra khỏi CĐ Các KCN",
            "Đổi tên CĐCS Ban Quản lý các KCN thành Ban",
            "Đổi loại CĐCS Ban Quản lý các KCN thành Nghiệp đoàn cơ sở",
            "Giải thể 1 đơn vị, đoàn viên thôi sinh hoạt",
            "Phạm vi: Mọi đơn vị thuộc LĐLĐ huyện Ninh Phước; trừ CĐCS Haemin Vina",
        ]:
            assert said in page

    def test_that_was_taken_back_can_still_be_read(self, cast: Cast) -> None:
        scope = {"dissolve": {"units": {"under": [DISTRICT]}, "members": "leave"}}
        take_back(decided(*KHANH_HOA, scope), by=None, at=NOW)

        page = shown(cast.client("dong"), ONE)

        assert "Đã hoàn tác ngày 18/05/2022" in page
        assert "Thành lập Liên đoàn Lao động tỉnh Khánh Hòa" in page
        assert "Giải thể các đơn vị trong phạm vi đã nêu" in page
        assert "danh sách theo phạm vi không còn" in page

    def test_that_is_not_there_is_not_found(self, cast: Cast) -> None:
        assert cast.client("dong").get("/to-chuc/sap-xep/QD-9/").status_code == 404

    @pytest.mark.parametrize("login", ["lan", "mai", "minh"])
    def test_is_not_there_for_others(self, cast: Cast, login: str) -> None:
        decided(MERGE)

        assert {cast.client(login).get(address).status_code for address in (LOG, ONE, UNDO)} == {404}


class TestTakingBack:
    def test_is_offered_to_administrators_within_reach(self, cast: Cast) -> None:
        decided(MERGE)
        for login, unit in [("hung", "LDLD-NINH-THUAN"), ("lan", "CDN-GIAO-DUC")]:
            hat = {"role": Role.ADMINISTRATOR, "organisation": cast.unit(unit), "since": date(2022, 1, 1)}
            appoint(cast.person(login), **hat, by=None, at=NOW)

        offered = {login: "Hoàn tác…" in shown(cast.client(login), ONE) for login in ("ha", "dong", "hung", "lan")}
        opened = {login: cast.client(login).get(UNDO).status_code for login in offered}

        assert offered == {"ha": True, "dong": False, "hung": True, "lan": False}
        assert opened == {"ha": 200, "dong": 404, "hung": 200, "lan": 404}
        assert cast.client("lan").post(UNDO).status_code == 404
        assert Reform.objects.in_force().exists()

    def test_is_rehearsed_first(self, cast: Cast) -> None:
        cast.confirmed(at=NOW - timedelta(days=1))
        decided(MERGE)

        page = shown(cast.client("ha"), UNDO)

        for said in ["1 đơn vị đã kết thúc hoạt động trở lại", "3 đơn vị về lại nơi trực thuộc cũ", "1 hồ sơ đang chờ"]:
            assert said in page
        assert Reform.objects.in_force().exists()

    def test_puts_everything_back(self, cast: Cast) -> None:
        decided(MERGE)

        answer = cast.client("ha").post(UNDO)

        assert (answer.status_code, answer["Location"]) == (302, ONE)
        assert Organisation.objects.on(TODAY).filter(code="CD-KCN").exists()
        assert Reform.objects.get().taken_back_by == cast.person("ha")

    def test_twice_is_once(self, cast: Cast) -> None:
        decided(MERGE)
        ha = cast.client("ha")

        assert [ha.post(UNDO).status_code for _press in range(2)] == [302, 302]

    def test_after_a_colleague_says_so(self, cast: Cast) -> None:
        take_back(decided(MERGE), by=None, at=NOW)
        ha = cast.client("ha")

        assert ha.post(UNDO).status_code == 409
        assert "Quyết định này đã được hoàn tác." in shown(ha, UNDO)

    def test_says_why_it_is_too_late(self, cast: Cast) -> None:
        decided(MERGE)
        decided({"rename": {"unit": DISTRICT, "name": "Tên"}}, code="QD-2")
        decided({"move": {"units": ["CS-HAEMIN"], "to": "CDN-GIAO-DUC"}}, code="QD-3")
        ha = cast.client("ha")

        page, answer = shown(ha, UNDO), ha.post(UNDO)

        assert "Không hoàn tác được nữa" in page
        assert "hãy hoàn tác quyết định ấy trước" in page
        assert "Hoàn tác quyết định" not in page.replace("Không hoàn tác", "")
        assert answer.status_code == 409
        assert Reform.objects.in_force().count() == 3


@pytest.mark.django_db(transaction=True)
def test_taken_back_by_two_at_once_it_is_taken_back_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast, together = seed(), Barrier(2, timeout=20)
    hat = {"role": Role.ADMINISTRATOR, "organisation": cast.unit("TLD"), "since": date(2022, 1, 1)}
    appoint(cast.person("hung"), **hat, by=None, at=NOW)
    decided(MERGE)
    clients = [cast.client(login) for login in ("ha", "hung")]

    def press(client: Client) -> int:
        try:
            together.wait()
            return int(client.post(UNDO).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(press, clients))

    assert sorted(answers) == [302, 409]
    assert Organisation.objects.on(TODAY).filter(code="CD-KCN").exists()


class TestOnAUnit:
    UNIT = "/to-chuc/CD-KCN/"

    def test_are_the_decisions_that_touched_it(self, cast: Cast) -> None:
        decided(NEW_NAME | {}, code="QD-2")
        decided({"rename": {"unit": "CD-KCN", "name": "Công đoàn KCN"}}, effective="2022-06-01")

        page = shown(cast.client("dong"), self.UNIT)

        assert "Lịch sử sắp xếp Sắp xếp Số 12/QĐ-LĐLĐ" in page
        assert page.count("Số 12/QĐ-LĐLĐ") == 1
        assert "Sắp có hiệu lực, từ 00:00 ngày 01/06/2022" in page

    def test_with_the_ways_to_a_new_one_for_administrators(self, cast: Cast) -> None:
        page = cast.client("ha").get(self.UNIT).content.decode()

        for task in ("merge", "move", "rename", "split", "dissolve"):
            assert f"/to-chuc/sap-xep/moi/?viec={task}&amp;units=CD-KCN" in page
        assert "viec=merge" not in cast.client("dong").get(self.UNIT).content.decode()

    def test_without_the_ways_once_it_has_ended(self, cast: Cast) -> None:
        decided(MERGE)

        page = cast.client("ha").get(self.UNIT).content.decode()

        assert "Lịch sử sắp xếp" in page
        assert "viec=merge" not in page

    @pytest.mark.parametrize("login", ["", "lan", "mai", "minh"])
    def test_is_not_shown_to_others_and_costs_them_nothing(self, cast: Cast, login: str) -> None:
        decided(MERGE)

        with CaptureQueriesContext(connection) as made:
            page = cast.client(login or None).get(self.UNIT).content.decode()

        assert "Lịch sử sắp xếp" not in page
        assert not any("reforms_" in query["sql"] for query in made)


class TestTheBar:
    @pytest.mark.parametrize(("login", "there"), [("ha", True), ("dong", True), ("minh", False), ("mai", False)])
    def test_leads_those_to_the_log_who_read_it(self, cast: Cast, login: str, there: bool) -> None:
        bar = (
            cast.client(login)
            .get("/to-chuc/")
            .content.decode()
            .partition('<nav class="tabs"')[2]
            .partition("</nav>")[0]
        )

        assert (f'href="{LOG}"' in bar) == there

    def test_marks_one_entry_only(self, cast: Cast) -> None:
        bar = cast.client("ha").get(LOG).content.decode().partition('<nav class="tabs"')[2].partition("</nav>")[0]

        assert re.findall(r'href="([^"]+)" aria-current="page"', bar) == [LOG]


def test_the_day_of_a_decision_begins_at_midnight_in_vietnam(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(MERGE, effective="2022-06-01")
    midnight = datetime(2022, 6, 1, tzinfo=VIETNAM)
    said = []
    for moment in (midnight - timedelta(seconds=1), midnight):
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard, moment=moment: moment)
        said.append("Đang có hiệu lực" in shown(cast.client("ha"), ONE))

    assert said == [False, True]
