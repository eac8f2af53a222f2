"""Whatever dossiers do, in whichever order it is booked, and whenever the folder runs: every figure is what counting by
hand would give.

The test keeps a ledger of its own, in the plainest way: what a dossier was in is taken off, what it is in now is
put on, for its union and for every union above it, found by walking up the placements one by one. Who takes part is
counted as anybody would: on the evening of each day, how many have a valid dossier there.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sangkien.counting.actions import Standing, fold, move
from sangkien.counting.models import OF_VALUE, TRAITS, Entry, Measure, PeriodTotal, Total
from sangkien.counting.queries import DAILY, View, between, by_day, reached
from sangkien.counting.rebuilding import rebuild, wrong_in_a_sample, wrong_totals
from sangkien.organisations.actions import place
from sangkien.organisations.models import Organisation, Placement
from sangkien.programmes.models import Phase
from tests.cast import NOW, Cast, seed

FIRST = date(2022, 5, 29)  # six days of two months
DAYS = [FIRST + timedelta(days=n) for n in range(6)]
MOVED = DAYS[3]  # from this day on the factory of Haemin belongs to the district
GRASSROOTS = ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU"]
WAYS = [frozenset({Measure.SUBMITTED}), frozenset({Measure.SUBMITTED, Measure.VALID}), frozenset[Measure]()]
WAYS += [frozenset({Measure.SUBMITTED, Measure.RETURNED})]
WAYS += [frozenset({Measure.SUBMITTED, Measure.VALID, Measure.GRASSROOTS})]
WAYS += [frozenset({Measure.SUBMITTED, *OF_VALUE, Measure.ACTUAL})]

BY_UNION = {Measure.UNIONS: False, Measure.FDI_UNIONS: True}  # FDI alone

Figures = dict[tuple[int, date, Measure], tuple[int, int]]


@dataclass(frozen=True)
class Turn:
    """A dossier comes to stand somewhere (or goes), on the day after `days` more days."""

    dossier: int
    unit: int | None
    measures: frozenset[Measure]
    benefit: int
    actual: int
    phase: str | None
    days: int
    traits: frozenset[Measure]
    people: frozenset[int]


turns = st.builds(
    Turn,
    dossier=st.integers(0, 4),
    unit=st.none() | st.integers(0, len(GRASSROOTS) - 1),
    measures=st.sampled_from(WAYS),
    benefit=st.sampled_from([0, 1, 120_000_000, 10**15]),
    actual=st.sampled_from([0, 90_000_000]),
    phase=st.sampled_from(["GD1", "GD1", "GD2", None]),
    days=st.sampled_from([0, 0, 1, 2]),
    traits=st.frozensets(st.sampled_from(TRAITS)),
    people=st.frozensets(st.integers(-2, 1), min_size=1, max_size=2),
)
folds = st.integers(1, 7)
walks = st.lists(st.one_of(turns, turns, turns, folds), max_size=30)


# A dossier from before the move of Haemin's union, and one from after it.
BEFORE_AND_AFTER = [
    Turn(dossier, 1, WAYS[1], 0, 0, "GD1", days, frozenset(), frozenset({0})) for dossier, days in ((0, 1), (1, 2))
]


class TestAnyWalk(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = seed()
        unit, district = cls.cast.unit("CS-HAEMIN"), cls.cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=district, since=MOVED, by=None, at=NOW)
        cls.units = {unit.code: unit.pk for unit in Organisation.objects.all()}
        cls.phases = dict(Phase.objects.values_list("code", "pk"))
        rows = Placement.objects.values_list("organisation", "parent", "valid")
        cls.placements = [(unit, parent, valid) for unit, parent, valid in rows]

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(walks)
    @example(BEFORE_AND_AFTER)
    def test_is_counted_exactly(self, walk: list[Turn | int]) -> None:
        self.begin()

        for turn in walk:
            if isinstance(turn, int):
                fold(limit=turn)
            else:
                self.walk(turn)
            self.assert_exact(View.AS_THEN, DAYS[-1])

        for view, as_of, phase in product(View, DAYS, [None, "GD1"]):
            self.assert_exact(view, as_of, phase)
            self.assert_children_sum_up(view, as_of, phase)
            self.assert_summed_up(view, as_of, phase)

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(walks, st.randoms(use_true_random=False))
    def test_is_counted_the_same_in_whichever_order_it_is_booked(self, walk: list[Turn | int], chance: Random) -> None:
        self.begin()
        for turn in walk:
            if isinstance(turn, Turn):
                self.walk(turn)
        entries = list(Entry.objects.order_by("pk"))
        Entry.objects.all().delete()
        chance.shuffle(entries)

        for entry in entries:
            entry.pk = None
            entry.save(force_insert=True)
            if chance.random() < 0.3:
                fold(limit=chance.randint(1, 5))

        for view, as_of, phase in product(View, DAYS, [None, "GD1"]):
            self.assert_exact(view, as_of, phase)

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(walks)
    def test_counted_anew_is_the_same(self, walk: list[Turn | int]) -> None:
        self.begin()
        for turn in walk:
            if isinstance(turn, int):
                fold(limit=turn)
            else:
                self.walk(turn)
        assert (wrong_totals(), wrong_in_a_sample(place=0)) == (0, 0)
        live = self.rows()

        Total.objects.filter(unit=self.units["TLD"]).delete()
        PeriodTotal.objects.filter(measure=Measure.VALID).update(own_count=7)
        wrong = wrong_totals()
        assert rebuild() == wrong

        assert wrong_totals() == 0
        assert self.rows() == live

    def rows(self) -> set[tuple[object, ...]]:
        """All totals that say anything."""
        found: set[tuple[object, ...]] = set()
        for model, time in ((Total, "day"), (PeriodTotal, "month")):
            told = model.objects.values_list("unit", "phase", time, "measure", "count", "benefit", "own_count")
            found |= {(model, *row) for row in told if any(row[4:])}
        return found

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(walks)
    def test_is_folded_once_and_for_all(self, walk: list[Turn | int]) -> None:
        self.begin()
        for turn in walk:
            if isinstance(turn, Turn):
                self.walk(turn)
        before = self.figures(View.AS_THEN, DAYS[-1])

        while fold(limit=3):
            assert self.figures(View.AS_THEN, DAYS[-1]) == before
        folded = list(Total.objects.order_by("pk").values())
        assert fold() == 0

        assert list(Total.objects.order_by("pk").values()) == folded
        assert self.figures(View.AS_THEN, DAYS[-1]) == before
        assert not Entry.objects.filter(folded=False).exists()

    # The walk, and the ledger of the test -----------------------------------------------------------------

    def begin(self) -> None:
        self.today = 0
        self.standing: dict[int, Standing | None] = {}
        self.ledger: list[tuple[Standing, Measure, date, int]] = []

    def walk(self, turn: Turn) -> None:
        self.today = min(self.today + turn.days, len(DAYS) - 1)
        day = DAYS[self.today]
        before, after = self.standing.get(turn.dossier), self.stands(turn, day)

        move(before, after, initiative_id=turn.dossier, day=day)

        self.standing[turn.dossier] = after
        for standing, sign in ((before, -1), (after, +1)):
            self.ledger += [(standing, measure, day, sign) for measure in standing.measures] if standing else []

    def stands(self, turn: Turn, day: date) -> Standing | None:
        if turn.unit is None:
            return None
        return Standing(
            programme_id=self.cast.programme.pk,
            phase_id=self.phases[turn.phase] if turn.phase else None,
            chain=tuple(self.above(self.units[GRASSROOTS[turn.unit]], day)),
            measures=turn.measures,
            benefit=turn.benefit,
            actual=turn.actual,
            traits=turn.traits,
            people=turn.people,
        )

    def above(self, unit: int, day: date) -> list[int]:
        """The unit and every unit above it that day."""
        way, here = [], unit
        while here is not None:
            way.append(here)
            here = next(
                parent for organisation, parent, valid in self.placements if organisation == here and day in valid
            )
        return way

    def by_hand(self, view: View, as_of: date, phase: str | None) -> Figures:
        counts: Counter[tuple[int, date, Measure]] = Counter()
        benefits: Counter[tuple[int, date, Measure]] = Counter()
        for standing, measure, day, sign in self.ledger:
            if day > as_of or (phase and standing.phase_id != self.phases[phase]):
                continue
            for unit in standing.chain if view == View.AS_THEN else self.above(standing.chain[0], as_of):
                counts[unit, day, measure] += sign
                worth = standing.actual if measure == Measure.ACTUAL else standing.benefit
                benefits[unit, day, measure] += sign * worth if measure in {*OF_VALUE, Measure.ACTUAL} else 0
                if measure != Measure.VALID:
                    continue
                for trait in standing.traits:
                    counts[unit, day, trait] += sign
                    benefits[unit, day, trait] += sign * standing.benefit
        counts.update(self.taking_part(view, as_of, phase))
        return {key: (counts[key], benefits[key]) for key in counts if counts[key] or benefits[key]}

    def taking_part(self, view: View, as_of: date, phase: str | None) -> Counter[tuple[int, date, Measure]]:
        """Day by day, how many more have a valid dossier in the evening than had the evening before."""
        gained: Counter[tuple[int, date, Measure]] = Counter()
        before: Counter[tuple[int, Measure]] = Counter()
        for day in DAYS[: DAYS.index(as_of) + 1]:
            there = self.there(view, as_of, phase, evening=day)
            for (unit, measure), count in (there - before).items():
                gained[unit, day, measure] += count
            for (unit, measure), count in (before - there).items():
                gained[unit, day, measure] -= count
            before = there
        return gained

    def there(self, view: View, as_of: date, phase: str | None, *, evening: date) -> Counter[tuple[int, Measure]]:
        counts: Counter[tuple[int, Measure, int]] = Counter()
        for standing, measure, day, sign in self.ledger:
            if measure != Measure.VALID or day > evening or (phase and standing.phase_id != self.phases[phase]):
                continue
            own = standing.chain[0]
            for unit in standing.chain if view == View.AS_THEN else self.above(own, as_of):
                for kind, only_fdi in BY_UNION.items():
                    counts[unit, kind, own] += sign if Measure.FDI in standing.traits or not only_fdi else 0
                if view == View.AS_THEN:
                    for person in standing.people:
                        counts[unit, Measure.PEOPLE, person] += sign
        return Counter((unit, measure) for (unit, measure, _key), count in counts.items() if count > 0)

    # The figures of the house -----------------------------------------------------------------------------

    def figures(self, view: View, as_of: date, phase: str | None = None) -> Figures:
        found = by_day(list(self.units.values()), as_of=as_of, view=view, **self.asked(phase))
        return {(f.unit_id, f.day, f.measure): (f.count, f.benefit) for f in found if f.count or f.benefit}

    def assert_exact(self, view: View, as_of: date, phase: str | None = None) -> None:
        assert self.figures(view, as_of, phase) == self.by_hand(view, as_of, phase), (view, as_of, phase)

    def assert_children_sum_up(self, view: View, as_of: date, phase: str | None) -> None:
        """A union has what the unions under it have. In the tree of each dossier's own day that holds for those
        that lost and won nobody; in the tree of one day for all. Who takes part is counted once above: a factory's
        union with dossiers from before and after its move, in the tree of their own days, stands under both."""
        steady = {"TLD", "LDLD-NINH-THUAN", "CDN-GIAO-DUC"}
        parents = steady if view == View.AS_THEN else steady | {"CD-KCN", "LDLD-NINH-PHUOC"}
        figures = self.figures(view, as_of, phase)
        for code in parents:
            twice = set(BY_UNION) if view == View.AS_THEN and code == "LDLD-NINH-THUAN" else set()
            whole, parts = self.of(self.units[code], figures), self.of_children(self.units[code], as_of, figures)
            assert _but(twice, whole) == _but(twice, parts), code

    def assert_summed_up(self, view: View, as_of: date, phase: str | None) -> None:
        """What was before a day in one sum, and what was gained between two days, are sums of the days."""
        asked = self.asked(phase)
        units, days = list(self.units.values()), self.figures(view, as_of, phase)
        for since in (DAYS[0], DAYS[2], as_of):
            found = reached(units, as_of=as_of, view=view, since=since, **asked)
            sums: Counter[tuple[int, Measure]] = Counter()
            worth: Counter[tuple[int, Measure]] = Counter()
            for (unit, _day, measure), (count, benefit) in days.items():
                sums[unit, measure] += count
                worth[unit, measure] += benefit
            assert {(one.unit_id, one.measure): one.count for one in found if one.count} == _not_nothing(sums)
            assert {(one.unit_id, one.measure): one.benefit for one in found if one.benefit} == _not_nothing(worth)
            by_days = {(one.unit_id, day, one.measure): gain for one in found for day, gain in one.days.items() if gain}
            assert by_days == {
                key: count for key, (count, _) in days.items() if count and key[1] >= since and key[2] in DAILY
            }
        some = between(units, first=DAYS[1], last=as_of, view=view, **asked)
        inside: Counter[tuple[int, Measure]] = Counter()
        for (unit, day, measure), (count, _benefit) in days.items():
            inside[unit, measure] += count if day >= DAYS[1] else 0
        assert {(f.unit_id, f.measure): f.count for f in some if f.count} == _not_nothing(inside)

    def asked(self, phase: str | None) -> dict[str, Any]:
        one = self.cast.programme.phases.get(code=phase) if phase else None
        return {"programme": self.cast.programme, "phase": one}

    def of(self, unit: int, figures: Figures) -> dict[tuple[date, Measure], tuple[int, int]]:
        """Without people: whoever has dossiers in two unions counts once above them."""
        return {
            (day, measure): figure
            for (whose, day, measure), figure in figures.items()
            if whose == unit and measure != Measure.PEOPLE
        }

    def of_children(self, unit: int, as_of: date, figures: Figures) -> dict[tuple[date, Measure], tuple[int, int]]:
        children = [child for child, parent, valid in self.placements if parent == unit and as_of in valid]
        counts: Counter[tuple[date, Measure]] = Counter()
        benefits: Counter[tuple[date, Measure]] = Counter()
        for child in children:
            for key, (count, benefit) in self.of(child, figures).items():
                counts[key] += count
                benefits[key] += benefit
        return {key: (counts[key], benefits[key]) for key in counts if counts[key] or benefits[key]}


def _but(measures: set[Measure], figures: dict[tuple[date, Measure], Any]) -> dict[tuple[date, Measure], Any]:
    return {key: figure for key, figure in figures.items() if key[1] not in measures}


def _not_nothing(sums: Counter[Any]) -> dict[Any, int]:
    return {key: count for key, count in sums.items() if count}
