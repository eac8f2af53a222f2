"""Files that show what a union claims: sent, opened, taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.problems import NotPossible
from sangkien.grading import exhibits
from sangkien.grading.models import Exhibit
from sangkien.grading.rules import SPEAKING
from sangkien.web.doors import Request, posts, signed_in, wearing
from sangkien.web.files.limits import read_within
from sangkien.web.files.serving import original
from sangkien.web.grading.asked import sheet_of
from sangkien.web.grading.forms import ExhibitForm
from sangkien.web.grading.sheets import show


@wearing(*SPEAKING)
@posts(otherwise="grading-sheet")
def attach(request: Request, key: int, code: str) -> HttpResponse:
    """Send a file for a line."""
    one = sheet_of(request, key, code)
    form = ExhibitForm(request.POST, request.FILES, among=one.round.spec.by_hand)
    if form.is_valid():
        upload, by, at = form.cleaned_data["file"], request.visit.actor, request.visit.now
        try:
            data = read_within(upload, exhibits.LIMITS, field="file")
            line = form.cleaned_data["line"]
            kept = exhibits.attach(one, line=line, data=data, name=upload.name or "", by=by, at=at)
            messages.success(request, _("Đã lưu tệp %(name)s.") % {"name": kept.file.name})
            return redirect("grading-sheet", key, code)
        except NotPossible as no:
            form.put(no.problems)
    return show(request, one, attaching=form, status=422)


@signed_in
@require_safe
def exhibit(request: Request, key: int, code: str, exhibit_key: int) -> HttpResponse:
    """The file, for whoever may read the sheet."""
    one = sheet_of(request, key, code)
    return original(request, get_object_or_404(Exhibit.objects.select_related("file"), pk=exhibit_key, sheet=one).file)


@wearing(*SPEAKING)
def take_away(request: Request, key: int, code: str, exhibit_key: int) -> HttpResponse:
    """It is no longer kept. By its address alone: to the sheet."""
    one = sheet_of(request, key, code)
    if request.method == "POST":
        found = get_object_or_404(Exhibit.objects.select_related("file"), pk=exhibit_key, sheet=one)
        try:
            exhibits.take_away(found, by=request.visit.actor, at=request.visit.now)
            messages.success(request, _("Đã bỏ tệp %(name)s.") % {"name": found.file.name})
        except NotPossible as no:
            for problem in no.problems:
                messages.warning(request, problem.text)
    return redirect("grading-sheet", key, code)
