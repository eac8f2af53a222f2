"""What the database refuses of jobs, and that the arrows of the states are whole."""

from typing import Any

import pytest
from django.db import IntegrityError

from sangkien.jobs.models import Job
from sangkien.jobs.states import ENDED, NEXT, OPEN, State
from sangkien.jobs.tests.test_running import asked, worker
from tests.cast import NOW, Cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"state": "ASLEEP"}, "a_job_that_has_ended_and_no_other_says_when"),
        ({"language": "fr"}, "job_language_is_known"),
        ({"state": State.RUNNING}, "a_running_job_and_no_other_is_in_some_hand"),
        ({"state": State.DONE}, "a_job_that_has_ended_and_no_other_says_when"),
        ({"ended_at": NOW}, "a_job_that_has_ended_and_no_other_says_when"),
        ({"state": State.FAILED, "ended_at": NOW}, "a_failed_job_and_no_other_says_why"),
        ({"failure": "Không rõ."}, "a_failed_job_and_no_other_says_why"),
        ({"total": 3, "done": 4}, "no_more_of_a_job_is_done_than_there_is"),
    ],
)
def test_the_database_refuses(cast: Cast, changes: dict[str, Any], refused: str) -> None:
    job = asked(cast)

    with pytest.raises(IntegrityError, match=refused):
        Job.objects.filter(pk=job.pk).update(**changes)


@pytest.mark.django_db
def test_the_database_refuses_a_hand_on_a_job_that_waits(cast: Cast) -> None:
    job = asked(cast)

    with pytest.raises(IntegrityError, match="a_running_job_and_no_other_is_in_some_hand"):
        Job.objects.filter(pk=job.pk).update(worker=worker())


@pytest.mark.django_db
def test_the_database_refuses_a_second_open_job_about_a_thing(cast: Cast) -> None:
    asked(cast, about=cast.unit("CS-HAEMIN"))
    other = asked(cast)

    with pytest.raises(IntegrityError, match="a_thing_or_the_platform_has_one_open_job_of_a_kind"):
        Job.objects.filter(pk=other.pk).update(about=Job.objects.exclude(about="").get().about)


def test_every_state_is_open_or_has_ended_and_has_its_arrows() -> None:
    assert sorted(OPEN + ENDED) == sorted(State)
    assert set(NEXT) == set(State)


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, None, None), (0, 0, None), (0, 3, 0), (1_240, 3_000, 41), (2_999, 3_000, 99), (3_000, 3_000, 100)],
)
def test_a_hundred_percent_only_when_all_is_done(done: int, total: int | None, percent: int | None) -> None:
    assert Job(done=done, total=total).percent == percent
