"""What the database refuses by itself, whoever asks: one raw write against every constraint."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import Error, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from sangkien.organisations.factories import LONG_AGO, kind, union
from sangkien.organisations.models import (
    Classification,
    Commune,
    CommuneChange,
    ExternalCode,
    Headcount,
    Manner,
    MemberCount,
    Organisation,
    Placement,
    Succession,
    UnitKind,
    UnitName,
    Workplace,
)

pytestmark = pytest.mark.django_db

FOR_EVER = DateRange(LONG_AGO, None)
LATER = date(2022, 1, 1)


@pytest.fixture
def root() -> Organisation:
    return union("TLD", "CONFEDERATION")


@pytest.fixture
def province(root: Organisation) -> Organisation:
    return union("LDLD-NINH-THUAN", "PROVINCIAL", parent=root)


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """The write inside is refused by this constraint and no other, at once or at the end of the transaction."""
    with pytest.raises(IntegrityError) as no, transaction.atomic():
        yield
        connection.check_constraints()
    assert no.value.__cause__.diag.constraint_name == constraint


def workplace(unit: Organisation, **facts: object) -> Workplace:
    return Workplace(organisation=unit, **{"name": "May Tiến Thuận", "folded": "", "ownership": "private", **facts})


def commune(code: str = "22846", **facts: object) -> Commune:
    where = {"district_code": "586", "district": "Huyện Ninh Hải", "province_code": "58", "province": "Ninh Thuận"}
    return Commune.objects.create(**{"code": code, "name": "Xã Vĩnh Hải", "valid": FOR_EVER, **where, **facts})


def root_of(unit: Organisation) -> Organisation:
    return Organisation.objects.get(code="TLD")


def succeed(unit: Organisation, successor: Organisation, **facts: object) -> Succession:
    said = {"since": LATER, "manner": Manner.MERGED, **facts}
    return Succession.objects.create(organisation=unit, successor=successor, **said)


Write = Callable[[Organisation], object]
AGAINST: dict[str, Write] = {
    "kind_code_is_upper_case_ascii": lambda unit: UnitKind.objects.update(code="cấp tỉnh"),
    "organisation_code_is_upper_case_ascii": lambda unit: Organisation.objects.create(code="cs-may"),
    "placement_lasts_at_least_a_day": lambda unit: unit.placements.update(valid=DateRange(empty=True)),
    "placement_begins_on_a_day": lambda unit: unit.placements.update(valid=DateRange(None, LATER)),
    "one_placement_of_a_unit_on_any_day": lambda unit: Placement.objects.create(
        organisation=unit, valid=DateRange(LATER, None)
    ),
    "a_unit_does_not_hang_under_itself": lambda unit: unit.placements.update(parent=unit),
    "name_lasts_at_least_a_day": lambda unit: unit.names.update(valid=DateRange(empty=True)),
    "name_begins_on_a_day": lambda unit: unit.names.update(valid=DateRange(None, None)),
    "one_name_of_a_unit_on_any_day": lambda unit: UnitName.objects.create(
        organisation=unit, name="Tên khác", valid=DateRange(LATER, None)
    ),
    "a_name_is_not_empty": lambda unit: unit.names.update(name=""),
    "kind_lasts_at_least_a_day": lambda unit: unit.classifications.update(valid=DateRange(empty=True)),
    "kind_begins_on_a_day": lambda unit: unit.classifications.update(valid=DateRange(None, None)),
    "one_kind_of_a_unit_on_any_day": lambda unit: Classification.objects.create(
        organisation=unit, kind=kind("COMMUNE"), valid=DateRange(LATER, None)
    ),
    "succession_manner_is_known": lambda unit: succeed(unit, root_of(unit), manner="SOLD"),
    "no_union_succeeds_itself": lambda unit: succeed(unit, unit),
    "a_successor_is_named_once_a_day": lambda unit: [succeed(unit, root_of(unit), heir=False) for _twice in range(2)],
    "a_union_has_one_heir": lambda unit: [
        succeed(unit, union(code, "PROVINCIAL", parent=root_of(unit))) for code in "AB"
    ],
    "an_external_code_names_one_unit": lambda unit: ExternalCode.objects.bulk_create(
        ExternalCode(organisation=unit, system="gso", code="58") for _twice in range(2)
    ),
    "an_external_code_is_not_empty": lambda unit: unit.external_codes.create(system="gso", code=""),
    "members_are_counted_once_a_day": lambda unit: MemberCount.objects.bulk_create(
        MemberCount(organisation=unit, counted_on=LATER, members=number) for number in (1, 2)
    ),
    "members_are_not_fewer_than_none": lambda unit: unit.member_counts.create(counted_on=LATER, members=-1),
    "employees_are_not_fewer_than_none": lambda unit: unit.member_counts.create(
        counted_on=LATER, members=0, employees=-1
    ),
    "foreign_unions_are_among_the_unions": lambda unit: Headcount.objects.create(
        organisation=unit, day=LATER, members=0, employees=0, unions=1, foreign=2, seen="1:1:"
    ),
    "workplace_ownership_is_known": lambda unit: workplace(unit, ownership="monarchy").save(),
    "a_workplace_has_a_name": lambda unit: workplace(unit, name="").save(),
    "a_tax_code_has_10_or_13_digits": lambda unit: workplace(unit, tax_code="45099519").save(),
    "a_commune_code_has_5_digits": lambda unit: workplace(unit, commune_code="227", commune_on=LATER).save(),
    "a_commune_code_is_of_the_map_of_a_day": lambda unit: workplace(unit, commune_code="22774").save(),
    "commune_lasts_at_least_a_day": lambda _: commune(valid=DateRange(empty=True)),
    "commune_begins_on_a_day": lambda _: commune(valid=DateRange(None, LATER)),
    "one_commune_of_a_code_on_any_day": lambda _: [commune(), commune(name="Xã khác")],
    "a_commune_has_a_name": lambda _: commune(name=""),
    "a_commune_has_a_code_of_5_digits": lambda _: commune("227"),
    "a_commune_lies_in_a_province_of_2_digits": lambda _: commune(province_code="5"),
    "a_commune_names_its_district_by_code_and_name_or_not_at_all": lambda _: commune(district=""),
    "a_change_of_communes_is_told_once": lambda _: CommuneChange.objects.bulk_create(
        [CommuneChange(before=commune("00001"), after=commune("00097"))] * 2
    ),
    "no_commune_becomes_itself": lambda _: CommuneChange.objects.bulk_create(
        [CommuneChange(before=same, after=same) for same in [commune()]]
    ),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, province: Organisation) -> None:
    with refused(constraint):
        AGAINST[constraint](province)


def test_every_constraint_has_been_tried() -> None:
    models = apps.get_app_config("organisations").get_models()
    assert {rule.name for model in models for rule in model._meta.constraints} == set(AGAINST)


class TestAnOrganisation:
    def test_keeps_its_code(self, province: Organisation) -> None:
        with refused("an_organisation_keeps_its_code"):
            Organisation.objects.filter(pk=province.pk).update(code="LDLD-KHANH-HOA")

    def test_may_be_written_again_as_it_is(self, province: Organisation) -> None:
        assert Organisation.objects.filter(pk=province.pk).update(code=province.code) == 1

    def test_hangs_under_a_parent_that_is_there_on_all_those_days(self, province: Organisation) -> None:
        with refused("a_parent_exists_on_all_days_of_its_children"):
            province.placements.update(valid=DateRange(date(1975, 4, 30), None))

    def test_is_not_left_alone_by_a_parent_that_ends(self, province: Organisation, root: Organisation) -> None:
        with refused("a_parent_exists_on_all_days_of_its_children"):
            root.placements.update(valid=DateRange(LONG_AGO, LATER))

    def test_is_not_left_alone_by_a_parent_that_goes(self, province: Organisation, root: Organisation) -> None:
        with refused("a_parent_exists_on_all_days_of_its_children"):
            root.placements.all().delete()

    def test_is_never_above_itself(self, province: Organisation, root: Organisation) -> None:
        district = union("LDLD-BAC-AI", "DISTRICT", parent=province)

        with refused("no_unit_is_above_itself_on_any_day"):
            root.placements.update(parent=district)

    def test_may_come_below_a_unit_that_was_below_it_on_other_days(self, root: Organisation) -> None:
        one, other = union("ONE", "PROVINCIAL", parent=root), union("OTHER", "PROVINCIAL", parent=root)
        Placement.objects.filter(organisation__in=[one, other]).delete()

        Placement.objects.bulk_create(
            [
                Placement(organisation=one, parent=root, valid=DateRange(LONG_AGO, LATER)),
                Placement(organisation=other, parent=one, valid=DateRange(LONG_AGO, LATER)),
                Placement(organisation=other, parent=root, valid=DateRange(LATER, None)),
                Placement(organisation=one, parent=other, valid=DateRange(LATER, None)),
            ]
        )
        connection.check_constraints()

        assert one in Organisation.objects.above(other, on=LONG_AGO)
        assert one not in Organisation.objects.above(other, on=LATER)

    @pytest.mark.parametrize("rows", ["names", "classifications"])
    def test_has_a_name_and_a_kind_while_it_exists(self, province: Organisation, rows: str) -> None:
        described = {"names": "unitname", "classifications": "classification"}[rows]

        with pytest.raises(IntegrityError, match="no name or no kind"), transaction.atomic():
            getattr(province, rows).update(valid=DateRange(LATER, None))
            connection.check_constraints()
        with pytest.raises(IntegrityError, match="no name or no kind"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM organisations_{described}")
            connection.check_constraints()

    def test_is_not_placed_before_it_has_a_name(self, root: Organisation) -> None:
        with refused("a_unit_has_a_name_and_a_kind_while_it_exists"):
            nameless = Organisation.objects.create(code="NAMELESS")
            Placement.objects.create(organisation=nameless, parent=root, valid=FOR_EVER)


@pytest.mark.django_db(transaction=True)
def test_the_tree_is_not_changed_from_an_old_snapshot() -> None:
    root = union("TLD", "CONFEDERATION")

    with pytest.raises(Error, match="read committed only"), transaction.atomic():
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        root.placements.update(valid=FOR_EVER)


class TestOrganisationsOfADay:
    def test_exist_from_their_first_day_until_their_last(self, root: Organisation) -> None:
        union("LDLD-X", "PROVINCIAL", parent=root, since=date(2022, 1, 8), until=date(2022, 6, 1))

        def exists(day: date) -> bool:
            return Organisation.objects.on(day).filter(code="LDLD-X").exists()

        days = [date(2022, 1, 7), date(2022, 1, 8), date(2022, 5, 31), date(2022, 6, 1)]
        assert [exists(day) for day in days] == [False, True, True, False]

    def test_under_several_and_above_several(self, province: Organisation, root: Organisation) -> None:
        one, other = (union(code, "DISTRICT", parent=province) for code in ("ONE", "OTHER"))
        districts = Organisation.objects.filter(pk__in=[one.pk, other.pk])
        school = union("SCHOOL", parent=one)

        assert set(Organisation.objects.under(districts, on=LATER)) == {one, other, school}
        assert set(Organisation.objects.above(districts, on=LATER)) == {one, other, province, root}

    def test_are_named_as_they_were_called(self, province: Organisation) -> None:
        province.names.update(valid=DateRange(LONG_AGO, LATER))
        UnitName.objects.create(
            organisation=province, name="Tên mới", short_name="Mới", folded="", valid=DateRange(LATER, None)
        )

        before = Organisation.objects.named(on=LONG_AGO).get(pk=province.pk)
        after = Organisation.objects.named(on=LATER).get(pk=province.pk)

        assert (before.name, after.name, after.short_name) == ("LDLD-NINH-THUAN", "Tên mới", "Mới")
        assert after.kind_code == "PROVINCIAL"


def test_a_kind_is_called_in_the_readers_language() -> None:
    grassroots = kind("GRASSROOTS")

    assert grassroots.label == "Công đoàn cơ sở"
    with override("en"):
        assert grassroots.label == "Grassroots union"


def test_rows_say_what_they_are(province: Organisation) -> None:
    count = MemberCount.objects.create(organisation=province, counted_on=LATER, members=28291)
    other = ExternalCode.objects.create(organisation=province, system="gso", code="58")

    assert str(province) == f"#{province.pk} LDLD-NINH-THUAN"
    assert str(count) == f"#{count.pk} {province.pk} 2022-01-01 28291"
    assert str(other) == f"#{other.pk} gso=58"
    assert str(kind("GRASSROOTS")) == "#GRASSROOTS Công đoàn cơ sở"
