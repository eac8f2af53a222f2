"""How far the value of an initiative is attested, from the author's word to the verification; and the sums by level."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotPossible
from sangkien.confirmations import employers
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.tests.asking import LAN, employer_says, employers_link, says
from sangkien.counting.actions import fold
from sangkien.counting.models import Entry, Measure
from sangkien.counting.queries import View
from sangkien.evidence.actions import verify
from sangkien.evidence.rules import Found
from sangkien.initiatives import actions
from sangkien.initiatives.content import BenefitKind
from sangkien.initiatives.levels import COUNTS, Level, is_contradicted, level_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.worth import Value
from sangkien.statistics.figures import figures
from sangkien.statistics.values import median
from tests.cast import NOW, TODAY, Cast

DECLARED, GRASSROOTS, EMPLOYER, VERIFIED = Level
LATER = NOW + timedelta(days=3)
A_YEAR_LATER = datetime(2023, 3, 1, 9, 0, tzinfo=VIETNAM)


def level(cast: Cast, initiative: Initiative) -> Level | None:
    return level_of(cast.again(initiative))


def asked(cast: Cast, initiative: Initiative, **answer: Any) -> None:
    """The union asks the employer, who answers."""
    employer_says(employers_link(cast, initiative), **{"value": "RIGHT"} | answer)


def value(cast: Cast, *, as_of: date = TODAY, code: str = "LDLD-NINH-THUAN") -> Value:
    asked = {"programme": cast.programme, "phase": cast.phase}
    return figures(cast.unit(code), **asked, as_of=as_of, view=View.AS_THEN).value


class TestALevel:
    def test_rises_from_the_author_to_the_grassroots_union_to_the_employer(self, cast: Cast) -> None:
        sent, confirmed = cast.submitted(), cast.confirmed()
        assert (level(cast, sent), level(cast, confirmed)) == (DECLARED, GRASSROOTS)

        asked(cast, confirmed)

        assert level(cast, confirmed) == EMPLOYER

    def test_an_employer_who_confirms_the_initiative_but_not_the_value_leaves_it_as_it_is(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        asked(cast, initiative, value="UNSURE")

        assert level(cast, initiative) == GRASSROOTS

    @pytest.mark.parametrize("answer", [{"value": "OTHER", "value_vnd": 85_000_000}, {"applied": "NO"}])
    def test_an_employer_who_says_otherwise_leaves_only_the_authors_word(
        self, cast: Cast, answer: dict[str, Any]
    ) -> None:
        initiative = cast.valid()

        asked(cast, initiative, **answer)

        assert (level(cast, initiative), is_contradicted(cast.again(initiative))) == (DECLARED, True)

    def test_an_author_who_answers_their_own_link_attests_nothing(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        employer_says(employers_link(cast, initiative, by="lan"), value="RIGHT")

        assert level(cast, initiative) == GRASSROOTS

    def test_a_link_that_the_union_revokes_takes_its_word_along(self, cast: Cast) -> None:
        initiative = cast.valid()
        link = employers_link(cast, initiative)
        employer_says(link, value="RIGHT")

        employers.revoke(link, by=cast.actor("mai"), at=LATER)

        assert level(cast, initiative) == GRASSROOTS
        assert value(cast, as_of=day_of(LATER)).employer == 0

    def test_what_the_union_entered_has_two_words_once_an_author_agreed(self, cast: Cast) -> None:
        initiative = cast.submitted(by="mai")
        ask_authors(at=NOW)
        assert level(cast, initiative) == DECLARED

        says(initiative, "CONFIRMED", mark=LAN.phone)
        assert level(cast, initiative) == GRASSROOTS

        says(initiative, "DENIED", mark=LAN.phone)
        assert level(cast, initiative) == DECLARED

    def test_without_an_amount_there_is_none(self, cast: Cast) -> None:
        in_kind = cast.valid(benefit_kind=BenefitKind.SOCIAL, benefit_vnd=None)

        employer_says(employers_link(cast, in_kind), value="")

        assert level(cast, in_kind) is None
        assert value(cast) == Value()

    def test_a_value_that_is_corrected_falls_back_to_the_authors_word(self, cast: Cast) -> None:
        initiative = cast.returned()
        asked(cast, initiative)

        completed(cast, initiative, benefit_vnd=150_000_000)

        again = cast.again(initiative)
        assert (level_of(again), again.employer_vnd, is_contradicted(again)) == (DECLARED, None, False)

    def test_and_has_the_employers_word_at_once_if_it_is_now_what_the_employer_said(self, cast: Cast) -> None:
        initiative = cast.returned()
        asked(cast, initiative, value="OTHER", value_vnd=85_000_000)

        completed(cast, initiative, benefit_vnd=85_000_000)

        assert level(cast, initiative) == EMPLOYER

    def test_what_was_said_of_another_value_does_not_come_back_with_a_later_answer(self, cast: Cast) -> None:
        initiative = cast.returned()
        asked(cast, initiative)
        later = employers_link(cast, initiative)
        completed(cast, initiative, benefit_vnd=150_000_000)

        employer_says(later, value="RIGHT")
        employers.revoke(later, by=cast.actor("mai"), at=LATER)

        assert cast.again(initiative).employer_vnd is None

    def test_nobody_confirms_a_value_that_was_changed_while_they_read(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        with pytest.raises(NotPossible) as no:
            employer_says(employers_link(cast, initiative), value="RIGHT", value_asked=1)

        assert [problem.code for problem in no.value.problems] == ["value_changed"]

    def test_every_change_is_on_the_record(self, cast: Cast) -> None:
        initiative = cast.valid()

        asked(cast, initiative)

        record = Record.objects.get(verb="initiative.attest")
        assert (record.before, record.after["level"]) == ({"level": "GRASSROOTS"}, "EMPLOYER")


class TestSums:
    def test_are_split_by_level_for_every_day(self, cast: Cast) -> None:
        initiative = cast.valid()
        employer_says(employers_link(cast, initiative), value="RIGHT", at=LATER)

        assert value(cast).parts == {DECLARED: 0, GRASSROOTS: 120_000_000, EMPLOYER: 0, VERIFIED: 0}
        then = value(cast, as_of=day_of(LATER))
        assert then.parts == {DECLARED: 0, GRASSROOTS: 0, EMPLOYER: 120_000_000, VERIFIED: 0}
        assert (then.total, str(then.by_employers)) == (120_000_000, "100.0")

    def test_show_what_was_found_after_a_year_beside_what_was_declared(self, cast: Cast) -> None:
        found = Found(outcome="FOUND", actual_vnd=90_000_000, method="Theo sổ", employer="Park", position="Giám đốc")
        day = day_of(A_YEAR_LATER)

        verify(cast.valid(), found, seen=0, by=cast.actor("yen", on=day), at=A_YEAR_LATER)

        assert value(cast, as_of=day - timedelta(days=1)) == Value(120_000_000, 120_000_000)
        assert value(cast, as_of=day) == Value(120_000_000, 120_000_000, 120_000_000, 120_000_000, 90_000_000)

    def test_only_what_changed_is_booked(self, cast: Cast) -> None:
        initiative = cast.valid()
        before = Entry.objects.count()

        asked(cast, initiative)

        assert [(e.measure, e.count, e.benefit) for e in Entry.objects.order_by("pk")[before:]] == [
            (Measure.EMPLOYER, 1, 120_000_000)
        ]

    def test_nothing_is_booked_before_it_is_valid(self, cast: Cast) -> None:
        asked(cast, cast.confirmed())

        assert set(Entry.objects.values_list("measure", flat=True)) == {Measure.SUBMITTED}

    def test_stay_the_same_when_they_are_folded(self, cast: Cast) -> None:
        asked(cast, cast.valid())
        cast.valid(by="lan", title="Giá để kéo bấm", benefit_vnd=7_000_000)
        before = value(cast)

        while fold(limit=3):
            assert value(cast) == before

    def test_the_middle_value_stands_beside_them(self, cast: Cast) -> None:
        for n, dong in enumerate((2_000_000, 7_000_000, 900_000_000)):
            cast.valid(title=f"Cải tiến số {n} của chuyền may", benefit_vnd=dong)
        cast.valid(title="Không tính bằng tiền", benefit_kind=BenefitKind.SOCIAL, benefit_vnd=None)

        asked = {"programme": cast.programme, "phase": cast.phase, "as_of": TODAY}
        assert median(cast.unit("CD-KCN"), **asked) == 7_000_000
        assert median(cast.unit("LDLD-NINH-PHUOC"), **asked) is None


dong = st.integers(0, 10**12)


@given(dong, dong, dong, dong)
def test_the_parts_always_sum_to_the_total(declared: int, grassroots: int, employer: int, verified: int) -> None:
    attested = [verified, employer + verified, grassroots + employer + verified]
    whole = Value(declared + attested[2], attested[2], attested[1], attested[0])

    assert list(whole.parts.values()) == [declared, grassroots, employer, verified]
    assert sum(whole.parts.values()) == whole.total


def test_each_level_includes_the_one_below() -> None:
    ladder = [COUNTS[one] for one in Level]

    assert all(lower < higher for lower, higher in pairwise(ladder[1:]))


def completed(cast: Cast, initiative: Initiative, **changes: Any) -> None:
    """Lan sends it again with another content."""
    lan = cast.actor("lan")
    draft = actions.start_correction(initiative, by=lan, at=NOW)
    actions.resubmit(draft, replace(cast.content(), **changes), by=lan, at=NOW)
