"""A file to save, and its previews to look at."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.confirmations.models import Consent, EmployerAnswer
from sangkien.files.models import StoredFile, Upload
from sangkien.initiatives.models import Draft, Initiative, Paper, Photo
from sangkien.initiatives.rules import SEE, WRITE
from sangkien.web.doors import Request, open_to_all
from sangkien.web.files.serving import original, picture


@open_to_all
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The file itself, for whoever may see a dossier that it belongs to or writes the draft that it was sent for."""
    file = _seen_by(request.visit.actor, pk)
    if file is None and request.visit.person is None:  # whoever was signed out meanwhile finds it again
        return redirect_to_login(request.get_full_path())
    return original(request, _there(file))


@open_to_all
@require_safe
def preview(request: Request, pk: int, side: int) -> HttpResponse:
    """Its picture, for the same people."""
    return picture(request, _there(_seen_by(request.visit.actor, pk)), side)


def _seen_by(actor: Actor, pk: int) -> StoredFile | None:
    """The file, if the actor may see something that it belongs to."""
    dossiers = actor.among(SEE, Initiative.objects.filter(pk__in=_dossiers_of(pk)))
    drafts = actor.among(WRITE, Draft.objects.filter(key__in=Upload.objects.filter(file=pk).values("draft_key")))
    return StoredFile.objects.filter(pk=pk).first() if dossiers.exists() or drafts.exists() else None


def _dossiers_of(pk: int) -> set[int]:
    """The dossiers (keys) that the file belongs to. Asked table by table: together, each of them would be gone through
    for every dossier there is."""
    named = Initiative.objects.filter(recognition_paper=pk).values_list("pk", flat=True)
    attached = [model.objects.filter(file=pk).values_list("initiative", flat=True) for model in (Photo, Paper)]
    slips = Consent.objects.filter(slip=pk).values_list("initiative", flat=True)
    answers = EmployerAnswer.objects.filter(paper=pk).values_list("link__initiative", flat=True)
    return {key for found in (named, *attached, slips, answers) for key in found}


def _there(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise Http404
    return file
