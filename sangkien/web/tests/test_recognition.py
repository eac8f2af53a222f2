"""Help with becoming recognised: who gets the papers, and what stands on them."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as opened

from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, BenefitEntry, Recognition
from sangkien.initiatives.models import Draft, Initiative
from tests.cast import NOW, Cast

NOT_YET = Recognition(form="not_yet")
TWO = (
    AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", department="Chuyền 7", share=6000),
    AuthorEntry(full_name="Võ Văn Hùng", department="Tổ bảo trì", share=4000),
)


def words_of(answer: Any) -> str:
    """Everything that the file says, in the order in which it stands there."""
    assert answer.status_code == 200, answer.content[:300]
    body = opened(BytesIO(answer.content)).element.body
    return " ".join("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in _paragraphs(body))


def _paragraphs(body: Any) -> Any:
    return (each for each in body.iter() if each.tag.endswith("}p"))


def paper(client: Client, initiative: Initiative, kind: str) -> str:
    return words_of(client.get(reverse("recognition-help", args=[initiative.code]), {"giay": kind}))


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    """Lan's and Hùng's, which nobody has recognised yet."""
    return cast.submitted(recognition=NOT_YET, authors=TWO)


class TestThePapers:
    def test_the_union_asks_the_director_for_what_the_dossier_says(self, cast: Cast, sent: Initiative) -> None:
        said = paper(cast.client("lan"), sent, "de-nghi")

        for part in [
            "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH NINH THUẬN CÔNG ĐOÀN CƠ SỞ CÔNG TY TNHH MAY TIẾN THUẬN",
            "Số:        /CĐCS",
            "V/v đề nghị công nhận sáng kiến",
            "Kính gửi: Giám đốc Công ty TNHH May Tiến Thuận",
            "Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ",
            "Thông tư số 18/2013/TT-BKHCN ngày 01 tháng 8 năm 2013",
            "“Đồ gá may túi giúp giữ mép vải bằng một tay”",
            "Nguyễn Thị Lan (60\xa0%); Võ Văn Hùng (40\xa0%)",
            "Chuyền 7; Tổ bảo trì",
            "01/03/2022",
            "Phải dùng hai tay giữ mép vải",
            "120.000.000 đồng (Một trăm hai mươi triệu đồng). Cách tính: 11 giây × 900 túi × 300 ngày.",
            "TM. BAN CHẤP HÀNH CHỦ TỊCH",
        ]:
            assert part in said, part

    def test_the_director_decides_in_three_articles(self, cast: Cast, sent: Initiative) -> None:
        said = paper(cast.client("lan"), sent, "quyet-dinh")

        assert "CÔNG TY TNHH MAY TIẾN THUẬN" in said and "/QĐ-" in said
        assert "GIÁM ĐỐC CÔNG TY TNHH MAY TIẾN THUẬN" in said
        assert said.index("Điều 1. Công nhận sáng kiến") < said.index("Điều 2.") < said.index("Điều 3.")
        assert "ngày      tháng      năm" in said
        assert "DANH SÁCH" not in said

    def test_a_phone_number_stands_on_neither(self, cast: Cast, sent: Initiative) -> None:
        for kind in ("de-nghi", "quyet-dinh"):
            assert "0912" not in paper(cast.client("lan"), sent, kind)

    def test_a_restricted_one_tells_its_effect_and_no_way_of_working(self, cast: Cast) -> None:
        secret = cast.submitted(recognition=NOT_YET, restricted=True, effect="Mỗi túi nhanh hơn 11 giây.")

        said = paper(cast.client("lan"), secret, "quyet-dinh")

        assert "Mỗi túi nhanh hơn 11 giây." in said
        assert "Trước khi có sáng kiến" not in said and "nam châm" not in said

    @pytest.mark.parametrize("kind", ["de-nghi", "quyet-dinh"])
    def test_a_restricted_one_tells_what_it_brings_and_not_how_that_was_reckoned(self, cast: Cast, kind: str) -> None:
        lines = (BenefitEntry(label="Vải đỡ bỏ", quantity=Decimal(1500), unit="m", unit_price=80_000),)
        secret = cast.submitted(
            recognition=NOT_YET, restricted=True, effect="Mỗi túi nhanh hơn 11 giây.", benefit_lines=lines
        )

        said = paper(cast.client("lan"), secret, kind)

        assert "120.000.000 đồng (Một trăm hai mươi triệu đồng)." in said
        assert "Cách tính" not in said and "Vải đỡ bỏ" not in said and "900 túi" not in said

    def test_a_benefit_that_is_not_money_is_said_in_words(self, cast: Cast) -> None:
        social = cast.submitted(
            recognition=NOT_YET, benefit_kind="SOCIAL", benefit_vnd=None, benefit_method="", effects=()
        )

        assert "Lợi ích một năm: Chưa tính được bằng tiền." in paper(cast.client("lan"), social, "de-nghi")

    def test_a_reckoning_in_lines_stands_there_as_a_formula(self, cast: Cast) -> None:
        lines = (
            BenefitEntry(label="Vải đỡ bỏ", quantity=Decimal("1500.5"), unit="m", unit_price=40_000),
            BenefitEntry(label="Giờ công", quantity=Decimal(100), unit="giờ", unit_price=20_000),
        )
        sent = cast.submitted(
            recognition=NOT_YET, benefit_lines=lines, benefit_cost=20_000, benefit_vnd=62_000_000, benefit_method=""
        )

        said = paper(cast.client("lan"), sent, "de-nghi")
        assert (
            "62.000.000 đồng (Sáu mươi hai triệu đồng). Cách tính: Vải đỡ bỏ: 1.500,5 m × 40.000; "
            "Giờ công: 100 giờ × 20.000; trừ chi phí 20.000 đồng."
        ) in said

    def test_is_in_vietnamese_for_a_reader_of_english_too(self, cast: Cast, sent: Initiative) -> None:
        client = cast.client("lan")
        client.cookies["django_language"] = "en"

        said = paper(client, sent, "quyet-dinh")

        assert "120.000.000 đồng" in said and "Giải pháp kỹ thuật" in said

    def test_a_school_has_a_headmaster(self, cast: Cast) -> None:
        teacher = (AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002"),)
        sent = cast.submitted(by="hung", unit=cast.unit("CS-THPT-AN-PHUOC").pk, authors=teacher, recognition=NOT_YET)

        assert "Kính gửi: Hiệu trưởng Trường THPT An Phước" in paper(cast.client("hung"), sent, "de-nghi")

    def test_a_union_without_a_workplace_on_record_is_asked_by_its_own_name(self, cast: Cast) -> None:
        farmer = (AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002"),)
        sent = cast.submitted(by="hung", unit=cast.unit("CS-HTX-PHUOC-HAU").pk, authors=farmer, recognition=NOT_YET)

        said = paper(cast.client("hung"), sent, "de-nghi")
        assert "Kính gửi: Giám đốc Hợp tác xã nông nghiệp Phước Hậu" in said

    def test_is_a_file_to_save_and_in_no_cache(self, cast: Cast, sent: Initiative) -> None:
        answer = cast.client("lan").get(reverse("recognition-help", args=[sent.code]), {"giay": "de-nghi"})

        assert answer["Content-Disposition"].startswith("attachment;")
        assert "no-store" in answer["Cache-Control"]


class TestWhoGetsThem:
    def test_the_author_the_helper_and_the_unions_officer(self, cast: Cast, sent: Initiative) -> None:
        helped = cast.submitted(by="kim", recognition=NOT_YET)
        address = reverse("recognition-help", args=[sent.code])

        got = {who: cast.client(who).get(address).status_code for who in ("lan", "mai", "hung", "kim", "minh", "dong")}
        assert got == {"lan": 200, "mai": 200, "hung": 404, "kim": 404, "minh": 404, "dong": 404}
        assert cast.client("kim").get(reverse("recognition-help", args=[helped.code])).status_code == 200

    def test_nobody_once_it_is_recognised_or_closed(self, cast: Cast, sent: Initiative) -> None:
        recognised = cast.submitted()
        actions.withdraw(sent, seen=1, by=cast.actor("lan"), at=NOW)

        for initiative in (recognised, sent):
            assert cast.client("lan").get(reverse("recognition-help", args=[initiative.code])).status_code == 404

    def test_my_page_and_the_dossier_lead_there_at_the_right_moment(self, cast: Cast, sent: Initiative) -> None:
        recognised, client = cast.submitted(), cast.client("lan")
        address = reverse("recognition-help", args=[sent.code])

        assert address in client.get(reverse("my-page")).content.decode()
        assert address in client.get(reverse("dossier", args=[sent.code])).content.decode()
        assert address in cast.client("mai").get(reverse("review", args=[sent.code])).content.decode()
        other = client.get(reverse("dossier", args=[recognised.code])).content.decode()
        assert "Soạn giấy đề nghị công nhận" not in other

    def test_an_unknown_paper_is_the_page(self, cast: Cast, sent: Initiative) -> None:
        answer = cast.client("lan").get(reverse("recognition-help", args=[sent.code]), {"giay": "../../etc"})

        assert "Giấy tờ để sáng kiến được công nhận" in answer.content.decode()


class TestADraft:
    def begun(self, cast: Cast, **change: Any) -> Draft:
        lan = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        pages = {
            "noi-lam-viec": {"unit": "CS-MAY-TIEN-THUAN"},
            "tac-gia": {"who": "me", "authors": [{"full_name": "Nguyễn Thị Lan", "phone": "0912 345 001"}]},
            "thay-doi": {"title": "Khay chia chỉ theo màu", "before": "Tìm chỉ rất lâu", **change},
        }
        for step, answers in pages.items():
            draft = actions.save_step(draft, step=step, answers=answers, by=lan, at=NOW)
        return draft

    def words(self, client: Client, draft: Draft) -> str:
        return words_of(client.get(reverse("recognition-help-draft", args=[draft.key]), {"giay": "de-nghi"}))

    def test_tells_what_it_has_and_leaves_room_for_the_rest(self, cast: Cast) -> None:
        said = self.words(cast.client("lan"), self.begun(cast))

        assert "“Khay chia chỉ theo màu”" in said
        assert "Giám đốc Công ty TNHH May Tiến Thuận" in said
        assert "Tìm chỉ rất lâu" in said
        assert "..../..../........" in said

    def test_keeps_the_secret_although_it_was_typed_before_the_box_was_ticked(self, cast: Cast) -> None:
        draft = self.begun(cast, restricted="on", effect="Đổi mã hàng nhanh hơn")

        assert "Tìm chỉ rất lâu" not in self.words(cast.client("lan"), draft)

    def test_an_empty_one_is_no_fault(self, cast: Cast) -> None:
        draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)

        assert "Kính gửi: Thủ trưởng ........" in self.words(cast.client("lan"), draft)

    def test_anothers_is_not_there(self, cast: Cast) -> None:
        draft = self.begun(cast)

        for client in (cast.client("hung"), cast.client("mai"), Client()):
            assert client.get(reverse("recognition-help-draft", args=[draft.key])).status_code == 404

    def test_the_page_leads_back_to_the_form(self, cast: Cast) -> None:
        draft = self.begun(cast)

        page = cast.client("lan").get(reverse("recognition-help-draft", args=[draft.key])).content.decode()
        assert "Ghi quyết định vào bài" in page


class TestSeveralAtOnce:
    def ask(self, client: Client, kind: str, *codes: str) -> Any:
        return client.get(reverse("recognition-several"), {"giay": kind, "ho-so": codes})

    def test_the_chair_gets_one_decision_with_a_list(self, cast: Cast, sent: Initiative) -> None:
        tray = cast.submitted(
            recognition=NOT_YET, title="Khay chia chỉ theo màu", benefit_kind="SOCIAL", benefit_vnd=None
        )

        said = words_of(self.ask(cast.client("mai"), "quyet-dinh", sent.code, tray.code))

        assert "Điều 1. Công nhận 2 sáng kiến của 2 tác giả (danh sách kèm theo)." in said
        assert "DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN" in said
        assert said.count("Nguyễn Thị Lan") == 2 and "120.000.000" in said and "Lợi ích xã hội" in said

    def test_a_code_that_is_none_is_passed_over(self, cast: Cast, sent: Initiative) -> None:
        assert self.ask(cast.client("mai"), "de-nghi", "\0").status_code == 422  # nothing is chosen

    def test_takes_only_what_is_the_unions_own_and_not_recognised(self, cast: Cast, sent: Initiative) -> None:
        recognised, other = (
            cast.submitted(title="Đã có quyết định rồi"),
            cast.submitted(
                by="hung", unit=cast.unit("CS-THPT-AN-PHUOC").pk, recognition=NOT_YET, title="Sáng kiến của trường"
            ),
        )

        said = words_of(self.ask(cast.client("mai"), "de-nghi", sent.code, recognised.code, other.code))

        assert "“Đồ gá may túi" in said
        assert "Đã có quyết định rồi" not in said and "Sáng kiến của trường" not in said

    def test_nothing_chosen_is_said_at_the_list(self, cast: Cast, sent: Initiative) -> None:
        answer = self.ask(cast.client("mai"), "quyet-dinh")

        assert answer.status_code == 422
        assert '<a href="#id_ho-so">Chọn ít nhất một sáng kiến</a>' in answer.content.decode()

    def test_a_union_with_nothing_to_ask_is_told_so(self, cast: Cast) -> None:
        cast.submitted()

        page = cast.client("mai").get(reverse("recognition-several")).content.decode()
        assert "Không có sáng kiến nào chờ công nhận" in page

    def test_the_days_page_leads_there(self, cast: Cast, sent: Initiative) -> None:
        assert reverse("recognition-several") in cast.client("mai").get(reverse("grassroots")).content.decode()

    def test_costs_the_same_for_one_and_for_many(self, cast: Cast, sent: Initiative) -> None:
        client = cast.client("mai")

        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse("recognition-several")).status_code == 200
            return len(asked)

        one = cost()
        for n in range(6):
            cast.submitted(recognition=replace(NOT_YET), title=f"Khay chia chỉ theo màu số {n}")
        assert cost() == one
