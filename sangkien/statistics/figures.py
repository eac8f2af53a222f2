"""The figures of one unit, and how they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db import connection

from sangkien.base.numbers import percent
from sangkien.counting.models import Measure
from sangkien.counting.queries import DAILY, DayFigure, Reached, View, between, reached
from sangkien.counting.settling import entered_after
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import members_of_many
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.under import UNDER
from sangkien.targets.models import TargetKind
from sangkien.targets.queries import Targets, targets_of


@dataclass(frozen=True)
class Achievement:
    """So many valid initiatives against a target: 1.396 trên 1.000 là 139,6 %, vượt 396."""

    target: int | None
    done: int

    @property
    def percent(self) -> Decimal | None:
        """Half-up at one decimal from the exact rational; None where there is no target (or it is 0)."""
        return percent(self.done, self.target) if self.target else None

    @property
    def ratio(self) -> Fraction | None:
        """The exact share, for ranking."""
        return Fraction(self.done, self.target) if self.target else None

    @property
    def over(self) -> int | None:
        """How many above the target; negative while it is not reached."""
        return None if self.target is None else self.done - self.target


@dataclass(frozen=True)
class Figures:
    """What a unit and all below it have reached up to and including `as_of`.

    `submitted` is "lượt nộp": dossiers ever sent and not withdrawn. `valid` is "hợp lệ": found valid by the
    direct superior. `value` is the sum of their one year's benefit and how far it is attested. `members` are those of
    the day, or of the period's last day once that is over. `gains` are those of lượt nộp and hợp lệ on each day from
    `since` on, `worth` what came then of the value's total. `against`: which of the three targets they are compared
    with; None: the first that is set.
    """

    unit: Organisation
    programme: Programme
    phase: Phase | None
    as_of: date
    view: View
    targets: Targets | None
    members: int
    counts: dict[Measure, int]
    value: Value
    gains: dict[Measure, dict[date, int]] = field(repr=False)
    worth: dict[date, int] = field(default_factory=dict, repr=False)
    since: date = date.min
    against: TargetKind | None = None

    @property
    def submitted(self) -> int:
        """Lượt nộp."""
        return self.counts.get(Measure.SUBMITTED, 0)

    @property
    def valid(self) -> int:
        """Hợp lệ."""
        return self.counts.get(Measure.VALID, 0)

    @property
    def benefit_vnd(self) -> int:
        """Giá trị làm lợi in đồng, as declared; never shown without how far it is attested."""
        return self.value.total

    @property
    def measured_by(self) -> TargetKind | None:
        """Which of the three targets is compared with: the one asked for, else assigned, registered, self-raised."""
        kinds = self.targets.kinds if self.targets else []
        return next((kind for kind in kinds if self.against in (None, kind)), None)

    @cached_property
    def achievement(self) -> Achievement:
        """Valid against that target."""
        return self.against_each.get(self.measured_by, Achievement(target=None, done=self.valid))

    @property
    def is_there(self) -> bool:
        """Has it reached its target? Not without one, nor with one of nought."""
        return bool(self.achievement.target) and self.valid >= (self.achievement.target or 0)

    @cached_property
    def against_each(self) -> dict[TargetKind | None, Achievement]:
        """Valid against each of the three that is set, side by side."""
        targets = self.targets or Targets()
        return {kind: Achievement(target=targets.of(kind), done=self.valid) for kind in targets.kinds}

    @property
    def per_1000(self) -> Decimal | None:
        """Valid initiatives per 1,000 members, at one decimal; None without members."""
        return percent(self.valid * 10, self.members)

    @property
    def density(self) -> Fraction | None:
        """The exact number of valid initiatives a member, for ranking."""
        return Fraction(self.valid, self.members) if self.members else None

    def on_the_evening_of(self, day: date) -> "Figures":
        """What had been reached that evening, not before the one before `since`, of the same target and members; of the
        value it is the total alone that is known by days. No query."""
        gains = {measure: {at: n for at, n in days.items() if at <= day} for measure, days in self.gains.items()}
        since = {measure: sum(days.values()) - sum(gains[measure].values()) for measure, days in self.gains.items()}
        counts = {measure: count - since.get(measure, 0) for measure, count in self.counts.items()}
        total = self.value.total - sum(dong for at, dong in self.worth.items() if at > day)
        return replace(self, as_of=day, gains=gains, counts=counts, value=replace(self.value, total=total))

    def gained(self, measure: Measure) -> dict[date, int]:
        """The gain of each day from `since` on in one of the measures that are told by days."""
        return self.gains.get(measure, {})

    def in_last(self, days: int, measure: Measure = Measure.VALID) -> list[int]:
        """The gains of the last so many days, oldest first, `as_of` the last."""
        if days > self.known_days:
            raise ValueError(f"The days before {self.since} are known in one sum.")
        gains = self.gained(measure)
        return [gains.get(self.as_of - timedelta(days=back), 0) for back in range(days - 1, -1, -1)]

    @property
    def known_days(self) -> int:
        """So many days back, `as_of` the first of them, the gains are told day by day."""
        return (self.as_of - self.since).days + 1

    @property
    def opened(self) -> date:
        """The first day of what is counted: of the phase, or of the programme."""
        return self.phase.first_day if self.phase else self.programme.opens.lower

    def before(self, day: date, measure: Measure = Measure.VALID) -> int:
        """How many before that day, which is not before `since`, or is the first of what is counted."""
        if day < self.since:
            if day > self.opened:
                raise ValueError(f"The days before {self.since} are known in one sum.")
            return 0
        return self.counts.get(measure, 0) - sum(n for at, n in self.gained(measure).items() if at >= day)


def gained_between(
    units: Sequence[Organisation],
    *,
    programme: Programme,
    first: date,
    last: date,
    phase: Phase | None = None,
    view: View = View.AS_THEN,
    up_to: int | None = None,
) -> dict[int, int]:
    """How many valid initiatives each of the units (keys) gained from `first` to `last`, both included: a quarter, a
    month, a week. One query for any number of units; who gained nothing is there with 0. `up_to`: as in `figures_of`.
    """
    gains = dict.fromkeys([unit.pk for unit in units], 0)
    which: dict[str, Any] = {"programme": programme, "phase": phase, "view": view}
    for gain in between(list(gains), **which, first=first, last=last, measures=[Measure.VALID]):
        gains[gain.unit_id] += gain.count
    if up_to is not None:
        for late in entered_after(up_to, list(gains), **which, as_of=last):
            if late.measure == Measure.VALID and late.day >= first:
                gains[late.unit_id] -= late.count
    return gains


def goal(targets: Targets | None) -> int | None:
    """The number a unit is measured against: assigned, else registered, else self-raised."""
    return next(iter(targets.values), None) if targets else None


def figures(
    unit: Organisation,
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
    since: date | None = None,
) -> Figures:
    """The figures of one unit."""
    return figures_of([unit], programme=programme, phase=phase, as_of=as_of, view=view, since=since)[0]


def figures_of(
    units: Sequence[Organisation],
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
    since: date | None = None,
    up_to: int | None = None,
    against: TargetKind | None = None,
) -> list[Figures]:
    """The figures of many units, in the order given: three queries for any number of them, one more where members are
    not kept (organisations.headcounts), two more when restated. The gains of each day are told from `since` on, without
    it of the last seven days. `up_to`: as the ledger stood when that was its last entry, but for who takes part; one
    query more, and read in `one_moment`."""
    ids = [unit.pk for unit in units]
    since = since or days_before(as_of, WEEK)
    which: dict[str, Any] = {"programme": programme, "phase": phase, "as_of": as_of, "view": view}
    late = _taken_away(entered_after(up_to, ids, **which), since) if up_to is not None else []
    found: dict[int, list[Reached]] = {}
    for one in [*reached(ids, **which, since=since), *late]:
        found.setdefault(one.unit_id, []).append(one)
    targets = _targets(ids, programme, phase, as_of, view)
    members = members_of_many(ids, _counted_on(programme, phase, as_of, view))
    return [
        _figures(
            unit,
            found.get(unit.pk, []),
            **which,
            since=since,
            targets=targets.get(unit.pk),
            members=members.get(unit.pk, 0),
            against=against,
        )
        for unit in units
    ]


def since_day(figures: Figures, day: date) -> Figures:
    """The same, with the gains of each day from that day on. One query."""
    asked: dict[str, Any] = {"programme": figures.programme, "phase": figures.phase, "as_of": figures.as_of}
    found = reached([figures.unit.pk], **asked, view=figures.view, since=day)
    gains = {one.measure: one.days for one in found}
    return replace(figures, since=day, gains=gains, worth=next((one.worth for one in found if one.worth), {}))


WEEK = 7


def days_before(as_of: date, days: int) -> date:
    """The first of so many days, `as_of` the last."""
    return as_of - timedelta(days=days - 1)


def _targets(ids: list[int], programme: Programme, phase: Phase | None, as_of: date, view: View) -> dict[int, Targets]:
    """As they were set, or rolled up within the tree of the day, in which a unit that has ended has none."""
    if view == View.AS_THEN:
        return targets_of(ids, programme=programme, phase=phase)
    there = list(Organisation.objects.on(as_of).filter(pk__in=ids).values_list("pk", flat=True))
    return targets_of(there, programme=programme, phase=phase, restated_to=as_of)


def _counted_on(programme: Programme, phase: Phase | None, as_of: date, view: View) -> date:
    """Members at the end of the period, once it is over: those of later years have no part in it. Restated they are
    those of the tree that is asked for."""
    last = phase.last_day if phase else programme.last_day
    return min(as_of, last) if last and view == View.AS_THEN else as_of


def days_of_members(today: date) -> list[date]:
    """The days whose members boards show most: today's, and those of phases that ended within two years. One query."""
    ended = Phase.objects.filter(
        programme__rehearsal=False, window__endswith__lte=today, window__endswith__gt=today - timedelta(days=2 * 366)
    )
    return sorted({today, *(phase.last_day for phase in ended if phase.last_day)})


