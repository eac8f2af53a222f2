"""A programme from a YAML file, or changed by one: typed or sent, shown as a difference, then done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.shapes import plain, written
from sangkien.programmes import building
from sangkien.programmes.models import Programme
from sangkien.programmes.rules import FOUND
from sangkien.programmes.spec import ProgrammeSpec, read_text
from sangkien.targets import loading
from sangkien.web.doors import Request, wearing
from sangkien.web.forms import Questions
from sangkien.web.programmes.forms import ReasonForm
from sangkien.web.programmes.shaped import Preview, is_confirmed, made, previewed, shaped, told_by

_LARGEST = 500_000  # bytes of a file; the largest of the catalogue has 12,000


class FileForm(Questions):
    """A file as text, typed or sent."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=_LARGEST,
        label=gettext_lazy("Nội dung tệp YAML"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "input-code", "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(required=False, label=gettext_lazy("Hoặc chọn tệp"))
    rehearsal = forms.BooleanField(
        required=False,
        label=gettext_lazy("Chỉ chạy thử"),
        help_text=gettext_lazy("Không ai ngoài đơn vị thấy; không hồ sơ nào được gửi thật; bỏ đi được cả."),
    )

    def clean(self) -> dict[str, Any]:
        """The file, where one was sent, is the text."""
        sent = self.cleaned_data.get("file")
        if sent is not None and sent.size > _LARGEST:
            self.add_error("file", _("Tệp lớn quá 500 KB, không phải tệp chương trình"))
        elif sent is not None:
            self.cleaned_data["text"] = _decoded(self, sent.read())
        elif not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Dán nội dung tệp vào đây, hoặc chọn tệp"))
        return self.cleaned_data

    def spec(self) -> ProgrammeSpec:
        """The programme that it tells of. Raises NotPossible with every mistake."""
        return read_text(self.cleaned_data["text"])

    def box_of(self, field: str) -> str:
        return "text"


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Set up a programme of one's own union from a file, in force or to be tried out."""
    actor = request.visit.actor
    actor.must(FOUND, actor.office)
    if request.method != "POST":
        return _page(request, FileForm(label_suffix=""))
    form = FileForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        rehearsal = form.cleaned_data["rehearsal"]
        set_up = loading.found(form.spec(), rehearsal=rehearsal, by=actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, form, status=422)
    messages.success(request, _("Đã lập chương trình %(code)s.") % {"code": set_up.code})
    return redirect("shape-programme", set_up.code)


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, code: str) -> HttpResponse:
    """Bring the programme to what a file says."""
    programme = shaped(request, code)
    if request.method != "POST":
        return _page(request, FileForm(label_suffix="", initial={"text": written(told_by(programme))}), programme)
    form = FileForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _page(request, form, programme, status=422)
    try:
        return _previewed_or_done(request, programme, form)
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, form, programme, status=409 if isinstance(no, Stale) else 422)


def _previewed_or_done(request: Request, programme: Programme, form: FileForm) -> HttpResponse:
    spec = form.spec()
    preview = previewed(request, programme, plain(spec))
    if problems := building.another(programme, spec):
        raise NotPossible(problems)
    if not (preview.lines or preview.targets):
        messages.info(request, _("Tệp này nói đúng như chương trình đang có."))
        return redirect("shape-programme", programme.code)
    why = ReasonForm(request.POST if is_confirmed(request, preview) else None, label_suffix="")
    shown = FileForm({"text": form.cleaned_data["text"]}, label_suffix="")
    if not why.is_bound:
        return _page(request, shown, programme, preview=preview, why=why)
    if not made(request, programme, preview, why):
        return _page(request, shown, programme, preview=preview, why=why, status=422)
    messages.success(request, _("Đã ghi thay đổi theo tệp."))
    return redirect("shape-programme", programme.code)


def _decoded(form: FileForm, sent: bytes) -> str:
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        form.put([Problem(code="not_utf8", text=_("Tệp không ở dạng UTF-8. Lưu lại tệp rồi chọn lại nhé"))])
        return ""


def _page(
    request: Request,
    form: FileForm,
    programme: Programme | None = None,
    *,
    preview: Preview | None = None,
    why: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"programme": programme, "form": form, "preview": preview, "why": why, "has_errors": status >= 400}
    return TemplateResponse(request, "programmes/file.html", context, status=status)
