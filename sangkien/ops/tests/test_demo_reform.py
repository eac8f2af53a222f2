"""The neighbour province of the demonstration, and the tables of the reform that joins the two."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from stdnum.vn import mst

from sangkien.ops.demo import registers

TABLES = registers.HERE.parents[1] / "reforms" / "catalogue" / "2025-khanh-hoa"

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units_of(name: str) -> list[Row]:
    return rows(registers.HERE / name)


NINH_THUAN, KHANH_HOA = units_of("units.csv"), units_of("units-khanh-hoa.csv")
GRASSROOTS = [unit for unit in NINH_THUAN + KHANH_HOA if unit["kind"] == "GRASSROOTS"]
STAYING = [unit for unit in GRASSROOTS if unit["ownership"] != "state"]


def successors() -> dict[str, set[str]]:
    """The new communes of each old one."""
    new: dict[str, set[str]] = defaultdict(set)
    for line in rows(TABLES / "commune-map.csv"):
        new[line["old_commune_code"]].add(line["new_commune_code"])
    return new


def by_hand() -> dict[str, str]:
    return {line["unit"]: line["new_commune_code"] for line in rows(TABLES / "divided.csv")}


class TestTheNeighbour:
    def test_has_a_federation_for_each_of_its_nine_districts_and_three_other_superiors(self) -> None:
        kinds = Counter(unit["kind"] for unit in KHANH_HOA)

        assert kinds.pop("GRASSROOTS") >= 60
        assert kinds == {"PROVINCIAL": 1, "DISTRICT": 9, "LOCAL_SECTOR": 2, "INDUSTRIAL_ZONES": 1}

    def test_shares_no_code_and_no_tax_code_with_ninh_thuan(self) -> None:
        for column in ("code", "tax_code", "external_codes"):
            theirs = Counter(unit[column] for unit in NINH_THUAN + KHANH_HOA if unit[column])
            assert max(theirs.values()) == 1, column

    def test_every_union_hangs_under_one_that_is_older(self) -> None:
        known = {unit["code"]: unit for unit in NINH_THUAN + KHANH_HOA}

        for unit in KHANH_HOA:
            assert known[unit["parent"]]["valid_from"] <= unit["valid_from"], unit["code"]

    def test_tax_codes_are_valid_and_of_enterprises_only(self) -> None:
        taxed = {unit["tax_code"] for unit in KHANH_HOA if unit["ownership"] in {"private", "fdi", "cooperative"}}

        assert all(mst.is_valid(code) for code in taxed)
        assert not any(unit["tax_code"] for unit in KHANH_HOA if unit["ownership"] in {"state", "public_service"})

    def test_has_workplaces_of_all_sorts(self) -> None:
        sorts = {unit["ownership"] for unit in KHANH_HOA if unit["kind"] == "GRASSROOTS"}

        assert sorts == {"state", "public_service", "private", "fdi", "cooperative"}

    def test_takes_no_part_in_the_programme(self) -> None:
        theirs = {unit["code"] for unit in KHANH_HOA}

        assert not theirs & {activity.unit for activity in registers.activities()}
        assert not theirs & {target.unit for target in registers.targets()}


class TestTheReform:
    def test_founds_a_union_in_each_of_the_65_communes(self) -> None:
        new = rows(TABLES / "communes.csv")

        assert len({unit["code"] for unit in new}) == len(new) == 65
        assert Counter(unit["short_name"].split()[1] for unit in new) == {"xã": 48, "phường": 16, "đặc": 1}
        assert {code for codes in successors().values() for code in codes} == {
            unit["code"].removeprefix("CD-XA-") for unit in new
        }

    def test_gives_every_union_that_stays_exactly_one_commune(self) -> None:
        new = {unit["code"].removeprefix("CD-XA-") for unit in rows(TABLES / "communes.csv")}

        for unit in STAYING:
            home = {by_hand()[unit["code"]]} if unit["code"] in by_hand() else successors()[unit["commune_code"]]
            assert len(home & new) == len(home) == 1, unit["code"]

    def test_asks_for_an_answer_by_hand_only_where_the_map_has_none(self) -> None:
        unsure = {unit["code"] for unit in STAYING if len(successors()[unit["commune_code"]]) != 1}

        assert set(by_hand()) == unsure

    def test_answers_by_hand_with_one_of_the_parts_of_what_was_divided_and_says_why(self) -> None:
        lying = {unit["code"]: unit["commune_code"] for unit in STAYING}

        for unit, home in by_hand().items():
            assert home in (successors()[lying[unit]] or {home}), unit
        assert all(line["why"].endswith(".") for line in rows(TABLES / "divided.csv"))
