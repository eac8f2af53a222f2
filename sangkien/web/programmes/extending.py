"""A window is extended by a decision, and taken back by one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible
from sangkien.programmes import building
from sangkien.programmes.models import Phase, Programme
from sangkien.web.doors import Request, wearing
from sangkien.web.extensions import told
from sangkien.web.forms import Questions
from sangkien.web.programmes.shaped import shaped
from sangkien.web.submit.fields import TextField, choice_field, day_field

_LONGEST = 300


class ExtensionForm(Questions):
    """Which phase goes on until when, and by which decision; or which one no longer does."""

    needed = {"decision": gettext_lazy("Ghi quyết định: số, ngày, lý do")}
    phase = choice_field([], select=True, label=gettext_lazy("Giai đoạn"))
    until = day_field(label=gettext_lazy("Nhận đến hết ngày"), help_text=gettext_lazy("Ngày cuối mới"))
    decision = TextField(
        most=_LONGEST,
        label=gettext_lazy("Quyết định"),
        help_text=gettext_lazy("Số, ngày, lý do. Ai gửi sáng kiến cũng đọc được dòng này."),
    )

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        super().__init__(data, label_suffix="")
        self._phases = {phase.code: phase for phase in programme.phases.order_by("window")}
        field = self.fields["phase"]
        choices = [(code, _ending(phase)) for code, phase in self._phases.items()]
        field.choices = choices  # type: ignore[attr-defined]  # a choice field has them
        if not self._phases:
            del self.fields["phase"]

    @property
    def named(self) -> Phase | None:
        """The phase that was chosen."""
        return self._phases.get(self.cleaned_data.get("phase", ""))


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: Request, code: str) -> HttpResponse:
    """Extend a phase, or take its last extension back (`go=bo`)."""
    programme = shaped(request, code)
    if request.method != "POST":
        return _page(request, programme, ExtensionForm(programme=programme))
    form, back = ExtensionForm(request.POST, programme=programme), request.POST.get("go") == "bo"
    if form.is_valid() and not back and not form.cleaned_data["until"]:
        form.add_error("until", _("Ghi ngày cuối mới, ví dụ 05/06/2022"))
    if form.errors:
        return _page(request, programme, form, status=422)
    by: dict[str, Any] = {"by": request.visit.actor, "at": request.visit.now}
    try:
        if back:
            building.withdraw(programme, form.named, decision=form.cleaned_data["decision"], **by)
            done = _("Đã thôi lần gia hạn sau cùng.")
        else:
            until, decision = form.cleaned_data["until"], form.cleaned_data["decision"]
            building.extend(programme, form.named, until=until, decision=decision, **by)
            done = _("Đã gia hạn đến hết ngày %(day)s.") % {"day": format_day(until)}
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, programme, form, status=422)
    messages.success(request, done)
    return redirect("shape-programme", programme.code)


def _ending(phase: Phase) -> str:
    last = phase.last_day
    return f"{phase.title} ({format_day(last)})" if last else phase.title


def _page(request: Request, programme: Programme, form: ExtensionForm, *, status: int = 200) -> HttpResponse:
    standing = programme.extensions.standing().select_related("outage", "phase").order_by("-at")
    context = {
        "programme": programme,
        "form": form,
        "standing": [(one.phase, told(one)) for one in standing],
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "programmes/extension.html", context, status=status)
