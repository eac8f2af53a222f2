"""An inspection is published, drawn by somebody else, looked into by who had no part; anybody can do the draw again."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.evidence import inspecting
from sangkien.evidence.models import Draw, Finding, Inspection, Judged, Listed, Sampled, Strata
from sangkien.evidence.results import mistakes, published, results, whole
from sangkien.evidence.rules import Judgement, Plan
from tests.cast import Cast
from tests.refused import refused, untried

PLANNED = datetime(2022, 6, 6, 9, 0, tzinfo=VIETNAM)
DRAWN = datetime(2022, 6, 7, 19, 5, tzinfo=VIETNAM)
PRIZE = "04718"


def a_plan(cast: Cast, **changes: Any) -> Plan:
    plain = Plan(
        programme=cast.programme,
        phase=cast.phase,
        valid_from=date(2022, 5, 1),
        valid_to=date(2022, 5, 31),
        strata=Strata.VALUE,
        prize_on=day_of(DRAWN),
        size=3,
    )
    return replace(plain, **changes)


def actor(cast: Cast, login: str, *, at: datetime = DRAWN, role: Role | None = None) -> Actor:
    return cast.actor(login, on=day_of(at), role=role)


@pytest.fixture
def six(cast: Cast) -> Cast:
    """Six dossiers found valid in May, two of which are worth ten times as much."""
    for n in range(6):
        cast.valid(title=f"Cải tiến số {n} của chuyền may", benefit_vnd=9_000_000 if n < 4 else 90_000_000)
    return cast


def planned(cast: Cast, **changes: Any) -> Inspection:
    """By Đông, who leads the province, of the industrial zones."""
    return inspecting.plan(cast.unit("CD-KCN"), a_plan(cast, **changes), by=actor(cast, "dong", at=PLANNED), at=PLANNED)


def drawn(cast: Cast, **changes: Any) -> Inspection:
    """By Hà, since Đông planned it."""
    one = planned(cast, **changes)
    inspecting.draw(one, PRIZE, by=actor(cast, "ha"), at=DRAWN)
    return Inspection.objects.select_related("unit", "programme", "phase", "draw").get(pk=one.pk)


def judged(cast: Cast, sampled: Sampled, said: Judgement, *, by: str = "dong", seen: int = 0) -> Finding:
    return inspecting.judge(sampled, said, seen=seen, by=actor(cast, by), at=DRAWN)


WRONG_VALUE = Judgement(judged="WRONG_VALUE", right_vnd=4_000_000, note="Tính trùng một ca")


class TestAPlan:
    def test_fixes_the_population_before_anybody_knows_the_prize(self, six: Cast) -> None:
        one = planned(six)

        assert (one.code, one.population, one.size) == ("HK-2022-0001", 6, 3)
        assert sorted(one.listed.values_list("stratum", flat=True)) == ["10^6"] * 4 + ["10^7"] * 2
        assert "secret" not in published(one) and "sample" not in published(one)
        assert mistakes(published(one)) == []

    def test_names_no_dossier_to_the_public(self, six: Cast) -> None:
        told = json.dumps(published(drawn(six)))

        codes = list(six.programme.initiatives.values_list("code", flat=True))
        assert len(codes) == 6 and not any(code in told for code in codes)

    @pytest.mark.parametrize(
        ("strata", "names"),
        [
            (Strata.NONE, {"-"}),
            (Strata.UNIT, {"CS-MAY-TIEN-THUAN"}),
            (Strata.FIELD, {"production"}),
            (Strata.LEVEL, {"grassroots"}),
        ],
    )
    def test_divides_as_was_asked(self, six: Cast, strata: Strata, names: set[str]) -> None:
        assert set(planned(six, strata=strata).listed.values_list("stratum", flat=True)) == names

    def test_takes_a_share_and_rounds_it_up(self, six: Cast) -> None:
        assert planned(six, size=None, share=20_00).size == 2

    def test_takes_only_what_was_found_valid_in_these_days(self, six: Cast) -> None:
        six.confirmed(title="Chưa kết luận về hồ sơ này")

        with pytest.raises(NotPossible, match="Không có hồ sơ nào"):
            planned(six, valid_to=date(2022, 5, 17))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"valid_from": None}, "valid_from"),
            ({"valid_from": date(2022, 5, 20), "valid_to": date(2022, 5, 10)}, "valid_to"),
            ({"valid_to": day_of(PLANNED)}, "valid_to"),
            ({"prize_on": day_of(PLANNED)}, "prize_on"),
            ({"strata": "ZODIAC"}, "strata"),
            ({"size": None}, "size"),
            ({"share": 5_00}, "size"),
            ({"size": 0}, "size"),
        ],
    )
    def test_that_is_not_complete_is_not_published(self, six: Cast, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(NotPossible) as no:
            planned(six, **changes)

        assert [problem.field for problem in no.value.problems] == [field]
        assert not Inspection.objects.exists()

    def test_is_a_leaders(self, six: Cast) -> None:
        with pytest.raises(NotAllowed):
            inspecting.plan(six.unit("CD-KCN"), a_plan(six), by=actor(six, "minh", at=PLANNED), at=PLANNED)


class TestADraw:
    def test_follows_from_what_was_published(self, six: Cast) -> None:
        told = published(drawn(six))

        assert len(told["sample"]) == 3 and told["prize"] == PRIZE
        assert mistakes(told) == []

    @pytest.mark.parametrize(
        ("name", "value", "wrong"),
        [
            ("prize", "04719", ["seed"]),
            ("secret", "0" * 64, ["commitment", "seed"]),
            ("size", 2, ["sample"]),
            ("digest", "0" * 64, ["digest", "seed"]),
            ("population", 5, ["population"]),
        ],
    )
    def test_whatever_is_changed_afterwards_is_found(
        self, six: Cast, name: str, value: object, wrong: list[str]
    ) -> None:
        told = published(drawn(six))

        assert mistakes(told | {name: value}) == wrong

    def test_a_record_that_is_put_in_the_sample_or_taken_off_the_list_is_found(self, six: Cast) -> None:
        told = published(drawn(six))
        swapped, shorter = deepcopy(told), deepcopy(told)
        swapped["sample"][0] = next(mark for mark, _stratum in told["lines"] if mark not in told["sample"])
        shorter["lines"].pop()

        assert mistakes(swapped) == ["sample"]
        assert {"population", "digest"} <= {*mistakes(shorter)}

    def test_is_not_made_by_who_planned_it(self, six: Cast) -> None:
        with pytest.raises(NotAllowed):
            inspecting.draw(planned(six), PRIZE, by=actor(six, "dong"), at=DRAWN)

    def test_is_not_made_before_the_prize_is_known(self, six: Cast) -> None:
        with pytest.raises(NotPossible, match="Chưa đến lúc"):
            inspecting.draw(planned(six), PRIZE, by=actor(six, "ha"), at=DRAWN - timedelta(minutes=10))

    @pytest.mark.parametrize("prize", ["", "4718", "0471a", "٠٤٧١٨"])
    def test_needs_all_five_digits(self, six: Cast, prize: str) -> None:
        with pytest.raises(NotPossible, match="5 chữ số"):
            inspecting.draw(planned(six), prize, by=actor(six, "ha"), at=DRAWN)

    def test_is_made_once(self, six: Cast) -> None:
        one = drawn(six)

        with pytest.raises(NotPossible):
            inspecting.draw(one, "99999", by=actor(six, "ha"), at=DRAWN)


class TestFindings:
    def test_are_told_with_an_exact_interval(self, six: Cast) -> None:
        one = drawn(six)
        first, second, _third = one.sampled.order_by("position")
        judged(six, first, WRONG_VALUE)
        judged(six, second, Judgement(judged="RIGHT"))

        all_of_it = whole(one, results(one))

        assert (all_of_it.judged, all_of_it.right, all_of_it.wrong) == (2, 1, 1)
        interval = all_of_it.interval
        assert interval is not None and (interval.least, interval.most) == (1, 5)  # the third may be wrong, too

    def test_the_last_one_of_a_dossier_counts(self, six: Cast) -> None:
        one = drawn(six)
        sampled = one.sampled.get(position=1)
        first = judged(six, sampled, WRONG_VALUE)

        judged(six, sampled, Judgement(judged="RIGHT"), seen=first.pk)

        assert whole(one, results(one)).found[Judged.RIGHT] == 1

    def test_change_nothing_in_the_dossier(self, six: Cast) -> None:
        sampled = drawn(six).sampled.get(position=1)
        before = sampled.listed.initiative.benefit_vnd

        judged(six, sampled, WRONG_VALUE)

        assert six.again(sampled.listed.initiative).benefit_vnd == before

    @pytest.mark.parametrize("login", ["mai", "minh"])
    def test_are_not_made_by_who_confirmed_or_decided(self, six: Cast, login: str) -> None:
        province = six.unit("LDLD-NINH-THUAN")
        appoint(
            six.person(login), role=Role.REVIEWER, organisation=province, since=date(2022, 6, 1), by=None, at=PLANNED
        )
        hat = six.person(login).appointments.get(organisation=province)
        by = Actor(person=six.person(login), on=day_of(DRAWN), hat=hat)

        with pytest.raises(NotAllowed):
            inspecting.judge(drawn(six).sampled.get(position=1), WRONG_VALUE, seen=0, by=by, at=DRAWN)

    def test_are_not_made_over_a_colleague_who_was_faster(self, six: Cast) -> None:
        sampled = drawn(six).sampled.get(position=1)
        judged(six, sampled, WRONG_VALUE)

        with pytest.raises(Stale, match="Đặng Quốc Đông đã ghi kết quả"):
            judged(six, sampled, Judgement(judged="RIGHT"))

    @pytest.mark.parametrize(
        ("said", "fields"),
        [
            (Judgement(judged="?"), ["judged"]),
            (Judgement(judged="WRONG_VALUE"), ["right_vnd", "note"]),
            (Judgement(judged="UNREACHED"), ["note"]),
        ],
    )
    def test_that_are_not_complete_are_not_kept(self, six: Cast, said: Judgement, fields: list[str]) -> None:
        with pytest.raises(NotPossible) as no:
            judged(six, drawn(six).sampled.get(position=1), said)

        assert [problem.field for problem in no.value.problems] == fields

    def test_are_of_no_value_where_none_was_declared(self, cast: Cast) -> None:
        cast.valid(benefit_kind="SOCIAL", benefit_vnd=None, benefit_method="")
        sampled = drawn(cast, size=1, strata=Strata.NONE).sampled.get()

        with pytest.raises(NotPossible, match="Chọn kết quả"):
            judged(cast, sampled, WRONG_VALUE)

        assert judged(cast, sampled, Judgement(judged="RIGHT")).right_vnd is None


def change(row: Any) -> None:
    row.save()


def bad(cast: Cast, **facts: Any) -> Inspection:
    one = planned(cast)
    one.pk, one.code = None, "HK-2022-0002"
    for name, value in facts.items():
        setattr(one, name, value)
    one.save(force_insert=True)
    return one


def finding(cast: Cast, **facts: Any) -> Finding:
    plain = {"judged": "RIGHT", "by": cast.person("dong"), "unit": cast.unit("LDLD-NINH-THUAN"), "at": DRAWN}
    return Finding.objects.create(sampled=drawn(cast).sampled.get(position=1), **plain | facts)


def draw_row(cast: Cast, **facts: Any) -> Draw:
    plain = {"prize": PRIZE, "seed": "0" * 64, "by": cast.person("ha"), "at": DRAWN}
    return Draw.objects.create(inspection=planned(cast), **plain | facts)


def twice_listed(cast: Cast, **facts: Any) -> Listed:
    one = planned(cast)
    first, second = one.listed.order_by("pk")[:2]
    plain = {"initiative": first.initiative, "mark": second.mark, "stratum": "-"}
    return Listed.objects.create(inspection=one, **plain | facts)


def same_place(cast: Cast) -> Sampled:
    one = drawn(cast)
    other = one.listed.filter(sampled=None).first()
    return Sampled.objects.create(inspection=one, listed=other, position=1)


RULES = {
    "strata_are_known": lambda cast: bad(cast, strata="ZODIAC"),
    "an_inspection_has_days_in_order": lambda cast: bad(cast, valid_to=date(2022, 1, 1)),
    "a_sample_is_some_of_its_population": lambda cast: bad(cast, size=7),
    "digest_secret_and_commitment_are_of_64_digits": lambda cast: bad(cast, secret="x" * 64),
    "a_prize_has_five_digits": lambda cast: draw_row(cast, prize="4718"),
    "a_seed_is_of_64_digits": lambda cast: draw_row(cast, seed="0"),
    "a_mark_stands_once_in_a_population": lambda cast: twice_listed(
        cast, initiative=cast.valid(title="Thêm một hồ sơ")
    ),
    "a_dossier_stands_once_in_a_population": lambda cast: twice_listed(cast, mark="0" * 16),
    "a_place_in_a_sample_is_taken_once": same_place,
    "what_is_judged_is_known": lambda cast: finding(cast, judged="MAYBE", note="x"),
    "only_a_wrong_value_has_a_right_one": lambda cast: finding(cast, right_vnd=5),
    "what_is_not_right_says_why": lambda cast: finding(cast, judged="UNREACHED"),
    # Triggers
    "an_inspection_stays_as_it_was_published": lambda cast: change(planned(cast)),
    "a_population_stays_as_it_was_published": lambda cast: change(planned(cast).listed.first()),
    "a_draw_stays": lambda cast: change(drawn(cast).draw),
    "a_sample_stays": lambda cast: change(drawn(cast).sampled.first()),
    "findings_are_append_only": lambda cast: change(finding(cast)),
}
TABLES = {  # the trigger that all tables share says the table's name
    "an_inspection_stays_as_it_was_published": "evidence_inspection",
    "a_population_stays_as_it_was_published": "evidence_listed",
    "a_draw_stays": "evidence_draw",
    "a_sample_stays": "evidence_sampled",
    "findings_are_append_only": "evidence_finding",
}
ELSEWHERE = {  # tried in test_norms and test_verifying
    "one_norm_a_programme_phase_and_field",
    "a_norm_is_made_of_values",
    "outcome_of_a_verification_is_known",
    "only_what_was_found_has_a_value_a_method_and_a_witness",
    "only_what_is_not_clear_is_asked_again",
    "what_was_not_found_says_why",
    "nobody_is_reminded_of_nothing",
    "what_was_found_after_a_year_stays",
    "reminders_are_append_only",
}


@pytest.mark.parametrize("rule", RULES)
def test_the_database_refuses(six: Cast, rule: str) -> None:
    said = f"{TABLES[rule]} is append-only" if rule in TABLES else rule
    with refused(said):
        RULES[rule](six)


def test_each_rule_is_tried(db: None) -> None:
    assert untried("evidence", {*RULES, *ELSEWHERE}) == set()
