"""What the database refuses about honours, whoever asks: one raw write against every rule of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.models import Person
from sangkien.honours.models import (
    Award,
    Complaint,
    Conclusion,
    Exhibit,
    Nomination,
    Plea,
    Quota,
    Revocation,
    Round,
    Terms,
    Wish,
)
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota, awarded, nominated, passed, somebody
from sangkien.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried


class Things:
    """Lan's honour of the province, and what stands around it, made once."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.dossier = cast.valid()
        self.quota = a_quota(cast, most=1)
        self.award = awarded(cast, passed(cast, nominated(cast, self.quota)))
        self.other = nominated(cast, self.quota, somebody(cast, 1))
        self.mai, self.dong = cast.person("mai"), cast.person("dong")
        self.factory, self.province = cast.unit("CS-MAY-TIEN-THUAN"), cast.unit("LDLD-NINH-THUAN")

    def terms(self, **said: Any) -> Terms:
        told = {"form": "giay-khen-ca-nhan", "unit": self.province, "regulation": "x", "at": NOW}
        return Terms.objects.create(**told | {"valid": DateRange(date(2022, 1, 1), None)} | said)

    def round(self, **said: Any) -> Round:
        days = {"first_day": TODAY, "last_day": TODAY, "opens_on": TODAY, "closes_on": TODAY}
        told = {"unit": self.province, "programme": self.cast.programme, "title": "Đợt", "by": self.dong, "at": NOW}
        return Round.objects.create(**told | days | said)

    def quota_of(self, **said: Any) -> Quota:
        told = {"round": self.quota.round, "form_code": "giay-khen-ca-nhan", "terms": self.quota.terms, "most": 1}
        return Quota.objects.create(**told | said)

    def nomination(self, **said: Any) -> Nomination:
        told: dict[str, Any] = {"quota": self.quota, "unit": self.factory, "proposer": self.factory, "by": self.mai}
        told |= {"identity": "+84911000099", "full_name": "Tạ Thị Na", "parties": ["+84911000099"]}
        return Nomination.objects.create(**told | {"achievement": "x", "at": NOW} | said)

    def conclusion(self, **said: Any) -> Conclusion:
        told = {"nomination": self.other, "passed": True, "by": self.dong, "at": NOW}
        return Conclusion.objects.create(**told | said)

    def moved(self, nomination: Nomination, *states: State) -> None:
        for state in states:
            Nomination.objects.filter(pk=nomination.pk).update(state=state)

    def revocation(self, **said: Any) -> Revocation:
        told = {"award": self.award, "reason": "x", "number": "1", "signed_on": TODAY, "by": self.dong, "at": NOW}
        return Revocation.objects.create(**told | said)

    def plea(self, **said: Any) -> Plea:
        return Plea.objects.create(**{"revocation": self.revocation(), "text": "x", "by": self.mai, "at": NOW} | said)

    def answered(self, by: Person) -> dict[str, Any]:
        return {"granted": False, "answer": "x", "answered_by": by, "answered_at": NOW}

    def complaint(self, **said: Any) -> Complaint:
        return Complaint.objects.create(**{"unit": self.factory, "text": "x", "by": self.dong, "at": NOW} | said)

    def wish(self, **said: Any) -> Wish:
        told = {"identity": "+84912345001", "question": "PUBLISH", "agrees": True, "by": self.mai, "at": NOW}
        return Wish.objects.create(**told | said)

    def exhibit(self, **said: Any) -> Exhibit:
        return Exhibit.objects.create(**{"nomination": self.other, "initiative": self.dossier} | said)

    def conclude_by_kim(self) -> None:
        """About the collective in which she holds an office."""
        haemin: Organisation = self.cast.unit("CS-HAEMIN")
        of_a_unit = self.nomination(unit=haemin, identity="", full_name="", parties=[])
        self.conclusion(nomination=of_a_unit, by=self.cast.person("kim"))


