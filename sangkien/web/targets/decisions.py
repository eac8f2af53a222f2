"""One decision: what it gave, its annex, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission
from sangkien.base.problems import NotPossible
from sangkien.registry.giving import paper_of
from sangkien.registry.rules import SEE
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.targets.actions import withdraw
from sangkien.targets.models import Allocation
from sangkien.targets.queries import in_force
from sangkien.targets.rules import ALLOCATE
from sangkien.web.doors import Request, wearing
from sangkien.web.targets.asked import SLUGS, read, stage_of
from sangkien.web.targets.forms import PaperForm
from sangkien.web.targets.given import Given
from sangkien.web.targets.workbook import workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MANAGING = (Role.LEADER, Role.ADMINISTRATOR)


@wearing(*Role)
@require_safe
@never_cache
def decision(request: Request, code: str, key: int) -> HttpResponse:
    """What each union got, and what has become of the decision."""
    made = _found(request, code, key, SEE_FIGURES)
    given = Given.of_decision(made)
    may_give = request.visit.actor.may(ALLOCATE, made.organisation)
    last = in_force(made.organisation, **given.which.key)
    paper = paper_of(made)
    page = {
        "decision": made,
        "given": given,
        "paper": paper if paper and request.visit.actor.may(SEE, paper) else None,
        "code": code,
        "withdrawal": getattr(made, "withdrawal", None),
        "followed": getattr(made, "followed", None),
        "may_give": may_give and last == made,
        "stage": stage_of(given.which),
        "slug": SLUGS[given.indicator],
    }
    return TemplateResponse(request, "targets/decision.html", page)


@wearing(*Role)
@require_safe
def as_xlsx(request: Request, code: str, key: int) -> HttpResponse:
    """The annex, for a spreadsheet."""
    given = Given.of_decision(_found(request, code, key, SEE_FIGURES))
    answer = HttpResponse(workbook(given), content_type=_XLSX)
    name = f"Phụ lục giao chỉ tiêu {code}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


@wearing(*_MANAGING)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: Request, code: str, key: int) -> HttpResponse:
    """By which paper it is taken back, and doing it."""
    made = _found(request, code, key, ALLOCATE)
    form = PaperForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        try:
            if not form.errors:
                withdraw(made, paper=form.signed, by=request.visit.actor, at=request.visit.now)
                messages.success(request, _("Đã thu hồi quyết định. Các đơn vị có lại chỉ tiêu trước đó."))
                return redirect("target-decision", code=code, key=key)
        except NotPossible as no:
            form.put_missing(no.problems)
    page = {"decision": made, "given": Given.of_decision(made), "code": code, "form": form}
    return TemplateResponse(request, "targets/withdraw.html", page, status=422 if form.errors else 200)


def _found(request: Request, code: str, key: int, permission: Permission) -> Allocation:
    """A decision of the union in the address, for whoever holds the permission there."""
    asked = read(request, code, permission)
    known = Allocation.objects.select_related("organisation", "programme", "phase", "by", "withdrawal", "followed")
    made = known.filter(organisation=asked.unit, pk=key).first()
    if made is None:
        raise Http404
    return made
