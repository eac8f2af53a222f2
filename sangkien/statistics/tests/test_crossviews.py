"""The same dossiers by place and by sector, and apart from them those of the area that report elsewhere."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from sangkien.counting.actions import Standing, fold, move
from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.initiatives import levels
from sangkien.initiatives.states import COUNTS, State
from sangkien.initiatives.worth import Value
from sangkien.organisations.actions import add_workplace, place
from sangkien.organisations.factories import union
from sangkien.organisations.models import Commune, CommuneChange, ExternalCode, Organisation
from sangkien.organisations.places_loading import REFORM
from sangkien.statistics.crossviews import CrossView, by_place, by_sector, in_the_area
from sangkien.statistics.figures import Figures, figures
from sangkien.statistics.whereabouts import AREA, Level
from tests.cast import NOW, Cast

TODAY = NOW.date()
LATER = date(2026, 3, 1)
SENT = frozenset({Measure.SUBMITTED})
FOUND_VALID = COUNTS[State.VALID]
OLD = [  # code, name, district, province: on the map until 30 June 2025
    ("22780", "Phường Đông Hải", ("582", "Thành phố Phan Rang - Tháp Chàm"), ("58", "Tỉnh Ninh Thuận")),
    ("22789", "Xã Phước Đại", ("584", "Huyện Bác Ái"), ("58", "Tỉnh Ninh Thuận")),
    ("22870", "Thị trấn Phước Dân", ("587", "Huyện Ninh Phước"), ("58", "Tỉnh Ninh Thuận")),
    ("22366", "Phường Vĩnh Nguyên", ("568", "Thành phố Nha Trang"), ("56", "Tỉnh Khánh Hòa")),
]
NEW = [  # on the map since
    ("22780", "Phường Đông Hải"),
    ("22761", "Phường Phan Rang"),
    ("22870", "Xã Ninh Phước"),
    ("22366", "Phường Nha Trang"),
]
BECAME = [("22780", "22780", True), ("22780", "22761", True), ("22870", "22870", False), ("22366", "22366", False)]


@pytest.fixture
def country(cast: Cast) -> Cast:
    """The cast on its map, and beside it the Textile and Garment union with a plant in Ninh Thuận.

    May Tiến Thuận lies in Phan Rang (and has an older shop nowhere written down after it), the school in Ninh Phước;
    of Haemin nobody wrote down where it lies; the two other unions have no workplace at all.
    """
    _map()
    _lies(cast, "CS-MAY-TIEN-THUAN", "22780", "May mặc")
    _lies(cast, "CS-THPT-AN-PHUOC", "22870", "Giáo dục")
    union("CD-DET-MAY", "CORPORATION", parent=cast.unit("TLD"), name="Công đoàn Dệt May Việt Nam")
    union("CS-SOI-PHAN-RANG", parent=cast.unit("CD-DET-MAY"))
    _works(cast, "CS-SOI-PHAN-RANG", "22780", "Sợi")
    for code, area in [("LDLD-NINH-THUAN", "58"), ("LDLD-NINH-PHUOC", "587")]:
        ExternalCode.objects.create(organisation=cast.unit(code), system=AREA, code=area)
    return cast


def _map() -> None:
    before, after = DateRange(date(1900, 1, 1), REFORM), DateRange(REFORM, None)
    old = {code: _commune(code, name, *district, *province, before) for code, name, district, province in OLD}
    new = {code: _commune(code, name, "", "", "56", "Tỉnh Khánh Hòa", after) for code, name in NEW}
    for one, other, divided in BECAME:
        CommuneChange.objects.create(before=old[one], after=new[other], divided=divided)


def _commune(
    code: str, name: str, district_code: str, district: str, province_code: str, province: str, valid: DateRange
) -> Commune:
    return Commune.objects.create(
        code=code,
        name=name,
        district_code=district_code,
        district=district,
        province_code=province_code,
        province=province,
        valid=valid,
    )


def _lies(cast: Cast, code: str, commune: str, sector: str, *, on: date = TODAY) -> None:
    """The union's only workplace lies there."""
    cast.unit(code).workplaces.update(commune_code=commune, commune_on=on, sector=sector)


def _works(cast: Cast, code: str, commune: str, sector: str = "") -> None:
    """Another workplace of the union, written down after those it has."""
    add_workplace(
        cast.unit(code),
        name="Nhà máy",
        ownership="private",
        sector=sector,
        commune_code=commune,
        commune_on=TODAY if commune else None,
        by=None,
        at=NOW,
    )


def sent(cast: Cast, code: str, *, number: int, measures: frozenset[Measure] = FOUND_VALID, on: date = TODAY) -> None:
    """A dossier of the union is counted in these measures; valid it brings a million đồng."""
    standing = Standing(cast.programme.pk, cast.phase.pk, cast.chain(code, on=on), measures, benefit=1_000_000)
    move(None, standing, initiative_id=number, day=on)


