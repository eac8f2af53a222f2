"""`sangkien audit draw` and `sangkien recount`: whoever doubts a sample or a figure works it out again."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from sangkien.base.days import VIETNAM, day_of
from sangkien.counting.actions import fold
from sangkien.counting.models import PeriodTotal, Total
from sangkien.evidence import inspecting
from sangkien.evidence.models import Inspection
from sangkien.evidence.results import published
from sangkien.evidence.rules import Plan
from sangkien.initiatives.models import Initiative
from tests.cast import Cast
from tests.commands import Run

PLANNED = datetime(2022, 6, 6, 9, 0, tzinfo=VIETNAM)
DRAWN = datetime(2022, 6, 7, 19, 5, tzinfo=VIETNAM)
NOT_OURS = "Tệp này không phải dữ liệu hậu kiểm do hệ thống công bố.\n"


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Planned by Đông, drawn by Hà: two of three."""
    for n in range(3):
        cast.valid(title=f"Cải tiến số {n} của chuyền may")
    may = {"valid_from": date(2022, 5, 1), "valid_to": date(2022, 5, 31), "prize_on": day_of(DRAWN)}
    plan = Plan(programme=cast.programme, phase=None, strata="NONE", size=2, **may)
    one = inspecting.plan(cast.unit("CD-KCN"), plan, by=cast.actor("dong", on=day_of(PLANNED)), at=PLANNED)
    inspecting.draw(one, "04718", by=cast.actor("ha", on=day_of(DRAWN)), at=DRAWN)
    return Inspection.objects.select_related("draw").get(pk=one.pk)


class TestAuditDraw:
    def test_draws_again_what_the_system_drew(self, run: Run, inspection: Inspection) -> None:
        told = run("audit", "draw", inspection.code, "--verify", "--json").document

        assert told == json.loads(json.dumps(published(inspection))) | {"ok": True, "mistakes": []}
        assert run("audit", "draw", inspection.code, "--verify").out == "Khớp: 3 dòng, mẫu 2.\n"

    def test_tells_what_was_published(self, run: Run, inspection: Inspection) -> None:
        assert run("audit", "draw", inspection.code, "--json").document["sample"] == published(inspection)["sample"]
        assert f"digest: {inspection.digest}" in run("audit", "draw", inspection.code).out

    @pytest.mark.parametrize(
        ("change", "wrong"),
        [
            (lambda told: told | {"prize": "04719"}, ["seed"]),
            (lambda told: told | {"sample": told["sample"][::-1]}, ["sample"]),
            (lambda told: told | {"sample": told["sample"][:1] + told["sample"]}, ["sample"]),
        ],
    )
    def test_needs_only_the_file_to_find_what_was_changed(
        self, run: Run, inspection: Inspection, tmp_path: Path, change: Any, wrong: list[str]
    ) -> None:
        file = tmp_path / "HK-2022-0001.json"
        file.write_text(json.dumps(change(published(inspection))), "utf-8")

        answer = run("audit", "draw", file, "--verify", "--json")

        assert (answer.code, answer.document["ok"], answer.document["mistakes"]) == (1, False, wrong)

    @pytest.mark.parametrize("text", ["", "[]", '"x"', '{"scheme": "another-2"}'])
    def test_says_so_of_a_file_that_is_none_of_ours(self, run: Run, tmp_path: Path, text: str) -> None:
        file = tmp_path / "other.json"
        file.write_text(text, "utf-8")

        answer = run("audit", "draw", file)

        assert (answer.code, answer.err) == (1, NOT_OURS)

    @pytest.mark.parametrize("change", [{"secret": 5}, {"size": "2"}, {"lines": [["a"]]}, {"lines": None}])
    def test_says_so_of_a_file_whose_parts_are_no_longer_what_they_were(
        self, run: Run, inspection: Inspection, tmp_path: Path, change: dict[str, Any]
    ) -> None:
        file = tmp_path / "other.json"
        file.write_text(json.dumps(published(inspection) | change), "utf-8")

        answer = run("audit", "draw", file, "--verify")

        assert (answer.code, answer.err) == (1, NOT_OURS)

    def test_knows_no_other_inspection(self, run: Run) -> None:
        answer = run("audit", "draw", "HK-2022-0009")

        assert (answer.code, answer.err) == (1, "Không có đợt hậu kiểm hay tệp nào tên HK-2022-0009.\n")


class TestRecount:
    def test_finds_nothing_where_the_ledger_is_right(self, run: Run, cast: Cast) -> None:
        cast.valid()

        assert run("recount", "--json").document == {"ok": True, "differences": [], "booked": 0, "wrong_totals": 0}
        assert run("recount").out == "Sổ đếm khớp với hồ sơ, các tổng khớp với sổ đếm.\n"

    def test_finds_a_total_that_is_not_what_the_ledger_says_and_sets_it_right(self, run: Run, cast: Cast) -> None:
        cast.valid()
        while fold():
            pass
        Total.objects.filter(unit=cast.unit("CD-KCN"), measure="VALID").update(count=7)
        PeriodTotal.objects.filter(unit=cast.unit("CS-MAY-TIEN-THUAN"), measure="VALID", month=None).delete()

        found = run("recount", "--json")

        assert (found.code, found.document["ok"], found.document["wrong_totals"]) == (1, False, 2)
        assert run("recount").out == "2 tổng chênh sổ đếm.\n"
        looked = {check["name"]: check for check in run("doctor", "--json").document["checks"]}
        assert (looked["totals"]["ok"], "recount --repair" in looked["totals"]["detail"]) == (False, True)
        assert run("recount", "--repair").out == "2 tổng chênh sổ đếm. Đã tính lại.\n"
        assert run("recount").code == 0

    def test_finds_an_amount_that_was_changed_behind_its_back_and_books_it(self, run: Run, cast: Cast) -> None:
        one = cast.valid()
        Initiative.objects.filter(pk=one.pk).update(benefit_vnd=120_000_007)

        found = run("recount", "--json")

        assert (found.code, found.document["ok"], found.document["booked"]) == (1, False, 0)
        changed = {"initiative": one.pk, "measure": "VALID", "count": 0, "benefit_vnd": 7}
        assert changed in found.document["differences"]
        number = len(found.document["differences"])
        assert run("recount").out == f"Sổ đếm chênh hồ sơ {number} chỗ.\n"
        repaired = run("recount", "--repair")
        assert (repaired.code, repaired.out) == (0, f"Sổ đếm chênh hồ sơ {number} chỗ. Đã ghi {number} chỗ.\n")
        assert run("recount").code == 0
