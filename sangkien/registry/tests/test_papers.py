"""The life of a paper: drafted from frozen figures, numbered, issued; what never changes, and who may do what."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.audit.models import Record
from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.registry import actions, signing
from sangkien.registry.models import Delivery, FrozenFigures, Outgoing
from sangkien.registry.queries import printed, saying
from sangkien.registry.reaching import OfStretch
from sangkien.registry.registering import name_offices
from sangkien.registry.signatures import Authority
from sangkien.registry.states import NumberState, State
from sangkien.registry.templates import template_for
from sangkien.registry.tests.writing import (
    AFTER,
    PROVINCE,
    UNSIGNED,
    again,
    checked,
    drafted,
    found_right,
    headed,
    issued,
    numbered,
    signed_by,
    went_out,
    written,
)
from sangkien.statistics.stretches import stretches
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


def codes(problems: NotPossible) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in problems.problems}


def body(paper: Any) -> str:
    return "\n".join("".join(piece.text for piece in one) for one in saying(paper, on=TODAY).body)


def officer(cast: Cast, role: Role, office: str) -> Person:
    """Hùng is appointed in the province too, in an office of that name."""
    hung, since = cast.person("hung"), date(2022, 1, 1)
    appoint(hung, role=role, organisation=cast.unit(PROVINCE), since=since, by=None, at=NOW, office=office)
    return hung


class TestDrafting:
    def test_begins_with_the_figures_of_the_day_and_everybody_below_addressed(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)

        paper = drafted(cast)

        assert (paper.state, paper.kind, paper.template, paper.edition) == (State.DRAFT, "CV", "campaign-launch", 2)
        assert paper.figures and paper.figures.facts["valid"] == 3
        assert "phấn đấu hoàn thành chỉ tiêu được giao giai đoạn 1 là 1.000 sáng kiến" in body(paper)
        assert paper.addressees.splitlines() == [
            "Liên đoàn Lao động huyện Ninh Phước",
            "Công đoàn ngành Giáo dục tỉnh Ninh Thuận",
            "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
        ]
        assert len(paper.receivers) == 3

    def test_figures_stay_as_they_were_frozen_whatever_comes_after(self, cast: Cast) -> None:
        paper = drafted(cast)

        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)

        assert "LĐLĐ tỉnh Ninh Thuận chưa có sáng kiến hợp lệ" in body(again(paper))

    def test_figures_are_taken_anew_only_when_asked_and_the_old_ones_stay(self, cast: Cast) -> None:
        paper, unit = drafted(cast), cast.unit(PROVINCE)
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=TODAY)
        stretch = next(one for one in stretches(cast.programme, unit=unit, on=TODAY) if one.code == "CD40N")

        actions.refreeze(paper, OfStretch(stretch, TODAY), by=cast.actor("dong"), at=NOW)

        assert "đã có 3 sáng kiến hợp lệ" in body(again(paper))
        assert FrozenFigures.objects.count() == 2

    def test_every_figure_says_from_which_field_it_comes(self, cast: Cast) -> None:
        pieces = [piece for one in saying(drafted(cast), on=TODAY).body for piece in one if piece.field]

        aim = "hoàn thành chỉ tiêu được giao giai đoạn 1 là 1.000 sáng kiến"
        assert ("mục tiêu", aim) in [(piece.field, piece.text) for piece in pieces]
        assert all(piece.known for piece in pieces)

    def test_a_phase_is_reviewed_once_it_is_over_and_taken_stock_of_while_it_runs(self, cast: Cast) -> None:
        for code in ("phase-review", "final-review"):
            with pytest.raises(NotPossible, match=r"khi đã hết giai đoạn 1: soạn được từ ngày 01/06/2022"):
                drafted(cast, code, stretch="GD1")
        with pytest.raises(NotPossible, match=r"Đã hết giai đoạn 1 từ ngày 31/05/2022 nên không sơ kết nữa"):
            drafted(cast, "interim-review", stretch="CD40N", at=AFTER)

        assert drafted(cast, "interim-review", stretch="GD1") and drafted(cast, "phase-review", stretch="GD1", at=AFTER)

    def test_is_for_the_union_s_own_officers(self, cast: Cast) -> None:
        for login in ("lan", "minh", "thao", "ha"):
            with pytest.raises(NotAllowed):
                drafted(cast, by=login)


class TestWriting:
    def test_what_the_drafter_writes_is_what_the_paper_says(self, cast: Cast) -> None:
        paper = drafted(cast)

        text = "Đến nay có {Hop le} sáng kiến.\n**Khẩn trương** thực hiện."
        paper = actions.write(paper, written(paper, body=text), by=cast.actor("dong"), at=NOW)

        assert body(paper) == "Đến nay có 0 sáng kiến.\nKhẩn trương thực hiện./."

    def test_of_two_drafters_the_second_is_told(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.actor("dong")
        actions.write(paper, written(paper, title="Phó Chủ tịch"), by=dong, at=NOW)

        with pytest.raises(Stale):
            actions.write(paper, written(paper, title="Chủ tịch"), by=dong, at=NOW)

        assert again(paper).title == "Phó Chủ tịch"

    def test_a_union_may_keep_its_own_words_for_the_next_paper(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.actor("dong")
        paper = actions.write(paper, written(paper, body="Lời của tỉnh."), by=dong, at=NOW)

        actions.adapt(paper, by=dong, at=NOW)
        actions.adapt(paper, by=dong, at=NOW)

        assert template_for(cast.unit(PROVINCE), "campaign-launch").body == "Lời của tỉnh."
        assert drafted(cast).adaptation.version == 2  # type: ignore[union-attr]  # it is there
        assert template_for(cast.unit("CD-KCN"), "campaign-launch").body != "Lời của tỉnh."


class TestNumberingAndWhatStandsBeforeIt:
    def test_gives_the_next_number_and_keeps_every_word(self, cast: Cast) -> None:
        paper = numbered(cast)

        taken = Outgoing.objects.get(paper=paper)
        assert (taken.line, taken.state, taken.taken_on) == ("01/LĐLĐ", NumberState.RESERVED, TODAY)
        assert paper.content["signature"] == ["TM. Ban Thường vụ", "Chủ tịch"]
        assert printed(paper, on=TODAY).parts[0].number == "Số: 01/LĐLĐ"  # type: ignore[union-attr]  # it is there

    def test_says_everything_that_is_missing_at_once(self, cast: Cast) -> None:
        paper = drafted(cast)
        text = "Có {sáng kiến lạ} và {giai đoạn sau}, tên 김."
        paper = actions.write(paper, written(paper, subject="", body=text), by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)

        assert codes(no.value) == {
            ("no_heading", ""),
            ("empty", "subject"),
            ("unknown_field", "body"),
            ("unprintable", "body"),
            ("no_signer", "signer"),
        }
        assert Outgoing.objects.count() == 0

    def test_a_subject_that_its_figures_make_too_long_is_told(self, cast: Cast) -> None:
        headed(cast)
        paper = drafted(cast)
        long = "V/v {tên đầy đủ của chương trình} " * 6
        paper = actions.write(paper, written(paper, subject=long, body="** **"), by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)

        assert ("subject_long", "subject") in codes(no.value)

    def test_a_figure_that_was_not_frozen_keeps_the_paper_from_its_number(self, cast: Cast) -> None:
        headed(cast)
        paper = signed_by(cast, drafted(cast))
        paper.figures = None
        paper.save(update_fields=["figures"])

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)

        assert ("open_field", "body") in codes(no.value)

    def test_who_signs_for_the_standing_committee_leads_the_union_that_day(self, cast: Cast) -> None:
        headed(cast)
        province, hung = cast.unit(PROVINCE), cast.person("hung")
        appoint(hung, role=Role.REVIEWER, organisation=province, since=date(2022, 1, 1), by=None, at=NOW)
        paper = signed_by(cast, drafted(cast), "hung")

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("hung"), at=NOW)

        assert codes(no.value) == {("signer_without_office", "signer")}

    def test_an_officer_signs_what_they_were_told_to(self, cast: Cast) -> None:
        headed(cast)
        dong, hung = cast.actor("dong"), officer(cast, Role.REVIEWER, "Trưởng Ban Chính sách")
        paper = drafted(cast)
        paper = actions.write(paper, written(paper, authority=Authority.TL, signer=hung), by=dong, at=NOW)

        assert saying(paper, on=TODAY).signature == ["TL. Ban Thường vụ", "Trưởng Ban Chính sách"]
        assert signing.check(paper, seen=paper.version, by=cast.actor("hung"), at=NOW).checker == hung
        assert actions.number(again(paper), seen=paper.version + 1, by=dong, at=NOW).number == 1

    def test_another_signer_than_the_chair_signs_by_their_own_office(self, cast: Cast) -> None:
        headed(cast)
        dong = cast.actor("dong")
        officer(cast, Role.LEADER, "Phó Chủ tịch")
        name_offices(cast.unit(PROVINCE), {dong.hat.pk: "Chủ tịch"}, by=dong, at=NOW)

        paper = signed_by(cast, drafted(cast), "hung")
        assert saying(paper, on=TODAY).signature == ["TM. Ban Thường vụ", "Phó Chủ tịch"]

        in_place = written(paper, authority=Authority.KT, on_behalf="Chủ tịch")
        paper = actions.write(paper, in_place, by=dong, at=NOW)
        assert saying(paper, on=TODAY).signature == ["KT. Chủ tịch", "Phó Chủ tịch"]
        assert found_right(cast, paper).state == State.CHECKED
        assert saying(signed_by(cast, again(paper), "dong"), on=TODAY).signature[-1] == "Chủ tịch"

    def test_an_office_that_is_named_after_the_number_was_taken_keeps_no_paper_back(self, cast: Cast) -> None:
        paper, dong = numbered(cast), cast.actor("dong")
        name_offices(cast.unit(PROVINCE), {dong.hat.pk: "Quyền Chủ tịch"}, by=dong, at=NOW)

        assert saying(went_out(cast, paper), on=TODAY).signature[-1] == "Chủ tịch"

    def test_of_two_who_lead_one_whose_office_nobody_named_is_asked_for_it(self, cast: Cast) -> None:
        headed(cast)
        officer(cast, Role.LEADER, "")
        paper = signed_by(cast, drafted(cast), "hung")

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("hung"), at=NOW)

        assert (paper.title, codes(no.value)) == ("", {("no_title", "title")})

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({"title": "Chủ tịch"}, ("not_their_title", "title")),
            ({"authority": Authority.TM, "on_behalf": "Chủ tịch"}, ("no_body", "on_behalf")),
            ({"authority": Authority.KT}, ("no_head", "on_behalf")),
            ({"authority": Authority.KT, "on_behalf": "Phó Chủ tịch"}, ("own_head", "title")),
        ],
    )
    def test_a_title_that_does_not_belong_to_signer_and_form_is_told(
        self, cast: Cast, said: dict[str, Any], problem: tuple[str, str]
    ) -> None:
        headed(cast)
        officer(cast, Role.LEADER, "Phó Chủ tịch")
        paper = signed_by(cast, drafted(cast), "hung")
        paper = actions.write(paper, written(paper, **said), by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("hung"), at=NOW)

        assert codes(no.value) == {problem}

    def test_what_was_written_after_it_was_seen_is_not_numbered(self, cast: Cast) -> None:
        paper = checked(cast)

        with pytest.raises(Stale):
            actions.number(paper, seen=paper.version - 1, by=cast.actor("dong"), at=NOW)

    def test_a_heading_that_changes_later_changes_no_numbered_paper(self, cast: Cast) -> None:
        paper = numbered(cast)

        headed(cast, place="Phan Rang", at=NOW + timedelta(days=3))

        later = day_of(NOW) + timedelta(days=3)
        assert "Ninh Thuận, ngày" in printed(again(paper), on=later).parts[0].place_and_day  # type: ignore[union-attr]


class TestIssuing:
    def test_reaches_every_union_that_it_is_for(self, cast: Cast) -> None:
        paper = issued(cast)

        assert (paper.state, paper.day, paper.issued_at) == (State.ISSUED, TODAY, NOW)
        assert Outgoing.objects.get(paper=paper).day == TODAY
        assert set(Delivery.objects.values_list("unit__code", flat=True)) == {
            "LDLD-NINH-PHUOC",
            "CDN-GIAO-DUC",
            "CD-KCN",
        }

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (None, "no_day"),
            (TODAY + timedelta(days=1), "to_come"),
            (TODAY - timedelta(days=1), "before"),
            (date(2021, 12, 31), "other_year"),
        ],
    )
    def test_needs_a_day_that_can_be(self, cast: Cast, day: date | None, code: str) -> None:
        paper = numbered(cast)

        with pytest.raises(NotPossible) as no:
            actions.issue(paper, day=day, unsigned=UNSIGNED, by=cast.actor("dong"), at=NOW)

        assert codes(no.value) == {(code, "day")}

    def test_is_in_the_log_with_number_and_day(self, cast: Cast) -> None:
        issued(cast)

        said = Record.objects.filter(verb__startswith="paper.").order_by("pk")
        assert list(said.values_list("verb", flat=True)) == [
            "paper.head",
            "paper.draft",
            "paper.write",
            "paper.check",
            "paper.number",
            "paper.issue",
        ]
        assert Record.objects.get(verb="paper.issue").after["number"] == "01/LĐLĐ"


class TestEnding:
    def test_a_cancelled_number_stays_and_the_next_paper_gets_the_next(self, cast: Cast) -> None:
        first = numbered(cast)

        actions.cancel(first, reason="Thay bằng văn bản khác", by=cast.actor("dong"), at=NOW)
        numbered(cast)

        assert list(Outgoing.objects.order_by("number").values_list("line", "state")) == [
            ("01/LĐLĐ", "CANCELLED"),
            ("02/LĐLĐ", "RESERVED"),
        ]

    def test_a_withdrawn_paper_keeps_number_day_and_words(self, cast: Cast) -> None:
        paper = issued(cast)
        before = paper.content

        actions.withdraw(paper, reason="Sai đối tượng", by=cast.actor("dong"), at=NOW)

        paper = again(paper)
        assert (paper.state, paper.reason, paper.day) == (State.WITHDRAWN, "Sai đối tượng", TODAY)
        assert paper.content == before

    def test_nobody_cancels_or_withdraws_without_saying_why(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.cancel(numbered(cast), reason=" ", by=cast.actor("dong"), at=NOW)

    def test_a_draft_is_given_up_without_a_number(self, cast: Cast) -> None:
        paper = actions.discard(drafted(cast), by=cast.actor("dong"), at=NOW)

        assert (paper.state, Outgoing.objects.count()) == (State.DISCARDED, 0)

    def test_what_is_issued_can_neither_be_written_nor_numbered_nor_cancelled(self, cast: Cast) -> None:
        paper, dong = issued(cast), cast.actor("dong")

        for doing in (
            lambda: actions.write(paper, written(paper), by=dong, at=NOW),
            lambda: actions.number(paper, seen=paper.version, by=dong, at=NOW),
            lambda: actions.cancel(paper, reason="Không dùng", by=dong, at=NOW),
        ):
            with pytest.raises(NotPossible):
                doing()


def test_frozen_figures_are_canonical_text(cast: Cast) -> None:
    frozen = drafted(cast).figures
    assert frozen is not None

    told = json.loads(frozen.content)
    assert json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == frozen.content
    assert told["facts"]["percent"] == "0.0"
    assert [row["code"] for row in told["rows"]] == ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC"]
