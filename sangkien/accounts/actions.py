"""Making people and giving them roles."""

import re
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sangkien.accounts.marks import mark
from sangkien.accounts.models import Appointment, Attempt, AttemptKind, Person, Role, Voucher
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import WINDOW
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


@transaction.atomic
def register(*, full_name: str, phone: str, password: str, at: datetime) -> Person:
    """Open an account for a worker who sends an initiative; the phone number (E.164) is the name to sign in.

    Raises NotPossible without a name, when the number already has an account or the password is too easy.
    """
    if problems := [*_nameless(full_name), *_weak(password, full_name=full_name)]:
        raise NotPossible(problems)
    try:
        with transaction.atomic():
            person = Person.objects.create_person(full_name=full_name, phone=phone, password=password)
    except IntegrityError:
        text = _("Số điện thoại này đã có tài khoản. Anh/chị hãy đăng nhập.")
        raise NotPossible([Problem(code="phone_taken", field="phone", text=text)]) from None
    record(verb="person.register", target=person, by=person, at=at)
    return person


@transaction.atomic
def enrol(login: str, *, full_name: str, password: str, at: datetime) -> Person:
    """Open an account for an officer, by a command: whoever keeps the system hands name and password over. Raises
    NotPossible without a name, or when the login is taken or cannot be one."""
    problems = _nameless(full_name)
    if not _LOGIN.fullmatch(login):
        text = _("Tên đăng nhập gồm chữ cái không dấu, chữ số, dấu chấm hoặc gạch, tối đa 60 ký tự.")
        problems.append(Problem(code="no_login", field="login", text=text))
    elif Person.objects.filter(username=login).exists():
        text = _("Tên đăng nhập %(login)s đã có người dùng.") % {"login": login}
        problems.append(Problem(code="login_taken", field="login", text=text))
    if problems:
        raise NotPossible(problems)
    person = Person.objects.create_person(username=login, full_name=full_name, password=password)
    record(verb="person.enrol", target=person, by=None, at=at, after={"login": login})
    return person


@transaction.atomic
def set_shortcuts(on: bool, *, by: Actor, at: datetime) -> Person:
    """Whether single keys do anything on the pages of one's own account (WCAG 2.1.4). Raises NotAllowed without one."""
    person = by.somebody
    person.shortcuts = on
    person.save(update_fields=["shortcuts"])
    record(verb="person.set_shortcuts", target=person, by=person, at=at, after={"on": on})
    return person


@transaction.atomic
def set_password(password: str, *, by: Actor, at: datetime) -> Person:
    """A new password for one's own account; every other session of the account ends by it. The door has made sure
    that whoever asks has just proven who they are. Raises NotPossible when it is too easy."""
    person = Person.objects.select_for_update().get(pk=by.somebody.pk)
    if problems := _weak(password, full_name=person.full_name):
        raise NotPossible(problems)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(verb="person.set_password", target=person, by=person, at=at)
    return person


@transaction.atomic
def appoint(
    person: Person,
    *,
    role: Role,
    organisation: Organisation,
    since: date,
    by: Person | None,
    at: datetime,
    until: date | None = None,
    office: str = "",
) -> Appointment:
    """Give the person a role in a union from `since` up to but not including `until`; `office`: what it is called.

    Raises NotPossible when it would not last a day, or the same role is already held there in that time.
    """
    if until and until <= since:
        text = _("Ngày kết thúc phải sau ngày bắt đầu.")
        raise NotPossible([Problem(code="ends_before_it_begins", field="until", text=text)])
    # One at a time: two that come at once would each wait for the other to be let in.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                person=person, role=role, organisation=organisation, valid=DateRange(since, until), office=office
            )
    except IntegrityError:
        text = _("Người này đã giữ vai trò đó tại đơn vị trong thời gian này.")
        raise NotPossible([Problem(code="already_appointed", text=text)]) from None
    record(verb="person.appoint", target=appointment, by=by, at=at, unit=organisation, after={"role": role})
    return appointment


@transaction.atomic
def name_office(appointment: Appointment, office: str, *, by: Person | None, at: datetime) -> Appointment:
    """Say what an appointment is called on papers; the same again changes nothing. Who may, the caller has asked."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=appointment.pk)
    if held.office == office:
        return held
    before, held.office = held.office, office
    held.save(update_fields=["office"])
    told = {"before": {"office": before}, "after": {"office": office}}
    record(verb="person.name_office", target=held, by=by, at=at, unit=held.organisation, **told)
    return held


@transaction.atomic
def vouch(person: Person, *, by: Person | None, unit: Organisation | None, at: datetime) -> None:
    """A union officer who knows the worker vouches that the account and its phone number are theirs: from
    then on dossiers that name this number as an author's are theirs too. The first word stands."""
    if person.vouched_at is None:
        person.vouched_at, person.vouched_by = at, Voucher.UNION
        person.save(update_fields=["vouched_at", "vouched_by"])
        record(verb="person.vouch", target=person, by=by, at=at, unit=unit)


@transaction.atomic
def note_attempt(kind: AttemptKind, *, address: str, name: str, at: datetime) -> Attempt:
    """Count a try before it is looked at, so that of many at once none slips past the limit; who comes in
    takes it back. What has left the window is forgotten on the way."""
    _forget_attempts(before=at - WINDOW)
    return Attempt.objects.create(kind=kind, at=at, address_mark=_mark(address), name_mark=_mark(name))


def take_back_attempt(attempt: Attempt) -> None:
    """It was no wrong try: the key fitted, or it was not tried at all."""
    attempt.delete()


def _forget_attempts(*, before: datetime) -> None:
    # Skips what another request is just removing: nobody waits for the broom.
    old = Attempt.objects.filter(at__lte=before).order_by("pk").select_for_update(skip_locked=True)[:100]
    Attempt.objects.filter(pk__in=old.values("pk")).delete()


def _mark(text: str) -> str:
    return mark(text, of="attempt")


def _nameless(full_name: str) -> list[Problem]:
    return [] if full_name else [Problem(code="no_name", field="full_name", text=_("Ghi họ và tên"))]


def _weak(password: str, *, full_name: str) -> list[Problem]:
    try:
        validate_password(password, Person(full_name=full_name))
    except ValidationError as no:
        codes = [error.code or "" for error in no.error_list]
        return [Problem(code="weak_password", field="password", text=_weakness(code)) for code in codes]
    return []


def _weakness(code: str) -> str:
    if code == "password_too_short":
        return _("Mật khẩu cần ít nhất 8 ký tự. Ghép vài từ dễ nhớ với nhau là đủ.")
    if code == "password_entirely_numeric":
        return _("Mật khẩu toàn chữ số dễ bị đoán, anh/chị thêm vài chữ cái nhé.")
    return _("Mật khẩu này nhiều người dùng nên dễ bị đoán, anh/chị chọn mật khẩu khác nhé.")
