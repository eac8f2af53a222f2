"""Proving a phone number by a one-time code, and coming in by it."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from sangkien.accounts import rules
from sangkien.accounts.marks import mark
from sangkien.accounts.models import MOST_TRIES, OneTimeCode, Person, Purpose, Voucher
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
from sangkien.notices.actions import write

LIVES = timedelta(minutes=10)
COUNTED = timedelta(days=1)
_KINDS = {Purpose.SIGN_IN: "one_time_code", Purpose.CONSENT: "consent_code"}  # of the notice that carries it


@transaction.atomic
def ask_code(
    phone: str, *, purpose: Purpose, address: str, at: datetime, subject: str = "", language: str = "vi"
) -> OneTimeCode:
    """Send six digits to the phone (E.164); an earlier code for the same purpose opens nothing any more. They are for
    one `subject` only, where the purpose has several.

    Nobody learns from it whether the number has an account. `address` is the visitor's network, counted and not
    kept. Raises NotPossible for what `rules.no_code` says.
    """
    hold("codes")  # limits are exact only when nobody counts while another writes; codes are asked for seldom enough
    _forget_codes(before=at - COUNTED)
    address_mark = mark(address, of="code.address")
    if problem := rules.no_code(phone, address_mark=address_mark, at=at):
        raise NotPossible([problem])
    OneTimeCode.objects.filter(phone=phone, purpose=purpose, closed_at=None).update(closed_at=at)
    digits = f"{secrets.randbelow(10**6):06d}"
    code = OneTimeCode.objects.create(
        phone=phone,
        purpose=purpose,
        code_mark=_code_mark(phone, purpose, subject, digits),
        address_mark=address_mark,
        made_at=at,
        expires_at=at + LIVES,
    )
    params = {"code": digits, "minutes": LIVES // timedelta(minutes=1)}
    write(_KINDS[purpose], to=phone, params=params, at=at, secret=True, until=code.expires_at, language=language)
    return code


def prove_phone(phone: str, digits: str, *, purpose: Purpose, form: str, at: datetime, subject: str = "") -> None:
    """The phone is in the hands of whoever typed its code for this `subject`; each code does for that once.

    `form` names the form it was typed on: the same form sent again (a double tap, an answer lost on the way) is the
    same proof as long as the code lives. Raises NotPossible: wrong, or no code is open, each with what to do.
    """
    form_mark = mark(f"{subject} {form}", of="code.form")
    left = _tries_left(phone, digits, purpose=purpose, subject=subject, form_mark=form_mark, at=at)
    if left is not None:
        raise NotPossible([rules.wrong_code(left)])


@transaction.atomic
def come_in(phone: str, *, full_name: str, at: datetime) -> Person:
    """The account of a phone that has just been proven (`prove_phone`); opened under this name when there is none.

    From now on dossiers that name the number are the person's. Whoever opened the account before, with a password
    but without any proof, had no right to the number: their password opens nothing any more.
    Raises NotPossible: a new account without a name, a closed account, or one whose offices ask for a password.
    """
    person = Person.objects.select_for_update().filter(phone=phone).first() or _opened(phone, full_name, at=at)
    if problem := rules.not_by_code(person, on=day_of(at)):
        raise NotPossible([problem])
    if person.vouched_at is None:
        person.vouched_at, person.vouched_by = at, Voucher.CODE
        person.set_unusable_password()
        person.save(update_fields=["vouched_at", "vouched_by", "password"])
        record(verb="person.prove_phone", target=person, by=person, at=at)
    return person


# Helpers, in the order of call -----------------------------------------------------------------------------


def _forget_codes(*, before: datetime) -> None:
    OneTimeCode.objects.filter(made_at__lte=before).delete()


def _code_mark(phone: str, purpose: str, subject: str, digits: str) -> str:
    return mark(f"{phone} {purpose} {subject} {digits}", of="code")


@transaction.atomic
def _tries_left(phone: str, digits: str, *, purpose: Purpose, subject: str, form_mark: str, at: datetime) -> int | None:
    """None when it is the right code; otherwise how many more tries it has. A try is counted before it is told."""
    known = OneTimeCode.objects.select_for_update().filter(phone=phone, purpose=purpose, expires_at__gt=at)
    code = known.filter(Q(closed_at=None) | Q(form_mark=form_mark)).order_by("-made_at", "-pk").first()
    if code is None:
        return 0
    right = constant_time_compare(code.code_mark, _code_mark(phone, purpose, subject, digits))
    if code.used_at is None:
        code.tries += 1
        if right:
            code.used_at, code.form_mark = at, form_mark
        if right or code.tries == MOST_TRIES:
            code.closed_at = at
        code.save(update_fields=["tries", "used_at", "form_mark", "closed_at"])
    return None if right else MOST_TRIES - code.tries


def _opened(phone: str, full_name: str, *, at: datetime) -> Person:
    if not full_name:
        text = _("Số này chưa có tài khoản. Anh/chị ghi họ và tên để mở, chỉ lần này thôi")
        raise NotPossible([Problem(code="no_name", field="full_name", text=text)])
    person, created = Person.objects.get_or_create(phone=phone, defaults={"full_name": full_name})
    if created:
        record(verb="person.register", target=person, by=person, at=at)
    return person
