"""The national tree: real above, made below; the same for everybody, and around the small demonstration."""

from collections import Counter

import pytest

from sangkien.ops.demo.load import BEGINS
from sangkien.ops.national.grassroots import SEED, grassroots, tax_code, unit
from sangkien.ops.national.load import load
from sangkien.ops.national.registers import central, communes, demo_rows, districts
from sangkien.ops.national.shares import COUNTRY, central_unions
from sangkien.ops.national.upper import MADE, ROOT, below, upper
from sangkien.organisations import queries
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import import_units
from sangkien.organisations.models import ExternalCode, Organisation
from sangkien.organisations.rules import compact_tax_code

MANY = list(grassroots(5_000))


class TestAboveTheGrassroots:
    def test_stand_the_unions_of_2022(self) -> None:
        kinds = Counter(row["kind"] for row in upper().values())

        assert (kinds["CONFEDERATION"], kinds["PROVINCIAL"], kinds["DISTRICT"]) == (1, 63, 705)
        assert kinds["CENTRAL_SECTOR"] + kinds["CORPORATION"] == 20
        assert len(below(ROOT)) == 83

    def test_the_demonstration_keeps_its_codes(self) -> None:
        assert all(upper()[code] == row for code, row in demo_rows().items())

        of_the_province = [row["code"] for row in below("LDLD-NINH-THUAN")]
        assert len(of_the_province) == 7 + 3 + 1
        assert {"LDLD-NINH-PHUOC", "LDLD-PRTC", "CDVC", "CD-KCN"} <= set(of_the_province)

    def test_every_other_district_carries_its_code_and_its_province(self) -> None:
        assert upper()["LDLD-001"]["name"] == "Liên đoàn Lao động quận Ba Đình, thành phố Hà Nội"
        assert upper()["LDLD-001"]["parent"] == "LDLD-HA-NOI"
        assert upper()["LDLD-001"]["external_codes"] == "ma-dia-ban=001"

    def test_sector_unions_that_are_only_assumed_are_marked(self) -> None:
        assert upper()["CDN-Y-TE-HA-NOI"]["external_codes"] == f"{MADE}=CDN-Y-TE-HA-NOI"
        assert "CD-KCN-HA-NOI" in upper()
        assert "CD-KCN-LAI-CHAU" not in upper()


class TestAMadeUnion:
    def test_follows_from_its_number_alone(self) -> None:
        assert MANY[4_321] == unit(4_322) == list(grassroots(4_322))[-1]
        assert unit(1, seed=SEED + 1) != unit(1)

    def test_is_marked_as_made_and_has_the_shape_of_a_real_one(self) -> None:
        for row in MANY:
            assert row["external_codes"] == f"{MADE}={row['code']}"
            assert row["parent"] in upper()
            assert not row["tax_code"] or compact_tax_code(row["tax_code"]) == row["tax_code"]

    def test_has_a_commune_of_the_district_it_belongs_to(self) -> None:
        district_of = {commune.code: commune.district for commune in communes()}
        in_districts = [row for row in MANY if upper()[row["parent"]]["kind"] == "DISTRICT" and row["commune_code"]]

        for row in in_districts:
            federation = upper()[row["parent"]]
            assert federation["external_codes"] == f"ma-dia-ban={district_of[row['commune_code']]}"

    def test_has_a_tax_code_of_its_own(self) -> None:
        codes = [tax_code("45", number) for number in range(20_000)]

        assert len(set(codes)) == len(codes)
        assert all(compact_tax_code(code) for code in codes)

    def test_that_is_a_communes_office_is_so_once_for_each_commune(self) -> None:
        offices = [unit(12 * turn)["commune_code"] for turn in range(1, len(communes()) + 1)]

        assert len(set(offices)) == len(communes())


class TestTheCountry:
    def test_has_the_sizes_that_are_known(self) -> None:
        drawn = central_unions()
        sizes = {union.code: size for union, size in zip(drawn.things, _steps(drawn.up_to), strict=True)}

        assert sum(sizes.values()) == pytest.approx(COUNTRY, abs=1)
        assert sizes["LDLD-THANH-HOA"] == pytest.approx(3_655)
        assert min(sizes.values()) == pytest.approx(sizes["LDLD-NINH-THUAN"])

    def test_has_84_members_in_a_union_on_average(self) -> None:
        assert 75 < sum(int(row["members"]) for row in MANY) / len(MANY) < 95

    def test_has_unions_in_every_province_and_of_every_type(self) -> None:
        tops = {_top(row["parent"]) for row in MANY}

        assert {union.code for union in central() if union.province} <= tops
        assert {row["ownership"] for row in MANY} == {"state", "public_service", "private", "fdi", "cooperative"}
        assert sum(map(len, districts().values())) == 705


@pytest.mark.django_db
class TestLoading:
    def test_twice_is_harmless(self) -> None:
        assert load(60).created == len(upper()) + 60
        assert load(60).created == 0
        assert load(61).created == 1

        made = ExternalCode.objects.filter(system=MADE, code__startswith="CS-")
        assert made.count() == 61

    def test_around_the_demonstration_leaves_it_as_it_was(self) -> None:
        load_kinds()
        import_units(list(demo_rows().values()), by=None, at=BEGINS)
        before = set(Organisation.objects.values_list("pk", "code"))

        report = load(30)

        assert before < set(Organisation.objects.values_list("pk", "code"))
        assert report.created == len(upper()) + 30 - len(before)
        zones = Organisation.objects.get(code="CD-KCN")
        assert [link.code for link in queries.chain(zones, BEGINS.date())] == ["CD-KCN", "LDLD-NINH-THUAN", "TLD"]


def _steps(up_to: list[float]) -> list[float]:
    return [after - before for before, after in zip([0.0, *up_to], up_to, strict=False)]


def _top(code: str) -> str:
    while upper()[code]["parent"] != ROOT:
        code = upper()[code]["parent"]
    return code
