"""A decision can be told: whom each part was about, by the names of those days, and what came of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import VIETNAM
from sangkien.organisations.factories import union
from sangkien.reforms import queries
from sangkien.reforms.actions import apply, preview_taking_back, rehearse, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import Deed, Told, told
from sangkien.reforms.tests.plans import KHANH_HOA, create, plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)
ZONES, DISTRICT = "LDLD-NINH-THUAN", "LDLD-NINH-PHUOC"


def done(cast: Cast, *operations: dict[str, Any], by: str = "ha", **plans: Any) -> Told:
    apply(plan(*operations, **plans), by=None, at=MIDNIGHT)
    return told(Reform.objects.latest("pk"), by=cast.actor(by))


def lines(told: Told, part: int = 0) -> list[tuple[str, str, str]]:
    return [(line.unit.code, line.was, line.now) for line in told.parts[part].lines]


class TestEachPart:
    def test_names_the_unions_with_what_was_and_what_has_come(self, cast: Cast) -> None:
        found = done(cast, *KHANH_HOA)

        assert lines(found, 0) == [("LDLD-KHANH-HOA", "", "Tổng Liên đoàn Lao động Việt Nam")]
        assert ("CS-HAEMIN", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "Công đoàn phường Đô Vinh") in lines(
            found, 3
        )
        assert lines(found, 5) == [
            ("LDLD-NINH-THUAN", "Tổng Liên đoàn Lao động Việt Nam", "Liên đoàn Lao động tỉnh Khánh Hòa")
        ]
        assert [code for code, _was, _now in lines(found, 6)] == ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC"]

    def test_knows_whom_a_scope_meant(self, cast: Cast) -> None:
        scope = {"under": ["LDLD-NINH-THUAN"], "kind": ["GRASSROOTS"], "except": ["CS-BQL-KCN"]}

        found = done(cast, {"move": {"units": scope, "to": "LDLD-NINH-THUAN"}}, *KHANH_HOA[:3], KHANH_HOA[5])

        assert [code for code, _was, _now in lines(found)] == [
            "CS-HAEMIN",
            "CS-HTX-PHUOC-HAU",
            "CS-MAY-TIEN-THUAN",
            "CS-THPT-AN-PHUOC",
        ]

    def test_tells_two_scopes_apart_by_what_became_of_the_unions(self, cast: Cast) -> None:
        leave = {"dissolve": {"units": {"under": ["CD-KCN"]}, "members": "leave"}}
        rest = {"dissolve": {"units": {"under": ["LDLD-NINH-THUAN"], "kind": ["GRASSROOTS"]}, "members": "transfer"}}

        found = done(cast, leave, rest)

        assert [code for code, _was, _now in lines(found, 0)] == ["CS-BQL-KCN", "CS-HAEMIN", "CS-MAY-TIEN-THUAN"]
        assert [code for code, _was, _now in lines(found, 1)] == ["CS-HTX-PHUOC-HAU", "CS-THPT-AN-PHUOC"]

    def test_says_who_went_along_without_being_named(self, cast: Cast) -> None:
        found = done(cast, {"merge": {"units": ["CD-KCN"], "into": DISTRICT}})

        assert [line.unit.code for line in found.followers] == ["CS-BQL-KCN", "CS-HAEMIN", "CS-MAY-TIEN-THUAN"]
        assert {line.now for line in found.followers} == {"Liên đoàn Lao động huyện Ninh Phước"}

    def test_of_a_new_name_and_a_new_kind_says_both(self, cast: Cast) -> None:
        rename = {"rename": {"unit": "CS-HAEMIN", "name": "Công đoàn Haemin Mới"}}
        kind = {"reclassify": {"units": ["CS-HAEMIN"], "kind": "OCCUPATIONAL"}}

        found = done(cast, rename, kind)

        assert lines(found, 0) == [("CS-HAEMIN", "Công đoàn cơ sở Công ty TNHH Haemin Vina", "Công đoàn Haemin Mới")]
        assert lines(found, 1) == [("CS-HAEMIN", "Công đoàn cơ sở", "Nghiệp đoàn cơ sở")]

    def test_of_a_split_names_the_new_unions_and_what_went_to_them(self, cast: Cast) -> None:
        split = {"unit": "CD-KCN", "into": ["KCN-2"], "children": {"CS-HAEMIN": "KCN-2"}}

        found = done(cast, create("KCN-2", ZONES, "INDUSTRIAL_ZONES"), {"split": split})

        assert lines(found, 1) == [
            ("KCN-2", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", ""),
            ("CS-HAEMIN", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "KCN-2"),
        ]

    def test_of_a_decision_that_was_taken_back_names_whom_the_plan_names(self, cast: Cast) -> None:
        done(cast, *KHANH_HOA, {"dissolve": {"units": {"under": [DISTRICT]}, "members": "leave"}})
        take_back(Reform.objects.get(), by=None, at=MIDNIGHT + timedelta(hours=1))

        found = told(Reform.objects.get(), by=cast.actor("ha"))

        assert found.parts[0].lines[0].unit.name == "Liên đoàn Lao động tỉnh Khánh Hòa"
        assert [code for code, _was, _now in lines(found, 6)] == ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC"]
        assert [part.open for part in found.parts] == [False] * 7 + [True]
        assert found.deeds == []
        assert found.dossiers is None


class TestNumbers:
    def test_say_what_was_done(self, cast: Cast) -> None:
        found = done(cast, *KHANH_HOA)

        into = cast.unit("LDLD-KHANH-HOA").pk
        expected = {Deed("FOUNDED", 3), Deed("MERGED", 1, into), Deed("TRANSFERRED", 3), Deed("MOVED", 5)}
        assert set(found.deeds) == expected

    def test_count_a_part_that_was_split_off_once(self, cast: Cast) -> None:
        split = {"unit": "CD-KCN", "into": ["KCN-2", "KCN-3"], "children": {"CS-HAEMIN": "KCN-2"}}
        new = [create(code, ZONES, "INDUSTRIAL_ZONES") for code in ("KCN-2", "KCN-3")]

        found = done(cast, *new, {"split": split})

        assert set(found.deeds) == {Deed("FOUNDED", 2), Deed("PARTED", 1), Deed("MOVED", 1)}

    def test_count_open_dossiers_by_the_union_that_decides_now(self, cast: Cast) -> None:
        cast.confirmed()
        cast.submitted()

        assert done(cast, *KHANH_HOA).dossiers == [("Công đoàn phường Đô Vinh", 2)]

    def test_know_no_dossiers_before_the_day(self, cast: Cast) -> None:
        cast.confirmed()
        apply(plan(*KHANH_HOA), by=None, at=NOW)

        assert told(Reform.objects.get(), by=cast.actor("ha")).dossiers is None

    def test_roll_up_the_targets_of_who_merged_and_of_nobody_else(self, cast: Cast) -> None:
        found = done(cast, *KHANH_HOA)

        rolled = [(one.unit, one.heir, one.target.value) for one in found.targets]
        assert rolled == [("Liên đoàn Lao động tỉnh Ninh Thuận", "Liên đoàn Lao động tỉnh Khánh Hòa", 1000)]


class TestOffices:
    MERGE = {"merge": {"units": ["CD-KCN"], "into": DISTRICT, "people": "end"}}

    def test_that_ended_are_named(self, cast: Cast) -> None:
        found = done(cast, self.MERGE)

        assert [(holder.person, holder.role, holder.to) for holder in found.holders] == [
            ("Bùi Thị Hoa", "Ủy viên hội đồng sáng kiến", ""),
            ("Phạm Văn Minh", "Cán bộ thẩm định", ""),
            ("Trịnh Văn Quang", "Ủy viên hội đồng sáng kiến", ""),
            ("Lý Ngọc Yến", "Cán bộ thẩm định", ""),
        ]
        assert (found.offices_ended, found.offices_moved) == (4, 0)

    def test_that_went_on_say_where(self, cast: Cast) -> None:
        found = done(cast, {"merge": self.MERGE["merge"] | {"people": "move"}})

        assert {holder.to for holder in found.holders} == {"Liên đoàn Lao động huyện Ninh Phước"}
        assert (found.offices_ended, found.offices_moved) == (4, 4)

    def test_are_counted_but_not_named_to_who_does_not_see_into_the_union(self, cast: Cast) -> None:
        appoint(
            cast.person("hung"),
            role=Role.LEADER,
            organisation=union("LDLD-KHAC", parent=cast.unit("TLD"), kind_code="PROVINCIAL"),
            since=date(2022, 1, 1),
            by=None,
            at=NOW,
        )

        found = done(cast, self.MERGE, by="hung")

        assert (found.holders, found.offices_ended) == ([], 4)


class TestTheLog:
    def test_puts_the_newest_effect_first(self, cast: Cast) -> None:
        self.three(cast)

        assert [reform.code for reform in queries.listed(cast.actor("ha"))] == ["QD-3", "QD-1", "QD-2"]

    def test_is_read_by_year_and_by_words_without_marks(self, cast: Cast) -> None:
        self.three(cast)
        ha = cast.actor("ha")

        assert queries.years(ha) == [2022, 2021]
        assert [reform.code for reform in queries.listed(ha, year=2021)] == ["QD-2"]
        assert queries.listed(ha, text="qd-3 sap xep").count() == 1
        assert queries.listed(ha, text="12/QĐ-LĐLĐ").count() == 3
        assert not queries.listed(ha, text="khong co gi")

    @pytest.mark.parametrize(("login", "reads"), [("ha", 3), ("dong", 3), ("minh", 0), ("mai", 0), ("lan", 0)])
    def test_is_read_by_those_who_lead_and_administer(self, cast: Cast, login: str, reads: int) -> None:
        self.three(cast)

        assert queries.listed(cast.actor(login)).count() == reads

    def three(self, cast: Cast) -> None:
        for code, unit, day in [
            ("QD-1", "CS-HAEMIN", "2022-01-01"),
            ("QD-2", "CD-KCN", "2021-06-01"),
            ("QD-3", "CS-BQL-KCN", "2022-09-01"),
        ]:
            apply(plan({"rename": {"unit": unit, "name": f"Tên {code}"}}, code=code, effective=day), by=None, at=NOW)


class TestWhatTouchedAUnit:
    def test_is_what_was_written_about_it_or_below_it(self, cast: Cast) -> None:
        apply(plan({"move": {"units": ["CS-HAEMIN"], "to": DISTRICT}}), by=None, at=NOW)
        ha = cast.actor("ha")

        touched = {unit: len(queries.touching(cast.unit(unit), by=ha)) for unit in ("CS-HAEMIN", "CD-KCN", DISTRICT)}

        assert touched == {"CS-HAEMIN": 1, "CD-KCN": 1, DISTRICT: 1}
        assert queries.touching(cast.unit("CDN-GIAO-DUC"), by=ha) == []
        assert queries.touching(cast.unit("CS-HAEMIN"), by=cast.actor("mai")) == []

    def test_is_nothing_once_it_was_taken_back(self, cast: Cast) -> None:
        apply(plan({"move": {"units": ["CS-HAEMIN"], "to": DISTRICT}}), by=None, at=NOW)
        take_back(Reform.objects.get(), by=None, at=NOW)

        assert queries.touching(cast.unit("CS-HAEMIN"), by=cast.actor("ha")) == []

    def test_costs_one_query(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), by=None, at=NOW)
        unit, ha = cast.unit("LDLD-NINH-THUAN"), cast.actor("ha")

        assert cost(lambda: queries.touching(unit, by=ha)) == 1


class TestBeforehand:
    def test_what_lies_with_unions_is_counted(self, cast: Cast) -> None:
        cast.confirmed()
        cast.valid()

        found = queries.bearing([cast.unit("CD-KCN").pk, cast.unit("CS-MAY-TIEN-THUAN").pk], on=NOW.date())

        assert (found.dossiers, found.open_dossiers, found.targets) == (2, 1, 1)
        assert [(office.person, office.unit) for office in found.offices] == [
            ("Bùi Thị Hoa", "CĐ Các KCN"),
            ("Trịnh Văn Quang", "CĐ Các KCN"),
            ("Trần Thị Mai", "CĐCS May Tiến Thuận"),
            ("Phạm Văn Minh", "CĐ Các KCN"),
            ("Lý Ngọc Yến", "CĐ Các KCN"),
        ]

    def test_a_union_without_a_reviewer_is_named(self, cast: Cast) -> None:
        assert queries.without_reviewer(["CD-KCN", "CDN-GIAO-DUC"], on=NOW.date()) == {"CDN-GIAO-DUC"}

    def test_a_rehearsal_shows_the_decision_in_full_and_leaves_nothing(self, cast: Cast) -> None:
        cast.confirmed()
        ha = cast.actor("ha")

        seen = rehearse(plan(*KHANH_HOA), by=ha, at=NOW, see=lambda outcome: told(Reform.objects.get(), by=ha))

        assert seen.dossiers == [("Công đoàn phường Đô Vinh", 1)]
        assert len(seen.parts) == 7
        assert not Reform.objects.exists()

    def test_taking_back_is_rehearsed_as_well(self, cast: Cast) -> None:
        cast.confirmed()
        apply(plan(*KHANH_HOA), by=None, at=MIDNIGHT)

        assert preview_taking_back(Reform.objects.get(), by=None, at=MIDNIGHT) == 1
        assert Reform.objects.in_force().exists()


@pytest.mark.parametrize(
    ("ask", "most"),
    [(lambda reform, by: told(reform, by=by), 16), (lambda reform, by: queries.deeds([reform]), 1)],
    ids=["told", "deeds"],
)
def test_telling_costs_the_same_for_few_unions_and_for_many(cast: Cast, ask: Any, most: int) -> None:
    for number in range(12):
        union(f"CS-THU-{number}", parent=cast.unit("CDN-GIAO-DUC"))
    ha = cast.actor("ha")
    _ = ha.unit

    few, many = (cost(ask, moved_below(ha, f"QD-{top}", top), ha) for top in ("LDLD-NINH-PHUOC", "CDN-GIAO-DUC"))

    assert few == many <= most


def moved_below(by: Actor, code: str, top: str) -> Reform:
    move = {"move": {"units": {"under": [top]}, "to": "CD-KCN"}}
    outcome = apply(plan(move, code=code), by=by, at=NOW)
    assert outcome.reform
    return outcome.reform


def cost(ask: Any, *given: Any) -> int:
    with CaptureQueriesContext(connection) as made:
        ask(*given)
    return len(made)
