"""Units that may be the same, side by side: tell them apart, or merge them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.directory import actions
from sangkien.directory.alike import MOST, AlikePair, Sign, alike_units
from sangkien.directory.rules import COMPARE, COMPARING
from sangkien.directory.sides import Side, sides_of, told_apart
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.review.desk import names_of

A_PAGE = 10
_MERGER = "/to-chuc/sap-xep/moi/"  # the merger wizard


@dataclass(frozen=True)
class Pair:
    """Two units, and in words why they seem to be one and what speaks against it."""

    one: Side
    other: Side
    signs: list[Sign]

    @property
    def merger(self) -> str:
        """Where they are merged."""
        return f"{_MERGER}?viec=merge&units={self.one.unit.code},{self.other.unit.code}"


@wearing(*COMPARING)
@require_safe
def alike(request: Request) -> HttpResponse:
    """The pairs below the office, the surest first."""
    actor = request.visit.actor
    found = alike_units(actor.office, actor.on)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": _pairs(list(page.object_list), actor.on),
        "most": MOST if len(found) == MOST else 0,
        "office": names_of([actor.office.pk], on=actor.on).get(actor.office.pk, ""),
        "apart_count": told_apart(actor).count(),
    }
    return TemplateResponse(request, "directory/alike.html", context)


@wearing(*COMPARING)
@require_safe
def apart(request: Request) -> HttpResponse:
    """The pairs that were told apart; each may be taken back."""
    actor = request.visit.actor
    page = Paginator(told_apart(actor), A_PAGE).get_page(request.GET.get("page"))
    names = names_of([pk for said in page.object_list for pk in (said.one_id, said.other_id)], on=actor.on)
    rows = [
        {"said": said, "one": names.get(said.one_id, ""), "other": names.get(said.other_id, "")}
        for said in page.object_list
    ]
    return TemplateResponse(request, "directory/apart.html", {"page": page, "rows": rows})


@wearing(*COMPARING)
@posts(otherwise="alike-units")
def tell_apart(request: Request) -> HttpResponse:
    """They are two."""
    actor, units = request.visit.actor, Organisation.objects.all()
    one, other = (get_for(actor, COMPARE, units, code=_code(request, name)) for name in ("one", "other"))
    try:
        actions.tell_apart(one, other, by=actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, _("Đã ghi: hai đơn vị này không trùng, hệ thống không gợi ý lại nữa."))
    return redirect("alike-units")


@wearing(*COMPARING)
@posts(otherwise="apart-units")
def take_back(request: Request) -> HttpResponse:
    """They may be one after all; nothing more happens when it was taken back before."""
    actor, pk = request.visit.actor, request.POST.get("said", "")
    said = told_apart(actor).filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    if said:
        actions.take_back(said, by=actor, at=request.visit.now)
        messages.info(request, _("Đã bỏ đánh dấu: hai đơn vị này lại được đối chiếu."))
    return redirect("apart-units")


def _code(request: Request, name: str) -> str:
    return one_line(request.POST.get(name, "").replace("\0", ""))[:60]


def _pairs(found: Sequence[AlikePair], on: date) -> list[Pair]:
    sides = sides_of({unit for pair in found for unit in (pair.one, pair.other)}, on)
    return [Pair(sides[pair.one], sides[pair.other], list(pair.signs)) for pair in found]
