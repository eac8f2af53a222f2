"""What an address asks for: a union of the hat, a kind of subjects, a certificate that one may see; and files of it."""

from collections.abc import Mapping

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from sangkien.accounts.permissions import Permission
from sangkien.certificates.content import Source
from sangkien.certificates.kinds import Kind
from sangkien.certificates.models import Certificate
from sangkien.certificates.queries import by_serial
from sangkien.certificates.rules import PREPARE, SEE
from sangkien.certificates.subjects import KINDS
from sangkien.organisations.models import Organisation
from sangkien.web.addresses import full
from sangkien.web.doors import Request, get_for


def unit_of(request: Request, code: str, permission: Permission = PREPARE) -> Organisation:
    """The union, named, for whoever holds the permission there; 404 otherwise."""
    on = request.visit.actor.on
    return get_for(request.visit.actor, permission, Organisation.objects.on(on).named(on=on), code=code)


def kind_of(request: Request) -> Kind:
    """The kind of subjects that is asked about (`loai`); of initiatives unless it says another."""
    asked = request.GET.get("loai", Source.INITIATIVE)
    return KINDS.get(Source(asked), KINDS[Source.INITIATIVE]) if asked in Source else KINDS[Source.INITIATIVE]


_WITHIN = {"dot": "round", "van-ban": "paper"}
_LONGEST_KEY = 18


def within(request: Request, kind: Kind) -> Mapping[str, Q]:
    """By what else the list is narrowed, by its name in the address: a round (`dot`), a paper (`van-ban`). Something
    that is no key, or that the kind does not know, narrows nothing."""
    asked = {name: request.GET.get(name, "") for name, what in _WITHIN.items() if what in kind.within}
    keys = {name: int(key) for name, key in asked.items() if is_key(key)}
    return {name: kind.within[_WITHIN[name]](key) for name, key in keys.items()}


def is_key(typed: str) -> bool:
    """Can it be the key of a row?"""
    return typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_KEY


def certificate_of(request: Request, serial: str, permission: Permission = SEE) -> Certificate:
    """The certificate, for whoever holds the permission on it whatever its state; 404 otherwise."""
    found = by_serial(serial)
    if found is None or not request.visit.actor.may(permission.whenever(), found):
        raise Http404
    return found


def looked_up_at(request: Request, serial: str) -> str:
    """The whole address where anybody checks it."""
    return full(request, reverse("verify-certificate", args=[serial])).url


def file(data: bytes, kind: str, name: str, *, save: bool = True) -> HttpResponse:
    """A file that is kept in no cache on the way: to be saved, or opened to be printed."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=save, filename=name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer
