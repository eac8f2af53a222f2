"""Chốt bảng: numbered, chained, never changed, drawn again byte for byte."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.clusters.actions import admit, found
from sangkien.counting.actions import fold
from sangkien.counting.queries import View
from sangkien.standings.actions import freeze, freeze_quarter, sealed, take_daily
from sangkien.standings.models import FIRST, Correction, Kind, Snapshot
from sangkien.standings.reproducing import differences, groups, reproduced
from sangkien.statistics.quarters import Quarter
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import Grouping
from sangkien.statistics.stretches import stretches
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from tests.booking import book
from tests.cast import NOW, Cast
from tests.refused import refused, untried

LAST = date(2022, 5, 31)
AFTER = datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)


def frozen(cast: Cast, *, by: str = "dong", at: datetime = AFTER, as_of: date = LAST, **changes: Any) -> Snapshot:
    """Phase 1 of the province, by percent of target."""
    unit = cast.unit("LDLD-NINH-THUAN")
    stretch = next(one for one in stretches(cast.programme, unit=unit, on=as_of) if one.code == "GD1")
    asked = {"grouping": Grouping.CHILDREN, "order": Order.TARGET, "view": View.AS_THEN} | changes
    return freeze(unit, stretch=stretch, as_of=as_of, by=cast.actor(by, on=at.date()), at=at, **asked)


def valid(text: str) -> dict[str, int]:
    return {line["unit"]: line["valid"] for group in groups(text) for line in group["lines"]}


@pytest.fixture
def booked(cast: Cast) -> Cast:
    book(cast, "CS-MAY-TIEN-THUAN", 3, on=date(2022, 5, 30))
    book(cast, "CS-THPT-AN-PHUOC", 2, on=LAST)
    return cast


class TestFreezing:
    def test_keeps_what_the_table_said_for_good(self, booked: Cast) -> None:
        snapshot = frozen(booked)

        told = json.loads(snapshot.content)
        first = told["groups"][0]["lines"][0]
        assert valid(snapshot.content) == {"CD-KCN": 3, "CDN-GIAO-DUC": 2, "LDLD-NINH-PHUOC": 0}
        assert (first["unit"], first["rank"], first["assigned"], first["week"]) == ("CD-KCN", 1, 230, 3)
        assert (told["as_of"], told["period"], told["at"]) == ("2022-05-31", "GD1", "2022-06-02T09:00:00+07:00")
        assert (snapshot.number, snapshot.previous) == (1, FIRST)
        assert Record.objects.get(verb="standing.freeze").after["sha256"] == snapshot.sha256

    def test_is_the_next_of_a_chain_that_proves_all_before_it(self, booked: Cast) -> None:
        one, two = frozen(booked), frozen(booked, order=Order.MEMBERS)

        assert (two.number, two.previous) == (2, one.sha256)
        assert two.sha256 == sealed(one.sha256, two.content)

    @pytest.mark.parametrize(
        ("as_of", "at", "said"),
        [
            (date(2022, 5, 30), AFTER, "not_over"),
            (LAST, datetime(2022, 5, 31, 23, 0, tzinfo=VIETNAM), "day_not_over"),
            (date(2022, 6, 3), AFTER, "not_come"),
        ],
    )
    def test_waits_until_the_days_are_over(self, booked: Cast, as_of: date, at: datetime, said: str) -> None:
        with pytest.raises(NotPossible) as no:
            frozen(booked, as_of=as_of, at=at)

        assert [problem.code for problem in no.value.problems] == [said]

    @pytest.mark.parametrize("login", ["lan", "mai", "minh", "ha"])
    def test_is_the_word_of_the_union_itself(self, booked: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            frozen(booked, by=login)

    def test_of_a_quarter_says_who_wins_and_why(self, booked: Cast) -> None:
        snapshot = freeze_quarter(
            booked.unit("LDLD-NINH-THUAN"),
            programme=booked.programme,
            quarter=Quarter(2022, 2),
            grouping=Grouping.CHILDREN,
            view=View.AS_THEN,
            by=booked.actor("dong", on=date(2022, 7, 1)),
            at=datetime(2022, 7, 1, 8, 0, tzinfo=VIETNAM),
        )

        [group] = groups(snapshot.content)
        told = {line["unit"]: (line["count"], line["target"], line["above"]) for line in group["lines"]}
        assert told["CD-KCN"] == (3, "7015/72", False)
        assert (snapshot.kind, snapshot.period, reproduced(snapshot).same) == (Kind.QUARTER, "2022-Q2", True)


class TestDrawingAgain:
    def test_gives_the_same_bytes_whatever_was_folded_or_entered_since(self, booked: Cast) -> None:
        snapshot = frozen(booked)
        fold()
        book(booked, "CS-HAEMIN", 4, on=LAST)  # entered late, for a day that the table covers
        book(booked, "CS-HAEMIN", 9, on=date(2022, 6, 2))

        again = reproduced(snapshot)

        assert (again.same, again.differences, again.booked, again.chain_holds) == (True, [], 4, True)
        assert [(one.code, one.what, one.then, one.now) for one in again.since] == [("CD-KCN", "valid", 3, 7)]

    @pytest.mark.parametrize("view", list(View))
    def test_holds_in_both_trees(self, booked: Cast, view: View) -> None:
        snapshot = frozen(booked, view=view)
        book(booked, "CS-MAY-TIEN-THUAN", 1, on=LAST)

        assert reproduced(snapshot).same

    def test_names_what_was_set_otherwise_since(self, booked: Cast) -> None:
        snapshot = frozen(booked)
        target = {"phase": booked.phase, "kind": TargetKind.ASSIGNED, "value": 60, "by": None, "at": AFTER}
        set_target(booked.unit("LDLD-NINH-PHUOC"), programme=booked.programme, **target)

        again = reproduced(snapshot)

        assert not again.same
        assert [(one.code, one.what, one.then, one.now) for one in again.differences] == [
            ("LDLD-NINH-PHUOC", "assigned", 95, 60)
        ]

    def test_two_tables_differ_by_who_moved_and_by_how_many(self, booked: Cast) -> None:
        one = frozen(booked)
        book(booked, "CS-THPT-AN-PHUOC", 5, on=LAST)
        two = frozen(booked)

        told = [(line.code, line.what, line.then, line.now) for line in differences(one.content, two.content)]

        assert told == [
            ("CDN-GIAO-DUC", "rank", 2, 1),
            ("CDN-GIAO-DUC", "valid", 2, 7),
            ("CD-KCN", "rank", 1, 2),
        ]


class TestTheTableOfSix:
    def test_is_drawn_once_a_day_and_not_before(self, booked: Cast) -> None:
        five, six = (datetime.combine(NOW.date(), hour, VIETNAM) for hour in (time(17, 59), time(18)))

        assert [take_daily(at=at) for at in (five, six, six + timedelta(hours=1))] == [0, 1, 0]

        [snapshot] = Snapshot.objects.all()
        assert (snapshot.kind, snapshot.by, snapshot.as_of) == (Kind.DAILY, None, NOW.date())
        assert snapshot.unit == booked.unit("LDLD-NINH-THUAN")

    def test_is_that_of_the_clusters_where_a_union_has_any(self, booked: Cast) -> None:
        province = booked.unit("LDLD-NINH-THUAN")
        one = found(province, code="CUM-1", name="Cụm 1", by=booked.actor("dong"), at=NOW)
        admit(one, booked.unit("CD-KCN"), since=date(2022, 1, 1), by=booked.actor("dong"), at=NOW)

        take_daily(at=datetime.combine(NOW.date(), time(18, 5), VIETNAM))

        told = groups(Snapshot.objects.get().content)
        assert [(group["name"], [line["unit"] for line in group["lines"]]) for group in told] == [
            ("Cụm 1", ["CD-KCN"]),
            (None, ["CDN-GIAO-DUC", "LDLD-NINH-PHUOC"]),
        ]

    def test_is_not_drawn_of_a_programme_that_does_not_concern_a_union(self, booked: Cast) -> None:
        found(booked.unit("LDLD-NINH-THUAN"), code="CUM-1", name="Cụm 1", by=booked.actor("dong"), at=NOW)
        booked.programme.owner = booked.unit("CD-KCN")
        booked.programme.save(update_fields=["owner"])

        take_daily(at=datetime.combine(NOW.date(), time(18, 5), VIETNAM))

        assert not Snapshot.objects.filter(unit=booked.unit("LDLD-NINH-THUAN")).exists()


class TestWhatTheDatabaseRefuses:
    def forged(self, cast: Cast, **changes: Any) -> None:
        told = {
            "programme": cast.programme,
            "unit": cast.unit("LDLD-NINH-THUAN"),
            "number": 2,
            "kind": Kind.DAILY,
            "period": "GD1",
            "grouping": "CHILDREN",
            "view": "as-then",
            "as_of": NOW.date(),
            "mark": 0,
            "at": NOW,
            "content": "{}",
        } | changes
        told = {"previous": Snapshot.objects.get(number=1).sha256} | told
        Snapshot.objects.create(**{"sha256": sealed(told["previous"], told["content"])} | told)

    def test_a_forged_row_and_any_change(self, booked: Cast) -> None:
        snapshot = frozen(booked)
        with refused("a_snapshot_is_the_next_of_its_chain"):
            self.forged(booked, number=3)
        with refused("a_snapshot_is_the_next_of_its_chain"):
            self.forged(booked, previous=FIRST)
        with refused("the_hash_of_a_snapshot_is_that_of_its_content"):
            self.forged(booked, sha256="1" * 64)
        with refused("kind_of_a_snapshot_is_known"):
            self.forged(booked, kind="OTHER")
        with refused("somebody_freezes_what_is_final"):
            self.forged(booked, kind=Kind.FINAL)
        with refused("standings_snapshot is append-only"):
            snapshot.save()
        with refused("standings_snapshot is append-only"):
            snapshot.delete()

    def test_a_second_table_of_a_day(self, booked: Cast) -> None:
        frozen(booked)
        self.forged(booked)
        with refused("one_table_a_day_is_taken_at_six"):
            self.forged(booked, number=3, previous=Snapshot.objects.get(number=2).sha256)

    def test_a_correction_without_a_word_or_a_number_of_its_own_and_any_change(self, booked: Cast) -> None:
        table, dossier = frozen(booked), booked.valid()
        told = {"snapshot": table, "initiative": dossier, "reason": "x", "decision": "Quyết định số 1", "content": "{}"}
        told |= {"by": booked.person("dong"), "at": AFTER}
        made = Correction.objects.create(number=1, **told)

        for rule, changes in [
            ("corrections_of_a_table_are_numbered", {"number": 1}),
            ("corrections_begin_with_one", {"number": 0}),
            ("a_correction_says_why_and_by_which_decision", {"number": 2, "reason": ""}),
        ]:
            with refused(rule):
                Correction.objects.create(**told | changes)
        with refused("standings_correction is append-only"):
            made.save()

    def test_every_constraint_has_been_tried(self, db: None) -> None:
        told = {
            "snapshots_of_a_union_are_numbered",  # the chain refuses a number twice before the key does
            "one_table_a_day_is_taken_at_six",
            "kind_of_a_snapshot_is_known",
            "somebody_freezes_what_is_final",
            "a_snapshot_is_the_next_of_its_chain",
            "snapshots_are_append_only",
            "corrections_of_a_table_are_numbered",
            "corrections_begin_with_one",
            "a_correction_says_why_and_by_which_decision",
            "corrections_are_append_only",
            "something_was_published",  # test_publishing.py
            "what_was_published_has_its_source",
        }
        assert untried("standings", told) == set()