def asked(cast: Cast, *, as_of: date = TODAY, view: View = View.AS_THEN) -> dict[str, Any]:
    return {"programme": cast.programme, "phase": cast.phase, "as_of": as_of, "view": view}


def lines(shown: CrossView | None) -> dict[str, tuple[int, int]]:
    """Sent and valid by the name of the line."""
    assert shown is not None
    return {group.name: (group.submitted, group.valid) for group in shown.groups}


class TestByPlace:
    def test_the_confederation_sees_provinces_whatever_the_chain(self, country: Cast) -> None:
        for number, code in enumerate(["CS-MAY-TIEN-THUAN", "CS-THPT-AN-PHUOC", "CS-SOI-PHAN-RANG"]):
            sent(country, code, number=number)

        shown = by_place(country.unit("TLD"), **asked(country))

        assert (shown.level, lines(shown)) == (Level.PROVINCE, {"Tỉnh Ninh Thuận": (3, 3)})

    def test_so_does_a_corporation(self, country: Cast) -> None:
        sent(country, "CS-SOI-PHAN-RANG", number=1)

        assert lines(by_place(country.unit("CD-DET-MAY"), **asked(country))) == {"Tỉnh Ninh Thuận": (1, 1)}

    def test_a_province_sees_districts_and_only_its_own_chain(self, country: Cast) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)
        sent(country, "CS-THPT-AN-PHUOC", number=2, measures=SENT)
        sent(country, "CS-SOI-PHAN-RANG", number=3)

        shown = by_place(country.unit("LDLD-NINH-THUAN"), **asked(country))

        assert shown.level == Level.DISTRICT
        assert lines(shown) == {"Thành phố Phan Rang - Tháp Chàm": (1, 1), "Huyện Ninh Phước": (1, 0)}

    def test_names_what_has_no_commune_and_puts_it_last(self, country: Cast) -> None:
        for number, code in enumerate(["CS-HAEMIN", "CS-BQL-KCN", "CS-HAEMIN"]):
            sent(country, code, number=number)
        sent(country, "CS-MAY-TIEN-THUAN", number=9, measures=SENT)

        shown = by_place(country.unit("CD-KCN"), **asked(country))

        assert [(group.name, group.is_named) for group in shown.groups] == [
            ("Thành phố Phan Rang - Tháp Chàm", True),
            ("chưa ghi địa bàn", False),
        ]
        assert lines(shown)["chưa ghi địa bàn"] == (3, 3)

    def test_the_first_workplace_of_several_decides(self, country: Cast) -> None:
        _works(country, "CS-MAY-TIEN-THUAN", "22870")
        sent(country, "CS-MAY-TIEN-THUAN", number=1)

        assert list(lines(by_place(country.unit("CD-KCN"), **asked(country)))) == ["Thành phố Phan Rang - Tháp Chàm"]

    def test_a_code_that_no_map_knows_is_not_called_unwritten(self, country: Cast) -> None:
        _lies(country, "CS-MAY-TIEN-THUAN", "99999", "May mặc")
        sent(country, "CS-MAY-TIEN-THUAN", number=1)

        assert list(lines(by_place(country.unit("CD-KCN"), **asked(country)))) == ["chưa xác định được địa bàn"]

    def test_what_was_withdrawn_leaves_no_line(self, country: Cast) -> None:
        standing = Standing(country.programme.pk, country.phase.pk, country.chain("CS-HAEMIN"), SENT)
        move(None, standing, initiative_id=1, day=TODAY - timedelta(days=1))
        move(standing, None, initiative_id=1, day=TODAY)

        assert by_place(country.unit("CD-KCN"), **asked(country)).groups == []
        assert lines(by_place(country.unit("CD-KCN"), **asked(country, as_of=TODAY - timedelta(days=1))))

    def test_places_of_one_name_are_told_apart_by_their_provinces(self, country: Cast) -> None:
        during = DateRange(date(1900, 1, 1), REFORM)
        for code, district, province in [("00001", "001", "Tỉnh Long An"), ("00002", "002", "Tỉnh Tây Ninh")]:
            _commune(code, "Xã Một", district, "Huyện Châu Thành", code[-2:], province, during)
        _lies(country, "CS-MAY-TIEN-THUAN", "00001", "")
        _lies(country, "CS-HAEMIN", "00002", "")
        for number, code in enumerate(["CS-MAY-TIEN-THUAN", "CS-HAEMIN"]):
            sent(country, code, number=number)

        shown = lines(by_place(country.unit("CD-KCN"), **asked(country)))

        assert set(shown) == {"Huyện Châu Thành, Tỉnh Long An", "Huyện Châu Thành, Tỉnh Tây Ninh"}


