"""One's own: how one's name is written, and one's certificates."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.certificates import actions
from sangkien.certificates.content import Source
from sangkien.certificates.drawing import as_a4, as_phone_picture
from sangkien.certificates.models import Certificate
from sangkien.certificates.queries import held_of_person, mine, own_rows
from sangkien.certificates.rules import END, LONGEST_NAME
from sangkien.certificates.states import State
from sangkien.certificates.subjects import KINDS
from sangkien.honours.models import Nomination
from sangkien.honours.rules import SEE as SEE_NOMINATION
from sangkien.web.certificates.asked import certificate_of, file, looked_up_at
from sangkien.web.doors import Request, get_for, person_of, signed_in
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField

_A_PAGE = 20


class NameForm(Questions):
    """The name as it shall be printed."""

    name = TextField(most=LONGEST_NAME, label=gettext_lazy("Họ và tên in trên giấy"))


@signed_in
@require_safe
def my_certificates(request: Request) -> HttpResponse:
    """Names to confirm first, then what one has got."""
    person = person_of(request)
    page = Paginator(mine(person), _A_PAGE).get_page(request.GET.get("page"))
    waiting = [row for kind in KINDS.values() for row in _unconfirmed(request, kind)]
    return TemplateResponse(request, "certificates/mine.html", {"page": page, "waiting": waiting, "person": person})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_name(request: Request, source: str, key: int) -> HttpResponse:
    """Say how the name is written on the certificate of one thing."""
    if source not in Source or Source(source) not in KINDS:
        raise Http404
    kind, actor = KINDS[Source(source)], request.visit.actor
    row = get_for(actor, kind.own.whenever(), kind.rows(), pk=key)
    said = own_rows(actor, kind).filter(pk=key).values_list("spelled", flat=True).first()
    form = NameForm(request.POST or None, initial={"name": said or row.recorded})
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_name(kind, row, form.cleaned_data.get("name") or "", by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi cách viết tên. Giấy chứng nhận cấp từ nay in đúng như vậy."))
            return redirect("my-certificates")
    context = {"form": form, "row": row, "recorded": row.recorded, "kind": kind.source.label}
    return TemplateResponse(request, "certificates/name.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def one(request: Request, serial: str) -> HttpResponse:
    """One certificate: to be seen, saved, handed on; for its officers what they may do with it."""
    found, actor = certificate_of(request, serial), request.visit.actor
    context = {
        "one": found,
        "says": found.says,
        "ending": getattr(found, "ending", None),
        "holds": found.state == State.ISSUED,
        "is_mine": found.person_id == person_of(request).pk,
        "about": _nomination_of(actor, found),
        "may_end": actor.may(END, found),
        "address": looked_up_at(request, found.serial),
    }
    return TemplateResponse(request, "certificates/certificate.html", context)


def _nomination_of(actor: Actor, one: Certificate) -> str:
    """The address of what was honoured, for who may see it."""
    honoured = (
        Nomination.objects.filter(award=one.subject) if one.source == Source.HONOUR else Nomination.objects.none()
    )
    seen = actor.among(SEE_NOMINATION, honoured).first()
    return reverse("nomination", args=[seen.pk]) if seen else ""


@signed_in
@require_safe
def pdf(request: Request, serial: str) -> HttpResponse:
    """To print, while it holds."""
    found = _held(request, serial)
    made = as_a4([found], address=lambda typed: looked_up_at(request, typed))
    return file(made, "application/pdf", f"{found.serial}.pdf", save="xem" not in request.GET)


@signed_in
@require_safe
def picture(request: Request, serial: str) -> HttpResponse:
    """As wide as a phone, while it holds."""
    found = _held(request, serial)
    made = as_phone_picture(found, address=lambda typed: looked_up_at(request, typed))
    return file(made, "image/png", f"{found.serial}.png", save="xem" not in request.GET)


def _held(request: Request, serial: str) -> Certificate:
    """A paper that no longer holds is not printed again."""
    found = certificate_of(request, serial)
    if found.state != State.ISSUED:
        raise Http404
    return found


def _unconfirmed(request: Request, kind: Any) -> list[dict[str, Any]]:
    """One's rows of a kind that have no certificate yet; those whose name is confirmed say how."""
    rows = list(own_rows(request.visit.actor, kind)[:_A_PAGE])
    has = held_of_person(kind.source, [row.pk for row in rows])
    return [
        {
            "source": kind.source.value,
            "key": row.pk,
            "label": kind.source.label,
            "recorded": row.recorded,
            "spelled": row.spelled,
            "work": row.work,
        }
        for row in rows
        if row.pk not in has
    ]
