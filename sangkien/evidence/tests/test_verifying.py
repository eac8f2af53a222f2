"""A year after, a union looks at the value again; what is due is found, told, and done once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.evidence.actions import remind, verify
from sangkien.evidence.models import Outcome, Reminder, Verification
from sangkien.evidence.queries import due, due_for
from sangkien.evidence.rules import Found, a_year_before, due_on, used_since
from sangkien.initiatives.levels import Level, level_of
from sangkien.initiatives.models import Initiative
from sangkien.notices.models import Notice
from tests.cast import Cast
from tests.refused import refused

A_YEAR_LATER = datetime(2023, 3, 1, 9, 0, tzinfo=VIETNAM)  # Lan's jig has been in use since 01/03/2022
THE_DAY_BEFORE = A_YEAR_LATER - timedelta(days=1)
FOUND = Found(
    outcome="FOUND",
    actual_vnd=90_000_000,
    method="Theo sổ sản lượng 12 tháng",
    employer="Park Ji-hoon",
    position="Giám đốc nhà máy",
)


def verified(
    cast: Cast,
    initiative: Initiative,
    found: Found = FOUND,
    *,
    by: str = "yen",
    at: datetime = A_YEAR_LATER,
    seen: int = 0,
) -> Verification:
    return verify(initiative, found, seen=seen, by=cast.actor(by, on=day_of(at)), at=at)


class TestAYearAfter:
    def test_the_value_found_stands_beside_the_declared_one(self, cast: Cast) -> None:
        initiative = cast.valid()

        row = verified(cast, initiative)

        again = cast.again(initiative)
        assert (again.benefit_vnd, again.verified_vnd, level_of(again)) == (120_000_000, 90_000_000, Level.VERIFIED)
        assert (row.declared_vnd, row.actual_vnd, row.unit.code) == (120_000_000, 90_000_000, "CD-KCN")

    def test_the_last_word_counts(self, cast: Cast) -> None:
        initiative = cast.valid()
        first = verified(cast, initiative)

        verified(cast, initiative, Found(**vars(FOUND) | {"actual_vnd": 70_000_000}), by="minh", seen=first.pk)

        assert cast.again(initiative).verified_vnd == 70_000_000
        assert initiative.verifications.count() == 2

    def test_what_is_no_longer_in_use_is_an_answer_and_changes_no_value(self, cast: Cast) -> None:
        initiative = cast.valid()

        verified(cast, initiative, Found(outcome="ENDED", note="Đã thay máy mới", actual_vnd=5, method="không kể"))

        row = initiative.verifications.get()
        assert (row.actual_vnd, row.method, row.note) == (None, "", "Đã thay máy mới")
        assert level_of(cast.again(initiative)) == Level.GRASSROOTS
        assert not due(on=date(2030, 1, 1)).exists()

    def test_what_is_not_clear_is_asked_again_after_half_a_year(self, cast: Cast) -> None:
        initiative = cast.valid()

        row = verified(cast, initiative, Found(outcome="UNCLEAR", note="Chưa có sổ"))

        assert row.again_on == day_of(A_YEAR_LATER) + timedelta(days=180)
        assert not due(on=row.again_on - timedelta(days=1)).exists()
        assert list(due(on=row.again_on)) == [initiative]

    def test_is_on_the_record(self, cast: Cast) -> None:
        verified(cast, cast.valid())

        verbs = Record.objects.filter(at=A_YEAR_LATER).values_list("verb", flat=True)
        assert set(verbs) == {"value.verify", "initiative.attest"}


class TestNobodyVerifies:
    def test_before_the_year_is_over(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match="chưa đủ một năm"):
            verified(cast, cast.valid(), at=THE_DAY_BEFORE)

    @pytest.mark.parametrize("who", ["lan", "kim", "thao", "dong"])
    def test_what_is_not_of_their_union_or_their_own(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            verified(cast, cast.valid(), by=who)

    def test_what_they_wrote_themselves(self, cast: Cast) -> None:
        initiative = cast.valid(by="yen", title="Bảng theo dõi tiến độ của chuyền")

        with pytest.raises(NotAllowed):
            verified(cast, initiative)

    def test_what_was_not_found_valid(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            verified(cast, cast.confirmed())

    def test_over_a_colleague_who_was_faster(self, cast: Cast) -> None:
        initiative = cast.valid()
        verified(cast, initiative)

        with pytest.raises(Stale, match="Lý Ngọc Yến đã ghi kết quả"):
            verified(cast, initiative, by="minh")

    def test_without_saying_what_how_and_who(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            verified(cast, cast.valid(), Found(outcome="FOUND"))

        assert [problem.field for problem in no.value.problems] == ["actual_vnd", "method", "employer", "position"]

    @pytest.mark.parametrize(("found", "field"), [(Found(outcome="ENDED"), "note"), (Found(outcome="?"), "outcome")])
    def test_without_a_reason_or_an_outcome(self, cast: Cast, found: Found, field: str) -> None:
        with pytest.raises(NotPossible) as no:
            verified(cast, cast.valid(), found)

        assert [problem.field for problem in no.value.problems] == [field]


class TestWhatIsDue:
    def test_is_what_has_been_in_use_for_a_year(self, cast: Cast) -> None:
        initiative = cast.valid()

        assert not due(on=day_of(THE_DAY_BEFORE)).exists()
        assert list(due(on=day_of(A_YEAR_LATER))) == [initiative]

    def test_has_a_value_and_was_found_valid(self, cast: Cast) -> None:
        cast.confirmed()
        cast.valid(title="Không tính được bằng tiền", benefit_kind="SOCIAL", benefit_vnd=None)

        assert not due(on=date(2030, 1, 1)).exists()

    def test_agrees_with_the_rule_for_one(self, cast: Cast) -> None:
        """Day by day, whichever of its days the dossier has, and on the 29th of February."""
        initiative = cast.valid()
        for facts in [{"applied_on": date(2020, 2, 29)}, {"applied_on": None}, {"recognised_on": None}]:
            Initiative.objects.filter(pk=initiative.pk).update(**facts)
            again = cast.again(initiative)
            for days in range(-3, 4):
                on = due_on(again) + timedelta(days=days)
                assert due(on=on).exists() == (days >= 0), (used_since(again), on)

    def test_a_leap_day_is_a_year_old_on_the_first_of_march(self) -> None:
        assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
        assert a_year_before(date(2025, 3, 1)) == date(2024, 3, 1)

    def test_is_for_the_union_and_its_superior(self, cast: Cast) -> None:
        initiative = cast.valid()

        seen = {
            who: list(due_for(cast.actor(who, on=day_of(A_YEAR_LATER))))
            for who in ("mai", "minh", "yen", "kim", "dong")
        }

        assert seen == {"mai": [initiative], "minh": [initiative], "yen": [initiative], "kim": [], "dong": []}


class TestReminding:
    def test_tells_the_union_once_in_thirty_days(self, cast: Cast) -> None:
        cast.valid()
        vouched(cast, "mai")

        assert [remind(at=A_YEAR_LATER), remind(at=A_YEAR_LATER + timedelta(days=29))] == [1, 0]
        assert remind(at=A_YEAR_LATER + timedelta(days=31)) == 1

        told = Notice.objects.filter(kind="values_due")
        assert [(one.to, one.params["due"]) for one in told] == [("+84912345003", "1")] * 2

    def test_writes_to_no_number_that_nobody_vouched_for(self, cast: Cast) -> None:
        cast.valid()
        cast.person("mai").__class__.objects.update(vouched_at=None)

        assert remind(at=A_YEAR_LATER) == 1
        assert not Notice.objects.filter(kind="values_due").exists()

    def test_says_nothing_when_nothing_is_due(self, cast: Cast) -> None:
        cast.valid()

        assert remind(at=THE_DAY_BEFORE) == 0

    def test_costs_the_same_for_one_dossier_and_for_many_of_a_union(self, cast: Cast) -> None:
        def cost(at: datetime) -> int:
            with CaptureQueriesContext(connection) as asked:
                remind(at=at)
            return len(asked)

        cast.valid()
        first = cost(A_YEAR_LATER)
        for n in range(5):
            cast.valid(title=f"Cải tiến khác số {n} của chuyền")

        assert cost(A_YEAR_LATER + timedelta(days=31)) == first


def vouched(cast: Cast, login: str) -> None:
    person = cast.person(login)
    person.vouched_at = A_YEAR_LATER
    person.save(update_fields=["vouched_at"])


def row(cast: Cast, **facts: Any) -> Verification:
    plain: dict[str, Any] = {"outcome": Outcome.ENDED, "declared_vnd": 1, "note": "Đã thay máy", "at": A_YEAR_LATER}
    who = {"by": cast.person("yen"), "unit": cast.unit("CD-KCN")}
    return Verification.objects.create(initiative=cast.valid(), **plain | who | facts)


def reminder(cast: Cast, **facts: Any) -> Reminder:
    return Reminder.objects.create(**{"unit": cast.unit("CD-KCN"), "due": 1, "at": A_YEAR_LATER} | facts)


RULES = {
    "outcome_of_a_verification_is_known": lambda cast: row(cast, outcome="MAYBE"),
    "only_what_was_found_has_a_value_a_method_and_a_witness": lambda cast: row(cast, actual_vnd=5),
    "only_what_is_not_clear_is_asked_again": lambda cast: row(cast, again_on=date(2024, 1, 1)),
    "what_was_not_found_says_why": lambda cast: row(cast, note=""),
    "nobody_is_reminded_of_nothing": lambda cast: reminder(cast, due=0),
    "evidence_verification is append-only": lambda cast: row(cast).delete(),
    "evidence_reminder is append-only": lambda cast: reminder(cast).delete(),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_database_refuses(cast: Cast, rule: str) -> None:
    with refused(rule):
        RULES[rule](cast)