class TestAcrossTheMapOf2025:
    """Districts are gone, Ninh Thuận lies in Khánh Hòa, and one of its wards was divided."""

    def test_communes_are_told_apart_since_and_those_divided_are_not_guessed(self, country: Cast) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)
        sent(country, "CS-THPT-AN-PHUOC", number=2)

        shown = by_place(country.unit("LDLD-NINH-THUAN"), **asked(country, as_of=LATER))

        assert shown.level == Level.COMMUNE
        assert lines(shown) == {"Xã Ninh Phước": (1, 1), "chưa xác định được địa bàn": (1, 1)}

    @pytest.mark.parametrize(
        ("as_of", "province"), [(REFORM - timedelta(days=1), "Tỉnh Ninh Thuận"), (REFORM, "Tỉnh Khánh Hòa")]
    )
    def test_the_province_is_that_of_the_day_even_of_a_ward_that_was_divided(
        self, country: Cast, as_of: date, province: str
    ) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)

        assert list(lines(by_place(country.unit("TLD"), **asked(country, as_of=as_of)))) == [province]

    def test_so_it_is_of_a_commune_that_ended_before_and_of_which_nobody_says_what_it_became(
        self, country: Cast
    ) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)
        _lies(country, "CS-MAY-TIEN-THUAN", "22789", "")

        assert list(lines(by_place(country.unit("TLD"), **asked(country, as_of=LATER)))) == ["Tỉnh Khánh Hòa"]

    def test_a_place_told_on_the_new_map_is_found_on_the_old_one(self, country: Cast) -> None:
        _lies(country, "CS-THPT-AN-PHUOC", "22870", "", on=LATER)
        sent(country, "CS-THPT-AN-PHUOC", number=1)

        assert list(lines(by_place(country.unit("CDN-GIAO-DUC"), **asked(country)))) == ["Huyện Ninh Phước"]


class TestBySector:
    def test_is_that_of_the_first_workplace(self, country: Cast) -> None:
        _works(country, "CS-MAY-TIEN-THUAN", "", "Kho bãi")
        for number, code in enumerate(["CS-MAY-TIEN-THUAN", "CS-THPT-AN-PHUOC", "CS-HAEMIN", "CS-BQL-KCN"]):
            sent(country, code, number=number)

        shown = by_sector(country.unit("LDLD-NINH-THUAN"), **asked(country))

        assert lines(shown) == {"Giáo dục": (1, 1), "May mặc": (1, 1), "chưa ghi ngành": (2, 2)}
        assert [group.is_named for group in shown.groups] == [True, True, False]


class TestInTheArea:
    def test_a_corporations_plant_is_seen_from_its_province_and_counted_nowhere_else(self, country: Cast) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)
        sent(country, "CS-SOI-PHAN-RANG", number=2)
        province = country.unit("LDLD-NINH-THUAN")

        assert lines(in_the_area(province, **asked(country))) == {"Công đoàn Dệt May Việt Nam": (1, 1)}
        assert figures(province, **asked(country)).valid == by_place(province, **asked(country)).valid == 1

    def test_what_lies_elsewhere_or_nowhere_is_left_out(self, country: Cast) -> None:
        _lies(country, "CS-SOI-PHAN-RANG", "22366", "")
        union("CS-SOI-HA-NOI", parent=country.unit("CD-DET-MAY"))
        for number, code in enumerate(["CS-SOI-PHAN-RANG", "CS-SOI-HA-NOI"]):
            sent(country, code, number=number)

        assert lines(in_the_area(country.unit("LDLD-NINH-THUAN"), **asked(country))) == {}

    def test_a_district_sees_the_other_branches_of_its_province_by_name(self, country: Cast) -> None:
        _lies(country, "CS-SOI-PHAN-RANG", "22870", "")
        sent(country, "CS-THPT-AN-PHUOC", number=1)
        sent(country, "CS-SOI-PHAN-RANG", number=2, measures=SENT)

        assert lines(in_the_area(country.unit("LDLD-NINH-PHUOC"), **asked(country))) == {
            "CĐ ngành Giáo dục": (1, 1),
            "Công đoàn Dệt May Việt Nam": (1, 0),
        }

    def test_a_union_without_an_area_has_no_such_table(self, country: Cast) -> None:
        assert in_the_area(country.unit("CD-KCN"), **asked(country)) is None
        assert in_the_area(country.unit("TLD"), **asked(country)) is None

    @pytest.mark.parametrize("code", ["587", "59", "5", "x"])
    def test_nor_has_one_whose_area_is_not_on_the_map_of_the_day(self, country: Cast, code: str) -> None:
        ExternalCode.objects.filter(organisation=country.unit("LDLD-NINH-PHUOC")).update(code=code)

        assert in_the_area(country.unit("LDLD-NINH-PHUOC"), **asked(country, as_of=LATER)) is None

    def test_restated_a_plant_that_came_home_is_the_provinces_own(self, country: Cast) -> None:
        sent(country, "CS-SOI-PHAN-RANG", number=1)
        tomorrow = TODAY + timedelta(days=1)
        place(country.unit("CS-SOI-PHAN-RANG"), parent=country.unit("CD-KCN"), since=tomorrow, by=None, at=NOW)
        province = country.unit("LDLD-NINH-THUAN")

        then = asked(country, as_of=tomorrow)
        restated = asked(country, as_of=tomorrow, view=View.RESTATED)
        assert (lines(in_the_area(province, **then)), by_place(province, **then).valid) == (
            {"Công đoàn Dệt May Việt Nam": (1, 1)},
            0,
        )
        assert (lines(in_the_area(province, **restated)), by_place(province, **restated).valid) == ({}, 1)

    def test_restated_a_plant_that_left_is_seen_from_the_province(self, country: Cast) -> None:
        sent(country, "CS-MAY-TIEN-THUAN", number=1)
        tomorrow = TODAY + timedelta(days=1)
        place(country.unit("CS-MAY-TIEN-THUAN"), parent=country.unit("CD-DET-MAY"), since=tomorrow, by=None, at=NOW)

        restated = asked(country, as_of=tomorrow, view=View.RESTATED)
        shown = lines(in_the_area(country.unit("LDLD-NINH-THUAN"), **restated))
        assert shown == {"Công đoàn Dệt May Việt Nam": (1, 1)}


