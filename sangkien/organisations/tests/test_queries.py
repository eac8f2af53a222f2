"""Questions about the tree on a day, and what they cost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.organisations import actions, queries
from sangkien.organisations.factories import AT, union
from sangkien.organisations.models import MemberCount, Organisation

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 31)
LOG: dict[str, Any] = {"by": None, "at": AT}


@pytest.fixture
def root() -> Organisation:
    return union("TLD", "CONFEDERATION", name="Tổng Liên đoàn Lao động Việt Nam", short_name="Tổng LĐLĐ")


@pytest.fixture
def province(root: Organisation) -> Organisation:
    return union("LDLD-NINH-THUAN", "PROVINCIAL", parent=root, name="LĐLĐ tỉnh Ninh Thuận")


@pytest.fixture
def zone(province: Organisation) -> Organisation:
    return union("CD-KCN", "INDUSTRIAL_ZONES", parent=province, name="Công đoàn Các KCN")


@pytest.fixture
def factory(zone: Organisation) -> Organisation:
    return union("CS-MAY", parent=zone, name="CĐCS May Tiến Thuận")


def count(unit: Organisation, day: date, members: int) -> None:
    actions.report_members(unit, counted_on=day, members=members, **LOG)


class TestChain:
    def test_goes_from_the_unit_up_to_the_root(self, factory: Organisation) -> None:
        way = queries.chain(factory, DAY)

        assert [link.code for link in way] == ["CS-MAY", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]
        assert way[-1].short_name == "Tổng LĐLĐ"
        assert way[0] == queries.ChainLink(
            "CS-MAY", "CĐCS May Tiến Thuận", "CĐCS May Tiến Thuận", "GRASSROOTS", factory.pk
        )

    def test_is_empty_before_the_unit_existed(self, factory: Organisation) -> None:
        assert queries.chain(factory, date(1975, 4, 30)) == []

    def test_is_one_question(self, factory: Organisation) -> None:
        assert cost(lambda: queries.chain(factory, DAY)) == 1


class TestDirectSuperior:
    def test_is_the_nearest_that_reviews(
        self, factory: Organisation, zone: Organisation, province: Organisation
    ) -> None:
        assert queries.direct_superior(factory, DAY) == zone
        assert queries.direct_superior(zone, DAY) == province

    def test_follows_a_move_from_its_day_on(
        self, factory: Organisation, zone: Organisation, province: Organisation
    ) -> None:
        actions.place(factory, parent=province, since=date(2025, 7, 1), **LOG)

        assert queries.direct_superior(factory, DAY) == zone
        assert queries.direct_superior(factory, date(2025, 7, 1)) == province

    def test_is_nobody_where_nobody_above_reviews(self, province: Organisation) -> None:
        assert queries.direct_superior(province, DAY) is None


class TestMembers:
    def test_are_the_newest_counts_of_the_grassroots_unions(
        self, factory: Organisation, zone: Organisation, province: Organisation
    ) -> None:
        other = union("CS-DET", parent=zone)
        count(factory, date(2020, 12, 31), 2900)
        count(factory, date(2021, 12, 31), 3120)
        count(factory, date(2022, 6, 30), 9999)
        count(other, date(2021, 12, 31), 840)
        count(province, date(2021, 12, 31), 5)

        assert queries.members(province, DAY) == 3120 + 840
        assert queries.members(factory, DAY) == 3120
        assert queries.members_of_many([zone.pk, other.pk], DAY) == {zone.pk: 3960, other.pk: 840}

    def test_are_the_units_own_count_where_no_grassroots_union_has_one(
        self, factory: Organisation, province: Organisation
    ) -> None:
        count(province, date(2021, 12, 31), 28291)

        assert queries.members(province, DAY) == 28291
        assert queries.members(factory, DAY) == 0

    def test_of_the_children_add_up_to_the_parents_whatever_moves(
        self, factory: Organisation, zone: Organisation, province: Organisation
    ) -> None:
        district = union("LDLD-BAC-AI", "DISTRICT", parent=province)
        count(factory, date(2021, 12, 31), 3120)
        count(union("CS-TRUONG", parent=district), date(2021, 12, 31), 40)
        actions.place(factory, parent=district, since=DAY, **LOG)

        for day, shares in ((date(2022, 5, 30), [3120, 40]), (DAY, [0, 3160])):
            parts = queries.members_of_many([zone.pk, district.pk], day)
            assert [parts[zone.pk], parts[district.pk]] == shares
            assert queries.members(province, day) == sum(shares)


class TestChildren:
    def test_come_named_by_rank_and_then_by_name(self, province: Organisation) -> None:
        union("CS-A", parent=province, name="A")
        union("D-Z", "DISTRICT", parent=province, name="LĐLĐ huyện Ninh Sơn")
        union("D-A", "DISTRICT", parent=province, name="LĐLĐ huyện Bác Ái")

        assert [unit.name for unit in queries.children(province, DAY)] == [
            "LĐLĐ huyện Bác Ái",
            "LĐLĐ huyện Ninh Sơn",
            "A",
        ]

    def test_are_only_those_of_the_day(self, factory: Organisation, zone: Organisation) -> None:
        assert list(queries.children(zone, DAY)) == [factory]
        assert not queries.children(zone, date(1975, 4, 30))


class TestDescribe:
    def test_tells_everything_about_a_unit_on_a_day(self, factory: Organisation, zone: Organisation) -> None:
        count(factory, date(2021, 12, 31), 3120)

        assert queries.describe("CD-KCN", DAY) == {
            "code": "CD-KCN",
            "name": "Công đoàn Các KCN",
            "kind": "INDUSTRIAL_ZONES",
            "parent": "LDLD-NINH-THUAN",
            "ancestors": ["LDLD-NINH-THUAN", "TLD"],
            "children": ["CS-MAY"],
            "valid_from": "1992-04-01",
            "valid_to": None,
            "successors": [],
            "predecessors": [],
            "members": 3120,
        }

    def test_gives_its_whole_life_across_moves(self, zone: Organisation, province: Organisation) -> None:
        unit = union("TAM", parent=zone, until=date(2023, 1, 1))
        actions.place(unit, parent=province, since=DAY, **LOG)

        shown = queries.describe("TAM", DAY)

        assert shown is not None
        assert (shown["valid_from"], shown["valid_to"]) == ("1992-04-01", "2023-01-01")

    def test_of_the_root_has_no_parent(self, root: Organisation) -> None:
        shown = queries.describe("TLD", DAY)

        assert shown is not None
        assert (shown["parent"], shown["ancestors"]) == (None, [])

    def test_is_nothing_for_a_unit_that_is_not_there(self, root: Organisation) -> None:
        assert queries.describe("TLD", date(1900, 1, 1)) is None
        assert queries.describe("NOBODY", DAY) is None


def cost(question: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        question()
    return len(asked)


@pytest.mark.parametrize(
    "question",
    [
        lambda zone: list(queries.children(zone, DAY)),
        lambda zone: list(Organisation.objects.under(zone, on=DAY).named(on=DAY)),
        lambda zone: [unit.name for unit in Organisation.objects.on(DAY).named(on=DAY)],
        lambda zone: queries.members(zone, DAY),
        lambda zone: queries.members_of_many(Organisation.objects.values_list("pk", flat=True), DAY),
        lambda zone: queries.describe("CD-KCN", DAY),
        lambda zone: queries.search_workplaces("may tien thuan", DAY, 200),
    ],
)
def test_two_hundred_units_cost_as_much_as_two(zone: Organisation, question: Callable[[Any], object]) -> None:
    some = [union(f"CS-{number}", parent=zone, name="CĐCS May Tiến Thuận") for number in range(2)]
    cost_of_two = cost(lambda: question(zone))
    some += [union(f"CS-{number}", parent=zone, name="CĐCS May Tiến Thuận") for number in range(2, 200)]
    MemberCount.objects.bulk_create(MemberCount(organisation=unit, counted_on=DAY, members=1) for unit in some)

    assert cost(lambda: question(zone)) == cost_of_two
    assert queries.members(zone, DAY) == 200
