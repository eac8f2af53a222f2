"""What a councillor, a reviewer, an author and the public see where a council scores."""

from typing import Any

import pytest
from django.test import Client

from sangkien.accounts.models import Role
from sangkien.councils.models import ScoreSheet
from sangkien.initiatives import actions as initiatives
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import TermList
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.web.tests.reading import queries, read, said
from tests.cast import NOW, Cast
from tests.scoring import FAIR, GOOD, POOR, concluded, scored, sheet, with_a_council

TYPED = {"diem-novelty": "25", "diem-use": "30", "diem-spread": "20", "note": "Có minh chứng rõ."}


@pytest.fixture
def council(cast: Cast) -> Cast:
    with_a_council(cast)
    return cast


def post(client: Client, dossier: Initiative, **typed: str) -> Any:
    given = TYPED | {"version": str(dossier.version)} | typed
    return client.post(f"/cham-diem/{dossier.code}/", given)


class TestACouncillor:
    def test_begins_where_the_dossiers_wait(self, council: Cast) -> None:
        dossier = council.confirmed()
        client = Client()
        answer = client.post("/dang-nhap/", {"name": "hoa", "password": "mot hai ba sang kien"}, follow=True)

        assert dossier.title in said(answer.content)

    def test_reads_the_dossier_scores_it_and_comes_to_the_next(self, council: Cast) -> None:
        first, second = council.confirmed(), council.confirmed(title="Giá để cuộn vải xoay được bốn phía")
        client = council.client("hoa")
        assert "mỗi túi còn 8 giây" in read(client, f"/cham-diem/{first.code}/")

        answer = post(client, first)

        assert answer.url == f"/cham-diem/{second.code}/"
        told = read(client, answer.url)
        assert "Đã ghi phiếu chấm 75 điểm" in told and "Dưới đây là hồ sơ tiếp theo." in told
        given = ScoreSheet.objects.get()
        assert (given.points, given.note) == (GOOD, "Có minh chứng rõ.")

    def test_comes_back_to_the_list_when_nothing_is_left(self, council: Cast) -> None:
        client, dossier = council.client("hoa"), council.confirmed()

        assert post(client, dossier).url == "/cham-diem/"
        assert "Không còn hồ sơ nào chờ anh/chị chấm" in read(client, "/cham-diem/")
        assert dossier.title in read(client, "/cham-diem/da-cham/")

    def test_may_change_the_sheet_and_finds_what_was_given(self, council: Cast) -> None:
        client, dossier = council.client("hoa"), council.confirmed()
        post(client, dossier)

        page = client.get(f"/cham-diem/{dossier.code}/").content.decode()
        assert 'value="25"' in page and "Lưu phiếu mới" in page
        post(client, dossier, **{"diem-novelty": "5"})

        assert list(ScoreSheet.objects.order_by("pk").values_list("total", flat=True)) == [75, 55]

    @pytest.mark.parametrize("typed", ["31", "-1", "2,5", "hai mươi", "", "9" * 30, "٣"])
    def test_is_told_at_the_criterion_what_is_wrong_and_loses_nothing(self, council: Cast, typed: str) -> None:
        dossier = council.confirmed()

        answer = post(council.client("hoa"), dossier, **{"diem-novelty": typed})

        page = answer.content.decode()
        assert answer.status_code == 422 and not ScoreSheet.objects.exists()
        assert "Chấm “Tính mới” bằng số nguyên từ 0 đến 30" in page
        assert ('value="30"' in page and "Có minh chứng rõ." in page and f'value="{typed}"' in page) or not typed

    def test_who_was_slower_than_the_conclusion_is_told_so_and_keeps_what_was_typed(self, council: Cast) -> None:
        dossier, client = council.confirmed(), council.client("hoa")
        sheet(council, dossier, "quang", GOOD), sheet(council, dossier, "hoa", POOR)
        concluded(council, dossier)

        answer = post(client, dossier)

        told = said(answer.content)
        assert answer.status_code == 409
        assert "Phạm Văn Minh đã xử lý hồ sơ này" in told
        assert "Phiếu anh/chị đã điền, chưa gửi đi" in told and "Có minh chứng rõ." in told

    def test_who_read_an_older_version_may_send_it_again(self, council: Cast) -> None:
        dossier = council.confirmed()

        answer = post(council.client("hoa"), dossier, version="1")

        assert answer.status_code == 409
        assert 'value="25"' in answer.content.decode() and "Gửi phiếu chấm" in answer.content.decode()

    def test_does_not_read_what_others_gave_before_the_conclusion_is_told(self, council: Cast) -> None:
        dossier, client = scored(council, council.confirmed(), hoa=GOOD, quang=FAIR), council.client("hoa")
        before = read(client, f"/cham-diem/{dossier.code}/")
        concluded(council, dossier)
        untold = read(client, f"/cham-diem/{dossier.code}/")
        council.told(dossier)
        after = read(client, f"/cham-diem/{dossier.code}/")

        for page in (before, untold):
            assert "Trịnh Văn Quang" not in page and "Hội đồng chấm 70/100" not in page
        assert "Trịnh Văn Quang" in after and "Hội đồng chấm 70/100 điểm, đạt mức 70 điểm" in after

    def test_does_not_learn_a_verdict_before_it_is_told(self, council: Cast) -> None:
        dossier, client = scored(council, council.confirmed(), hoa=GOOD, quang=GOOD), council.client("hoa")
        concluded(council, dossier)
        addresses = (f"/cham-diem/{dossier.code}/", "/cham-diem/da-cham/")
        untold = [read(client, address) for address in addresses]
        council.told(dossier)
        told = [read(client, address) for address in addresses]

        assert not any("Đã công nhận" in page for page in untold)
        assert all("Đã công nhận" in page for page in told)
        assert "Hồ sơ vừa được xử lý" in untold[0] and "Hồ sơ đã có kết luận" in told[0]

    def test_reads_the_one_reason_why_it_is_not_to_be_scored(self, council: Cast) -> None:
        client, returned, own = council.client("hoa"), council.confirmed(), council.confirmed()
        code = returned.programme.terms.filter(list=TermList.RETURN_REASON).values_list("code", flat=True)[0]
        why = [Reason(code, "Anh/chị ghi rõ cách làm.")]
        review.send_back(returned, reasons=why, seen=returned.version, by=council.actor("minh"), at=NOW)
        council.told(returned)
        own.authors.update(person=council.person("hoa"))

        assert "Hồ sơ đang ở chỗ tác giả để bổ sung." in read(client, f"/cham-diem/{returned.code}/")
        assert "Anh/chị có phần trong hồ sơ này" in read(client, f"/cham-diem/{own.code}/")

    @pytest.mark.parametrize("becomes", ["withdrawn", "sent anew"])
    def test_keeps_what_was_typed_when_the_dossier_is_taken_away_meanwhile(self, council: Cast, becomes: str) -> None:
        dossier, client = council.confirmed(), council.client("hoa")
        if becomes == "withdrawn":
            initiatives.withdraw(dossier, seen=dossier.version, by=council.actor("lan"), at=NOW)
        else:
            review.reroute(dossier, to=council.unit("CS-HAEMIN"), seen=2, by=council.actor("minh"), at=NOW)

        answer = post(client, dossier)

        told = said(answer.content)
        assert answer.status_code == 409 and dossier.title not in told
        assert ("Tác giả đã rút hồ sơ" if becomes == "withdrawn" else "đang chờ công đoàn cơ sở xác nhận") in told
        assert "Phiếu anh/chị đã điền, chưa gửi đi" in told and "Có minh chứng rõ." in told
        assert client.get(f"/cham-diem/{dossier.code}/").status_code == 404

    def test_finds_nothing_of_others(self, council: Cast) -> None:
        dossier = council.submitted()

        assert council.client("hoa").get(f"/cham-diem/{dossier.code}/").status_code == 404
        assert post(council.client("hoa"), dossier).status_code == 404
        for login in ("lan", "minh", "mai", "dong"):
            assert council.client(login).get("/cham-diem/").status_code == 404
        assert council.client("hoa").get("/duyet/").status_code == 404

    def test_lists_cost_the_same_for_2_and_for_20_rows(self, council: Cast) -> None:
        client = council.client("hoa")
        for _n in range(2):
            sheet(council, council.confirmed(), "hoa", GOOD), council.confirmed()
        few = [queries(client, address) for address in ("/cham-diem/", "/cham-diem/da-cham/")]
        for _n in range(18):
            sheet(council, council.confirmed(), "hoa", GOOD), council.confirmed()

        assert [queries(client, address) for address in ("/cham-diem/", "/cham-diem/da-cham/")] == few


