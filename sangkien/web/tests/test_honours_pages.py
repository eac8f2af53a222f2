"""Commendation on pages: Đông opens a round, Mai proposes Lan, Đông concludes, and Lan reads what became of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Person
from sangkien.honours.models import Complaint, Nomination, Plea, Round, Terms
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import (
    COLLECTIVE,
    PERSON,
    a_quota,
    honoured,
    nominated,
    passed,
    revoked,
    somebody,
    with_terms,
)
from sangkien.honours.voting import KIND
from sangkien.initiatives.models import Author
from sangkien.sittings.models import Matter
from sangkien.sittings.tests.holding import opened as sitting
from sangkien.web.tests.test_confirmations_overview import photo
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
DAYS = {"first_day": "8/1/2022", "last_day": "31/5/2022", "opens_on": "18/5/2022", "closes_on": "30/6/2022"}


def said(cast: Cast, who: str, address: str, status: int = 200) -> str:
    answer = cast.client(who).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def proposing() -> str:
    """Where Mai proposes Lan."""
    lan = Author.objects.get(identity="+84912345001")
    return f"/khen-thuong/dot/{Round.objects.get().pk}/{PERSON}/de-nghi/?tac-gia={lan.pk}"


class TestARound:
    def test_is_opened_with_its_quotas(self, cast: Cast) -> None:
        with_terms(cast)

        answer = cast.client("dong").post("/khen-thuong/mo/", {"title": "Đợt 1", **DAYS, PERSON: "5"})

        made = Round.objects.get()
        assert answer.url == f"/khen-thuong/dot/{made.pk}/"
        assert [(one.form_code, one.most) for one in made.quotas.all()] == [(PERSON, 5)]
        for who in ("dong", "mai"):
            assert "Đợt 1" in said(cast, who, "/khen-thuong/")

    def test_says_at_each_box_what_is_wrong_and_keeps_what_was_typed(self, cast: Cast) -> None:
        answer = cast.client("dong").post(
            "/khen-thuong/mo/", {"title": "Đợt 1", **DAYS, COLLECTIVE: "5", PERSON: "abc"}
        )

        page = answer.content.decode()
        assert answer.status_code == 422 and not Round.objects.exists()
        assert 'value="Đợt 1"' in page and 'value="abc"' in page

    def test_is_not_opened_by_a_form_that_is_not_in_force(self, cast: Cast) -> None:
        answer = cast.client("dong").post("/khen-thuong/mo/", {"title": "Đợt 1", **DAYS, COLLECTIVE: "5"})

        assert answer.status_code == 422
        assert "chưa có điều kiện nào của" in answer.content.decode()

    @pytest.mark.parametrize(("who", "status"), [("lan", 404), ("minh", 404), ("mai", 200)])
    def test_is_opened_by_who_leads_only(self, cast: Cast, who: str, status: int) -> None:
        said(cast, who, "/khen-thuong/mo/", status)

    def test_of_a_neighbour_is_not_there(self, cast: Cast) -> None:
        with_terms(cast, unit="CS-MAY-TIEN-THUAN", form="giay-khen-ca-nhan")
        cast.client("mai").post("/khen-thuong/mo/", {"title": "Đợt 1", **DAYS, "giay-khen-ca-nhan": "5"})
        key = Round.objects.get().pk

        said(cast, "mai", f"/khen-thuong/dot/{key}/")
        said(cast, "kim", f"/khen-thuong/dot/{key}/", 404)

    def test_costs_the_same_for_two_nominations_and_for_eight(self, cast: Cast) -> None:
        quota = a_quota(cast, most=20)
        nominated(cast, quota, somebody(cast, 0))
        nominated(cast, quota, somebody(cast, 1))
        client, address = cast.client("dong"), f"/khen-thuong/dot/{quota.round.pk}/"
        client.get(address)

        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            return len(asked)

        few = cost()
        for number in range(2, 8):
            nominated(cast, quota, somebody(cast, number))
        assert cost() == few


class TestTerms:
    def test_are_entered_in_boxes_and_read_in_sentences(self, cast: Cast) -> None:
        boxes = {
            "regulation": "Quy chế 12",
            "since": "1/1/2022",
            "benefit_once": "80 triệu",
            "benefit_years": "120 triệu",
        }

        answer = cast.client("dong").post(
            f"/khen-thuong/dieu-kien/{PERSON}/", {**boxes, "years": "3", "no_manager": "on"}
        )

        assert answer.status_code == 302
        assert [[one["measure"] for one in line] for line in Terms.objects.get().lines] == [
            ["BENEFIT_ONCE", "BENEFIT_YEARS"],
            ["NO_MANAGER"],
        ]
        page = said(cast, "dong", "/khen-thuong/dieu-kien/")
        assert "Có một giải pháp làm lợi từ 80.000.000 đồng trở lên" in page and "Chưa có hiệu lực" in page

    def test_that_are_missing_something_say_so(self, cast: Cast) -> None:
        answer = cast.client("dong").post(f"/khen-thuong/dieu-kien/{PERSON}/", {"benefit_years": "120 triệu"})

        page = answer.content.decode()
        assert answer.status_code == 422 and not Terms.objects.exists()
        assert "Ghi số, ngày và nơi ban hành quy định" in page and "120 triệu" in page


class TestProposing:
    def test_a_candidate_is_shown_with_each_reason(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast, lines=[[{"measure": "INITIATIVES", "least": 2}]])

        page = said(cast, "mai", f"/khen-thuong/dot/{quota.round.pk}/{PERSON}/")

        assert "Có từ 2 sáng kiến được công nhận trở lên: có 1" in page and "Chưa đạt" in page
        assert "+84912345001" not in page
        assert "Nguyễn Thị Lan" not in said(cast, "kim", f"/khen-thuong/dot/{quota.round.pk}/{PERSON}/")

    def test_mai_proposes_lan(self, cast: Cast) -> None:
        dossier = cast.valid()
        a_quota(cast)
        address = proposing()
        assert dossier.code in said(cast, "mai", address)

        answer = cast.client("mai").post(address, {"achievement": "Đồ gá.", "dossiers": dossier.code})

        nomination = Nomination.objects.get()
        assert answer.url == f"/khen-thuong/de-nghi/{nomination.pk}/"
        assert dossier.title in said(cast, "mai", answer.url)

    def test_what_stands_against_it_is_said_and_what_was_typed_stays(self, cast: Cast) -> None:
        cast.valid()
        a_quota(cast, lines=[[{"measure": "INITIATIVES", "least": 2}]])

        answer = cast.client("mai").post(proposing(), {"achievement": "Đồ gá.", "dossiers": "SK-0"})
        found = cast.client("mai").post(proposing(), {"achievement": "Đồ gá.", "dossiers": ""})

        assert (answer.status_code, found.status_code) == (422, 422)
        assert "Không tìm thấy hồ sơ: SK-0" in answer.content.decode()
        assert "Đồ gá." in found.content.decode() and "Chưa đạt:" in found.content.decode()

    @pytest.mark.parametrize("asked", ["", "?tac-gia=9999999", "?tac-gia=%00", "?tac-gia=x", "?don-vi=CD-KCN"])
    def test_of_nobody_is_not_there(self, cast: Cast, asked: str) -> None:
        quota = a_quota(cast)

        said(cast, "mai", f"/khen-thuong/dot/{quota.round.pk}/{PERSON}/de-nghi/{asked}", 404)


class TestDeciding:
    def test_dong_passes_it_and_minh_may_only_read(self, cast: Cast) -> None:
        cast.valid()
        nomination = nominated(cast, a_quota(cast))
        address = f"/khen-thuong/de-nghi/{nomination.pk}/"
        assert "Thông qua" not in said(cast, "minh", address)
        assert cast.client("minh").post(f"{address}ket-luan/", {"thong-qua": "1"}).status_code == 404

        cast.client("dong").post(f"{address}ket-luan/", {"thong-qua": "1"})

        nomination.refresh_from_db()
        assert nomination.state == State.PASSED

    def test_who_refuses_is_asked_why(self, cast: Cast) -> None:
        cast.valid()
        nomination = nominated(cast, a_quota(cast))

        answer = cast.client("dong").post(f"/khen-thuong/de-nghi/{nomination.pk}/ket-luan/", {"khong": "1"})

        assert answer.status_code == 422 and "Ghi lý do" in answer.content.decode()

    def test_the_council_votes_where_there_is_one(self, cast: Cast) -> None:
        cast.valid()
        nomination, held = nominated(cast, a_quota(cast)), sitting(cast)
        address = f"/khen-thuong/de-nghi/{nomination.pk}/"
        assert "Đưa vào chương trình phiên họp" in said(cast, "dong", address)

        cast.client("dong").post(f"{address}phien-hop/", {"sitting": str(held.pk)})

        matter = Matter.objects.get(kind=KIND)
        assert (matter.key, matter.secret, matter.parties) == (str(nomination.pk), True, ["+84912345001"])
        answer = cast.client("dong").post(f"{address}ket-luan/", {"thong-qua": "1"})
        assert answer.status_code == 422 and "do hội đồng biểu quyết" in answer.content.decode()

    def test_mai_withdraws_what_she_proposed(self, cast: Cast) -> None:
        cast.valid()
        nomination = nominated(cast, a_quota(cast))

        cast.client("mai").post(f"/khen-thuong/de-nghi/{nomination.pk}/rut/")

        nomination.refresh_from_db()
        assert nomination.state == State.WITHDRAWN

    def test_a_complaint_is_written_down_and_closed(self, cast: Cast) -> None:
        cast.valid()
        nomination = nominated(cast, a_quota(cast))
        address = f"/khen-thuong/de-nghi/{nomination.pk}/khieu-nai/"
        assert cast.client("kim").get(address).status_code == 404
        assert cast.client("dong").post(address, {"text": ""}).status_code == 422

        cast.client("dong").post(address, {"text": "Có đơn phản ánh."})
        complaint = Complaint.objects.get()
        assert "Có đơn phản ánh." in said(cast, "dong", f"/khen-thuong/de-nghi/{nomination.pk}/")
        cast.client("dong").post(f"{address}{complaint.pk}/", {"finding": "Không đúng."})

        complaint.refresh_from_db()
        assert complaint.closed_by == cast.person("dong")


class TestSomebodyWithoutADossier:
    def test_is_proposed_by_name_with_a_reason_and_a_file_that_who_considers_opens(self, cast: Cast) -> None:
        quota = a_quota(cast)
        address = f"/khen-thuong/dot/{quota.round_id}/{PERSON}/de-nghi-khac/"
        told = {"unit": "cs-may-tien-thuan", "full_name": "Đỗ Thị Mơ", "phone": "", "achievement": "Tổ chức áp dụng."}

        wrong = cast.client("mai").post(address, told)
        assert wrong.status_code == 422
        assert "kèm ít nhất một minh chứng" in wrong.text and "Tổ chức áp dụng." in wrong.text
        answer = cast.client("mai").post(address, told | {"beside": "Chủ trì áp dụng.", "file": photo()})

        made = Nomination.objects.get()
        assert answer.url == f"/khen-thuong/de-nghi/{made.pk}/"
        assert (made.full_name, made.identity.startswith("do thi mo @ ")) == ("Đỗ Thị Mơ", True)
        kept = f"/khen-thuong/de-nghi/{made.pk}/minh-chung/{made.exhibits.get().pk}/"
        assert cast.client("dong").get(kept).status_code == 200
        assert cast.client("hung").get(kept).status_code in (302, 404)

    def test_of_a_union_that_is_not_theirs_is_told_at_its_box(self, cast: Cast) -> None:
        quota = a_quota(cast, form=COLLECTIVE)
        address = f"/khen-thuong/dot/{quota.round_id}/{COLLECTIVE}/de-nghi-khac/"

        page = cast.client("mai").post(address, {"unit": "CDN-GIAO-DUC", "achievement": "Dẫn đầu."})

        assert (page.status_code, "Không có mã này" in page.text) == (422, True)


class TestReading:
    def test_lan_sees_her_honour_and_says_that_she_may_be_named(self, cast: Cast) -> None:
        honoured(cast)
        Person.objects.filter(username="lan").update(vouched_at=NOW)
        assert "Bằng khen" in said(cast, "lan", "/khen-thuong/cua-toi/")
        assert "Nguyễn Thị Lan" not in said(cast, "", "/khen-thuong/danh-sach/")
        assert "1 cá nhân" in said(cast, "", "/khen-thuong/danh-sach/")

        cast.client("lan").post("/khen-thuong/cua-toi/PUBLISH/", {"dong-y": "1"})

        assert "Nguyễn Thị Lan" in said(cast, "", "/khen-thuong/danh-sach/")

    def test_lan_pleads_and_ha_gives_it_back(self, cast: Cast) -> None:
        nomination = revoked(cast).award.nomination
        Person.objects.filter(username="lan").update(vouched_at=NOW)
        address = f"/khen-thuong/cua-toi/{nomination.pk}/kien-nghi/"
        assert cast.client("hung").get(address).status_code == 404

        cast.client("lan").post(address, {"text": "Xin xem lại."})
        plea = Plea.objects.get()
        answer = f"/khen-thuong/kien-nghi/{plea.pk}/"
        assert cast.client("dong").get(answer).status_code == 404
        cast.client("ha").post(answer, {"granted": "co", "answer": "Hồ sơ đúng."})

        nomination.refresh_from_db()
        assert nomination.state == State.AWARDED

    def test_officers_see_the_honours_of_their_union_and_below(self, cast: Cast) -> None:
        honoured(cast)

        assert "Nguyễn Thị Lan" in said(cast, "minh", "/khen-thuong/lich-su/")
        assert "Nguyễn Thị Lan" not in said(cast, "thao", "/khen-thuong/lich-su/")

    @pytest.mark.parametrize("address", ["/khen-thuong/", "/khen-thuong/dieu-kien/", "/khen-thuong/lich-su/"])
    def test_an_empty_page_says_so(self, cast: Cast, address: str) -> None:
        assert "Chưa có" in said(cast, "mai", address)


def test_a_decision_is_drafted_from_its_page(cast: Cast) -> None:
    cast.valid()
    quota = a_quota(cast)
    passed(cast, nominated(cast, quota))

    answer = cast.client("dong").post(
        "/van-ban/LDLD-NINH-THUAN/soan/honours-decision/", {"round": str(quota.round.pk)}, follow=True
    )

    assert "Nguyễn Thị Lan" in answer.content.decode()
