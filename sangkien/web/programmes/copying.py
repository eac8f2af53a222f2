"""A programme as the start of the next one, or as one to be tried out."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.shapes import plain
from sangkien.programmes import building
from sangkien.programmes.describing import described
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import checked
from sangkien.web.doors import Request, wearing
from sangkien.web.forms import Questions
from sangkien.web.programmes.shaped import shaped
from sangkien.web.submit.fields import TextField, whole_number_field


class CopyForm(Questions):
    """What the copy is called, by how many years it lies later, and whether it is only tried out."""

    needed = {
        "code": gettext_lazy("Ghi mã, ví dụ LDST-2027"),
        "name": gettext_lazy("Ghi tên ngắn, ví dụ Lao động sáng tạo 2027"),
    }
    code = TextField(most=40, label=gettext_lazy("Mã chương trình mới"))
    name = TextField(most=120, label=gettext_lazy("Tên ngắn"))
    years = whole_number_field(
        label=gettext_lazy("Lùi mọi ngày thêm bao nhiêu năm"), help_text=gettext_lazy("0 nếu giữ nguyên các ngày")
    )
    rehearsal = forms.BooleanField(
        required=False,
        label=gettext_lazy("Chỉ chạy thử"),
        help_text=gettext_lazy("Không ai ngoài đơn vị thấy; không hồ sơ nào được gửi thật; bỏ đi được cả."),
    )


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: Request, code: str) -> HttpResponse:
    """Ask, then make it: everything but targets and extensions goes along."""
    programme = shaped(request, code)
    form = CopyForm(request.POST if request.method == "POST" else None, label_suffix="", initial={"years": 1})
    if not form.is_bound:
        return _page(request, programme, form)
    if not form.is_valid():
        return _page(request, programme, form, status=422)
    try:
        made = _copied(request, programme, form)
    except NotPossible as no:
        form.put([Problem(one.code, one.text.removeprefix(f"{one.field}: "), one.field) for one in no.problems])
        return _page(request, programme, form, status=422)
    messages.success(request, _("Đã sao chép thành %(code)s. Anh/chị xem lại từng phần nhé.") % {"code": made.code})
    return redirect("shape-programme", made.code)


def _copied(request: Request, programme: Programme, form: CopyForm) -> Programme:
    said = form.cleaned_data
    spec = building.copied(described(programme), code=said["code"], name=said["name"], years=said["years"] or 0)
    made_of = checked(plain(spec))  # the code is typed
    return building.found(made_of, rehearsal=said["rehearsal"], by=request.visit.actor, at=request.visit.now)


def _page(request: Request, programme: Programme, form: CopyForm, *, status: int = 200) -> HttpResponse:
    context = {"programme": programme, "form": form, "has_errors": status >= 400}
    return TemplateResponse(request, "programmes/copy.html", context, status=status)
