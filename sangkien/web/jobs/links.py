"""Where what came of a job is to be seen: one line for each kind that has a page of its own."""

from collections.abc import Callable

from django.urls import reverse

from sangkien.intake.actions import CHECK, ENTER, MARK, READ, UNDO
from sangkien.jobs.models import Job


def _list(job: Job) -> str:
    return reverse("intake-of-job", args=[job.about_id])


def _marked(job: Job) -> str:
    return reverse("intake-made", args=[job.key])


RESULTS: dict[str, Callable[[Job], str]] = {READ: _list, CHECK: _list, ENTER: _list, UNDO: _list, MARK: _marked}


def result_of(job: Job) -> str:
    """The address of the page that shows what the job did; empty where there is none."""
    leads_to = RESULTS.get(job.kind)
    return leads_to(job) if leads_to else ""
