"""Looking up where a dossier stands, without an account and without any personal data."""

from django.db.models import Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.certificates.queries import of_dossier
from sangkien.desks.queries import told_above
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import as_told
from sangkien.web.doors import Request, open_to_all
from sangkien.web.people.forms import LookUp
from sangkien.web.people.guard import admitted
from sangkien.web.people.shelf import asked_of
from sangkien.web.people.turns import turn_of
from sangkien.web.review.desk import names_of


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: Request) -> HttpResponse:
    """By code and the last four digits of a phone. An unknown code and wrong digits get the same sentence."""
    if request.method == "GET":
        return _show(request, LookUp(initial={"code": request.GET.get("ma", "")[:60]}))
    form = LookUp(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    attempt = admitted(request, AttemptKind.LOOK_UP, name=form.cleaned_data["code"])
    if attempt is None:
        form.add_error(None, _("Có nhiều lần tra cứu chưa khớp. Anh/chị nghỉ tay khoảng mười phút rồi thử lại nhé."))
        return _show(request, form, status=429)
    found = _found(**form.cleaned_data)
    if found is None:
        form.add_error(None, _("Chưa thấy hồ sơ nào khớp với mã và bốn số này. Anh/chị xem lại từng chữ số giúp."))
        return _show(request, form, status=422)
    take_back_attempt(attempt)
    return _show(request, form, found)


def _found(code: str, tail: str) -> Initiative | None:
    """One query for a code that exists and for one that does not. A helper's number opens what was entered for
    somebody without a telephone."""
    known = Q(authors__phone__endswith=tail) | Q(entered_by__phone__endswith=tail)
    found = Initiative.objects.filter(known, code=code).select_related("programme", "untold").first()
    return as_told(found) if found else None


def _show(request: Request, form: LookUp, found: Initiative | None = None, status: int = 200) -> HttpResponse:
    known = {
        "form": form,
        "found": found,
        "turn": _turn(request, found),
        "asked": asked_of([found.pk]).get(found.pk, 0) if found and found.state == State.RETURNED else 0,
        "given": of_dossier(found) if found else (),
        "has_errors": bool(form.errors),
    }
    return TemplateResponse(request, "people/look_up.html", known, status=status)


def _turn(request: Request, found: Initiative | None) -> str:
    if found is None:
        return ""
    on = request.visit.actor.on
    return turn_of(found, names_of([found.desk_id], on=on), on=on, told=told_above(found, on=on))
