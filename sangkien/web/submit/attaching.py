"""Files of a draft: those that come with a page are kept at once, so nobody chooses one again because another answer
needs a look; those that a script sent piece by piece are put to their question when they are whole.
"""

import re
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from sangkien.base.problems import NotPossible, Problem
from sangkien.files.uploads import Sending, send_whole
from sangkien.initiatives.attachments import attach, detach, purpose_of
from sangkien.initiatives.models import Draft
from sangkien.web.files.limits import limits_for, read_within
from sangkien.web.people.guard import address_of
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.page import Page

ATTACH = "attach"  # send the files that were chosen, and stay
_DROP = re.compile("drop-(.+?)(?:-([0-9]{1,18}))?")  # the question, and which of its files where it has several


def with_files(page: Page) -> tuple[Draft, list[Problem]]:
    """The draft with the files that were sent along, and what is wrong with those that could not be kept."""
    draft, refused = page.draft, list[Problem]()
    for question in page.form().kept:
        uploads = page.request.FILES.getlist(question)
        for upload in uploads:
            try:
                draft = _kept(page, upload, question)
            except NotPossible as no:
                refused += [
                    _named(problem, upload, question) if len(uploads) > 1 else problem for problem in no.problems
                ]
    return draft, refused


def dropped(form: StepForm, go: str) -> str:
    """The question whose file the button takes away; empty when it is no such button."""
    found = _DROP.fullmatch(go)
    return found[1] if found and found[1] in form.kept else ""


def without_file(page: Page, go: str) -> Draft:
    """The draft without the file that the button names."""
    question, visit = dropped(page.form(), go), page.request.visit
    found = _DROP.fullmatch(go)
    if not (question and found):
        return page.draft
    gone = [int(found[2])] if found[2] else page.sheet.files.get(question, [])
    return detach(page.draft, question, gone, by=visit.actor, at=visit.now)


def _named(problem: Problem, upload: "UploadedFile[Any]", question: str) -> Problem:
    return Problem(code=problem.code, text=f"{upload.name}: {problem.text}", field=question)


def _kept(page: Page, upload: "UploadedFile[Any]", question: str) -> Draft:
    purpose, visit = purpose_of(question), page.request.visit
    limits = limits_for(page.sheet.edition, purpose)
    data = read_within(upload, limits, field=question)
    sending = Sending(draft_key=page.draft.key, purpose=purpose, name=upload.name or "", size=len(data))
    file = send_whole(
        uuid4(),
        data,
        sending,
        by=visit.person,
        address=address_of(page.request),
        at=visit.now,
        field=question,
        limits=limits,
    )
    return attach(page.draft, question, file.pk, by=visit.actor, at=visit.now)
