"""A kind of work for tests: to write so many rows into the log, three in a step, each with its number."""

from collections.abc import Callable

from sangkien.audit.actions import record
from sangkien.audit.models import Record
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress

COUNT = "test.count"
STEP = 3  # rows
between: list[Callable[[Job], object]] = []  # what a test wants to happen after each step


@long_work(COUNT, says="Đếm", counts="dòng")
def count(job: Job, progress: Progress) -> Result:
    """`params`: {"rows": how many}."""
    rows = job.params["rows"]
    progress.say("Đang đếm", total=rows)
    while (begun := progress.place.get("row", 0)) < rows:
        upto = min(begun + STEP, rows)
        with progress.step() as at:
            for row in range(begun, upto):
                record(verb="test.counted", target=job, by=None, at=at, after={"row": row})
            progress.did(upto - begun, place={"row": upto})
        for happens in between:
            happens(progress.job)
    return {"rows": rows}


def counted() -> list[int]:
    """The numbers that were written, in their order."""
    return [one.after["row"] for one in Record.objects.filter(verb="test.counted").order_by("pk")]
