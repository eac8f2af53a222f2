"""Reports that came from below: who has sent, and what the union above makes of them."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.organisations.models import Organisation
from sangkien.registry import actions, gathering, signing
from sangkien.registry.filling import filled
from sangkien.registry.gathering import Part, consolidate, parts_of, reporting, reports, with_parts
from sangkien.registry.models import OfficialPaper
from sangkien.registry.proofreading import LONGEST_BODY
from sangkien.registry.queries import saying
from sangkien.registry.reaching import OfStretch
from sangkien.registry.registering import head, receive
from sangkien.registry.templates import templates
from sangkien.registry.tests.writing import HEADING, UNSIGNED, again, drafted, written
from sangkien.statistics.stretches import Stretch, stretches
from tests.booking import book
from tests.cast import NOW, TODAY, Cast

BODY = """**II. KẾT QUẢ**
Đã có {hợp lệ} sáng kiến.
**III. CÁCH LÀM HAY, MÔ HÌNH MỚI**
“Giờ vàng sáng kiến” mỗi thứ Sáu.
**Khẩn trương** nhân rộng.
IV. KHÓ KHĂN, VƯỚNG MẮC
Công nhân làm ca ít thời gian.
**VI. NHIỆM VỤ**
Tiếp tục.
**VII. KIẾN NGHỊ**
Thêm máy dùng chung."""


def stretch(cast: Cast, unit: Organisation, code: str = "GD1") -> Stretch:
    return next(one for one in stretches(cast.programme, unit=unit, on=TODAY) if one.code == code)


def of(cast: Cast, unit: Organisation, code: str = "GD1") -> OfStretch:
    return OfStretch(stretch(cast, unit, code), TODAY)


def reported(cast: Cast, login: str, code: str, *, body: str = BODY) -> OfficialPaper:
    """What the officer of a grassroots union has sent to the union of the zones."""
    unit, by = cast.unit(code), cast.actor(login)
    head(unit, HEADING | {"issuer": code, "symbol": "CĐCS"}, by=by, at=NOW)
    paper = actions.draft(unit, "phase-report", OfStretch(stretch(cast, unit), TODAY), by=by, at=NOW)
    paper = actions.write(paper, written(paper, body=body, signer=by.person), by=by, at=NOW)
    paper = signing.check(paper, seen=paper.version, by=by, at=NOW)
    actions.number(paper, seen=paper.version, by=by, at=NOW)
    return actions.issue(paper, day=TODAY, unsigned=UNSIGNED, by=by, at=NOW)


def of_the_zones(cast: Cast) -> list[gathering.Report]:
    unit = cast.unit("CD-KCN")
    return reports(unit, "phase-report", of(cast, unit), on=TODAY)


class TestParts:
    def test_of_a_report_are_known_by_their_headings(self, cast: Cast) -> None:
        paper = drafted(cast, "phase-report", stretch="GD1")
        paper = actions.write(paper, written(paper, body=BODY), by=cast.actor("dong"), at=NOW)

        assert parts_of(saying(paper, on=TODAY)) == {
            Part.RESULTS: ["Đã có 0 sáng kiến."],
            Part.PRACTICE: ["“Giờ vàng sáng kiến” mỗi thứ Sáu.", "Khẩn trương nhân rộng."],
            Part.DIFFICULTIES: ["Công nhân làm ca ít thời gian."],
            Part.PROPOSALS: ["Thêm máy dùng chung"],
        }

    def test_take_the_place_of_prompts_and_stand_behind_the_union_s_own_sentences(self) -> None:
        body = "**I. KẾT QUẢ**\nCủa chúng tôi.\n**II. KHÓ KHĂN**\n[Ghi khó khăn]\n**III. NHIỆM VỤ**\n[Ghi nhiệm vụ]"
        texts = {Part.RESULTS: ["Của họ."], Part.DIFFICULTIES: ["Ca kíp."], Part.PROPOSALS: ["Máy."], Part.PRACTICE: []}

        assert with_parts(body, texts).splitlines() == [
            "**I. KẾT QUẢ**",
            "Của chúng tôi.",
            "Của họ.",
            "**II. KHÓ KHĂN**",
            "Ca kíp.",
            "**III. NHIỆM VỤ**",
            "[Ghi nhiệm vụ]",
            "**Kiến nghị**",
            "Máy.",
        ]

    @pytest.mark.parametrize("code", reporting())
    def test_of_every_report_to_the_union_above_are_found(self, cast: Cast, code: str) -> None:
        body = templates()[code].body
        said = [filled(re.sub(r"\[.*?\]", "Ca kíp", line), None) for line in body.splitlines()]
        found = parts_of(replace(saying(drafted(cast, "phase-report", stretch="GD1"), on=TODAY), body=said))

        assert found[Part.DIFFICULTIES] == ["Ca kíp"]
        assert found[Part.RESULTS]

    def test_do_not_point_to_an_annex_that_stays_with_their_report(self, cast: Cast) -> None:
        paper = drafted(cast, "phase-report", stretch="GD1")

        (results,) = parts_of(saying(paper, on=TODAY))[Part.RESULTS]

        assert "phụ lục" in "".join(piece.text for line in saying(paper, on=TODAY).body for piece in line)
        assert results.endswith("chưa có sáng kiến hợp lệ.") and "phụ lục" not in results

    def test_leave_out_how_many_difficulties_a_union_counted_since_the_one_above_counts_them_too(
        self, cast: Cast
    ) -> None:
        said = self.parts(cast, "**IV. KHÓ KHĂN, VƯỚNG MẮC**", "{đơn vị} {khó khăn, vướng mắc}.", "Thiếu máy.")

        assert said == {Part.DIFFICULTIES: ["Thiếu máy."]}

    def test_lose_no_sentence_that_only_looks_like_a_heading(self, cast: Cast) -> None:
        assert self.parts(
            cast,
            "**II. KẾT QUẢ**",
            "**Kết quả nổi bật: 1.396 sáng kiến hợp lệ.**",
            "**Kết quả của nữ: 700 sáng kiến**",
            "**Kết quả nổi bật nhất:** Haemin.",
            "**CNVCLĐ:** hưởng ứng.",
            "**III. Khó khăn, vướng mắc.**",
            "**Khó khăn lớn nhất là thiếu máy dùng chung ở ba xưởng.**",
            "Mô hình cũ đã dừng.",
            "**Mô hình cũ đã dừng ở cả ba xưởng may, vì từ tháng Ba không còn ai đứng ra nhận việc ghi chép ý tưởng**",
        ) == {
            Part.RESULTS: [
                "Kết quả nổi bật: 1.396 sáng kiến hợp lệ.",
                "Kết quả của nữ: 700 sáng kiến",
                "Kết quả nổi bật nhất: Haemin.",
                "CNVCLĐ: hưởng ứng.",
            ],
            Part.DIFFICULTIES: [
                "Khó khăn lớn nhất là thiếu máy dùng chung ở ba xưởng.",
                "Mô hình cũ đã dừng.",
                "Mô hình cũ đã dừng ở cả ba xưởng may, vì từ tháng Ba không còn ai đứng ra nhận việc ghi chép ý tưởng",
            ],
        }

    @pytest.mark.parametrize("line", ["**Khó khăn, vướng mắc:** thiếu máy.", "**Khó khăn, vướng mắc**: thiếu máy."])
    def test_may_begin_within_a_line(self, cast: Cast, line: str) -> None:
        assert self.parts(cast, "**II. KẾT QUẢ**", "Đạt.", line, "Thiếu người.", "**V. NHIỆM VỤ:** tiếp tục.") == {
            Part.RESULTS: ["Đạt."],
            Part.DIFFICULTIES: ["thiếu máy.", "Thiếu người."],
        }

    def parts(self, cast: Cast, *body: str) -> dict[Part, list[str]]:
        paper = drafted(cast, "phase-report", stretch="GD1")
        return parts_of(replace(saying(paper, on=TODAY), body=[filled(line, None) for line in body]))


class TestReports:
    def test_say_of_each_union_below_whether_its_report_came_and_was_entered(self, cast: Cast) -> None:
        paper = reported(cast, "mai", "CS-MAY-TIEN-THUAN")
        receive(paper.deliveries.get(), by=cast.actor("minh"), at=NOW)

        found = {one.unit.code: (one.paper, one.entry and one.entry.number) for one in of_the_zones(cast)}

        assert found == {"CS-MAY-TIEN-THUAN": (paper, 1), "CS-HAEMIN": (None, None), "CS-BQL-KCN": (None, None)}

    def test_are_those_of_that_stretch_that_hold(self, cast: Cast) -> None:
        paper, zones = reported(cast, "mai", "CS-MAY-TIEN-THUAN"), cast.unit("CD-KCN")
        campaign = reports(zones, "phase-report", of(cast, zones, "CD40N"), on=TODAY)
        actions.withdraw(paper, reason="Nhầm", by=cast.actor("mai"), at=NOW)

        assert [one.paper for one in (*campaign, *of_the_zones(cast))] == [None] * 6

    def test_cost_the_same_for_one_and_for_two(self, cast: Cast) -> None:
        asked = []
        for login, code in (("mai", "CS-MAY-TIEN-THUAN"), ("kim", "CS-HAEMIN")):
            reported(cast, login, code)
            unit, asked_of = cast.unit("CD-KCN"), of(cast, cast.unit("CD-KCN"))
            with CaptureQueriesContext(connection) as queries:
                gathering.gathered(one for one in reports(unit, "phase-report", asked_of, on=TODAY) if one.paper)
            asked.append(len(queries))

        assert asked == [2, 2]


class TestConsolidating:
    def drafted(self, cast: Cast, login: str = "minh") -> OfficialPaper:
        unit = cast.unit("CD-KCN")
        return consolidate(unit, "phase-report", of(cast, unit), by=cast.actor(login), at=NOW)

    def test_gathers_what_each_wrote_under_its_name_and_counts_by_itself(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)
        first = reported(cast, "mai", "CS-MAY-TIEN-THUAN")
        book(cast, "CS-BQL-KCN", 4, on=TODAY)
        second = reported(cast, "kim", "CS-HAEMIN", body=BODY.replace("Thêm máy dùng chung.", "Mẫu đơn tiếng Hàn."))

        paper = self.drafted(cast)

        lines = paper.body.splitlines()
        at = lines.index("**VII. KIẾN NGHỊ**")
        assert lines[at + 1 : at + 3] == [
            "**CĐCS Haemin Vina:** Mẫu đơn tiếng Hàn",
            "**CĐCS May Tiến Thuận:** Thêm máy dùng chung",
        ]
        assert "**CĐCS May Tiến Thuận:** Đã có 3 sáng kiến." in lines
        assert paper.figures and paper.figures.facts["valid"] == 7
        assert "[Ghi khó khăn, vướng mắc và nguyên nhân]" not in lines
        assert [one for one in lines if one.startswith("[")] == [
            "[Ghi tập thể, cá nhân đã được hoặc đề nghị biểu dương, khen thưởng]",
            "[Ghi nhiệm vụ, giải pháp]",
        ]
        told = Record.objects.filter(verb="paper.draft").latest("pk").after
        assert set(told["gathered"]) == {first.pk, second.pk}
        assert again(paper).revisions.count() == 1

    def test_of_more_than_a_paper_holds_says_where_the_rest_stands(self, cast: Cast) -> None:
        many = "\n".join(f"Ca kíp lần thứ {number}, {'máy cũ ' * 20}" for number in range(1_000))
        for login, code in (("mai", "CS-MAY-TIEN-THUAN"), ("kim", "CS-HAEMIN")):
            reported(cast, login, code, body=BODY.replace("Công nhân làm ca ít thời gian.", many))

        paper = self.drafted(cast)

        assert 190_000 < len(paper.body) <= LONGEST_BODY
        for name in ("CĐCS Haemin Vina", "CĐCS May Tiến Thuận"):
            assert f"**{name}:** phần còn lại xem Báo cáo số 01/BC-CĐCS." in paper.body
            assert f"**{name}:** Đã có 0 sáng kiến." in paper.body
            assert f"**{name}:** Thêm máy dùng chung" in paper.body

    def test_of_nothing_is_told(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            self.drafted(cast)

    def test_is_for_the_union_s_own_officers(self, cast: Cast) -> None:
        reported(cast, "mai", "CS-MAY-TIEN-THUAN")

        for login in ("mai", "dong", "lan"):
            with pytest.raises(NotAllowed):
                self.drafted(cast, login)
