"""The reform of 1 July 2025, as its decision file says it, on the unions of the demonstration."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from sangkien.initiatives.models import Initiative
from sangkien.ops.commands import group
from sangkien.ops.commands.reforms import org
from sangkien.ops.demo import load
from sangkien.ops.demo.replay import Replay
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import describe
from sangkien.programmes.models import Programme
from sangkien.reforms.models import Reform
from tests.refused import refused

pytestmark = pytest.mark.django_db

FILE = "reform-2025-khanh-hoa.yaml"
EACH = 40  # of so many dossiers of the demonstration's script one is played
HEAD = "{code: X, title: T, decision: {issuer: I}, "


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The demonstration's unions and people, and a few of its dossiers, loaded once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load_frame()
        replay = Replay(Programme.objects.get(code=load.PROGRAMME))
        replay.run(progress=lambda _done, _total: None, only=sorted(replay.plans)[::EACH])
        yield
        transaction.set_rollback(True)


def sangkien(*arguments: str) -> tuple[int, Any]:
    answer = CliRunner().invoke(group, [*arguments, "--json"])
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.exit_code, json.loads(answer.stdout)


Figures = dict[str, Any]


def stats(unit: str, view: str, as_of: str) -> Figures:
    asked = ["--programme", "CT1TSK", "--phase", "GD1", "--as-of", as_of, "--view", view]
    found: Figures = sangkien("stats", "--unit", unit, *asked)[1]
    return found


class TestTheReformOf2025:
    def test_is_rehearsed_applied_and_taken_back_with_equal_national_totals(self, country: None) -> None:
        units = Organisation.objects.count()

        code, rehearsed = sangkien("org", "apply", FILE, "--dry-run")
        assert (code, rehearsed["errors"], Reform.objects.count()) == (0, [], 0)
        assert Organisation.objects.count() == units

        code, applied = sangkien("org", "apply", FILE)
        assert (code, applied["errors"]) == (0, [])
        for name in ("created", "changed", "ended", "offices_ended", "dossiers_moved", "totals"):
            assert applied[name] == rehearsed[name]
        assert applied["created"] == 65
        assert applied["totals"]["before"] == applied["totals"]["after"]
        assert applied["totals"]["after"]["CT1TSK"]["as-then"] == applied["totals"]["after"]["CT1TSK"]["restated"]
        total = applied["totals"]["after"]["CT1TSK"]["restated"]
        assert sum(total["benefit_by_level"].values()) == total["benefit_vnd"] > 0

        assert sangkien("org", "apply", FILE)[1]["unchanged"] == 6
        code, undone = sangkien("org", "apply", FILE, "--undo")
        assert (code, undone["errors"], Organisation.objects.count()) == (0, [], units)
        assert describe("LDLD-NINH-THUAN", Reform.objects.get().effective)["valid_to"] is None


@pytest.fixture(scope="class")
def applied(country: None, django_db_blocker: Any) -> Iterator[Figures]:
    """The reform, applied once for a class; Ninh Thuận's figures of phase 1 before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = stats("LDLD-NINH-THUAN", "as-then", "2022-05-31")
        assert sangkien("org", "apply", FILE)[0] == 0
        yield before
        transaction.set_rollback(True)


class TestTheReformApplied:
    def test_leaves_phase_1_as_it_was_then_and_shows_it_within_khanh_hoa(self, applied: Figures) -> None:
        before = applied
        assert before["submitted"] > 0

        then = stats("LDLD-NINH-THUAN", "as-then", "2025-12-31")
        restated = stats("LDLD-KHANH-HOA", "restated", "2025-12-31")
        for name in ("submitted", "valid", "benefit_vnd", "people", "target"):
            assert then[name] == restated[name] == before[name]
        assert stats("LDLD-KHANH-HOA", "as-then", "2025-12-31")["submitted"] == 0
        gone = stats("LDLD-NINH-THUAN", "restated", "2025-12-31")
        assert (gone["submitted"], gone["target"]) == (0, None)

    def test_puts_every_grassroots_union_under_the_union_of_its_commune(self, applied: Figures) -> None:
        factory = sangkien("org", "show", "CS-MAY-TIEN-THUAN", "--on", "2025-07-01")[1]
        old = sangkien("org", "show", "LDLD-NINH-THUAN", "--on", "2025-07-01")[1]
        new = sangkien("org", "show", "LDLD-KHANH-HOA", "--on", "2025-07-01")[1]
        assert factory["ancestors"] == ["CD-XA-22741", "LDLD-KHANH-HOA", "TLD"]
        assert (old["parent"], old["valid_to"], old["successors"]) == (None, "2025-07-01", ["LDLD-KHANH-HOA"])
        assert len(new["children"]) == 65 and "LDLD-NINH-THUAN" in new["predecessors"]

    def test_leaves_no_open_dossier_on_a_desk_that_is_gone(self, applied: Figures) -> None:
        there = Organisation.objects.on(Reform.objects.get().effective)
        assert not Initiative.objects.filter(closed_at=None).exclude(superior__in=there.values("pk")).exists()

    def test_the_database_keeps_decisions_sane(self, applied: Figures) -> None:
        reform = Reform.objects.get()

        with refused("a_reform_has_a_title"):
            Reform.objects.update(title="")
        with refused("a_reform_is_taken_back_after_it_was_applied"):
            Reform.objects.update(taken_back_at=reform.applied_at.replace(year=2000))
        with refused("a_trace_is_of_a_row"):
            reform.traces.update(before=None, after=None)


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("code: [", "Không đọc được"),
            ("code: X", "title"),
            (HEAD + "effective: mai, operations: []}", "effective"),
            (HEAD + "effective: 2025-07-01, operations: [{sell: {}}]}", "việc thứ 1"),
            (HEAD + "effective: 2025-07-01, operations: [{merge: {units: [NOBODY], into: TLD}}]}", "NOBODY"),
        ],
    )
    def test_is_said_with_its_place(self, country: None, tmp_path: Path, text: str, told: str) -> None:
        file = tmp_path / "sai.yaml"
        file.write_text(text, "utf-8")

        code, answer = sangkien("org", "apply", str(file))

        assert code == 1
        assert told in json.dumps(answer["errors"], ensure_ascii=False)
        assert not Reform.objects.exists()

    def test_a_table_beside_the_file_only(self, country: None, tmp_path: Path) -> None:
        file = tmp_path / "sai.yaml"
        file.write_text(HEAD + "effective: 2025-07-01, operations: [{create: {table: ../x.csv}}]}", "utf-8")

        assert "bên cạnh" in sangkien("org", "apply", str(file))[1]["errors"][0]["message"]

    def test_no_such_file_and_nothing_to_undo(self, country: None) -> None:
        assert sangkien("org", "apply", "khong-co.yaml")[0] == 1
        code, answer = sangkien("org", "apply", FILE, "--undo")
        assert (code, len(answer["errors"])) == (1, 1)


def test_apply_is_a_command_of_org() -> None:
    assert "apply" in org.commands
