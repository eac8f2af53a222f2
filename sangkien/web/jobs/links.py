"""Where what came of a job is to be seen: one line for each kind that has a page of its own."""

from collections.abc import Callable

from sangkien.jobs.models import Job

RESULTS: dict[str, Callable[[Job], str]] = {}


def result_of(job: Job) -> str:
    """The address of the page that shows what the job did; empty where there is none."""
    leads_to = RESULTS.get(job.kind)
    return leads_to(job) if leads_to else ""
