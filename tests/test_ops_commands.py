"""The commands that other programs rely on: their keys, their exit codes, and one JSON document on stdout."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from sangkien.counting.models import Entry, Total
from sangkien.embedded import CannotRun
from sangkien.initiatives.models import Initiative
from sangkien.ops.commands import group, running
from sangkien.programmes.models import Programme
from tests.cast import CATALOGUE, NOW, Cast
from tests.commands import Run, stats

TODAY = NOW.date()
EXTEND = ("programme", "extend", "CT1TSK", "GD1")


class TestMigrate:
    @pytest.mark.parametrize(("given", "waits"), [("0", "4s"), ("9s", "9s")])
    def test_waits_for_no_lock_behind_which_everybody_waits(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, given: str, waits: str
    ) -> None:
        seen: list[str] = []

        def limit(*_asked: object, **_said: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SHOW lock_timeout")
                seen.append(cursor.fetchone()[0])

        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [given])
        monkeypatch.setattr(running, "call_command", limit)

        assert run("migrate").code == 0
        assert seen == [waits]

    @pytest.mark.parametrize(("fault", "tried"), [(LockNotAvailable, 3), (None, 1)])
    def test_is_tried_again_by_itself_where_somebody_held_a_table_and_nowhere_else(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, fault: type[Exception] | None, tried: int
    ) -> None:
        monkeypatch.setattr(running, "REST", 0)
        tries: list[object] = []

        def held(*asked: object, **_said: object) -> None:
            tries.append(asked)
            if len(tries) < 3:
                raise OperationalError from (fault() if fault else None)

        monkeypatch.setattr(running, "call_command", held)

        assert (run("migrate").code == 0) == (fault is not None)
        assert len(tries) == tried

    def test_gives_up_when_the_table_is_held_for_good(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(running, "REST", 0)
        tries: list[object] = []

        def held(*asked: object, **_said: object) -> None:
            tries.append(asked)
            raise OperationalError from LockNotAvailable()

        monkeypatch.setattr(running, "call_command", held)

        assert run("migrate").code != 0
        assert len(tries) == 60


class TestProgrammeEditions:
    def test_tell_what_each_load_changed(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "changed.yaml"
        text = (CATALOGUE / "ct1tsk.yaml").read_text(encoding="utf-8")
        file.write_text(text + "\nlimits: {photos: 3}\n", encoding="utf-8")
        run("programme", "load", file)

        told = run("programme", "editions", "CT1TSK", "--json").document
        read = run("programme", "editions", "CT1TSK").out

        assert [(one["number"], one["changes"]) for one in told] == [(1, []), (2, ["~ limits.photos: 10 → 3"])]
        assert "~ limits.photos: 10 → 3" in read


class TestProgrammeExtend:
    def test_extends_and_withdraws_by_a_decision(self, run: Run) -> None:
        longer = run(*EXTEND, "--until", "05/06/2022", "--decision", "CV 99/TLĐ", "--json")
        back = run(*EXTEND, "--withdraw", "--decision", "CV 100/TLĐ")

        assert (longer.code, longer.document["last_day"]) == (0, "2022-06-05")
        assert (back.code, back.out.strip()) == (0, "CT1TSK GD1: nhận đến hết ngày 31/05/2022.")

    @pytest.mark.parametrize(
        ("options", "code", "why"),
        [
            (["--until", "31/05/2022", "--decision", "CV 99"], 1, "Ghi một ngày muộn hơn"),
            (["--decision", "CV 99"], 2, "--until"),
            (["--until", "05/06/2022"], 2, "--decision"),
            (["--withdraw", "--decision", "CV 100"], 1, "không có gia hạn nào"),
        ],
    )
    def test_says_why_not(self, run: Run, options: list[str], code: int, why: str) -> None:
        outcome = run(*EXTEND, *options)

        assert outcome.code == code
        assert why in outcome.err


class TestProgrammeLoad:
    def test_loads_a_file_and_its_targets(self, run: Run) -> None:
        outcome = run("programme", "load", CATALOGUE / "ldst.yaml", "--json")

        assert (outcome.code, outcome.document) == (0, {"programme": "LDST-2026", "loaded": True})
        programme = Programme.objects.get(code="LDST-2026")
        assert {(t.kind, t.value) for t in programme.targets.all()} == {("ASSIGNED", 120), ("REGISTERED", 150)}

    def test_tried_out_loads_nothing(self, run: Run) -> None:
        outcome = run("programme", "load", CATALOGUE / "ldst.yaml", "--dry-run", "--json")

        assert outcome.document == {"programme": "LDST-2026", "loaded": False}
        assert not Programme.objects.filter(code="LDST-2026").exists()

    def test_names_every_mistake_of_a_file_by_its_place(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "wrong.yaml"
        text = (CATALOGUE / "ldst.yaml").read_text(encoding="utf-8")
        file.write_text(text.replace("ONE_STEP", "TEN_STEPS") + "\ncolour: red\n", encoding="utf-8")

        outcome = run("programme", "load", file, "--json")

        assert (outcome.code, outcome.out) == (1, "")
        assert [line.split(":")[0] for line in outcome.err.splitlines()] == ["review.workflow", "colour"]

    def test_that_names_an_unknown_union_loads_nothing(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "wrong.yaml"
        text = (CATALOGUE / "ldst.yaml").read_text(encoding="utf-8")
        file.write_text(text.replace("unit: LDLD-NINH-THUAN", "unit: LDLD-X"), encoding="utf-8")

        outcome = run("programme", "load", file)

        assert (outcome.code, outcome.err) == (1, "Chưa có đơn vị mang mã LDLD-X.\n")
        assert not Programme.objects.filter(code="LDST-2026").exists()

    def test_the_catalogue_names_files_that_load(self, run: Run) -> None:
        files = run("programme", "catalogue").out.splitlines()

        assert [run("programme", "load", file, "--dry-run").code for file in files] == [0] * len(files)
        assert len(files) >= 2


class TestExitCodes:
    """0 ok · 1 problems found · 2 wrong usage · 3 the environment."""

    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            (["stats", "--unit", "LDLD-X", "--programme", "CT1TSK"], "LDLD-X"),
            (["stats", "--unit", "CD-KCN", "--programme", "CT-X"], "CT-X"),
            (["stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--phase", "GD9"], "GD9"),
            (["ranking", "--parent", "LDLD-X", "--programme", "CT1TSK"], "LDLD-X"),
        ],
    )
    def test_1_says_what_was_not_found(self, run: Run, arguments: list[str], named: str) -> None:
        outcome = run(*arguments, "--json")

        assert (outcome.code, outcome.out) == (1, "")
        assert named in outcome.err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["stats"],
            ["stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--as-of", "31/2/2022"],
            ["stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--as-of", "hôm qua"],
            ["stats", "--unit", "CD-KCN", "--programme", "CT1TSK", "--view", "upside-down"],
            ["org", "show"],
            ["org", "import", "/no/such/file.csv"],
            ["programme", "load", "/no/such/file.yaml"],
            ["no-such-command"],
        ],
    )
    def test_2_is_wrong_usage(self, run: Run, arguments: list[str]) -> None:
        outcome = run(*arguments)

        assert (outcome.code, outcome.out) == (2, "")
        assert "Error" in outcome.err

    @pytest.mark.parametrize("fault", [CannotRun("Không đủ chỗ trên đĩa."), OperationalError("connection refused")])
    def test_3_is_an_environment_that_is_not_ready(
        self, run: Run, fault: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails() -> None:
            raise fault

        monkeypatch.setattr("sangkien.ops.commands.common.start_database", fails)

        outcome = run("doctor", "--json")

        assert (outcome.code, outcome.out, outcome.err) == (3, "", f"{fault}\n")

    def test_a_fault_of_our_own_is_not_hidden(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails() -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("sangkien.ops.commands.common.start_database", fails)

        with pytest.raises(ZeroDivisionError):
            run("doctor", "--json")

    def test_a_command_that_only_reads_writes_nothing(self, run: Run, cast: Cast) -> None:
        cast.valid()
        before = (Initiative.objects.count(), Entry.objects.filter(folded=True).count(), Total.objects.count())

        stats(run)
        run("ranking", "--parent", "TLD", "--programme", "CT1TSK", "--json")
        run("org", "show", "TLD", "--json")

        after = (Initiative.objects.count(), Entry.objects.filter(folded=True).count(), Total.objects.count())
        assert after == before


def every_command() -> list[list[str]]:
    found = []
    for name, command in sorted(group.commands.items()):
        inner = getattr(command, "commands", {})
        found += [[name, each] for each in sorted(inner)] or [[name]]
    return found


@pytest.mark.parametrize("command", [[], *every_command()], ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    outcome = CliRunner().invoke(group, [*command, "--help"])

    assert outcome.exit_code == 0
    assert len(outcome.output.splitlines()) > 3
