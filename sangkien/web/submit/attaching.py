"""Files that come with a page are kept at once: nobody chooses one again because another answer needs a look."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from sangkien.base.problems import NotPossible, Problem
from sangkien.files.models import Purpose, StoredFile
from sangkien.files.uploads import Sending, send_whole
from sangkien.web.files.limits import limits_for
from sangkien.web.people.guard import address_of
from sangkien.web.submit.page import Page
from sangkien.web.submit.sheet import Answers

DROP = "drop-"  # and the name of the field whose file is not wanted any more


def with_files(page: Page, typed: Answers) -> tuple[Answers, tuple[Problem, ...]]:
    """The answers with the files that were sent along, and what is wrong with those that could not be kept."""
    form, refused = page.form(), list[Problem]()
    for name in form.kept:
        upload = page.request.FILES.get(name)
        if upload is None:
            continue
        try:
            typed = typed | {name: _kept(page, upload, name).pk}
        except NotPossible as no:
            refused += no.problems
    return typed, tuple(refused)


def without_file(typed: Answers, go: str) -> Answers:
    """The answers without the file that the button names."""
    return {name: answer for name, answer in typed.items() if go != DROP + name}


def _kept(page: Page, upload: "UploadedFile[Any]", field: str) -> StoredFile:
    limits, visit = limits_for(page.sheet.edition, Purpose.PAPER), page.request.visit
    # One byte more than is allowed is enough to know that it is too much.
    data = upload.read(limits.largest + 1)
    sending = Sending(draft_key=page.draft.key, purpose=Purpose.PAPER, name=upload.name or "", size=len(data))
    return send_whole(
        uuid4(),
        data,
        sending,
        by=visit.person,
        address=address_of(page.request),
        at=visit.now,
        field=field,
        limits=limits,
    )
