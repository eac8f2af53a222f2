"""Who sees long work, stops it, and has it gone on with."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from sangkien.jobs.models import Job
from sangkien.jobs.states import State
from tests.cast import NOW, Cast

JOBS = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
job.see                FACTORYS_JOB          .      .     .    .   x   .    .    .    .    .    .   .
job.see                ZONES_JOB             .      .     .    .   .   .    x    x    x    .    .   .
job.see                PROVINCES_JOB         .      .     .    .   .   .    .    .    .    .    x   .
job.see                PLATFORMS_JOB         .      .     .    .   .   .    .    .    .    .    .   x
job.see                FAILED_JOB            .      .     .    .   x   .    .    .    .    .    .   .
job.cancel             FACTORYS_JOB          .      .     .    .   x   .    .    .    .    .    .   .
job.cancel             ZONES_JOB             .      .     .    .   .   .    x    x    x    .    .   .
job.cancel             PLATFORMS_JOB         .      .     .    .   .   .    .    .    .    .    .   x
job.cancel             FAILED_JOB            .      .     .    .   .   .    .    .    .    .    .   .
job.go_on              FACTORYS_JOB          .      .     .    .   .   .    .    .    .    .    .   .
job.go_on              PLATFORMS_JOB         .      .     .    .   .   .    .    .    .    .    .   .
job.go_on              FAILED_JOB            .      .     .    .   x   .    .    .    .    .    .   .
"""


def jobs(cast: Cast) -> dict[str, Callable[[], Model]]:
    """One that Mai, Minh, Đông asked for on behalf of their unions, of the platform, and one of Mai's that failed."""
    failed = {"state": State.FAILED, "ended_at": NOW, "failure": "Kho tệp đã đầy."}
    return {
        "FACTORYS_JOB": partial(_job, cast, "mai", "CS-MAY-TIEN-THUAN"),
        "ZONES_JOB": partial(_job, cast, "minh", "CD-KCN"),
        "PROVINCES_JOB": partial(_job, cast, "dong", "LDLD-NINH-THUAN"),
        "PLATFORMS_JOB": lambda: Job.objects.create(kind="test.count", asked_at=NOW),
        "FAILED_JOB": partial(_job, cast, "mai", "CS-MAY-TIEN-THUAN", **failed),
    }


def _job(cast: Cast, who: str, unit: str, **fields: object) -> Job:
    return Job.objects.create(
        kind="test.count", asked_by=cast.person(who), unit=cast.unit(unit), asked_at=NOW, **fields
    )
