"""What is known of candidates: what persons made, what collectives reached. The same queries for one and for a
hundred."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sangkien.base.days import day_of, end_of, start_of
from sangkien.honours.conditions import MOST_YEARS
from sangkien.honours.grades import grades_of
from sangkien.honours.models import Round
from sangkien.initiatives.content import Job
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase
from sangkien.scopes.queries import levels_of_titles
from sangkien.statistics.figures import figures_of, gained_between
from sangkien.statistics.quarters import Quarter, quarter_table
from sangkien.statistics.standings import Grouping


@dataclass(frozen=True)
class Made:
    """An initiative that counts for its author: when it was recognised, its value of one year in đồng by the strongest
    word that stands for it (None: not computable), whether the author led others, and at which levels it counts for a
    title (`scopes.Level`)."""

    initiative: Initiative
    on: date
    dong: int | None
    as_manager: bool
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reached:
    """What a collective reached in a round: valid initiatives of its days, hundredths of a percent of its target (cut
    off; None without a target), whether it leads its quarter (None: the round is of no quarter), its grade."""

    valid: int
    attained: int | None
    leads: bool | None
    grade: str


def authored(of: Round) -> "QuerySet[Author]":
    """The authors of what was recognised below the round's union up to the last of the round's days, and told."""
    below = Organisation.objects.under(of.unit, on=of.last_day, ended=True)
    return Author.objects.filter(
        initiative__state=State.VALID,
        initiative__untold__isnull=True,
        initiative__closed_at__lt=end_of(of.last_day),
        initiative__unit__in=below.values("pk"),
    )


def made_by(identities: Collection[str], of: Round) -> dict[str, list[Made]]:
    """What these persons made, the last recognised first, as far back as terms may ask. Two queries."""
    since = start_of(date(of.last_day.year - MOST_YEARS + 1, 1, 1))
    rows = authored(of).filter(identity__in=identities, initiative__closed_at__gte=since)
    found: dict[str, list[Made]] = defaultdict(list)
    authors = list(rows.select_related("initiative").order_by("-initiative__closed_at", "initiative"))
    titles = levels_of_titles(author.initiative_id for author in authors)
    for author in authors:
        closed = author.initiative.closed_at
        assert closed is not None  # a verdict has its moment
        dossier, as_manager = author.initiative, author.job == Job.MANAGER
        made = Made(dossier, day_of(closed), worth(dossier), as_manager, titles.get(dossier.pk, frozenset()))
        found[author.identity].append(made)
    return found


def worth(initiative: Initiative) -> int | None:
    """What was found after a year, or what the employer says, or what the author declared."""
    said = (initiative.verified_vnd, initiative.employer_vnd, initiative.benefit_vnd)
    return next((dong for dong in said if dong is not None), None)


def reached_by(units: Sequence[Organisation], of: Round) -> dict[int, Reached]:
    """What these collectives reached. Five queries, and those of the quarter where the round is of one."""
    told = figures_of(units, programme=of.programme, phase=_phase(of), as_of=of.last_day)
    figures = {one.unit.pk: one for one in told}
    gained = gained_between(units, programme=of.programme, first=of.first_day, last=of.last_day)
    leaders, grades = _leaders(of), grades_of([unit.pk for unit in units], year=of.last_day.year)
    found = {}
    for unit in units:
        ratio = figures[unit.pk].achievement.ratio
        found[unit.pk] = Reached(
            valid=gained[unit.pk],
            attained=None if ratio is None else int(ratio * 10_000),
            leads=None if leaders is None else unit.pk in leaders,
            grade=grades.get(unit.pk, ""),
        )
    return found


def _phase(of: Round) -> Phase | None:
    """The phase in which the round's days lie; None: they are of the whole programme."""
    phases: QuerySet[Phase] = of.programme.phases.order_by("window")
    return next((phase for phase in phases if _holds(phase, of)), None)


def _holds(phase: Phase, of: Round) -> bool:
    return phase.first_day <= of.first_day and (phase.last_day is None or of.last_day <= phase.last_day)


def _leaders(of: Round) -> set[int] | None:
    """Who wins the quarter that the round is of, in the clusters of its union or without any among those below it, by
    the programme's rule (`statistics.quarters`)."""
    quarter = Quarter.of(of.last_day)
    if (quarter.first_day, quarter.last_day) != (of.first_day, of.last_day):
        return None
    grouping = Grouping.CLUSTERS if of.unit.clusters.exists() else Grouping.CHILDREN
    table = quarter_table(of.unit, programme=of.programme, quarter=quarter, as_of=of.last_day, grouping=grouping)
    return {line.unit.pk for group in table for line in group.lines if line.wins}


def years_of(made: Sequence[Made], *, last: int, years: int) -> Mapping[int, list[Made]]:
    """What was recognised in each of so many calendar years, `last` the last of them; every year is there."""
    found: dict[int, list[Made]] = {year: [] for year in range(last - years + 1, last + 1)}
    for one in made:
        if one.on.year in found:
            found[one.on.year].append(one)
    return found