class TestAReviewer:
    def test_sees_who_has_scored_and_what_concluding_would_give_but_no_sheet(self, council: Cast) -> None:
        dossier, client = council.confirmed(), council.client("minh")
        sheet(council, dossier, "hoa", GOOD)
        one = read(client, f"/duyet/{dossier.code}/")
        sheet(council, dossier, "quang", POOR)
        two = read(client, f"/duyet/{dossier.code}/")

        assert "Đã có 1 phiếu, cần ít nhất 2 phiếu." in one and "Bùi Thị Hoa" in one
        assert "Kết luận theo điểm" not in one and "75" not in one
        assert "Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm" in two
        assert "Kết luận bây giờ thì hồ sơ không đủ điều kiện." in two and "Kết luận theo điểm" in two

    def test_who_may_score_it_under_another_hat_reads_no_result(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())
        council.councillor("yen")

        page = read(council.client("yen", role=Role.REVIEWER), f"/duyet/{dossier.code}/")

        assert "Đã có 2 phiếu, cần ít nhất 2 phiếu." in page
        assert "Bùi Thị Hoa" not in page and "Hội đồng chấm 70/100" not in page

    def test_sees_in_the_list_how_far_the_council_is_at_the_cost_of_any_list(self, council: Cast) -> None:
        client = council.client("minh")
        for _n in range(2):
            sheet(council, council.confirmed(), "hoa", GOOD)
        page, few = read(client, "/duyet/"), queries(client, "/duyet/")
        for _n in range(10):
            sheet(council, council.confirmed(), "hoa", GOOD)

        assert "1/2 phiếu chấm" in page
        assert queries(client, "/duyet/") == few

    def test_concludes_with_one_button(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())

        answer = council.client("minh").post(f"/duyet/{dossier.code}/ket-luan/", {"seen": "2"})

        assert answer.status_code == 302
        assert council.again(dossier).state == State.VALID

    def test_is_told_when_sheets_are_missing(self, council: Cast) -> None:
        dossier = council.confirmed()

        answer = council.client("minh").post(f"/duyet/{dossier.code}/ket-luan/", {"seen": "2"})

        assert answer.status_code == 422
        assert "Còn thiếu 2 phiếu chấm của hội đồng" in said(answer.content)

    def test_does_not_find_many_valid_past_the_council(self, council: Cast) -> None:
        dossier = council.confirmed()
        client = council.client("minh")

        assert "do hội đồng sáng kiến chấm điểm" in read(client, "/duyet/nhieu/", **{"ho-so": dossier.code})
        client.post("/duyet/nhieu/", {"ho-so": f"{dossier.code}:2"})
        client.post(f"/duyet/{dossier.code}/hop-le/", {"seen": "2"})

        assert council.again(dossier).state == State.REVIEWING

    def test_who_scored_it_reads_that_a_colleague_concludes(self, council: Cast) -> None:
        dossier = council.confirmed()
        sheet(council, dossier, "yen", GOOD)

        page = read(council.client("yen"), f"/duyet/{dossier.code}/")

        assert "Anh/chị đã chấm điểm hồ sơ này, nên một đồng nghiệp khác sẽ kết luận." in page


