"""Who scores, who reads the sheets of others, and what a sheet must have."""

from collections.abc import Mapping

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.lengths import too_long
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import BY_COUNCIL, NOT_MINE, TOLD
from sangkien.initiatives.states import State
from sangkien.programmes.models import Edition, Workflow
from sangkien.programmes.queries import criteria_of

LONGEST_NOTE = 2_000

# The council scores at the desk of the direct superior, as long as nobody has judged: looking again is a reviewer's.
SCORING = Q(state=State.REVIEWING, desk=F("superior"), judged_by__isnull=True) & BY_COUNCIL

SCORE = Permission(
    "council.score",
    gettext_lazy("chấm điểm hồ sơ"),
    [Rule(role=Role.COUNCILLOR, at="superior", not_own=NOT_MINE, not_party="parties", when=SCORING)],
)
# Before there is a verdict, and it is told, everybody scores without knowing how others did.
_JUDGED = Q(judged_by__isnull=False) & TOLD & BY_COUNCIL
READ_SHEETS = Permission(
    "council.read_sheets",
    gettext_lazy("đọc phiếu chấm của từng ủy viên"),
    [
        Rule(role=role, not_own=NOT_MINE, not_party="parties", when=_JUDGED, **union)
        for role, union in [
            (Role.COUNCILLOR, {"at": "superior"}),
            (Role.REVIEWER, {"at": "superior"}),
            (Role.REVIEWER, {"at": "desk"}),
            (Role.REVIEWER, {"over": "judged_for"}),
        ]
    ],
)


def by_council(initiative: Initiative) -> bool:
    """Does a council score this dossier? Reads the programme, and of such a programme the edition."""
    return initiative.programme.workflow == Workflow.COUNCIL and initiative.edition.points is not None


def is_scored(initiative: Initiative) -> bool:
    """Does the council score it now? As `SCORING` has it; no query where programme and edition are read."""
    at_the_council = initiative.state == State.REVIEWING and initiative.desk_id == initiative.superior_id
    return at_the_council and initiative.judged_by_id is None and by_council(initiative)


def missing_to_score(points: Mapping[str, int | None], note: str, *, edition: Edition) -> list[Problem]:
    """Everything that keeps a sheet from being taken, each at its field: a criterion's code, or the note."""
    problems = []
    for one in criteria_of(edition):
        given = points.get(one.code)
        if given is None or not 0 <= given <= one.most:
            text = _("Chấm “%(name)s” bằng số nguyên từ 0 đến %(most)s") % {
                "name": one.label,
                "most": format_int(one.most),
            }
            problems.append(Problem(code="points", field=one.code, text=text))
    return [*problems, *too_long("note", note, LONGEST_NOTE)]
