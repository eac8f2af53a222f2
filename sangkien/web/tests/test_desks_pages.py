"""The pages of the desks: one's own work and figures, what is late below, and how the desks of a union are doing."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Appointment, Role
from sangkien.desks.actions import take
from sangkien.desks.escalating import escalate
from sangkien.desks.models import Absence, Escalation, Reminder, Sharing
from sangkien.desks.tests.desking import hat_of, officer, who_has
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.turns import turn_at
from sangkien.review import actions as review
from sangkien.review.again import correct
from sangkien.review.tests.test_again import appealed
from tests.cast import NOW, Cast

SENT = datetime(2022, 5, 9, 9, 0, tzinfo=NOW.tzinfo)  # so that the superior was due on 16 May


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def late(cast: Cast) -> tuple[Initiative, Escalation]:
    dossier = cast.submitted(at=SENT)
    escalate(at=NOW)
    return cast.again(dossier), Escalation.objects.get()


class TestMyWork:
    def test_shows_what_lies_with_me_and_my_figures(self, cast: Cast) -> None:
        mine, other = cast.confirmed(title="Giá treo cuộn chỉ"), cast.confirmed(title="Khay chia phụ liệu")
        take(mine, by=cast.actor("minh"), at=NOW)
        take(other, by=cast.actor("yen"), at=NOW)
        done = cast.confirmed(at=SENT)
        review.validate(done, seen=done.version, by=cast.actor("minh"), at=NOW)

        page = cast.client("minh").get("/ban-viec/")

        assert [row.initiative for row in page.context["rows"]] == [mine]
        figures = {stretch.name: stretch.figures for stretch in page.context["stretches"]}
        today = figures["Hôm nay"]
        assert (today.handled, today.timed, today.in_time, today.median_wait) == (1, 1, 0, 7)
        assert "0,0\u00a0%" in page.content.decode()
        yen = cast.client("yen").get("/ban-viec/").context["stretches"]
        assert yen[2].figures.handled == 0

    def test_says_which_of_my_verdicts_were_changed_to_what_and_why(self, cast: Cast) -> None:
        dossier = cast.valid(title="Giá treo cuộn chỉ")
        assert "đã được xem lại" not in html(cast.client("minh"), "/ban-viec/")
        note = "Có hồ sơ khác cùng cách làm.\nHãy so với hồ sơ ấy."
        correct(dossier, to=State.REVIEWING, note=note, seen=dossier.version, by=cast.actor("yen"), at=NOW)

        page = html(cast.client("minh"), "/ban-viec/")

        assert "Anh/chị kết luận “Hợp lệ”, nay là “Mở lại để thẩm định”." in page
        assert ("Giá treo cuộn chỉ" in page, "Hãy so với hồ sơ ấy." in page) == (True, True)

    def test_costs_the_same_for_one_changed_verdict_and_for_five(self, cast: Cast) -> None:
        def changed(many: int) -> int:
            for number in range(many):
                dossier = cast.valid(title=f"Giá treo cuộn chỉ số {number}")
                seen, yen = dossier.version, cast.actor("yen")
                correct(dossier, to=State.REVIEWING, note="Xem lại.", seen=seen, by=yen, at=NOW)
            client = cast.client("minh")
            with CaptureQueriesContext(connection) as asked:
                client.get("/ban-viec/")
            return len(asked)

        assert changed(1) == changed(4)

    @pytest.mark.parametrize("login", ["lan", "dong", "ha"])
    def test_is_for_those_who_work_at_a_desk(self, cast: Cast, login: str) -> None:
        assert cast.client(login).get("/ban-viec/").status_code == 404

    def test_an_absence_is_noted_and_dropped(self, cast: Cast) -> None:
        minh = cast.client("minh")

        done = minh.post("/ban-viec/vang-mat/", {"first": "20/05/2022", "last": "25/05/2022"}, follow=True)
        assert "20/05/2022 – 25/05/2022" in done.content.decode()

        absence = Absence.objects.get()
        assert cast.client("yen").post(f"/ban-viec/vang-mat/{absence.pk}/").status_code == 404
        minh.post(f"/ban-viec/vang-mat/{absence.pk}/")
        assert not Absence.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"first": "", "last": ""}, "Ghi ngày đầu, ví dụ 20/05/2022"),
            ({"first": "25/05/2022", "last": "20/05/2022"}, "Ngày cuối phải từ ngày đầu trở đi"),
            ({"first": "32/05/2022", "last": "33/05/2022"}, "Tháng này không có ngày vừa ghi"),
        ],
    )
    def test_says_what_is_wrong_with_days_and_keeps_them(self, cast: Cast, typed: dict[str, str], said: str) -> None:
        answer = cast.client("minh").post("/ban-viec/vang-mat/", typed)

        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert typed["first"] in answer.content.decode()

    def test_a_desk_is_switched_to_share_and_back(self, cast: Cast) -> None:
        minh = cast.client("minh")

        minh.post("/ban-viec/giao-viec/", {"on": "1"})
        assert Sharing.objects.get(unit=cast.unit("CD-KCN")).on
        assert "Tắt tự giao" in html(minh, "/ban-viec/")
        minh.post("/ban-viec/giao-viec/", {"on": "0"})
        assert not Sharing.objects.get().on

    def test_costs_the_same_for_any_number_of_dossiers(self, cast: Cast) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                cast.client("minh").get("/ban-viec/")
            return len(asked)

        for _one in range(2):
            take(cast.confirmed(), by=cast.actor("minh"), at=NOW)
        few = cost()
        for _one in range(7):
            take(cast.confirmed(), by=cast.actor("minh"), at=NOW)

        assert cost() == few


class TestLateBelow:
    def test_a_reviewer_reminds_and_then_takes_it_over(self, cast: Cast) -> None:
        dossier, told = late(cast)
        minh = cast.client("minh")
        page = html(minh, "/ban-viec/qua-han/")
        assert "CĐCS May Tiến Thuận" in page
        assert "12/05/2022" in page
        assert f'href="/duyet/{dossier.code}/"' in page

        minh.post(f"/ban-viec/qua-han/{told.pk}/nhac/")
        again = minh.post(f"/ban-viec/qua-han/{told.pk}/nhac/", follow=True)
        assert "nhắc lại từ ngày 21/05/2022" in again.content.decode()
        assert Reminder.objects.count() == 1

        taken = minh.post(f"/ban-viec/qua-han/{told.pk}/nhan/", {"seen": dossier.version}, follow=True)
        assert taken.redirect_chain[-1][0] == f"/duyet/{dossier.code}/"
        assert "Công đoàn cấp trên nhận xử lý thay, vì đã quá ngày hẹn" in taken.content.decode()
        assert turn_at(cast.again(dossier)).union == cast.unit("CD-KCN").pk

    def test_who_was_slower_is_told(self, cast: Cast) -> None:
        dossier, told = late(cast)
        review.confirm(dossier, seen=1, by=cast.actor("mai"), at=NOW)

        answer = cast.client("minh").post(f"/ban-viec/qua-han/{told.pk}/nhan/", {"seen": 1}, follow=True)

        assert "Trần Thị Mai đã xử lý hồ sơ này" in answer.content.decode()
        assert "Không có hồ sơ nào quá hạn" in answer.content.decode()

    @pytest.mark.parametrize("seen", ["", "x", "9" * 30])
    def test_a_form_that_saw_nothing_takes_nothing(self, cast: Cast, seen: str) -> None:
        _dossier, told = late(cast)

        assert cast.client("minh").post(f"/ban-viec/qua-han/{told.pk}/nhan/", {"seen": seen}).status_code == 404

    @pytest.mark.parametrize(("login", "code"), [("lan", 404), ("mai", 404), ("ha", 404), ("thao", 200), ("dong", 200)])
    def test_is_for_reviewers_and_leaders_and_only_their_own(self, cast: Cast, login: str, code: int) -> None:
        _dossier, told = late(cast)
        client = cast.client(login)

        assert client.get("/ban-viec/qua-han/").status_code == code
        assert client.post(f"/ban-viec/qua-han/{told.pk}/nhac/").status_code == 404

    @pytest.mark.parametrize(("login", "taken_over"), [("minh", True), ("dong", False)])
    def test_offers_to_take_over_only_to_who_may(self, cast: Cast, login: str, taken_over: bool) -> None:
        assert ("nhận xử lý thay" in html(cast.client(login), "/ban-viec/qua-han/")) == taken_over

    def test_costs_the_same_for_any_number(self, cast: Cast) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                cast.client("minh").get("/ban-viec/qua-han/")
            return len(asked)

        for _one in range(2):
            cast.submitted(at=SENT)
        escalate(at=NOW)
        few = cost()
        for _one in range(7):
            cast.submitted(at=SENT)
        escalate(at=NOW)

        assert cost() == few


class TestOnTheDossier:
    def test_an_officer_takes_it_passes_it_on_and_gives_it_back(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.client("minh")
        assert "trả lời chậm nhất ngày 25/05/2022" in html(minh, f"/duyet/{dossier.code}/")

        minh.post(f"/ban-viec/{dossier.code}/nhan/")
        assert "CĐ Các KCN</b> · Phạm Văn Minh" in html(minh, f"/duyet/{dossier.code}/")

        minh.post(f"/ban-viec/{dossier.code}/chuyen/", {"to": cast.person("yen").pk})
        assert who_has(dossier) == "yen"
        cast.client("yen").post(f"/ban-viec/{dossier.code}/tra/")
        assert who_has(dossier) is None

    def test_nobody_is_chosen_who_is_no_colleague(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.client("minh")

        for chosen in ("", "x", str(cast.person("lan").pk), "9" * 40):
            answer = minh.post(f"/ban-viec/{dossier.code}/chuyen/", {"to": chosen}, follow=True)
            assert "Chọn người sẽ xử lý hồ sơ." in answer.content.decode()

    def test_who_reads_it_from_below_sees_the_union_and_no_name(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        take(dossier, by=cast.actor("minh"), at=NOW)

        page = html(cast.client("mai"), f"/duyet/{dossier.code}/")

        assert "CĐ Các KCN" in page
        assert "CĐ Các KCN</b> · Phạm Văn Minh" not in page

    def test_what_was_taken_over_is_handed_back(self, cast: Cast) -> None:
        dossier, told = late(cast)
        minh = cast.client("minh")
        minh.post(f"/ban-viec/qua-han/{told.pk}/nhan/", {"seen": dossier.version})
        page = html(minh, f"/duyet/{dossier.code}/")
        assert "Chuyển lại cho cấp dưới" in page

        minh.post(f"/ban-viec/{dossier.code}/chuyen-lai/", {"seen": cast.again(dossier).version})

        assert turn_at(cast.again(dossier)).union == cast.unit("CS-MAY-TIEN-THUAN").pk

    def test_a_stranger_gives_nothing_to_anybody(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        for login in ("lan", "thao", "kim", "dong"):
            for verb in ("nhan", "chuyen", "tra", "chuyen-lai"):
                assert cast.client(login).post(f"/ban-viec/{dossier.code}/{verb}/").status_code == 404


class TestFigures:
    def test_the_leader_reads_how_each_desk_is_doing_without_any_name(self, cast: Cast) -> None:
        done = cast.confirmed(at=SENT)
        review.validate(done, seen=done.version, by=cast.actor("minh"), at=NOW)
        cast.returned()
        cast.submitted(at=SENT)

        page = cast.client("dong").get("/ban-viec/so-lieu/")

        told = {one.code: one for one in page.context["desks"]}
        zones, factory = told["CD-KCN"], told["CS-MAY-TIEN-THUAN"]
        assert (zones.figures.handled, zones.figures.in_time, zones.figures.returned) == (2, 1, 1)
        assert (str(zones.figures.percent_in_time), str(zones.figures.median_wait)) == ("50.0", "3.5")
        assert (factory.figures.handled, factory.lying.waiting, factory.lying.late) == (2, 1, 1)
        assert "Phạm Văn Minh" not in page.content.decode()

    def test_a_return_that_was_completed_says_so(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan")
        draft = actions.start_correction(returned, by=lan, at=NOW)
        actions.resubmit(draft, cast.content(), by=lan, at=NOW)

        [zones] = [
            one for one in cast.client("dong").get("/ban-viec/so-lieu/").context["desks"] if one.code == "CD-KCN"
        ]

        assert (zones.figures.returned, zones.figures.completed) == (1, 1)

    def test_on_a_phone_a_desk_shows_only_what_there_is_of_it(self, cast: Cast) -> None:
        cast.valid()

        page = html(cast.client("minh"), "/ban-viec/so-lieu/")

        assert "0 trên 0" not in page
        assert 'only-wide" data-label="Đã bổ sung"' in page
        assert 'class="n" data-label="Đã xử lý"' in page and 'only-wide" data-label="Quá hạn"' in page

    def test_the_same_as_csv(self, cast: Cast) -> None:
        cast.valid()

        lines = cast.client("minh").get("/ban-viec/so-lieu.csv").getvalue().decode("utf-8-sig").splitlines()

        assert lines[1:3] == ["Từ ngày;19/04/2022", "Đến hết ngày;18/05/2022"]
        assert "CD-KCN;CĐ Các KCN;1;1;1;100,0\u00a0%;0;0;0;0;0" in lines

    def test_nobody_reads_a_neighbours(self, cast: Cast) -> None:
        cast.valid()

        assert [one.code for one in cast.client("thao").get("/ban-viec/so-lieu/").context["desks"]] == []
        assert cast.client("lan").get("/ban-viec/so-lieu/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 6])
    def test_costs_the_same_for_any_number_of_decisions(self, cast: Cast, rows: int) -> None:
        for _one in range(rows):
            cast.valid()
        with CaptureQueriesContext(connection) as asked:
            cast.client("dong").get("/ban-viec/so-lieu/")

        assert len(asked) <= 30


def test_a_colleague_from_today_sees_the_desk(cast: Cast) -> None:
    loan = officer(cast, "loan", "Phan Thị Loan", "CS-MAY-TIEN-THUAN", Role.GRASSROOTS_OFFICER)
    client = Client()
    client.force_login(loan)

    assert hat_of(loan, on=date(2022, 5, 18)).office.code == "CS-MAY-TIEN-THUAN"
    assert "Trần Thị Mai" in html(client, "/ban-viec/")


class TestNamingSomebody:
    """Minh alone reviews at the zones, and has refused; the author asks for another look."""

    def waiting(self, cast: Cast) -> Initiative:
        Appointment.objects.filter(person=cast.person("yen")).delete()
        return appealed(cast)

    def test_the_desk_reads_that_it_waits_and_for_whom(self, cast: Cast) -> None:
        dossier = self.waiting(cast)

        shown = html(cast.client("minh", role=Role.REVIEWER), f"/duyet/{dossier.code}/")

        assert "LĐLĐ tỉnh Ninh Thuận chưa có ai khác. Hồ sơ chờ đến khi có người được cử." in shown
        assert "Lãnh đạo hoặc quản trị của LĐLĐ tỉnh Ninh Thuận, của công đoàn cấp trên" in shown
        assert "1 hồ sơ chờ cử người xem lại." in html(cast.client("minh", role=Role.REVIEWER), "/duyet/")

    def test_the_province_finds_it_and_names_thao(self, cast: Cast) -> None:
        dossier, dong = self.waiting(cast), cast.client("dong")
        assert dossier.code in html(dong, "/ban-viec/cho-nguoi/")
        address = f"/ban-viec/{dossier.code}/cu-nguoi/"
        assert f'href="{address}"' in html(dong, f"/duyet/{dossier.code}/")
        assert 'value="17/06/2022"' in html(dong, address)

        done = dong.post(
            address, {"version": dossier.version, "phone": "0912 345 007", "until": "30/06/2022"}, follow=True
        )

        assert "Đã cử Lê Thị Thảo xem lại hồ sơ" in done.content.decode()
        assert dong.get("/duyet/").context["alone_count"] == 0
        assert dong.get(address).status_code == 200  # somebody is there by now, as pressing the button says

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"phone": ""}, "Ghi số điện thoại của người được cử"),
            ({"phone": "0999999999"}, "Chưa có tài khoản nào dùng số này."),
            ({"phone": "0912345005"}, "Phạm Văn Minh có phần trong hồ sơ này hoặc đã kết luận"),
            ({"until": "30/06/2023"}, "Chọn một ngày từ hôm nay, nhiều nhất ba tháng"),
            ({"until": "hôm nay"}, "hôm nay"),
        ],
    )
    def test_what_is_wrong_is_said_where_it_was_typed(self, cast: Cast, typed: dict[str, str], said: str) -> None:
        dossier = self.waiting(cast)
        whole = {"version": dossier.version, "phone": "0912345007", "until": "30/06/2022"} | typed

        answer = cast.client("dong").post(f"/ban-viec/{dossier.code}/cu-nguoi/", whole)

        assert answer.status_code == 422 and said in answer.content.decode()

    def test_who_has_a_part_in_it_finds_no_way_that_leads_nowhere(self, cast: Cast) -> None:
        own, dong = self.waiting(cast), cast.client("dong")
        own.authors.update(person=cast.person("dong"))
        alone = html(dong, "/ban-viec/cho-nguoi/")
        other = appealed(cast, cast.refused(title="Khay chia phụ liệu"))
        both = html(dong, "/ban-viec/cho-nguoi/")

        assert own.code in alone and "/cu-nguoi/" not in alone and "Việc có thể làm" not in alone
        assert f"/ban-viec/{other.code}/cu-nguoi/" in both and f"/ban-viec/{own.code}/cu-nguoi/" not in both
        assert "Người khác cử" in both

    @pytest.mark.parametrize("login", ["minh", "mai", "thao"])
    def test_is_not_there_for_others(self, cast: Cast, login: str) -> None:
        dossier = self.waiting(cast)

        assert cast.client(login).get(f"/ban-viec/{dossier.code}/cu-nguoi/").status_code == 404
