"""What waits at Minh's desk: enough to show the queue, with every kind of sign, and nothing that counts elsewhere."""

from collections import Counter
from datetime import date

import pytest

from sangkien.ops.demo.load import CLOCK
from sangkien.ops.demo.pile import HELPED, PILE, WEEK, in_the_last_hours, waiting
from sangkien.ops.demo.plans import DossierPlan, Verb
from sangkien.ops.demo.registers import units
from sangkien.ops.demo.rhythm import CURTAIN, moment
from sangkien.ops.demo.script import dossiers


@pytest.fixture(scope="module")
def told() -> list[DossierPlan]:
    return dossiers()


@pytest.fixture(scope="module")
def pile(told: list[DossierPlan]) -> list[DossierPlan]:
    return [*waiting(told), *in_the_last_hours(told)]


def with_sign(pile: list[DossierPlan], sign: str) -> list[DossierPlan]:
    return [plan for plan in pile if sign in plan.planted]


class TestThePile:
    def test_is_about_thirty_dossiers_most_of_them_plain(self, pile: list[DossierPlan]) -> None:
        assert len(pile) == sum(map(len, PILE.values())) + sum(WEEK.values()) == 31
        assert sum(not plan.planted for plan in pile) > len(pile) / 2

    def test_is_the_same_every_time(self, told: list[DossierPlan], pile: list[DossierPlan]) -> None:
        assert repr([*waiting(told), *in_the_last_hours(told)]) == repr(pile)

    def test_waits_for_the_union_of_the_industrial_zones(self, pile: list[DossierPlan]) -> None:
        for plan in pile:
            lived = [Verb.SUBMIT] if HELPED in plan.planted else [Verb.SUBMIT, Verb.CONFIRM]
            assert units()[plan.home].parent == "CD-KCN"
            assert [step.verb for step in plan.steps] == lived
            assert plan.steps[-1].at <= CURTAIN and CURTAIN.isoformat() <= CLOCK

    def test_is_numbered_beyond_the_script_each_once(self, told: list[DossierPlan], pile: list[DossierPlan]) -> None:
        numbers = [plan.number for plan in pile]

        assert min(numbers) > len(told) and max(Counter(numbers).values()) == 1

    def test_names_decisions_that_nobody_else_names(self, told: list[DossierPlan], pile: list[DossierPlan]) -> None:
        elsewhere = {(plan.home, plan.content.recognition.number) for plan in told}
        plain = [(plan.home, plan.content.recognition.number) for plan in pile if not plan.planted]

        assert not elsewhere & set(plain) and len(set(plain)) == len(plain)


class TestItsSigns:
    def test_a_title_typed_again_and_a_description_copied_are_of_earlier_dossiers(
        self, told: list[DossierPlan], pile: list[DossierPlan]
    ) -> None:
        earlier = {(plan.content.before, plan.content.after): plan.content.title for plan in told}
        retyped, copied = with_sign(pile, "retyped"), with_sign(pile, "copied")

        assert len(retyped) == 2 and len(copied) == 1
        for plan in retyped + copied:
            assert (plan.content.before, plan.content.after) in earlier
        assert copied[0].content.title not in earlier.values()

    def test_values_are_a_thousandfold_or_large(self, pile: list[DossierPlan]) -> None:
        (slip,), (large,) = with_sign(pile, "noughts"), with_sign(pile, "large")

        assert slip.content.benefit.vnd and slip.content.benefit.vnd % 1_000_000 == 0
        assert large.content.benefit.vnd and large.content.benefit.vnd > 3_000_000_000

    def test_decisions_are_odd_in_three_ways(self, pile: list[DossierPlan]) -> None:
        (no_digits,) = with_sign(pile, "no_digits")
        (too_soon,) = with_sign(pile, "too_soon")
        (other,) = with_sign(pile, "other_issuer")

        assert not any(letter.isdigit() for letter in no_digits.content.recognition.number)
        assert too_soon.content.recognition.on and too_soon.content.recognition.on < too_soon.content.applied_on
        assert other.content.recognition.issuer == units()["CS-SEN-TRANG"].workplace != units()[other.home].workplace

    def test_the_zones_own_programme_was_sent_to_in_its_last_six_hours(self, told: list[DossierPlan]) -> None:
        sent = [plan.submitted_at for plan in in_the_last_hours(told)]

        assert moment(date(2022, 5, 29), 18) < min(sent) and max(sent) < moment(date(2022, 5, 30), 0)
