"""Checking a certificate, by whoever holds the paper: whether it is one, what it says, whether it holds."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.certificates.models import Certificate
from sangkien.certificates.numbering import as_typed
from sangkien.certificates.queries import by_serial, public_keys, subject_stands
from sangkien.certificates.states import State
from sangkien.web.certificates.asked import file, looked_up_at
from sangkien.web.doors import Request, open_to_all
from sangkien.web.people.guard import admitted

_LONGEST = 80


@open_to_all
@never_cache
@require_safe
def ask(request: Request) -> HttpResponse:
    """The serial as it is typed off a paper (`so`). One that is not ours is answered in a sentence."""
    typed = as_typed(request.GET.get("so", "").replace("\0", ""))[:_LONGEST]
    if not typed:
        return _asked(request)
    found, wrong = _found(request, typed)
    return redirect("verify-certificate", found.serial) if found else wrong


@open_to_all
@never_cache
@require_safe
def verify(request: Request, serial: str) -> HttpResponse:
    """What the paper shows and nothing more, and whether it holds."""
    found, wrong = _found(request, serial[:_LONGEST])
    if found is None:
        return wrong
    ending = getattr(found, "ending", None)
    context = {
        "one": found,
        "says": found.says,
        "ending": ending,
        "holds": found.state == State.ISSUED,
        "stands": found.state != State.ISSUED or subject_stands(found),
        "address": looked_up_at(request, found.serial),
    }
    return TemplateResponse(request, "certificates/verify.html", context)


@open_to_all
@never_cache
@require_safe
def sealed_text(request: Request, serial: str) -> HttpResponse:
    """What was signed, with its signature, to be checked without us."""
    found, _wrong = _found(request, serial[:_LONGEST])
    if found is None:
        raise Http404
    return file(f"{found.sealed.text}\n".encode(), "text/plain; charset=utf-8", f"{found.serial}.txt")


@open_to_all
@require_safe
def keys(request: Request) -> HttpResponse:
    """The public keys of all certificates that were ever given, and how one is checked with them."""
    return TemplateResponse(request, "certificates/keys.html", {"keys": public_keys().values()})


@open_to_all
@require_safe
def keys_file(_request: Request) -> HttpResponse:
    """The same for programs: what `sangkien certificate verify --keys` reads."""
    told = [{"name": key.name, "algorithm": "Ed25519", "public": key.public} for key in public_keys().values()]
    return JsonResponse({"keys": told})


def _found(request: Request, typed: str) -> tuple[Certificate | None, HttpResponse]:
    """The certificate; else the page that says why there is none: it is not ours, or somebody tries one after the
    other."""
    say = partial(_asked, request, typed=typed)
    attempt = admitted(request, AttemptKind.LOOK_UP, name=typed)
    if attempt is None:
        return None, say(
            _("Có nhiều lần tra cứu chưa khớp. Anh/chị nghỉ tay khoảng mười phút rồi thử lại nhé."), status=429
        )
    found = by_serial(typed)
    if found is None:
        text = _("Không có giấy chứng nhận nào mang số này. Anh/chị xem lại từng chữ và số in cạnh mã QR.")
        return None, say(text, status=404)
    take_back_attempt(attempt)
    return found, HttpResponse()


def _asked(request: Request, problem: str = "", *, typed: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"typed": typed, "problem": problem, "has_errors": bool(problem)}
    return TemplateResponse(request, "certificates/ask.html", context, status=status)
