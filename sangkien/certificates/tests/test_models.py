"""What the database refuses by itself, whoever writes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from sangkien.certificates import actions
from sangkien.certificates.models import Batch, Certificate, Ending, SigningKey, SpelledName
from sangkien.certificates.states import NEXT, State
from sangkien.certificates.tests.giving import PROVINCE, given_to_lan
from tests.cast import NOW, Cast
from tests.refused import refused

pytestmark = pytest.mark.django_db


def again(row: Model, **changes: Any) -> None:
    """The same row stored once more, but for the changes."""
    copy = type(row)._default_manager.get(pk=row.pk)
    for name, value in ({"pk": None} | changes).items():
        setattr(copy, name, value)
    copy.save(force_insert=True)


def saying(one: Certificate, **changes: Any) -> str:
    """Its text, with another number, name or day."""
    return replace(one.says, **changes).canonical


def test_a_name_is_of_somebody_and_nobody_signs_their_own_slip(cast: Cast) -> None:
    given_to_lan(cast)
    said, slip = SpelledName.objects.get(), {"means": "SLIP", "note": "phiếu", "unit": cast.unit(PROVINCE)}

    for rule, changes in [
        ("a_spelled_name_is_of_a_known_source", {"source": "PRIZE"}),
        ("how_a_name_was_confirmed_is_known", {"means": "FAX", "by": cast.person("hung")}),
        ("a_confirmed_name_is_a_name", {"name": ""}),
        ("only_who_bears_a_name_confirms_it_without_a_slip", {"by": cast.person("hung")}),
        ("only_who_bears_a_name_confirms_it_without_a_slip", {"note": "phiếu"}),
        ("nobody_writes_down_their_own_slip", slip),
    ]:
        with refused(rule):
            again(said, **changes)
    with refused("certificates_spelledname is append-only"):
        SpelledName.objects.update(name="Khác")


def test_a_batch_is_for_somebody(cast: Cast) -> None:
    batch = given_to_lan(cast).batch

    for rule, changes in [
        ("a_batch_is_of_a_known_source", {"source": "PRIZE"}),
        ("a_batch_is_for_somebody_and_not_for_too_many", {"subjects": []}),
        ("a_batch_is_for_somebody_and_not_for_too_many", {"subjects": list(range(2_001))}),
        ("a_batch_says_where_and_by_which_office", {"title": ""}),
    ]:
        with refused(rule):
            again(batch, **changes)
    with refused("certificates_batch is append-only"):
        Batch.objects.update(place="Khác")


def test_a_key_stays_published(cast: Cast) -> None:
    key = given_to_lan(cast).key

    with refused("a_signing_key_is_of_32_bytes"):
        again(key, name="khac", public="abc")
    with refused("certificates_signingkey is append-only"):
        SigningKey.objects.update(public="A" * 43 + "=")


class TestACertificate:
    def test_has_the_next_number_and_says_what_its_row_says(self, cast: Cast) -> None:
        one = given_to_lan(cast)
        row = {"number": 2, "serial": "X-2", "content": saying(one, serial="X-2")}

        for rule, changes in [
            ("a_certificate_number_is_the_next_of_its_book", {"number": 3}),
            ("a_certificate_says_what_its_row_says", {"content": one.content}),
            ("a_certificate_says_what_its_row_says", {"name": "Trần Văn Tám"}),
            ("a_certificate_says_what_its_row_says", {"issued_on": date(2022, 5, 17)}),
            ("a_certificate_bears_a_confirmed_name", {"subject": 999_999}),
            ("a_certificate_number_is_of_its_year", {"year": 2021, "number": 1}),
            ("nobody_issues_their_own_certificate", {"by": one.person}),
            ("a_subject_has_one_certificate_of_an_issuer_that_holds", {}),
        ]:
            with refused(rule):
                again(one, **row | changes)

    def test_never_changes_and_ends_once_with_a_word_why(self, cast: Cast) -> None:
        one, at = given_to_lan(cast), Certificate.objects.filter

        for changes in ({"name": "Khác"}, {"content": "{}"}, {"signature": ""}):
            with refused("a_given_certificate_stays"):
                at(pk=one.pk).update(**changes)
        with refused("a_given_certificate_stays"):
            at(pk=one.pk).delete()
        with refused("a_certificate_ends_with_a_word_why"):
            at(pk=one.pk).update(state=State.REVOKED)
        told = {"certificate": one, "reason": "…", "by": cast.person("dong"), "at": NOW}
        with refused("a_certificate_ends_with_a_word_why"):
            Ending.objects.create(state=State.REVOKED, decision="…", **told)

        actions.revoke(one, reason="Sai", decision="QĐ 9", by=cast.actor("dong"), at=NOW)

        assert NEXT[State.REVOKED] == set()
        for state in (State.ISSUED, State.REPLACED):
            with refused("a_given_certificate_stays"):
                at(pk=one.pk).update(state=state)
        with refused("certificates_ending is append-only"):
            Ending.objects.update(reason="Khác")

    def test_ends_for_a_reason_by_a_decision_or_for_another(self, cast: Cast) -> None:
        one = given_to_lan(cast)
        told = {"certificate": one, "reason": "Sai", "state": "REVOKED", "decision": "QĐ 9"}
        told |= {"by": cast.person("dong"), "at": NOW}

        for rule, changes in [
            ("a_certificate_ends_for_a_reason", {"reason": ""}),
            ("a_certificate_is_revoked_by_a_decision_or_replaced_by_another", {"decision": ""}),
            ("a_certificate_is_revoked_by_a_decision_or_replaced_by_another", {"state": "REPLACED"}),
            ("no_certificate_replaces_itself", {"state": "REPLACED", "decision": "", "replaced_by": one}),
        ]:
            with refused(rule):
                Ending.objects.create(**told | changes)
