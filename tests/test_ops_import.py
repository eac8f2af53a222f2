"""`sangkien import`: a list becomes dossiers from the shell, as contracted."""

import json
from pathlib import Path
from typing import Any

import pytest

from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.intake.models import Batch
from sangkien.intake.tests.listing import TITLES, line, lines, workbook
from tests.cast import Cast
from tests.commands import Outcome, Run

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {"tables", "rows", "ready", "to_fix", "duplicates", "errors", "records"}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    for place in ("sangkien.ops.commands.intake.now", "sangkien.ops.hands.now"):
        monkeypatch.setattr(place, lambda: cast.now)


def imported(run: Run, file: Path, *more: object) -> Outcome:
    return run("import", file, "--unit", "CS-MAY-TIEN-THUAN", "--programme", "CT1TSK", *more, "--json")


class TestImport:
    def test_a_dry_run_tells_everything_and_leaves_nothing(self, run: Run, tmp_path: Path) -> None:
        wrong = [*lines(), line(6, "Máy cắt chỉ thừa tự động đặt cuối chuyền", **{"Ngày áp dụng": "31/02/2022"})]

        said = imported(run, workbook(tmp_path, wrong), "--dry-run")

        assert (said.code, set(said.document) >= KEYS) == (1, True)
        told = said.document
        assert (told["rows"], told["ready"], told["to_fix"], told["duplicates"]) == (6, 5, 1, 0)
        assert told["tables"][0]["columns"]["title"] == "B"
        assert [(error["row"], error["column"]) for error in told["errors"]] == [(12, "H")]
        first = told["records"][0]
        assert first["title"] == TITLES[0]
        assert first["recognition"]["number"] == "41/QĐ-TT"
        assert (Batch.objects.count(), StoredFile.objects.count(), Initiative.objects.count()) == (0, 0, 0)

    def test_tells_how_far_it_is_unless_it_is_to_be_quiet(self, run: Run, tmp_path: Path) -> None:
        file = workbook(tmp_path, lines())

        assert "Đang kiểm tra từng dòng: 5 / 5" in imported(run, file, "--dry-run").err
        assert imported(run, file, "--dry-run", "--quiet").err == ""

    def test_enters_what_is_ready_in_the_name_of_the_command(self, run: Run, tmp_path: Path) -> None:
        said = imported(run, workbook(tmp_path, lines()), "--quiet")

        assert (said.code, said.document["entered"], said.err) == (0, 5, "")
        sent = Initiative.objects.all()
        assert {(one.entered_by.username, one.state) for one in sent} == {("nhap-bang-lenh", "SUBMITTED")}

    def test_a_second_time_enters_nothing(self, run: Run, tmp_path: Path) -> None:
        file = workbook(tmp_path, lines())
        imported(run, file)

        said = imported(run, file)

        assert (said.code, said.document["entered"], said.document["entered_before"]) == (0, 0, 5)
        assert Initiative.objects.count() == 5

    def test_an_officer_may_be_named_who_enters_for_the_union(self, run: Run, tmp_path: Path) -> None:
        file = workbook(tmp_path, lines())

        assert imported(run, file, "--by", "kim").code == 1
        assert imported(run, file, "--by", "mai").document["entered"] == 5
        assert {one.entered_by.username for one in Initiative.objects.all()} == {"mai"}

    def test_what_holds_for_all_rows_comes_from_a_file(self, run: Run, tmp_path: Path) -> None:
        bare = [[n, title, "Nguyễn Thị Lan"] for n, title in enumerate(TITLES, start=1)]
        file = workbook(tmp_path, bare, headings=["STT", "Tên sáng kiến", "Tác giả"])
        said: dict[str, Any] = {"kind": "technical", "field": "production", "before": "Làm tay.", "after": "Có đồ gá."}
        answers = tmp_path / "answers.json"
        answers.write_text(json.dumps(said | {"applied_on": "2022-03-01", "benefit_kind": "NOT_COMPUTABLE"}))

        assert imported(run, file).document["ready"] == 0
        assert imported(run, file, "--answers", answers).document["entered"] == 5

    def test_a_file_that_is_none_is_a_sentence_and_exit_code_1(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "anh.xlsx"
        file.write_bytes(b"\xff\xd8\xff\xe0 no workbook")

        said = imported(run, file)

        assert (said.code, said.out) == (1, "")
        assert said.err.strip()
