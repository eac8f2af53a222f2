"""Keeping clusters: who is in which on a day, who leads, who may say so."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.clusters import actions
from sangkien.clusters.models import Cluster, Lead, Member, QuarterTarget
from sangkien.clusters.queries import cluster_of, clusters_of
from tests.cast import NOW, Cast

DAY = date(2022, 1, 10)


def cluster(cast: Cast, code: str = "CUM-1", name: str = "Cụm 1") -> Cluster:
    return actions.found(cast.unit("LDLD-NINH-THUAN"), code=code, name=name, by=cast.actor("dong"), at=NOW)


def admit(cast: Cast, into: Cluster, code: str, since: date = DAY) -> Member:
    return actions.admit(into, cast.unit(code), since=since, by=cast.actor("dong"), at=NOW)


def members(cast: Cast, on: date) -> dict[str, list[str]]:
    found = clusters_of(cast.unit("LDLD-NINH-THUAN"), on=on)
    return {one.cluster.code: [unit.code for unit in one.members] for one in found}


class TestMembers:
    def test_a_province_gathers_its_unions_into_clusters_by_the_day(self, cast: Cast) -> None:
        one, two = cluster(cast), cluster(cast, "CUM-2", "Cụm 2")
        admit(cast, one, "CD-KCN")
        admit(cast, one, "LDLD-NINH-PHUOC")
        admit(cast, two, "CDN-GIAO-DUC")

        assert members(cast, DAY) == {"CUM-1": ["CD-KCN", "LDLD-NINH-PHUOC"], "CUM-2": ["CDN-GIAO-DUC"]}
        assert members(cast, DAY - timedelta(days=1)) == {"CUM-1": [], "CUM-2": []}
        assert cluster_of(cast.unit("CD-KCN"), on=DAY) == one

    def test_a_union_that_moves_is_on_no_day_in_two(self, cast: Cast) -> None:
        one, two = cluster(cast), cluster(cast, "CUM-2", "Cụm 2")
        admit(cast, one, "CD-KCN")

        admit(cast, two, "CD-KCN", since=date(2022, 4, 1))

        assert members(cast, date(2022, 3, 31)) == {"CUM-1": ["CD-KCN"], "CUM-2": []}
        assert members(cast, date(2022, 4, 1)) == {"CUM-1": [], "CUM-2": ["CD-KCN"]}
        logged = Record.objects.filter(verb="cluster.admit").latest("pk")
        assert logged.after == {"cluster": "CUM-2", "unit": "CD-KCN", "since": "01/04/2022"}

    @pytest.mark.parametrize(
        ("code", "since", "said"),
        [
            ("TLD", DAY, "not_below"),
            ("LDLD-NINH-THUAN", DAY, "not_below"),
            ("CD-KCN", DAY, "in_it_already"),
            ("CD-KCN", DAY - timedelta(days=5), "later_row"),
        ],
    )
    def test_says_why_a_union_cannot_come_in(self, cast: Cast, code: str, since: date, said: str) -> None:
        one = cluster(cast)
        admit(cast, one, "CD-KCN")

        with pytest.raises(NotPossible) as no:
            admit(cast, one, code, since)

        assert [problem.code for problem in no.value.problems] == [said]

    def test_whoever_leaves_leads_no_more(self, cast: Cast) -> None:
        one = cluster(cast)
        member = admit(cast, one, "CD-KCN")
        actions.hand_on(one, cast.unit("CD-KCN"), since=DAY, by=cast.actor("dong"), at=NOW)

        actions.dismiss(member, since=date(2022, 4, 1), by=cast.actor("dong"), at=NOW)

        assert [row.valid.upper for row in (*Member.objects.all(), *Lead.objects.all())] == [date(2022, 4, 1)] * 2

    def test_whoever_is_put_in_and_out_on_one_day_never_was_in(self, cast: Cast) -> None:
        member = admit(cast, cluster(cast), "CD-KCN")

        actions.dismiss(member, since=DAY, by=cast.actor("dong"), at=NOW)

        assert not Member.objects.exists()


class TestLeading:
    def test_rotates_among_the_members(self, cast: Cast) -> None:
        one = cluster(cast)
        for code in ("CD-KCN", "CDN-GIAO-DUC"):
            admit(cast, one, code)
        actions.hand_on(one, cast.unit("CD-KCN"), since=DAY, by=cast.actor("dong"), at=NOW)
        actions.hand_on(one, cast.unit("CDN-GIAO-DUC"), since=date(2023, 1, 1), by=cast.actor("dong"), at=NOW)

        led = [clusters_of(cast.unit("LDLD-NINH-THUAN"), on=day)[0].lead for day in (DAY, date(2023, 1, 1))]

        assert [unit and unit.code for unit in led] == ["CD-KCN", "CDN-GIAO-DUC"]

    def test_is_for_members_only(self, cast: Cast) -> None:
        with pytest.raises(NotPossible, match="Trưởng cụm phải là đơn vị trong cụm"):
            actions.hand_on(cluster(cast), cast.unit("CD-KCN"), since=DAY, by=cast.actor("dong"), at=NOW)


class TestWhoMay:
    @pytest.mark.parametrize("login", ["lan", "mai", "minh", "thao", "ha"])
    def test_nobody_but_the_union_itself(self, cast: Cast, login: str) -> None:
        one = cluster(cast)

        with pytest.raises(NotAllowed):
            actions.admit(one, cast.unit("CD-KCN"), since=DAY, by=cast.actor(login), at=NOW)
        with pytest.raises(NotAllowed):
            actions.found(cast.unit("LDLD-NINH-THUAN"), code="X", name="X", by=cast.actor(login), at=NOW)

    def test_a_name_and_a_code_are_used_once(self, cast: Cast) -> None:
        cluster(cast)

        with pytest.raises(NotPossible) as no:
            cluster(cast)

        assert [problem.code for problem in no.value.problems] == ["name_taken", "code_taken"]


class TestQuarterTargets:
    QUARTER: ClassVar[dict[str, Any]] = {"year": 2022, "number": 2}

    def put(self, cast: Cast, value: int | None, *, code: str = "CD-KCN", login: str = "dong", **changes: Any) -> None:
        asked = {"programme": cast.programme, "decision": "12/QĐ-LĐLĐ", "at": NOW, **self.QUARTER, **changes}
        actions.set_quarter_targets({cast.unit(code): value}, by=cast.actor(login), **asked)

    def test_set_again_is_corrected_and_the_log_keeps_both(self, cast: Cast) -> None:
        for value in (50, 60):
            self.put(cast, value)

        assert QuarterTarget.objects.get().value == 60
        logged = Record.objects.filter(verb="quarter_target.set").latest("pk")
        assert (logged.before["value"], logged.after["value"], logged.after["quarter"]) == (50, 60, "2022-Q2")

    def test_taken_back_it_goes_by_the_days_again_and_the_log_knows(self, cast: Cast) -> None:
        self.put(cast, 50)
        self.put(cast, None, decision="15/QĐ-LĐLĐ")
        self.put(cast, None)

        assert not QuarterTarget.objects.exists()
        first, second = Record.objects.filter(verb="quarter_target.set").order_by("pk")
        assert (first.after["value"], second.before["value"], second.after["value"]) == (50, 50, None)
        assert second.after["decision"] == "15/QĐ-LĐLĐ"

    @pytest.mark.parametrize(
        ("said", "changes"),
        [
            ("not_below", {"code": "TLD"}),
            ("not_below", {"code": "LDLD-NINH-THUAN"}),
            ("no_decision", {"decision": " "}),
            ("over", {"number": 1}),
        ],
    )
    def test_is_for_unions_below_by_a_decision_and_before_the_quarter_is_over(
        self, cast: Cast, said: str, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(NotPossible) as no:
            self.put(cast, 1, **changes)

        assert [problem.code for problem in no.value.problems] == [said]

    def test_says_that_nothing_would_change(self, cast: Cast) -> None:
        told = {"programme": cast.programme, "decision": "12/QĐ", "by": cast.actor("dong"), "at": NOW, **self.QUARTER}

        with pytest.raises(NotPossible, match="Chưa có số nào thay đổi"):
            actions.set_quarter_targets({}, **told)

    @pytest.mark.parametrize("by", ["dong", None])
    def test_a_slip_of_the_hand_is_told_at_its_union_also_to_a_command(self, cast: Cast, by: str | None) -> None:
        told = {"programme": cast.programme, "decision": "12/QĐ", "at": NOW, **self.QUARTER}

        with pytest.raises(NotPossible) as no:
            actions.set_quarter_targets({cast.unit("CD-KCN"): 10**12}, by=by and cast.actor(by), **told)

        assert [(problem.code, problem.field) for problem in no.value.problems] == [("too_much", "CD-KCN")]

    @pytest.mark.parametrize("login", ["minh", "thao", "mai"])
    def test_is_for_whoever_leads_the_union_above(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            self.put(cast, 1, code="CS-MAY-TIEN-THUAN", login=login)

    @pytest.mark.parametrize(("number", "last"), [(1, "31/03/2022"), (4, "31/12/2021")])
    def test_a_quarter_ends_on_its_last_day(self, cast: Cast, number: int, last: str) -> None:
        with pytest.raises(NotPossible, match=last):
            self.put(cast, 1, number=number, year=int(last[-4:]))
