"""What the database refuses about links, answers and consents, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sangkien.confirmations.models import (
    AskedUpTo,
    AuthorAnswer,
    AuthorLink,
    EmployerAnswer,
    EmployerLink,
    EmployerOpening,
    Withheld,
)
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def initiative(cast: Cast) -> Initiative:
    return Initiative.objects.first() or cast.submitted()


def author_link(cast: Cast, **facts: Any) -> AuthorLink:
    plain = {"initiative": initiative(cast), "mark": "+84912345002", "version": 1, "made_at": NOW}
    return AuthorLink.objects.create(**plain | {"expires_at": NOW + timedelta(days=30)} | facts)


def author_answer(cast: Cast, **facts: Any) -> AuthorAnswer:
    plain = {"said": "CONFIRMED", "share": 3_000, "at": NOW, "address_mark": "x"}
    return AuthorAnswer.objects.create(link=author_link(cast), **plain | facts)


def employer_link(cast: Cast, **facts: Any) -> EmployerLink:
    plain = {"initiative": initiative(cast), "made_by": cast.person("mai"), "recipient": "Giám đốc", "language": "ko"}
    return EmployerLink.objects.create(**plain | {"made_at": NOW, "expires_at": NOW + timedelta(days=14)} | facts)


def employer_answer(cast: Cast, **facts: Any) -> EmployerAnswer:
    plain = {"version": 1, "applied": "YES", "recognised": "NO", "disclosure": "PUBLIC", "language": "ko", "at": NOW}
    signed = {"name": "Park Ji-hoon", "position": "Giám đốc", "address_mark": "x"}
    return EmployerAnswer.objects.create(link=employer_link(cast), **plain | signed | facts)


def opening(cast: Cast) -> EmployerOpening:
    return EmployerOpening.objects.create(link=employer_link(cast), at=NOW, address_mark="x")


def twice(write: Callable[[Cast], object]) -> Callable[[Cast], object]:
    return lambda cast: [write(cast) for _n in range(2)]


def held(cast: Cast, level: str) -> Withheld:
    answer = employer_answer(cast)
    return Withheld.objects.create(initiative=answer.link.initiative, answer=answer, level=level)


RULES: dict[str, Callable[[Cast], object]] = {
    "there_is_one_mark_of_how_far_we_asked": lambda cast: AskedUpTo.objects.create(pk=2),
    "an_author_link_names_an_author": lambda cast: author_link(cast, mark=""),
    "an_author_link_lasts_a_while": lambda cast: author_link(cast, expires_at=NOW),
    "an_author_has_one_link_at_a_time": twice(author_link),
    "what_an_author_says_is_known": lambda cast: author_answer(cast, said="MAYBE"),
    "who_finds_the_share_wrong_says_why": lambda cast: author_answer(cast, said="SHARE_WRONG"),
    "a_share_that_was_shown_is_a_share": lambda cast: author_answer(cast, share=0),
    "an_employer_link_says_for_whom_it_is": lambda cast: employer_link(cast, recipient=""),
    "language_of_a_link_is_known": lambda cast: employer_link(cast, language="fr"),
    "an_employer_link_lasts_a_while": lambda cast: employer_link(cast, expires_at=NOW),
    "a_revoked_link_says_by_whom": lambda cast: employer_link(cast, revoked_at=NOW),
    "what_an_employer_says_of_use_is_known": lambda cast: employer_answer(cast, applied="MAYBE"),
    "what_an_employer_says_of_recognition_is_known": lambda cast: employer_answer(cast, recognised="MAYBE"),
    "disclosure_is_known": lambda cast: employer_answer(cast, disclosure="MAYBE"),
    "language_of_an_answer_is_known": lambda cast: employer_answer(cast, language="fr"),
    "an_employer_answer_is_signed": lambda cast: employer_answer(cast, position=""),
    "only_a_recognition_has_a_number_day_and_issuer": lambda cast: employer_answer(cast, number="41/QĐ"),
    "an_employer_stands_for_an_amount_that_was_asked_about": lambda cast: employer_answer(cast, value_vnd=1),
    "what_is_withheld_is_not_public": lambda cast: held(cast, "PUBLIC"),
    # Triggers
    "what_an_author_said_stays": lambda cast: author_answer(cast).delete(),
    "what_an_employer_said_stays": lambda cast: employer_answer(cast).delete(),
    "openings_are_append_only": lambda cast: opening(cast).delete(),
    "an_author_link_is_only_opened_or_ended": lambda cast: change(author_link(cast), mark="x"),
    "an_employer_link_is_only_revoked": lambda cast: change(employer_link(cast), recipient="x"),
}
SAID = {  # the triggers that all tables share say the table's name
    "what_an_author_said_stays": "confirmations_authoranswer is append-only",
    "what_an_employer_said_stays": "confirmations_employeranswer is append-only",
    "openings_are_append_only": "confirmations_employeropening is append-only",
}


def change(row: Any, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def test_the_database_refuses(cast: Cast) -> None:
    for rule, write in RULES.items():
        with refused(SAID.get(rule, rule)):
            write(cast)


def test_each_rule_is_tried(cast: Cast) -> None:
    assert untried("confirmations", RULES) == set()


def test_what_may_change_does(cast: Cast) -> None:
    change(author_link(cast), opened_at=NOW, ended_at=NOW)
    change(employer_link(cast), revoked_at=NOW, revoked_by=cast.person("mai"))
