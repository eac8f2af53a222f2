"""What a dossier's page says of its council: how many have scored, then what came of it.

Everybody scores without knowing how others did: before the conclusion is told a reviewer reads who has given a sheet
and the result of all, nobody reads a single one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, holders
from sangkien.councils.models import ScoreSheet
from sangkien.councils.queries import Tally, tally, tally_before
from sangkien.councils.results import Result
from sangkien.councils.rules import READ_SHEETS, SCORE, is_scored
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.telling import untold_of
from sangkien.programmes.queries import Criterion, criteria_of
from sangkien.review.queries import last_conclusion
from sangkien.review.rules import CONCLUDE


@dataclass(frozen=True)
class SheetLine:
    """One councillor's sheet: the points in the order of the criteria."""

    name: str
    points: list[int]
    total: int
    note: str


@dataclass(frozen=True)
class Council:
    """`runs`: it is being scored. `given` of `quorum` sheets; `names` of who gave them, for who concludes; `result`,
    once there is one for the reader; `sheets` by `criteria`, for who may read them."""

    runs: bool
    given: int
    quorum: int
    names: list[str]
    result: Result | None
    criteria: list[Criterion]
    sheets: list[SheetLine]


def council_of(initiative: Initiative, actor: Actor) -> Council | None:
    """For whoever reads the dossier as an officer or councillor; None where no council scores or has scored it."""
    if is_scored(initiative):
        return _running(initiative, concludes=actor.may(CONCLUDE, initiative) and not _may_score(initiative, actor))
    judged = initiative.judged_by_id and initiative.edition.points
    ended = last_conclusion(initiative) if judged and not _is_blind(initiative, actor) else None
    if ended is None:
        return None
    counted, reads = tally_before(ended, initiative.edition), actor.may(READ_SHEETS, initiative)
    criteria = criteria_of(initiative.edition) if reads else []
    lines = _lines(counted.sheets, criteria) if reads else []
    return Council(False, len(counted.sheets), counted.quorum, [], counted.result, criteria, lines)


def _is_blind(initiative: Initiative, actor: Actor) -> bool:
    """A conclusion that is not told yet may be undone, and the council go on scoring. One query unless read."""
    return actor.holds(Role.COUNCILLOR) and untold_of(initiative) is not None


def _may_score(initiative: Initiative, actor: Actor) -> bool:
    """Under whatever hat: who concludes may have a seat on the council as well, and scores as blind as the others."""
    return holders(SCORE, initiative, on=actor.on).filter(pk=actor.somebody.pk).exists()


def _running(initiative: Initiative, *, concludes: bool) -> Council:
    counted: Tally = tally(initiative)
    names = [sheet.by.full_name for sheet in counted.sheets] if concludes else []
    result = counted.result if concludes else None
    return Council(True, len(counted.sheets), counted.quorum, names, result, [], [])


def _lines(sheets: Sequence[ScoreSheet], criteria: Sequence[Criterion]) -> list[SheetLine]:
    return [
        SheetLine(sheet.by.full_name, [sheet.points[one.code] for one in criteria], sheet.total, sheet.note)
        for sheet in sheets
    ]
