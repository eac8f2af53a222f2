"""Bringing a list: the union, the programme, the file; and the same list again, put right in Excel."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.base.text import fold
from sangkien.intake import actions
from sangkien.intake.models import Batch
from sangkien.intake.rules import BRING, MOST_ROWS
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.spreadsheets.limits import LARGEST_WORKBOOK
from sangkien.web.doors import Request, wearing
from sangkien.web.forms import Questions
from sangkien.web.intake.arriving import at_hand, read_at_once
from sangkien.web.intake.lists import BRINGING, batch_for, unit_of
from sangkien.web.jobs.waiting import to_the_end
from sangkien.web.templatetags.components import number

_MOST_UNITS = 500  # more than anybody looks through in a drop-down list
_ENDINGS = ".xlsx,.xls,.xlsm,.ods,.csv,.tsv,.txt"
_MEGABYTE = 1_000_000


class FileForm(Questions):
    """The file alone."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("Tệp danh sách"),
        widget=forms.FileInput(attrs={"accept": _ENDINGS}),
    )
    needed = {"file": gettext_lazy("Chọn tệp danh sách")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        said = _("Excel (.xlsx, .xls), .ods hoặc .csv, lớn nhất %(size)s MB, nhiều nhất %(rows)s dòng.")
        limits = {"size": LARGEST_WORKBOOK // _MEGABYTE, "rows": number(MOST_ROWS)}
        self.fields["file"].help_text = said % limits

    def clean_file(self) -> "UploadedFile[Any] | None":
        """What is larger is not read at all."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST_WORKBOOK:
            text = _("Tệp lớn hơn %(size)s MB. Anh/chị bỏ ảnh trong tệp hoặc chia thành nhiều tệp rồi đưa lên lại.")
            raise forms.ValidationError(text % {"size": LARGEST_WORKBOOK // _MEGABYTE})
        return file


class BringForm(FileForm):
    """For which union, into which programme."""

    unit = forms.ChoiceField(required=False, label=gettext_lazy("Danh sách của đơn vị nào?"))
    programme = forms.ChoiceField(required=False, label=gettext_lazy("Chương trình"))
    needed = {
        "unit": gettext_lazy("Chọn đơn vị"),
        "programme": gettext_lazy("Chọn chương trình"),
        **FileForm.needed,
    }

    def __init__(
        self, *args: Any, units: Sequence[Organisation], programmes: Sequence[Programme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.programmes = {programme.code: programme for programme in programmes}
        self._offer("unit", [(code, unit.name or code) for code, unit in self.units.items()])
        self._offer("programme", [(code, one.name) for code, one in self.programmes.items()])
        self.order_fields(["unit", "programme", "file"])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.widget = forms.Select(choices=choices) if len(choices) > 1 else forms.HiddenInput()
        field.initial = choices[0][0] if choices else ""


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request) -> HttpResponse:
    """Send a list up: it is read, and shown as it is understood."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit, programme = form.units[said["unit"]], form.programmes[said["programme"]]
        try:
            return _brought(request, said["file"], unit, programme)
        except NotPossible as no:
            form.put(no.problems)
    known = {"form": form, "unit": _own(request), "has_errors": bool(form.errors)}
    return TemplateResponse(request, "intake/bring.html", known, status=422 if form.errors else 200)


def _brought(request: Request, file: "UploadedFile[Any]", unit: Organisation, programme: Programme) -> HttpResponse:
    """To how it was understood; a large file is read in the background."""
    by, at, name = request.visit.actor, request.visit.now, file.name or ""
    with at_hand(file) as path:
        if read := read_at_once(path, name, unit=unit):
            batch = actions.bring(path, name, unit=unit, programme=programme, by=by, at=at, read=read)
            return redirect("intake-understood", batch.key)
        _batch, job = actions.receive(path, name, unit=unit, programme=programme, by=by, at=at)
    return to_the_end(job)


def _form(request: Request) -> BringForm:
    actor = request.visit.actor
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"unit": request.GET.get("don-vi", "")} if "don-vi" in request.GET else None
    return BringForm(*sent, units=units_for(actor), programmes=programmes_for(actor), initial=initial)


def _own(request: Request) -> Organisation:
    return Organisation.objects.named(on=request.visit.actor.on).get(pk=request.visit.actor.office.pk)


def units_for(actor: Actor) -> list[Organisation]:
    """For which unions the actor may bring a list: the hat's own, then those below by name, where they are few."""
    may = actor.among(BRING, Organisation.objects.all())
    named = Organisation.objects.filter(pk__in=may.values("pk")).named(on=actor.on)
    own, below = list(named.filter(pk=actor.office.pk)), named.exclude(pk=actor.office.pk)[: _MOST_UNITS + 1]
    return own if len(below) > _MOST_UNITS else [*own, *sorted(below, key=lambda one: fold(one.name or one.code))]


def programmes_for(actor: Actor) -> list[Programme]:
    """Those that take dossiers that day."""
    return list(Programme.objects.filter(rehearsal=False, opens__contains=actor.on).order_by("-opens", "-pk"))


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_again(request: Request, key: UUID) -> HttpResponse:
    """The list once more, put right in Excel: what was entered stays, the other rows are as the new file has them."""
    batch = batch_for(request, key)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            return _brought_again(request, batch, form.cleaned_data["file"])
        except NotPossible as no:
            form.put(no.problems)
    known = {"batch": batch, "unit": unit_of(batch, request), "form": form, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "intake/again.html", known, status=422 if form.errors else 200)


def _brought_again(request: Request, batch: Batch, file: "UploadedFile[Any]") -> HttpResponse:
    by, at, name = request.visit.actor, request.visit.now, file.name or ""
    with at_hand(file) as path:
        if read := read_at_once(path, name, unit=batch.unit, layout=batch.layout):
            actions.bring_again(batch, path, name, by=by, at=at, read=read)
            return redirect("intake-understood", batch.key)
        job = actions.receive_again(batch, path, name, by=by, at=at)
    return to_the_end(job)
