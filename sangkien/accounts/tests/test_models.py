"""What the database refuses about people and appointments, whoever asks: one raw write against every constraint."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from sangkien.accounts.codes import LIVES
from sangkien.accounts.models import Appointment, Attempt, AttemptKind, OneTimeCode, Person, Role
from sangkien.accounts.queries import hats
from sangkien.accounts.sign_in import PhoneOrUserName
from tests.cast import NOW, Cast
from tests.refused import refused, untried

LATER = date(2022, 1, 1)


def lan() -> "QuerySet[Person]":
    return Person.objects.filter(username="lan")


def mais_hat() -> "QuerySet[Appointment]":
    return Appointment.objects.filter(person__username="mai")


def another_hat_of_mai(cast: Cast) -> Appointment:
    hat = mais_hat().get()
    return Appointment(person=hat.person, organisation=hat.organisation, role=hat.role, valid=DateRange(LATER, None))


def code(**changes: Any) -> OneTimeCode:
    facts = {"phone": "+84912345001", "purpose": "SIGN_IN", "code_mark": "a", "address_mark": "b", "made_at": NOW}
    return OneTimeCode(**facts | {"expires_at": NOW + LIVES} | changes)


AGAINST: dict[str, Callable[[Cast], object]] = {
    "a_person_has_a_phone_or_a_user_name": lambda cast: lan().update(phone=None, username=None),
    "a_person_has_a_name": lambda cast: lan().update(full_name=""),
    "a_phone_is_e164": lambda cast: lan().update(phone="0912345001"),
    "a_user_name_is_lower_case_and_no_number": lambda cast: lan().update(username="0912345001"),
    "appointment_role_is_known": lambda cast: mais_hat().update(role="KING"),
    "appointment_lasts_at_least_a_day": lambda cast: mais_hat().update(valid=DateRange(empty=True)),
    "a_role_in_a_unit_is_held_once_at_a_time": lambda cast: another_hat_of_mai(cast).save(),
    "attempt_kind_is_known": lambda cast: Attempt.objects.create(
        kind="BURGLE", at=NOW, address_mark="a", name_mark="b"
    ),
    "voucher_is_known": lambda cast: lan().update(vouched_by="HEARSAY"),
    "a_code_goes_to_an_e164_phone": lambda cast: code(phone="0912345001").save(),
    "purpose_is_known": lambda cast: code(purpose="BURGLE").save(),
    "a_code_is_tried_five_times_at_most": lambda cast: code(tries=6).save(),
    "a_used_code_is_closed_and_names_its_form": lambda cast: code(used_at=NOW, closed_at=NOW).save(),
    "one_open_code_for_a_phone_and_purpose": lambda cast: [code().save(), code().save()],
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        AGAINST[constraint](cast)


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("accounts", AGAINST) == set()


class TestAPerson:
    @pytest.mark.parametrize("name", ["username", "phone"])
    def test_shares_neither_user_name_nor_phone_number(self, cast: Cast, name: str) -> None:
        taken = getattr(cast.person("hung"), name)

        with pytest.raises(IntegrityError, match=f"accounts_person_{name}"), transaction.atomic():
            lan().update(**{name: taken})

    @pytest.mark.parametrize("name", ["lan.nguyen", "lan-7", "l"])
    def test_may_be_called(self, cast: Cast, name: str) -> None:
        assert lan().update(username=name) == 1

    def test_without_a_password_cannot_sign_in(self, db: None) -> None:
        person = Person.objects.create_person(full_name="Nguyễn Thị Lan", username="lan", password=None)

        assert not person.has_usable_password()
        assert not person.check_password("")

    def test_with_appointments_is_never_deleted(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            cast.person("mai").delete()


class TestHats:
    def test_are_held_from_the_first_day_until_the_day_before_the_end(self, cast: Cast) -> None:
        mais_hat().update(valid=DateRange(date(2022, 1, 8), date(2022, 6, 1)))

        days = [date(2022, 1, 7), date(2022, 1, 8), date(2022, 5, 31), date(2022, 6, 1)]

        assert [len(hats(cast.person("mai"), on=day)) for day in days] == [0, 1, 1, 0]

    def test_are_not_asked_for_when_a_worker_comes_back_who_never_held_any(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mai, lan = (PhoneOrUserName().get_user(cast.person(name).pk) for name in ("mai", "lan"))
        assert mai and lan
        assert [hat.role for hat in hats(mai, on=LATER)] == [Role.GRASSROOTS_OFFICER]

        monkeypatch.setattr("sangkien.accounts.queries._HATS", lambda *_asked: pytest.fail("asked"))
        assert hats(lan, on=LATER) == []

    def test_come_with_the_widest_work_first(self, cast: Cast) -> None:
        assert [hat.role for hat in hats(cast.person("minh"), on=LATER)] == [Role.REVIEWER, Role.GRASSROOTS_OFFICER]

    def test_may_be_held_again_after_a_pause(self, cast: Cast) -> None:
        mais_hat().update(valid=DateRange(date(2021, 1, 1), LATER))

        another_hat_of_mai(cast).save()

        assert mais_hat().count() == 2

    def test_may_be_the_same_role_in_two_unions(self, cast: Cast) -> None:
        hat = another_hat_of_mai(cast)
        hat.organisation = cast.unit("CS-HAEMIN")

        hat.save()

        assert len(hats(cast.person("mai"), on=LATER)) == 2


def test_rows_say_what_they_are(cast: Cast) -> None:
    person, hat = cast.person("mai"), mais_hat().get()
    attempt = Attempt.objects.create(kind=AttemptKind.SIGN_IN, at=NOW, address_mark="a", name_mark="b")

    assert str(person) == f"#{person.pk} Trần Thị Mai"
    assert str(hat) == f"#{hat.pk} {person.pk} GRASSROOTS_OFFICER {hat.organisation_id}"
    assert str(attempt) == f"#{attempt.pk} SIGN_IN"
    assert str(code(pk=7)) == "#7 SIGN_IN"
