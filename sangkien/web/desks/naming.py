"""Chờ cử người xem lại: dossiers that nobody at their desk may look at again, and naming somebody."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.desks import naming
from sangkien.desks.rules import NAME_REVIEWER
from sangkien.initiatives.models import Initiative
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.people.forms import Seen
from sangkien.web.review.desk import Row, names_of, rows_of
from sangkien.web.review.page import OFFICERS
from sangkien.web.submit.fields import day_field, phone_field

_A_MONTH = timedelta(days=30)
_WHO = (Role.LEADER, Role.ADMINISTRATOR)


class NamingForm(Questions):
    """Whom, and until which day."""

    needed = {
        "phone": gettext_lazy("Ghi số điện thoại của người được cử"),
        "until": gettext_lazy("Ghi ngày cuối, ví dụ 30/06/2022"),
    }
    phone = phone_field(
        label=gettext_lazy("Số điện thoại của người được cử"),
        help_text=gettext_lazy("Người ấy đã có tài khoản trên hệ thống, và không có phần trong hồ sơ"),
    )
    until = day_field(
        label=gettext_lazy("Thẩm định tại đơn vị này đến hết ngày"),
        help_text=gettext_lazy("Trong thời gian ấy, người được cử thẩm định được mọi hồ sơ của đơn vị"),
    )

    def person(self) -> Person:
        """Whose number it is. Raises NotPossible."""
        found = Person.objects.filter(phone=self.cleaned_data["phone"], is_active=True).first()
        if found is None:
            text = _("Chưa có tài khoản nào dùng số này. Anh/chị nhờ người ấy mở tài khoản trước.")
            raise NotPossible([Problem(code="nobody", field="phone", text=text)])
        return found


@wearing(*OFFICERS)
@require_safe
def waiting(request: Request) -> HttpResponse:
    """Those that wait for somebody to be named, the longest first."""
    lines = waiting_lines(request.visit.actor)
    known = {"lines": lines, "names": any(may for _row, _desk, may in lines)}
    return TemplateResponse(request, "desks/waiting_for_somebody.html", known)


def waiting_lines(actor: Actor) -> list[tuple[Row, str, bool]]:
    """Each with the name of its desk, and whether the actor may name somebody."""
    rows = rows_of(
        naming.waiting_for_somebody(actor).for_list().select_related("recognition", "edition", "place"),
        on=actor.on,
        reader=actor,
    )
    names = names_of([row.initiative.desk_id for row in rows], on=actor.on)
    may = actor.those(NAME_REVIEWER, Initiative, [row.initiative.pk for row in rows])
    return [(row, names.get(row.initiative.desk_id or 0, ""), row.initiative.pk in may) for row in rows]


@wearing(*_WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def name_reviewer(request: Request, code: str) -> HttpResponse:
    """Asked, and done."""
    actor = request.visit.actor
    objects = Initiative.objects.select_related("desk", "judged_by")
    initiative = get_for(actor, NAME_REVIEWER, objects, code=code)
    if request.method != "POST":
        return _asking(request, initiative, NamingForm(initial={"until": format_day(actor.on + _A_MONTH)}))
    form = NamingForm(request.POST)
    if not form.is_valid():
        return _asking(request, initiative, form, status=422)
    try:
        person, until = form.person(), form.cleaned_data["until"]
        seen = Seen(request.POST).seen()
        naming.name_reviewer(initiative, person, until=until, seen=seen, by=actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _asking(request, initiative, form, status=409 if isinstance(no, Stale) else 422)
    messages.success(request, _("Đã cử %(who)s xem lại hồ sơ, và nhắn cho người ấy.") % {"who": person.full_name})
    return redirect("review", initiative.code)


def _asking(request: Request, initiative: Initiative, form: NamingForm, *, status: int = 200) -> HttpResponse:
    names = names_of([initiative.desk_id], on=request.visit.actor.on)
    context = {
        "initiative": initiative,
        "desk": names.get(initiative.desk_id or 0, ""),
        "form": form,
        "has_errors": status != 200,
    }
    return TemplateResponse(request, "desks/name_reviewer.html", context, status=status)
