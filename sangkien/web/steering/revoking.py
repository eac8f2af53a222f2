"""Taking back: what will fall is told first; one confirmation takes back a recognition or an honour with all of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.honours.models import Award, Nomination
from sangkien.honours.naming import named
from sangkien.honours.rules import LEADING as HONOURING
from sangkien.honours.rules import LONGEST_NUMBER, OFFICERS, REVOKE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.review.rules import CORRECT
from sangkien.steering.models import Withdrawal
from sangkien.steering.plans import Ground
from sangkien.steering.queries import resting_on
from sangkien.steering.revoking import revoke_honour, revoke_recognition, what_follows
from sangkien.steering.rules import LONGEST_REASON, SEE_WITHDRAWAL
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField, day_field

_ANY = ["GET", "HEAD", "POST"]


class GroundForm(Questions):
    """Why, and by which decision. `seen`: the version of the dossier that the page showed."""

    number = TextField(most=LONGEST_NUMBER, label=gettext_lazy("Số quyết định thu hồi"))
    signed_on = day_field(label=gettext_lazy("Ngày quyết định"))
    reason = TextField(
        most=LONGEST_REASON,
        lines=True,
        label=gettext_lazy("Lý do thu hồi"),
        help_text=gettext_lazy("Ai xác minh giấy chứng nhận cũng đọc được lý do này"),
    )

    @property
    def ground(self) -> Ground:
        """As it was said."""
        said = self.cleaned_data
        signed_on: date | None = said.get("signed_on")
        return Ground(said.get("reason") or "", said.get("number") or "", signed_on)


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def revoke_recognition_page(request: Request, code: str) -> HttpResponse:
    """Of a dossier that is recognised."""
    actor, fallen = request.visit.actor, Withdrawal.objects.filter(initiative__code=code).order_by("pk")
    if made := actor.among(SEE_WITHDRAWAL, fallen.exclude(initiative__state=State.VALID)).last():
        return redirect("withdrawal", key=made.pk)
    dossier = get_for(actor, CORRECT, Initiative.objects.all(), code=code)
    seen = _seen(request.POST.get("seen", ""), dossier.version)
    back = reverse("review", args=[code])
    page = {"name": dossier.title, "mark": dossier.code, "seen": seen, "honours": resting_on(dossier)}

    def revoked(ground: Ground) -> Withdrawal:
        return revoke_recognition(dossier, ground, seen=seen, by=actor, at=request.visit.now)

    return _taking_back(request, dossier, revoked, page | {"back": back, "task": "dossier"})


@wearing(*HONOURING)
@require_http_methods(_ANY)
def revoke_honour_page(request: Request, key: int) -> HttpResponse:
    """Of an honour that stands."""
    actor, wide = request.visit.actor, Nomination.objects.for_list()
    nomination = get_for(actor, REVOKE.whenever(), wide, pk=key)
    award = getattr(nomination, "award", None)
    if award is None:
        raise Http404
    page = {"name": named(nomination, on=actor.on), "mark": nomination.quota.form.name}

    def revoked(ground: Ground) -> Withdrawal:
        return revoke_honour(award, ground, by=actor, at=request.visit.now)

    back = reverse("nomination", args=[key])
    return _taking_back(request, award, revoked, page | {"back": back, "task": "honour"})


@wearing(*OFFICERS)
@require_safe
def withdrawal_page(request: Request, key: int) -> HttpResponse:
    """What was taken back in one go."""
    wide = Withdrawal.objects.select_related("unit", "initiative", "award__nomination", "by")
    made = get_for(request.visit.actor, SEE_WITHDRAWAL, wide, pk=key)
    name = made.initiative.title if made.initiative else named(made.award.nomination, on=request.visit.actor.on)  # type: ignore[union-attr]
    return TemplateResponse(request, "steering/withdrawn.html", {"made": made, "name": name})


def _taking_back(
    request: Request, thing: Initiative | Award, do: Callable[[Ground], Withdrawal], page: dict[str, Any]
) -> HttpResponse:
    form = GroundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.ground)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã thu hồi. Người được công nhận, khen thưởng đã được báo."))
            return redirect("withdrawal", key=made.pk)
    page |= {"form": form, "follows": what_follows(thing)}
    return TemplateResponse(request, "steering/revoke.html", page, status=422 if form.errors else 200)


def _seen(typed: str, version: int) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else version
