"""A union gives those directly below it their numbers, by a decision; and what unions say of themselves."""

from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.targets.actions import allocate, pledge, set_target, withdraw
from sangkien.targets.models import Allocation, Indicator, Method, Target, TargetKind
from sangkien.targets.plan import Part, Plan, Signed, Terms, Which
from sangkien.targets.queries import Targets, decisions_of, every_target, history, in_force, targets_of
from tests.cast import NOW, TODAY, Cast

SIGNED = Signed("45/QĐ-LĐLĐ", date(2022, 5, 16))
BELOW = ("LDLD-NINH-PHUOC", "CDN-GIAO-DUC", "CD-KCN")


def which(cast: Cast, indicator: Indicator = Indicator.VALID) -> Which:
    return Which(cast.programme, cast.phase, indicator)


def plan(cast: Cast, *numbers: int | None, by: Method = Method.MEMBERS, **changes: Any) -> Plan:
    """So many for Ninh Phước, education and the zones; the last one put by hand."""
    parts = {
        cast.unit(code): Part(number, number, by_hand=code == "CD-KCN" or number is None)
        for code, number in zip(BELOW, numbers, strict=True)
    }
    said = {"which": which(cast), "divides": TargetKind.ASSIGNED, "terms": Terms(by, percent=10_00)} | changes
    return Plan(parts=parts, **said)


def given(cast: Cast, *numbers: int | None, login: str = "dong", paper: Signed = SIGNED, **changes: Any) -> Allocation:
    """Đông has the province give them."""
    unit = cast.unit("LDLD-NINH-THUAN")
    follows = changes.pop("follows", None)
    made = plan(cast, *numbers, **changes)
    return allocate(unit, made, paper=paper, follows=follows, by=cast.actor(login), at=NOW)


def assigned(cast: Cast) -> dict[str, int | None]:
    found = targets_of([cast.unit(code).pk for code in BELOW], programme=cast.programme, phase=cast.phase)
    return {code: found.get(cast.unit(code).pk, Targets()).assigned for code in BELOW}


