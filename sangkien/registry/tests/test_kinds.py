"""Papers of every kind, as Word and as PDF: the parts of Decree 30/2020/NĐ-CP in their order, said in both."""

import json
import re
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from docx.document import Document

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.documents.decree30 import docx
from sangkien.documents.papers import Paper
from sangkien.documents.printed import pdf
from sangkien.gatherings.queries import with_all
from sangkien.gatherings.tests.holding import held
from sangkien.honours.tests.honouring import a_quota, nominated, passed
from sangkien.organisations.models import Organisation
from sangkien.registry import actions, meeting, signing
from sangkien.registry.freezing import Of
from sangkien.registry.giving import OfTargets
from sangkien.registry.honouring import OfNominations
from sangkien.registry.kinds import Kind
from sangkien.registry.meeting import OfCouncil, OfUpdateDay
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import printed, saying
from sangkien.registry.reaching import OfPeriod, OfStretch
from sangkien.registry.recognising import OfDossiers, chosen, entitled
from sangkien.registry.registering import head, reserve
from sangkien.registry.replacing import replace
from sangkien.registry.sitting import OfSitting
from sangkien.registry.sources import Source
from sangkien.registry.templates import GoesTo, When, templates
from sangkien.registry.tests.test_serial import made
from sangkien.registry.tests.writing import (
    AFTER,
    HEADING,
    PROVINCE,
    again,
    found_right,
    headed,
    lines,
    opened,
    signed_by,
    went_out,
    written,
)
from sangkien.registry.tests.writing import drafted as letter_of
from sangkien.registry.wording import Said, laid_out
from sangkien.sittings.tests.holding import sat
from sangkien.statistics.periods import Period
from sangkien.statistics.stretches import stretches
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Which
from tests.cast import NOW, TODAY, Cast
from tests.scoring import GOOD, POOR, concluded, scored, with_a_council

ZONES, FACTORY = "CD-KCN", "CS-MAY-TIEN-THUAN"


def of_source(cast: Cast, code: str) -> tuple[Organisation, Of, str]:
    """Who writes a paper from that template, of what, and who does it for them."""
    template, unit = templates()[code], cast.unit(PROVINCE)
    match template.source:
        case Source.PERIOD:
            assert template.span is not None
            return unit, OfPeriod(cast.programme, Period.of(template.span, TODAY), TODAY), "dong"
        case Source.TARGETS:
            which = Which(cast.programme, cast.phase, Indicator.VALID)
            return unit, OfTargets.standing(unit, which, on=TODAY), "dong"
        case Source.DOSSIERS:
            cast.valid()
            found = entitled(unit, programme=cast.programme, on=TODAY)
            return unit, chosen(found, programme=cast.programme, phase=None, on=TODAY), "dong"
        case Source.HONOURS:
            cast.valid()
            quota = a_quota(cast)
            passed(cast, nominated(cast, quota))
            return unit, OfNominations(quota.round, TODAY), "dong"
        case Source.SITTING:
            return unit, OfSitting(cast.programme, sat(cast)), "dong"
        case Source.COUNCIL:
            with_a_council(cast)
            for points in (GOOD, POOR):
                concluded(cast, scored(cast, dossier := cast.confirmed(), hoa=points))
                cast.told(dossier)
            return cast.unit(ZONES), OfCouncil(cast.programme, TODAY, TODAY), "minh"
        case Source.UPDATE_DAY:
            day = with_all().get(pk=held(cast).pk)
            return cast.unit(FACTORY), OfUpdateDay(day, TODAY), "mai"
    of_factory = code == "memorandum"
    if of_factory:
        unit = cast.unit(FACTORY)
    phase = next(one for one in stretches(cast.programme, unit=unit, on=TODAY) if one.code == "GD1")
    return unit, OfStretch(phase, TODAY), "mai" if of_factory else "dong"


def drafted(cast: Cast, code: str) -> OfficialPaper:
    if templates()[code].goes_to == GoesTo.EACH:
        return again(made(cast).papers.earliest("pk"))
    unit, of, login = of_source(cast, code)
    head(unit, HEADING, by=None, at=NOW)
    at = AFTER if templates()[code].when == When.OVER else NOW
    return again(actions.draft(unit, code, of, by=cast.actor(login, on=day_of(at)), at=at))


def laid(cast: Cast, code: str) -> Paper:
    return printed(drafted(cast, code), on=TODAY)


def in_word(paper: Paper) -> Document:
    return opened(BytesIO(docx(paper)))


def in_pdf(paper: Paper) -> str:
    with pypdfium2.PdfDocument(pdf(paper, at=NOW)) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(normalize("NFC", text).split())