def _figures(unit: Organisation, found: list[Reached], **rest: Any) -> Figures:
    """Of what was found of one unit, measure by measure; of one measure all is added up."""
    counts: dict[Measure, int] = {}
    benefits: dict[Measure, int] = {}
    gains: dict[Measure, dict[date, int]] = {}
    worth: dict[date, int] = {}
    for one in found:
        counts[one.measure] = counts.get(one.measure, 0) + one.count
        benefits[one.measure] = benefits.get(one.measure, 0) + one.benefit
        _add(gains.setdefault(one.measure, {}), one.days)
        _add(worth, one.worth)
    return Figures(unit=unit, counts=counts, value=Value.of(benefits), gains=gains, worth=worth, **rest)


def _add(known: dict[date, int], days: dict[date, int]) -> None:
    for day, gain in days.items():
        known[day] = known.get(day, 0) + gain


def _taken_away(late: Sequence[DayFigure], since: date) -> list[Reached]:
    """What was entered too late to count, as what it takes from what had been reached."""
    taken = []
    for one in late:
        by_days = one.measure in DAILY and one.day >= since
        days = {one.day: -one.count} if by_days else {}
        worth = {one.day: -one.benefit} if by_days and one.measure == Measure.VALID else {}
        taken.append(Reached(one.unit_id, one.measure, -one.count, -one.benefit, days, worth))
    return taken


# "Số người nộp": distinct authors of dossiers that are counted as submitted on that day. An author is the same
# person when the phone number is the same, or without one, the name in the same union.
_PEOPLE = """
SELECT count(DISTINCT author.identity)
FROM initiatives_author author
JOIN (
    SELECT e.initiative_id
    FROM counting_entry e
    WHERE {under} AND e.programme_id = %(programme)s AND e.day <= %(as_of)s
      AND e.measure = 'SUBMITTED' AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
    GROUP BY e.initiative_id HAVING sum(e.count) > 0
) sent ON sent.initiative_id = author.initiative_id
"""


def people(
    unit: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> int:
    """How many people have sent something (distinct authors of submitted dossiers)."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PEOPLE.format(under=UNDER[view]),
            {
                "unit": unit.pk,
                "programme": programme.pk,
                "phase": phase.pk if phase else None,
                "as_of": as_of,
            },
        )
        return int(cursor.fetchone()[0])