class TestAllocate:
    def test_the_province_gives_its_thousand_to_those_below_it(self, cast: Cast) -> None:
        decision = given(cast, 25, 15, 960)

        assert assigned(cast) == {"LDLD-NINH-PHUOC": 25, "CDN-GIAO-DUC": 15, "CD-KCN": 960}
        assert (decision.whole, decision.divides, decision.number) == (1000, "ASSIGNED", "45/QĐ-LĐLĐ")
        kept = decision.allotments.order_by("value").values_list("value", "before", "by_hand")
        assert list(kept) == [(15, 170, False), (25, 95, False), (960, 230, True)]

    def test_a_sum_that_is_not_the_unions_number_is_refused_with_the_difference(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            given(cast, 25, 15, 950)

        (problem,) = no.value.problems
        assert problem.text == "Tổng số giao là 990, chỉ tiêu đem chia là 1.000: còn thiếu 10."
        assert assigned(cast) == {"LDLD-NINH-PHUOC": 95, "CDN-GIAO-DUC": 170, "CD-KCN": 230}

    def test_too_much_is_said_too(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match=r"thừa 10\."):
            given(cast, 25, 15, 970)

    def test_everything_that_is_wrong_is_said_at_once_at_its_place(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            given(cast, None, 15, 10**9, paper=Signed())

        found = [(problem.field, problem.code) for problem in no.value.problems]
        assert found == [
            ("LDLD-NINH-PHUOC", "open"),
            ("CD-KCN", "too_much"),
            ("total", "sum"),
            ("number", "no_number"),
            ("signed_on", "no_day"),
        ]

    @pytest.mark.parametrize(
        ("paper", "code"),
        [
            (Signed("4" * 61, date(2022, 5, 16)), "number_long"),
            (Signed("45/QĐ", date(2022, 5, 19)), "to_come"),
        ],
    )
    def test_a_paper_is_named_and_signed_by_today(self, cast: Cast, paper: Signed, code: str) -> None:
        with pytest.raises(NotPossible) as no:
            given(cast, 25, 15, 960, paper=paper)

        assert [problem.code for problem in no.value.problems] == [code]

    def test_what_was_signed_after_the_phase_gives_nothing_in_it(self, cast: Cast) -> None:
        late = Actor(cast.person("dong"), date(2022, 6, 20), cast.actor("dong").hat)
        paper = Signed("61/QĐ-LĐLĐ", date(2022, 6, 10))

        with pytest.raises(NotPossible, match="đã kết thúc ngày 31/05/2022"):
            allocate(cast.unit("LDLD-NINH-THUAN"), plan(cast, 25, 15, 960), paper=paper, follows=None, by=late, at=NOW)

    def test_another_decision_takes_its_place_and_both_stay(self, cast: Cast) -> None:
        first = given(cast, 25, 15, 960)

        second = given(cast, 30, 20, 950, follows=first, paper=Signed("46/QĐ-LĐLĐ", TODAY))

        assert assigned(cast) == {"LDLD-NINH-PHUOC": 30, "CDN-GIAO-DUC": 20, "CD-KCN": 950}
        assert decisions_of(cast.unit("LDLD-NINH-THUAN"), programme=cast.programme) == [second, first]
        assert in_force(cast.unit("LDLD-NINH-THUAN"), **which(cast).key) == second

    def test_whoever_has_not_seen_the_last_decision_looks_again_first(self, cast: Cast) -> None:
        given(cast, 25, 15, 960)

        with pytest.raises(Stale):
            given(cast, 30, 20, 950)

    def test_a_union_that_is_missing_or_not_below_is_never_passed_over(self, cast: Cast) -> None:
        made = plan(cast, 25, 15, 960)
        fewer = Plan(made.which, made.divides, made.terms, dict(list(made.parts.items())[1:]))

        with pytest.raises(Stale):
            allocate(cast.unit("LDLD-NINH-THUAN"), fewer, paper=SIGNED, follows=None, by=cast.actor("dong"), at=NOW)

    def test_a_percentage_that_comes_to_more_becomes_what_the_union_raises_for_itself(self, cast: Cast) -> None:
        decision = given(cast, 100, 200, 1000, by=Method.OF_MEMBERS)

        province = cast.unit("LDLD-NINH-THUAN").pk
        own = targets_of([province], programme=cast.programme, phase=cast.phase)[province]
        assert own == Targets(assigned=1000, self_raised=1300)
        assert (decision.whole, decision.divides, decision.terms) == (1300, "SELF_RAISED", {"percent": 1000})

    def test_a_percentage_that_comes_to_less_is_refused(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match="còn thiếu 700"):
            given(cast, 100, 100, 100, by=Method.OF_MEMBERS)

    def test_a_share_is_given_to_each_and_never_added(self, cast: Cast) -> None:
        share = which(cast, Indicator.PRODUCTION)
        set_target(cast.unit("LDLD-NINH-THUAN"), kind=TargetKind.ASSIGNED, value=65_00, by=None, at=NOW, **share.key)

        decision = given(cast, 60_00, 50_00, 90_00, by=Method.EQUALLY, which=share)

        assert decision.whole == 65_00

    def test_a_union_without_a_number_has_nothing_to_divide(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match="chưa có chỉ tiêu này để chia"):
            given(cast, 1, 1, 1, which=which(cast, Indicator.PEOPLE))

    def test_only_those_who_lead_or_administer_the_union_itself_give(self, cast: Cast) -> None:
        for login in ("ha", "minh", "mai", "lan"):
            with pytest.raises(NotAllowed):
                given(cast, 25, 15, 960, login=login)

    def test_each_number_is_in_the_log_with_the_decision(self, cast: Cast) -> None:
        given(cast, 25, 170, 805)

        line = Record.objects.get(verb="target.set", unit_id=cast.unit("CD-KCN").pk, by_id=cast.person("dong").pk)
        assert (line.before, line.after) == ({"value": 230}, {"value": 805, "decision": "45/QĐ-LĐLĐ, 16/05/2022"})
        assert not Record.objects.filter(
            unit_id=cast.unit("CDN-GIAO-DUC").pk, by_id=cast.person("dong").pk
        ).exists()  # as it was
        assert Record.objects.get(verb="target.allocate").after["unions"] == 3

    def test_the_union_below_gives_on_what_it_got(self, cast: Cast) -> None:
        given(cast, 25, 15, 960)
        zones = cast.unit("CD-KCN")
        appoint(cast.person("yen"), role=Role.LEADER, organisation=zones, since=date(2022, 1, 1), by=None, at=NOW)
        factories = ("CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN")
        parts = {cast.unit(code): Part(n, n, False) for code, n in zip(factories, (555, 398, 7), strict=True)}
        made = Plan(which(cast), TargetKind.ASSIGNED, Terms(Method.MEMBERS), parts)

        allocate(zones, made, paper=SIGNED, follows=None, by=cast.actor("yen", role=Role.LEADER), at=NOW)

        found = targets_of([cast.unit("CS-HAEMIN").pk], programme=cast.programme, phase=cast.phase)
        assert found[cast.unit("CS-HAEMIN").pk].assigned == 398


class TestWithdraw:
    def test_everybody_has_again_what_they_had(self, cast: Cast) -> None:
        was = list(Target.objects.order_by("pk").values_list("organisation", "value", "set_at"))
        decision = given(cast, 25, 15, 960)

        withdraw(decision, paper=Signed("47/QĐ-LĐLĐ", TODAY), by=cast.actor("dong"), at=NOW)

        assert list(Target.objects.order_by("pk").values_list("organisation", "value", "set_at")) == was
        assert in_force(cast.unit("LDLD-NINH-THUAN"), **which(cast).key) is None
        log = Record.objects.filter(verb="target.set", unit_id=cast.unit("CD-KCN").pk).latest("pk")
        assert log.after == {"value": 230, "decision": "47/QĐ-LĐLĐ, 18/05/2022"}

    def test_who_had_no_number_has_none_again(self, cast: Cast) -> None:
        Target.objects.filter(organisation=cast.unit("CD-KCN")).delete()
        decision = given(cast, 25, 15, 960)

        withdraw(decision, paper=Signed("47/QĐ-LĐLĐ", TODAY), by=cast.actor("dong"), at=NOW)

        assert assigned(cast)["CD-KCN"] is None

    def test_afterwards_another_decision_may_be_taken(self, cast: Cast) -> None:
        decision = given(cast, 25, 15, 960)
        withdraw(decision, paper=Signed("47/QĐ-LĐLĐ", TODAY), by=cast.actor("dong"), at=NOW)

        given(cast, 30, 20, 950, follows=decision)

        assert assigned(cast)["CD-KCN"] == 950

    def test_not_once_a_number_was_set_otherwise(self, cast: Cast) -> None:
        decision = given(cast, 25, 15, 960)
        zones = cast.unit("CD-KCN")
        set_target(
            zones, programme=cast.programme, phase=cast.phase, kind=TargetKind.ASSIGNED, value=9, by=None, at=NOW
        )

        with pytest.raises(NotPossible, match="CĐ Các KCN đã được đặt lại"):
            withdraw(decision, paper=Signed("47/QĐ-LĐLĐ", TODAY), by=cast.actor("dong"), at=NOW)

    def test_not_twice_and_not_past_a_later_decision(self, cast: Cast) -> None:
        first = given(cast, 25, 15, 960)
        second = given(cast, 30, 20, 950, follows=first)
        paper = Signed("47/QĐ-LĐLĐ", TODAY)
        with pytest.raises(NotPossible, match="đã có quyết định khác"):
            withdraw(first, paper=paper, by=cast.actor("dong"), at=NOW)

        withdraw(second, paper=paper, by=cast.actor("dong"), at=NOW)

        assert assigned(cast)["CD-KCN"] == 960
        with pytest.raises(NotPossible):
            withdraw(Allocation.objects.get(pk=second.pk), paper=paper, by=cast.actor("dong"), at=NOW)

    def test_the_paper_is_named(self, cast: Cast) -> None:
        decision = given(cast, 25, 15, 960)

        with pytest.raises(NotPossible, match="Ghi số quyết định"):
            withdraw(decision, paper=Signed(), by=cast.actor("dong"), at=NOW)

    def test_nobody_else_takes_it_back(self, cast: Cast) -> None:
        decision = given(cast, 25, 15, 960)

        with pytest.raises(NotAllowed):
            withdraw(decision, paper=SIGNED, by=cast.actor("ha"), at=NOW)


class TestPledge:
    def test_a_union_registers_and_raises_beside_what_it_was_given(self, cast: Cast) -> None:
        zones = cast.unit("CD-KCN")
        values = {TargetKind.REGISTERED: 300, TargetKind.SELF_RAISED: 350}

        pledge(zones, values, which=which(cast), by=cast.actor("minh"), at=NOW)

        found = targets_of([zones.pk], programme=cast.programme, phase=cast.phase)[zones.pk]
        assert found == Targets(assigned=230, registered=300, self_raised=350)
        assert found.kinds[0] == TargetKind.ASSIGNED

    def test_what_is_assigned_nobody_gives_themselves(self, cast: Cast) -> None:
        zones = cast.unit("CD-KCN")

        pledge(zones, {TargetKind.ASSIGNED: 1}, which=which(cast), by=cast.actor("minh"), at=NOW)

        assert targets_of([zones.pk], programme=cast.programme, phase=cast.phase)[zones.pk].assigned == 230

    def test_nobody_speaks_for_another_union(self, cast: Cast) -> None:
        for login in ("dong", "ha", "mai", "thao", "hoa"):
            with pytest.raises(NotAllowed):
                pledge(cast.unit("CD-KCN"), {}, which=which(cast), by=cast.actor(login), at=NOW)

    def test_not_once_the_phase_is_over(self, cast: Cast) -> None:
        late = Actor(cast.person("minh"), date(2022, 6, 1), cast.actor("minh").hat)

        with pytest.raises(NotPossible, match="đã kết thúc ngày 31/05/2022"):
            pledge(cast.unit("CD-KCN"), {TargetKind.REGISTERED: 1}, which=which(cast), by=late, at=NOW)

    def test_a_share_is_at_most_all_of_it(self, cast: Cast) -> None:
        share = which(cast, Indicator.PRODUCTION)

        with pytest.raises(NotPossible, match="nhiều nhất là 100 %"):
            pledge(cast.unit("CD-KCN"), {TargetKind.REGISTERED: 100_01}, which=share, by=cast.actor("minh"), at=NOW)


class TestIndicators:
    def test_each_stands_for_itself(self, cast: Cast) -> None:
        zones = cast.unit("CD-KCN")
        for indicator, value in ((Indicator.PEOPLE, 90), (Indicator.BENEFIT, 5_000_000_000)):
            key = which(cast, indicator).key
            set_target(zones, kind=TargetKind.ASSIGNED, value=value, by=None, at=NOW, **key)

        found = every_target([zones.pk], programme=cast.programme, phases=[cast.phase], on=TODAY)[zones.pk]

        assert {key: one.assigned for key, one in found.items()} == {
            (cast.phase, Indicator.VALID): 230,
            (cast.phase, Indicator.PEOPLE): 90,
            (cast.phase, Indicator.BENEFIT): 5_000_000_000,
            (None, Indicator.VALID): 230,  # the whole is the sum of its phases …
            (None, Indicator.BENEFIT): 5_000_000_000,  # … but people may take part in two
        }

    def test_all_targets_of_many_unions_cost_two_queries(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        units = [cast.unit(code).pk for code in BELOW]
        with django_assert_num_queries(2):
            every_target(units, programme=cast.programme, phases=[cast.phase], on=TODAY)


class TestHistory:
    def test_who_set_what_when_and_by_which_decision(self, cast: Cast) -> None:
        given(cast, 25, 15, 960)
        zones = cast.unit("CD-KCN")
        pledge(zones, {TargetKind.REGISTERED: 300}, which=which(cast), by=cast.actor("minh"), at=NOW)

        lines = [
            (line.target.kind, line.before, line.after, line.by, line.decision)
            for line in history(zones, programme=cast.programme)
        ]

        assert lines == [
            ("REGISTERED", None, 300, "Phạm Văn Minh", ""),
            ("ASSIGNED", 230, 960, "Đặng Quốc Đông", "45/QĐ-LĐLĐ, 16/05/2022"),
            ("ASSIGNED", None, 230, "", ""),
        ]


def test_a_decision_for_many_unions_costs_the_same_for_two_and_for_two_hundred(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        given(cast, 25, 15, 960)


def test_the_moment_is_the_one_handed_in(cast: Cast) -> None:
    moment = datetime(2022, 5, 18, 10, 30, tzinfo=VIETNAM)
    unit = cast.unit("LDLD-NINH-THUAN")

    made = allocate(unit, plan(cast, 25, 15, 960), paper=SIGNED, follows=None, by=cast.actor("dong"), at=moment)

    assert made.at == moment
