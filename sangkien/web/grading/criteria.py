"""Bộ tiêu chí: those by which the hat's union grades or is graded, one of them, and its change by text or file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Stale
from sangkien.base.shapes import written
from sangkien.grading import actions
from sangkien.grading.models import CriteriaSet, Edition
from sangkien.grading.queries import newest_edition
from sangkien.grading.rules import KEEP_CRITERIA, KEEPING, ORGANISE
from sangkien.grading.spec import EXAMPLE, CriteriaSpec, Line, read_text
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.grading import words
from sangkien.web.grading.shaping import Shape
from sangkien.web.submit.fields import TextField

_A_PAGE = 25
_LARGEST = 100_000  # bytes of a file; the example has 3,500


class CriteriaForm(Questions):
    """Criteria as text, typed or sent; a new set has a code as well."""

    code = TextField(
        most=40,
        label=gettext_lazy("Mã"),
        help_text=gettext_lazy("Chữ không dấu, chữ số, gạch nối; ví dụ TIEU-CHI-2022"),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=_LARGEST,
        label=gettext_lazy("Nội dung (YAML)"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "input-code", "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(required=False, label=gettext_lazy("Hoặc chọn tệp"))
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The file, where one was sent, is the text."""
        sent = self.cleaned_data.get("file")
        if sent is not None and sent.size > _LARGEST:
            self.add_error("file", _("Tệp lớn quá 100 KB, không phải tệp tiêu chí"))
        elif sent is not None:
            self._take(sent.read())
        elif not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Dán nội dung vào đây, hoặc chọn tệp"))
        return self.cleaned_data

    def box_of(self, field: str) -> str:
        return "code" if field == "code" else "text"

    def _take(self, sent: bytes) -> None:
        try:
            self.cleaned_data["text"] = sent.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("Tệp không ở dạng UTF-8. Lưu lại tệp rồi chọn lại nhé"))


@wearing(*Role)
@require_safe
def every(request: Request) -> HttpResponse:
    """Those of the hat's union and of all above it."""
    actor = request.visit.actor
    page = Paginator(sets_of(actor), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "editions": editions_of(page.object_list),
        "may_keep": actor.unit is not None and actor.may(ORGANISE, actor.unit),
        "here": "criteria",
    }
    return TemplateResponse(request, "grading/criteria_list.html", context)


def sets_of(actor: Actor) -> Any:
    """The sets that concern the hat's union, by code."""
    above = Organisation.objects.above(actor.office, on=actor.on)
    found = CriteriaSet.objects.filter(owner__in=above) | CriteriaSet.objects.filter(owner=actor.office)
    return found.select_related("owner").order_by("code")


def editions_of(sets: Any) -> list[Edition]:
    """The newest edition of each. One query."""
    found = Edition.objects.filter(criteria__in=[one.pk for one in sets]).select_related("criteria__owner")
    newest = {one.criteria_id: one for one in found.order_by("number")}
    return [newest[one.pk] for one in sets]


@wearing(*Role)
@require_safe
def one(request: Request, code: str) -> HttpResponse:
    """What a set asks; `ban`: an earlier edition."""
    found, actor = _set(code), request.visit.actor
    edition = _edition(found, request.GET.get("ban", ""))
    spec = edition.spec
    context = {
        "criteria": found,
        "edition": edition,
        "editions": found.editions.order_by("-number"),
        "spec": spec,
        "groups": [_shown(group.name, group.lines, group.most) for group in spec.groups],
        "grades": [(grade.name, words.bounds(grade, spec)) for grade in spec.grades],
        "ties": words.ties(spec),
        "bonus": words.points(spec.bonus_ceiling),
        "most": words.points(spec.total_ceiling),
        "may_keep": actor.may(KEEP_CRITERIA, found),
        "here": "criteria",
    }
    return TemplateResponse(request, "grading/criteria.html", context)


