"""Opening an account, giving a role, vouching."""

from datetime import date, timedelta

import pytest

from sangkien.accounts.actions import appoint, register, vouch
from sangkien.accounts.models import Appointment, Person, Role
from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible
from tests.cast import NOW, PASSWORD, Cast


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in no.value.problems]


class TestRegister:
    def test_opens_an_account_that_signs_in_with_the_phone_number(self, db: None) -> None:
        person = register(full_name="Phan Thị Hoa", phone="+84912345900", password=PASSWORD, at=NOW)

        assert (person.phone, person.username, person.vouched_at) == ("+84912345900", None, None)
        assert person.check_password(PASSWORD)

    def test_is_logged_as_the_persons_own_doing(self, db: None) -> None:
        person = register(full_name="Phan Thị Hoa", phone="+84912345900", password=PASSWORD, at=NOW)

        log = Record.objects.get(verb="person.register")
        assert (log.by_id, log.target_id, log.at) == (person.pk, str(person.pk), NOW)
        assert (log.before, log.after) == ({}, {})

    def test_says_when_the_number_has_an_account(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            register(full_name="Người khác", phone="+84912345001", password=PASSWORD, at=NOW)

        assert codes(no) == [("phone_taken", "phone")]
        assert not Record.objects.filter(verb="person.register").exists()

    @pytest.mark.parametrize("password", ["", "ngan", "12345678", "password", "84912345900"])
    def test_refuses_a_password_that_is_guessed_first(self, db: None, password: str) -> None:
        with pytest.raises(NotPossible) as no:
            register(full_name="Phan Thị Hoa", phone="+84912345900", password=password, at=NOW)

        assert set(codes(no)) == {("weak_password", "password")}
        assert not Person.objects.exists()

    def test_needs_a_name(self, db: None) -> None:
        with pytest.raises(NotPossible) as no:
            register(full_name="", phone="+84912345900", password=PASSWORD, at=NOW)

        assert codes(no) == [("no_name", "full_name")]


class TestAppoint:
    def test_gives_a_role_for_a_time(self, cast: Cast) -> None:
        since, until = date(2022, 1, 1), date(2022, 7, 1)

        hat = self.give(cast, since=since, until=until)

        assert (hat.valid.lower, hat.valid.upper) == (since, until)
        assert Record.objects.filter(verb="person.appoint", target_id=hat.pk, unit_id=hat.organisation_id).count() == 1

    def test_says_when_the_role_is_held_already(self, cast: Cast) -> None:
        self.give(cast, since=date(2022, 1, 1))

        with pytest.raises(NotPossible) as no:
            self.give(cast, since=date(2022, 3, 1))

        assert codes(no) == [("already_appointed", "")]

    @pytest.mark.parametrize("days", [0, -1])
    def test_lasts_at_least_a_day(self, cast: Cast, days: int) -> None:
        since = date(2022, 1, 1)

        with pytest.raises(NotPossible) as no:
            self.give(cast, since=since, until=since + timedelta(days=days))

        assert codes(no) == [("ends_before_it_begins", "until")]

    def give(self, cast: Cast, *, since: date, until: date | None = None) -> Appointment:
        return appoint(
            cast.person("hung"),
            role=Role.GRASSROOTS_OFFICER,
            organisation=cast.unit("CS-THPT-AN-PHUOC"),
            since=since,
            until=until,
            by=cast.person("ha"),
            at=NOW,
        )


class TestVouch:
    def test_the_first_word_stands(self, cast: Cast) -> None:
        lan, mai, kim = (cast.person(login) for login in ("lan", "mai", "kim"))

        vouch(lan, by=mai, unit=cast.unit("CS-MAY-TIEN-THUAN"), at=NOW)
        vouch(lan, by=kim, unit=cast.unit("CS-HAEMIN"), at=NOW + timedelta(days=1))

        assert cast.person("lan").vouched_at == NOW
        assert [log.by_id for log in Record.objects.filter(verb="person.vouch")] == [mai.pk]