PLANTS = ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN", "CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU", "CS-SOI-PHAN-RANG"]
FIRST = TODAY - timedelta(days=3)
Step = tuple[int, str, State | None, int, bool]  # a dossier of a union comes into a state on a day; some are folded
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(PLANTS), st.sampled_from([*State, None]), st.integers(0, 5), st.booleans()
    ),
    max_size=20,
)
DAYS = st.sampled_from([*(FIRST + timedelta(days=day) for day in range(6)), LATER])


class TestTheSums:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS, as_of=DAYS, moved=st.sampled_from([None, *PLANTS]))
    def test_the_lines_are_exactly_the_units_own_figures(
        self, country: Cast, steps: list[Step], as_of: date, moved: str | None
    ) -> None:
        """Whatever happened, for every union, as then and restated."""
        with transaction.atomic():
            _walk(country, steps)
            if moved:
                place(country.unit(moved), parent=country.unit("LDLD-NINH-THUAN"), since=TODAY, by=None, at=NOW)
            seen = [
                (_sums(figures(unit, **when)), _sums(by_place(unit, **when)), _sums(by_sector(unit, **when)))
                for unit in Organisation.objects.all()
                for when in (asked(country, as_of=as_of, view=view) for view in View)
            ]
            transaction.set_rollback(True)

        assert [sums for sums in seen if len(set(sums)) > 1] == []


def _walk(cast: Cast, steps: list[Step]) -> None:
    now: dict[int, Standing | None] = {}
    for dossier, code, state, day, folded in steps:
        standing = None
        if state is not None:
            chain, benefit = cast.chain(code, on=FIRST), (dossier + 1) * 1_000_000
            measures = COUNTS[state] | (
                levels.COUNTS[list(levels.Level)[dossier % 4]] if state == State.VALID else set()
            )
            standing = Standing(cast.programme.pk, cast.phase.pk, chain, measures, benefit, actual=benefit // 2)
        move(now.get(dossier), standing, initiative_id=dossier, day=FIRST + timedelta(days=day))
        now[dossier] = standing
        if folded:
            fold(limit=3)


def _sums(shown: Figures | CrossView) -> tuple[int, int, Value]:
    return shown.submitted, shown.valid, shown.value


class TestCost:
    @pytest.mark.parametrize("view", list(View))
    @pytest.mark.parametrize("plants", [PLANTS[::5], PLANTS], ids=["two", "six"])
    @pytest.mark.parametrize(("ask", "queries"), [(by_place, 3), (by_sector, 1), (in_the_area, 4)])
    def test_is_the_same_for_two_plants_and_for_six(
        self,
        country: Cast,
        django_assert_num_queries: DjangoAssertNumQueries,
        ask: Callable[..., CrossView],
        queries: int,
        plants: list[str],
        view: View,
    ) -> None:
        for number, code in enumerate(plants):
            sent(country, code, number=number)
        province = country.unit("LDLD-NINH-THUAN")

        with django_assert_num_queries(queries):
            ask(province, **asked(country, view=view))
