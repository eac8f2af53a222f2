"""One section of a programme: typed, shown as a difference with what hangs on it, then done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Stale
from sangkien.programmes.models import Programme
from sangkien.web.doors import Request, wearing
from sangkien.web.programmes.forms import ReasonForm, SectionForm, more_rows
from sangkien.web.programmes.sections import SECTIONS
from sangkien.web.programmes.shaped import Preview, is_confirmed, made, previewed, shaped, told_by


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, code: str, slug: str) -> HttpResponse:
    """Ask, preview, do. What was typed stays, whatever is wrong with it."""
    programme, asked = shaped(request, code), SECTIONS.get(slug)
    if asked is None:
        raise Http404
    told = told_by(programme)
    if request.method != "POST":
        return _page(request, programme, SectionForm(asked, told))
    if "them" in request.POST:
        return _page(request, programme, SectionForm(asked, told, more_rows(request.POST)))
    form = SectionForm(asked, told, request.POST)
    if not form.is_readable():
        return _page(request, programme, form, status=422)
    try:
        return _previewed_or_done(request, programme, form)
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, programme, form, status=409 if isinstance(no, Stale) else 422)


def _previewed_or_done(request: Request, programme: Programme, form: SectionForm) -> HttpResponse:
    preview = previewed(request, programme, form.proposed())
    if not preview.lines:
        messages.info(request, _("Không có gì khác so với lúc trước."))
        return redirect("shape-programme", programme.code)
    why = ReasonForm(request.POST if is_confirmed(request, preview) else None, label_suffix="")
    if not why.is_bound:
        return _page(request, programme, form, preview=preview, why=why)
    if not made(request, programme, preview, why):
        return _page(request, programme, form, preview=preview, why=why, status=422)
    messages.success(request, _("Đã ghi thay đổi của phần “%(name)s”.") % {"name": form.section.title})
    return redirect("shape-programme", programme.code)


def _page(
    request: Request,
    programme: Programme,
    form: SectionForm,
    *,
    preview: Preview | None = None,
    why: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme,
        "section": form.section,
        "form": form,
        "preview": preview,
        "why": why,
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "programmes/section.html", context, status=status)
