"""Where what came of a job is to be seen: one line for each kind that has a page of its own."""

from collections.abc import Callable

from django.urls import reverse

from sangkien.certificates.actions import ISSUE
from sangkien.intake.actions import CHECK, ENTER, MARK, READ, UNDO
from sangkien.jobs.models import Job
from sangkien.registry import serial


def _list(job: Job) -> str:
    return reverse("intake-of-job", args=[job.about_id])


def _marked(job: Job) -> str:
    return reverse("intake-made", args=[job.key])


def _series(job: Job) -> str:
    return reverse("paper-series", args=[job.about_id])


def _certificates(job: Job) -> str:
    return reverse("certificate-batch", args=[job.about_id])


_OF_LISTS, _OF_SERIES = (READ, CHECK, ENTER, UNDO), (serial.DRAFT, serial.CHECK, serial.NUMBER, serial.ISSUE)
RESULTS: dict[str, Callable[[Job], str]] = {
    **dict.fromkeys(_OF_LISTS, _list),
    MARK: _marked,
    **dict.fromkeys(_OF_SERIES, _series),
    ISSUE: _certificates,
}


def result_of(job: Job) -> str:
    """The address of the page that shows what the job did; empty where there is none."""
    leads_to = RESULTS.get(job.kind)
    return leads_to(job) if leads_to else ""
