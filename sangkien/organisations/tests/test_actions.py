"""The verbs of the tree: what they change, from which day, and what they say when they cannot."""

from datetime import date
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible
from sangkien.organisations import actions
from sangkien.organisations.factories import AT, LONG_AGO, kind, union
from sangkien.organisations.models import Organisation, Placement
from sangkien.organisations.queries import chain

pytestmark = pytest.mark.django_db

DAY = date(2022, 6, 1)
BEFORE = date(2022, 5, 31)
LOG: dict[str, Any] = {"by": None, "at": AT}


@pytest.fixture
def root() -> Organisation:
    return union("TLD", "CONFEDERATION")


@pytest.fixture
def province(root: Organisation) -> Organisation:
    return union("LDLD-NINH-THUAN", "PROVINCIAL", parent=root)


@pytest.fixture
def zone(province: Organisation) -> Organisation:
    return union("CD-KCN", "INDUSTRIAL_ZONES", parent=province)


@pytest.fixture
def factory(zone: Organisation) -> Organisation:
    return union("CS-MAY-TIEN-THUAN", parent=zone, name="CĐCS Công ty TNHH May Tiến Thuận")


def said(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def parent_on(unit: Organisation, day: date) -> str:
    return chain(unit, day)[1].code


class TestCreateOrganisation:
    def create(self, **facts: Any) -> Organisation:
        given: dict[str, Any] = {"code": "CS-MOI", "kind": kind("GRASSROOTS"), "name": "CĐCS mới", "parent": None}
        return actions.create_organisation(**{**given, "since": DAY, **facts, **LOG})

    def test_founds_a_union_with_place_name_kind_and_codes(self, zone: Organisation) -> None:
        unit = self.create(parent=zone, name="  CĐCS  mới ", external_codes={"cong-tlD": "77"}, until=date(2023, 1, 1))

        assert [link.code for link in chain(unit, DAY)] == ["CS-MOI", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]
        assert chain(unit, DAY)[0].name == "CĐCS mới"
        assert not chain(unit, date(2023, 1, 1))
        assert unit.external_codes.get().code == "77"

    def test_is_written_to_the_log(self, zone: Organisation) -> None:
        unit = self.create(parent=zone)

        line = Record.objects.get(verb="organisation.create", target_id=str(unit.pk))
        assert line.after["parent"] == "CD-KCN"

    def test_says_everything_that_is_wrong_at_once(self, zone: Organisation) -> None:
        zone.external_codes.create(system="gso", code="58")

        with pytest.raises(NotPossible) as no:
            self.create(code="CD-KCN", name=" ", external_codes={"gso": "58"}, parent=None)

        assert said(no) == ["code_taken", "no_name", "external_code_taken", "no_parent"]

    @pytest.mark.parametrize("code", ["", "cs-moi", "CS MOI", "CS-ĐỒNG", "CS--MOI", "X" * 61])
    def test_refuses_a_code_that_cannot_be_said_on_the_telephone(self, code: str, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            self.create(code=code, parent=zone)

        assert said(no) == ["bad_code"]

    def test_refuses_a_life_that_ends_before_it_begins(self, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            self.create(parent=zone, until=DAY)

        assert said(no) == ["ends_before_it_begins"]

    def test_refuses_a_parent_that_does_not_live_as_long(self, province: Organisation) -> None:
        short = union("TAM", "DISTRICT", parent=province, until=date(2022, 12, 31))

        with pytest.raises(NotPossible) as no:
            self.create(parent=short)

        assert said(no) == ["parent_does_not_exist"]

    def test_refuses_a_kind_that_does_not_belong_there(self, factory: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            self.create(parent=factory)

        assert str(no.value) == "Công đoàn cơ sở không trực thuộc Công đoàn cơ sở."


class TestPlace:
    def test_moves_from_that_day_on_and_leaves_the_past(self, factory: Organisation, province: Organisation) -> None:
        actions.place(factory, parent=province, since=DAY, **LOG)

        assert parent_on(factory, BEFORE) == "CD-KCN"
        assert parent_on(factory, DAY) == "LDLD-NINH-THUAN"
        line = Record.objects.get(verb="organisation.place")
        assert (line.before, line.after["parent"]) == ({"parent": "CD-KCN"}, "LDLD-NINH-THUAN")

    def test_replaces_a_placement_that_begins_that_day(self, factory: Organisation, province: Organisation) -> None:
        actions.place(factory, parent=province, since=LONG_AGO, **LOG)

        assert Placement.objects.get(organisation=factory).parent == province

    def test_leaves_a_move_that_is_already_planned(self, factory: Organisation, province: Organisation) -> None:
        district = union("LDLD-BAC-AI", "DISTRICT", parent=province)
        actions.place(factory, parent=province, since=date(2025, 7, 1), **LOG)

        actions.place(factory, parent=district, since=DAY, **LOG)

        days = [BEFORE, DAY, date(2025, 6, 30), date(2025, 7, 1)]
        assert [parent_on(factory, day) for day in days] == [
            "CD-KCN",
            "LDLD-BAC-AI",
            "LDLD-BAC-AI",
            "LDLD-NINH-THUAN",
        ]

    def test_refuses_a_place_below_itself(self, province: Organisation, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.place(province, parent=zone, since=DAY, **LOG)

        assert "below_itself" in said(no)

    def test_refuses_a_kind_that_does_not_belong_there(self, factory: Organisation, root: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.place(factory, parent=root, since=DAY, **LOG)

        assert said(no) == ["cannot_hang"]

    def test_refuses_a_day_on_which_there_is_nothing_to_move(
        self, factory: Organisation, province: Organisation
    ) -> None:
        with pytest.raises(NotPossible) as no:
            actions.place(factory, parent=province, since=date(1975, 4, 30), **LOG)

        assert said(no) == ["does_not_exist"]

    def test_refuses_to_change_nothing(self, factory: Organisation, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.place(factory, parent=zone, since=DAY, **LOG)

        assert said(no) == ["no_change"]


class TestRename:
    def test_keeps_the_old_name_for_earlier_days(self, zone: Organisation) -> None:
        actions.rename(zone, name="Ban Công đoàn Khu công nghiệp", short_name="Ban CĐ KCN", since=DAY, **LOG)

        assert chain(zone, BEFORE)[0].name == "CD-KCN"
        assert chain(zone, DAY)[0].short_name == "Ban CĐ KCN"

    def test_refuses_no_name_and_the_same_name(self, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as nameless:
            actions.rename(zone, name="\u200b ", since=DAY, **LOG)
        with pytest.raises(NotPossible) as same:
            actions.rename(zone, name="CD-KCN", since=DAY, **LOG)

        assert said(nameless) == ["no_name"]
        assert said(same) == ["no_change"]

    def test_refuses_a_day_after_the_end(self, province: Organisation) -> None:
        ended = union("TAM", "DISTRICT", parent=province, until=BEFORE)

        with pytest.raises(NotPossible) as no:
            actions.rename(ended, name="Tên mới", since=DAY, **LOG)

        assert said(no) == ["does_not_exist"]


class TestClassify:
    def test_makes_it_another_kind_from_that_day_on(self, zone: Organisation) -> None:
        actions.classify(zone, kind=kind("LOCAL_SECTOR"), since=DAY, **LOG)

        assert [chain(zone, day)[0].kind for day in (BEFORE, DAY)] == ["INDUSTRIAL_ZONES", "LOCAL_SECTOR"]

    def test_refuses_a_kind_that_does_not_fit_above_or_below(self, zone: Organisation, factory: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.classify(zone, kind=kind("CONFEDERATION"), since=DAY, **LOG)

        assert [problem.text for problem in no.value.problems] == [
            "Tổng Liên đoàn Lao động Việt Nam không trực thuộc Liên đoàn Lao động tỉnh, thành phố.",
            "Công đoàn cơ sở không trực thuộc Tổng Liên đoàn Lao động Việt Nam.",
        ]

    def test_refuses_the_kind_it_is(self, zone: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.classify(zone, kind=kind("INDUSTRIAL_ZONES"), since=DAY, **LOG)

        assert said(no) == ["no_change"]


class TestReportMembers:
    def test_a_second_report_of_the_same_day_corrects_the_first(self, factory: Organisation) -> None:
        actions.report_members(factory, counted_on=DAY, members=3120, employees=3309, **LOG)
        actions.report_members(factory, counted_on=DAY, members=3121, **LOG)

        count = factory.member_counts.get()
        assert (count.members, count.employees) == (3121, None)
        assert [line.after["correction"] for line in Record.objects.filter(verb="organisation.report_members")] == [
            False,
            True,
        ]

    def test_refuses_fewer_than_none_and_a_day_before_it_existed(self, factory: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.report_members(factory, counted_on=date(1975, 4, 30), members=-1, **LOG)

        assert said(no) == ["negative", "does_not_exist"]


class TestAddWorkplace:
    def test_a_union_may_gather_several(self, factory: Organisation) -> None:
        for name in ("Công ty TNHH May Tiến Thuận", "Xưởng may 2"):
            actions.add_workplace(factory, name=name, ownership="private", tax_code="4509951911 ", **LOG)

        assert [(place.name, place.tax_code) for place in factory.workplaces.order_by("pk")] == [
            ("Công ty TNHH May Tiến Thuận", "4509951911"),
            ("Xưởng may 2", "4509951911"),
        ]

    def test_says_everything_that_is_wrong_at_once(self, factory: Organisation) -> None:
        with pytest.raises(NotPossible) as no:
            actions.add_workplace(factory, name="", ownership="crown", tax_code="4509951912", commune_code="227", **LOG)

        assert said(no) == ["no_name", "bad_tax_code", "unknown_ownership", "bad_commune_code"]
