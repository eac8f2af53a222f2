"""Scoring."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible
from sangkien.base.text import paragraphs
from sangkien.councils import rules
from sangkien.councils.models import ScoreSheet
from sangkien.councils.queries import tally
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.steps import locked


@transaction.atomic
def score(
    initiative: Initiative, points: Mapping[str, int | None], *, seen: int, by: Actor, at: datetime, note: str = ""
) -> ScoreSheet:
    """Give the dossier points, by every criterion of its edition. Until the council's conclusion a councillor may give
    another sheet, which then counts instead; the same one again changes nothing.

    It is no step of the dossier's life: colleagues who score it meanwhile are not held up. Raises NotAllowed (no
    councillor there, or who has a part in it), NotPossible (not the moment, or all that is missing), Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.SCORE, initiative)
    note = paragraphs(note)
    if problems := rules.missing_to_score(points, note, edition=initiative.edition):
        raise NotPossible(problems)
    given = {code: points[code] or 0 for code in initiative.edition.points or {}}
    before = tally(initiative).of(by.somebody.pk)
    if before and (before.points, before.note) == (given, note):
        return before
    sheet = ScoreSheet.objects.create(
        initiative=initiative,
        version=initiative.version,
        desk=initiative.superior,  # where it lies, as the permission has it
        since=initiative.waiting_since,
        by=by.somebody,
        unit=by.office,
        at=at,
        points=given,
        total=sum(given.values()),
        note=note,
    )
    # How many points stands in the sheet alone: the log is read by more people than the sheets are.
    record(verb="council.score", target=initiative, by=by.person, at=at, unit=by.unit, after={"sheet": sheet.pk})
    return sheet
