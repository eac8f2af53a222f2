"""Files that show what a union claims."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.files.actions import look_into, put_away
from sangkien.files.limits import Limits
from sangkien.grading import rules
from sangkien.grading.actions import locked
from sangkien.grading.models import Exhibit, Sheet

MOST = 5
"""So many files a line."""

LIMITS = Limits()


def attach(sheet: Sheet, *, line: str, data: bytes, name: str, by: Actor, at: datetime) -> Exhibit:
    """Keep a file with a line of the sheet. Raises NotAllowed, NotPossible naming what is wrong with the file."""
    by.must(rules.SCORE_SELF, sheet)
    file = look_into(data, name=name, field="file", limits=LIMITS)  # takes seconds: nothing is held yet
    with transaction.atomic():
        sheet = locked(sheet)
        by.must(rules.SCORE_SELF, sheet)
        if problems := _missing(sheet, line):
            raise NotPossible(problems)
        kept = put_away(file, by=by.somebody, at=at)
        exhibit = Exhibit.objects.create(sheet=sheet, line=line, file=kept, by=by.somebody, at=at)
        after = {"line": line, "file": kept.name, "sha256": kept.sha256}
        record(verb="grading.attach", target=sheet, by=by.person, at=at, unit=by.unit, after=after)
    return exhibit


@transaction.atomic
def take_away(exhibit: Exhibit, *, by: Actor, at: datetime) -> None:
    """The file is no longer kept with the sheet. Raises NotAllowed, NotPossible."""
    sheet = locked(exhibit.sheet)
    by.must(rules.SCORE_SELF, sheet)
    before = {"line": exhibit.line, "file": exhibit.file.name, "sha256": exhibit.file.sha256}
    record(verb="grading.detach", target=sheet, by=by.person, at=at, unit=by.unit, before=before)
    exhibit.delete()


def _missing(sheet: Sheet, line: str) -> list[Problem]:
    found = sheet.round.spec.line(line)
    if found is None or found.auto is not None:
        return [Problem(code="no_line", field="line", text=_("Chọn tiêu chí của tệp minh chứng"))]
    if Exhibit.objects.filter(sheet=sheet, line=line).count() >= MOST:
        text = _("Mỗi tiêu chí nhiều nhất %(most)s tệp minh chứng") % {"most": MOST}
        return [Problem(code="too_many", field="line", text=text)]
    return []
