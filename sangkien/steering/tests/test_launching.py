"""The province launches a campaign: the stretch, the targets, the letter, in one go (letter of the 40-day campaign)."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.programmes.models import Campaign
from sangkien.registry import actions as papers
from sangkien.registry.giving import OfTargets, carry_out, given_by, paper_of, waiting_for_papers
from sangkien.registry.models import FrozenFigures, OfficialPaper, Outgoing
from sangkien.registry.queries import saying
from sangkien.registry.reaching import OfStretch
from sangkien.registry.states import NumberState, State
from sangkien.registry.tests.writing import PROVINCE, found_right, headed, signed_by, went_out
from sangkien.statistics.stretches import stretch_of
from sangkien.steering.launching import launch, letter, prepare, recall
from sangkien.steering.models import Launch
from sangkien.steering.tests.leading import (
    LAST,
    details,
    dividing,
    given,
    joining,
    launched,
    launched_by_the_confederation,
    launching,
)
from sangkien.targets.models import Allocation, Target, TargetKind
from sangkien.targets.plan import Signed
from tests.booking import book
from tests.cast import NOW, TODAY, Cast


def problems(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in no.value.problems]


def assigned(cast: Cast) -> dict[str, int]:
    found = Target.objects.filter(phase=cast.phase, kind=TargetKind.ASSIGNED).exclude(organisation__code="TLD")
    return dict(found.values_list("organisation__code", "value"))


class TestDong:
    def test_launches_a_campaign_with_its_targets_and_its_letter_in_one_go(self, cast: Cast) -> None:
        headed(cast)

        made = launched(cast, given(cast, launching(cast)))

        campaign, paper = made.campaign, made.paper
        assert (campaign.code, campaign.by_unit, campaign.parent) == ("DV1", True, None)
        assert (campaign.organiser, campaign.window.lower, campaign.last_day) == (cast.unit(PROVINCE), TODAY, LAST)
        assert assigned(cast) == {PROVINCE: 1000, "CD-KCN": 600, "CDN-GIAO-DUC": 250, "LDLD-NINH-PHUOC": 150}
        assert made.allocation == Allocation.objects.get(number="45/QĐ-LĐLĐ")
        assert (paper.state, paper.template, paper.signer) == (State.DRAFT, "campaign-launch", cast.person("dong"))
        assert paper.figures.facts["stretch"] == "Chiến dịch thi đua nước rút"
        assert Record.objects.filter(verb="campaign.send_out", target_id=str(made.pk)).exists()

    def test_launches_the_forty_days_of_the_confederation_for_the_province(self, cast: Cast) -> None:
        headed(cast)

        made = launched(cast, given(cast, joining(cast)))

        assert made.campaign.code == "CD40N"
        assert Campaign.objects.filter(by_unit=True).count() == 0
        assert made.paper.figures.facts["target"] == 1000

    def test_opens_a_peak_week_inside_it(self, cast: Cast) -> None:
        headed(cast)
        week = details(kind="PEAK_WEEK", name="Tuần cao điểm", first_day=date(2022, 5, 23), last_day=date(2022, 5, 29))

        made = launched(cast, launching(cast, week=week))

        [part] = made.campaign.parts.all()
        assert (part.title, part.window.lower) == ("Tuần cao điểm", date(2022, 5, 23))

    def test_the_letter_says_what_the_board_says(self, cast: Cast) -> None:
        """Its figures were taken before the targets were stored."""
        book(cast, "CS-MAY-TIEN-THUAN", 30, on=TODAY)
        headed(cast)

        made = launched(
            cast,
            given(
                cast,
                launching(cast),
                plan=dividing(
                    cast, {"CD-KCN": 900, "CDN-GIAO-DUC": 200, "LDLD-NINH-PHUOC": 100}, TargetKind.SELF_RAISED
                ),
                total=1_200,
            ),
        )

        of = OfStretch(stretch_of(made.campaign), TODAY, against=TargetKind.SELF_RAISED)
        again = papers.freeze(cast.unit(PROVINCE), of, by=cast.actor("dong"), at=NOW)
        assert json.loads(made.paper.figures.content) == json.loads(again.content)
        assert [row["target"] for row in made.paper.figures.rows] == [900, 200, 100]
        aim = "hoàn thành chỉ tiêu tự phấn đấu giai đoạn 1 là 1.200 sáng kiến (chỉ tiêu được giao: 1.000)"
        assert any(piece.text == aim for line in saying(made.paper, on=TODAY).body for piece in line)

    def test_without_a_decision_takes_the_next_number_of_the_register(self, cast: Cast) -> None:
        headed(cast)

        made = launched(cast, given(cast, launching(cast), decision=Signed()))

        assert made.allocation is not None
        assert (made.allocation.number, made.allocation.signed_on) == ("01/QĐ-LĐLĐ", TODAY)
        assert Outgoing.objects.get(kind="QD").state == NumberState.RESERVED

    def test_decides_under_the_number_that_was_kept_and_gives_nothing_twice(self, cast: Cast) -> None:
        headed(cast)
        made = launched(cast, given(cast, launching(cast), decision=Signed()))
        unit, dong = cast.unit(PROVINCE), cast.actor("dong")
        assert made.allocation is not None and waiting_for_papers(unit, programme=cast.programme) == [made.allocation]

        of = OfTargets.decided(made.allocation)
        paper = found_right(cast, signed_by(cast, papers.draft(unit, "target-decision", of, by=dong, at=NOW)))
        number = papers.number(paper, seen=paper.version, by=dong, at=NOW)
        with pytest.raises(NotPossible, match="Chỉ tiêu đang giao theo số 01/QĐ-LĐLĐ"):
            papers.cancel(paper, reason="Ghi nhầm", by=dong, at=NOW)
        out = went_out(cast, paper)

        assert number.line == made.allocation.number
        assert number.subject == saying(out, on=TODAY).subject.replace("\n", " ")
        assert [one.number for one in Outgoing.objects.filter(kind="QD")] == [1]
        assert carry_out(out, by=dong, at=NOW) == made.allocation == given_by(out)
        assert paper_of(made.allocation) == out
        assert (Allocation.objects.count(), waiting_for_papers(unit, programme=cast.programme)) == (1, [])

    def test_takes_no_second_number_for_what_was_given_by_a_paper_from_elsewhere(self, cast: Cast) -> None:
        headed(cast)
        made = launched(cast, given(cast, launching(cast)))
        assert made.allocation is not None

        of = OfTargets.decided(made.allocation)
        paper = papers.draft(cast.unit(PROVINCE), "target-decision", of, by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible, match="đã giao theo quyết định số 45/QĐ-LĐLĐ ngày 18/05/2022"):
            found_right(cast, signed_by(cast, paper))

    def test_registers_a_number_where_none_was_assigned(self, cast: Cast) -> None:
        Target.objects.filter(organisation=cast.unit(PROVINCE)).delete()
        headed(cast)

        launched(cast, given(cast, launching(cast), plan=dividing(cast, kind=TargetKind.REGISTERED)))

        own = Target.objects.get(organisation=cast.unit(PROVINCE))
        assert (own.kind, own.value) == (TargetKind.REGISTERED, 1000)

    def test_pressed_twice_launches_once(self, cast: Cast) -> None:
        headed(cast)
        planned = given(cast, launching(cast))

        assert launched(cast, planned) == launched(cast, planned)

        assert (Launch.objects.count(), OfficialPaper.objects.count(), Allocation.objects.count()) == (1, 1, 1)

    def test_looks_at_the_letter_before_anything_is_written(self, cast: Cast) -> None:
        headed(cast)
        planned, unit, by = given(cast, launching(cast)), cast.unit(PROVINCE), cast.actor("dong")

        draft = letter(unit, planned, prepare(unit, planned, by=by, at=NOW), by=by)

        assert draft.figures.facts["target"] == 1000
        assert (
            OfficialPaper.objects.count(),
            FrozenFigures.objects.count(),
            Campaign.objects.filter(by_unit=True).count(),
        ) == (0, 0, 0)


class TestHa:
    def test_launches_the_forty_days_that_the_file_has_of_the_confederation(self, cast: Cast) -> None:
        made = launched_by_the_confederation(cast, joining(cast))

        assert (made.unit.code, made.campaign.code, made.paper.unit.code) == ("TLD", "CD40N", "TLD")
        with pytest.raises(NotPossible) as no:
            launch(made.unit, joining(cast), by=cast.actor("ha"), at=NOW)
        assert problems(no) == [("launched", "joins")]

    def test_uses_a_key_that_another_union_has_used(self, cast: Cast) -> None:
        headed(cast)
        planned = joining(cast)

        first, second = launched(cast, planned), launched_by_the_confederation(cast, planned)

        assert first.key == second.key

    def test_does_not_take_a_campaign_of_the_file_back(self, cast: Cast) -> None:
        made = launched_by_the_confederation(cast, joining(cast))

        with pytest.raises(NotPossible) as no:
            recall(made, by=cast.actor("ha"), at=NOW)

        assert problems(no) == [("of_the_file", "")]


class TestWhatIsMissing:
    def test_is_told_at_once_and_nothing_is_half_made(self, cast: Cast) -> None:
        plan = dividing(cast, {"CD-KCN": 600, "CDN-GIAO-DUC": 250, "LDLD-NINH-PHUOC": 100})
        week = details(kind="PEAK_WEEK", name="Tuần", first_day=date(2022, 6, 6), last_day=date(2022, 6, 7))
        planned = given(cast, launching(cast, details=details(name=""), week=week), plan=plan, decision=Signed("45/QĐ"))

        with pytest.raises(NotPossible) as no:
            launched(cast, planned)

        assert problems(no) == [
            ("no_heading", ""),
            ("no_name", "name"),
            ("outside_campaign", "week_first"),
            ("sum", "total"),
            ("no_day", "signed_on"),
        ]
        assert not Launch.objects.exists() and not Campaign.objects.filter(by_unit=True).exists()

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"first_day": None}, ("no_days", "first_day")),
            ({"last_day": date(2022, 5, 17)}, ("ends_too_early", "last_day")),
            ({"first_day": date(2022, 5, 1), "last_day": date(2022, 5, 17)}, ("over", "last_day")),
            ({"last_day": date(2022, 6, 1)}, ("outside_phase", "first_day")),
        ],
    )
    def test_in_its_days(self, cast: Cast, changes: dict[str, Any], expected: tuple[str, str]) -> None:
        headed(cast)

        with pytest.raises(NotPossible) as no:
            launched(cast, launching(cast, details=details(**changes)))

        assert problems(no) == [expected]

    def test_is_a_stretch_without_another_of_ones_own(self, cast: Cast) -> None:
        headed(cast)
        launched(cast)

        with pytest.raises(NotPossible) as no:
            launched(cast)

        assert problems(no) == [("another", "first_day")]

    def test_launches_anothers_campaign_only_once(self, cast: Cast) -> None:
        headed(cast)
        launched(cast, joining(cast))

        with pytest.raises(NotPossible) as no:
            launched(cast, joining(cast))

        assert problems(no) == [("launched", "joins")]

    def test_an_end_that_failed_leaves_nothing(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        headed(cast)
        monkeypatch.setattr(papers, "write", lambda *_args, **_kwargs: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            launched(cast, given(cast, launching(cast)))

        assert not Campaign.objects.filter(by_unit=True).exists()
        assert not Allocation.objects.exists() and not FrozenFigures.objects.exists()


class TestTakingBack:
    def test_before_it_begins_leaves_the_letter_as_a_draft(self, cast: Cast) -> None:
        headed(cast)
        made = launched(cast, launching(cast, details=details(first_day=date(2022, 5, 20))))

        recall(made, by=cast.actor("dong"), at=NOW)

        assert not Campaign.objects.filter(by_unit=True).exists() and not Launch.objects.exists()
        assert OfficialPaper.objects.get().state == State.DRAFT

    def test_is_too_late_once_a_union_below_has_launched_it_too(self, cast: Cast) -> None:
        headed(cast)
        june = details(first_day=date(2022, 6, 6), last_day=date(2022, 6, 12))
        made = launched_by_the_confederation(cast, launching(cast, details=june))
        launched(cast, launching(cast, joins=made.campaign))

        with pytest.raises(NotPossible) as no:
            recall(made, by=cast.actor("ha"), at=NOW)

        assert problems(no) == [("launched_below", "")]
        assert Launch.objects.filter(campaign=made.campaign).count() == 2

    def test_never_gives_its_code_to_another(self, cast: Cast) -> None:
        headed(cast)
        planned = launching(cast, details=details(first_day=date(2022, 5, 20)))
        recall(launched(cast, planned), by=cast.actor("dong"), at=NOW)

        assert launched(cast, replace(planned, key=uuid4())).campaign.code == "DV2"

    def test_is_too_late_once_it_runs(self, cast: Cast) -> None:
        headed(cast)
        made = launched(cast)

        with pytest.raises(NotPossible) as no:
            recall(made, by=cast.actor("dong"), at=NOW)

        assert problems(no) == [("begun", "")]


@pytest.mark.parametrize("login", ["lan", "mai", "minh", "thao", "ha"])
def test_nobody_launches_for_another_union(cast: Cast, login: str) -> None:
    headed(cast)

    with pytest.raises(NotAllowed):
        launched(cast, by=login)
