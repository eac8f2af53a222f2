"""Tiêu chí xét phạm vi ảnh hưởng: those of one's union and of those above; new ones, by a paper."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.scopes import actions
from sangkien.scopes.models import Criteria, Criterion, Level
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, wearing
from sangkien.web.scopes.forms import CriteriaForm


@wearing(Role.LEADER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: Request) -> HttpResponse:
    """The page."""
    actor = request.visit.actor
    form = CriteriaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        said = {"points": form.points, "enough": told["enough"] or 0, "basis": told["basis"], "since": told["since"]}
        try:
            actions.adopt(actor.office, Level(told["level"]), **said, by=actor, at=request.visit.now)
            messages.success(request, _("Đã ghi tiêu chí."))
            return redirect("scope-criteria")
        except NotPossible as no:
            form.put(no.problems)
    context = {"rows": [(row, _most(row)) for row in _known(request)], "form": form}
    return TemplateResponse(request, "scopes/criteria.html", context, status=422 if form.errors else 200)


@wearing(Role.LEADER, Role.ADMINISTRATOR)
@require_safe
def criteria_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file."""
    columns = [
        Column("level", _("Cấp")),
        *(Column(code.lower(), str(label), Kind.WHOLE) for code, label in Criterion.choices),
        Column("enough", _("Điểm trung bình cần đạt"), Kind.WHOLE),
        Column("basis", _("Căn cứ")),
        Column("since", _("Từ ngày"), Kind.DAY),
    ]
    rows = map(_cells, _known(request).iterator())
    return send_list(request, form, name="tieu-chi", title=_("Tiêu chí"), columns=columns, rows=rows)


def _known(request: Request) -> "QuerySet[Criteria]":
    actor = request.visit.actor
    above = Organisation.objects.above(actor.office, on=actor.on)
    return Criteria.objects.filter(unit__in=above.values("pk")).select_related("unit").order_by("level", "-valid", "pk")


def _most(row: Criteria) -> list[tuple[str, int]]:
    return [(str(Criterion(code).label), most) for code, most in row.points.items()]


def _cells(row: Criteria) -> list[Cell]:
    points = [row.points.get(code) for code in Criterion.values]
    return [row.get_level_display(), *points, row.enough, row.basis, row.valid.lower]
