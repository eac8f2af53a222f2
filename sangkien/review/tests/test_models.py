"""What the database refuses about decisions, whoever asks: one raw write against every rule of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, connection, transaction

from sangkien.accounts.actions import vouch
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.review.models import Appeal, Decision, Message, ReadMark, Verdict
from tests.cast import NOW, Cast
from tests.refused import refused, untried
from tests.scoring import FAIR, GOOD, POOR, scored, sheet, with_a_council

APPEND_ONLY = "review_decision is append-only"


def decision(cast: Cast, on: Initiative | None = None, *, by: str = "yen", **facts: Any) -> Decision:
    """Write a verdict past every action."""
    dossier = on or cast.submitted()
    return Decision.objects.create(
        initiative=dossier,
        event=dossier.events.latest("pk"),
        by=cast.person(by),
        unit=cast.unit("CD-KCN"),
        at=NOW,
        **{"verdict": Verdict.VALID} | facts,
    )


def undone_twice(cast: Cast) -> None:
    """The verdict of Minh, undone by him past every action, again and again."""
    dossier = cast.valid()
    verdict = dossier.decisions.get(verdict=Verdict.VALID)
    for version in (8, 9):
        event = dossier.events.create(verb="undone", to_state="REVIEWING", at=NOW, by=verdict.by, version=version)
        undoing = {"verdict": Verdict.UNDONE, "about": verdict, "event": event}
        Decision.objects.create(initiative=dossier, by=verdict.by, unit=verdict.unit, at=NOW, **undoing)


def appeal(cast: Cast, *, by: str = "lan", verdict: str = "INELIGIBLE", **facts: Any) -> Appeal:
    """Write an appeal past every action."""
    against = cast.refused().decisions.get(verdict=verdict)
    return Appeal.objects.create(decision=against, by=cast.person(by), at=NOW, **{"text": "Xin xem lại."} | facts)


def message(cast: Cast, **facts: Any) -> Message:
    """Write a message past every action."""
    lan = cast.person("lan")
    return Message.objects.create(initiative=cast.submitted(), by=lan, at=NOW, **{"text": "Em gửi rồi ạ."} | facts)


def read_twice(message: Message) -> None:
    for _time in range(2):
        ReadMark.objects.create(initiative=message.initiative, person=message.by, message=message)


CONSTRAINTS: dict[str, Callable[[Cast], object]] = {
    "verdict_is_known": lambda cast: decision(cast, verdict="SPLENDID"),
    "a_return_or_refusal_gives_its_reasons": lambda cast: decision(cast, verdict=Verdict.RETURNED),
    "only_a_merging_names_the_other_record": lambda cast: decision(cast, duplicate_of=cast.submitted()),
    "what_goes_back_for_another_look_says_why": lambda cast: decision(cast, verdict=Verdict.HANDED_BACK),
    "what_undoes_names_what_it_undoes": lambda cast: decision(cast, verdict=Verdict.UNDONE),
    "a_decision_is_undone_once": lambda cast: undone_twice(cast),
    "an_appeal_gives_its_reasons": lambda cast: appeal(cast, text=""),
    "a_message_says_something": lambda cast: message(cast, text=""),
    "a_person_has_one_read_mark_in_a_dossier": lambda cast: read_twice(message(cast)),
    "only_a_rerouting_names_the_new_unit": lambda cast: decision(cast, to_unit=cast.unit("CS-HAEMIN")),
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        CONSTRAINTS[constraint](cast)


def test_every_rule_has_been_tried(db: None) -> None:
    triggers = {"nobody_decides_on_their_own", "decisions_are_append_only", "what_was_said_stays_said"}
    triggers |= {"appeals_are_append_only", "only_its_people_appeal_a_refusal"}
    triggers |= {"what_a_council_scores_is_valid_by_its_scores"}

    assert untried("review", {*CONSTRAINTS, *triggers}) == set()


@pytest.mark.parametrize(
    "facts",
    [
        {"verdict": Verdict.INELIGIBLE},
        {"verdict": Verdict.REFERRED},
        {"verdict": Verdict.DUPLICATE},
        {"verdict": Verdict.UPGRADE},
        {"verdict": Verdict.REOPENED},
        {"verdict": Verdict.REROUTED},
    ],
    ids=lambda facts: str(facts["verdict"]),
)
def test_a_verdict_says_what_it_has_to_say(cast: Cast, facts: dict[str, Any]) -> None:
    with refused(
        {
            Verdict.INELIGIBLE: "a_return_or_refusal_gives_its_reasons",
            Verdict.REFERRED: "a_return_or_refusal_gives_its_reasons",
            Verdict.DUPLICATE: "only_a_merging_names_the_other_record",
            Verdict.UPGRADE: "only_a_merging_names_the_other_record",
            Verdict.REOPENED: "what_goes_back_for_another_look_says_why",
            Verdict.REROUTED: "only_a_rerouting_names_the_new_unit",
        }[facts["verdict"]]
    ):
        decision(cast, **facts)


class TestNobodyDecidesOnTheirOwn:
    """The last word, below every action: also by SQL."""

    def test_not_who_entered_it(self, cast: Cast) -> None:
        with refused("nobody_decides_on_their_own"):
            decision(cast, cast.submitted(by="yen", authors=self.of("Nguyễn Thị Lan", "")))

    def test_not_whose_account_is_an_authors(self, cast: Cast) -> None:
        vouch(cast.person("yen"), by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.submitted(authors=self.of("Lý Ngọc Yến", "+84912345006"))
        cast.person("yen").__class__.objects.filter(username="yen").update(phone="+84999999999")

        with refused("nobody_decides_on_their_own"):
            decision(cast, dossier)

    def test_not_whose_number_is_an_authors(self, cast: Cast) -> None:
        with refused("nobody_decides_on_their_own"):
            decision(cast, cast.submitted(authors=self.of("Ai đó", "+84912345006")))

    def test_not_who_confirmed_it(self, cast: Cast) -> None:
        with refused("nobody_decides_on_their_own"):
            decision(cast, cast.confirmed(), by="mai")

    def test_not_who_did_not_judge_it_by_the_dossiers_own_word(self, cast: Cast) -> None:
        with refused("nobody_decides_on_their_own"):
            decision(cast, cast.valid(), by="yen")

    def test_not_who_took_the_decision_that_is_looked_at_again(self, cast: Cast) -> None:
        dossier = cast.refused()
        about = dossier.decisions.get(verdict=Verdict.INELIGIBLE)

        with refused("nobody_decides_on_their_own"):
            decision(cast, dossier, by="minh", about=about)

    def test_nobody_undoes_anothers_decision(self, cast: Cast) -> None:
        dossier = cast.refused()
        about = dossier.decisions.get(verdict=Verdict.INELIGIBLE)

        with refused("nobody_decides_on_their_own"):
            decision(cast, dossier, by="yen", about=about, verdict=Verdict.UNDONE)

    def test_but_anybody_else_may(self, cast: Cast) -> None:
        assert decision(cast).pk

    def of(self, name: str, phone: str) -> tuple[AuthorEntry, ...]:
        return (AuthorEntry(full_name=name, phone=phone),)


class TestADecisionStands:
    def test_it_is_not_altered(self, cast: Cast) -> None:
        cast.valid()

        with refused(APPEND_ONLY):
            Decision.objects.update(note="Khác")

    def test_it_is_not_removed(self, cast: Cast) -> None:
        cast.valid()

        with refused(APPEND_ONLY), connection.cursor() as cursor:
            cursor.execute("DELETE FROM review_decision")

    def test_it_says_what_it_is(self, cast: Cast) -> None:
        made = decision(cast)

        assert str(made) == f"#{made.pk} VALID"


class TestAnAppeal:
    def test_is_for_the_dossiers_people(self, cast: Cast) -> None:
        with refused("only_its_people_appeal_a_refusal"):
            appeal(cast, by="hung")

    def test_is_against_a_refusal(self, cast: Cast) -> None:
        with refused("only_its_people_appeal_a_refusal"):
            appeal(cast, verdict="CONFIRMED")

    @pytest.mark.parametrize("change", ["UPDATE review_appeal SET text = 'Khác'", "DELETE FROM review_appeal"])
    def test_stays_as_it_was_made(self, change: str, cast: Cast) -> None:
        made = appeal(cast)
        assert str(made) == f"#{made.pk} {made.decision_id}"

        with refused("review_appeal is append-only"), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.parametrize("change", ["UPDATE review_message SET text = 'Khác'", "DELETE FROM review_message"])
def test_what_was_said_stays_said(change: str, cast: Cast) -> None:
    message(cast)

    with refused("review_message is append-only"), connection.cursor() as cursor:
        cursor.execute(change)


def test_nobody_says_more_than_two_thousand_letters(cast: Cast) -> None:
    with pytest.raises(DataError), transaction.atomic():
        message(cast, text="a" * 2001)


class TestWhatACouncilScores:
    @pytest.mark.parametrize("sheets", [{}, {"hoa": GOOD}, {"hoa": GOOD, "quang": POOR}], ids=len)
    def test_is_not_valid_without_its_scores(self, cast: Cast, sheets: dict[str, dict[str, int]]) -> None:
        with_a_council(cast)
        dossier = cast.confirmed()
        for login, points in sheets.items():
            sheet(cast, dossier, login, points)

        with refused("what_a_council_scores_is_valid_by_its_scores"):
            decision(cast, ended_now(dossier))

    def test_counts_the_newest_sheet_of_each(self, cast: Cast) -> None:
        with_a_council(cast)
        dossier = scored(cast, cast.confirmed(), hoa=POOR, quang=FAIR)
        with refused("what_a_council_scores_is_valid_by_its_scores"):
            decision(cast, ended_now(dossier))

        sheet(cast, dossier, "hoa", GOOD)

        decision(cast, ended_now(dossier))

    def test_is_not_decided_by_whoever_scored_it(self, cast: Cast) -> None:
        with_a_council(cast)
        dossier = scored(cast, cast.confirmed())

        with refused("nobody_decides_on_their_own"):
            decision(cast, ended_now(dossier), by="hoa")


def ended_now(dossier: Initiative) -> Initiative:
    """The dossier, with a step that ends the turn it has."""
    turn = {"desk": dossier.superior, "since": dossier.waiting_since}
    dossier.events.create(verb="valid", to_state="VALID", at=NOW, version=dossier.events.count() + 5, **turn)
    return dossier
