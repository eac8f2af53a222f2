"""A command that carries out a long task itself, and the hands of the worker."""

from collections.abc import Iterator

import pytest

from sangkien.base.problems import NotPossible, Problem
from sangkien.jobs.actions import ask
from sangkien.jobs.models import Job, Worker
from sangkien.jobs.states import State
from sangkien.jobs.tests import counting
from sangkien.jobs.tests.counting import COUNT, counted
from sangkien.jobs.tests.working import work_off
from sangkien.ops.hands import carry_out_here
from sangkien.ops.hands import work_off as work_off_for_real
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def asked() -> Job:
    return ask(COUNT, by=None, params={"rows": 10}, at=NOW)


@pytest.fixture(autouse=True)
def nothing_happens_between() -> Iterator[None]:
    counting.between.clear()
    yield
    counting.between.clear()


class TestACommand:
    def test_tells_of_each_step_and_leaves_no_worker_behind(self) -> None:
        told: list[tuple[int, int | None]] = []

        done = carry_out_here(asked(), told=lambda job: told.append((job.done, job.total)))

        assert done.state == State.DONE
        assert told == [(0, 10), (3, 10), (6, 10), (9, 10), (10, 10)]
        assert not Worker.objects.exists()

    def test_stopped_with_ctrl_c_leaves_a_task_that_the_next_run_goes_on_with(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def ctrl_c(_job: Job) -> None:
            raise KeyboardInterrupt

        counting.between.append(ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            carry_out_here(asked(), told=lambda _job: None)
        counting.between.clear()
        assert "Việc được giữ" in capsys.readouterr().err
        assert counted() == [0, 1, 2]

        carry_out_here(asked(), told=lambda _job: None)

        assert counted() == list(range(10))
        assert Job.objects.get().state == State.DONE

    def test_says_why_it_failed(self) -> None:
        def refuse(_job: Job) -> None:
            raise NotPossible([Problem("full", "Kho tệp đã đầy.")])

        counting.between.append(refuse)
        with pytest.raises(NotPossible, match="Kho tệp đã đầy"):
            carry_out_here(asked(), told=lambda _job: None)

    def test_tells_of_a_fault_of_ours_with_the_tasks_reference_and_no_value_of_a_row(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        phone = "".join(["+849", "12345001"])

        def fail(_job: Job) -> None:
            raise ValueError(f"duplicate key\nDETAIL: Key (phone)=({phone})")

        counting.between.append(fail)
        with pytest.raises(NotPossible):
            carry_out_here(asked(), told=lambda _job: None)

        said = capsys.readouterr().err
        assert Job.objects.get().reference in said
        assert "ValueError: duplicate key" in said and "counting.py" in said
        assert phone not in said


def test_a_worker_that_runs_once_does_all_that_waits() -> None:
    asked()

    assert work_off_for_real() == 1
    assert counted() == list(range(10))
    assert work_off(NOW) == []