@wearing(*Role)
@require_safe
def as_file(request: Request, code: str) -> HttpResponse:
    """The newest edition, or that of `ban`, as its file."""
    edition = _edition(_set(code), request.GET.get("ban", ""))
    answer = HttpResponse(written(edition.content), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-{edition.number}.yaml"'
    return answer


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A set of the hat's union, beginning with the example."""
    actor = request.visit.actor
    actor.must(ORGANISE, actor.office)
    if request.method != "POST":
        return _page(request, CriteriaForm(label_suffix="", initial={"text": EXAMPLE.read_text(encoding="utf-8")}))
    return _keep(request, actor.office, CriteriaForm(request.POST, request.FILES, label_suffix=""))


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, code: str) -> HttpResponse:
    """The next edition of a set, box by box."""
    found = _own(request, code)
    edition = newest_edition(found)
    if request.method != "POST":
        return _shaping(request, found, Shape(edition), edition.number)
    shape, seen = Shape(edition, request.POST), _seen(request)
    spec = shape.spec()
    if spec is None:
        return _shaping(request, found, shape, seen, status=422)
    try:
        return _kept(request, found.owner, found.code, spec, seen)
    except NotPossible as no:
        shape.head.put(no.problems)
        return _shaping(request, found, shape, seen, status=409)


@wearing(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def change_by_file(request: Request, code: str) -> HttpResponse:
    """The same by text or file."""
    found = _own(request, code)
    edition = newest_edition(found)
    if request.method != "POST":
        form = CriteriaForm(label_suffix="", initial={"text": written(edition.content), "edition": edition.number})
        return _page(request, form, found)
    data = request.POST.copy()
    data["code"] = found.code
    return _keep(request, found.owner, CriteriaForm(data, request.FILES, label_suffix=""), found)


# Helpers ----------------------------------------------------------------------------------------------------


def _set(code: str) -> CriteriaSet:
    """By what one is graded is no secret among officers."""
    found: CriteriaSet = get_object_or_404(CriteriaSet.objects.select_related("owner"), code=code)
    return found


def _edition(found: CriteriaSet, asked: str) -> Edition:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    return found.editions.filter(number=number).first() or newest_edition(found)


def _shown(name: str, lines: list[Line], most: int) -> dict[str, Any]:
    told = [(line, words.points(line.points), words.kind(line.kind), _how(line)) for line in lines]
    return {"name": name, "lines": told, "most": words.points(most) if most else ""}


def _how(line: Line) -> str:
    if line.auto:
        return f"{words.formula(line.auto, line.points)}; {words.without(line.auto)}"
    return _("chấm tay, đơn vị ghi minh chứng") if line.evidence else _("chấm tay")


def _own(request: Request, code: str) -> CriteriaSet:
    return get_for(request.visit.actor, KEEP_CRITERIA, CriteriaSet.objects.select_related("owner"), code=code)


def _seen(request: Request) -> int | None:
    typed = request.POST.get("edition", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None


def _keep(request: Request, owner: Organisation, form: CriteriaForm, found: CriteriaSet | None = None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, found, status=422)
    try:
        return _kept(request, owner, form.cleaned_data["code"], read_text(form.cleaned_data["text"]), _seen(request))
    except NotPossible as no:
        form.put(no.problems)
        return _page(request, form, found, status=409 if isinstance(no, Stale) else 422)


def _kept(request: Request, owner: Organisation, code: str, spec: CriteriaSpec, seen: int | None) -> HttpResponse:
    by, at = request.visit.actor, request.visit.now
    kept = actions.keep_criteria(owner, code=code, spec=spec, by=by, at=at, seen=seen)
    messages.success(request, _("Đã ghi bộ tiêu chí, phiên bản %(n)s.") % {"n": kept.number})
    return redirect("criteria", kept.criteria.code)


def _shaping(
    request: Request, found: CriteriaSet, shape: Shape, seen: int | None, *, status: int = 200
) -> HttpResponse:
    context = {"criteria": found, "shape": shape, "seen": seen, "has_errors": status >= 400}
    return TemplateResponse(request, "grading/criteria_shape.html", context, status=status)


def _page(request: Request, form: CriteriaForm, found: CriteriaSet | None = None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "criteria": found, "has_errors": status >= 400, "here": "criteria"}
    return TemplateResponse(request, "grading/criteria_form.html", context, status=status)