class TestEveryKind:
    @pytest.mark.parametrize("code", templates())
    def test_says_in_print_all_that_it_says_in_word(self, cast: Cast, code: str) -> None:
        paper = laid(cast, code)

        printed_words, said = in_pdf(paper), lines(in_word(paper))
        assert [line for line in said if " ".join(line.split()) not in printed_words] == []

    @pytest.mark.parametrize("code", templates())
    def test_leaves_no_field_open_but_what_nobody_can_know_yet(self, cast: Cast, code: str) -> None:
        paper = laid(cast, code)

        assert "{" not in in_pdf(paper)
        assert "……" not in in_pdf(paper) or code == "phase-review"  # of which another test tells

    @pytest.mark.parametrize("code", templates())
    def test_begins_with_its_name_and_the_letters_of_its_kind(self, cast: Cast, code: str) -> None:
        said, kind = lines(in_word(laid(cast, code))), templates()[code].kind

        number = next(line for line in said if line.startswith("Số:"))
        letters = {Kind.CV: "", Kind.QD: "QĐ-", Kind.TTR: "TTr-"}.get(kind, f"{kind}-")
        assert number == f"Số:         /{letters}LĐLĐ"
        if kind != Kind.CV:
            assert said[said.index(number) + 2] == str(kind.label).upper()


