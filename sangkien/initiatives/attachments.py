"""Files of a draft, by the question that each answers.

They lie apart from what was typed: a page that is saved while a file arrives does not lose it, and a file does not make
the page a newer one than the phone knows.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Problem
from sangkien.files.models import Purpose
from sangkien.files.queries import sent_for
from sangkien.initiatives import rules
from sangkien.initiatives.content import PAPER, PAPER_PREFIX, PHOTO_PREFIX, PHOTOS
from sangkien.initiatives.models import Draft, Initiative

FILES = "tep"  # where a draft keeps them among its answers: {question: [ids of StoredFiles]}

Attached = dict[str, list[int]]


def purpose_of(question: str) -> Purpose:
    """What is sent there: photos, or papers."""
    return Purpose.PHOTO if question in PHOTOS else Purpose.PAPER


def attached(draft: Draft) -> Attached:
    """The files of a draft in their order; a correction starts with those of its dossier (two queries)."""
    if FILES in draft.answers:
        return {question: list(files) for question, files in draft.answers[FILES].items()}
    return _of(draft.correcting) if draft.correcting else {}


@transaction.atomic
def attach(draft: Draft, question: str, file: int, *, by: Actor, at: datetime) -> Draft:
    """Put a file that was sent for this draft to a question: a photo behind the others of its moment, a paper in the
    place of the one before. Asked again, nothing changes.

    Raises NotAllowed (somebody else's draft), NotPossible: sent already, a file that was not sent for it, or more
    photos than the programme takes.
    """
    draft = _locked(draft, by)
    files = attached(draft)
    there = files.get(question, [])
    if file in there:
        return draft
    if not sent_for(draft.key, purpose=purpose_of(question)).filter(pk=file).exists():
        raise NotPossible([Problem(code="no_such_file", field=question, text=_("Anh/chị chọn lại tệp này nhé"))])
    photos = sum(len(files.get(each, [])) for each in PHOTOS)
    if question in PHOTOS and (many := list(rules.too_many_photos(photos + 1, draft.edition, field=question))):
        raise NotPossible(many)
    return _with(draft, files | {question: [*there, file] if question in PHOTOS else [file]}, at)


@transaction.atomic
def detach(draft: Draft, question: str, gone: Sequence[int], *, by: Actor, at: datetime) -> Draft:
    """Take files away from a question. Raises as `attach`."""
    draft = _locked(draft, by)
    files = attached(draft)
    return _with(draft, files | {question: [file for file in files.get(question, []) if file not in gone]}, at)


def _locked(draft: Draft, by: Actor) -> Draft:
    draft = Draft.objects.select_for_update(of=("self",)).select_related("edition", "correcting").get(pk=draft.pk)
    by.must(rules.WRITE, draft)
    if draft.sent_at:
        raise NotPossible([rules.already_sent()])
    return draft


def _with(draft: Draft, files: Attached, at: datetime) -> Draft:
    draft.answers, draft.saved_at = {**draft.answers, FILES: files}, at
    draft.save(update_fields=["answers", "saved_at"])
    return draft


def _of(initiative: Initiative) -> Attached:
    files: Attached = {PAPER: [initiative.recognition_paper_id]} if initiative.recognition_paper_id else {}
    for paper in initiative.papers.order_by("code", "position"):
        files.setdefault(PAPER_PREFIX + paper.code, []).append(paper.file_id)
    for photo in initiative.photos.order_by("moment", "position"):
        files.setdefault(PHOTO_PREFIX + photo.moment, []).append(photo.file_id)
    return files
