"""`sangkien search`: what the public, or somebody, finds by some words."""

import pytest

from sangkien.search.models import Document
from sangkien.search.tests.finding import up_to_date
from tests.cast import Cast
from tests.commands import Run

VALID, WAITING = "Đồ gá may túi đã được công nhận", "Đồ gá may túi chưa ai xác nhận"


@pytest.fixture
def jigs(cast: Cast) -> dict[str, str]:
    """The code of what is valid, and of what waits, by their titles."""
    made = {VALID: cast.valid(title=VALID).code, WAITING: cast.submitted(title=WAITING).code}
    up_to_date()
    return made


class TestSearch:
    def test_the_public_finds_what_is_valid(self, run: Run, jigs: dict[str, str]) -> None:
        told = run("search", "nam cham", "--json").document

        (found,) = told["results"]
        assert told == {"total": 1, "more": False, "how": "AS_ASKED", "results": [found]}
        assert found.keys() == {"code", "title", "unit", "snippet"}
        assert (found["code"], found["title"]) == (jigs[VALID], VALID)
        assert "Tiến Thuận" in found["unit"] and "**nam châm**" in found["snippet"]

    def test_somebody_finds_what_they_may_see(self, run: Run, jigs: dict[str, str]) -> None:
        officers = run("search", "do ga may tui", "--as", "mai", "--json").document
        neighbours = run("search", "do ga may tui", "--as", "kim", "--json").document

        assert {one["code"] for one in officers["results"]} == {*jigs.values()}
        assert all(one.keys() == {"code", "title", "unit", "snippet"} for one in officers["results"])
        assert neighbours["total"] == 0 and neighbours["results"] == []

    @pytest.mark.parametrize(("narrowed", "total"), [("year=2022", 1), ("year=2021", 0), ("unit=CD-KCN", 1)])
    def test_is_narrowed_by_filters(self, run: Run, jigs: dict[str, str], narrowed: str, total: int) -> None:
        assert run("search", "đồ gá", "--filter", narrowed, "--json").document["total"] == total

    def test_counts_beyond_the_limit(self, run: Run, jigs: dict[str, str]) -> None:
        told = run("search", "đồ gá", "--as", "mai", "--limit", "1", "--json").document

        assert (told["total"], len(told["results"])) == (2, 1)

    def test_is_read_by_people_too(self, run: Run, jigs: dict[str, str]) -> None:
        head, line = run("search", "đồ gá").out.splitlines()

        assert head == "1 hồ sơ." and line.startswith(f"{jigs[VALID]}  {VALID}  (")

    def test_reads_every_dossier_anew(self, run: Run, jigs: dict[str, str]) -> None:
        Document.objects.all().delete()
        assert run("search", "đồ gá", "--json").document["total"] == 0

        assert run("search", "--reindex").code == 0

        assert run("search", "đồ gá", "--json").document["total"] == 1

    @pytest.mark.parametrize(
        ("asked", "code"),
        [(["--filter", "zodiac=1"], 2), (["--filter", "year"], 2), (["--filter", "unit=X"], 1), (["--as", "x"], 1)],
    )
    def test_says_what_there_is_not(self, run: Run, asked: list[str], code: int) -> None:
        assert run("search", "đồ gá", *asked).code == code
