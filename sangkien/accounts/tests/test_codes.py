"""One-time codes: who proves a phone, what that opens, what is limited, who is never locked out."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from sangkien.accounts import codes
from sangkien.accounts.actions import register, set_password, vouch
from sangkien.accounts.codes import ask_code, come_in, prove_phone
from sangkien.accounts.models import MOST_TRIES, OneTimeCode, Person, Purpose, Voucher
from sangkien.accounts.permissions import Actor
from sangkien.accounts.rules import MOST_A_DAY, MOST_A_DAY_FROM_ANYWHERE, PAUSE, seconds_to_wait
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.notices.models import Notice
from tests.cast import NOW, PASSWORD, TODAY, Cast

NEW = "+84987654321"
LAN = "+84912345001"
HOME = "203.0.113.7"
FORM = "one form"

pytestmark = pytest.mark.django_db


def asked(phone: str = NEW, *, at: Any = NOW, address: str = HOME, purpose: Purpose = Purpose.SIGN_IN) -> str:
    """The code as the phone shows it."""
    ask_code(phone, purpose=purpose, address=address, at=at)
    return str(Notice.objects.latest("pk").params["code"])


def proves(digits: str, phone: str = NEW, *, form: str = FORM, at: Any = NOW, purpose: Any = Purpose.SIGN_IN) -> str:
    """Empty when it does; otherwise why not."""
    try:
        prove_phone(phone, digits, purpose=purpose, form=form, at=at)
    except NotPossible as no:
        return no.problems[0].code
    return ""


def refusal(phone: str = NEW, **when: Any) -> str:
    """Why no code is sent; empty when one is."""
    try:
        asked(phone, **when)
    except NotPossible as no:
        return no.problems[0].code
    return ""


def another(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


class TestACode:
    def test_is_six_digits_and_proves_the_phone_once(self) -> None:
        digits = asked()

        assert re.fullmatch("[0-9]{6}", digits)
        assert [proves(digits), proves(digits, form="another form")] == ["", "no_open_code"]

    def test_is_kept_only_as_a_mark(self) -> None:
        digits = asked()

        row = OneTimeCode.objects.values().get()
        assert digits not in str(row["code_mark"])
        assert HOME not in str(row)
        assert not Record.objects.filter(after__icontains=digits).exists()

    def test_the_form_that_used_it_may_be_sent_again_when_its_answer_was_lost(self) -> None:
        digits = asked()

        assert [proves(digits), proves(digits), proves(another(digits))] == ["", "", "wrong_code"]
        assert proves(digits, at=NOW + codes.LIVES) == "no_open_code"

    def test_lives_for_ten_minutes(self) -> None:
        digits = asked()

        assert proves(digits, at=NOW + timedelta(minutes=10)) == "no_open_code"
        assert proves(digits, at=NOW + timedelta(minutes=9, seconds=59)) == ""

    def test_is_closed_after_five_wrong_tries_even_to_the_right_digits(self) -> None:
        digits = asked()

        tried = [proves(another(digits)) for _ in range(MOST_TRIES)]

        assert tried == ["wrong_code"] * (MOST_TRIES - 1) + ["no_open_code"]
        assert proves(digits) == "no_open_code"

    def test_a_new_one_closes_the_one_before(self) -> None:
        first = asked()
        second = asked(at=NOW + PAUSE)

        assert [proves(first, at=NOW + PAUSE) != "", proves(second, at=NOW + PAUSE)] == [first != second, ""]

    def test_for_one_thing_opens_no_other_and_no_other_phone(self) -> None:
        digits = asked(purpose=Purpose.CONSENT)

        assert Notice.objects.get().kind == "consent_code"
        assert proves(digits) == "no_open_code"
        assert proves(digits, LAN, purpose=Purpose.CONSENT) == "no_open_code"
        assert proves(digits, purpose=Purpose.CONSENT) == ""

    def test_for_one_subject_proves_no_other_not_even_on_the_same_form(self) -> None:
        ask_code(NEW, purpose=Purpose.CONSENT, subject="1", address=HOME, at=NOW)
        digits = str(Notice.objects.get().params["code"])
        told = []

        for subject in ("2", "1", "2"):
            try:
                prove_phone(NEW, digits, purpose=Purpose.CONSENT, subject=subject, form=FORM, at=NOW)
                told.append("")
            except NotPossible as no:
                told.append(no.problems[0].code)

        assert told == ["wrong_code", "", "no_open_code"]

    def test_is_forgotten_after_a_day(self) -> None:
        asked()
        asked(LAN, at=NOW + timedelta(days=1))

        assert OneTimeCode.objects.get().phone == LAN


class TestLimits:
    def test_a_minute_between_two_codes_to_a_phone(self) -> None:
        asked()

        assert seconds_to_wait(NEW, at=NOW + timedelta(seconds=17)) == 43
        assert refusal(at=NOW + timedelta(seconds=59)) == "code_just_sent"
        assert refusal(at=NOW + timedelta(seconds=60)) == ""

    def test_five_a_day_to_a_phone(self) -> None:
        for number in range(MOST_A_DAY):
            asked(at=NOW + number * PAUSE)

        assert refusal(at=NOW + MOST_A_DAY * PAUSE) == "codes_to_the_phone"
        assert refusal(at=NOW + timedelta(days=1)) == ""

    def test_whoever_asks_for_anothers_number_does_not_keep_its_owner_out(self) -> None:
        for number in range(MOST_A_DAY):
            asked(at=NOW + number * PAUSE, address="198.51.100.2")

        assert refusal(at=NOW + MOST_A_DAY * PAUSE, address=HOME) == ""

    def test_but_no_phone_rings_more_than_ten_times_a_day(self) -> None:
        for number in range(MOST_A_DAY_FROM_ANYWHERE):
            asked(at=NOW + number * PAUSE, address=f"198.51.100.{number}")

        assert refusal(at=NOW + MOST_A_DAY_FROM_ANYWHERE * PAUSE) == "codes_to_the_phone"

    @pytest.mark.parametrize("phone", ["+842432123456", "+18005550100", "+821012345678", "+8816123456789"])
    def test_only_mobile_numbers_of_vietnam(self, phone: str) -> None:
        assert refusal(phone) == "not_mobile"
        assert Notice.objects.count() == 0

    def test_so_many_an_hour_from_one_network(self, settings: Any) -> None:
        settings.CODES_PER_ADDRESS = 3
        for number in range(3):
            asked(f"+8491234511{number}")

        assert refusal() == "codes_in_the_hour"
        assert refusal(address="198.51.100.2") == ""
        assert refusal(LAN, at=NOW + timedelta(hours=1)) == ""

    def test_so_many_an_hour_for_the_whole_site(self, settings: Any) -> None:
        settings.CODES_PER_HOUR = 3
        for number in range(3):
            asked(f"+8491234511{number}", address=f"198.51.100.{number}")

        assert refusal() == "codes_in_the_hour"
        assert Notice.objects.count() == 3

    def test_the_answer_is_the_same_with_and_without_an_account(self, cast: Cast) -> None:
        answers = [ask_code(phone, purpose=Purpose.SIGN_IN, address=HOME, at=NOW) for phone in (LAN, NEW)]

        assert [answer.expires_at for answer in answers] == [NOW + codes.LIVES] * 2
        assert set(Notice.objects.values_list("kind", flat=True)) == {"one_time_code"}

    def test_a_demonstration_sends_nothing_and_has_none(self, settings: Any) -> None:
        settings.DEMO_CLOCK = "2022-05-31T16:30:00+07:00"
        first, second = asked(), asked()

        assert seconds_to_wait(NEW, at=NOW) == 0
        assert [proves(second), proves(first) == ""] == ["", first == second]

    def test_of_many_at_once_none_slips_past(self, transactional_db: None) -> None:
        told: list[str] = []

        def ask() -> None:
            told.append(refusal())
            connection.close()

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(told) == ["", *["code_just_sent"] * 5]
        assert Notice.objects.count() == 1

    def test_of_many_guesses_at_once_no_more_than_five_are_looked_at(self, transactional_db: None) -> None:
        digits = asked()

        def guess() -> None:
            proves(another(digits))
            connection.close()

        threads = [threading.Thread(target=guess) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert OneTimeCode.objects.get().tries == MOST_TRIES
        assert proves(digits) == "no_open_code"


class TestComingIn:
    def test_opens_an_account_without_a_password_for_a_new_number(self, cast: Cast) -> None:
        person = come_in(NEW, full_name="Đỗ Thị Hạnh", at=NOW)

        assert (person.phone, person.full_name, person.has_usable_password()) == (NEW, "Đỗ Thị Hạnh", False)
        assert (person.vouched_at, person.vouched_by) == (NOW, Voucher.CODE)
        told = Record.objects.filter(by_id=person.pk)
        assert sorted(told.values_list("verb", flat=True)) == ["person.prove_phone", "person.register"]
        assert not Record.objects.filter(after__icontains=NEW).exists()

    def test_finds_the_account_again(self, cast: Cast) -> None:
        first = come_in(NEW, full_name="Đỗ Thị Hạnh", at=NOW)

        assert come_in(NEW, full_name="", at=NOW) == first
        assert Person.objects.get(phone=NEW).full_name == "Đỗ Thị Hạnh"

    def test_a_new_account_needs_a_name(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            come_in(NEW, full_name="", at=NOW)

        assert [(problem.code, problem.field) for problem in no.value.problems] == [("no_name", "full_name")]
        assert not Person.objects.filter(phone=NEW).exists()

    def test_whoever_took_the_number_without_proof_is_out(self, cast: Cast) -> None:
        register(full_name="Kẻ mạo danh", phone=NEW, password="to may so bay vui", at=NOW)

        person = come_in(NEW, full_name="Đỗ Thị Hạnh", at=NOW)

        assert not person.check_password("to may so bay vui")

    def test_whom_a_union_vouched_for_keeps_the_password(self, cast: Cast) -> None:
        vouch(cast.person("lan"), by=cast.person("mai"), unit=None, at=NOW)

        person = come_in(LAN, full_name="", at=NOW)

        assert person.check_password(PASSWORD)
        assert person.vouched_by == Voucher.UNION

    @pytest.mark.parametrize("login", ["mai", "minh", "dong", "ha"])
    def test_whoever_holds_an_office_needs_the_password(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotPossible) as no:
            come_in(cast.person(login).phone or "", full_name="", at=NOW)

        assert no.value.problems[0].code == "needs_password"
        assert cast.person(login).vouched_at is None

    def test_a_closed_account_stays_closed(self, cast: Cast) -> None:
        Person.objects.filter(username="lan").update(is_active=False)

        with pytest.raises(NotPossible) as no:
            come_in(LAN, full_name="", at=NOW)

        assert no.value.problems[0].code == "closed_account"

    def test_twice_at_once_makes_one_account(self, transactional_db: None) -> None:
        def come() -> None:
            come_in(NEW, full_name="Đỗ Thị Hạnh", at=NOW)
            connection.close()

        threads = [threading.Thread(target=come) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Person.objects.filter(phone=NEW).count() == 1


class TestANewPassword:
    def test_is_ones_own(self, cast: Cast) -> None:
        set_password("may do ra tui moi", by=cast.actor("lan"), at=NOW)

        assert cast.person("lan").check_password("may do ra tui moi")
        assert Record.objects.filter(verb="person.set_password", by_id=cast.person("lan").pk).count() == 1

    def test_must_not_be_easy(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            set_password("12345678", by=cast.actor("lan"), at=NOW)

        assert cast.person("lan").check_password(PASSWORD)

    def test_is_nobodys_without_an_account(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            set_password("may do ra tui moi", by=Actor(person=None, on=TODAY), at=NOW)