class TestADecision:
    def test_has_who_decides_its_bases_and_its_articles_in_the_order_of_the_decree(self, cast: Cast) -> None:
        said = lines(in_word(laid(cast, "target-decision")))

        order = [
            r"QUYẾT ĐỊNH",
            r"Về việc giao chỉ tiêu sáng kiến hợp lệ, giai đoạn 1\nChương trình .*",
            r"BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH NINH THUẬN",
            r"Căn cứ Điều lệ Công đoàn Việt Nam;",
            r"QUYẾT ĐỊNH:",
            r"Điều 1\. Giao chỉ tiêu .* cho 3 đơn vị trực thuộc, với tổng số 495 \(phụ lục kèm theo\)\.",
            r"Điều 2\. .*",
            r"Điều 3\. Quyết định này có hiệu lực kể từ ngày ký\./\.",
            r"Nơi nhận:",
            r"TM\. BAN THƯỜNG VỤ",
        ]
        rest = iter(said)
        for pattern in order:
            assert any(re.fullmatch(pattern, line, re.DOTALL) for line in rest), pattern

    def test_goes_to_all_below_though_only_letters_reports_and_proposals_speak_to_somebody(self, cast: Cast) -> None:
        paper = drafted(cast, "target-decision")

        assert len(paper.receivers) == 3
        assert not any(line.startswith("Kính gửi") for line in lines(in_word(printed(paper, on=TODAY))))

    def test_gives_the_rows_of_its_table_and_their_sum(self, cast: Cast) -> None:
        table = in_word(laid(cast, "target-decision")).tables[-1]

        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == ["TT", "Đơn vị", "Chỉ tiêu trước đó", "Chỉ tiêu được giao", "Ghi chú"]
        assert cells[1] == ["1", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "–", "230", ""]
        assert cells[-1][1:4] == ["Tổng cộng", "", "495"]

    def test_about_recognition_lists_the_dossiers_for_good(self, cast: Cast) -> None:
        paper = drafted(cast, "recognition-decision")

        table = in_word(printed(paper, on=TODAY)).tables[-1]
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == ["TT", "Mã hồ sơ", "Tên sáng kiến", "Tác giả", "Đơn vị", "Hiệu quả"]
        assert cells[1][2:] == [
            "Đồ gá may túi giúp giữ mép vải bằng một tay",
            "Nguyễn Thị Lan",
            "Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
            "120.000.000 đồng một năm",
        ]
        assert "Công nhận 1 sáng kiến của 1 tác giả" in in_pdf(printed(paper, on=TODAY))

    def test_a_dossier_is_on_one_decision_of_a_union_until_that_is_cancelled(self, cast: Cast) -> None:
        dong, unit = cast.actor("dong"), cast.unit(PROVINCE)
        paper = signed_by(cast, drafted(cast, "recognition-decision"))
        assert entitled(unit, programme=cast.programme, on=TODAY).count() == 1

        paper = found_right(cast, paper)
        actions.number(paper, seen=paper.version, by=dong, at=NOW)

        assert entitled(unit, programme=cast.programme, on=TODAY).count() == 0
        with pytest.raises(NotPossible, match="Chưa chọn sáng kiến nào"):
            chosen(entitled(unit, programme=cast.programme, on=TODAY), programme=cast.programme, phase=None, on=TODAY)
        actions.cancel(again(paper), reason="Thay", by=dong, at=NOW)
        assert entitled(unit, programme=cast.programme, on=TODAY).count() == 1

    def test_is_asked_for_in_the_same_queries_however_many_decisions_there_are(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        dong, unit = cast.actor("dong"), cast.unit(PROVINCE)
        paper = found_right(cast, signed_by(cast, drafted(cast, "recognition-decision")))
        actions.number(paper, seen=paper.version, by=dong, at=NOW)

        assert [line.initiative.code for line in paper.recognitions.all()] == [paper.figures.rows[0]["code"]]
        with django_assert_num_queries(1):
            assert list(entitled(unit, programme=cast.programme, on=TODAY)) == []

    def test_of_two_about_the_same_dossier_only_one_gets_a_number(self, cast: Cast) -> None:
        dong = cast.actor("dong")
        first = found_right(cast, signed_by(cast, drafted(cast, "recognition-decision")))
        free = entitled(first.unit, programme=cast.programme, on=TODAY)
        of = chosen(free, programme=cast.programme, phase=None, on=TODAY)
        other = signed_by(cast, again(actions.draft(first.unit, "recognition-decision", of, by=dong, at=NOW)))
        second = found_right(cast, other)
        actions.number(first, seen=first.version, by=dong, at=NOW)

        with pytest.raises(NotPossible, match="đã có trong quyết định khác"):
            actions.number(second, seen=second.version, by=dong, at=NOW)

    def test_about_a_dossier_that_is_not_valid_is_not_found_right(self, cast: Cast) -> None:
        headed(cast)
        of = OfDossiers(cast.programme, None, [cast.confirmed().pk], TODAY)
        paper = actions.draft(cast.unit(PROVINCE), "recognition-decision", of, by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible, match="không còn hợp lệ"):
            found_right(cast, signed_by(cast, again(paper)))

    def test_a_dossier_is_free_once_the_decision_that_took_the_first_ones_place_is_taken_back(self, cast: Cast) -> None:
        dong, unit = cast.actor("dong"), cast.unit(PROVINCE)
        first = found_right(cast, signed_by(cast, drafted(cast, "recognition-decision")))
        actions.number(first, seen=first.version, by=dong, at=NOW)
        second = found_right(cast, replace(went_out(cast, again(first)), by=dong, at=NOW))
        actions.number(second, seen=second.version, by=dong, at=NOW)
        second = went_out(cast, again(second))
        assert entitled(unit, programme=cast.programme, on=TODAY).count() == 0

        actions.withdraw(second, reason="Ghi sai tên", by=dong, at=NOW)

        assert entitled(unit, programme=cast.programme, on=TODAY).count() == 1

    def test_of_a_union_that_nobody_has_given_targets_is_not_begun(self, cast: Cast) -> None:
        which = Which(cast.programme, cast.phase, Indicator.PEOPLE)

        with pytest.raises(NotPossible, match="Chưa giao chỉ tiêu này"):
            OfTargets.standing(cast.unit(PROVINCE), which, on=TODAY)


class TestMinutes:
    def test_tell_members_quorum_and_results(self, cast: Cast) -> None:
        said = in_pdf(laid(cast, "council-minutes"))

        assert "hội đồng có 2 ủy viên (Bùi Thị Hoa, Trịnh Văn Quang); 2 ủy viên đã gửi phiếu chấm" in said
        assert "Mỗi hồ sơ cần ít nhất 2 phiếu." in said
        assert "1 sáng kiến đạt mức điểm, 1 sáng kiến không đạt" in said
        assert "70/100 Đạt" in said and "57,5/100 Không đạt" in said

    def test_hold_as_many_dossiers_as_a_paper_holds_and_say_so(self, cast: Cast, monkeypatch: Any) -> None:
        monkeypatch.setattr(meeting, "MOST", 1)

        with pytest.raises(NotPossible, match="2 hồ sơ được kết luận; một biên bản ghi nhiều nhất 1"):
            drafted(cast, "council-minutes")

    def test_are_signed_by_the_secretary_on_the_left_and_the_chair_on_the_right(self, cast: Cast) -> None:
        paper = drafted(cast, "council-minutes")
        hoa = cast.person("hoa")
        put = written(paper, signer=hoa, beside="Thư ký\nLý Ngọc Yến", body="Hội đồng đã chấm.")
        paper = again(actions.write(paper, put, by=cast.actor("minh"), at=NOW))

        left, right = (cell.text.split("\n") for cell in in_word(printed(paper, on=TODAY)).tables[1].rows[0].cells)

        assert (left, right) == (["THƯ KÝ", "Lý Ngọc Yến"], ["CHỦ TỌA", "Bùi Thị Hoa"])

    def test_whoever_sits_on_the_council_signs_them_and_no_other_paper(self, cast: Cast) -> None:
        appoint(cast.person("yen"), role=Role.LEADER, organisation=cast.unit(ZONES), since=TODAY, by=None, at=NOW)
        paper = drafted(cast, "council-minutes")
        put = written(paper, signer=cast.person("hoa"), body="Hội đồng đã chấm.")
        paper = actions.write(paper, put, by=cast.actor("minh"), at=NOW)

        yen = cast.actor("yen", role=Role.LEADER)
        paper = signing.check(paper, seen=paper.version, by=yen, at=NOW)
        taken = actions.number(paper, seen=paper.version, by=yen, at=NOW)

        assert taken.line == "01/BB-LĐLĐ"

    def test_are_not_begun_of_days_on_which_nothing_was_concluded(self, cast: Cast) -> None:
        with_a_council(cast)
        of = OfCouncil(cast.programme, TODAY, TODAY)

        with pytest.raises(NotPossible, match="chưa có hồ sơ nào được kết luận"):
            actions.draft(cast.unit(ZONES), "council-minutes", of, by=cast.actor("minh"), at=NOW)
        assert not OfficialPaper.objects.exists()

    def test_say_nothing_of_a_verdict_that_may_still_be_undone(self, cast: Cast) -> None:
        with_a_council(cast)
        concluded(cast, scored(cast, cast.confirmed()))

        with pytest.raises(NotPossible):
            of = OfCouncil(cast.programme, TODAY, TODAY)
            actions.draft(cast.unit(ZONES), "council-minutes", of, by=cast.actor("minh"), at=NOW)


class TestOthers:
    def test_an_invitation_says_where_and_when(self, cast: Cast) -> None:
        said = in_pdf(laid(cast, "update-day-invitation"))

        assert "Thời gian: từ 7:30 đến 17:00, ngày 20/05/2022. Địa điểm: Nhà ăn ca, xưởng 2." in said

    def test_a_memorandum_names_both_parties_who_sign_side_by_side(self, cast: Cast) -> None:
        paper = laid(cast, "memorandum")

        said, closing = in_pdf(paper), in_word(paper).tables[1]
        assert "Bên A: Công ty TNHH May Tiến Thuận" in said
        assert "Bên B: CĐCS May Tiến Thuận" in said
        assert [cell.text.split("\n")[0] for cell in closing.rows[0].cells] == ["ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"]

    def test_an_official_letter_may_say_who_drafted_it_in_its_number(self, cast: Cast) -> None:
        headed(cast, drafters="CSPL")

        letter = found_right(cast, signed_by(cast, letter_of(cast)))
        taken = actions.number(letter, seen=letter.version, by=cast.actor("dong"), at=NOW)

        assert taken.line == "01/LĐLĐ-CSPL"
        assert reserve(cast.unit(PROVINCE), Kind.QD, subject="…", by=cast.actor("dong"), at=NOW).line == "01/QĐ-LĐLĐ"

    def test_what_is_left_to_write_within_a_line_keeps_a_paper_from_its_number(self, cast: Cast) -> None:
        paper = signed_by(cast, drafted(cast, "recognition-proposal"))

        with pytest.raises(NotPossible, match="ghi hình thức công nhận"):
            found_right(cast, paper)

    def test_a_figure_without_frozen_figures_keeps_a_paper_from_its_number(self, cast: Cast) -> None:
        headed(cast)
        paper = signed_by(cast, letter_of(cast))
        OfficialPaper.objects.update(figures=None)

        with pytest.raises(NotPossible, match="chưa có số liệu đã chốt"):
            found_right(cast, again(paper))

    def test_a_paper_that_was_numbered_when_lists_had_no_columns_reads_as_it_did(self, cast: Cast) -> None:
        kept = saying(drafted(cast, "reminder"), on=TODAY).as_json()
        del kept["by"], kept["beside"]
        kept["annex"] = [["1", "Công đoàn Các khu công nghiệp", "230", "115", "50,0 %"]]

        table = in_word(laid_out(Said.of_json(kept), number=1, day=TODAY, year=2022)).tables[-1]

        assert [cell.text for cell in table.rows[0].cells] == ["TT", "Đơn vị", "Chỉ tiêu", "Hợp lệ", "Đạt"]
        assert [cell.text for cell in table.rows[1].cells] == kept["annex"][0]

    def test_a_paper_with_its_number_keeps_list_and_signatures_whatever_its_template_becomes(self, cast: Cast) -> None:
        said = saying(drafted(cast, "recognition-decision"), on=TODAY)

        assert Said.of_json(json.loads(json.dumps(said.as_json()))).as_json() == said.as_json()

    def test_a_list_without_a_line_keeps_a_paper_from_its_number(self, cast: Cast) -> None:
        paper = signed_by(cast, drafted(cast, "recognition-decision"))
        of = OfDossiers(cast.programme, None, [], TODAY)
        paper = actions.refreeze(paper, of, by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible, match="Danh sách kèm theo chưa có dòng nào"):
            found_right(cast, paper)
