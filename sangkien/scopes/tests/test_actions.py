"""How far an initiative reaches: from the workplace up, each level by its council, and what counts for a title."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State as Standing
from sangkien.scopes import actions
from sangkien.scopes.models import Level, Request
from sangkien.scopes.queries import counts_for_a_title, next_level, reach_of
from sangkien.scopes.states import State
from sangkien.scopes.tests.reaching import GOOD, POINTS, POOR, asked, criteria, found, ready
from sangkien.sittings.tests.holding import opened
from tests.cast import NOW, TODAY, Cast


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def test_a_recognised_initiative_is_found_to_reach_its_workplace_then_the_province(cast: Cast) -> None:
    ready(cast)
    jig = cast.valid()
    with pytest.raises(NotPossible) as no:
        asked(cast, jig, Level.PROVINCE)
    assert codes(no) == ["not_below"]

    base = asked(cast, jig)
    assert base.council.unit.code == "CD-KCN"
    assert (found(cast, base).average, reach_of(jig).request.level, next_level(jig)) == (75, "BASE", Level.PROVINCE)
    province = asked(cast, jig, Level.PROVINCE)
    found(cast, province)

    assert province.council.unit.code == "LDLD-NINH-THUAN"
    assert (reach_of(jig).request.level, next_level(jig)) == ("PROVINCE", Level.NATION)
    assert counts_for_a_title([jig.pk], Level.PROVINCE) == {jig.pk} and not counts_for_a_title([jig.pk], Level.NATION)
    with pytest.raises(NotPossible) as no:
        asked(cast, jig, Level.BASE)
    assert codes(no) == ["found"]
    with pytest.raises(NotPossible) as no:
        asked(cast, jig, Level.NATION)
    assert codes(no) == ["no_council"]


def test_what_was_only_tried_out_is_valid_for_the_programme_and_counts_for_no_title(cast: Cast) -> None:
    """Law 06/2022/QH15, article 3(4): applied, and replicable."""
    ready(cast)
    jig = cast.valid()

    finding = found(cast, asked(cast, jig), applied=False)

    assert finding.recognised and not finding.counts_for_a_title
    assert reach_of(jig) == finding and not counts_for_a_title([jig.pk], Level.BASE)


@pytest.mark.parametrize(("points", "agree"), [(POOR, 6), (GOOD, 3)])
def test_it_takes_the_vote_and_the_points(cast: Cast, points: dict[str, int], agree: int) -> None:
    ready(cast)
    jig = cast.valid()

    request = asked(cast, jig)
    assert not found(cast, request, points, agree=agree).recognised

    assert reach_of(jig) is None
    assert Request.objects.get(pk=request.pk).state == State.FOUND
    asked(cast, jig)  # it may be asked for again


def test_whoever_had_a_part_neither_scores_nor_votes_nor_concludes(cast: Cast) -> None:
    ready(cast)
    thao = AuthorEntry(full_name="Lê Thị Thảo", phone="+84912345007", job="DIRECT")
    request = asked(cast, cast.valid(authors=(thao,)))

    for verb in (
        lambda: actions.score(request, GOOD, by=cast.actor("thao"), at=NOW),
        lambda: actions.conclude(request, applied=True, replicable=True, by=cast.actor("thao"), at=NOW),
        lambda: actions.put_before(request, opened(cast, request.council), by=cast.actor("thao"), at=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb()
    matter = actions.put_before(request, request.council.sittings.get(), by=cast.actor("dong"), at=NOW)
    assert [row.person.username for row in matter.recusals.all()] == ["thao"]


def test_says_what_stands_in_the_way_and_nothing_is_decided(cast: Cast) -> None:
    jig = cast.valid()
    with pytest.raises(NotPossible) as no:
        asked(cast, jig)
    assert codes(no) == ["no_council"]
    ready(cast, Level.PROVINCE)
    with pytest.raises(NotPossible) as no:
        asked(cast, jig)
    assert codes(no) == ["no_criteria"]
    criteria(cast)
    request = asked(cast, jig)
    with pytest.raises(NotPossible) as no:
        asked(cast, jig)
    assert codes(no) == ["asked"]
    with pytest.raises(NotPossible) as no:
        actions.score(request, GOOD | {"SOCIAL": 21, "NOVELTY": None}, by=cast.actor("hoa"), at=NOW)
    assert codes(no) == ["points", "points"]
    with pytest.raises(NotPossible) as no:
        actions.conclude(request, applied=True, replicable=True, by=cast.actor("thao"), at=NOW)
    assert codes(no) == ["no_outcome"]
    actions.put_before(request, opened(cast, request.council), by=cast.actor("thao"), at=NOW)
    with pytest.raises(NotPossible) as no:
        actions.withdraw(request, reason="", by=cast.actor("mai"), at=NOW)
    assert codes(no) == ["listed"]
    for login in ("lan", "kim", "ha"):
        with pytest.raises(NotAllowed):
            actions.ask(jig, Level.BASE, by=cast.actor(login), at=NOW)


def test_a_dossier_that_falls_reaches_nowhere(cast: Cast) -> None:
    ready(cast)
    jig = cast.valid()
    found(cast, asked(cast, jig))
    Initiative.objects.filter(pk=jig.pk).update(state=Standing.INELIGIBLE, judged_by=cast.person("yen"))

    assert reach_of(jig) is None and not counts_for_a_title([jig.pk], Level.BASE)


class TestCriteria:
    def test_what_was_asked_before_keeps_the_criteria_of_its_day(self, cast: Cast) -> None:
        ready(cast)
        request = asked(cast)
        criteria(cast, enough=80, since=TODAY)

        assert found(cast, request).recognised
        assert asked(cast).criteria.enough == 80

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"points": POINTS | {"SOCIAL": 0}}, ["points"]),
            ({"enough": 101}, ["enough"]),
            ({"basis": " "}, ["no_basis"]),
            ({"since": TODAY - timedelta(days=400)}, ["later_row"]),
        ],
    )
    def test_say_what_is_missing(self, cast: Cast, given: dict[str, Any], said: list[str]) -> None:
        criteria(cast)
        with pytest.raises(NotPossible) as no:
            criteria(cast, **{"since": TODAY} | given)
        assert codes(no) == said


def test_points_are_exact_and_stand_in_no_log(cast: Cast) -> None:
    ready(cast)
    request = asked(cast)
    actions.score(request, POOR, by=cast.actor("hoa"), at=NOW)  # and thinks better of it
    finding = found(cast, request, {**GOOD, "SOCIAL": 11})

    assert finding.average == Fraction(456, 6)
    assert {*Record.objects.filter(verb="scope.score").latest("pk").after} == {"sheet"}
