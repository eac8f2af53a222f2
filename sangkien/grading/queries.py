"""Questions about rounds: what every sheet comes to, who still has to score, and the result."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from sangkien.grading.models import Answer, CriteriaSet, Edition, Exhibit, Round, Score, Sheet, Step, Tabled
from sangkien.grading.placing import Placed, placed
from sangkien.grading.reckoning import Given, Total, total
from sangkien.grading.states import STAGES_BY_HAND, Stage, State
from sangkien.organisations.models import Organisation

ByStage = dict[Stage, dict[str, Score]]
"""The newest points of each stage, by the line's code."""


@dataclass(frozen=True)
class Graded:
    """A sheet with its union, named as of the round's figures, all points that count at each stage, and the total."""

    sheet: Sheet
    unit: Organisation
    scores: ByStage
    answers: dict[str, Answer]
    total: Total

    @property
    def name(self) -> str:
        """As lists have the union."""
        return self.unit.short_name or self.unit.name

    @property
    def exhibits(self) -> dict[str, list[Exhibit]]:
        """The files that show what is claimed, by line. One query."""
        found: dict[str, list[Exhibit]] = defaultdict(list)
        for exhibit in Exhibit.objects.filter(sheet=self.sheet).select_related("file").order_by("pk"):
            found[exhibit.line].append(exhibit)
        return found

    def left(self, stage: Stage) -> int:
        """How many lines that are scored by hand have no points of this stage yet."""
        given = self.scores.get(stage, {})
        return sum(1 for line in self.sheet.round.spec.by_hand if line.code not in given)


@dataclass(frozen=True)
class Outcome:
    """A line of the result."""

    graded: Graded
    placed: Placed


def graded(one: Round) -> list[Graded]:
    """Every sheet of the round, by the union's code. Four queries, whatever the number of unions."""
    return _graded(one, Sheet.objects.filter(round=one))


def graded_one(sheet: Sheet) -> Graded:
    """One sheet, as `graded` has it. Four queries."""
    [found] = _graded(sheet.round, Sheet.objects.filter(pk=sheet.pk))
    return found


def outcome(one: Round) -> list[Outcome]:
    """The result as it stands, best first: final once the round is locked. The cost of `graded`."""
    return placing_of(graded(one), one)


def placing_of(found: Iterable[Graded], one: Round) -> list[Outcome]:
    """The result of these sheets. No query."""
    by_code = {each.unit.code: each for each in found}
    lines = placed([(code, each.total) for code, each in by_code.items()], one.spec)
    return [Outcome(by_code[line.unit], line) for line in lines]


def waiting(found: Iterable[Graded], stage: Stage) -> list[str]:
    """Unions whose sheets are not complete at this stage, by name. No query."""
    return [one.name for one in found if one.left(stage)]


def came_to_council(one: Round) -> Step | None:
    """The step by which the round came to the council last. One query."""
    return Step.objects.filter(round=one, state=State.COUNCIL).order_by("pk").last()


def tabled(one: Round) -> dict[int, Tabled]:
    """What became of sheets since the round came to the council last: of each the last matter it was in, by the sheet's
    key. Two queries."""
    rows = Tabled.objects.filter(step=came_to_council(one)).select_related(
        "matter__outcome", "matter__sitting__council"
    )
    return {row.sheet_id: row for row in rows.order_by("pk")}


def criteria_for(organiser: Organisation, *, above: "QuerySet[Organisation]") -> list[Edition]:
    """The newest edition of every set that the union may grade by: its own and those of all above it. Two queries."""
    sets = CriteriaSet.objects.filter(owner__in=above) | CriteriaSet.objects.filter(owner=organiser)
    editions = Edition.objects.filter(criteria__in=sets).select_related("criteria__owner")
    newest: dict[int, Edition] = {one.criteria_id: one for one in editions.order_by("criteria__code", "number")}
    return list(newest.values())


def newest_edition(criteria: CriteriaSet) -> Edition:
    """The last edition of a set."""
    return criteria.editions.order_by("-number")[0]


def _graded(one: Round, sheets: "QuerySet[Sheet]") -> list[Graded]:
    found = list(sheets.order_by("unit__code"))
    units = {unit.pk: unit for unit in Organisation.objects.filter(pk__in=_units(found)).named(on=one.as_of)}
    scores, answers = _scores(found), _answers(found)
    for sheet in found:
        sheet.round = one
    return [_one(sheet, units[sheet.unit_id], scores[sheet.pk], answers[sheet.pk]) for sheet in found]


def _one(sheet: Sheet, unit: Organisation, scores: ByStage, answers: dict[str, Answer]) -> Graded:
    given = {
        code: Given(score.points, stage) for stage in STAGES_BY_HAND for code, score in scores.get(stage, {}).items()
    }
    given |= {line: Given(one.points, Stage.APPEAL) for line, one in answers.items() if one.points is not None}
    return Graded(sheet, unit, scores, answers, total(sheet.round.spec, sheet.facts, given))


def _units(sheets: Iterable[Sheet]) -> list[int]:
    return [sheet.unit_id for sheet in sheets]


def _scores(sheets: list[Sheet]) -> dict[int, ByStage]:
    found: dict[int, ByStage] = defaultdict(dict)
    for score in Score.objects.filter(sheet__in=sheets).select_related("by").order_by("pk"):
        found[score.sheet_id].setdefault(Stage(score.stage), {})[score.line] = score
    return found


def _answers(sheets: list[Sheet]) -> dict[int, dict[str, Answer]]:
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(appeal__sheet__in=sheets).select_related("appeal", "by"):
        found[answer.appeal.sheet_id][answer.appeal.line] = answer
    return found
