"""What the database refuses about requests, answers and units told apart, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sangkien.directory.models import Answer, NotTheSame, Outcome, WorkplaceRequest
from sangkien.directory.tests.asking import draft_of, request_of, unsigned
from sangkien.initiatives.actions import claim_draft
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def request(cast: Cast, **facts: Any) -> WorkplaceRequest:
    """Write a request past every action."""
    plain = {"workplace": "Xưởng mộc", "place": "Phước Dân", "responsible": cast.unit("CD-KCN"), "asked_at": NOW}
    return WorkplaceRequest.objects.create(**plain | facts)


def answer(cast: Cast, to: WorkplaceRequest, *, by: str = "yen", **facts: Any) -> Answer:
    """Write an answer past every action."""
    plain = {"outcome": Outcome.LINKED, "unit": cast.unit("CS-HAEMIN"), "office": cast.unit("CD-KCN"), "at": NOW}
    return Answer.objects.create(request=to, by=cast.person(by), **plain | facts)


def told_apart(cast: Cast, *codes: str, **facts: Any) -> NotTheSame:
    """Tell two units apart past every action."""
    one, other = (cast.unit(code) for code in codes)
    plain = {"said_by": cast.person("dong"), "office": cast.unit("LDLD-NINH-THUAN"), "said_at": NOW}
    return NotTheSame.objects.create(one=one, other=other, **plain | facts)


def twice_first(cast: Cast) -> None:
    draft = draft_of(cast)
    for _n in range(2):
        request(cast, draft=draft)


def apart_twice(cast: Cast) -> None:
    for _n in range(2):
        told_apart(cast, "CS-MAY-TIEN-THUAN", "CS-HAEMIN")


CONSTRAINTS: dict[str, Callable[[Cast], object]] = {
    "a_requested_workplace_has_a_name_and_a_place": lambda cast: request(cast, place=""),
    "a_requested_tax_code_has_10_or_13_digits": lambda cast: request(cast, tax_code="12"),
    "of_a_forgotten_asker_nothing_is_kept": lambda cast: request(cast, phone="+84912345001", forgotten_at=NOW),
    "a_draft_asks_first_once": twice_first,
    "outcome_is_known": lambda cast: answer(cast, request(cast), outcome="MAYBE"),
    "only_a_refusal_names_no_unit": lambda cast: answer(cast, request(cast), unit=None),
    "a_refused_request_is_told_why": lambda cast: answer(cast, request(cast), outcome=Outcome.REFUSED, unit=None),
    "the_older_unit_stands_first": lambda cast: told_apart(cast, "CS-HAEMIN", "CS-MAY-TIEN-THUAN"),
    "what_is_taken_back_says_by_whom": lambda cast: told_apart(
        cast, "CS-MAY-TIEN-THUAN", "CS-HAEMIN", taken_back_at=NOW
    ),
    "two_units_are_told_apart_once": apart_twice,
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        CONSTRAINTS[constraint](cast)


def test_every_rule_has_been_tried(db: None) -> None:
    triggers = {"nobody_answers_their_own_request", "answers_are_append_only"}

    assert untried("directory", {*CONSTRAINTS, *triggers}) == set()


def test_a_request_has_one_answer(cast: Cast) -> None:
    asked = request(cast)
    answer(cast, asked)

    with refused("directory_answer_request_id_key"):
        answer(cast, asked, by="minh")


class TestNobodyAnswersTheirOwn:
    """The last word, below every action: also by SQL."""

    def test_not_who_asked(self, cast: Cast) -> None:
        with refused("nobody_answers_their_own_request"):
            answer(cast, request_of(cast, "yen"), by="yen")

    def test_not_who_gave_their_own_number_without_signing_in(self, cast: Cast) -> None:
        asked = request(cast, parties=["+84912345006"])

        with refused("nobody_answers_their_own_request"):
            answer(cast, asked, by="yen")

    def test_not_who_has_claimed_the_draft_since(self, cast: Cast) -> None:
        draft, carrier = unsigned(cast)
        asked = request(cast, draft=draft)
        yen = cast.actor("yen")
        claim_draft(draft, by=type(yen)(person=yen.person, on=yen.on, keys=carrier.keys), at=NOW)

        with refused("nobody_answers_their_own_request"):
            answer(cast, asked, by="yen")

    def test_anybody_else_may(self, cast: Cast) -> None:
        assert answer(cast, request_of(cast), by="yen").pk


@pytest.mark.parametrize("change", ["UPDATE directory_answer SET reason = 'x'", "DELETE FROM directory_answer"])
def test_answers_are_only_ever_added(cast: Cast, change: str) -> None:
    answer(cast, request(cast))

    with refused("directory_answer is append-only"), connection.cursor() as cursor:
        cursor.execute(change)