class TestItsPeople:
    def test_read_that_the_council_scores(self, council: Cast) -> None:
        dossier = council.confirmed()

        page = read(council.client("lan"), f"/toi/ho-so/{dossier.code}/")

        assert "Chờ hội đồng của công đoàn cấp trên trực tiếp chấm điểm" in page

    def test_read_the_result_without_names(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed(), quang=POOR)
        concluded(council, dossier)
        before = read(council.client("lan"), f"/toi/ho-so/{dossier.code}/")
        council.told(dossier)
        after = read(council.client("lan"), f"/toi/ho-so/{dossier.code}/")

        assert "62,5" not in before
        assert "Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm, trung bình của 2 phiếu." in after
        assert "Hoa" not in after and "Quang" not in after

    def test_everybody_reads_how_the_council_scores(self, council: Cast) -> None:
        page = read(Client(), "/chuong-trinh/VD-HOI-DONG/")

        assert "Tính mới (30), Hiệu quả (40), Khả năng nhân rộng (30)" in page
        assert "Đủ ít nhất 2 phiếu thì kết luận; trung bình từ 70 trên 100 điểm là hợp lệ." in page


def test_a_sheet_of_another_workflow_is_no_page(cast: Cast) -> None:
    dossier = cast.confirmed()

    assert cast.client("hoa").get(f"/cham-diem/{dossier.code}/").status_code == 404
    assert review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW).verdict == "VALID"
