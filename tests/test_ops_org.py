"""`sangkien org`: the tree on a day, files of units read and written."""

from pathlib import Path

import pytest

from sangkien.organisations.models import Organisation
from tests.commands import Run
from tests.the_map import the_map  # noqa: F401 a fixture


class TestOrg:
    def test_shows_a_union_on_a_day(self, run: Run) -> None:
        said = run("org", "show", "CD-KCN", "--on", "2022-05-31", "--json").document

        assert said == said | {
            "code": "CD-KCN",
            "name": "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
            "kind": "INDUSTRIAL_ZONES",
            "parent": "LDLD-NINH-THUAN",
            "ancestors": ["LDLD-NINH-THUAN", "TLD"],
            "children": ["CS-BQL-KCN", "CS-HAEMIN", "CS-MAY-TIEN-THUAN"],
            "valid_from": "1992-04-01",
            "valid_to": None,
            "successors": [],
            "predecessors": [],
            "members": 5402,
        }

    def test_says_when_there_is_none(self, run: Run) -> None:
        outcome = run("org", "show", "LDLD-X", "--json")

        assert (outcome.code, outcome.out) == (1, "")
        assert "LDLD-X" in outcome.err

    @pytest.mark.parametrize("text", ["may tiến thuận", "MAY TIEN THUAN", "may tie\u0302\u0301n thua\u0323\u0302n"])
    def test_finds_with_or_without_marks(self, run: Run, text: str) -> None:
        best = run("org", "search", text, "--json").document[0]

        assert set(best) >= {"code", "name", "kind", "chain", "score"}
        assert best["code"] == "CS-MAY-TIEN-THUAN"
        assert best["chain"][-1] == "Tổng Liên đoàn Lao động Việt Nam"

    def test_finds_no_more_than_asked(self, run: Run) -> None:
        assert len(run("org", "search", "công đoàn", "--limit", 2, "--json").document) == 2

    def test_that_finds_nothing_says_so_with_an_empty_list(self, run: Run) -> None:
        outcome = run("org", "search", "xyzzy", "--json")

        assert (outcome.code, outcome.document) == (0, [])


HEADER = "code,parent,kind,name,valid_from\n"


@pytest.mark.usefixtures("the_map")
class TestOrgImport:
    def file(self, folder: Path, rows: str) -> Path:
        file = folder / "units.csv"
        file.write_text(HEADER + rows, encoding="utf-8")
        return file

    def test_adds_unions(self, run: Run, tmp_path: Path) -> None:
        file = self.file(tmp_path, "CS-MOI,CD-KCN,GRASSROOTS,Công đoàn cơ sở Mới,2022-01-01\n")

        outcome = run("org", "import", file, "--json")

        assert outcome.code == 0
        assert outcome.document == {"created": 1, "changed": 0, "unchanged": 0, "errors": []}
        assert run("org", "import", file, "--json").document["unchanged"] == 1

    def test_tried_out_writes_nothing(self, run: Run, tmp_path: Path) -> None:
        file = self.file(tmp_path, "CS-MOI,CD-KCN,GRASSROOTS,Công đoàn cơ sở Mới,2022-01-01\n")

        assert run("org", "import", file, "--dry-run", "--json").document["created"] == 1
        assert not Organisation.objects.filter(code="CS-MOI").exists()

    def test_names_row_and_column_and_writes_nothing_when_anything_is_wrong(self, run: Run, tmp_path: Path) -> None:
        rows = "CS-MOI,CD-KCN,GRASSROOTS,Công đoàn cơ sở Mới,2022-01-01\nCS-HAI,LDLD-X,GRASSROOTS,Hai,2022-01-01\n"

        outcome = run("org", "import", self.file(tmp_path, rows), "--json")

        assert outcome.code == 1
        [error] = outcome.document["errors"]
        assert (error["row"], error["column"]) == (3, "parent")
        assert error["message"]
        assert not Organisation.objects.filter(code="CS-MOI").exists()

    def test_says_a_mistake_as_the_spreadsheet_shows_it(self, run: Run, tmp_path: Path) -> None:
        file = self.file(tmp_path, "CS-MOI,LDLD-X,GRASSROOTS,Công đoàn cơ sở Mới,2022-01-01\n")

        outcome = run("org", "import", file)

        assert outcome.code == 1
        assert outcome.err.startswith("Dòng 2, cột Đơn vị cấp trên (parent): Không có đơn vị LDLD-X")


class TestOrgTemplate:
    def test_is_a_workbook_that_import_reads(self, run: Run, tmp_path: Path) -> None:
        assert run("org", "template", tmp_path / "mau.xlsx").code == 0

        outcome = run("org", "import", tmp_path / "mau.xlsx", "--json")

        assert [(error["row"], error["column"]) for error in outcome.document["errors"]] == [(2, "parent")]

    def test_overwrites_nothing(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mau.xlsx").write_text("đang có")

        assert run("org", "template", tmp_path / "mau.xlsx").code == 1
        assert (tmp_path / "mau.xlsx").read_text() == "đang có"
