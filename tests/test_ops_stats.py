"""`sangkien stats` and the ranking: their keys, and the figures they give."""

from datetime import date

from sangkien.initiatives import actions
from sangkien.organisations.actions import place
from sangkien.review import actions as review
from sangkien.targets.models import Target
from tests.cast import NOW, Cast
from tests.commands import Run, stats
from tests.totals import total

TODAY = NOW.date()


class TestStats:
    KEYS = {
        "unit", "programme", "phase", "as_of", "view", "target", "submitted", "valid", "returned", "ineligible",
        "duplicate", "people", "benefit_vnd", "percent", "over", "per_1000_members",
    }  # fmt: skip

    def test_says_the_letters_own_sentence(self, run: Run, cast: Cast) -> None:
        """ "1.396 sáng kiến, đạt 139,6 %, vượt 396": the letter of phase 2 on phase 1."""
        total(cast.unit("LDLD-NINH-THUAN"), 1396, phase=cast.phase, day=TODAY)

        said = stats(run, "LDLD-NINH-THUAN", "--phase", "GD1", "--as-of", "2022-05-31").document

        assert (said["valid"], said["percent"], said["over"]) == (1396, "139.6", 396)
        assert said["target"] == {"assigned": 1000, "registered": None, "self_raised": None}

    def test_has_the_keys_of_the_contract(self, run: Run) -> None:
        outcome = stats(run)

        assert outcome.code == 0
        assert set(outcome.document) >= self.KEYS

    def test_counts_every_kind_of_verdict(self, run: Run, cast: Cast) -> None:
        original = cast.valid()
        double = cast.confirmed()
        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)
        cast.returned()
        actions.withdraw(cast.submitted(), seen=1, by=cast.actor("lan"), at=NOW)

        said = stats(run, "CD-KCN", "--phase", "GD1").document

        counted = {key: said[key] for key in ("submitted", "valid", "returned", "ineligible", "duplicate", "people")}
        assert counted == {
            "submitted": 3, "valid": 1, "returned": 1, "ineligible": 0, "duplicate": 1, "people": 1,
        }  # fmt: skip
        assert (said["benefit_vnd"], said["percent"], said["over"]) == (120_000_000, "0.4", -229)

    def test_tells_the_focus_of_phase_2_with_what_each_is_a_share_of(self, run: Run, cast: Cast) -> None:
        cast.valid()

        told = {one["indicator"]: one for one in stats(run, "CD-KCN", "--phase", "GD1").document["focus"]}

        assert told["PRODUCTION"] == {"indicator": "PRODUCTION", "count": 1, "of": 1, "percent": "100.0"}
        assert (told["UNIONS"]["count"], told["UNIONS"]["of"], told["UNIONS"]["percent"]) == (1, 3, "33.3")
        assert told["PEOPLE"] == {"indicator": "PEOPLE", "count": 1, "of": None, "percent": None}

    def test_is_of_today_and_of_the_whole_unless_told_otherwise(self, run: Run) -> None:
        said = stats(run).document

        assert (said["as_of"], said["phase"], said["view"]) == ("2022-05-18", None, "as-then")

    def test_without_a_target_has_none_and_no_percent(self, run: Run) -> None:
        said = stats(run, "CS-HAEMIN").document

        assert (said["target"], said["percent"], said["over"]) == (None, None, None)

    def test_takes_a_day_as_people_write_it(self, run: Run, cast: Cast) -> None:
        cast.valid()

        assert stats(run, "CD-KCN", "--as-of", "17/5/2022").document["valid"] == 0
        assert stats(run, "CD-KCN", "--as-of", "18/05/2022").document["valid"] == 1

    def test_restates_in_the_tree_of_the_day(self, run: Run, cast: Cast) -> None:
        cast.valid()
        unit, parent = cast.unit("CS-MAY-TIEN-THUAN"), cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=parent, since=date(2022, 6, 1), by=None, at=NOW)

        def valid(code: str, view: str) -> int:
            return int(stats(run, code, "--as-of", "2022-06-02", "--view", view).document["valid"])

        assert [valid("CD-KCN", "as-then"), valid("CD-KCN", "restated")] == [1, 0]
        assert [valid("LDLD-NINH-PHUOC", "as-then"), valid("LDLD-NINH-PHUOC", "restated")] == [0, 1]

    def test_speaks_a_sentence_without_json(self, run: Run, cast: Cast) -> None:
        Target.objects.filter(organisation=cast.unit("CD-KCN")).update(value=1)
        cast.valid()
        cast.valid()

        outcome = run("stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--phase", "GD1")

        assert outcome.out.replace("\u00a0", " ") == (
            "2 sáng kiến hợp lệ trên 2 lượt nộp, đạt 200,0 % chỉ tiêu 1, vượt 1, giá trị làm lợi 240.000.000 đồng, "
            "0,0 % có xác nhận của doanh nghiệp.\n"
        )


class TestRanking:
    KEYS = {"rank", "unit", "name", "target", "valid", "percent", "per_1000_members", "benefit_vnd"}

    def test_puts_the_nearest_to_its_target_first(self, run: Run, cast: Cast) -> None:
        cast.valid()

        outcome = run("ranking", "--parent", "LDLD-NINH-THUAN", "--programme", "CT1TSK", "--phase", "GD1", "--json")

        assert outcome.code == 0
        assert all(set(line) >= self.KEYS for line in outcome.document)
        first = outcome.document[0]
        assert (first["rank"], first["unit"], first["name"]) == (
            1,
            "CD-KCN",
            "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
        )
        assert (first["target"], first["valid"], first["percent"]) == (230, 1, "0.4")

    def test_is_a_table_without_json(self, run: Run, cast: Cast) -> None:
        outcome = run("ranking", "--parent", "LDLD-NINH-THUAN", "--programme", "CT1TSK", "--phase", "GD1")

        assert len(outcome.out.splitlines()) == 3
