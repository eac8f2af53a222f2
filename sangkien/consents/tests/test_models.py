"""What the database refuses about consents, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sangkien.consents.models import Consent
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast
from tests.refused import refused, untried


def consent(cast: Cast, **facts: Any) -> Consent:
    initiative = Initiative.objects.first() or cast.submitted()
    plain = {"initiative": initiative, "mark": "+84912345002", "purpose": "PUBLISH_NAME", "means": "LINK"}
    return Consent.objects.create(**plain | {"text_version": "2026-1", "at": NOW} | facts)


def slip(cast: Cast) -> StoredFile:
    return StoredFile.objects.create(sha256="a" * 64, kind="image/jpeg", size=1, name="phieu.jpg", kept_at=NOW)


RULES: dict[str, Callable[[Cast], object]] = {
    "purpose_of_a_consent_is_known": lambda cast: consent(cast, purpose="EVERYTHING"),
    "means_of_a_consent_is_known": lambda cast: consent(cast, means="HEARSAY", by=cast.person("mai")),
    "a_consent_names_an_author_and_its_words": lambda cast: consent(cast, text_version=""),
    "only_a_signed_slip_has_its_photo": lambda cast: consent(cast, slip=slip(cast)),
    "only_an_author_with_the_link_agrees_alone": lambda cast: consent(cast, means="CODE"),
    "nobody_agrees_for_another_by_word_alone": lambda cast: consent(cast, means="WORD", by=cast.person("mai")),
    # Triggers
    "what_was_agreed_stays": lambda cast: consent(cast).delete(),
    "an_author_agrees_once_to_a_purpose": lambda cast: [consent(cast) for _n in range(2)],
    "what_is_taken_back_was_given_before": lambda cast: consent(cast, withdraws=consent(cast), mark="le van tu"),
}
SAID = {"what_was_agreed_stays": "consents_consent is append-only"}


def test_the_database_refuses(cast: Cast) -> None:
    for rule, write in RULES.items():
        with refused(SAID.get(rule, rule)):
            write(cast)


def test_each_rule_is_tried(cast: Cast) -> None:
    assert untried("consents", RULES) == set()


def test_nothing_is_taken_back_before_it_was_given(cast: Cast) -> None:
    with refused("what_is_taken_back_was_given_before"):
        consent(cast, withdraws=consent(cast), at=NOW - timedelta(1))


def test_who_changes_their_mind_twice_agrees_again(cast: Cast) -> None:
    first = consent(cast)
    consent(cast, withdraws=first)

    again = consent(cast)

    assert list(Consent.objects.holding()) == [again]
