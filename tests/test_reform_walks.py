"""Any sequence of decisions, submissions and verdicts keeps every promise.

One parent a day and no cycle; every dossier on a desk that exists; the national total the same in both views and equal
to the dossiers themselves; what was published of an evening never changes; taking a decision back puts the tree back.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible
from sangkien.counting.actions import fold
from sangkien.counting.models import Measure
from sangkien.counting.queries import View, by_day
from sangkien.initiatives.following import astray
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import COUNTS, NEXT, WAITS_FOR, State
from sangkien.initiatives.steps import locked, step
from sangkien.organisations.models import Ancestry, Classification, Organisation, Placement, Succession, UnitName
from sangkien.reforms.actions import apply, bring_about, preview, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.spec import understand
from sangkien.reforms.totals import national_totals
from tests.cast import NOW, Cast, seed

GRASSROOTS = ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN", "CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU", "CS-1", "CS-2"]
DESKS = ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC", "D-1", "D-2"]
PROVINCES = ["LDLD-NINH-THUAN", "P-1", "P-2"]
ANY = [*GRASSROOTS, *DESKS, *PROVINCES]

some = st.sampled_from
moves = st.one_of(
    st.tuples(some(GRASSROOTS), some([*DESKS, *PROVINCES])),
    st.tuples(some(DESKS), some(PROVINCES)),
    st.tuples(some(ANY), some(ANY)),
).map(lambda way: {"move": {"units": [way[0]], "to": way[1]}})
mergers = st.one_of(*(st.lists(some(same), min_size=2, max_size=3) for same in (GRASSROOTS, DESKS, PROVINCES))).map(
    lambda units: {"merge": {"units": units[1:], "into": units[0], "people": "move"}}
)
endings = st.tuples(some(ANY), some(["transfer", "leave"])).map(
    lambda said: {"dissolve": {"units": [said[0]], "members": said[1]}}
)
foundings = st.one_of(
    st.tuples(some(["CS-1", "CS-2"]), some(DESKS), st.just("GRASSROOTS")),
    st.tuples(some(["D-1", "D-2"]), some(PROVINCES), st.just("COMMUNE")),
    st.tuples(some(["P-1", "P-2"]), st.just("TLD"), st.just("PROVINCIAL")),
).map(lambda new: {"create": {"units": [{"code": new[0], "parent": new[1], "kind": new[2], "name": new[0]}]}})
divisions = st.tuples(some(DESKS), some(["D-1", "D-2"]), some(GRASSROOTS), st.booleans()).map(
    lambda said: {
        "split": {
            "unit": said[0],
            "into": [said[1]],
            "children": {said[2]: said[1]},
            "heir": said[1] if said[3] else None,
        }
    }
)
renamings = some(ANY).map(lambda unit: {"rename": {"unit": unit, "name": f"{unit} đổi tên"}})
operations = st.one_of(moves, mergers, endings, foundings, divisions, renamings)

Figures = dict[tuple[str, Measure], int]


class Walk(RuleBasedStateMachine):
    """The country from day to day."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.ending = transaction.atomic()
        self.ending.__enter__()
        self.day, self.decisions = NOW.date(), 0
        self.published: list[tuple[Any, Figures]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.ending.__exit__(None, None, None)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(9), VIETNAM)

    # What happens ------------------------------------------------------------------------------------------

    @initialize()
    def some_dossiers_were_sent(self) -> None:
        for unit in GRASSROOTS[:5]:
            self.a_dossier_is_sent(unit)

    @rule(unit=some(GRASSROOTS))
    def a_dossier_is_sent(self, unit: str) -> None:
        there = Organisation.objects.filter(code=unit).first()
        try:
            with transaction.atomic():
                self.cast.submitted(unit=there.pk if there else 0, at=self.at)
        except NotPossible:
            pass  # the union is not there, nor anybody to whom workers belong

    @precondition(lambda self: Initiative.objects.filter(state__in=WAITS_FOR).exists())
    @rule(which=st.integers(0, 50), to=some(list(State)))
    def a_dossier_takes_a_step(self, which: int, to: State) -> None:
        waiting = list(Initiative.objects.filter(state__in=WAITS_FOR).order_by("pk"))
        dossier = waiting[which % len(waiting)]
        if to in NEXT[State(dossier.state)] and to != State.DUPLICATE:
            initiative = locked(dossier.pk, seen=dossier.version)
            step(initiative, verb="walked", to=to, by=self.cast.actor("ha", on=self.day), at=self.at)

    @rule(operations=st.lists(operations, min_size=1, max_size=3), days=st.integers(-2, 3))
    def a_decision_is_applied(self, operations: list[dict[str, Any]], days: int) -> None:
        self.decisions += 1
        said = {"code": f"QD-{self.decisions}", "title": "Sắp xếp", "decision": {"issuer": "Ban Thường vụ"}}
        plan = understand(said | {"effective": self.day + timedelta(days=days), "operations": operations})
        before = self.tree()
        try:
            with transaction.atomic():
                rehearsed = preview(plan, by=None, at=self.at)
                assert self.tree() == before
                outcome = apply(plan, by=None, at=self.at)
        except NotPossible as no:
            assert all(problem.text for problem in no.problems)
            assert self.tree() == before
        else:
            assert rehearsed.before == outcome.before == outcome.after == rehearsed.after
            assert rehearsed.carried == outcome.carried

    @precondition(lambda self: Reform.objects.in_force().exists())
    @rule(which=st.integers(0, 20))
    def a_decision_is_taken_back(self, which: int) -> None:
        there = list(Reform.objects.in_force().order_by("pk"))
        before = self.tree()
        try:
            with transaction.atomic():
                take_back(there[which % len(there)], by=None, at=self.at)
        except NotPossible as no:
            assert all(problem.text for problem in no.problems)
            assert self.tree() == before

    @rule(folding=st.integers(0, 30))
    def midnight_comes(self, folding: int) -> None:
        self.published.append((self.day, self.figures(self.day)))
        fold(limit=folding)
        self.day += timedelta(days=1)
        bring_about(at=datetime.combine(self.day, time(0), VIETNAM))

    # What always holds -------------------------------------------------------------------------------------

    @invariant()
    def the_tree_is_a_tree(self) -> None:
        connection.check_constraints()
        for day in (self.day - timedelta(days=2), self.day, self.day + timedelta(days=4)):
            ever = Organisation.objects.filter(placements__valid__startswith__lte=day).distinct()
            standing = Ancestry.objects.on(day, ended=True).filter(depth=0)
            assert sorted(standing.values_list("descendant", flat=True)) == sorted(ever.values_list("pk", flat=True))

    @invariant()
    def every_open_dossier_lies_where_it_belongs(self) -> None:
        assert astray(self.day) == []
        there = Organisation.objects.on(self.day)
        assert not Initiative.objects.filter(state__in=WAITS_FOR).exclude(superior__in=there.values("pk")).exists()

    @invariant()
    def the_nation_has_all_of_it(self) -> None:
        dossiers = [COUNTS[State(state)] for state in Initiative.objects.values_list("state", flat=True)]
        counted = [sum(measure in counts for counts in dossiers) for measure in (Measure.SUBMITTED, Measure.VALID)]
        totals = [total for total in national_totals(self.day) if total.programme == self.cast.programme.code]
        assert [[total.submitted, total.valid] for total in totals] == [counted, counted]

    @invariant()
    def what_was_published_stays(self) -> None:
        for day, figures in self.published[-4:]:
            assert self.figures(day) == figures, day

    # The pictures ------------------------------------------------------------------------------------------

    def tree(self) -> list[Any]:
        return [
            list(rows.order_by("organisation__code", "valid").values_list("organisation__code", *names, "valid"))
            for rows, names in (
                (Placement.objects, ["parent__code"]),
                (UnitName.objects, ["name"]),
                (Classification.objects, ["kind"]),
            )
        ] + [list(Succession.objects.order_by("organisation__code", "successor__code").values_list("since", "manner"))]

    def figures(self, as_of: Any) -> Figures:
        units = dict(Organisation.objects.values_list("pk", "code"))
        found: Figures = {}
        for gain in by_day(list(units), programme=self.cast.programme, phase=None, as_of=as_of, view=View.AS_THEN):
            key = units[gain.unit_id], gain.measure
            found[key] = found.get(key, 0) + gain.count
        return {key: count for key, count in found.items() if count}


class TestAnyHistory(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        Walk.cast = seed()

    def test_keeps_every_promise(self) -> None:
        steps = settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Walk, settings=steps)
