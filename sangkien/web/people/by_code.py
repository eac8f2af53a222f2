"""Two pages that whoever has a phone comes in by: the number, then the code that was sent to it.

Both the sign-in page and the last page of the form lead here; a `Way` says which, and what a right code leads to. What
the pages know of each other is a `Ticket`: in the session on the way from one to the other, signed in the form of the
second, so that a code can be typed again when the answer, and with it the session's new key, was lost.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.accounts import codes
from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind, Purpose
from sangkien.accounts.rules import seconds_to_wait
from sangkien.base import phones
from sangkien.base.problems import NotPossible
from sangkien.notices.queries import shown_in_a_demonstration
from sangkien.web.doors import Request
from sangkien.web.people.arriving import arrive
from sangkien.web.people.forms import Code, Phone
from sangkien.web.people.guard import address_of, admitted, too_often
from sangkien.web.submit.page import SeeOther

AGAIN = "again"
_SESSION = "tickets"
_MOST_KEPT = 5
_SALT = "sangkien.ticket"
_VALID = 3600  # seconds; a code lives shorter


@dataclass(frozen=True)
class Way:
    """`slot` keeps the ways of several tabs apart. `back`, `password`: the addresses of the page one came from and of
    the door for those who have a password. `sends`: a right code also sends the dossier."""

    slot: str
    phone_page: str
    code_page: str
    back: str
    password: str
    sends: bool = False


@dataclass(frozen=True)
class Ticket:
    """Which number is being proven on which form, the name for a new account, and what goes along unread."""

    slot: str
    phone: str
    full_name: str
    carried: str
    form: str = ""


def phone_asked(
    request: Request, way: Way, *, carried: str, suggested: str = "", named: Callable[[str], str] = lambda phone: ""
) -> HttpResponse:
    """The page for the number: a code goes out, or the page says why not. `named`: who comes with this number, as far
    as is known."""
    if request.method != "POST":
        return _show_phone(request, way, Phone(initial={"phone": suggested}))
    form = Phone(request.POST)
    if not form.is_valid():
        return _show_phone(request, way, form, status=422)
    phone = form.cleaned_data["phone"]
    try:
        _send_code(request, phone)
    except NotPossible as no:
        why = no.problems[0].code
        if why != "code_just_sent":  # then it is on its way already: a double tap, or another tab
            form.put(no.problems)
            return _show_phone(request, way, form, status=422 if why == "not_mobile" else 429)
    _keep(request, Ticket(way.slot, phone, named(phone), carried))
    return SeeOther(way.code_page)


def code_asked(request: Request, way: Way) -> HttpResponse | Ticket:
    """The page for the code; once the right one was typed, the ticket of who has thereby come in."""
    ticket = _given(request, way) if request.method == "POST" else _kept(request, way)
    if ticket is None:
        return SeeOther(way.phone_page)
    if request.method != "POST":
        return _show_code(request, way, ticket, Code())
    if request.POST.get("go") == AGAIN:
        return _again(request, way, ticket)
    form = Code(request.POST, naming="full_name" in request.POST)
    if not form.is_valid():
        return _show_code(request, way, ticket, form, status=422)
    return _tried(request, way, ticket, form)


def _tried(request: Request, way: Way, ticket: Ticket, form: Code) -> HttpResponse | Ticket:
    attempt = admitted(request, AttemptKind.CODE, name=ticket.phone)
    if attempt is None:
        form.add_error(None, too_often())
        return _show_code(request, way, ticket, form, status=429)
    digits, at = form.cleaned_data["code"], request.visit.now
    try:
        codes.prove_phone(ticket.phone, digits, purpose=Purpose.SIGN_IN, form=ticket.form, at=at)
        take_back_attempt(attempt)
        name = form.cleaned_data.get("full_name") or ticket.full_name
        person = codes.come_in(ticket.phone, full_name=name, at=at)
    except NotPossible as no:
        if any(problem.code == "no_name" for problem in no.problems):
            form = Code(request.POST, naming=True)
        form.put(no.problems)
        return _show_code(request, way, ticket, form, status=422)
    arrive(request, person, by_code=True)
    return ticket


def _again(request: Request, way: Way, ticket: Ticket) -> HttpResponse:
    """Another code to the same number."""
    try:
        _send_code(request, ticket.phone)
        text = _("Đã gửi mã mới tới %(phone)s. Mã trước không dùng được nữa.")
        messages.success(request, text % {"phone": phones.show(ticket.phone)})
    except NotPossible as no:
        messages.warning(request, no.problems[0].text)
    _keep(request, ticket)
    return SeeOther(way.code_page)


def _send_code(request: Request, phone: str) -> None:
    codes.ask_code(
        phone,
        purpose=Purpose.SIGN_IN,
        address=address_of(request),
        at=request.visit.now,
        language=get_language() or "vi",
    )


# The ticket ------------------------------------------------------------------------------------------------


def _keep(request: Request, ticket: Ticket) -> None:
    others = {slot: kept for slot, kept in request.session.get(_SESSION, {}).items() if slot != ticket.slot}
    newest = dict([*others.items(), (ticket.slot, asdict(ticket))][-_MOST_KEPT:])
    request.session[_SESSION] = newest


def _kept(request: Request, way: Way) -> Ticket | None:
    """The session's, for a form that is made anew."""
    kept = request.session.get(_SESSION, {}).get(way.slot)
    return Ticket(**kept | {"form": uuid4().hex}) if kept else None


def _given(request: Request, way: Way) -> Ticket | None:
    """The form's, which nobody but this server has written."""
    try:
        ticket = Ticket(**signing.loads(request.POST.get("ticket", ""), salt=_SALT, max_age=_VALID))
    except signing.BadSignature:
        return None
    return ticket if ticket.slot == way.slot else None


# The pages -------------------------------------------------------------------------------------------------


def _show_phone(request: Request, way: Way, form: Phone, status: int = 200) -> HttpResponse:
    known = {"way": way, "form": form, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "people/phone.html", known, status=status)


def _show_code(request: Request, way: Way, ticket: Ticket, form: Code, status: int = 200) -> HttpResponse:
    at = request.visit.now
    known: dict[str, Any] = {
        "way": way,
        "form": form,
        "ticket": signing.dumps(asdict(ticket), salt=_SALT),
        "phone": phones.show(ticket.phone),
        "wait": seconds_to_wait(ticket.phone, at=at),
        "shown": shown_in_a_demonstration(ticket.phone, at=at),
        "has_errors": bool(form.errors),
    }
    return TemplateResponse(request, "people/code.html", known, status=status)
