"""Officers announce update days, print their posters, see what came of them."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from sangkien.gatherings.actions import cancel, change
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.rules import opens
from sangkien.gatherings.tests.holding import DURING, EVENING, MORNING, PIN, details, held
from sangkien.initiatives import actions
from sangkien.programmes.models import Campaign
from sangkien.web.tests.submitting import set_clock
from tests.cast import Cast


def typed(**changes: Any) -> dict[str, Any]:
    """What Mai types."""
    month = Campaign.objects.get(code="TCN2022")
    said = {
        "parent": month.pk,
        "day": "20/5/2022",
        "starts": "7h30",
        "ends": "17:00",
        "place": "Nhà ăn ca,  xưởng 2 ",
        "contact": "Ban Chấp hành công đoàn, phòng 203",
        "goal": "60",
        "pin": PIN,
    }
    return said | changes


class TestMaiAnnouncesOne:
    def test_and_finds_it_in_her_list(self, cast: Cast) -> None:
        mai = cast.client("mai")
        assert "Chưa có ngày hội nào" in mai.get("/ngay-hoi/").content.decode()

        done = mai.post("/ngay-hoi/moi/", typed())

        day = UpdateDay.objects.get()
        assert done["Location"] == f"/ngay-hoi/{day.code}/"
        assert (day.starts_at, day.ends_at, day.place, day.goal) == (MORNING, EVENING, "Nhà ăn ca, xưởng 2", 60)
        assert opens(day, PIN)
        assert "CĐCS May Tiến Thuận" in mai.get("/ngay-hoi/").content.decode()
        assert "7:30–17:00, thứ Sáu 20/05/2022" in mai.get(f"/ngay-hoi/{day.code}/").content.decode()

    def test_the_form_proposes_a_pin_and_the_campaigns_that_run(self, cast: Cast) -> None:
        page = cast.client("mai").get("/ngay-hoi/moi/")

        assert [told for _key, told in page.context["form"].fields["parent"].choices] == [
            "Tháng Công nhân 2022 (01/05/2022–31/05/2022)",
            "Chiến dịch thi đua cao điểm 40 ngày (22/04/2022–31/05/2022)",
        ]
        assert len(page.context["form"]["pin"].value()) == 6

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"day": "hôm nào đó"}, "day"),
            ({"day": ""}, "day"),
            ({"day": "20/6/2022"}, "day"),
            ({"day": "17/5/2022"}, "day"),
            ({"starts": "25:00"}, "starts"),
            ({"ends": "sáu giờ"}, "ends"),
            ({"ends": "6:00"}, "ends"),
            ({"place": ""}, "place"),
            ({"place": "<script>alert(1)</script>"}, "place"),
            ({"place": "x" * 300}, "place"),
            ({"goal": "nhiều"}, "goal"),
            ({"goal": "0"}, "goal"),
            ({"pin": "12"}, "pin"),
            ({"parent": "999999999999"}, "parent"),
            ({"parent": ""}, "parent"),
        ],
    )
    def test_a_slip_is_said_at_its_field_and_what_was_typed_stays(
        self, cast: Cast, changes: dict[str, str], field: str
    ) -> None:
        answer = cast.client("mai").post("/ngay-hoi/moi/", typed(**changes))

        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert answer.context["form"]["contact"].value() == "Ban Chấp hành công đoàn, phòng 203"
        assert escape(changes[field])[:150] in answer.content.decode() or field == "parent"
        assert not UpdateDay.objects.exists()

    def test_empty_it_says_everything_that_is_missing(self, cast: Cast) -> None:
        answer = cast.client("mai").post("/ngay-hoi/moi/", {})

        assert set(answer.context["form"].errors) == {"place", "day", "parent", "pin"}

    def test_what_cannot_be_read_and_what_is_missing_is_said_at_once(self, cast: Cast) -> None:
        wrong = {"starts": "25:00", "goal": "nhiều", "place": "", "pin": "12"}

        new = cast.client("mai").post("/ngay-hoi/moi/", typed(**wrong))
        old = cast.client("mai").post(f"/ngay-hoi/{held(cast).code}/sua/", typed(version=1, **wrong))

        for answer in (new, old):
            assert {field: len(texts) for field, texts in answer.context["form"].errors.items()} == dict.fromkeys(
                wrong, 1
            )

    def test_without_a_campaign_there_is_nowhere_to_hold_it(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, EVENING + timedelta(days=60))

        assert "Hiện chưa có chiến dịch nào" in cast.client("mai").get("/ngay-hoi/moi/").content.decode()

    def test_an_administrator_only_looks(self, cast: Cast) -> None:
        held(cast)

        assert cast.client("ha").get("/ngay-hoi/moi/").status_code == 404
        assert cast.client("ha").post("/ngay-hoi/moi/", typed()).status_code == 404
        assert "Tạo ngày hội" not in cast.client("ha").get("/ngay-hoi/").content.decode()


class TestChangingIt:
    def test_keeps_the_code_and_the_old_pin(self, cast: Cast) -> None:
        day, mai = held(cast), cast.client("mai")
        assert mai.get(f"/ngay-hoi/{day.code}/sua/").context["form"]["starts"].value() == "7:30"

        mai.post(f"/ngay-hoi/{day.code}/sua/", typed(pin="", place="Sân trường", version=1))

        again = UpdateDay.objects.get()
        assert (again.code, again.place) == (day.code, "Sân trường")
        assert opens(again, PIN)

    def test_of_two_at_once_the_second_is_told_and_keeps_what_was_typed(self, cast: Cast) -> None:
        day = held(cast)
        change(day, details(goal=80), seen=1, by=cast.actor("mai"), at=cast.now)

        answer = cast.client("mai").post(f"/ngay-hoi/{day.code}/sua/", typed(place="Hội trường B", pin="", version=1))

        assert answer.status_code == 409
        assert "Có người vừa cập nhật" in answer.content.decode() and "Hội trường B" in answer.content.decode()

    def test_called_off_only_after_being_asked_again(self, cast: Cast) -> None:
        day, mai = held(cast), cast.client("mai")
        assert "Hủy ngày hội này?" in mai.get(f"/ngay-hoi/{day.code}/huy/").content.decode()
        assert UpdateDay.objects.get().cancelled_at is None

        mai.post(f"/ngay-hoi/{day.code}/huy/", {"version": "1"})

        assert "Đã hủy" in mai.get(f"/ngay-hoi/{day.code}/").content.decode()
        assert mai.get(f"/ngay-hoi/{day.code}/sua/").status_code == 404
        assert mai.post(f"/ngay-hoi/{day.code}/huy/", {"version": "2"}).status_code == 404

    def test_what_is_over_says_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        day, mai = held(cast), cast.client("mai")
        set_clock(monkeypatch, EVENING + timedelta(hours=1))

        for verb in ("huy", "sua"):
            answer = mai.post(f"/ngay-hoi/{day.code}/{verb}/", typed(version=1, pin=""))
            assert answer.status_code == 422 and "đã diễn ra" in answer.content.decode()


class TestWhatCameOfIt:
    def test_scans_starts_and_what_was_sent(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        day = held(cast)
        set_clock(monkeypatch, DURING)
        for _visitor in range(3):
            Client().get(f"/n/{day.code}/")
        _begins(cast, day, sends=True)
        _begins(cast, day, sends=False)

        page = cast.client("mai").get(f"/ngay-hoi/{day.code}/")

        shown = page.context["turnout"]
        assert (shown.scans, shown.starts, shown.sent) == (3, 2, 1)
        assert [one.number for one in page.context["stuck"]] == [2]
        assert "1 người đã bắt đầu, chưa gửi" in page.content.decode()
        assert "Chuyện của Lan" not in page.content.decode()

    def test_the_superior_sees_it_and_a_neighbour_does_not(self, cast: Cast) -> None:
        day = held(cast)
        seen = {
            login: cast.client(login).get(f"/ngay-hoi/{day.code}/").status_code
            for login in ("mai", "minh", "yen", "dong", "ha", "kim", "thao", "lan")
        }

        assert seen == {
            "mai": 200, "minh": 200, "yen": 200, "dong": 200, "ha": 200, "kim": 404, "thao": 404, "lan": 404,
        }  # fmt: skip
        assert cast.client("minh").get(f"/ngay-hoi/{day.code}/sua/").status_code == 404

    def test_the_list_costs_the_same_for_two_as_for_twenty(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = cast.client("dong")
        for _nth in range(2):
            held(cast)
        with django_assert_max_num_queries(40) as two:
            client.get("/ngay-hoi/")
        for _nth in range(18):
            held(cast)
        with django_assert_max_num_queries(len(two)):
            client.get("/ngay-hoi/")


class TestThePoster:
    @pytest.mark.parametrize("paper", ["a3", "a4", "a5"])
    def test_says_whose_it_is_where_and_when(self, cast: Cast, paper: str) -> None:
        day = held(cast)
        answer = cast.client("mai").get(f"/ngay-hoi/{day.code}/ap-phich-{paper}.pdf")

        assert answer["Content-Type"] == "application/pdf"
        with pypdfium2.PdfDocument(answer.content) as document:
            read = " ".join(document[0].get_textpage().get_text_range().split())
        for said in ("Công đoàn cơ sở Công ty TNHH May Tiến Thuận", "7:30–17:00, thứ Sáu 20/05/2022",
                     "Nhà ăn ca, xưởng 2", day.code, "testserver/n", "Tự hào trí tuệ lao động Việt Nam"):  # fmt: skip
            assert said in read

    def test_its_address_is_the_servers_public_one(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL = "https://sangkien.example/"
        page = cast.client("mai").get(f"/ngay-hoi/{held(cast).code}/")

        assert page.context["event_url"].startswith("https://sangkien.example/n/")
        assert page.context["typed_at"] == "sangkien.example/n"

    def test_there_is_none_of_another_size_nor_for_a_stranger(self, cast: Cast) -> None:
        day = held(cast)

        assert cast.client("mai").get(f"/ngay-hoi/{day.code}/ap-phich-a0.pdf").status_code == 404
        assert cast.client("kim").get(f"/ngay-hoi/{day.code}/ap-phich-a4.pdf").status_code == 404

    def test_one_that_was_called_off_can_still_be_looked_at(self, cast: Cast) -> None:
        day = cancel(held(cast), seen=1, by=cast.actor("mai"), at=cast.now)

        assert cast.client("mai").get(f"/ngay-hoi/{day.code}/").status_code == 200


def _begins(cast: Cast, day: UpdateDay, *, sends: bool) -> None:
    by = cast.actor("lan", on=day.day)
    draft = actions.start_draft(cast.programme, by=by, at=DURING, update_day=day)
    actions.save_step(draft, step="thay-doi", answers={"title": "Chuyện của Lan"}, by=by, at=DURING)
    if sends:
        actions.submit(draft, cast.content(), by=by, at=DURING)
