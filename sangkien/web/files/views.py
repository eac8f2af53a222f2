"""A file to save, and its previews to look at."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor, Permission
from sangkien.confirmations.models import EmployerAnswer
from sangkien.confirmations.rules import READ_METHOD
from sangkien.consents.models import Consent
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.rules import SEE as SEE_DIFFICULTY
from sangkien.difficulties.rules import SEE_OWN
from sangkien.files.models import StoredFile, Upload
from sangkien.initiatives.models import Draft, Initiative, Paper, Photo
from sangkien.initiatives.rules import SEE, WRITE
from sangkien.intake.queries import is_list, may_open_list
from sangkien.web.doors import Request, open_to_all
from sangkien.web.files.serving import original, picture

Keys = Iterable[int]


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
    """The file, if the actor may see something that it belongs to; what shows how the work is done, only if they may
    read that; and a list of many people's work only whoever handles it."""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is None or is_list(file):
        return file if file and may_open_list(file, by=actor) else None
    drafts = Draft.objects.filter(key__in=Upload.objects.filter(file=pk).values("draft_key"))
    told = Difficulty.objects.filter(attachments__file=pk)
    doors: list[tuple[Permission, QuerySet[Any]]] = [
        (SEE, _dossiers_of(_proofs(pk))),
        (READ_METHOD, _dossiers_of(_telling(pk))),
        (WRITE, drafts),
        (SEE_DIFFICULTY, told),
        (SEE_OWN, told),
    ]
    seen = any(actor.among(permission, things).exists() for permission, things in doors)
    return file if seen else None


def _proofs(pk: int) -> list[Keys]:
    """The dossiers whose decision, consent or employer's paper it is."""
    return [
        Initiative.objects.filter(recognition_paper=pk).values_list("pk", flat=True),
        Consent.objects.filter(slip=pk).values_list("initiative", flat=True),
        EmployerAnswer.objects.filter(paper=pk).values_list("link__initiative", flat=True),
    ]


def _telling(pk: int) -> list[Keys]:
    """The dossiers that tell with it how the work is done."""
    return [model.objects.filter(file=pk).values_list("initiative", flat=True) for model in (Photo, Paper)]


def _dossiers_of(found: list[Keys]) -> "QuerySet[Initiative]":
    """Asked table by table: together, each of them would be gone through for every dossier there is."""
    return Initiative.objects.filter(pk__in={key for keys in found for key in keys})


def _there(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise Http404
    return file
