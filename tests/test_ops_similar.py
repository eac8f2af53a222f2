"""`sangkien similar` and `sangkien dedupe`: what tells of the same thing, for a title, for pairs, for a programme."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sangkien.similarity.actions import take_prints
from sangkien.similarity.models import Print
from tests.cast import Cast
from tests.commands import Run

JIG = "Đồ gá may túi giúp giữ mép vải bằng một tay"


@pytest.fixture
def jigs(cast: Cast) -> list[str]:
    titles = [JIG, f"SKKN: {JIG.upper()}", "Xe quét bụi vải chạy bằng mô tơ cũ trong xưởng cắt"]
    made = [cast.submitted(title=title, before="Làm tay.", after="Làm bằng đồ gá.") for title in titles]
    take_prints()
    return [one.code for one in made]


class TestSimilar:
    def test_finds_the_record_that_a_title_without_marks_means(self, run: Run, jigs: list[str]) -> None:
        found = run("similar", "--title", "do ga may tui giup giu mep vai bang mot tay", "--json").document

        assert [one["code"] for one in found] == jigs[:2]
        assert found[0].keys() >= {"code", "title", "score", "reasons"} and found[0]["score"] == 1.0

    def test_keeps_to_the_limit_and_the_threshold(self, run: Run, jigs: list[str]) -> None:
        assert len(run("similar", "--title", JIG, "--limit", "1", "--json").document) == 1
        assert run("similar", "--title", f"{JIG} tại xưởng 2", "--threshold", "1", "--json").document == []

    def test_says_that_nothing_is_alike(self, run: Run, jigs: list[str]) -> None:
        assert run("similar", "--title", "Lịch trực bếp ăn ca ba").out == "Không thấy hồ sơ nào gần trùng.\n"

    def test_judges_pairs_of_a_file_without_the_register(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "pairs.csv"
        file.write_text(
            f"a,b,label\n{JIG},{JIG.upper()},duplicate\nTập bài giảng 1,Tập bài giảng 2,different\n", "utf-8"
        )

        pairs = run("similar", "--pairs", file, "--json").document

        assert [(pair["score"], pair["duplicate"]) for pair in pairs] == [(1.0, True), (0.4, False)]
        assert pairs[0]["a"] == JIG

    @pytest.mark.parametrize("said", [[], ["--title", JIG, "--pairs", "PAIRS"]])
    def test_takes_a_title_or_a_file_and_not_both(self, run: Run, tmp_path: Path, said: list[str]) -> None:
        file = tmp_path / "pairs.csv"
        file.write_text("a,b\n", "utf-8")

        assert run("similar", *(file if word == "PAIRS" else word for word in said)).code == 2

    def test_says_in_which_letters_a_file_must_be_saved(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "pairs.csv"
        file.write_text("a,b\nMáy cắt,Máy may\n", "utf-16")

        assert run("similar", "--pairs", file).code == 2

    def test_says_which_columns_a_file_needs(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "pairs.csv"
        file.write_text("left,right\n", "utf-8")

        outcome = run("similar", "--pairs", file)

        assert outcome.code == 2


class TestDedupe:
    def test_gathers_the_near_duplicates_of_a_programme(self, run: Run, cast: Cast, jigs: list[str]) -> None:
        (cluster,) = run("dedupe", "scan", "--programme", cast.programme.code, "--json").document

        assert cluster["size"] == 2 and [one["code"] for one in cluster["members"]] == jigs[:2]
        assert cluster["score"] == 1.0 and cluster["reasons"] == ["same"]

    def test_looks_across_all_programmes(self, run: Run, jigs: list[str]) -> None:
        assert [one["size"] for one in run("dedupe", "scan", "--all", "--json").document] == [2]

    @pytest.mark.parametrize("said", [[], ["--all", "--programme", "CT1TSK"]])
    def test_asks_for_a_programme_or_all(self, run: Run, said: list[str]) -> None:
        assert run("dedupe", "scan", *said).code == 2

    def test_takes_every_print_anew(self, run: Run, jigs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        def here(*, processes: int, progress: Callable[[int], None]) -> None:
            while take_prints():
                progress(0)

        monkeypatch.setattr("sangkien.ops.commands.duplicates.take_waiting", here)  # other processes see no test's rows
        monkeypatch.setattr("sangkien.ops.commands.duplicates.pack", lambda: None)  # not within a test's transaction
        Print.objects.update(title=[])

        assert run("dedupe", "rebuild").code == 0

        assert not Print.objects.filter(title=[]).exists()
