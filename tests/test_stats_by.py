"""`sangkien stats … --by`: the same figures by place and by sector."""

import pytest

from tests.cast import Cast
from tests.commands import Run, stats


@pytest.fixture
def sewn(cast: Cast) -> Cast:
    """One valid dossier of the sewing plant, and one that Haemin has sent."""
    cast.unit("CS-MAY-TIEN-THUAN").workplaces.update(sector="May mặc")
    cast.valid()
    cast.submitted(unit=cast.unit("CS-HAEMIN").pk)
    return cast


class TestGroups:
    def test_by_sector_are_under_the_key_groups(self, run: Run, sewn: Cast) -> None:
        said = stats(run, "CD-KCN", "--by", "sector").document

        keys = ("name", "submitted", "valid", "benefit_vnd")
        assert [tuple(group[key] for key in keys) for group in said["groups"]] == [
            ("May mặc", 1, 1, 120_000_000),
            ("chưa ghi ngành", 1, 0, 0),
        ]

    def test_say_how_far_their_money_is_attested(self, run: Run, sewn: Cast) -> None:
        said = stats(run, "CD-KCN", "--by", "sector").document

        parts = {"declared": 0, "grassroots": 120_000_000, "employer": 0, "verified": 0}
        for worth in (said, said["groups"][0]):
            assert (worth["benefit_by_level"], worth["benefit_by_employers_percent"]) == (parts, "0.0")
        assert said["benefit_median_vnd"] == 120_000_000

    def test_by_place_sum_to_the_figures_beside_them(self, run: Run, sewn: Cast) -> None:
        said = stats(run, "CD-KCN", "--by", "place").document

        (group,) = said["groups"]
        assert group["name"] == "chưa ghi địa bàn"
        for figure in ("submitted", "valid", "benefit_vnd"):
            assert group[figure] == said[figure]

    def test_are_not_there_unless_asked_for(self, run: Run, sewn: Cast) -> None:
        plain = stats(run, "CD-KCN").document

        assert "groups" not in plain
        assert {**stats(run, "CD-KCN", "--by", "sector").document} == plain | {
            "groups": stats(run, "CD-KCN", "--by", "sector").document["groups"]
        }

    def test_are_lines_below_the_sentence_without_json(self, run: Run, sewn: Cast) -> None:
        said = run("stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--by", "sector").out.splitlines()

        assert said[0].startswith("1 sáng kiến hợp lệ trên 2 lượt nộp")
        assert [line.split() for line in said[1:]] == [
            ["1", "hợp", "lệ", "1", "lượt", "nộp", "May", "mặc"],
            ["0", "hợp", "lệ", "1", "lượt", "nộp", "chưa", "ghi", "ngành"],
        ]

    def test_by_anything_else_is_a_usage_error(self, run: Run) -> None:
        assert stats(run, "CD-KCN", "--by", "moon").code == 2
