"""What a script of the form has sent piece by piece (see `web.files.sending`) is put to its question.

`POST /gui/<key>/tep/`, form-encoded: `upload`, the key under which all pieces came, and `question`, the name of the
field. The file is checked and kept, unless it is already. Sent again, the answer is the same. What comes back is JSON:

    200 {html}                     what the page shows of the question's files now
    409 {problems, received}       something is missing: go on from there
    410 {}                         the draft was sent meanwhile
    422 {problems}                 the file cannot be taken
"""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sangkien.files import uploads
from sangkien.files.models import Upload
from sangkien.initiatives.attachments import attach, purpose_of
from sangkien.web.doors import Request, open_to_all
from sangkien.web.files.limits import limits_for
from sangkien.web.files.sending import answering
from sangkien.web.submit.drafts import draft_for
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.forms.files import FileForm
from sangkien.web.submit.sheet import Sheet
from sangkien.web.submit.steps import steps_of


class ArrivedForm(forms.Form):
    """What has arrived, and for which question."""

    upload = forms.UUIDField()
    question = forms.CharField(max_length=80)


@open_to_all
@never_cache
@require_POST
@answering
def arrived(request: Request, key: UUID) -> HttpResponse:
    """Keep the file and put it to its question."""
    draft, visit, said = draft_for(request, key), request.visit, ArrivedForm(request.POST)
    if not said.is_valid():
        raise Http404
    if draft.sent_at:
        return JsonResponse({}, status=410)
    question = said.cleaned_data["question"]
    upload = Upload.objects.filter(key=said.cleaned_data["upload"], draft_key=key).first()
    if upload is None or _form(Sheet(draft, visit.actor.on), question) is None:
        raise Http404
    limits = limits_for(draft.edition, purpose_of(question))
    file = uploads.finish(upload, by=visit.person, at=visit.now, limits=limits)
    draft = attach(draft, question, file.pk, by=visit.actor, at=visit.now)
    form = _form(Sheet(draft, visit.actor.on), question)
    assert form is not None
    return JsonResponse({"html": render_to_string("submit/kept.html", {"one": form.attached(question)})})


def _form(sheet: Sheet, question: str) -> FileForm | None:
    """The page on which the files of this question are asked for."""
    forms_of_it: list[StepForm] = [step.form(sheet, {}) for step in steps_of(sheet.edition)]
    return next((form for form in forms_of_it if isinstance(form, FileForm) and question in form.kept), None)
