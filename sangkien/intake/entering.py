"""Entering the rows that are ready: through the same door as a dossier that a person sends, some hundred at a time.

Each step is whole or not at all: its dossiers and the word that its rows are entered are one transaction. So whoever is
killed goes on with the rows that are not entered yet, and the register is that of a run that nobody disturbed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.statements import amend
from sangkien.initiatives.many import Form, hand_in_many
from sangkien.initiatives.models import Draft, Initiative
from sangkien.intake.checking import Checker, Steps, entered_before, same_again
from sangkien.intake.models import Batch, Row
from sangkien.intake.rules import HANDLE
from sangkien.intake.states import Pile
from sangkien.programmes.rulebooks import rulebook

AT_ONCE = 500


def enter_rows(batch: Batch, steps: Steps) -> dict[str, int]:
    """Enter what is ready; how many are entered in all, and how many turned out to need another look.

    Raises NotPossible: whoever pressed the button has lost the office meanwhile.
    """
    ready = Row.objects.filter(batch=batch, pile=Pile.READY)
    entered = Row.objects.filter(batch=batch, pile=Pile.ENTERED)
    steps.say(_("Đang nhập từng dòng"), total=ready.count(), place={})
    checker: Checker | None = None
    while ready.exists():
        with steps.step() as at:
            checker = _checker(batch, checker, at=at)
            rows = list(ready.select_for_update().order_by("place")[:AT_ONCE])
            _enter(checker, rows, at=at)
            steps.did(len(rows))
    return {"entered": entered.count(), "to_fix": Row.objects.filter(batch=batch, pile=Pile.TO_FIX).count()}


def actor_of(batch: Batch, *, at: datetime) -> Actor:
    """Whoever pressed the button, in the office that they held then, on this day."""
    return Actor(batch.entering_by, day_of(at), batch.entering_for)


def _checker(batch: Batch, before: Checker | None, *, at: datetime) -> Checker:
    """Reads the rows by the batch's edition, programme and rights as they are at this step; what was asked about unions
    that day is known from the step `before`. Raises NotPossible."""
    by = actor_of(batch, at=at)
    if not by.may(HANDLE, batch):
        text = _("Phân công của người bấm nhập ở đơn vị này đã hết, nên những dòng còn lại chưa được nhập.")
        raise NotPossible([Problem(code="office_lost", text=text)])
    ruling = rulebook(batch.programme.code)
    assert ruling is not None  # nobody removes a programme with batches
    batch.programme = ruling.programme
    if batch.edition_id == ruling.edition.pk:
        batch.edition = ruling.edition
    batch.edition.programme = ruling.programme
    checker = Checker(batch, by, day_of(at))
    if before and before.on == checker.on:
        checker.roll = before.roll
    return checker


def _enter(checker: Checker, rows: Sequence[Row], *, at: datetime) -> None:
    units = sorted({row.unit_id for row in rows if row.unit_id})
    hold(*(f"lists of {unit}" for unit in units))  # the same list may come in twice at once
    forms = {row: _form(checker, row) for row in rows}
    for row in [*entered_before(rows), *same_again([row for row in rows if row.pile == Pile.READY])]:
        del forms[row]
    assert checker.by is not None
    sent = hand_in_many(list(forms.values()), by=checker.by, at=at, made=checker.batch.made)
    for row, made in zip(forms, sent, strict=True):
        _note(row, made, checker)
    amend(rows, ["pile", "dossier", "troubles", "likes", "identity"])


def _form(checker: Checker, row: Row) -> Form:
    batch, content = checker.batch, checker.content(row)
    if content.recognition.number and content.recognition.number == _annexed_to(batch, row):
        content = replace(content, recognition=replace(content.recognition, paper=batch.file_id))
    draft = Draft(key=row.draft_key, programme=batch.programme, edition=batch.edition, resume_code=None)
    return Form(draft, content)


def _annexed_to(batch: Batch, row: Row) -> str:
    """The number of the decision under which the row's table stands: of that one the list is a copy."""
    return str((batch.tables[row.table]["decision"] or {}).get("number", ""))


def _note(row: Row, made: Initiative | NotPossible, checker: Checker) -> None:
    if isinstance(made, NotPossible):
        row.pile, row.troubles = Pile.TO_FIX, checker.troubles(row, made.problems)
    else:
        row.pile, row.dossier, row.troubles = Pile.ENTERED, made, []
