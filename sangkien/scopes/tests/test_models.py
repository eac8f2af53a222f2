"""What the database refuses about the reach of initiatives, whoever asks."""

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.scopes import actions
from sangkien.scopes.models import Criteria, Finding, Level, Request, Sheet
from sangkien.scopes.states import State
from sangkien.scopes.tests.reaching import GOOD, POINTS, asked, criteria, found, ready
from sangkien.sittings import actions as sittings
from sangkien.sittings.tests.holding import ALL_AGREE, opened, vote
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried

TRIED = {
    "level_of_criteria_is_known",
    "criteria_name_their_paper",
    "criteria_can_be_met",
    "a_union_has_one_set_of_criteria_a_level_on_any_day",
    "level_of_a_request_is_known",
    "only_what_is_withdrawn_says_why",
    "one_open_request_of_a_dossier",
    "levels_are_found_from_below",
    "a_scope_is_scored_by_its_council",
    "sheets_of_scopes_are_append_only",
    "a_finding_rests_on_sheets",
    "a_finding_is_what_the_council_found",
    "findings_of_scopes_are_append_only",
}


def test_everything_that_is_promised_is_tried(db: None) -> None:
    assert untried("scopes", TRIED) == set()


def test_criteria_are_dated_and_can_be_met(cast: Cast) -> None:
    criteria(cast)
    said: dict[str, Any] = {
        "unit": cast.unit("TLD"),
        "level": Level.BASE,
        "points": POINTS,
        "most": 100,
        "enough": 70,
        "basis": "QĐ 1",
        "valid": DateRange(TODAY, None),
    }
    for rule, given in [
        ("level_of_criteria_is_known", {"level": "WORLD"}),
        ("criteria_name_their_paper", {"basis": ""}),
        ("criteria_can_be_met", {"enough": 101}),
        ("a_union_has_one_set_of_criteria_a_level_on_any_day", {"unit": cast.unit("LDLD-NINH-THUAN")}),
    ]:
        with refused(rule):
            Criteria.objects.create(**said | given)


def test_a_request_goes_its_way_and_levels_come_in_order(cast: Cast) -> None:
    ready(cast)
    request = asked(cast)
    said: dict[str, Any] = {
        "initiative": cast.valid(),
        "level": Level.BASE,
        "council": request.council,
        "criteria": request.criteria,
        "by": request.by,
        "unit": request.unit,
        "at": NOW,
    }
    for rule, given in [
        ("level_of_a_request_is_known", {"level": "WORLD"}),
        ("only_what_is_withdrawn_says_why", {"reason": "Nhầm"}),
        ("one_open_request_of_a_dossier", {"initiative": request.initiative}),
        ("levels_are_found_from_below", {"level": Level.PROVINCE}),
        ("levels_are_found_from_below", {"state": State.FOUND}),
    ]:
        with refused(rule):
            Request.objects.create(**said | given)
    with refused("a_request_goes_its_way"):
        Request.objects.update(state=State.FOUND)
    with refused("a_request_goes_its_way"):
        Request.objects.update(state=State.WITHDRAWN, reason="Nhầm", level=Level.NATION)


def test_only_the_council_scores_and_nobody_their_own(cast: Cast) -> None:
    ready(cast)
    request = asked(cast, cast.valid(by="hoa"))

    def sheet(login: str, **given: Any) -> None:
        said = {"request": request, "person": cast.person(login), "points": GOOD, "total": 75, "at": NOW}
        Sheet.objects.create(**said | given)

    for rule, login, given in [
        ("a_scope_is_scored_by_its_council", "kim", {}),
        ("nobody_scores_how_far_their_own_reaches", "hoa", {}),
        ("a_sheet_of_a_scope_scores_every_criterion", "yen", {"total": 74}),
        ("a_sheet_of_a_scope_scores_every_criterion", "yen", {"points": {"NOVELTY": 75}}),
    ]:
        with refused(rule):
            sheet(login, **given)
    sheet("yen")
    with refused("scopes_sheet is append-only"):  # sheets_of_scopes_are_append_only
        Sheet.objects.all().delete()


def test_a_finding_is_what_the_council_found(cast: Cast) -> None:
    ready(cast)
    request = asked(cast)
    other = sittings.put_on_agenda(opened(cast, request.council), title="Việc khác", by=cast.actor("thao"), at=NOW)
    vote(cast, other, **ALL_AGREE)
    outcome = sittings.close(other, by=cast.actor("thao"), at=NOW)
    actions.score(request, GOOD, by=cast.actor("yen"), at=NOW)
    said: dict[str, Any] = {
        "request": request,
        "outcome": outcome,
        "sheets": 1,
        "points": 75,
        "recognised": True,
        "applied": True,
        "replicable": True,
        "by": request.by,
        "at": NOW,
    }
    with refused("a_finding_is_what_the_council_found"):  # of another matter
        Finding.objects.create(**said)
    with refused("a_finding_is_what_the_council_found"):  # a_finding_rests_on_sheets
        Finding.objects.create(**said | {"sheets": 0, "points": 0})
    made = found(cast, request)
    with refused("scopes_finding is append-only"):  # findings_of_scopes_are_append_only
        Finding.objects.filter(pk=made.pk).update(recognised=False)