WRITES: dict[str, list[Callable[[Things], Any]]] = {
    "terms_last_at_least_a_day": [lambda it: it.terms(valid=DateRange(TODAY, TODAY))],
    "terms_begin_on_a_day": [lambda it: it.terms(valid=DateRange(None, TODAY))],
    "terms_name_their_regulation": [lambda it: it.terms(regulation="")],
    "a_form_has_one_set_of_terms_of_a_union_on_any_day": [lambda it: it.terms() and it.terms()],
    "terms_never_change_but_end": [
        lambda it: Terms.objects.update(lines=[]),
        lambda it: Terms.objects.update(valid=DateRange(date(2021, 1, 1), None)),
        lambda it: it.terms().delete(),
    ],
    "a_round_has_a_title": [lambda it: it.round(title="")],
    "a_round_looks_at_days_in_their_order": [lambda it: it.round(first_day=date(2023, 1, 1))],
    "a_round_takes_nominations_for_a_day": [lambda it: it.round(closes_on=date(2022, 1, 1))],
    "rounds_of_a_union_have_titles_of_their_own": [lambda it: it.round() and it.round()],
    "a_round_has_one_quota_of_a_form": [lambda it: it.quota_of() and it.quota_of()],
    "a_quota_is_of_one_at_least": [lambda it: it.quota_of(most=0)],
    "a_nominated_person_has_a_name": [
        lambda it: it.nomination(full_name=""),
        lambda it: it.nomination(identity=""),
    ],
    "a_nomination_tells_of_an_achievement": [lambda it: it.nomination(achievement="")],
    "nobody_is_proposed_twice_for_a_form_in_a_round": [lambda it: it.nomination() and it.nomination()],
    "nobody_proposes_themselves": [
        lambda it: it.nomination(identity=it.mai.phone, full_name="Mai", parties=[it.mai.phone]),
        lambda it: it.nomination(identity="tran thi mai @ 7", full_name="Trần Thị Mai", parties=["tran thi mai"]),
    ],
    "a_nomination_moves_along_its_arrows": [
        lambda it: it.moved(it.other, State.AWARDED),
        lambda it: it.moved(it.other, State.WITHDRAWN, State.SENT),
        lambda it: it.nomination(state=State.PASSED),
        lambda it: Nomination.objects.filter(pk=it.other.pk).update(full_name="Ai khác"),
        lambda it: Nomination.objects.filter(pk=it.other.pk).delete(),
    ],
    "no_more_is_awarded_than_the_quota": [lambda it: it.moved(it.other, State.PASSED, State.AWARDED)],
    "an_honour_comes_and_goes_by_a_decision": [lambda it: it.moved(it.award.nomination, State.REVOKED)],
    "an_exhibit_is_an_initiative_or_a_file": [lambda it: it.exhibit(initiative=None)],
    "an_initiative_stands_once_behind_a_nomination": [lambda it: it.exhibit() and it.exhibit()],
    "honours_exhibit is append-only": [lambda it: it.exhibit().delete()],
    "who_refuses_a_nomination_says_why": [lambda it: it.conclusion(passed=False)],
    "nobody_concludes_on_their_own": [
        lambda it: it.conclusion(nomination=it.award.nomination, by=it.cast.person("lan")),
        lambda it: it.conclude_by_kim(),
    ],
    "honours_conclusion is append-only": [lambda it: Conclusion.objects.update(passed=False, reason="x")],
    "an_award_names_its_decision": [
        lambda it: Award.objects.create(nomination=it.other, number="", signed_on=TODAY, by=it.dong, at=NOW)
    ],
    "honours_award is append-only": [lambda it: Award.objects.update(number="99")],
    "a_revocation_names_its_reason_and_decision": [
        lambda it: it.revocation(reason=""),
        lambda it: it.revocation(number=""),
    ],
    "honours_revocation is append-only": [lambda it: it.revocation().delete()],
    "a_plea_says_something": [lambda it: it.plea(text="")],
    "an_answered_plea_says_what_by_whom_and_when": [lambda it: it.plea(granted=True)],
    "nobody_answers_their_own_plea": [lambda it: it.plea(**it.answered(it.mai))],
    "a_plea_is_answered_once_by_somebody_else": [
        lambda it: it.plea(**it.answered(it.dong)),
        lambda it: it.plea(**it.answered(it.cast.person("ha"))) and Plea.objects.update(answer="y"),
        lambda it: it.plea().delete(),
    ],
    "a_complaint_says_what_about": [lambda it: it.complaint(text="")],
    "a_closed_complaint_says_what_was_found": [lambda it: it.complaint(closed_by=it.dong, closed_at=NOW)],
    "wish_question_is_known": [lambda it: it.wish(question="LOVE")],
    "honours_wish is append-only": [lambda it: it.wish().delete()],
}


APPEND_ONLY = {  # what the guard says, and its name
    "honours_exhibit is append-only": "exhibits_are_append_only",
    "honours_conclusion is append-only": "conclusions_are_append_only",
    "honours_award is append-only": "awards_are_append_only",
    "honours_revocation is append-only": "revocations_are_append_only",
    "honours_wish is append-only": "wishes_are_append_only",
}
# No row gets so far: it begins as SENT and moves along the arrows.
PROVEN_BY_OTHERS = {"nomination_state_is_known"}


def test_the_database_refuses_what_it_can(cast: Cast) -> None:
    things = Things(cast)

    for rule, writes in WRITES.items():
        for write in writes:
            with refused(rule):
                write(things)


@pytest.mark.django_db
def test_no_rule_is_left_out() -> None:
    tried = {APPEND_ONLY.get(rule, rule) for rule in WRITES} - {"no_more_is_awarded_than_the_quota"}  # by the arrows

    assert untried("honours", tried | PROVEN_BY_OTHERS) == set()
